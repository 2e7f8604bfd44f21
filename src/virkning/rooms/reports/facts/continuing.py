"""How activities go on, what was learned, and who gains what, as facts."""

from collections.abc import Iterable
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

    @property
    def lacks_responsible(self) -> bool:
        """It goes on, and nobody is said to answer for it."""
        return self.continuation.needs_responsible and not self.responsible


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

    @property
    def is_empty(self) -> bool:
        """There is nothing to show: a table needs rows and columns."""
        return not (self.bodies and self.benefits)


@dataclass(frozen=True, slots=True)
class Continuing:
    """All of it, for one project."""

    embeddings: tuple[EmbeddingFacts, ...] = ()
    experiences: tuple[ExperienceFacts, ...] = ()
    comments: tuple[CommentFacts, ...] = ()
    benefits: BenefitTable = BenefitTable()


def embedding_by(
    embeddings: Iterable[EmbeddingFacts], activity_id: int, period: Period
) -> EmbeddingFacts | None:
    """What was last said of the activity, in the period or before it."""
    said = (one for one in embeddings if one.activity_id == activity_id and one.period <= period)
    return max(said, key=lambda one: one.period, default=None)


def embedding_before(
    embeddings: Iterable[EmbeddingFacts], activity_id: int, period: Period
) -> EmbeddingFacts | None:
    """What was last said of the activity before the period."""
    return embedding_by((one for one in embeddings if one.period != period), activity_id, period)


def comment_in(comments: Iterable[CommentFacts], activity_id: int, period: Period) -> str:
    """What is told of the activity as a whole in exactly this period; blank where nothing is."""
    return next((one.text for one in comments if one.activity_id == activity_id and one.period == period), "")


def comment_before(comments: Iterable[CommentFacts], activity_id: int, period: Period) -> CommentFacts | None:
    """What was last told of the activity before the period."""
    told = (one for one in comments if one.activity_id == activity_id and one.period < period)
    return max(told, key=lambda one: one.period, default=None)


def learned(experiences: Iterable[ExperienceFacts], lesson: Lesson) -> tuple[ExperienceFacts, ...]:
    """The experiences of one sort, in their order."""
    return tuple(one for one in experiences if one.lesson is lesson)


def experiences_by(experiences: Iterable[ExperienceFacts], period: Period) -> tuple[ExperienceFacts, ...]:
    """Those written down in the period or before it."""
    return tuple(one for one in experiences if one.period <= period)
