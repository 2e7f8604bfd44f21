"""What is asked of one person, over all the projects they work in: my day's rows.

Where a round is open, it asks: its tasks stand instead of the single statuses and measurements of the activities it
asks about, so that nothing is told twice. What no round asks about is asked for by the project's periods, as before.

Who is asked: to hand in, those who report, but an activity that has a lead only its lead and those who lead
the project; to approve, those who may, but nobody what they handed in themselves; to open and to close, those who
run the round.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from virkning.figures.periods import Period
from virkning.figures.rounds import RoundStage, SubmissionAct, SubmissionStage
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.programmes.queries.headings import project_headings
from virkning.rooms.programmes.queries.rights import programmes_run_by, rights_in_projects
from virkning.rooms.reports.facts.project import ProjectFacts
from virkning.rooms.reports.facts.tasks import (
    Task,
    TaskKind,
    assessing_tasks,
    reporting_tasks,
    tasks_hold_until,
)
from virkning.rooms.reports.queries.carryingout import to_carry_out
from virkning.rooms.reports.queries.interventions import (
    LateDescriptions,
    late_descriptions,
    to_accept,
    to_describe,
)
from virkning.rooms.reports.queries.projects import load_projects
from virkning.rooms.reports.queries.remembered import remembered
from virkning.rooms.reports.queries.tasks import (
    DUE_WITHIN,
    MyTasks,
    PlacedTask,
    projects_by_key,
    to_decide,
)

from ..actions.submissions import may_move
from ..models import StatusRound
from .ask import Ask
from .asks import asks_by_round, unsettled
from .rounds import takes_part
from .standing import RoundCounts, counts_of

Rights = Mapping[int, frozenset[Permission]]


class RoundTaskKind(StrEnum):
    """What a round asks of somebody."""

    OPEN = "open"
    HAND_IN = "hand_in"
    CORRECT = "correct"
    APPROVE = "approve"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class RoundTask:
    """One thing to do in a round. `ask` is the activity it is about; none where it is about the round itself.

    `missing`: how many activities still stand in the way of closing.
    """

    kind: RoundTaskKind
    round_id: int
    period: Period
    due: date
    place: str
    project_id: int | None = None
    ask: Ask | None = None
    missing: int = 0

    def is_late(self, today: date) -> bool:
        """It was due before today."""
        return self.due < today


@dataclass(frozen=True, slots=True)
class MyRound:
    """A round under way that one sees, as it stands in the projects one sees."""

    status_round: StatusRound
    place: str
    counts: RoundCounts


@dataclass(frozen=True)
class MyDesk:
    """What is asked of one person: by rounds, and by the periods of what no round asks about.

    `waiting` is what others have done their part of; the rest is by when it is due. `late` holds whatever a round asks
    that is past its day, also to approve, to open, to close. `later` is not due within `DUE_WITHIN` days.
    """

    tasks: MyTasks
    late: tuple[RoundTask, ...]
    due: tuple[RoundTask, ...]
    waiting: tuple[RoundTask, ...]
    later: tuple[RoundTask, ...]
    rounds: tuple[MyRound, ...]
    #: Where one decides on descriptions: the programmes in which some are late.
    late_descriptions: tuple[LateDescriptions, ...] = ()


@dataclass(frozen=True, slots=True)
class _OnDesk:
    """One project: what rounds ask (by round), and what is asked beside them."""

    asks: Mapping[int, tuple[Ask, ...]]
    reporting: tuple[Task, ...]
    assessing: tuple[Task, ...]
    until: date


def my_desk(scope: Scope, today: date) -> MyDesk:
    """What is asked of the scope's person. At most 42 queries, however many projects and rounds there are."""
    rights = rights_in_projects(scope)
    seen = project_headings(rights)
    rounds = _rounds(today)
    runs = programmes_run_by(scope) if any(one.programme_id for one in rounds) else frozenset()
    asking = _asking(rounds, seen)
    works = {Permission.REPORT_STATUS, Permission.ASSESS}
    wanted = [key for key in seen if rights[key] & works or asking[key]]
    desks = _desks(wanted, asking, today)
    found = _Found(scope, today, seen, rights, runs, asking, desks)
    return found.desk(rounds)


def _rounds(today: date) -> list[StatusRound]:
    """Those under way, and those planned whose day has come, the earliest first. One query."""
    asks = [stage for stage in RoundStage if stage.asks]
    when = Q(stage__in=asks) | Q(stage=RoundStage.PLANNED, opens_on__lte=today)
    rows = StatusRound.objects.filter(when).select_related("project", "programme")
    return list(rows.order_by("close_by", "id"))


def _asking(rounds: Sequence[StatusRound], keys: Iterable[int]) -> dict[int, tuple[StatusRound, ...]]:
    """Project → the rounds that ask it now. One query, where there is a round at all."""
    found: dict[int, tuple[StatusRound, ...]] = dict.fromkeys(keys, ())
    open_ones = [one for one in rounds if one.is_under_way]
    if open_ones:
        for project in projects_by_key(list(found)):
            found[project.pk] = tuple(one for one in open_ones if takes_part(project, one))
    return found


def _desks(keys: list[int], asking: Mapping[int, tuple[StatusRound, ...]], today: date) -> dict[int, _OnDesk]:
    """One query, and seventeen for the projects that have changed since last asked."""

    def compute(fresh: list[int]) -> dict[int, _OnDesk]:
        loaded = load_projects(projects_by_key(fresh))
        asks = asks_by_round(asking, loaded)
        return {key: _on_desk(facts, asking[key], asks[key], today) for key, facts in loaded.items()}

    rounds = {one.pk for some in asking.values() for one in some}
    return remembered(keys, ("desk", *sorted(rounds)), compute, today=today)


def _on_desk(
    facts: ProjectFacts,
    rounds: Sequence[StatusRound],
    asks: Mapping[int, tuple[Ask, ...]],
    today: date,
) -> _OnDesk:
    reporting = reporting_tasks(facts, today)
    covered = {(one.period, ask.activity_id) for one in rounds for ask in asks[one.pk]}
    places = {result.id: activity.id for activity in facts.activities() for result in activity.results}

    def is_covered(task: Task) -> bool:
        about = task.about if task.kind is TaskKind.STATUS else places.get(task.about)
        return (task.period, about) in covered

    return _OnDesk(
        asks=asks,
        reporting=tuple(one for one in reporting if not is_covered(one)),
        assessing=assessing_tasks(facts, today),
        until=tasks_hold_until(facts, reporting, today),
    )


@dataclass(frozen=True)
class _Found:
    """What has been read, for the one it was read for."""

    scope: Scope
    today: date
    seen: Mapping[int, str]
    rights: Rights
    runs: frozenset[int]
    asking: Mapping[int, tuple[StatusRound, ...]]
    desks: Mapping[int, _OnDesk]

    def desk(self, rounds: Sequence[StatusRound]) -> MyDesk:
        """Everything, sorted by when it is due."""
        reporting: list[RoundTask] = []
        waiting: list[RoundTask] = []
        for task in sorted(self._tasks(rounds), key=lambda one: one.due):
            (reporting if task.kind is RoundTaskKind.HAND_IN else waiting).append(task)
        soon = [one for one in reporting if self._is_soon(one.due)]
        late = [one for one in (*soon, *waiting) if one.is_late(self.today)]
        return MyDesk(
            tasks=self._beside(),
            late=tuple(sorted(late, key=lambda one: one.due)),
            due=tuple(one for one in soon if not one.is_late(self.today)),
            waiting=tuple(one for one in waiting if not one.is_late(self.today)),
            later=tuple(one for one in reporting if not self._is_soon(one.due)),
            rounds=tuple(self._my_rounds(rounds)),
            late_descriptions=late_descriptions(self._accepted_by_me(), self.today),
        )

    def _is_soon(self, day: date) -> bool:
        return (day - self.today).days <= DUE_WITHIN

    def _beside(self) -> MyTasks:
        """What the periods ask about and no round does."""
        keys = [key for key in self.seen if key in self.desks]
        reporting = [
            PlacedTask(key, self.seen[key], task)
            for key in keys
            if Permission.REPORT_STATUS in self.rights[key]
            for task in self.desks[key].reporting
        ]
        reporting += to_carry_out(self.scope.person_id, self.seen, self.today)
        reporting += to_describe(self.scope.person_id, self.seen)
        reporting.sort(key=lambda one: one.task.due)
        soon = [one for one in reporting if self._is_soon(one.task.due)]
        return MyTasks(
            late=tuple(one for one in soon if one.task.is_late(self.today)),
            due=tuple(one for one in soon if not one.task.is_late(self.today)),
            waiting=tuple(
                PlacedTask(key, self.seen[key], task)
                for key in keys
                if Permission.ASSESS in self.rights[key]
                for task in self.desks[key].assessing
            )
            + tuple(to_decide(self._decided_by_me(), self.seen))
            + tuple(to_accept(self.scope.person_id, self._accepted_by_me(), self.seen)),
            later=tuple(one for one in reporting if not self._is_soon(one.task.due)),
            projects=tuple(self.seen.items()),
        )

    def _decided_by_me(self) -> set[int]:
        return {key for key, given in self.rights.items() if Permission.EDIT_PROJECT in given}

    def _accepted_by_me(self) -> set[int]:
        return {key for key, given in self.rights.items() if Permission.DECIDE_DESCRIPTION in given}

    def _tasks(self, rounds: Sequence[StatusRound]) -> Iterator[RoundTask]:
        for key, some in self.asking.items():
            if key in self.desks:
                for one in some:
                    yield from self._in_project(one, key)
        for one in rounds:
            yield from self._of_round(one)

    def _in_project(self, one: StatusRound, project: int) -> Iterator[RoundTask]:
        given = self.rights[project]
        for ask in self.desks[project].asks[one.pk]:
            kind = self._kind(one, ask, given)
            if kind is not None:
                due = one.report_by if kind is RoundTaskKind.HAND_IN else one.approve_by
                place = self.seen[project]
                yield RoundTask(kind, one.pk, one.period, due, place, project_id=project, ask=ask)

    def _kind(self, one: StatusRound, ask: Ask, given: frozenset[Permission]) -> RoundTaskKind | None:
        if ask.is_excepted:
            return None
        person = self.scope.person_id
        if Permission.APPROVE_STATUS in given and may_move(ask, one, SubmissionAct.APPROVE, person):
            return RoundTaskKind.APPROVE
        if Permission.REPORT_STATUS not in given or not may_move(ask, one, SubmissionAct.SUBMIT, person):
            return None
        mine = ask.lead_id in (None, person) or Permission.EDIT_PROJECT in given
        handed_in = ask.handed is not None and ask.handed.submitter_id == person
        if not (mine or handed_in):
            return None
        returned = ask.stage is SubmissionStage.RETURNED
        return RoundTaskKind.CORRECT if returned else RoundTaskKind.HAND_IN

    def _of_round(self, one: StatusRound) -> Iterator[RoundTask]:
        """Whether it is time to open it, or to close it."""
        if not self._is_run_by_me(one):
            return
        kind, due, missing = RoundTaskKind.OPEN, one.opens_on, 0
        if one.is_under_way:
            kind, due, missing = RoundTaskKind.CLOSE, one.close_by, len(unsettled(self._asks(one)))
            if missing and not due < self.today:
                return
        yield RoundTask(
            kind, one.pk, one.period, due, self._place(one), project_id=one.project_id, missing=missing
        )

    def _is_run_by_me(self, one: StatusRound) -> bool:
        if one.project_id is None:
            return one.programme_id in self.runs
        return Permission.RUN_ROUNDS in self.rights.get(one.project_id, frozenset())

    def _asks(self, one: StatusRound) -> tuple[Ask, ...]:
        return tuple(ask for desk in self.desks.values() for ask in desk.asks.get(one.pk, ()))

    def _place(self, one: StatusRound) -> str:
        return self.seen.get(one.project_id or 0) or str(one.owner.name)

    def _my_rounds(self, rounds: Sequence[StatusRound]) -> Iterator[MyRound]:
        for one in rounds:
            if one.is_under_way:
                yield MyRound(one, self._place(one), counts_of(one, self._asks(one), self.today))
