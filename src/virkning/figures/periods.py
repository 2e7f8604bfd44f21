"""Periods: years, halves, quarters, months and ISO weeks.

Canonical text as in the workbook: `2013`, `2013H1`, `2013K3`, `2013-10`, `2013U07`.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from virkning.figures.phrases import FigureError, P, Phrase

FIRST_YEAR = 1900
LAST_YEAR = 2199

MONTHS: tuple[Phrase, ...] = (
    P("januar"),
    P("februar"),
    P("marts"),
    P("april"),
    P("maj"),
    P("juni"),
    P("juli"),
    P("august"),
    P("september"),
    P("oktober"),
    P("november"),
    P("december"),
)

_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:(?P<letter>[KHU])(?P<number>[0-9]{1,2})|-(?P<month>[0-9]{1,2}))?",
    re.IGNORECASE,
)


class PeriodKind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"

    @cached_property
    def phrase(self) -> Phrase:
        return _KIND_WORDS[self]

    @cached_property
    def danish(self) -> str:
        """`år`, `halvår`, `kvartal`, `måned`, `uge`."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)


_KIND_WORDS = {
    PeriodKind.YEAR: P("år"),
    PeriodKind.HALF: P("halvår"),
    PeriodKind.QUARTER: P("kvartal"),
    PeriodKind.MONTH: P("måned"),
    PeriodKind.WEEK: P("uge"),
}
_MONTHS_IN = {PeriodKind.YEAR: 12, PeriodKind.HALF: 6, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}
_KIND_OF_LETTER = {"K": PeriodKind.QUARTER, "H": PeriodKind.HALF, "U": PeriodKind.WEEK}


@dataclass(frozen=True)
class Period:
    """A kind and the first day; ordered by last day, then first day (a quarter before its year).

    Raises `FigureError` when `start` is not the first day of such a period.
    """

    kind: PeriodKind
    start: date

    def __post_init__(self) -> None:
        first = _first_day(self.kind, self.start)
        if first != self.start or not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise FigureError(
                P(
                    "%(day)s er ikke den første dag i en periode af slagsen %(kind)s mellem 1900 og 2199.",
                    day=self.start.isoformat(),
                    kind=self.kind.phrase,
                )
            )

    @classmethod
    def parse(cls, written: str) -> "Period":
        """The period a user wrote, however the letters and spaces were typed."""
        match = _WRITTEN.fullmatch("".join(written.split()))
        try:
            if match is None:
                raise ValueError(written)
            return cls(*_kind_and_start(match))
        except ValueError as error:
            raise FigureError(
                P(
                    "“%(text)s” er ikke en periode. Skriv et år (2013), et halvår (2013H1), "
                    "et kvartal (2013K3), en måned (2013-10) eller en uge (2013U07).",
                    text=written.strip(),
                )
            ) from error

    @classmethod
    def containing(cls, kind: PeriodKind, day: date) -> "Period":
        """The period of that kind in which the day lies."""
        return cls(kind, _first_day(kind, day))

    @cached_property
    def end(self) -> date:
        """The last day."""
        return _next_start(self.kind, self.start) - timedelta(days=1)

    @property
    def year(self) -> int:
        """The year the period is counted in; for a week the ISO year."""
        return self.start.isocalendar().year if self.kind is PeriodKind.WEEK else self.start.year

    @property
    def number(self) -> int:
        """Which one of its kind in the year, from 1."""
        if self.kind is PeriodKind.WEEK:
            return self.start.isocalendar().week
        return (self.start.month - 1) // _MONTHS_IN[self.kind] + 1

    @cached_property
    def canonical(self) -> str:
        """`2013`, `2013H1`, `2013K3`, `2013-10`, `2013U07`."""
        endings = {
            PeriodKind.YEAR: "",
            PeriodKind.HALF: f"H{self.number}",
            PeriodKind.QUARTER: f"K{self.number}",
            PeriodKind.MONTH: f"-{self.number:02}",
            PeriodKind.WEEK: f"U{self.number:02}",
        }
        return f"{self.year}{endings[self.kind]}"

    @cached_property
    def phrase(self) -> Phrase:
        """The words of `.danish`, translatable."""
        year, number = str(self.year), str(self.number)
        if self.kind is PeriodKind.YEAR:
            return Phrase("%(year)s", {"year": year})
        if self.kind is PeriodKind.MONTH:
            return P("%(month)s %(year)s", month=MONTHS[self.number - 1], year=year)
        if self.kind is PeriodKind.QUARTER:
            return P("%(number)s. kvartal %(year)s", number=number, year=year)
        if self.kind is PeriodKind.HALF:
            return P("%(number)s. halvår %(year)s", number=number, year=year)
        return P("uge %(number)s %(year)s", number=number, year=year)

    @cached_property
    def danish(self) -> str:
        """`2013`, `1. halvår 2013`, `3. kvartal 2013`, `oktober 2013`, `uge 7 2013`."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)

    def __str__(self) -> str:
        return self.canonical

    @cached_property
    def _order(self) -> tuple[date, date]:
        return self.end, self.start

    # All four written out: pages compare periods by the ten thousand, and functools' derived ones cost thrice.
    def __lt__(self, other: "Period") -> bool:
        return self._order < other._order if isinstance(other, Period) else NotImplemented

    def __le__(self, other: "Period") -> bool:
        return self._order <= other._order if isinstance(other, Period) else NotImplemented

    def __gt__(self, other: "Period") -> bool:
        return self._order > other._order if isinstance(other, Period) else NotImplemented

    def __ge__(self, other: "Period") -> bool:
        return self._order >= other._order if isinstance(other, Period) else NotImplemented

    def successor(self) -> "Period":
        """The next one of the same kind."""
        return Period(self.kind, _next_start(self.kind, self.start))

    def predecessor(self) -> "Period":
        """The one before, of the same kind."""
        return Period.containing(self.kind, self.start - timedelta(days=1))

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def covers(self, other: "Period") -> bool:
        """The whole of the other lies in this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Period") -> bool:
        return self.start <= other.end and other.start <= self.end

    def starts_after(self, other: "Period") -> bool:
        """Begins when the other is over."""
        return self.start > other.end

    def begun_by(self, other: "Period") -> bool:
        """Has begun on the other's last day.

        This is how "from 2012 on" is read everywhere (versions, added, retired, expected): among periods
        of one kind it is `<=`, and it also puts 2012K1 inside "from 2012 on", which `<=` would not.
        """
        return self.start <= other.end

    def follows(self, other: "Period") -> bool:
        """Begins on the day after the other's last."""
        return self.start == other.end + timedelta(days=1)


def periods_between(first: Period, last: Period) -> tuple[Period, ...]:
    """All periods from the first to the last, both included; empty when the last lies before the first.

    Raises `FigureError` when they are not of one kind.
    """
    if first.kind is not last.kind:
        raise FigureError(
            P(
                "%(first)s og %(last)s er ikke samme slags periode, så de kan ikke danne en række.",
                first=first.canonical,
                last=last.canonical,
            )
        )
    found = []
    period = first
    while period <= last:
        found.append(period)
        period = period.successor()
    return tuple(found)


def _kind_and_start(match: re.Match[str]) -> tuple[PeriodKind, date]:
    """Raises ValueError for a number that does not exist, such as quarter 5 or week 53 in a year of 52."""
    year = int(match["year"])
    if match["month"]:
        return PeriodKind.MONTH, date(year, int(match["month"]), 1)
    if not match["letter"]:
        return PeriodKind.YEAR, date(year, 1, 1)
    kind, number = _KIND_OF_LETTER[match["letter"].upper()], int(match["number"])
    if kind is PeriodKind.WEEK:
        return kind, date.fromisocalendar(year, number, 1)
    return kind, date(year, (number - 1) * _MONTHS_IN[kind] + 1, 1)


def _first_day(kind: PeriodKind, day: date) -> date:
    if kind is PeriodKind.WEEK:
        return day - timedelta(days=day.weekday())
    months = _MONTHS_IN[kind]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _next_start(kind: PeriodKind, start: date) -> date:
    if kind is PeriodKind.WEEK:
        return start + timedelta(days=7)
    month = start.month - 1 + _MONTHS_IN[kind]
    return date(start.year + month // 12, month % 12 + 1, 1)
