"""What is asked of a person, over all the projects they work in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.headings import project_headings
from virkning.rooms.programmes.queries.rights import rights_in_projects

from ..facts.project import ProjectFacts
from ..facts.tasks import Task, assessing_tasks, reporting_tasks, tasks_hold_until
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


def my_tasks(scope: Scope, today: date) -> MyTasks:
    """What is asked of the scope's person. At most twenty queries, however many projects there are."""
    rights = rights_in_projects(scope)
    reports = {key for key, given in rights.items() if Permission.REPORT_STATUS in given}
    assesses = {key for key, given in rights.items() if Permission.ASSESS in given}
    seen = project_headings(rights)
    names = {key: name for key, name in seen.items() if key in reports or key in assesses}
    asked = tasks_in(list(names), today)
    reporting = [
        PlacedTask(key, names[key], task) for key in names if key in reports for task in asked[key].reporting
    ]
    reporting.sort(key=lambda one: one.task.due)
    soon = [one for one in reporting if (one.task.due - today).days <= DUE_WITHIN]
    return MyTasks(
        late=tuple(one for one in soon if one.task.is_late(today)),
        due=tuple(one for one in soon if not one.task.is_late(today)),
        waiting=tuple(
            PlacedTask(key, names[key], task)
            for key in names
            if key in assesses
            for task in asked[key].assessing
        ),
        later=tuple(one for one in reporting if (one.task.due - today).days > DUE_WITHIN),
        projects=tuple(seen.items()),
    )
