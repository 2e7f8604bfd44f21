"""A project's action plan: the plan period by period, its structure, and the status of its actions."""
