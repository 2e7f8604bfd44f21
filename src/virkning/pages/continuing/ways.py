"""Where the pages of this family lead back to, and the periods they are about."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.figures.periods import Period
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of

Crumb = tuple[str, str]
Form = require_http_methods(["GET", "HEAD", "POST"])


def overview_address(project_id: int, period: Period | None = None, anchor: str = "") -> str:
    """The page of it all, in the period."""
    wanted = f"?periode={period.canonical}" if period is not None else ""
    return f"{reverse('continuing', args=(project_id,))}{wanted}{f'#{anchor}' if anchor else ''}"


def crumbs(project: Project, words: str = "") -> list[Crumb]:
    """The way to the page of it all, or to one under it."""
    own = (_("Forankring og gevinster"), overview_address(project.pk) if words else "")
    return [
        (_("Projekter"), reverse("project_list")),
        (project.name, reverse("project", args=(project.pk,))),
        own,
        *([(words, "")] if words else []),
    ]


def period_of(project: Project, written: str) -> ProjectPeriod:
    """The project's period with that canonical text. Raises `NotVisible`."""
    for one in periods_of(project):
        if one.period.canonical == written:
            return one
    raise NotVisible
