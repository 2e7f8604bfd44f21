"""How far a round has come in each project, remembered for as long as the project stands unchanged (ADR 0011)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from virkning.figures.rounds import SubmissionStage
from virkning.rooms.reports.queries.projects import load_projects
from virkning.rooms.reports.queries.remembered import remembered
from virkning.rooms.reports.queries.tasks import projects_by_key

from ..models import StatusRound
from .ask import Ask
from .asks import asks_by_round, stages_of, unsettled


@dataclass(frozen=True, slots=True)
class RoundCounts:
    """A round's activities, counted. Those left out are in no stage; `open` are those that stand in the way."""

    stages: tuple[int, ...] = (0,) * len(SubmissionStage)
    left_out: int = 0
    changed: int = 0
    late: int = 0
    unassessed: int = 0
    unsettled: int = 0

    @property
    def total(self) -> int:
        """How many are asked, the left out among them."""
        return sum(self.stages) + self.left_out

    @property
    def handed_in(self) -> int:
        """Handed in, whether approved yet or not."""
        return self.of(SubmissionStage.SUBMITTED) + self.of(SubmissionStage.APPROVED)

    def of(self, stage: SubmissionStage) -> int:
        """How many are in the stage."""
        return self.stages[list(SubmissionStage).index(stage)]

    def plus(self, other: "RoundCounts") -> "RoundCounts":
        """Both together."""
        return RoundCounts(
            stages=tuple(one + two for one, two in zip(self.stages, other.stages, strict=True)),
            left_out=self.left_out + other.left_out,
            changed=self.changed + other.changed,
            late=self.late + other.late,
            unassessed=self.unassessed + other.unassessed,
            unsettled=self.unsettled + other.unsettled,
        )


@dataclass(frozen=True, slots=True)
class ProjectAsks:
    """What a round asks of one project. Holds whatever day it is: only what is written changes it."""

    asks: tuple[Ask, ...]
    until: ClassVar[date] = date.max


def asks_in_projects(
    status_round: StatusRound, projects: Sequence[int], today: date
) -> dict[int, tuple[Ask, ...]]:
    """The round's asks in each project (by key) it asks. One query, and seventeen for those that have changed."""

    def compute(fresh: list[int]) -> dict[int, ProjectAsks]:
        loaded = load_projects(projects_by_key(fresh))
        found = asks_by_round(dict.fromkeys(loaded, (status_round,)), loaded)
        return {key: ProjectAsks(found[key][status_round.pk]) for key in loaded}

    # The stage: a programme's round is reopened without a word in its projects' logs.
    way = ("round", status_round.pk, status_round.kind, status_round.start, status_round.stage)
    return {key: one.asks for key, one in remembered(projects, way, compute, today=today).items()}


def counts_of(status_round: StatusRound, asks: Iterable[Ask], today: date) -> RoundCounts:
    """The asks counted."""
    told = tuple(asks)
    counted: Counter[SubmissionStage] = stages_of(told)
    asked = [one for one in told if not one.is_excepted]
    return RoundCounts(
        stages=tuple(counted[stage] for stage in SubmissionStage),
        left_out=len(told) - len(asked),
        changed=sum(one.changed for one in asked),
        late=sum(late_since(status_round, one, today) is not None for one in asked),
        unassessed=sum(not one.assessed for one in asked),
        unsettled=len(unsettled(told)),
    )


def late_since(status_round: StatusRound, ask: Ask, today: date) -> date | None:
    """The deadline the activity has passed: to be handed in, or to be approved; None where it has passed none."""
    if not status_round.is_under_way or ask.is_settled:
        return None
    handed_in = ask.stage in (SubmissionStage.SUBMITTED, SubmissionStage.APPROVED)
    day = status_round.approve_by if handed_in else status_round.report_by
    if ask.stage is SubmissionStage.RETURNED:
        day = status_round.approve_by  # its first deadline was met
    return day if day < today else None


@dataclass(frozen=True, slots=True)
class RoundsAsks:
    """What several rounds ask of one project, by round."""

    asks: Mapping[int, tuple[Ask, ...]]
    until: ClassVar[date] = date.max


def rounds_standing(
    rounds: Sequence[StatusRound], projects: Mapping[int, Sequence[int]], today: date
) -> dict[int, tuple[Ask, ...]]:
    """Round → its asks in its projects (`projects`: round → keys). One query, and seventeen for what has changed."""
    asking: dict[int, list[StatusRound]] = {}
    for one in rounds:
        for key in projects[one.pk]:
            asking.setdefault(key, []).append(one)

    def compute(fresh: list[int]) -> dict[int, RoundsAsks]:
        loaded = load_projects(projects_by_key(fresh))
        return {key: RoundsAsks(found) for key, found in asks_by_round(asking, loaded).items()}

    way = ("rounds", *sorted(one.pk for one in rounds))
    known = remembered(list(asking), way, compute, today=today)
    return {
        one.pk: tuple(ask for key in projects[one.pk] for ask in known[key].asks[one.pk]) for one in rounds
    }
