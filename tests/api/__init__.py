"""The API, called as a program calls it."""
