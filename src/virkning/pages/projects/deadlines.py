"""What comes next in a project: the first deadline ahead that is not met yet."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from virkning.figures.dates import Deadline
from virkning.figures.milestones import Light, MilestoneStatus, effective_milestone_target
from virkning.figures.periods import Period
from virkning.rooms.reports.facts.judgements import milestone_cell
from virkning.rooms.reports.facts.project import ProjectFacts


@dataclass(frozen=True)
class NextDeadline:
    """The deadline in words, what it is about, and where that is."""

    words: str
    what: str
    address: str


def next_deadline(facts: ProjectFacts, period: Period | None, today: date) -> NextDeadline | None:
    """The milestone whose deadline comes first from today on and that has not been reached; None for none."""
    if period is None:
        return None
    found: list[tuple[Deadline, int, int, str]] = []
    for activity in facts.activities():
        for one in activity.milestones:
            target = effective_milestone_target(one.milestone, period)
            deadline = target.deadline if target is not None else None
            if deadline is None or deadline.day < today:
                continue
            cell = milestone_cell(one, period, facts.horizon)
            reached = cell.standing.status is MilestoneStatus.YES and cell.light is Light.GREEN
            if cell.counts and not reached:
                found.append((deadline, activity.id, one.id, one.statement))
    if not found:
        return None
    deadline, activity_id, milestone_id, what = min(found, key=lambda one: one[0].day)
    address = reverse("activity", args=(facts.id, activity_id))
    return NextDeadline(deadline.shown, what, f"{address}#milepael-{milestone_id}")
