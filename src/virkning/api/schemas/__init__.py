"""What the API takes and answers, field by field: nothing leaves or enters that is not written here."""
