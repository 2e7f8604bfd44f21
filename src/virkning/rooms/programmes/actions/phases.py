"""A project's phases: made, changed, taken away."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused

from ..models import Phase, Project


def add_phase(
    *,
    project: Project,
    title: str,
    starts_on: date,
    by: Author,
    ends_on: date | None = None,
    text: str = "",
) -> Phase:
    """Write down a phase of the project's course. Raises `Refused`."""
    values = _checked(title, starts_on, ends_on, text)
    last = Phase.objects.filter(project=project).aggregate(last=Max("position"))["last"]
    made = Phase(project=project, position=0 if last is None else last + 1, **values)
    return writes.create(made, by=by, words=_("Fasen “%(title)s” er tilføjet.") % {"title": made.title})


def change_phase(
    phase: Phase,
    *,
    title: str,
    starts_on: date,
    by: Author,
    ends_on: date | None = None,
    text: str = "",
    version: int | None = None,
) -> Phase:
    """Correct a phase. Raises `Refused`, `Conflict`."""
    values = _checked(title, starts_on, ends_on, text)
    words = _("Fasen “%(title)s” er rettet.") % {"title": values["title"]}
    return writes.change(phase, by=by, words=words, version=version, **values)


def remove_phase(phase: Phase, *, by: Author, version: int | None = None) -> Phase:
    """Take a phase away; it can be brought back. Raises `Conflict`."""
    words = _("Fasen “%(title)s” er fjernet.") % {"title": phase.title}
    return writes.remove(phase, by=by, words=words, version=version)


def _checked(title: str, starts_on: date, ends_on: date | None, text: str) -> dict[str, Any]:
    if not title.strip():
        raise Refused({"title": _("Feltet skal udfyldes.")})
    if ends_on is not None and ends_on < starts_on:
        raise Refused({"ends_on": _("Fasen slutter, før den begynder. Ret en af datoerne.")})
    return {
        "title": " ".join(title.split()),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "text": text.strip(),
    }
