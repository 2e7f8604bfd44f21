"""Where the pages of this family lead back to, and what they choose among."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.rooms.programmes.models import Project

Crumb = tuple[str, str]
Form = require_http_methods(["GET", "HEAD", "POST"])


def crumbs(project: Project, words: str) -> list[Crumb]:
    """The way to a page under the project's."""
    return [
        (_("Projekter"), reverse("project_list")),
        (project.name, reverse("project", args=(project.pk,))),
        (words, ""),
    ]
