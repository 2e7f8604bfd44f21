"""Other explanations: what else than the project may lie behind a result."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from virkning.rooms.activities.actions.belonging import check_belongs, check_text
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.results.models import Result

from ..models import OtherExplanation


def explain(*, result: Result, period: ProjectPeriod, text: str, by: Author) -> OtherExplanation:
    """Write down another explanation of a result, after its others. Raises `Refused`."""
    values = _checked(result, period, text)
    last = OtherExplanation.objects.filter(result=result).aggregate(last=Max("position"))["last"]
    made = OtherExplanation(result=result, position=0 if last is None else last + 1, **values)
    words = _("En anden forklaring på resultat %(number)s er skrevet.") % {"number": result.number}
    return writes.create(made, by=by, words=words)


def change_explanation(
    explanation: OtherExplanation,
    *,
    period: ProjectPeriod,
    text: str,
    by: Author,
    version: int | None = None,
) -> OtherExplanation:
    """Correct another explanation; the result it is about stays. Raises `Refused`, `Conflict`."""
    values = _checked(explanation.result, period, text)
    words = _("En anden forklaring på resultat %(number)s er rettet.")
    return writes.change(
        explanation, by=by, words=words % {"number": explanation.result.number}, version=version, **values
    )


def remove_explanation(
    explanation: OtherExplanation, *, by: Author, version: int | None = None
) -> OtherExplanation:
    """Take another explanation away; it can be brought back. Raises `Conflict`."""
    words = _("En anden forklaring på resultat %(number)s er fjernet.")
    return writes.remove(
        explanation, by=by, words=words % {"number": explanation.result.number}, version=version
    )


def _checked(result: Result, period: ProjectPeriod, text: str) -> dict[str, Any]:
    check_belongs(result.project_id, period=period)
    check_text(text=text)
    return {"period": period, "text": text.strip()}
