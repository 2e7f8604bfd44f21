"""The deadlines of one person's calendar: what is still to be done, on which day. Nothing but day and kind is told."""

from dataclasses import dataclass
from datetime import date, timedelta

from .desks import DutyKind, desks_of

#: A deadline that was passed stays in the calendar so many days; one ahead comes into it so many days before.
PAST = 30
AHEAD = 400


@dataclass(frozen=True, slots=True, order=True)
class CalendarDay:
    """A day on which something of the kind is due, however much it is."""

    day: date
    kind: DutyKind


def calendar_of_person(person_id: int, today: date) -> tuple[CalendarDay, ...]:
    """The person's days, the earliest first: of the rounds that are planned or open, and of what periods ask for.

    What lies on a desk follows from what its person may do in each project now, so nothing else can be in it.
    """
    first, last = today - timedelta(days=PAST), today + timedelta(days=AHEAD)
    desk = desks_of([person_id], today, ahead=last)[person_id]
    days = {CalendarDay(one.duty.due, one.kind) for one in desk if first <= one.duty.due <= last}
    return tuple(sorted(days))
