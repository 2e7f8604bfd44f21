"""Finding the intervention a person means by its name."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from virkning.figures.dates import short_date
from virkning.figures.folding import fold
from virkning.rooms.programmes.models import Project

from ..models import Intervention


class InterventionNotFound(Exception):
    """None of the project's interventions is called that, or several are. The message says so to a user."""


def find_intervention(project: Project, text: str) -> Intervention:
    """The one called `Name`, `Name, Kommune` or `Name, Kommune, start`, however it is written. One query.

    Raises `InterventionNotFound`, with the candidates where several are meant.
    """
    rows = Intervention.objects.filter(project=project).select_related("project", "municipality")
    known = list(rows.order_by("position", "id"))
    wanted = _folded(text)
    named = [one for one in known if _folded(one.name) == wanted]
    named = named or [one for one in known if wanted in map(_folded, _longer(one))]
    if len(named) == 1:
        return named[0]
    if not named:
        said = _("Projektet har ingen indsats, der hedder “%(name)s”.") % {"name": text}
        raise InterventionNotFound("\n".join([said, *_listed(_("Det har:"), known)]))
    said = _("Flere indsatser hedder “%(name)s”.") % {"name": text}
    raise InterventionNotFound("\n".join([said, *_listed(_("Skriv et af disse:"), named)]))


def _listed(head: str, known: Sequence[Intervention]) -> list[str]:
    return [head, *(f"  {_longer(one)[-1]}" for one in known)] if known else []


def _longer(one: Intervention) -> list[str]:
    """What else it may be called, the longest last."""
    with_place = f"{one.name}, {one.municipality.name}"
    if one.start_date is None:
        return [with_place]
    return [
        with_place,
        f"{with_place}, {one.start_date.isoformat()}",
        f"{with_place}, {short_date(one.start_date)}",
    ]


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
