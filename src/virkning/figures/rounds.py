"""Status rounds as rules: how often, which stages, who may move them, and by when. All of it is data."""

from enum import StrEnum

from .periods import PeriodKind
from .phrases import P, Phrase


class Rhythm(StrEnum):
    """How often status is asked for."""

    YEARLY = "yearly"
    HALF_YEARLY = "half_yearly"
    QUARTERLY = "quarterly"
    IRREGULAR = "irregular"

    @property
    def phrase(self) -> Phrase:
        return _RHYTHM_WORDS[self]

    @property
    def danish(self) -> str:
        """`Hvert år`, `Hvert halve år`, `Hvert kvartal`, `Når der er brug for det`."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)

    @property
    def period_kind(self) -> PeriodKind | None:
        """The kind of period asked about; None where each round says it itself."""
        return _ASKS_ABOUT[self]


_RHYTHM_WORDS = {
    Rhythm.YEARLY: P("Hvert år"),
    Rhythm.HALF_YEARLY: P("Hvert halve år"),
    Rhythm.QUARTERLY: P("Hvert kvartal"),
    Rhythm.IRREGULAR: P("Når der er brug for det"),
}
_ASKS_ABOUT = {
    Rhythm.YEARLY: PeriodKind.YEAR,
    Rhythm.HALF_YEARLY: PeriodKind.HALF,
    Rhythm.QUARTERLY: PeriodKind.QUARTER,
    Rhythm.IRREGULAR: None,
}


class RoundStage(StrEnum):
    """How far a round has come."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    REOPENED = "reopened"

    @property
    def phrase(self) -> Phrase:
        return _ROUND_WORDS[self]

    @property
    def danish(self) -> str:
        """`Planlagt`, `Åben`, `Lukket`, `Genåbnet`."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)

    @property
    def asks(self) -> bool:
        """People report in it now."""
        return self in (RoundStage.OPEN, RoundStage.REOPENED)


_ROUND_WORDS = {
    RoundStage.PLANNED: P("Planlagt"),
    RoundStage.OPEN: P("Åben"),
    RoundStage.CLOSED: P("Lukket"),
    RoundStage.REOPENED: P("Genåbnet"),
}


class SubmissionStage(StrEnum):
    """How far an activity has come in a round. The first two are computed on read, never stored."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"

    @property
    def phrase(self) -> Phrase:
        return _SUBMISSION_WORDS[self]

    @property
    def danish(self) -> str:
        """`Ikke begyndt`, `I gang`, `Indsendt`, `Returneret`, `Godkendt`."""
        return self.phrase.danish

    @property
    def shown(self) -> str:
        """The same in the reader's language."""
        return str(self.phrase)


_SUBMISSION_WORDS = {
    SubmissionStage.NOT_STARTED: P("Ikke begyndt"),
    SubmissionStage.IN_PROGRESS: P("I gang"),
    SubmissionStage.SUBMITTED: P("Indsendt"),
    SubmissionStage.RETURNED: P("Returneret"),
    SubmissionStage.APPROVED: P("Godkendt"),
}
