"""Reads of registers, deliveries, runs and what is published."""
