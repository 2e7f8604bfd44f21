"""Writes on registers, deliveries, runs and publications: one module a noun, one function a verb."""
