"""Writes on assessments: one module a noun, one function a verb."""
