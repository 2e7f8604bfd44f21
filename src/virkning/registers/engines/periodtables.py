"""The two small tables an engine's SQL reads beside the register: the periods, and what each week is to them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from virkning.figures.periods import Period

from ..measures.definition import Measure
from ..weeks import weeks_in
from .counts import needed

PERIOD_COLUMNS = {"p": "INTEGER", "first_week": "INTEGER", "last_week": "INTEGER"}
CALENDAR_COLUMNS = {
    "week": "INTEGER",
    "p": "INTEGER",  # the first period that ends in the week or later
    "begins": "INTEGER",  # its first week
    "held": "BOOLEAN",  # whether the week lies in it
    "through": "INTEGER",  # its last week where the week lies in it, else the week itself
    "ended": "INTEGER",  # the last week of the latest period that ends in the week or earlier; NULL before the first
}


@dataclass(frozen=True)
class PeriodTables:
    """Rows of `periods` and `calendar`, and the first and last week that matter."""

    periods: tuple[tuple[int, int, int], ...]
    calendar: tuple[tuple[int, int, int, bool, int, int | None], ...]
    lowest: int
    highest: int


def period_tables(measure: Measure, periods: Sequence[Period]) -> PeriodTables:
    """For periods of one kind in rising order, each once."""
    spans = [(weeks[0], weeks[-1]) for weeks in map(weeks_in, periods)]
    ends = [last for _first, last in spans]
    lowest, highest = needed(measure, periods[0])[0], ends[-1]
    calendar = []
    for week in range(lowest, highest + 1):
        place, before = bisect_left(ends, week), bisect_right(ends, week)
        begins, end = spans[place]
        held = begins <= week
        calendar.append(
            (week, place, begins, held, end if held else week, ends[before - 1] if before else None)
        )
    return PeriodTables(
        tuple((place, *span) for place, span in enumerate(spans)), tuple(calendar), lowest, highest
    )
