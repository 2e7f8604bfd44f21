"""Writes on organisations, people and memberships: one module a noun, one function a verb."""
