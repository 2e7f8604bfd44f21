"""Programmes: the list of them, and one programme's projects beside each other."""
