"""Writes on areas, activities, milestones, their status and registrations: one module a noun, a function a verb."""
