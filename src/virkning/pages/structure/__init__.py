"""Editing what a project is made of, from its areas to its periods and parties; registrations."""
