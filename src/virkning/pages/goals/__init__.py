"""A programme's goals: what has been published of them, municipality by municipality, and how it was made."""
