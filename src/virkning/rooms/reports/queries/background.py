"""Loads what evaluators hold beside a project's figures."""

from ..facts.evidence import Background


def load_background(project_id: int) -> Background:
    """All of the project's."""
    return Background()
