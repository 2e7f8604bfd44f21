"""Reads that build facts."""
