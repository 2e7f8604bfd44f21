"""Working days in Denmark, and how far away a deadline is, counted in them.

A working day is Monday to Friday and no public holiday (`holidays` knows that the Great Prayer Day ended with 2023).
The day one counts from is not counted, the day one counts to is: from Thursday to the Thursday after there are five.
"""

from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

from virkning.figures.phrases import P, Phrase

_HOLIDAYS = country_holidays("DK", language="da")


@lru_cache(maxsize=4096)
def is_workday(day: date) -> bool:
    """Whether an office is open that day."""
    return day.weekday() < 5 and day not in _HOLIDAYS


@lru_cache(maxsize=1024)
def workdays_after(day: date, until: date) -> int:
    """How many working days lie after `day`, up to and with `until`; 0 where `until` is not later."""
    return sum(is_workday(day + timedelta(days=step)) for step in range(1, (until - day).days + 1))


@lru_cache(maxsize=1024)
def workday_from(day: date, steps: int) -> date:
    """The working day `steps` working days after `day` (before it, where negative).

    0 is the day itself where it is a working day, else the first one after it.
    """
    step = timedelta(days=-1 if steps < 0 else 1)
    if steps == 0:
        while not is_workday(day):
            day += step
        return day
    left = abs(steps)
    while left:
        day += step
        left -= is_workday(day)
    return day


def distance_phrase(deadline: date, today: date) -> Phrase:
    """`5 hverdage for sent`, `i dag`, `om 6 hverdage`; from a year on whole years, for nobody counts further."""
    if deadline == today:
        return P("i dag")
    late = deadline < today
    first, last = sorted((deadline, today))
    years = _whole_years(first, last)
    if years:
        told = P("%(n)s år", n=str(years))
        return P("over %(time)s for sent", time=told) if late else P("om over %(time)s", time=told)
    days = workdays_after(first, last)
    if not days:  # only a weekend or holidays lie between
        told = _days(last.toordinal() - first.toordinal())
    else:
        told = P("1 hverdag") if days == 1 else P("%(n)s hverdage", n=str(days))
    return P("%(time)s for sent", time=told) if late else P("om %(time)s", time=told)


def _days(count: int) -> Phrase:
    return P("1 dag") if count == 1 else P("%(n)s dage", n=str(count))


def _whole_years(first: date, last: date) -> int:
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))
