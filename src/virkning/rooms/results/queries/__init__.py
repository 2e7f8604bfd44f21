"""Reads of results worth a name."""
