"""How activities go on, what was learned, and who gains what, as facts."""

from dataclasses import dataclass
from datetime import date

from virkning.figures.continuing import Continuation, Lesson
from virkning.figures.periods import Period


@dataclass(frozen=True, slots=True)
class EmbeddingFacts:
    """How one activity goes on after the project, as it stood in one period."""

    activity_id: int
    activity: str
    period: Period
    continuation: Continuation
    responsible: str
    secured_until: date | None
    money: str
    risk: str
    text: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class ExperienceFacts:
    """Something learned. `activity` is its number and title, or blank for the whole project."""

    period: Period
    lesson: Lesson
    text: str
    activity_id: int | None
    activity: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class CommentFacts:
    """What is told of an activity as a whole in one period."""

    activity_id: int
    period: Period
    text: str


@dataclass(frozen=True, slots=True)
class BenefitTable:
    """Bodies × possible benefits. `cells[row][column]` is what the body gains, blank for nothing."""

    bodies: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Continuing:
    """All of it, for one project."""

    embeddings: tuple[EmbeddingFacts, ...] = ()
    experiences: tuple[ExperienceFacts, ...] = ()
    comments: tuple[CommentFacts, ...] = ()
    benefits: BenefitTable = BenefitTable()
