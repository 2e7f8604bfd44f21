"""Finding a project by what people call it."""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext as _

from virkning.rooms.access.roles import PartyRole

from ..models import Party, Programme, Project

_WITH_PLACE = (re.compile(r"(?P<name>.+)\((?P<place>[^()]+)\)"), re.compile(r"(?P<name>.+),(?P<place>[^,]+)"))


class ProjectNotFound(Exception):
    """No project the scope sees is called that, or several are. The message says so to a user."""

    def __init__(self, text: str) -> None:
        super().__init__(_('Der er ikke noget projekt, der hedder "%(name)s".') % {"name": text})


class ProjectAmbiguous(ProjectNotFound):
    """Several projects are called that. `candidates`: each as `Name (Kommune)`, which finds it."""

    def __init__(self, text: str, candidates: Sequence[str]) -> None:
        self.candidates = tuple(candidates)
        message = _('Flere projekter hedder "%(name)s". Skriv et af disse:') % {"name": text}
        Exception.__init__(self, "\n".join([message, *(f"  {one}" for one in candidates)]))


def find_project(text: str) -> Project:
    """The project called `Name`, `Name, Kommune` or `Name (Kommune)`, whatever the case; Kommune is the lead's.

    Two queries. Raises `ProjectNotFound` or `ProjectAmbiguous`.
    """
    projects = list(Project.objects.select_related("programme").order_by("name", "id"))
    leads = _leads()
    named = [one for one in projects if _folded(one.name) == _folded(text)]
    if not named:
        named = [one for one in projects if _is_called(text, one, leads.get(one.pk, ()))]
    if not named:
        raise ProjectNotFound(text)
    if len(named) > 1:
        raise ProjectAmbiguous(text, [f"{one.name} ({(*leads.get(one.pk, ()), '–')[0]})" for one in named])
    return named[0]


class ProgrammeNotFound(Exception):
    """No programme the scope sees is called that, or several are. The message says so to a user."""


def find_programme(text: str) -> Programme:
    """The programme called that, whatever the case. One query. Raises `ProgrammeNotFound`."""
    rows = Programme.objects.order_by("name", "id")
    named = [one for one in rows if _folded(one.name) == _folded(text)]
    if not named:
        raise ProgrammeNotFound(_('Der er ikke noget program, der hedder "%(name)s".') % {"name": text})
    if len(named) > 1:
        raise ProgrammeNotFound(_('Flere programmer hedder "%(name)s".') % {"name": text})
    return named[0]


def _leads() -> dict[int, tuple[str, ...]]:
    """Project → what its lead is called: the organisation's name, the municipality's name and code."""
    rows = (
        Party.objects.filter(role=PartyRole.LEAD)
        .order_by("project_id")
        .values_list(
            *("project_id", "organisation__name", "organisation__municipality__name"),
            "organisation__municipality__code",
        )
    )
    return {project: tuple(filter(None, names)) for project, *names in rows}


def _is_called(text: str, project: Project, lead: Sequence[str]) -> bool:
    for shape in _WITH_PLACE:
        match = shape.fullmatch(text.strip())
        if match is not None and _folded(match["name"]) == _folded(project.name):
            return _folded(match["place"]) in {_folded(name) for name in lead}
    return False


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
