"""Writes on programmes, projects, parties and assignments: one module a noun, one function a verb."""
