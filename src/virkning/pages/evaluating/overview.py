"""Everything that stands behind the judgements of a project, in one period or in all of them."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.figures.continuing import EvidenceKind
from virkning.figures.periods import Period
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.evaluations.queries import evidence_notes, results_explained
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.periods import periods_of
from virkning.rooms.reports.facts.evidence import (
    Background,
    EvidenceFacts,
    ExplanationFacts,
    PhaseFacts,
    PortraitFacts,
    UnexpectedFacts,
    phases_by,
)
from virkning.rooms.reports.queries.background import load_background
from virkning.rooms.reports.status_note.background import portrait_parts


@dataclass(frozen=True)
class Choice:
    """A period one may look at; all of them where the value is blank."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Asked:
    """An interview or a questionnaire, with its notes where the reader may see them."""

    facts: EvidenceFacts
    notes: str


@dataclass(frozen=True)
class Explained:
    """Another explanation, and the result it is about."""

    facts: ExplanationFacts
    result: str


@dataclass(frozen=True)
class Portrayed:
    """An annex with its parts by their titles."""

    facts: PortraitFacts
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OverviewPage:
    """Everything the template shows. `period`: the chosen one's text; blank for all. The newest stands first."""

    project_id: int
    period: str
    choices: tuple[Choice, ...]
    asked: tuple[Asked, ...]
    files: tuple[EvidenceFacts, ...]
    unexpected: tuple[UnexpectedFacts, ...]
    explanations: tuple[Explained, ...]
    portraits: tuple[Portrayed, ...]
    phases: tuple[PhaseFacts, ...]


@dataclass(frozen=True)
class May:
    """What the reader may do, for the links that lead to it."""

    assess: bool
    report: bool
    edit: bool


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def background(request: HttpRequest, project: Project) -> HttpResponse:
    """Interviews, files, unexpected results, other explanations, annexes and phases, for all who see the project."""
    given = project.permissions_of(current_scope())
    may = May(
        *(one in given for one in (Permission.ASSESS, Permission.REPORT_STATUS, Permission.EDIT_PROJECT))
    )
    notes = evidence_notes(project) if may.assess else {}
    periods = [one.period for one in periods_of(project)]
    chosen = next((one for one in periods if one.canonical == request.GET.get("periode", "")), None)
    page = _page(project, load_background(project.pk), periods, chosen, notes)
    way = [
        (_("Projekter"), reverse("project_list")),
        (project.name, reverse("project", args=(project.pk,))),
        (_("Grundlag"), ""),
    ]
    context = {"page": page, "may": may, "project": project, "breadcrumbs": way}
    return render(request, "evaluating/background.html", context)


def _page(
    project: Project,
    found: Background,
    periods: list[Period],
    chosen: Period | None,
    notes: dict[int, str],
) -> OverviewPage:
    evidence = [one for one in reversed(found.evidence) if chosen in (None, one.period)]
    explanations = [one for one in reversed(found.explanations) if chosen in (None, one.period)]
    explanations.sort(key=lambda one: one.period, reverse=True)
    results = results_explained(project) if explanations else {}
    return OverviewPage(
        project_id=project.pk,
        period=chosen.canonical if chosen else "",
        choices=_choices(periods, chosen),
        asked=tuple(
            Asked(one, notes.get(one.id, "")) for one in evidence if one.kind is not EvidenceKind.FILE
        ),
        files=tuple(one for one in evidence if one.kind is EvidenceKind.FILE),
        unexpected=tuple(one for one in reversed(found.unexpected) if chosen in (None, one.period)),
        explanations=tuple(Explained(one, results.get(one.result_id, "")) for one in explanations),
        portraits=tuple(
            Portrayed(one, tuple(portrait_parts(one)))
            for one in sorted(found.portraits, key=lambda one: one.period, reverse=True)
            if chosen in (None, one.period)
        ),
        phases=phases_by(found.phases, chosen) if chosen else found.phases,
    )


def _choices(periods: list[Period], chosen: Period | None) -> tuple[Choice, ...]:
    every = Choice("", _("Alle"), chosen is None)
    return (every, *(Choice(one.canonical, one.shown, one == chosen) for one in periods))
