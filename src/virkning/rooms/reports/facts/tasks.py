"""What is asked of people in a project right now: missing statuses and measurements, and what awaits assessment.

What no status round asks about (the room after this one knows which), the periods themselves ask, by these rules:

- Open is the latest of the project's periods that has begun by today (`open_period`).
- Asked about are the open period and, until that is over, the one before it: on 2 January the year that has just ended
  is what people report on. What has been told in the open period is not asked for in the one before.
- A milestone is asked about where nothing has been told in the period, unless it has been reached or set to N/A before,
  has not been expected or added yet, has been retired, or its activity is closed. The baseline asks for no status.
- A result is asked about where it is missing a measurement in the period, as `judgements` says missing; one that is
  not measured never is.
- It is due on the period's last day, or on the milestone's own deadline where that comes first. Late is what was due
  before today: the same for my day, programme pages and every list.
- An evaluator is asked about activities and results of which something was told in the period, and which neither have
  been assessed in it nor lie in an area that has been.
- Whoever runs the project is asked to decide on each proposal that has no decision.
- An action of the action plan with a deadline is asked for until it is wholly carried out, and when the project's last
  period is over only until its degree has been said in that one; without periods until the project ends
  (`queries.carryingout`).
- An intervention's description is asked for until it is handed in, and again when it is returned; what was handed in
  waits for those who accept (`queries.interventions`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from virkning.figures.lights import MilestoneSituation
from virkning.figures.milestones import Milestone, MilestoneStatus, effective_milestone_target, standing
from virkning.figures.periods import Period

from .judgements import is_retired, is_there
from .project import ActivityFacts, AreaFacts, AssessmentFacts, MilestoneFacts, ProjectFacts, ResultFacts

_A_DAY = timedelta(days=1)


class TaskKind(StrEnum):
    """What is to be done."""

    STATUS = "status"
    MEASUREMENT = "measurement"
    ASSESS_ACTIVITY = "assess_activity"
    ASSESS_RESULT = "assess_result"
    DECIDE = "decide"
    CARRY_OUT = "carry_out"
    DESCRIBE = "describe"
    CORRECT_DESCRIPTION = "correct_description"
    DECIDE_DESCRIPTION = "decide_description"

    @property
    def waits(self) -> bool:
        """It is not due on a day: it waits until somebody does it."""
        return self not in (
            *(TaskKind.STATUS, TaskKind.MEASUREMENT, TaskKind.CARRY_OUT),
            *(TaskKind.DESCRIBE, TaskKind.CORRECT_DESCRIPTION),
        )


@dataclass(frozen=True, slots=True)
class Task:
    """One form to be filled in. For a status `milestones` are the keys and numbers of those it is missing for.

    `about` is the key of the activity, the result, (to be decided on) the proposal, (to be carried out) the action of
    the action plan or (to be described or decided on) the intervention; `of` how many milestones the activity has in
    the period.
    """

    kind: TaskKind
    about: int
    number: str
    title: str
    period: Period
    due: date
    responsible: str = ""
    milestones: tuple[tuple[int, str], ...] = ()
    of: int = 0

    def is_late(self, today: date) -> bool:
        """It was due before today."""
        return self.due < today


def open_period(facts: ProjectFacts, today: date) -> Period | None:
    """The latest period that has begun by today; None before the project's first one."""
    return facts.open_period(today)


def asked_periods(facts: ProjectFacts, today: date) -> tuple[Period, ...]:
    """The open period, and before it the one that ended last as long as the open one runs."""
    now = open_period(facts, today)
    if now is None:
        return ()
    over = [one for one in facts.horizon.periods if one.end < now.start]
    return (max(over), now) if over and now.end >= today else (now,)


def reporting_tasks(facts: ProjectFacts, today: date) -> tuple[Task, ...]:
    """Statuses and measurements that are missing, the earliest due first."""
    asked = asked_periods(facts, today)
    found: list[Task] = []
    for period in asked:
        later = asked[-1] if period != asked[-1] else None
        for activity in facts.activities():
            found += _statuses(facts, activity, period, later, today)
        found += [
            Task(TaskKind.MEASUREMENT, one.id, one.number, one.statement, period, period.end)
            for one in facts.all_results()
            if lacks_measurement(one, period) and not (later and _is_measured(one, later))
        ]
    return tuple(sorted(found, key=lambda task: task.due))


def tasks_hold_until(facts: ProjectFacts, tasks: Iterable[Task], today: date) -> date:
    """The first day on which other things may be asked for, or be late, although nothing has been written."""
    next_days = [one.start for one in facts.horizon.periods]
    next_days += [one.end + _A_DAY for one in facts.horizon.periods]
    next_days += [one.due + _A_DAY for one in tasks]
    return min((day for day in next_days if day > today), default=date.max)


def _statuses(
    facts: ProjectFacts, activity: ActivityFacts, period: Period, later: Period | None, today: date
) -> Iterator[Task]:
    """One task for what is late and one for what is not: each is one visit to the activity's form."""
    if period == facts.baseline or (activity.closed_in is not None and activity.closed_in.begun_by(period)):
        return
    parts: dict[bool, list[tuple[date, MilestoneFacts]]] = {True: [], False: []}
    for one in activity.milestones:
        if lacks_status(one, period) and not (later and _is_told(one, later)):
            due = due_day(one.milestone, period)
            parts[due < today].append((due, one))
    for part in parts.values():
        if part:
            yield Task(
                kind=TaskKind.STATUS,
                about=activity.id,
                number=activity.number,
                title=activity.title,
                period=period,
                due=min(due for due, _one in part),
                responsible=activity.responsible,
                milestones=tuple((one.id, one.number) for _due, one in part),
                of=sum(_counts(one.milestone, period) for one in activity.milestones),
            )


def lacks_status(facts: MilestoneFacts, period: Period) -> bool:
    """A status is asked for in the period and has not been given, by the rules above; the activity's closing apart."""
    milestone = facts.milestone
    if not _counts(milestone, period) or _is_told(facts, period):
        return False
    if milestone.expected_from is not None and not milestone.expected_from.begun_by(period):
        return False
    return not _is_settled(milestone, period)


def _is_settled(milestone: Milestone, period: Period) -> bool:
    """Reached, or set to N/A, in an earlier period."""
    if not milestone.entries:
        return False
    stand = standing(milestone, period)
    if stand.status is MilestoneStatus.NOT_APPLICABLE:
        return True
    target = effective_milestone_target(milestone, period)
    amount = None if target is None else target.amount
    return MilestoneSituation(milestone, period, stand, amount, None, None).reached


def _is_told(facts: MilestoneFacts, period: Period) -> bool:
    return any(
        one.period == period and (one.status is not None or one.has_value) for one in facts.milestone.entries
    )


def _counts(milestone: Milestone, period: Period) -> bool:
    retired = milestone.retired_in is not None and milestone.retired_in.begun_by(period)
    return is_there(milestone.added_in, period) and not retired


def due_day(milestone: Milestone, period: Period) -> date:
    """The day a status for the period is due: its last, or the milestone's deadline where that comes first."""
    target = effective_milestone_target(milestone, period)
    if target is None or target.deadline is None:
        return period.end
    return min(target.deadline.day, period.end)


def lacks_measurement(facts: ResultFacts, period: Period) -> bool:
    """The result is there, is expected and not retired, and nothing has been measured or written in the period."""
    indicator = facts.indicator
    if not indicator.is_measured or not is_there(indicator.added_in, period) or is_retired(facts, period):
        return False
    if indicator.expected_from is not None and not indicator.expected_from.begun_by(period):
        return False
    return not _is_measured(facts, period)


def _is_measured(facts: ResultFacts, period: Period) -> bool:
    return any(one.period == period for one in facts.indicator.readings)


def assessing_tasks(facts: ProjectFacts, today: date) -> tuple[Task, ...]:
    """Activities and results that have been told of and await an assessment, in the project's order."""
    found: list[Task] = []
    for period in asked_periods(facts, today):
        for area in facts.areas:
            if _is_assessed(area.assessments, period):
                continue
            found += _to_assess(area, period)
        found += [_assess_result(one, period) for one in facts.results if _awaits(one, period)]
    return tuple(found)


def _to_assess(area: AreaFacts, period: Period) -> Iterator[Task]:
    for activity in area.activities:
        told = any(_is_told(one, period) for one in activity.milestones)
        if told and not _is_assessed(activity.assessments, period):
            yield Task(
                TaskKind.ASSESS_ACTIVITY, activity.id, activity.number, activity.title, period, period.end
            )
        yield from (_assess_result(one, period) for one in activity.results if _awaits(one, period))
    yield from (_assess_result(one, period) for one in area.results if _awaits(one, period))


def _assess_result(facts: ResultFacts, period: Period) -> Task:
    return Task(TaskKind.ASSESS_RESULT, facts.id, facts.number, facts.statement, period, period.end)


def _awaits(facts: ResultFacts, period: Period) -> bool:
    kept = is_there(facts.indicator.added_in, period) and not is_retired(facts, period)
    return kept and _is_measured(facts, period) and not _is_assessed(facts.assessments, period)


def _is_assessed(assessments: tuple[AssessmentFacts, ...], period: Period) -> bool:
    return any(one.period == period for one in assessments)
