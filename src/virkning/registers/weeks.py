"""Weeks as numbers: a week is known by its Thursday, so it belongs to exactly one month, quarter and year.

A week is `(Thursday - 1970-01-01) / 7 days`; 1970-01-01 was itself a Thursday, so week 0 is 1970's first ISO week.
Deliveries name a week `y_YYWW`: two digits of the ISO year and two of the ISO week, years 91-99 being 19YY.
"""

import re
from datetime import date, timedelta

from virkning.figures.periods import Period

EPOCH = date(1970, 1, 1)
FIRST_NAME = "y_9132"
_NAME = re.compile(r"y_([0-9]{2})([0-9]{2})", re.IGNORECASE)
#: Two-digit years from here on are of the last century: DREAM begins in 1991.
_CENTURY = 91


def week_of(day: date) -> int:
    """The ISO week a day lies in."""
    year, week, _weekday = day.isocalendar()
    return _week(year, week)


def thursday(week: int) -> date:
    """The day that says which month, quarter and year the week belongs to."""
    return EPOCH + timedelta(days=7 * week)


def week_named(name: str) -> int | None:
    """The week of a column `y_YYWW`; None for another name, a week the year does not have, or one before `y_9132`."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    short, number = int(match[1]), int(match[2])
    try:
        week = _week(1900 + short if short >= _CENTURY else 2000 + short, number)
    except ValueError:
        return None
    return week if week >= FIRST else None


def name_of(week: int) -> str:
    """`y_YYWW`."""
    year, number, _weekday = thursday(week).isocalendar()
    return f"y_{year % 100:02d}{number:02d}"


def weeks_in(period: Period) -> range:
    """The weeks whose Thursday lies in the period."""
    return range(-((EPOCH - period.start).days // 7), (period.end - EPOCH).days // 7 + 1)


def reference_week(period: Period) -> int:
    """The last week whose Thursday lies in the period."""
    return weeks_in(period)[-1]


def runs(weeks: list[int]) -> tuple[tuple[int, int], ...]:
    """Weeks in rising order as first and last of each run without a hole."""
    found: list[tuple[int, int]] = []
    for week in weeks:
        if found and week == found[-1][1] + 1:
            found[-1] = (found[-1][0], week)
        else:
            found.append((week, week))
    return tuple(found)


def _week(year: int, number: int) -> int:
    return (date.fromisocalendar(year, number, 4) - EPOCH).days // 7


FIRST = _week(1991, 32)
LAST = _week(2090, 52)
