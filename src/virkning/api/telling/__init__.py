"""From facts and rows to schemas: what the API says of a thing, said once."""
