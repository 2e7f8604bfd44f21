"""Writes on results, their series, targets and measurements: one module a noun, one function a verb."""
