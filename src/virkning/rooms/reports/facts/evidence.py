"""What evaluators hold beside figures, as facts, and which of it a period tells of."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from virkning.figures.continuing import EvidenceKind, Surprise
from virkning.figures.periods import Period


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """A phase of the project's course."""

    title: str
    starts_on: date
    ends_on: date | None
    text: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """An interview, a questionnaire or a file: no notes, no names. `activity` is its number and title, or blank."""

    period: Period
    kind: EvidenceKind
    role: str
    method: str
    held_on: date | None
    people: int | None
    activity_id: int | None
    activity: str
    file_name: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class UnexpectedFacts:
    """An unexpected result."""

    period: Period
    text: str
    surprise: Surprise
    activity_id: int | None
    activity: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class ExplanationFacts:
    """Something else that may lie behind a result."""

    result_id: int
    period: Period
    text: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class PortraitFacts:
    """One activity in depth. The texts in the order of the annex; blank ones are left out of documents."""

    activity_id: int
    activity: str
    period: Period
    target_group: str
    results: str
    referral: str
    methods: str
    difficulties: str
    embedding: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class Background:
    """All of it, for one project."""

    phases: tuple[PhaseFacts, ...] = ()
    evidence: tuple[EvidenceFacts, ...] = ()
    unexpected: tuple[UnexpectedFacts, ...] = ()
    explanations: tuple[ExplanationFacts, ...] = ()
    portraits: tuple[PortraitFacts, ...] = ()


def phases_by(phases: Iterable[PhaseFacts], period: Period) -> tuple[PhaseFacts, ...]:
    """The phases that had begun when the period ended."""
    return tuple(one for one in phases if one.starts_on <= period.end)


def evidence_in(evidence: Iterable[EvidenceFacts], period: Period) -> tuple[EvidenceFacts, ...]:
    """The evidence of exactly this period."""
    return tuple(one for one in evidence if one.period == period)


def unexpected_in(
    unexpected: Iterable[UnexpectedFacts], period: Period, activity_id: int
) -> tuple[UnexpectedFacts, ...]:
    """What came unexpected of one activity in exactly this period."""
    return tuple(one for one in unexpected if one.period == period and one.activity_id == activity_id)


def unexpected_of_the_whole(
    unexpected: Iterable[UnexpectedFacts], period: Period, activities: Collection[int]
) -> tuple[UnexpectedFacts, ...]:
    """What came unexpected in the period of none of the activities: of the project, or of an activity that is gone."""
    return tuple(one for one in unexpected if one.period == period and one.activity_id not in activities)


def explanations_by(
    explanations: Iterable[ExplanationFacts], result_id: int, period: Period
) -> tuple[ExplanationFacts, ...]:
    """Other explanations of a result, in the period or before it: a school merger goes on explaining."""
    return tuple(one for one in explanations if one.result_id == result_id and one.period <= period)


def portraits_in(portraits: Iterable[PortraitFacts], period: Period) -> tuple[PortraitFacts, ...]:
    """The activities told of in depth in exactly this period: annex 1, 2 …"""
    return tuple(one for one in portraits if one.period == period)
