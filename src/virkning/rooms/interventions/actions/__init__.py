"""Writes on interventions and their descriptions."""
