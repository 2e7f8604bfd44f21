"""Danish dates, and deadlines that are a day or a whole period."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from virkning.figures.periods import FIRST_YEAR, LAST_YEAR, MONTHS, Period, PeriodKind
from virkning.figures.phrases import FigureError, P, Phrase

_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_NUMBERS = re.compile(
    r"(?P<day>[0-9]{1,2})\s*[./-]\s*(?P<month>[0-9]{1,2})(?:\s*[./-]\s*|\s+)(?P<year>[0-9]{4}|[0-9]{2})"
)
_WORDS = re.compile(
    r"(?:den\s+)?(?P<day>[0-9]{1,2})\s*\.?\s*(?P<name>[a-z]+)\.?\s*(?P<year>[0-9]{4}|[0-9]{2})"
)
_MONTH_NUMBER = {name.danish: number for number, name in enumerate(MONTHS, start=1)}
_SHORT_MONTH = {name[:3]: number for name, number in _MONTH_NUMBER.items()} | {"sept": 9}


def parse_date(written: str) -> date:
    """The day a user wrote: `2010-01-31`, `31.01.2010`, `31/1 2010`, `1/2-26`, `26. januar 2018`.

    A year of two digits lies in the 2000s. Raises `FigureError`.
    """
    wanted = " ".join(written.split()).lower()
    for shape in (_ISO, _NUMBERS, _WORDS):
        match = shape.fullmatch(wanted)
        if match is not None:
            return _day(match, written)
    raise _not_a_date(written)


def danish_date(day: date) -> str:
    """`26. januar 2018`."""
    return date_phrase(day).danish


def date_words(day: date) -> str:
    """The same in the reader's language."""
    return str(date_phrase(day))


def date_phrase(day: date) -> Phrase:
    """The words of `danish_date`, translatable."""
    return P("%(day)s. %(month)s %(year)s", day=str(day.day), month=MONTHS[day.month - 1], year=str(day.year))


def short_date(day: date) -> str:
    """`26.01.2018`."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


# A project has few deadlines and few periods, and every cell of a grid asks.
@lru_cache(maxsize=4096)
def elapsed_share(start: date, now: date, due: date) -> Fraction:
    """How much of the time from the first day `start` to the last day `due` has passed when `now` is over.

    0 before it began; over 1 afterwards, and 1 when there never was any time. Counted in months where the
    time is whole months, so that one year of three is a third in leap years too; else in days.
    """
    after_now, after_due = now + timedelta(days=1), due + timedelta(days=1)
    position = _in_months if start.day == after_due.day == 1 else _in_days
    given = position(after_due) - position(start)
    if given <= 0:
        return Fraction(1)
    return max(position(after_now) - position(start), Fraction(0)) / given


@dataclass(frozen=True)
class Deadline:
    """A day, or the last day of a whole period (`kind` says which sort)."""

    day: date
    kind: PeriodKind | None = None

    def __post_init__(self) -> None:
        if self.kind is not None and Period.containing(self.kind, self.day).end != self.day:
            raise FigureError(
                P(
                    "%(day)s er ikke den sidste dag i en periode af slagsen %(kind)s.",
                    day=short_date(self.day),
                    kind=self.kind.phrase,
                )
            )

    @classmethod
    def of(cls, day: date, kind: PeriodKind | None = None) -> "Deadline":
        """The deadline on that day, or at the end of the period of that kind in which the day lies."""
        return cls(day if kind is None else Period.containing(kind, day).end, kind)

    @classmethod
    def parse(cls, written: str) -> "Deadline":
        """A date or a period as a user wrote it; raises `FigureError` naming both."""
        try:
            period = Period.parse(written)
        except FigureError:
            pass
        else:
            return cls(period.end, period.kind)
        try:
            return cls(parse_date(written))
        except FigureError as error:
            raise FigureError(
                P(
                    "“%(text)s” er ikke en frist. Skriv en dato (31.12.2013) "
                    "eller en periode (2013, 2013H1, 2013K3, 2013-10).",
                    text=written.strip(),
                )
            ) from error

    @property
    def period(self) -> Period | None:
        """The whole period, where the deadline is one."""
        return None if self.kind is None else Period.containing(self.kind, self.day)

    @property
    def canonical(self) -> str:
        """The period's text (`2012K3`) or the ISO date."""
        return self.day.isoformat() if self.period is None else self.period.canonical

    @property
    def phrase(self) -> Phrase:
        """The words of `.danish`, translatable."""
        return date_phrase(self.day) if self.period is None else self.period.phrase

    @property
    def danish(self) -> str:
        """`26. januar 2018`, or the period's words (`3. kvartal 2012`)."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)

    def reached_by(self, day: date) -> bool:
        """The deadline lies on that day or before it."""
        return self.day <= day


def _in_days(day: date) -> Fraction:
    return Fraction(day.toordinal())


def _in_months(day: date) -> Fraction:
    return day.year * 12 + day.month + Fraction(day.day - 1, monthrange(day.year, day.month)[1])


def _day(match: re.Match[str], written: str) -> date:
    parts = match.groupdict()
    month = _month(parts["name"]) if "name" in parts else int(parts["month"])
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    if month is None:
        raise _not_a_date(written)
    try:
        day = date(year, month, int(parts["day"]))
    except ValueError as error:
        raise _no_such_day(written) from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _no_such_day(written)
    return day


def _month(name: str) -> int | None:
    return _MONTH_NUMBER.get(name) or _SHORT_MONTH.get(name)


def _not_a_date(written: str) -> FigureError:
    return FigureError(
        P(
            "“%(text)s” er ikke en dato. Skriv for eksempel 31.01.2010, 31/1 2010 eller 2010-01-31.",
            text=written.strip(),
        )
    )


def _no_such_day(written: str) -> FigureError:
    return FigureError(
        P(
            "“%(text)s” er ikke en dato, der findes i kalenderen mellem 1900 og 2199. "
            "Skriv for eksempel 31.01.2010.",
            text=written.strip(),
        )
    )
