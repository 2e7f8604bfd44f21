"""What an answer may be, whichever door it comes through: trimmed, no longer than its column, no CPR number in it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from virkning.figures.cpr import cpr_phrase
from virkning.figures.numbers import check_digits
from virkning.figures.phrases import FigureError
from virkning.rooms.audit.refusals import Refused

from ..limits import (
    LONGEST_LINE,
    LONGEST_NUMBER,
    LONGEST_TEXT,
    MOST_HOURS,
    MOST_PARTICIPANTS,
    MOST_WEEKS,
)
from ..models import COMMON, ROLLING

#: Columns of one line → how long it may be. Any other text is of several.
LINES = {"name": LONGEST_LINE, "kind": LONGEST_LINE, "title": LONGEST_LINE, "number": LONGEST_NUMBER}
_MOST = {
    "hours_per_week": MOST_HOURS,
    "weeks_per_participant": MOST_WEEKS,
    "participants_at_a_time": MOST_PARTICIPANTS,
}


def checked(values: Mapping[str, Any], *, suffix: str = "") -> dict[str, Any]:
    """The values as they are kept. Raises `Refused` with every column that is wrong, its key ended by `suffix`."""
    tidy = {name: _tidy(name, value) for name, value in values.items()}
    problems = {f"{name}{suffix}": said for name, value in tidy.items() if (said := _problem(name, value))}
    if problems:
        raise Refused(problems)
    return tidy


def _tidy(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return " ".join(value.split()) if name in LINES else value.strip()


def _problem(name: str, value: Any) -> str:
    if isinstance(value, str):
        return _text_problem(name, value)
    if name in _MOST and value is not None:
        return _number_problem(name, value)
    if name == "amount" and value is not None:
        return _too_long(value)
    return ""


def _text_problem(name: str, text: str) -> str:
    if phrase := cpr_phrase(text):
        return phrase.translated(_)
    most = LINES.get(name, LONGEST_TEXT)
    if len(text) > most:
        return _("Teksten er for lang. Der er plads til %(most)s tegn.") % {"most": most}
    if name == "intake" and text not in ("", ROLLING, COMMON):
        return _("Vælg løbende optag eller fælles start.")
    return ""


def _number_problem(name: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return _("Skriv et tal.")
    if said := _too_long(Decimal(value)):
        return said
    if not 0 <= value <= _MOST[name]:
        return _("Skriv et tal fra 0 til %(most)s.") % {"most": _MOST[name]}
    if name == "participants_at_a_time" and value != int(value):
        return _("Skriv et helt tal.")
    return ""


def _too_long(value: Decimal) -> str:
    try:
        check_digits(value)
    except FigureError as error:
        return error.phrase.translated(_)
    return ""
