"""Reads of interventions worth a name."""
