"""Values that have been replaced: they are never edited, so each is still there with its origin."""

from dataclasses import dataclass
from datetime import datetime

from virkning.figures.indicators import Answer, Reading
from virkning.figures.periods import Period
from virkning.rooms.results.models import Measurement, Result

from ..facts.project import Origin


@dataclass(frozen=True)
class SupersededValue:
    """One replaced value; `at` and `by` say when it was replaced, and by whom."""

    reading: Reading
    origin: Origin
    source: str
    at: datetime
    by: str


def superseded_values(result: Result) -> list[SupersededValue]:
    """The result's replaced values, newest first. One query."""
    rows = (
        Measurement.objects.filter(result=result, superseded_at__isnull=False)
        .select_related("period", "series", "origin_file")
        .order_by("-superseded_at", "-id")
    )
    return [_value(row) for row in rows]


def _value(row: Measurement) -> SupersededValue:
    period: Period = row.period.period
    reading = Reading(
        series=row.series.name if row.series else "",
        period=period,
        number=row.value,
        answer=Answer(row.answer) if row.answer else None,
        numerator=row.numerator,
        denominator=row.denominator,
        text=row.text,
        break_reason=row.break_reason,
        is_note=row.series is None,
    )
    file = row.origin_file.name if row.origin_file else ""
    origin = Origin(row.origin_kind, row.origin_by, row.origin_at, file, row.origin_cell)
    return SupersededValue(reading, origin, row.source, row.superseded_at or row.origin_at, row.superseded_by)
