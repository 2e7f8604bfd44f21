"""A project's files to take home: workbook, status note, a result's chart and numbers."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.charts import Chart, to_png, to_svg
from virkning.figures.periods import Period
from virkning.figures.phrases import FigureError
from virkning.pages.frozenfiles import frozen_file
from virkning.pages.saving import as_file
from virkning.pages.telling.periods import choose_period
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.exchange.actions.export import export_project
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.programmes.models import Project
from virkning.rooms.programmes.queries.headings import heading as project_heading
from virkning.rooms.reports.facts.charts import result_charts
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.superseded import superseded_values
from virkning.rooms.reports.status_note.files import NoteFormat, status_note_file
from virkning.rooms.results.models import Result
from virkning.rooms.statusrounds.queries.snapshots import frozen_note

from .numbersheet import numbers_workbook
from .resultpage import find_result

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_NAME = 100


@requires(Permission.EXPORT_PROJECT, Project, pk="project_id")
@require_safe
def project_workbook(request: HttpRequest, project: Project) -> HttpResponse:
    """The whole project as a workbook, which can be read in again."""
    try:
        content = export_project(project)
    except BookRefused as refused:
        return render(
            request, "projects/refused.html", {"project": project, "errors": refused.errors}, status=409
        )
    name = _("Projektark %(project)s") % {"project": project.name}
    return as_file(content, f"{name}.xlsx", XLSX)


@requires(Permission.EXPORT_PROJECT, Project, pk="project_id")
@require_safe
def status_note(request: HttpRequest, project: Project, period: str, kind: str) -> HttpResponse:
    """The status note of one of the project's periods, as Word or PDF: of a closed round, the file that was kept."""
    if kind not in set(NoteFormat):
        raise Http404
    # Before the project's own periods: one that is no longer followed has the note it had.
    snapshot = frozen_note(project, _period_called(period))
    if snapshot is not None:
        return frozen_file(snapshot, kind)
    note = status_note_file(project, _period_of(project, period), NoteFormat(kind))
    return as_file(note.content, note.name, note.content_type)


@requires(Permission.SEE_PROJECT, Result, pk="result_id", project="project_id")
@require_safe
def result_chart(request: HttpRequest, result: Result, kind: str) -> HttpResponse:
    """One of a result's charts as a picture, for a text or a slide: what the page shows, so who sees it may have it."""
    facts = load_project(result.project)
    choice = choose_period(facts, request.GET.get("periode", ""), "")
    told = find_result(facts, result.pk)
    charts = result_charts(told, facts.horizon, choice.period) if choice else ()
    chosen = request.GET.get("figur", "1")
    number = int(chosen) if chosen.isdecimal() and len(chosen) < 4 else 0
    if kind not in ("png", "svg") or not 0 < number <= len(charts):
        raise Http404
    name = _("Figur %(number)s %(result)s") % {"number": told.number, "result": told.statement}
    return _picture(charts[number - 1], name, kind)


@requires(Permission.EXPORT_PROJECT, Result, pk="result_id", project="project_id")
@require_safe
def result_numbers(request: HttpRequest, result: Result) -> HttpResponse:
    """A result's values with their origins as a workbook."""
    facts = load_project(result.project)
    told = find_result(facts, result.pk)
    heading = project_heading(facts.name, facts.lead)
    content = numbers_workbook(heading, told, superseded_values(result))
    name = _("Tal %(number)s %(result)s") % {"number": told.number, "result": told.statement}
    return as_file(content, f"{name[:_LONGEST_NAME]}.xlsx", XLSX)


def _picture(chart: Chart, name: str, kind: str) -> HttpResponse:
    name = f"{name[:_LONGEST_NAME]}.{kind}"
    if kind == "svg":
        return as_file(to_svg(chart).encode(), name, "image/svg+xml")
    return as_file(to_png(chart, font_dir=settings.FONT_DIRS[0]), name, "image/png")


def _period_called(written: str) -> Period:
    try:
        return Period.parse(written)
    except FigureError as error:
        raise Http404 from error


def _period_of(project: Project, written: str) -> Period:
    """The project's period with that text, else not found."""
    for one in project.periods.order_by("start", "id"):
        if one.period.canonical == written:
            return one.period
    raise Http404
