"""What is late in a programme: exactly the rows its counts count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from virkning.figures.collation import danish_key
from virkning.figures.workdays import distance_phrase
from virkning.pages.moments import day_words
from virkning.rooms.programmes.models import Programme, Project
from virkning.rooms.programmes.queries.headings import project_headings
from virkning.rooms.reports.facts.tasks import Task, TaskKind
from virkning.rooms.reports.queries.tasks import tasks_in

ON_A_PAGE = 50


@dataclass(frozen=True)
class LateRow:
    """Something that should have been reported."""

    address: str
    words: str
    project: str
    responsible: str
    day: str
    distance: str


@dataclass(frozen=True)
class LatePage:
    """The rows on this page of them; `project`: those of one only."""

    rows: tuple[LateRow, ...]
    page: Page[Any]
    project: str
    query: str


def late_page(programme: Programme, asked: Mapping[str, str], today: date) -> LatePage:
    """What is late in the visible projects of the programme, or in the one asked for. The earliest due first."""
    keys = list(Project.objects.filter(programme=programme).order_by("id").values_list("pk", flat=True))
    only = [key for key in keys if str(key) == asked.get("projekt", "")]
    names = project_headings(only or keys)
    tasks = tasks_in(list(names), today)
    late = [(key, task) for key in names for task in tasks[key].late(today)]
    late.sort(key=lambda pair: (pair[1].due, danish_key(names[pair[0]])))
    page = Paginator(late, ON_A_PAGE).get_page(asked.get("side", ""))
    return LatePage(
        rows=tuple(_row(key, names[key], task, today) for key, task in page.object_list),
        page=page,
        project=names[only[0]] if only else "",
        query=f"projekt={only[0]}&" if only else "",
    )


def _row(key: int, project: str, task: Task, today: date) -> LateRow:
    name = "activity" if task.kind is TaskKind.STATUS else "result"
    address = reverse(name, args=(key, task.about))
    told = {"number": task.number, "title": task.title, "period": task.period.shown}
    return LateRow(
        address=f"{address}?periode={task.period.canonical}",
        words=(
            _("%(number)s %(title)s, status %(period)s")
            if task.kind is TaskKind.STATUS
            else _("Resultat %(number)s: %(title)s, måling %(period)s")
        )
        % told,
        project=project,
        responsible=task.responsible,
        day=day_words(task.due, today),
        distance=distance_phrase(task.due, today).translated(_),
    )
