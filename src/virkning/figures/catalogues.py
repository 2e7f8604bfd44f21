"""Numbered entries that each hold for some days: in what order numbers stand, and when an entry holds."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from .collation import danish_key

_PARTS = re.compile(r"([0-9]+)")
_NumberPart = tuple[int, int, str]


class Days(NamedTuple):
    """The days something holds, both ends counted in; None is from the first, or until further notice."""

    first: date | None
    last: date | None

    def has(self, day: date) -> bool:
        """Whether it holds on the day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def meets(self, other: "Days") -> bool:
        """Whether both hold on some day."""
        return _starts_by(self, other.last) and _starts_by(other, self.last)

    @property
    def start(self) -> date:
        """A day to sort by: those from the first come first."""
        return self.first or date.min


def _starts_by(days: Days, last: date | None) -> bool:
    return days.first is None or last is None or days.first <= last


def natural_key(number: str) -> tuple[_NumberPart, ...]:
    """A key that sorts numbers as people count: 1, 1a, 2, 2.1, 2.10, 10, A, B; digits before letters."""
    parts = (part for part in _PARTS.split(number) if part)
    return tuple((0, int(one), "") if one[0] in "0123456789" else (1, 0, danish_key(one)) for one in parts)


def closed_up(versions: Iterable[Days]) -> list[Days]:
    """The days of one entry's versions, by start: one without an end ends the day before the next begins.

    One that begins on the very first day there is cannot be preceded, and is left as it is.
    """
    ordered = sorted(versions, key=lambda one: one.start)
    closed = [
        Days(one.first, after.first - timedelta(days=1))
        if one.last is None and after.first is not None and after.start > one.start
        else one
        for one, after in pairwise(ordered)
    ]
    return [*closed, *ordered[len(closed) :]]
