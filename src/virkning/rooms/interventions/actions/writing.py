"""Writing the single answers of a description. Several people write in one, each their own fields."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from virkning.figures.interventions import OBSERVATIONS
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import plain

from ..models import Intervention
from ..queries.answers import SAME
from .acts import acting, begin, check_open, check_unwritten
from .checking import checked
from .free import check_free
from .naming import shortly

#: Columns that hold numbers, days and choices: blank is None there, and "" everywhere else.
_NOT_TEXT = frozenset(
    {"start_date", "new_type", "hours_per_week", "weeks_per_participant", "participants_at_a_time"}
)


def write_answers(
    intervention: Intervention,
    values: Mapping[str, Any],
    *,
    by: Author,
    version: int | None = None,
    why: str = "",
) -> Intervention:
    """Write these answers (field → value; text blank and others None for no answer); what is not named stays.

    The first who writes makes a draft of what was only decided. `version` may be older than now as long as nobody has
    written in these fields since. `why`: what the person said of an answer that looked wrong. Raises `Refused` with
    the fields as keys, also where the stage is closed (observations never are), and `Conflict`.
    """
    wished = checked_answers(values)
    with acting(intervention, by=by) as writing:
        differing = {name: new for name, new in wished.items() if _differs(intervention, name, new)}
        check_open(intervention, differing)
        check_unwritten(intervention, version, differing)
        if {"name", "start_date"} & set(differing):
            check_free(intervention, **{k: v for k, v in differing.items() if k in ("name", "start_date")})
        if any(name not in OBSERVATIONS for name in differing):
            begin(writing, intervention)
        writing.change(intervention, version=intervention.version, tell=True, **differing)
        writing.explain(why if differing else "")
        writing.words = _words(intervention, differing)
    return intervention


def checked_answers(values: Mapping[str, Any]) -> dict[str, Any]:
    """The single answers as they are kept. Raises `Refused`, KeyError for what is none of them (a mistake of ours)."""
    unknown = set(values) - set(SAME)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    plain_values = {
        name: None if value == "" and name in _NOT_TEXT else value for name, value in values.items()
    }
    wished = checked(plain_values)
    if not wished.get("name", "x"):
        raise Refused({"name": _("Skriv, hvad indsatsen hedder.")})
    return wished


def _differs(intervention: Intervention, name: str, value: Any) -> bool:
    return bool(plain(getattr(intervention, name)) != plain(value))


def _words(intervention: Intervention, columns: Mapping[str, Any]) -> str:
    if columns and all(name in OBSERVATIONS for name in columns):
        return _("Observationerne i indsatsen %(name)s er rettet.") % {"name": shortly(intervention.name)}
    return _("Beskrivelsen af indsatsen %(name)s er rettet.") % {"name": shortly(intervention.name)}
