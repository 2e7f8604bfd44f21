"""Loads how a project's activities go on, what was learned, and who gains what."""

from ..facts.continuing import Continuing


def load_continuing(project_id: int) -> Continuing:
    """All of the project's."""
    return Continuing()
