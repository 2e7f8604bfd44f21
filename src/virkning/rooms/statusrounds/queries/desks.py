"""What lies on people's desks: what they are to report, approve, assess and close, and by when.

My day (`mine`) shows everything one may do. A desk holds what is one's own to do, and is what one is reminded of:

- An activity lies with whoever is named as its lead, and with the project managers; where nobody is named, with all who
  are assigned to report. What was sent back also lies with the one who had handed it in.
- What was handed in lies with the project managers but the one who handed it in.
- What awaits an assessment lies with the assigned evaluators, for as long as a round is open.
- A round lies with the project managers, or the programme's coordinators.
- An action of an action plan lies with its lead, else with the project managers, until it is wholly carried out.
- An intervention's description lies with its municipality's ambassadors, or those `reports.queries.interventions` says,
  until it is handed in, and again when it is returned.
- Where none of these is there, it lies with the administrators who may do it: something must not lie with nobody.

A period that has a round is asked about by the round, from its opening to its closing, and not at all before and after;
what no round asks about is asked for by the project's periods, by the rules of `reports.facts.tasks`.

Everything is read as a system, for many people at once: whoever asks for one person hands on only what is theirs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Q

from virkning.figures.periods import Period, PeriodKind
from virkning.figures.reminding import Duty, day_in_denmark
from virkning.figures.rounds import RoundStage, SubmissionStage
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import AssignmentRole
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.programmes.models import Programme, Project
from virkning.rooms.programmes.queries.holders import (
    NOBODY_HOLDS,
    Holders,
    holders_in,
    projects_near,
    round_runners,
)
from virkning.rooms.reports.facts.actionplan import PlannedActionFacts
from virkning.rooms.reports.facts.tasks import TaskKind
from virkning.rooms.reports.queries.carryingout import answers_for, asked_actions
from virkning.rooms.reports.queries.interventions import AskedDescription, Describing, asked_descriptions
from virkning.rooms.reports.queries.tasks import ProjectTasks, tasks_in

from ..models import StatusRound, Submission
from .rounds import takes_part


class DutyKind(StrEnum):
    """What is to be done."""

    REPORT = "report"
    APPROVE = "approve"
    ASSESS = "assess"
    CLOSE = "close"
    CARRY_OUT = "carry_out"
    DESCRIBE = "describe"


@dataclass(frozen=True, slots=True)
class OnDesk:
    """Something one person is to do. `waiting`: it can be done now; else it only will be asked for."""

    kind: DutyKind
    duty: Duty
    waiting: bool = True
    count: int = 1


Desk = tuple[OnDesk, ...]
_ASKS = [stage for stage in RoundStage if stage.asks]
_DONE = {SubmissionStage.SUBMITTED, SubmissionStage.APPROVED}


def desks_of(people: Collection[int], today: date, *, ahead: date | None = None) -> dict[int, Desk]:
    """The desk of each of these people. `ahead`: with rounds that are only planned, to be reported by then.

    At most 34 queries, however many people, projects and rounds.
    """
    with system_scope("påmindelser"):
        laid = _Laid(frozenset(people))
        _lay_all(laid, _Asked.of(people, today, ahead))
    return {person: tuple(laid.desks[person]) for person in people}


@dataclass
class _Laid:
    """The desks as they are being laid, of those people only who are asked about."""

    people: frozenset[int]
    desks: dict[int, list[OnDesk]] = field(default_factory=lambda: defaultdict(list))

    def lay(self, on: Iterable[int], thing: OnDesk) -> None:
        for person in self.people.intersection(on):
            self.desks[person].append(thing)


@dataclass(frozen=True, slots=True)
class _Activity:
    id: int
    lead: int | None
    closed_in: Period | None


@dataclass(frozen=True, slots=True)
class _Handed:
    stage: str = ""
    submitter: int | None = None
    returned_on: date | None = None
    left_out: bool = False


@dataclass(frozen=True)
class _Asked:
    """What the database says, for every project near these people."""

    projects: Mapping[int, Project]
    holders: Mapping[int, Holders]
    runners: Mapping[int, frozenset[int]]
    rounds: Sequence[StatusRound]
    activities: Mapping[int, Sequence[_Activity]]
    handed: Mapping[tuple[int, int], _Handed]
    #: Project and period that a round asks about, has asked about or will ask about.
    by_rounds: frozenset[tuple[int, Period]]
    tasks: Mapping[int, ProjectTasks]
    actions: Mapping[int, tuple[PlannedActionFacts, ...]]
    descriptions: Mapping[int, tuple[AskedDescription, ...]]
    describing: Describing

    @classmethod
    def of(cls, people: Collection[int], today: date, ahead: date | None) -> "_Asked":
        near = Project.objects.filter(pk__in=projects_near(people)).order_by("id")
        projects = {one.pk: one for one in near.only("programme_id", "starts_on", "ends_on")}
        programmes = set(_programmes_run_by(people)) | {
            one.programme_id for one in projects.values() if one.programme_id
        }
        holders = holders_in({key: one.programme_id for key, one in projects.items()})
        rounds = _rounds(projects, programmes, ahead)
        wanted = _worth_loading(projects, holders, rounds, frozenset(people))
        descriptions = asked_descriptions(projects)
        return cls(
            projects=projects,
            holders=holders,
            runners=round_runners(programmes),
            rounds=rounds,
            activities=_activities(projects),
            handed=_handed(rounds),
            by_rounds=_asked_by_rounds(projects),
            tasks=tasks_in(wanted, today),
            actions=asked_actions(projects, today),
            descriptions=descriptions,
            describing=Describing.of(descriptions),
        )


def _lay_all(laid: _Laid, asked: _Asked) -> None:
    for status_round in asked.rounds:
        for project in _taking_part(status_round, asked.projects):
            _lay_round(laid, asked, status_round, project)
        _lay_closing(laid, asked, status_round)
    for key, tasks in asked.tasks.items():
        _lay_tasks(laid, asked, key, tasks)
    for key, actions in asked.actions.items():
        _lay_actions(laid, asked.holders.get(key, NOBODY_HOLDS), actions)
    for key, descriptions in asked.descriptions.items():
        _lay_descriptions(laid, asked, key, descriptions)


def _lay_round(laid: _Laid, asked: _Asked, status_round: StatusRound, project: int) -> None:
    holders = asked.holders.get(project, NOBODY_HOLDS)
    for activity in asked.activities.get(project, ()):
        if activity.closed_in is not None and activity.closed_in.begun_by(status_round.period):
            continue
        handed = asked.handed.get((status_round.pk, activity.id), _Handed())
        if not handed.left_out:
            _lay_reporting(laid, holders, status_round, activity.lead, handed)
            _lay_approving(laid, holders, status_round, handed)
    if status_round.is_under_way:
        _lay_assessing(laid, asked, status_round, project)


def _lay_reporting(
    laid: _Laid, holders: Holders, status_round: StatusRound, lead: int | None, handed: _Handed
) -> None:
    if handed.stage in _DONE:
        return
    now, on = status_round.is_under_way, _reporters(holders, lead)
    if handed.stage == SubmissionStage.RETURNED:
        if holders.may(handed.submitter, Permission.REPORT_STATUS):
            on |= {handed.submitter or 0}
        # Its first deadline was met; see `standing.late_since`.
        laid.lay(on, OnDesk(DutyKind.REPORT, Duty(status_round.approve_by, handed.returned_on), now))
    else:
        laid.lay(on, OnDesk(DutyKind.REPORT, Duty(status_round.report_by), now))


def _lay_approving(laid: _Laid, holders: Holders, status_round: StatusRound, handed: _Handed) -> None:
    """Also what is not handed in yet, which will have to be approved."""
    if handed.stage == SubmissionStage.APPROVED:
        return
    submitted = handed.stage == SubmissionStage.SUBMITTED
    own = {handed.submitter} if submitted else set()
    managers = holders.assigned(AssignmentRole.PROJECT_MANAGER, Permission.APPROVE_STATUS)
    others = (managers - own) or (holders.administrators(Permission.APPROVE_STATUS) - own)
    now = status_round.is_under_way and submitted
    laid.lay(others, OnDesk(DutyKind.APPROVE, Duty(status_round.approve_by), now))


def _lay_assessing(laid: _Laid, asked: _Asked, status_round: StatusRound, project: int) -> None:
    tasks = asked.tasks.get(project)
    count = sum(one.period == status_round.period for one in tasks.assessing) if tasks else 0
    if count:
        thing = OnDesk(DutyKind.ASSESS, Duty(status_round.close_by), count=count)
        laid.lay(_evaluators(asked.holders.get(project, NOBODY_HOLDS)), thing)


def _lay_closing(laid: _Laid, asked: _Asked, status_round: StatusRound) -> None:
    if status_round.project_id is not None:
        holders = asked.holders.get(status_round.project_id, NOBODY_HOLDS)
        runners = _managers(holders, Permission.RUN_ROUNDS)
    else:
        runners = asked.runners.get(status_round.programme_id or 0, frozenset())
    laid.lay(runners, OnDesk(DutyKind.CLOSE, Duty(status_round.close_by), status_round.is_under_way))


def _lay_tasks(laid: _Laid, asked: _Asked, project: int, tasks: ProjectTasks) -> None:
    """What the project's periods ask for, where no round does."""
    holders = asked.holders.get(project, NOBODY_HOLDS)
    leads = {one.id: one.lead for one in asked.activities.get(project, ())}
    for task in tasks.reporting:
        if (project, task.period) in asked.by_rounds:
            continue
        lead = leads.get(task.about) if task.kind is TaskKind.STATUS else None
        laid.lay(_reporters(holders, lead), OnDesk(DutyKind.REPORT, Duty(task.due)))


def _lay_actions(laid: _Laid, holders: Holders, actions: Iterable[PlannedActionFacts]) -> None:
    for one in actions:
        if one.action.deadline is not None:
            thing = OnDesk(DutyKind.CARRY_OUT, Duty(one.action.deadline))
            laid.lay(answers_for(one.lead_id, holders), thing)


def _lay_descriptions(
    laid: _Laid, asked: _Asked, project: int, descriptions: Iterable[AskedDescription]
) -> None:
    holders = asked.holders.get(project, NOBODY_HOLDS)
    for one in descriptions:
        thing = OnDesk(DutyKind.DESCRIBE, Duty(one.due, one.returned_on))
        laid.lay(asked.describing.describers(project, one, holders), thing)


def _reporters(holders: Holders, lead: int | None) -> frozenset[int]:
    found = holders.assigned(AssignmentRole.PROJECT_MANAGER, Permission.REPORT_STATUS)
    if lead is not None and holders.may(lead, Permission.REPORT_STATUS):
        found |= {lead}
    else:
        found |= holders.assigned(AssignmentRole.ACTIVITY_LEAD, Permission.REPORT_STATUS)
    return found or holders.administrators(Permission.REPORT_STATUS)


def _managers(holders: Holders, permission: Permission) -> frozenset[int]:
    found = holders.assigned(AssignmentRole.PROJECT_MANAGER, permission)
    return found or holders.administrators(permission)


def _evaluators(holders: Holders) -> frozenset[int]:
    found = holders.assigned(AssignmentRole.EVALUATOR, Permission.ASSESS)
    return found or holders.administrators(Permission.ASSESS)


def _taking_part(status_round: StatusRound, projects: Mapping[int, Project]) -> Iterator[int]:
    """The projects the round asks."""
    if status_round.project_id is not None:
        yield from projects.keys() & {status_round.project_id}
        return
    yield from (key for key, project in projects.items() if takes_part(project, status_round))


def _programmes_run_by(people: Collection[int]) -> list[int]:
    """Programmes whose owner one of these people belongs to. One query."""
    mine = Q(owner__memberships__person_id__in=people, owner__memberships__ended_at__isnull=True)
    return list(Programme.objects.filter(mine).order_by("id").values_list("id", flat=True).distinct())


def _rounds(projects: Collection[int], programmes: Collection[int], ahead: date | None) -> list[StatusRound]:
    """The rounds that ask now, and where wanted those planned to be reported by `ahead`. One query."""
    when = Q(stage__in=_ASKS)
    if ahead is not None:
        when |= Q(stage=RoundStage.PLANNED, report_by__lte=ahead)
    owned = Q(project_id__in=projects) | Q(programme_id__in=programmes)
    return list(StatusRound.objects.filter(when, owned).order_by("id"))


def _activities(projects: Collection[int]) -> dict[int, list[_Activity]]:
    """One query."""
    rows = Activity.objects.filter(project_id__in=projects, area__removed_at__isnull=True).order_by("id")
    columns = ("id", "project_id", "lead_id", "closed_in__kind", "closed_in__start")
    found: dict[int, list[_Activity]] = defaultdict(list)
    for key, project, lead, kind, start in rows.values_list(*columns):
        closed = None if kind is None else Period(PeriodKind(kind), start)
        found[project].append(_Activity(key, lead, closed))
    return found


def _handed(rounds: Iterable[StatusRound]) -> dict[tuple[int, int], _Handed]:
    """Round and activity → what became of it. One query."""
    rows = Submission.objects.filter(round__in=[one.pk for one in rounds]).order_by("id")
    columns = ("round_id", "activity_id", "stage", "submitter_id", "returned_at", "excepted_at")
    return {
        (of_round, activity): _Handed(
            stage, submitter, day_in_denmark(returned) if returned else None, excepted is not None
        )
        for of_round, activity, stage, submitter, returned, excepted in rows.values_list(*columns)
    }


def _asked_by_rounds(projects: Mapping[int, Project]) -> frozenset[tuple[int, Period]]:
    """Project and period of every round there is, in whatever stage. One query."""
    programmes = {one.programme_id for one in projects.values() if one.programme_id}
    owned = Q(project_id__in=list(projects)) | Q(programme_id__in=programmes)
    rounds = StatusRound.objects.filter(owned).order_by("id")
    return frozenset((key, one.period) for one in rounds for key in _taking_part(one, projects))


def _worth_loading(
    projects: Collection[int],
    holders: Mapping[int, Holders],
    rounds: Iterable[StatusRound],
    people: frozenset[int],
) -> list[int]:
    """The projects whose facts are needed: one of these people reports there, or assesses while a round is open."""
    assessing = any(one.is_under_way for one in rounds)
    needed = [Permission.REPORT_STATUS, *([Permission.ASSESS] if assessing else [])]
    return [key for key in projects if any(holders[key].may(one, what) for one in people for what in needed)]
