"""Exporting a project: the workbook that, imported again, changes nothing."""

from virkning.rooms.programmes.models import Project

from ..queries import project_as_book
from ..writing import write_book


def export_project(project: Project) -> bytes:
    """The project's workbook. Raises `BookRefused` where a text is longer than Excel can hold.

    The permission to export is checked by the caller.
    """
    return write_book(project_as_book(project))
