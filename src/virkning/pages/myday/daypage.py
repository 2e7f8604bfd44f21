"""What my day shows, put together from one's tasks and the news."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.workdays import distance_phrase, workdays_after
from virkning.pages.addresses import task_address
from virkning.pages.moments import day_words, today_words
from virkning.pages.telling.lightwords import whole
from virkning.rooms.reports.facts.tasks import Task, TaskKind
from virkning.rooms.reports.queries.tasks import DUE_WITHIN, MyTasks, PlacedTask

from .news import ANCHOR as NEWS
from .news import News
from .paging import page_of

LATE, DUE, WAITING = "for-sent", "skal-afleveres", "venter"
#: So many coming deadlines stand at the side.
COMING = 6
_STATUS_MILESTONES_NAMED = 3
#: So many projects stand at the side; the rest are on the list of projects.
PROJECTS = 6


@dataclass(frozen=True)
class Number:
    """One of the four numbers, the rows it counts (by their anchor), and a line under it."""

    count: int
    words: str
    anchor: str
    under: str

    @property
    def told(self) -> str:
        """`4.900`."""
        return whole(self.count)


@dataclass(frozen=True)
class TaskRow:
    """One thing to do."""

    address: str
    words: str
    under: str
    project: str
    day: str
    distance: str
    state: str
    late: bool


@dataclass(frozen=True)
class Section:
    """A number's rows."""

    anchor: str
    title: str
    rows: tuple[TaskRow, ...]
    page: Page[Any]


@dataclass(frozen=True)
class Coming:
    """A deadline further away."""

    day: str
    words: str
    project: str


@dataclass(frozen=True)
class MyProject:
    """A short cut to one of one's own projects."""

    address: str
    words: str


@dataclass(frozen=True)
class DayPage:
    """Everything the template shows."""

    today: str
    numbers: tuple[Number, ...]
    sections: tuple[Section, ...]
    news: News
    coming: tuple[Coming, ...]
    projects: tuple[MyProject, ...]
    #: All of one's projects, also those not named here.
    project_count: int

    @property
    def nothing(self) -> bool:
        """Nothing to do; there may be news."""
        return not self.sections


def day_page(tasks: MyTasks, news: News, today: date, asked: Mapping[str, str]) -> DayPage:
    """The page of one person today."""
    wanted = (
        (LATE, _("For sent"), tasks.late),
        (DUE, _("Skal afleveres"), tasks.due),
        (WAITING, _("Venter på dig"), tasks.waiting),
    )
    return DayPage(
        today=today_words(today),
        numbers=_numbers(tasks, news, today),
        sections=tuple(_section(anchor, title, rows, today, asked) for anchor, title, rows in wanted if rows),
        news=news,
        coming=_coming(tasks.later, today),
        projects=tuple(
            MyProject(reverse("project", args=(key,)), words) for key, words in tasks.projects[:PROJECTS]
        ),
        project_count=len(tasks.projects),
    )


def _numbers(tasks: MyTasks, news: News, today: date) -> tuple[Number, ...]:
    return (
        Number(len(tasks.late), _("for sent"), LATE, _oldest(tasks.late, today)),
        Number(len(tasks.due), _("skal afleveres"), DUE, _("de næste %(n)s dage") % {"n": DUE_WITHIN}),
        Number(len(tasks.waiting), _("venter på dig"), WAITING, _kinds(tasks.waiting)),
        Number(
            news.count,
            ngettext("ny ændring", "nye ændringer", news.count),
            NEWS,
            _("siden %(moment)s") % {"moment": news.since},
        ),
    )


def _oldest(late: Sequence[PlacedTask], today: date) -> str:
    if not late:
        return _("intet er forsinket")
    day = late[0].task.due
    days = workdays_after(day, today)
    if days > 250:
        return _("ældste: %(day)s") % {"day": day_words(day, today)}
    return ngettext("ældste: %(n)d hverdag", "ældste: %(n)d hverdage", days) % {"n": days}


def _kinds(waiting: Sequence[PlacedTask]) -> str:
    if not waiting:
        return _("ingen vurderinger mangler")
    counted = Counter(one.task.kind for one in waiting)
    activities, results = counted[TaskKind.ASSESS_ACTIVITY], counted[TaskKind.ASSESS_RESULT]
    parts = []
    if activities:
        parts.append(ngettext("%(n)s aktivitet", "%(n)s aktiviteter", activities) % {"n": whole(activities)})
    if results:
        parts.append(ngettext("%(n)s resultat", "%(n)s resultater", results) % {"n": whole(results)})
    return _("vurdér %(what)s") % {"what": _(" og ").join(parts)}


def _section(
    anchor: str, title: str, tasks: Sequence[PlacedTask], today: date, asked: Mapping[str, str]
) -> Section:
    page = page_of(tasks, anchor, asked)
    return Section(anchor, title, tuple(_row(one, today) for one in page.object_list), page)


def _row(placed: PlacedTask, today: date) -> TaskRow:
    task = placed.task
    waits = task.kind in (TaskKind.ASSESS_ACTIVITY, TaskKind.ASSESS_RESULT)
    return TaskRow(
        address=task_address(placed.project_id, task),
        words=_task_words(task),
        under=_under(task),
        project=placed.project,
        day=task.period.shown if waits else day_words(task.due, today),
        distance="" if waits else distance_phrase(task.due, today).translated(_),
        state=_state(task),
        late=not waits and task.is_late(today),
    )


def _task_words(task: Task) -> str:
    """`3.2 Temaaften, status 2013`, `Resultat 7: fritidsjob …`, `Vurdér 3.2 Temaaften`."""
    if task.kind is TaskKind.STATUS:
        return _("%(number)s %(title)s, status %(period)s") % {
            "number": task.number,
            "title": task.title,
            "period": task.period.shown,
        }
    if task.kind is TaskKind.MEASUREMENT:
        return _("Resultat %(number)s: %(title)s") % {"number": task.number, "title": task.title}
    if task.kind is TaskKind.ASSESS_ACTIVITY:
        return _("Vurdér %(number)s %(title)s") % {"number": task.number, "title": task.title}
    return _("Vurdér resultat %(number)s: %(title)s") % {"number": task.number, "title": task.title}


def _under(task: Task) -> str:
    if task.kind is TaskKind.STATUS:
        missing = _missing(task)
        if not task.responsible:
            return missing
        return _("%(missing)s Ansvarlig: %(who)s.") % {"missing": missing, "who": task.responsible}
    if task.kind is TaskKind.MEASUREMENT:
        return _("Måling for %(period)s.") % {"period": task.period.shown}
    if task.kind is TaskKind.ASSESS_ACTIVITY:
        return _("Der er skrevet status, men ingen vurdering.")
    return _("Der er målt, men ikke skrevet nogen vurdering.")


def _missing(task: Task) -> str:
    """`Milepæl 1 og 3 mangler.`, `Alle 6 milepæle mangler.`, `4 af 6 milepæle mangler.`"""
    numbers = [number for _key, number in task.milestones]
    if len(numbers) == task.of > 1:
        return _("Alle %(n)s milepæle mangler.") % {"n": task.of}
    if len(numbers) > _STATUS_MILESTONES_NAMED:
        return _("%(n)s af %(of)s milepæle mangler.") % {"n": len(numbers), "of": task.of}
    *first, last = numbers
    named = _(" og ").join(part for part in (", ".join(first), last) if part)
    return _("Milepæl %(numbers)s mangler.") % {"numbers": named}


def _state(task: Task) -> str:
    if task.kind is TaskKind.STATUS:
        return _("Mangler status")
    return _("Mangler værdi") if task.kind is TaskKind.MEASUREMENT else _("Mangler vurdering")


def _coming(later: Sequence[PlacedTask], today: date) -> tuple[Coming, ...]:
    """What is due later, one line a project and day."""
    groups: dict[tuple[date, str, str], Counter[TaskKind]] = {}
    for one in later:
        key = (one.task.due, one.project, one.task.period.shown)
        groups.setdefault(key, Counter())[one.task.kind] += 1
    first = sorted(groups.items(), key=lambda pair: pair[0][0])[:COMING]
    return tuple(
        Coming(day_words(day, today), _coming_words(period, counted), project)
        for (day, project, period), counted in first
    )


def _coming_words(period: str, counted: Counter[TaskKind]) -> str:
    parts = []
    if statuses := counted[TaskKind.STATUS]:
        words = ngettext("status for %(n)d aktivitet", "status for %(n)d aktiviteter", statuses)
        parts.append(words % {"n": statuses})
    if values := counted[TaskKind.MEASUREMENT]:
        parts.append(ngettext("%(n)d måling", "%(n)d målinger", values) % {"n": values})
    return _("%(period)s: %(what)s") % {"period": period, "what": _(" og ").join(parts)}
