"""Addresses of the theory's page, and how its other pages lead back to it."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.rooms.programmes.models import Project

Crumb = tuple[str, str]
Form = require_http_methods(["GET", "HEAD", "POST"])
#: What the page is asked to show as a list instead of as a drawing.
LIST = "liste"


def theory_address(
    project_id: int, *, period: str = "", chosen: str = "", shown: str = "", at: str = ""
) -> str:
    """The theory's page: in a period, with a box chosen, as a list."""
    asked = {"periode": period, "valgt": chosen, "vis": shown}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('theory', args=(project_id,))}{f'?{query}' if query else ''}{f'#{at}' if at else ''}"


def arrow_address(project_id: int, *, start: str = "", end: str = "") -> str:
    """The form for a new arrow, with one end chosen."""
    asked = {"begynder": start, "ender": end}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('arrow_new', args=(project_id,))}{f'?{query}' if query else ''}"


def crumbs(project: Project, words: str = "") -> list[Crumb]:
    """The way to the theory's page, or to one under it."""
    return [
        (_("Projekter"), reverse("project_list")),
        (project.name, reverse("project", args=(project.pk,))),
        (_("Forandringsteori"), theory_address(project.pk) if words else ""),
        *([(words, "")] if words else []),
    ]
