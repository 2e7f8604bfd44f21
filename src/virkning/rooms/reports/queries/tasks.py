"""What is asked of a person, over all the projects they work in."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from virkning.rooms.evaluations.models import Proposal
from virkning.rooms.programmes.models import Project

from ..facts.project import ProjectFacts
from ..facts.tasks import Task, TaskKind, assessing_tasks, reporting_tasks, tasks_hold_until
from .projects import load_projects
from .remembered import remembered

#: What is due later than this many days from now is not asked for yet.
DUE_WITHIN = 30


@dataclass(frozen=True, slots=True)
class ProjectTasks:
    """What is asked for in one project, of those who report and of those who assess; the same until another day."""

    reporting: tuple[Task, ...]
    assessing: tuple[Task, ...]
    until: date

    def late(self, today: date) -> tuple[Task, ...]:
        """What should have been reported before today."""
        return tuple(one for one in self.reporting if one.is_late(today))


@dataclass(frozen=True, slots=True)
class PlacedTask:
    """A task with its project."""

    project_id: int
    project: str
    task: Task


@dataclass(frozen=True)
class MyTasks:
    """What is asked of one person. `later` is due, but not within `DUE_WITHIN` days.

    `projects` are all they see, asked of or not: key and heading, by name.
    """

    late: tuple[PlacedTask, ...]
    due: tuple[PlacedTask, ...]
    waiting: tuple[PlacedTask, ...]
    later: tuple[PlacedTask, ...]
    projects: tuple[tuple[int, str], ...]


def tasks_in(keys: Sequence[int], today: date) -> dict[int, ProjectTasks]:
    """What is asked for in each project today. One query, and eleven for those that have changed since last asked."""

    def compute(fresh: list[int]) -> dict[int, ProjectTasks]:
        loaded = load_projects(projects_by_key(fresh))
        return {key: _project_tasks(facts, today) for key, facts in loaded.items()}

    return remembered(keys, ("tasks",), compute, today=today)


def _project_tasks(facts: ProjectFacts, today: date) -> ProjectTasks:
    reporting = reporting_tasks(facts, today)
    until = tasks_hold_until(facts, reporting, today)
    return ProjectTasks(reporting, assessing_tasks(facts, today), until)


def projects_by_key(keys: Sequence[int]) -> QuerySet[Project]:
    """The projects as their facts are loaded from them."""
    return Project.objects.filter(pk__in=keys).order_by("id")


def to_decide(projects: Collection[int], names: Mapping[int, str]) -> Iterator[PlacedTask]:
    """Proposals without a decision, project by project, the oldest first. One query."""
    rows = Proposal.objects.filter(project__in=names.keys() & projects, decision="").order_by("id")
    told = list(rows.select_related("period", "milestone", "result"))
    place = {key: number for number, key in enumerate(names)}
    for one in sorted(told, key=lambda each: place[each.project_id]):
        about = one.milestone or one.result
        if about is None:
            continue
        period = one.period.period
        task = Task(TaskKind.DECIDE, one.pk, about.number, about.statement, period, period.end)
        yield PlacedTask(one.project_id, names[one.project_id], task)
