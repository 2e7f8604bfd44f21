"""Reads of activities worth a name."""
