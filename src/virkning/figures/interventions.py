"""An intervention's way as rules: its stages, the moves between them, and by when it must be described."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum

from .phrases import P
from .reminding import day_in_denmark
from .worded import Worded

#: The template: “senest 3 måneder efter at den konkrete indsats er påbegyndt”.
MONTHS_TO_DESCRIBE = 3
#: What was returned has met its day already; so many days are given to correct it, on desks and in reminders.
DAYS_TO_CORRECT = 14
#: The fields that are written in at every stage: what is seen when it runs, and after it has ended.
OBSERVATIONS = ("observations_start", "observations_middle", "observations_end")


class InterventionStage(Worded):
    """How far an intervention has come. `RUNNING` is computed on read: accepted, begun and not ended."""

    DECIDED = "decided", P("Besluttet")
    DRAFT = "draft", P("Kladde")
    SUBMITTED = "submitted", P("Indsendt")
    RETURNED = "returned", P("Returneret")
    ACCEPTED = "accepted", P("Godkendt")
    RUNNING = "running", P("I gang")
    ENDED = "ended", P("Afsluttet")

    @property
    def is_written(self) -> bool:
        """Whether its description is being written by the municipality."""
        return self in (InterventionStage.DECIDED, InterventionStage.DRAFT, InterventionStage.RETURNED)

    @property
    def is_accepted(self) -> bool:
        """Whether its description has been accepted."""
        return self in (InterventionStage.ACCEPTED, InterventionStage.RUNNING, InterventionStage.ENDED)


class Way(StrEnum):
    """What is done to it on its way."""

    BEGIN = "begin"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    RETURN = "return"
    ACCEPT = "accept"
    END = "end"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Move:
    """From which stages it goes where, and whether it must be explained."""

    allowed: frozenset[InterventionStage]
    to: InterventionStage
    reason: bool = False


MOVES: dict[Way, Move] = {
    Way.BEGIN: Move(frozenset({InterventionStage.DECIDED}), InterventionStage.DRAFT),
    Way.SUBMIT: Move(
        frozenset({InterventionStage.DECIDED, InterventionStage.DRAFT, InterventionStage.RETURNED}),
        InterventionStage.SUBMITTED,
    ),
    Way.TAKE_BACK: Move(frozenset({InterventionStage.SUBMITTED}), InterventionStage.DRAFT),
    Way.RETURN: Move(
        frozenset({InterventionStage.SUBMITTED, InterventionStage.ACCEPTED, InterventionStage.RUNNING}),
        InterventionStage.RETURNED,
        reason=True,
    ),
    Way.ACCEPT: Move(frozenset({InterventionStage.SUBMITTED}), InterventionStage.ACCEPTED),
    Way.END: Move(
        frozenset({InterventionStage.ACCEPTED, InterventionStage.RUNNING}), InterventionStage.ENDED
    ),
    Way.REOPEN: Move(frozenset({InterventionStage.ENDED}), InterventionStage.ACCEPTED, reason=True),
}


def can_move(way: Way, stage: InterventionStage) -> bool:
    """Whether it can go that way from the stage, stored or shown."""
    return stage in MOVES[way].allowed


def correct_by(due: date | None, returned_on: date) -> date:
    """The day by which what was returned is asked for again: never before its own day, nor less than two weeks off.

    A return in the last days there are raises no error: the last day there is.
    """
    room = (date.max - returned_on).days
    again = returned_on + timedelta(days=min(DAYS_TO_CORRECT, room))
    return again if due is None else max(due, again)


class Timing(Enum):
    """How a description stands against its day."""

    NO_START = "no_start"
    IN_TIME = "in_time"
    NEAR = "near"
    LATE = "late"
    SUBMITTED_IN_TIME = "submitted_in_time"
    SUBMITTED_LATE = "submitted_late"


def description_due(start: date) -> date:
    """The last day on which the description is in time: three months after the start, at latest the month's last day.

    30 November → 28 or 29 February. A start in December 9999 or so raises no error: the last day there is.
    """
    months = start.year * 12 + start.month - 1 + MONTHS_TO_DESCRIBE
    year, month = divmod(months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class DescriptionDue:
    """When a description is due, and whether it came in time."""

    start: date | None
    first_submitted: datetime | None = None

    @property
    def day(self) -> date | None:
        """The last day in time; None while nobody knows when the intervention starts."""
        return None if self.start is None else description_due(self.start)

    @property
    def submitted_late(self) -> bool:
        """It was first handed in after that day had ended in Copenhagen, on nights the clock is changed too."""
        return (
            self.day is not None
            and self.first_submitted is not None
            and day_in_denmark(self.first_submitted) > self.day
        )

    def timing(self, today: date, *, near: int = 14) -> Timing:
        """How it stands today; `near`: days before the day from which it is said."""
        if self.first_submitted is not None:
            return Timing.SUBMITTED_LATE if self.submitted_late else Timing.SUBMITTED_IN_TIME
        if self.day is None:
            return Timing.NO_START
        if today > self.day:
            return Timing.LATE
        return Timing.NEAR if (self.day - today).days <= near else Timing.IN_TIME


def shown_stage(stored: InterventionStage, start: date | None, today: date) -> InterventionStage:
    """The stored stage, but `RUNNING` where it is accepted and has begun."""
    if stored is InterventionStage.ACCEPTED and start is not None and start <= today:
        return InterventionStage.RUNNING
    return stored
