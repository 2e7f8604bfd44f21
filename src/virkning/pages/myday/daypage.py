"""What my day shows, put together from one's tasks and the news."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.design.markup import safe
from virkning.figures.workdays import distance_phrase, workdays_after
from virkning.pages.addresses import possible, task_address
from virkning.pages.moments import day_words, today_words
from virkning.pages.telling.lightwords import whole
from virkning.rooms.reports.facts.tasks import Task, TaskKind
from virkning.rooms.reports.queries.interventions import LateDescriptions
from virkning.rooms.reports.queries.tasks import DUE_WITHIN, PlacedTask
from virkning.rooms.statusrounds.queries.mine import MyDesk, RoundTask

from .news import ANCHOR as NEWS
from .news import News
from .paging import page_of
from .roundrows import RoundAside, TaskRow, kinds_words, round_aside, round_row

LATE, DUE, WAITING = "for-sent", "skal-afleveres", "venter"
#: What a row is made of: asked by a round, or beside them.
Item = RoundTask | PlacedTask
#: So many coming deadlines stand at the side.
COMING = 6
_STATUS_MILESTONES_NAMED = 3
#: So many projects stand at the side; the rest are on the list of projects.
PROJECTS = 6
#: So many rounds under way stand at the side; the rest are on the list of rounds.
ROUNDS = 3


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
    rounds: tuple[RoundAside, ...]
    #: Where one decides on descriptions: words, and the list of those that are late.
    descriptions: tuple[MyProject, ...]
    #: Rounds under way that are not named here.
    more_rounds: int
    projects: tuple[MyProject, ...]
    #: All of one's projects, also those not named here.
    project_count: int

    @property
    def nothing(self) -> bool:
        """Nothing to do; there may be news."""
        return not self.sections


def day_page(desk: MyDesk, news: News, today: date, asked: Mapping[str, str]) -> DayPage:
    """The page of one person today."""
    late, due = _by_day(desk.late, desk.tasks.late), _by_day(desk.due, desk.tasks.due)
    waiting: list[Item] = [*desk.waiting, *desk.tasks.waiting]
    wanted = (
        (LATE, _("For sent"), late),
        (DUE, _("Skal afleveres"), due),
        (WAITING, _("Venter på dig"), waiting),
    )
    return DayPage(
        today=today_words(today),
        numbers=_numbers(late, due, waiting, news, today),
        sections=tuple(_section(anchor, title, rows, today, asked) for anchor, title, rows in wanted if rows),
        news=news,
        coming=_coming(_by_day(desk.later, desk.tasks.later), today),
        rounds=tuple(round_aside(one, today) for one in desk.rounds[:ROUNDS]),
        descriptions=tuple(_late_descriptions(one) for one in desk.late_descriptions),
        more_rounds=max(0, len(desk.rounds) - ROUNDS),
        projects=tuple(
            MyProject(reverse("project", args=(key,)), words) for key, words in desk.tasks.projects[:PROJECTS]
        ),
        project_count=len(desk.tasks.projects),
    )


def _late_descriptions(one: LateDescriptions) -> MyProject:
    """`3 indsatser for sent`, and the list of exactly those."""
    told = {"n": one.count, "programme": one.programme}
    words = ngettext("%(n)d for sent i %(programme)s", "%(n)d for sent i %(programme)s", one.count) % told
    return MyProject(f"{possible('programme_interventions', one.programme_id)}?vis=for-sent", words)


def _by_day(rounds: Sequence[RoundTask], tasks: Sequence[PlacedTask]) -> list[Item]:
    """What rounds ask and what is asked beside them, by when it is due."""
    return sorted([*rounds, *tasks], key=_due)


def _due(item: Item) -> date:
    return item.due if isinstance(item, RoundTask) else item.task.due


def _numbers(
    late: Sequence[Item], due: Sequence[Item], waiting: Sequence[Item], news: News, today: date
) -> tuple[Number, ...]:
    return (
        Number(len(late), _("for sent"), LATE, _oldest(late, today)),
        Number(len(due), _("skal afleveres"), DUE, _("de næste %(n)s dage") % {"n": DUE_WITHIN}),
        Number(len(waiting), _("venter på dig"), WAITING, kinds_words(waiting)),
        Number(
            news.count,
            ngettext("ny ændring", "nye ændringer", news.count),
            NEWS,
            _("siden %(moment)s") % {"moment": news.since},
        ),
    )


def _oldest(late: Sequence[Item], today: date) -> str:
    if not late:
        return _("intet er forsinket")
    day = _due(late[0])
    days = workdays_after(day, today)
    if days > 250 or not days:  # only a weekend or holidays lie between
        return _("ældste: %(day)s") % {"day": day_words(day, today)}
    return ngettext("ældste: %(n)d hverdag", "ældste: %(n)d hverdage", days) % {"n": days}


def _section(
    anchor: str, title: str, tasks: Sequence[Item], today: date, asked: Mapping[str, str]
) -> Section:
    page = page_of(tasks, anchor, asked)
    return Section(anchor, title, tuple(_row(one, today) for one in page.object_list), page)


def _row(item: Item, today: date) -> TaskRow:
    if isinstance(item, RoundTask):
        return round_row(item, today)
    placed, task = item, item.task
    waits = task.kind.waits
    return TaskRow(
        address=task_address(placed.project_id, task),
        words=_task_words(task),
        under=_under(task),
        project=placed.project,
        day=_day(task, today),
        distance="" if waits else distance_phrase(task.due, today).translated(_),
        state=safe(escape(_state(task))),
        late=not waits and task.is_late(today),
    )


def _day(task: Task, today: date) -> str:
    """When it is due; of what waits the period it is about, or the day it came."""
    if task.kind is TaskKind.DECIDE_DESCRIPTION:
        return _("Indsendt %(day)s") % {"day": day_words(task.due, today)}
    return task.period.shown if task.kind.waits else day_words(task.due, today)


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
    if task.kind is TaskKind.DECIDE:
        return _("Tag stilling til forslaget om %(number)s. %(title)s") % {
            "number": task.number,
            "title": task.title,
        }
    if task.kind is TaskKind.CARRY_OUT:
        return _("Handling: %(title)s") % {"title": task.title}
    if task.kind is TaskKind.DESCRIBE:
        return _("Beskriv indsatsen %(title)s") % {"title": task.title}
    if task.kind is TaskKind.CORRECT_DESCRIPTION:
        return _("Ret indsatsbeskrivelsen %(title)s") % {"title": task.title}
    if task.kind is TaskKind.DECIDE_DESCRIPTION:
        return _("Læs indsatsbeskrivelsen %(title)s") % {"title": task.title}
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
    if task.kind is TaskKind.DECIDE:
        return _("Evaluator har foreslået en ændring; projektet beslutter.")
    if task.kind is TaskKind.CARRY_OUT:
        told = _("Fra handleplanen. Ansvarlig: %(who)s.") if task.responsible else _("Fra handleplanen.")
        return told % {"who": task.responsible}
    if task.kind is TaskKind.DESCRIBE:
        return _("Beskrivelsen skal indsendes senest tre måneder efter opstart.")
    if task.kind is TaskKind.CORRECT_DESCRIPTION:
        return _("Koordinatoren har sendt den tilbage. Grundene står ved felterne.")
    if task.kind is TaskKind.DECIDE_DESCRIPTION:
        return _("Beskrivelsen er indsendt og skal godkendes eller sendes tilbage.")
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
    if task.kind is TaskKind.DECIDE:
        return _("Mangler beslutning")
    if task.kind is TaskKind.CARRY_OUT:
        return _("Ikke helt gennemført")
    if task.kind is TaskKind.DESCRIBE:
        return _("Ikke indsendt")
    if task.kind is TaskKind.CORRECT_DESCRIPTION:
        return _("Returneret")
    if task.kind is TaskKind.DECIDE_DESCRIPTION:
        return _("Mangler godkendelse")
    return _("Mangler værdi") if task.kind is TaskKind.MEASUREMENT else _("Mangler vurdering")


def _coming(later: Sequence[Item], today: date) -> tuple[Coming, ...]:
    """What is due later, one line a project and day."""
    groups: dict[tuple[date, str, str], Counter[TaskKind]] = {}
    for one in later:
        if isinstance(one, RoundTask):
            key, kind = (one.due, one.place, one.period.shown), TaskKind.STATUS
        else:
            key, kind = (one.task.due, one.project, one.task.period.shown), one.task.kind
        groups.setdefault(key, Counter())[kind] += 1
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
    if actions := counted[TaskKind.CARRY_OUT]:
        parts.append(ngettext("%(n)d handling", "%(n)d handlinger", actions) % {"n": actions})
    if described := counted[TaskKind.DESCRIBE] + counted[TaskKind.CORRECT_DESCRIPTION]:
        words = ngettext("%(n)d indsatsbeskrivelse", "%(n)d indsatsbeskrivelser", described)
        parts.append(words % {"n": described})
    return _("%(period)s: %(what)s") % {"period": period, "what": _(" og ").join(parts)}
