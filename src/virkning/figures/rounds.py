"""Status rounds as rules: how often, which stages, which moves between them, and by when. All of it is data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from .periods import Period, PeriodKind
from .phrases import P, Phrase
from .workdays import workday_from

#: A day ends at midnight in Copenhagen, whatever clock the server has.
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


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


class RoundAct(StrEnum):
    """What is done to a round."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"


class SubmissionAct(StrEnum):
    """What is done to an activity's part in a round."""

    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    RETURN = "return"
    APPROVE = "approve"


@dataclass(frozen=True)
class RoundMove:
    """From which stages an act goes where, and whether it must be explained."""

    allowed: frozenset[RoundStage]
    to: RoundStage
    reason: bool = False


@dataclass(frozen=True)
class SubmissionMove:
    """The same of a submission. `to` None: what is computed on read."""

    allowed: frozenset[SubmissionStage]
    to: SubmissionStage | None
    reason: bool = False


ROUND_MOVES: dict[RoundAct, RoundMove] = {
    RoundAct.OPEN: RoundMove(frozenset({RoundStage.PLANNED}), RoundStage.OPEN),
    RoundAct.CLOSE: RoundMove(frozenset({RoundStage.OPEN, RoundStage.REOPENED}), RoundStage.CLOSED),
    RoundAct.REOPEN: RoundMove(frozenset({RoundStage.CLOSED}), RoundStage.REOPENED, reason=True),
}

_NOT_HANDED_IN = frozenset(
    {SubmissionStage.NOT_STARTED, SubmissionStage.IN_PROGRESS, SubmissionStage.RETURNED}
)
SUBMISSION_MOVES: dict[SubmissionAct, SubmissionMove] = {
    # Nothing new is an answer too: an activity nobody has written on may be handed in.
    SubmissionAct.SUBMIT: SubmissionMove(_NOT_HANDED_IN, SubmissionStage.SUBMITTED),
    SubmissionAct.TAKE_BACK: SubmissionMove(frozenset({SubmissionStage.SUBMITTED}), None),
    SubmissionAct.RETURN: SubmissionMove(
        frozenset({SubmissionStage.SUBMITTED, SubmissionStage.APPROVED}),
        SubmissionStage.RETURNED,
        reason=True,
    ),
    SubmissionAct.APPROVE: SubmissionMove(frozenset({SubmissionStage.SUBMITTED}), SubmissionStage.APPROVED),
}


@dataclass(frozen=True)
class Pace:
    """How many working days each part of a round takes.

    `opens_after` counts from the period's last day and may be negative; each of the others from the day before it.
    """

    opens_after: int = 1
    report_within: int = 15
    approve_within: int = 5
    close_within: int = 10


@dataclass(frozen=True)
class RoundDays:
    """The four days of a round; the last three are the last day on which something is in time."""

    opens_on: date
    report_by: date
    approve_by: date
    close_by: date


def round_days(period: Period, pace: Pace) -> RoundDays:
    """The days of the round that asks about the period."""
    opens = workday_from(period.end, pace.opens_after)
    report = workday_from(opens, pace.report_within)
    approve = workday_from(report, pace.approve_within)
    return RoundDays(opens, report, approve, workday_from(approve, pace.close_within))


def periods_asked(rhythm: Rhythm, first: date, last: date) -> Iterator[Period]:
    """The periods a rhythm asks about between two days, both included; none where the rhythm is irregular."""
    kind = rhythm.period_kind
    if kind is None or last < first:
        return
    period = Period.containing(kind, first)
    while period.start <= last:
        yield period
        period = Period.containing(kind, period.end + timedelta(days=1))


def is_late(moment: datetime, day: date) -> bool:
    """Whether something that happened at an aware moment came after the end of the day in Copenhagen.

    23:59:59.999999 is in time, midnight is not, on nights the clock is changed too.
    """
    return moment.astimezone(COPENHAGEN).date() > day
