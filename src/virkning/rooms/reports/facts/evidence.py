"""What evaluators hold beside figures, as facts, and which of it a period tells of."""

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
