"""Where the pages of this family lead back to, and the day an address names."""

import re
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.figures.theory import Quadrant
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.programmes.models import Project
from virkning.rooms.theory.models import MatrixGroup

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
Crumb = tuple[str, str]
Form = require_http_methods(["GET", "HEAD", "POST"])


def matrix_address(project_id: int, anchor: str = "") -> str:
    """The matrix, at one of its parts."""
    return f"{reverse('matrix', args=(project_id,))}{f'#{anchor}' if anchor else ''}"


def crumbs(project: Project, words: str = "") -> list[Crumb]:
    """The way to the matrix, or to a page under it."""
    own = (_("Målgruppematrix"), matrix_address(project.pk) if words else "")
    return [
        (_("Projekter"), reverse("project_list")),
        (project.name, reverse("project", args=(project.pk,))),
        own,
        *([(words, "")] if words else []),
    ]


def quadrant_called(written: str) -> Quadrant | None:
    """The quadrant an address or a form names; None where it names none."""
    return Quadrant(written) if written in {one.value for one in Quadrant} else None


def day_called(written: str) -> date | None:
    """A day as addresses write it (`2026-03-01`); None for anything else."""
    try:
        return date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        return None


def told(request: HttpRequest, group: MatrixGroup, words: str) -> HttpResponse:
    """Say what was done to the group, with an undo where anything was, and go back to the matrix."""
    entry = latest_entry(group)
    messages.success(request, words, extra_tags=f"undo-{entry.pk}" if entry is not None else "")
    return redirect(matrix_address(group.project_id, "matrix"))
