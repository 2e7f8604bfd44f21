"""Screens of change tracks: every agency's catalogue to read, and one's own agency's to keep."""
