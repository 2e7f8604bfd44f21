"""Words for what an evaluation holds beside figures: evidence, surprises, how things go on, and what is proposed."""

from datetime import date
from enum import StrEnum

from .dates import date_phrase
from .entries import Doubt
from .periods import Period
from .phrases import P, Phrase


class Worded(StrEnum):
    """A kind with its words in `_WORDS`: `danish` for log and documents, `shown` in the reader's language."""

    @property
    def phrase(self) -> Phrase:
        return _WORDS[self]

    @property
    def danish(self) -> str:
        return self.phrase.danish

    @property
    def shown(self) -> str:
        return str(self.phrase)


class EvidenceKind(Worded):
    """What stands behind a judgement."""

    INTERVIEW = "interview"
    QUESTIONNAIRE = "questionnaire"
    FILE = "file"


class Surprise(Worded):
    """Whether an unexpected result is welcome."""

    GOOD = "good"
    BAD = "bad"
    MIXED = "mixed"


class Continuation(Worded):
    """How an activity goes on after the project."""

    ORDINARY = "ordinary"
    OTHER_PROGRAMME = "other_programme"
    ENDS = "ends"
    UNDECIDED = "undecided"

    @property
    def needs_responsible(self) -> bool:
        """Whether somebody must answer for it after the project: what goes on is somebody's."""
        return self in (Continuation.ORDINARY, Continuation.OTHER_PROGRAMME)


class Lesson(Worded):
    """Whether an experience is one to follow or one to learn from."""

    GOOD = "lesson_good"
    BAD = "lesson_bad"


class ProposalKind(Worded):
    """What an evaluator may propose for a milestone or a result."""

    RETIRE = "retire"
    REPLACE = "replace"
    REDEFINE = "redefine"
    REVISE = "revise"
    OTHER = "other"


class Decision(Worded):
    """What the project decides on a proposal."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


_WORDS: dict[Worded, Phrase] = {
    EvidenceKind.INTERVIEW: P("Interview"),
    EvidenceKind.QUESTIONNAIRE: P("Spørgeskema"),
    EvidenceKind.FILE: P("Fil"),
    Surprise.GOOD: P("Til det bedre"),
    Surprise.BAD: P("Til det værre"),
    Surprise.MIXED: P("Både og"),
    Continuation.ORDINARY: P("Fortsætter i almindelig drift"),
    Continuation.OTHER_PROGRAMME: P("Fortsætter i et andet program"),
    Continuation.ENDS: P("Stopper"),
    Continuation.UNDECIDED: P("Ikke afgjort"),
    Lesson.GOOD: P("God erfaring"),
    Lesson.BAD: P("Mindre god erfaring"),
    ProposalKind.RETIRE: P("Lad udgå"),
    ProposalKind.REPLACE: P("Erstat"),
    ProposalKind.REDEFINE: P("Omdefinér"),
    ProposalKind.REVISE: P("Nyt måltal eller ny frist"),
    ProposalKind.OTHER: P("Andet"),
    Decision.ACCEPTED: P("Fulgt"),
    Decision.REJECTED: P("Afvist"),
}


def embedding_doubts(secured_until: date | None, period: Period) -> list[Doubt]:
    """What looks wrong and may be right: money said in a period to be secured until before the period began."""
    if secured_until is None or secured_until >= period.start:
        return []
    words = P(
        "Pengene er kun sikret til %(day)s, og %(period)s begynder senere.",
        day=date_phrase(secured_until),
        period=period.phrase,
    )
    return [Doubt("money_ended", "secured_until", words)]
