"""Indicators as data: readings, target versions, and the project's periods. No judgement here."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from virkning.figures.dates import Deadline
from virkning.figures.periods import Period
from virkning.figures.phrases import P, Phrase
from virkning.figures.rules import TargetRule
from virkning.figures.sums import quotient, share
from virkning.figures.units import Unit
from virkning.figures.words import find_word, need_word


class IndicatorKind(StrEnum):
    """What sort of values a result has; `.danish` is the sheet's text. `NONE`: it is not measured (ADR 0016)."""

    NUMBER = "number"
    DISTRIBUTION = "distribution"
    YES_NO = "yes_no"
    TEXT = "text"
    NONE = "none"

    @property
    def phrase(self) -> Phrase:
        return _KIND_WORDS[self]

    @property
    def danish(self) -> str:
        """`tal`, `fordeling`, `ja/nej`, `tekst`, `ingen`."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language; of what is not measured in words that stand alone: `måles ikke`."""
        return str(self.phrase if self.is_measured else P("måles ikke"))

    @property
    def is_measured(self) -> bool:
        """There is something to measure it by."""
        return self is not IndicatorKind.NONE

    @classmethod
    def parse(cls, written: str) -> "IndicatorKind":
        return need_word(written, {kind: kind.danish for kind in cls}, P("en type"))


class Answer(StrEnum):
    """The value of a yes/no result; N/A is neither No nor missing."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"

    @property
    def phrase(self) -> Phrase:
        return _ANSWER_WORDS[self]

    @property
    def danish(self) -> str:
        """`Ja`, `Nej`, `N/A`."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)

    @classmethod
    def parse(cls, written: str) -> "Answer | None":
        """None for blank."""
        return find_word(written, {answer: answer.danish for answer in cls}, P("et svar"))


class Term(StrEnum):
    """When a result is expected to show."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"

    @property
    def phrase(self) -> Phrase:
        return _TERM_WORDS[self]

    @property
    def danish(self) -> str:
        """`kort`, `mellemlangt`, `langt`."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)

    @classmethod
    def parse(cls, written: str) -> "Term":
        return need_word(written, {term: term.danish for term in cls}, P("et sigt"))


_KIND_WORDS = {
    IndicatorKind.NUMBER: P("tal"),
    IndicatorKind.DISTRIBUTION: P("fordeling"),
    IndicatorKind.YES_NO: P("ja/nej"),
    IndicatorKind.TEXT: P("tekst"),
    IndicatorKind.NONE: P("ingen"),
}
_ANSWER_WORDS = {Answer.YES: P("Ja"), Answer.NO: P("Nej"), Answer.NOT_APPLICABLE: P("N/A")}
_TERM_WORDS = {Term.SHORT: P("kort"), Term.MEDIUM: P("mellemlangt"), Term.LONG: P("langt")}


@dataclass(frozen=True)
class Reading:
    """One series in one period. Missing, N/A and zero are three things.

    `break_reason`: why this value is not comparable with the one before.
    `is_note`: only words about the whole cell (a row of `Målinger` with no series and only `Tekst`).
    """

    series: str
    period: Period
    number: Decimal | None = None
    answer: Answer | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str = ""
    break_reason: str = ""
    is_note: bool = False

    @property
    def has_value(self) -> bool:
        """A number, an answer (N/A is one) or a fraction was written; words alone are not a value."""
        return not self.is_note and (self.answer is not None or self.has_number)

    @property
    def has_number(self) -> bool:
        """There is a number, or a numerator over a denominator that is not 0."""
        return not self.is_note and (
            self.number is not None or (self.numerator is not None and bool(self.denominator))
        )

    def figure(self, unit: Unit) -> Decimal | None:
        """The number; else numerator over denominator; None where there is neither (or a denominator of 0).

        In per cent with one decimal when the unit is percent, else the plain quotient (at most 4 decimals).
        """
        if self.is_note or self.number is not None:
            return None if self.is_note else self.number
        if self.numerator is None or self.denominator is None:
            return None
        if unit.is_percent:
            return share(self.numerator, self.denominator, 1)
        return quotient(self.numerator, self.denominator)


@dataclass(frozen=True)
class Target:
    """A version of an indicator's target; `valid_from` None is the first. No rule: no target."""

    rule: TargetRule | None
    amount: Decimal | None
    deadline: Deadline | None = None
    valid_from: Period | None = None
    reason: str = ""


@dataclass(frozen=True)
class Redefined:
    """From a period on the result is worded or measured otherwise; `before` and `after` are its wordings.

    No value from `valid_from` on is compared with one before it, in any series.
    """

    valid_from: Period
    reason: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Indicator:
    """How a result is measured, with everything measured.

    `target_series` blank: every series that is not a reference must meet the target.
    `reference_series`: the first one that has a value in the period is the reference.
    """

    kind: IndicatorKind
    unit: Unit
    baseline_period: Period | None
    readings: tuple[Reading, ...]
    targets: tuple[Target, ...]
    target_series: str = ""
    reference_series: tuple[str, ...] = ()
    series_order: tuple[str, ...] = ()
    expected_from: Period | None = None
    added_in: Period | None = None
    retired_in: Period | None = None
    retired_reason: str = ""
    replaced_by: str = ""
    redefined: tuple[Redefined, ...] = ()

    @property
    def is_measured(self) -> bool:
        """There is something to measure it by; if not, nobody is asked for a value and it has no light."""
        return self.kind.is_measured

    def redefined_between(self, one: Period, other: Period) -> Redefined | None:
        """The first redefinition that parts two periods: nothing on its one side is compared with the other."""
        parting = [
            each
            for each in self.redefined
            if each.valid_from.begun_by(one) is not each.valid_from.begun_by(other)
        ]
        return min(parting, key=lambda each: each.valid_from.start, default=None)

    def reading(self, series: str, period: Period) -> Reading | None:
        """The reading of that series in exactly that period; of several the last in the tuple."""
        found = [
            one for one in self.readings if one.series == series and one.period == period and not one.is_note
        ]
        return found[-1] if found else None

    def figure(self, series: str, period: Period) -> Decimal | None:
        """The series' number in that period, in the indicator's unit; None where there is none."""
        reading = self.reading(series, period)
        return None if reading is None else reading.figure(self.unit)

    def latest_reading(self, series: str, before: Period) -> Reading | None:
        """The latest reading with a value in a period that ends before this one does."""
        earlier = [
            one for one in self.readings if one.series == series and one.period < before and one.has_value
        ]
        return max(reversed(earlier), key=lambda one: one.period, default=None)

    def comparable_reading(self, series: str, before: Period) -> Reading | None:
        """The latest reading before that a value in the period can be held against: none from before a redefinition."""
        found = self.latest_reading(series, before)
        return None if found is None or self.redefined_between(found.period, before) else found

    @property
    def measured_series(self) -> tuple[str, ...]:
        """Every series that is not a reference, in the given order, then as first met in the readings."""
        met = [one.series for one in self.readings if not one.is_note]
        in_order = [*(name for name in self.series_order if name in met), *met]
        return tuple(name for name in dict.fromkeys(in_order) if name not in self.reference_series)


@dataclass(frozen=True)
class Horizon:
    """The project's periods, sorted here."""

    periods: tuple[Period, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "periods", tuple(sorted(set(self.periods))))

    @property
    def first(self) -> Period | None:
        return self.periods[0] if self.periods else None

    @property
    def last(self) -> Period | None:
        return self.periods[-1] if self.periods else None


class Versioned(Protocol):
    """Anything that is valid from a period on (None: from the start)."""

    @property
    def valid_from(self) -> Period | None: ...


Version = TypeVar("Version", bound=Versioned)


def versions_upto(versions: tuple[Version, ...], period: Period) -> list[Version]:
    """The versions in force on the last day, the oldest first; of two from one period the later listed comes last."""
    in_force = [one for one in versions if one.valid_from is None or one.valid_from.begun_by(period)]
    return sorted(in_force, key=lambda one: one.valid_from.start if one.valid_from else date.min)


def version_in(versions: tuple[Version, ...], period: Period) -> Version | None:
    """The latest version that is in force on the period's last day; of two from one period the later listed."""
    in_force = versions_upto(versions, period)
    return in_force[-1] if in_force else None
