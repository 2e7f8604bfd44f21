"""What changed between two periods: lights, statuses, attainments, and what was added, retired or closed."""

from dataclasses import dataclass
from enum import StrEnum

from virkning.figures.milestones import Light
from virkning.figures.periods import Period

from .judgements import CellState, attainment_of, is_retired, milestone_cell, result_cell
from .project import ActivityFacts, MilestoneFacts, ProjectFacts, ResultFacts


class ChangeKind(StrEnum):
    """What sort of change it is, in the order it is told."""

    CLOSED = "closed"
    ADDED = "added"
    RETIRED = "retired"
    REDEFINED = "redefined"
    MILESTONE = "milestone"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `before` and `after` are status words or attainment words; blank where there were none."""

    kind: ChangeKind
    place: str
    what: str
    before: str = ""
    after: str = ""
    light_before: Light | None = None
    light_after: Light | None = None
    reason: str = ""

    @property
    def light_changed(self) -> bool:
        return self.light_before != self.light_after


def changes_between(project: ProjectFacts, before: Period, after: Period) -> tuple[Change, ...]:
    """Every change from one period to the next, by kind and then in the project's order."""
    found: list[Change] = []
    for activity in project.activities():
        found += _activity_changes(activity, before, after)
        for milestone in activity.milestones:
            found += _milestone_changes(project, activity, milestone, before, after)
    for result in project.all_results():
        found += _result_changes(project, result, before, after)
    order = list(ChangeKind)
    return tuple(sorted(found, key=lambda change: order.index(change.kind)))


def _between(moment: Period | None, before: Period, after: Period) -> bool:
    """It came into force after the earlier period and by the later one."""
    return moment is not None and not moment.begun_by(before) and moment.begun_by(after)


def _activity_changes(activity: ActivityFacts, before: Period, after: Period) -> list[Change]:
    if not _between(activity.closed_in, before, after):
        return []
    return [Change(ChangeKind.CLOSED, activity.number, activity.title, reason=activity.closed_reason)]


def _milestone_changes(
    project: ProjectFacts, activity: ActivityFacts, facts: MilestoneFacts, before: Period, after: Period
) -> list[Change]:
    milestone = facts.milestone
    found = []
    if _between(milestone.added_in, before, after):
        found.append(Change(ChangeKind.ADDED, activity.number, facts.statement, reason=facts.reason))
    if _between(milestone.retired_in, before, after):
        return [*found, Change(ChangeKind.RETIRED, activity.number, facts.statement, reason=facts.reason)]
    old = milestone_cell(facts, before, project.horizon)
    new = milestone_cell(facts, after, project.horizon)
    if new.state in (CellState.NOT_ADDED, CellState.RETIRED) or found:
        return found
    if old.words != new.words or old.light != new.light:
        found.append(
            Change(
                ChangeKind.MILESTONE,
                activity.number,
                facts.statement,
                old.words,
                new.words,
                old.light,
                new.light,
            )
        )
    return found


def _result_changes(project: ProjectFacts, facts: ResultFacts, before: Period, after: Period) -> list[Change]:
    indicator = facts.indicator
    if _between(indicator.added_in, before, after):
        return [Change(ChangeKind.ADDED, facts.number, facts.statement, reason=facts.reason)]
    if _between(indicator.retired_in, before, after):
        return [Change(ChangeKind.RETIRED, facts.number, facts.statement, reason=facts.reason)]
    if is_retired(facts, after):
        return []
    parting = indicator.redefined_between(before, after)
    if parting is not None:  # how it stands now says nothing of how it has changed
        return [Change(ChangeKind.REDEFINED, facts.number, facts.statement, reason=parting.reason)]
    told = [attainment_of(facts, one, project.horizon) for one in (before, after)]
    states = [one.state.shown if one else "" for one in told]
    lights = [result_cell(facts, one, project.horizon).light for one in (before, after)]
    if states[0] == states[1] and lights[0] == lights[1]:
        return []
    return [
        Change(ChangeKind.RESULT, facts.number, facts.statement, states[0], states[1], lights[0], lights[1])
    ]
