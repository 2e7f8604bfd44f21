"""Milestones as data, and where one stands: the latest status with its value, and the judged light."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from virkning.figures.dates import Deadline
from virkning.figures.indicators import versions_upto
from virkning.figures.numbers import danish_number
from virkning.figures.periods import Period
from virkning.figures.phrases import P, Phrase, text
from virkning.figures.sentences import fraction_text
from virkning.figures.sums import share, tidy
from virkning.figures.units import PERCENT
from virkning.figures.words import find_word, need_word


class Light(StrEnum):
    """A traffic light; no light is None."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @property
    def phrase(self) -> Phrase:
        return _LIGHT_WORDS[self]

    @property
    def danish(self) -> str:
        """`Grøn`, `Gul`, `Rød`."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)

    @property
    def sheet(self) -> str:
        """As the workbook writes it: `grøn`, `gul`, `rød`."""
        return self.danish.lower()

    @classmethod
    def parse(cls, written: str) -> "Light | None":
        """None for blank: not judged."""
        return find_word(written, {light: light.sheet for light in cls}, P("en farve"))


class MilestoneStatus(StrEnum):
    """Whether the state has been reached; a status may go backwards."""

    YES = "yes"
    NO = "no"
    UNDER_WAY = "under_way"
    NOT_APPLICABLE = "na"

    @property
    def phrase(self) -> Phrase:
        return _STATUS_WORDS[self]

    @property
    def danish(self) -> str:
        """`Ja`, `Nej`, `På vej`, `N/A`."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)

    @classmethod
    def parse(cls, written: str) -> "MilestoneStatus | None":
        """None for blank."""
        return find_word(written, {status: status.danish for status in cls}, P("en status"))


class MilestoneKind(StrEnum):
    """What a milestone's value is."""

    YES_NO = "yes_no"
    COUNT = "count"
    PERCENT = "percent"
    TEXT = "text"

    @property
    def phrase(self) -> Phrase:
        return _KIND_WORDS[self]

    @property
    def danish(self) -> str:
        """`ja/nej`, `antal`, `procent`, `tekst`."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)

    @classmethod
    def parse(cls, written: str) -> "MilestoneKind":
        return need_word(written, {kind: kind.danish for kind in cls}, P("en type"))


_LIGHT_WORDS = {Light.GREEN: P("Grøn"), Light.YELLOW: P("Gul"), Light.RED: P("Rød")}
_STATUS_WORDS = {
    MilestoneStatus.YES: P("Ja"),
    MilestoneStatus.NO: P("Nej"),
    MilestoneStatus.UNDER_WAY: P("På vej"),
    MilestoneStatus.NOT_APPLICABLE: P("N/A"),
}
_KIND_WORDS = {
    MilestoneKind.YES_NO: P("ja/nej"),
    MilestoneKind.COUNT: P("antal"),
    MilestoneKind.PERCENT: P("procent"),
    MilestoneKind.TEXT: P("tekst"),
}


@dataclass(frozen=True)
class StatusEntry:
    """What was reported in one period. Values are cumulative: the state reached."""

    period: Period
    status: MilestoneStatus | None = None
    value: Decimal | None = None
    value_text: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    judged: Light | None = None
    comment: str = ""
    judged_reason: str = ""

    @property
    def has_value(self) -> bool:
        """A number, a fraction or words; zero is a value."""
        has_fraction = self.numerator is not None and self.denominator is not None
        return self.value is not None or has_fraction or bool(self.value_text.strip())


@dataclass(frozen=True)
class MilestoneTarget:
    """A version of a milestone's target: an amount, or words; `valid_from` None is the first."""

    amount: Decimal | None = None
    text: str = ""
    deadline: Deadline | None = None
    valid_from: Period | None = None
    reason: str = ""


@dataclass(frozen=True)
class Milestone:
    """A state an activity shall reach, with everything reported; `closed_in` is its activity's closing."""

    kind: MilestoneKind
    entries: tuple[StatusEntry, ...] = ()
    targets: tuple[MilestoneTarget, ...] = ()
    expected_from: Period | None = None
    added_in: Period | None = None
    retired_in: Period | None = None
    closed_in: Period | None = None


@dataclass(frozen=True)
class Standing:
    """Where a milestone stands in a period; `entry` None means that nothing has been reported up to it.

    `judged` and its reason may come from a later row than `entry`. `unchanged`: the entry is carried on from earlier.
    """

    kind: MilestoneKind
    entry: StatusEntry | None
    judged: Light | None
    unchanged: bool
    judged_reason: str = ""

    @property
    def status(self) -> MilestoneStatus | None:
        return None if self.entry is None else self.entry.status

    @property
    def value(self) -> Decimal | None:
        """The number reported; without one the fraction in per cent, or the numerator of a count."""
        if self.entry is None:
            return None
        if self.entry.value is not None:
            return self.entry.value
        numerator, denominator = self.entry.numerator, self.entry.denominator
        if numerator is None or denominator is None or self.kind is not MilestoneKind.PERCENT:
            return numerator
        computed = share(numerator, denominator, 1)
        return None if computed is None else tidy(computed)

    @property
    def value_phrase(self) -> Phrase | None:
        """`125`, `100 pct.` or the words of a milestone in words; None where only a status was reported."""
        if self.value is not None:
            is_percent = self.kind is MilestoneKind.PERCENT
            return text(PERCENT.format(self.value) if is_percent else danish_number(self.value))
        words = "" if self.entry is None else self.entry.value_text.strip()
        return text(words) if words else None

    @property
    def fraction(self) -> Phrase | None:
        """`58 af 58`, where numerator and denominator were reported."""
        if self.entry is None or self.entry.numerator is None or self.entry.denominator is None:
            return None
        return fraction_text(self.entry.numerator, self.entry.denominator)

    @property
    def phrase(self) -> Phrase:
        """The words of `.words`, translatable."""
        value = self.value_phrase
        if self.status is None:
            return value or Phrase("")
        if value is None:
            return self.status.phrase
        return P("%(status)s (%(value)s)", status=self.status.phrase, value=value)

    @property
    def words(self) -> str:
        """The status cell: `Ja (101)`, `På vej (20)`, `125`, `100 pct.`; blank where nothing is reported."""
        return str(self.phrase)


def standing(milestone: Milestone, period: Period) -> Standing:
    """Where the milestone stands: status and value as a pair from the latest row that has one of them.

    Rows with only a comment change nothing. The judged light is that of the latest row with a status, a
    value or a judged light, so a later judgement alone counts, and a later status clears an old judgement.
    """
    rows = sorted((one for one in milestone.entries if one.period <= period), key=lambda one: one.period)
    reported = [one for one in rows if one.status is not None or one.has_value]
    lit = [one for one in rows if one.status is not None or one.has_value or one.judged is not None]
    entry = reported[-1] if reported else None
    return Standing(
        kind=milestone.kind,
        entry=entry,
        judged=lit[-1].judged if lit else None,
        unchanged=entry is not None and entry.period != period,
        judged_reason=lit[-1].judged_reason if lit else "",
    )


def effective_milestone_target(milestone: Milestone, period: Period) -> MilestoneTarget | None:
    """The latest version of the target that is in force in the period; what it leaves blank is as before it."""
    target: MilestoneTarget | None = None
    for version in versions_upto(milestone.targets, period):
        if target is not None:
            version = replace(
                version,
                amount=target.amount if version.amount is None else version.amount,
                text=version.text or target.text,
                deadline=version.deadline or target.deadline,
            )
        target = version
    return target
