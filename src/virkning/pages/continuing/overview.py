"""The page of it all: how each activity goes on, what was learned, who gains what."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from virkning.figures.continuing import Lesson
from virkning.figures.periods import Period
from virkning.pages.telling.continuing import EmbeddingWords, embedding_words
from virkning.pages.telling.periods import PeriodChoice, choose_period
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.continuing import (
    BenefitTable,
    Continuing,
    ExperienceFacts,
    embedding_by,
    experiences_by,
    learned,
)
from virkning.rooms.reports.facts.project import ActivityFacts, ProjectFacts
from virkning.rooms.reports.queries.continuing import load_continuing
from virkning.rooms.reports.queries.projects import load_project

from .ways import crumbs


@dataclass(frozen=True)
class ActivityRow:
    """An activity in the table. `said` None: nothing has been said; `missing` says so in words."""

    title: str
    address: str
    write: str
    is_now: bool
    said: EmbeddingWords | None
    missing: str
    closed: str


@dataclass(frozen=True)
class AreaRows:
    """An area with its activities."""

    title: str
    rows: tuple[ActivityRow, ...]


@dataclass(frozen=True)
class ExperienceRow:
    """An experience as it is listed."""

    id: int
    text: str
    under: str


@dataclass(frozen=True)
class Lessons:
    """The experiences of one sort; `later` are those of periods after the one looked at."""

    title: str
    none: str
    rows: tuple[ExperienceRow, ...]
    later: tuple[ExperienceRow, ...]


@dataclass(frozen=True)
class GainRow:
    """A body with what it gains of each benefit: pairs of the benefit's name and the words."""

    name: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class GoingOn:
    """Everything the template shows."""

    choice: PeriodChoice
    areas: tuple[AreaRows, ...]
    summary: str
    lessons: tuple[Lessons, ...]
    benefits: tuple[str, ...]
    gains: tuple[GainRow, ...]

    @property
    def is_wide(self) -> bool:
        """More columns than a page has room for."""
        return len(self.benefits) > 5


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def continuing(request: HttpRequest, project: Project) -> HttpResponse:
    """How everything goes on, in the period the address names or the latest one."""
    facts = load_project(project)
    choice = choose_period(facts, request.GET.get("periode", ""), request.GET.get("perioder", ""))
    context = {
        "project_id": project.pk,
        "name": project.name,
        "page": going_on(facts, load_continuing(project.pk), choice) if choice else None,
        "breadcrumbs": crumbs(project),
        "may_write": Permission.REPORT_STATUS in project.permissions_of(current_scope()),
    }
    return render(request, "continuing/overview.html", context)


def going_on(facts: ProjectFacts, told: Continuing, choice: PeriodChoice) -> GoingOn:
    """The page in the chosen period."""
    areas = tuple(
        AreaRows(
            f"{area.number} {area.title}",
            tuple(_activity(facts.id, one, told, choice.period) for one in area.activities),
        )
        for area in facts.areas
    )
    return GoingOn(
        choice=choice,
        areas=areas,
        summary=_summary([row for area in areas for row in area.rows]),
        lessons=tuple(_lessons(told.experiences, choice.period)),
        benefits=told.benefits.benefits if not told.benefits.is_empty else (),
        gains=tuple(_gains(told.benefits)),
    )


def _activity(project_id: int, activity: ActivityFacts, told: Continuing, period: Period) -> ActivityRow:
    said = embedding_by(told.embeddings, activity.id, period)
    is_closed = activity.closed_in is not None and activity.closed_in.begun_by(period)
    return ActivityRow(
        title=f"{activity.number} {activity.title}",
        address=f"{reverse('activity', args=(project_id, activity.id))}?periode={period.canonical}",
        write=reverse("embedding", args=(project_id, activity.id, period.canonical)),
        is_now=said is not None and said.period == period,
        said=embedding_words(said, period) if said else None,
        missing="" if said or is_closed else _("Mangler"),
        closed=_("Lukket") if is_closed else "",
    )


def _summary(rows: Iterable[ActivityRow]) -> str:
    """`3 aktiviteter mangler. 1 er ikke afgjort. 2 har ingen ansvarlig. 1 har en risiko.`"""
    told = list(rows)
    said = [one.said for one in told if one.said is not None]
    missing = sum(bool(one.missing) for one in told)
    undecided = sum(one.undecided for one in said)
    alone = sum(one.lacks_responsible for one in said)
    risky = sum(bool(one.risk) for one in said)
    parts = []
    if missing:
        words = ngettext("%(n)d aktivitet mangler.", "%(n)d aktiviteter mangler.", missing)
        parts.append(words % {"n": missing})
    if undecided:
        parts.append(_("%(n)d er ikke afgjort.") % {"n": undecided})
    if alone:
        words = ngettext("%(n)d mangler en ansvarlig.", "%(n)d mangler en ansvarlig.", alone)
        parts.append(words % {"n": alone})
    if risky:
        parts.append(ngettext("%(n)d har en risiko.", "%(n)d har en risiko.", risky) % {"n": risky})
    return " ".join(parts)


def _lessons(experiences: tuple[ExperienceFacts, ...], period: Period) -> Iterable[Lessons]:
    now = experiences_by(experiences, period)
    later = tuple(one for one in experiences if one not in now)
    words = {
        Lesson.GOOD: (_("Gode erfaringer"), _("Ingen endnu. Skriv, hvad andre bør gøre efter jer.")),
        Lesson.BAD: (_("Mindre gode erfaringer"), _("Ingen endnu. Skriv, hvad andre bør gøre anderledes.")),
    }
    for lesson, (title, none) in words.items():
        yield Lessons(
            title=title,
            none=none,
            rows=tuple(_experience(one) for one in learned(now, lesson)),
            later=tuple(_experience(one) for one in learned(later, lesson)),
        )


def _experience(one: ExperienceFacts) -> ExperienceRow:
    under = one.period.shown
    if one.activity:
        under = _("%(period)s. Aktivitet %(activity)s.") % {"period": under, "activity": one.activity}
    return ExperienceRow(one.id, one.text, under)


def _gains(table: BenefitTable) -> Iterable[GainRow]:
    if table.is_empty:
        return
    for body, cells in zip(table.bodies, table.cells, strict=True):
        yield GainRow(body, tuple(zip(table.benefits, cells, strict=True)))
