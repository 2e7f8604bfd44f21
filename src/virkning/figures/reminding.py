"""On which days somebody is reminded by mail. The whole cadence is the three tables below; counted in working days.

Something on one's desk (a duty) is told of five working days before its deadline, one before, and the first one after.
What was sent back is told of the first working day after it was. What is late still is told of again, once a week at
first, then once a month, and after a year no more: by then somebody has to decide, not to be reminded.

A mail tells of everything on the desk, so the weeks are counted from the last mail, not from each deadline: many
deadlines make one mail a week and not many. Nothing on the desk, no mail; what has been delivered is not on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .rounds import COPENHAGEN
from .workdays import is_workday, workday_from, workdays_after

#: So many working days before the deadline, and so many after it.
BEFORE = (5, 1)
AFTER = (1,)
#: So many after something was sent back.
AFTER_RETURN = (1,)


@dataclass(frozen=True)
class Again:
    """What is at most `late_for` working days late is told of again `every` so many working days."""

    late_for: int
    every: int


#: The first that fits what was due last.
AGAIN = (Again(late_for=25, every=5), Again(late_for=250, every=20))
#: A day on which nothing could be sent is made up for within so many working days.
MADE_UP_FOR = 5
#: No 250 working days are longer than this: what is later need not be counted.
_DAYS_COUNTED = 400


class Occasion(StrEnum):
    """Why somebody is reminded today."""

    NEAR = "near"
    PASSED = "passed"
    RETURNED = "returned"
    STILL_LATE = "still_late"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that lies on somebody's desk: until when, and on which day it was sent back, if it was."""

    due: date
    returned_on: date | None = None

    def is_late(self, today: date) -> bool:
        """It was due before today."""
        return self.due < today

    def is_near(self, today: date) -> bool:
        """It is due today or within as many working days as the first reminder."""
        return today <= self.due and workdays_after(today, self.due) <= max(BEFORE)


def day_in_denmark(moment: datetime) -> date:
    """The day it is in Copenhagen at an aware moment, on nights the clock is changed too."""
    return moment.astimezone(COPENHAGEN).date()


def occasion(duties: Iterable[Duty], today: date, last: date | None) -> Occasion | None:
    """Why somebody with these duties is reminded today; None where they are not. `last`: when they last were."""
    if not is_workday(today) or (last is not None and last >= today):
        return None
    since = max(last or date.min, workday_from(today, -MADE_UP_FOR))
    on_desk = list(duties)
    come = {why for duty in on_desk for day, why in _marks(duty) if since < day <= today}
    if come:
        return next(why for why in Occasion if why in come)
    return Occasion.STILL_LATE if _is_told_again(on_desk, today, last) else None


def _marks(duty: Duty) -> list[tuple[date, Occasion]]:
    """The days a duty is told of by itself."""
    found = [(workday_from(duty.due, -days), Occasion.NEAR) for days in BEFORE]
    found += [(workday_from(duty.due, days), Occasion.PASSED) for days in AFTER]
    if duty.returned_on is not None:
        found += [(workday_from(duty.returned_on, days), Occasion.RETURNED) for days in AFTER_RETURN]
    return found


def _is_told_again(duties: Iterable[Duty], today: date, last: date | None) -> bool:
    late = [one.due for one in duties if one.is_late(today) and (today - one.due).days <= _DAYS_COUNTED]
    if not late:
        return False
    days = workdays_after(max(late), today)
    every = next((one.every for one in AGAIN if days <= one.late_for), None)
    return every is not None and (last is None or workdays_after(last, today) >= every)
