"""The theory to take home: the drawing as a picture, and Word, PDF and PowerPoint."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from virkning.pages.saving import as_file
from virkning.pages.telling.periods import choose_period
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.theory import theory_of
from virkning.rooms.reports.papers.theory import TheoryFormat, theory_file_of
from virkning.rooms.reports.queries.background import load_explanations
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.theory import load_arrows

PICTURES = frozenset({TheoryFormat.PNG, TheoryFormat.SVG})


@requires(Permission.EXPORT_PROJECT, Project, pk="project_id")
@require_safe
def theory_file(request: HttpRequest, project: Project, kind: str) -> HttpResponse:
    """Word, PDF or PowerPoint."""
    if kind not in set(TheoryFormat) - PICTURES:
        raise Http404
    return _file(request, project, TheoryFormat(kind))


@requires(Permission.SEE_PROJECT, Project, pk="project_id")
@require_safe
def theory_picture(request: HttpRequest, project: Project, kind: str) -> HttpResponse:
    """The drawing as PNG or SVG: what the page shows, so who sees it may have it."""
    if kind not in PICTURES:
        raise Http404
    return _file(request, project, TheoryFormat(kind))


def _file(request: HttpRequest, project: Project, kind: TheoryFormat) -> HttpResponse:
    """In Danish whatever language the screen is in."""
    facts = load_project(project)
    choice = choose_period(facts, request.GET.get("periode", ""), "")
    arrows, explanations = load_arrows(project.pk), load_explanations(project.pk)
    with translation.override("da"):
        told = theory_of(facts, arrows, choice.period if choice else None, explanations)
        made = theory_file_of(facts, told, kind, timezone.localdate())
    return as_file(made.content, made.name, made.content_type)
