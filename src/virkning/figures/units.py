"""Units. "pct." and "procentpoint" are different types and never mixed."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import total_ordering
from typing import TypeVar

from virkning.figures.numbers import NO_BREAK_SPACE, danish_number
from virkning.figures.sums import difference, total

Same = TypeVar("Same")


@total_ordering
@dataclass(frozen=True, eq=False)
class PercentagePoint:
    """A difference between two percentages."""

    value: Decimal

    def __eq__(self, other: object) -> bool:
        return (
            self.value == _same(self, other).value if isinstance(other, (Percent, PercentagePoint)) else False
        )

    def __lt__(self, other: "PercentagePoint") -> bool:
        return self.value < _same(self, other).value

    def __hash__(self) -> int:
        return hash((PercentagePoint, self.value))

    def __add__(self, other: "PercentagePoint") -> "PercentagePoint":
        return PercentagePoint(total((self.value, _same(self, other).value)))

    def __sub__(self, other: "PercentagePoint") -> "PercentagePoint":
        return PercentagePoint(difference(self.value, _same(self, other).value))

    def __neg__(self) -> "PercentagePoint":
        return PercentagePoint(self.value.copy_negate())

    def __abs__(self) -> "PercentagePoint":
        return PercentagePoint(self.value.copy_abs())

    def __str__(self) -> str:
        return f"{danish_number(self.value)}{NO_BREAK_SPACE}procentpoint"


@total_ordering
@dataclass(frozen=True, eq=False)
class Percent:
    """A share of a whole in per cent: `Percent(Decimal("71.7"))` is 71,7 pct.

    Percent − Percent is a PercentagePoint, Percent + PercentagePoint is a Percent; everything else is a
    TypeError, also comparing the two (with `==` too: an answer would hide the mistake).
    """

    value: Decimal

    def __eq__(self, other: object) -> bool:
        return (
            self.value == _same(self, other).value if isinstance(other, (Percent, PercentagePoint)) else False
        )

    def __lt__(self, other: "Percent") -> bool:
        return self.value < _same(self, other).value

    def __hash__(self) -> int:
        return hash((Percent, self.value))

    def __add__(self, other: PercentagePoint) -> "Percent":
        if not isinstance(other, PercentagePoint):
            raise _mixed(self, other)
        return Percent(total((self.value, other.value)))

    def __sub__(self, other: "Percent") -> PercentagePoint:
        return PercentagePoint(difference(self.value, _same(self, other).value))

    def __str__(self) -> str:
        return f"{danish_number(self.value)}{NO_BREAK_SPACE}pct."


class Measure(StrEnum):
    """What sort of unit it is: only these four behave differently."""

    NUMBER = "number"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    NAMED = "named"


# "pct. af de unge" is a percentage too: the words after it say of what, and are not repeated at every value.
_PERCENTAGE_POINT = re.compile(r"(?:procent|pct\.?|%)[ -]?point\b.*", re.IGNORECASE)
_PERCENT = re.compile(r"(?:%|pct\.?|procent)(?: .*)?", re.IGNORECASE)
_KRONER = re.compile(r"kr\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Unit:
    """A unit as it was typed (`text`, so that nothing is lost on the way out) and what it means."""

    text: str
    measure: Measure

    @classmethod
    def parse(cls, written: str) -> "Unit":
        """`pct.`, `%`, `procent` are percent; `procentpoint`; blank and `antal` a number; else a name."""
        text = " ".join(written.split())
        if not text or text.lower() == "antal":
            return cls(text, Measure.NUMBER)
        if _PERCENTAGE_POINT.fullmatch(text):
            return cls(text, Measure.PERCENTAGE_POINT)
        if _PERCENT.fullmatch(text):
            return cls(text, Measure.PERCENT)
        return cls(text, Measure.NAMED)

    @property
    def is_percent(self) -> bool:
        return self.measure is Measure.PERCENT

    @property
    def is_percentage_point(self) -> bool:
        return self.measure is Measure.PERCENTAGE_POINT

    @property
    def word(self) -> str:
        """What stands after a value: `pct.`, `procentpoint`, `kr.`, the name, or nothing."""
        if self.measure is Measure.NAMED:
            return "kr." if _KRONER.fullmatch(self.text) else self.text
        return _WORD[self.measure]

    @property
    def difference_word(self) -> str:
        """What stands after a difference between two values: `procentpoint` where they are percent."""
        return "procentpoint" if self.is_percent else self.word

    def format(self, value: Decimal, *, sign: bool = False) -> str:
        """`71,7 pct.`, `24 personer`, `1.200 kr.`, `101`: a no-break space between number and unit."""
        return _with_word(danish_number(value, sign=sign), self.word)

    def format_difference(self, value: Decimal, *, sign: bool = False) -> str:
        """The difference between two values: `3,3 procentpoint` for percent, else as `format`."""
        return _with_word(danish_number(value, sign=sign), self.difference_word)


_WORD = {Measure.NUMBER: "", Measure.PERCENT: "pct.", Measure.PERCENTAGE_POINT: "procentpoint"}

PLAIN = Unit.parse("")
PERCENT = Unit.parse("pct.")
PERCENTAGE_POINT = Unit.parse("procentpoint")


def _with_word(number: str, word: str) -> str:
    return f"{number}{NO_BREAK_SPACE}{word}" if word else number


def _same(one: Same, other: object) -> Same:
    if type(other) is not type(one):
        raise _mixed(one, other)
    return other


def _mixed(one: object, other: object) -> TypeError:
    return TypeError(f"{type(one).__name__} and {type(other).__name__} cannot be mixed")
