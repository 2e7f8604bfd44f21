"""Reads of the log. Whoever asks has checked that the one who looks may see the projects asked about."""
