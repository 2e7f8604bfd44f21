"""The ministry's goals, to read."""
