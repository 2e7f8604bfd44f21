"""Django's SQLite backend with Danish order and a LIKE that knows Danish letters."""
