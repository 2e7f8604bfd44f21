"""Reads of programmes and projects worth a name."""
