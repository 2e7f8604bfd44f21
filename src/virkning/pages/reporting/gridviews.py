"""The grids, and one cell of them as a fragment: shown, edited, saved."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.pages.authors import author_of
from virkning.pages.forms.base import said_right
from virkning.pages.forms.fields import LONGEST
from virkning.pages.telling.periods import FEW
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.activities.actions.statuses import report_status
from virkning.rooms.activities.models import Milestone
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.exchange.cells import clean
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.reports.facts.project import MilestoneFacts
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.results.actions.measurements import measure
from virkning.rooms.results.models import Result

from .about import Form, period_of
from .grid import GridCell, StatusGrid, ValueGrid
from .gridcells import CellRead, read_status_cell, read_value_cell
from .statusform import own_entry

ALL = "alle"
#: What is longer is no figure and no status.
LONGEST_LINE = 2000


@requires(Permission.REPORT_STATUS, Project, pk="project_id")
@require_safe
def status_grid(request: HttpRequest, project: Project) -> HttpResponse:
    """Milestones × periods, every cell to be written in."""
    return _grid(request, project, StatusGrid, "status_grid", "paste_statuses", _("Milepæle"))


@requires(Permission.REPORT_STATUS, Project, pk="project_id")
@require_safe
def value_grid(request: HttpRequest, project: Project) -> HttpResponse:
    """Results' series × periods, every cell to be written in."""
    return _grid(request, project, ValueGrid, "value_grid", "paste_values", _("Resultater"))


def _grid(
    request: HttpRequest, project: Project, kind: Callable[..., Any], name: str, paste: str, what: str
) -> HttpResponse:
    periods = list(project.periods.order_by("start", "id"))
    facts = load_project(project)
    shown = periods if request.GET.get("perioder") == ALL else shown_periods(periods, facts.latest_period())
    grid = kind(project, facts, periods)
    context = {
        "title": _("Udfyld skema"),
        "under": facts.name,
        "groups": list(grid.groups(shown)),
        "periods": shown,
        "hidden_periods": len(periods) - len(shown),
        "what": what,
        "name": name,
        "project_id": project.pk,
        "paste": reverse(paste, args=(project.pk,)),
        "breadcrumbs": [
            (_("Projekter"), reverse("project_list")),
            (facts.name, reverse("project", args=(project.pk,))),
            (_("Udfyld skema"), ""),
        ],
    }
    return render(request, "reporting/grid.html", context)


def shown_periods(periods: Sequence[ProjectPeriod], latest: Any) -> Sequence[ProjectPeriod]:
    """The periods there is room for: up to the one after the latest that anything is told of."""
    if len(periods) <= FEW:
        return periods
    last = next((place for place, one in enumerate(periods) if one.period == latest), len(periods) - 1)
    end = max(min(last + 2, len(periods)), FEW)
    return periods[end - FEW : end]


@requires(Permission.REPORT_STATUS, Milestone, pk="milestone_id", activity__project="project_id")
@Form
def status_cell(request: HttpRequest, milestone: Milestone, period: str) -> HttpResponse:
    """One milestone in one period."""
    project = milestone.activity.project
    when = period_of(project, period)
    form = reverse("report_activity", args=(project.pk, milestone.activity_id, period))
    if not request.headers.get("HX-Request"):
        return redirect(f"{form}#milepael-{milestone.pk}")

    def cell() -> tuple[GridCell, Any]:
        grid = StatusGrid(project, load_project(project), [when])
        facts = next((one for one in grid.facts.milestones() if one.id == milestone.pk), None)
        if facts is None:
            raise NotVisible
        return grid.cell(facts, milestone.activity_id, when), (grid, facts)

    def save(found: Any, read: CellRead, version: str) -> None:
        grid, facts = found
        report = grid.reports.get((milestone.pk, when.pk))
        values = _typed(dict(read.values))
        if report is not None and report.counted_kind and _is_sum(facts, when, values["value"]):
            values["counted_kind"] = report.counted_kind  # another status beside the same sum
        report_status(
            milestone=milestone,
            period=when,
            by=author_of(request),
            version=_number(version),
            comment=report.comment if report else "",
            confirmed=_confirmed(request, read),
            **values,
        )

    return _cell(request, cell, lambda found, text: read_status_cell(found[1], when.period, text), save)


def _is_sum(facts: MilestoneFacts, when: ProjectPeriod, value: Decimal | None) -> bool:
    """Whether a value is the sum of registrations that stands in the cell."""
    entry = own_entry(facts, when.period)
    return entry is not None and value is not None and value == entry.value


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    return values | {"status": values.get("status") or None}


@requires(Permission.REPORT_STATUS, Result, pk="result_id", project="project_id")
@Form
def value_cell(request: HttpRequest, result: Result, series: int, period: str) -> HttpResponse:
    """One series of a result in one period; series 0 is the nameless one that is not there yet."""
    project = result.project
    when = period_of(project, period)
    if not request.headers.get("HX-Request"):
        return redirect("report_result", project.pk, result.pk, period)

    def cell() -> tuple[GridCell, Any]:
        grid = ValueGrid(project, load_project(project), [when])
        facts = next((one for one in grid.facts.all_results() if one.id == result.pk), None)
        lines = grid.series.get(result.pk) or [(0, "")]
        key, name = next((line for line in lines if line[0] == series or series == 0), (None, ""))
        if facts is None or key is None:
            raise NotVisible
        return grid.cell(facts, key, name, when), (grid, facts, key, name)

    def save(found: Any, read: CellRead, version: str) -> None:
        grid, _facts, key, name = found
        now = grid.current.get((result.pk, key, when.pk))
        kept: dict[str, Any] = {
            part: getattr(now, part) if now else "" for part in ("text", "break_reason", "source")
        }
        measure(
            result=result,
            series=name,
            period=when,
            by=author_of(request),
            supersedes=_number(version),
            confirmed=_confirmed(request, read),
            **(kept | dict(read.values)),
        )

    return _cell(
        request, cell, lambda found, text: read_value_cell(found[1], found[3], when.period, text), save
    )


def _cell(
    request: HttpRequest,
    cell: Callable[[], tuple[GridCell, Any]],
    read: Callable[[Any, str], CellRead],
    save: Callable[[Any, CellRead, str], None],
) -> HttpResponse:
    """The cell, or its field; after a save the cell as it then stands."""
    shown, found = cell()
    if request.method != "POST":
        name = "reporting/cell.html" if "vis" in request.GET or shown.closed else "reporting/editor.html"
        return render(request, name, {"cell": shown})
    text, version = clean(request.POST.get("celle", "")), request.POST.get("udgave", "")
    if text == clean(shown.text):
        return render(request, "reporting/cell.html", {"cell": shown})  # nothing was written
    most = LONGEST if shown.long else LONGEST_LINE
    if len(text) > most:
        error = _("Teksten er for lang. Der er plads til %(most)s tegn.") % {"most": most}
        return _editor(request, replace(shown, text=text[:LONGEST], version=version, error=error))
    if shown.closed:
        return _editor(request, replace(shown, text=text, error=shown.closed))
    told = read(found, text)
    if told.error:
        return _editor(request, replace(shown, text=text, version=version, error=told.error))
    open_doubts = tuple(one for one in told.doubts if one.code not in _confirmed(request, told))
    if open_doubts:
        return _editor(request, replace(shown, text=text, version=version, doubts=open_doubts))
    try:
        save(found, told, version)
    except Conflict:
        there = shown.text or _("ingenting")
        error = _("Der står nu “%(there)s”, skrevet af en anden. Gem igen for at skrive dit over det.")
        return _editor(request, replace(shown, text=text, error=error % {"there": there}), status=409)
    except Refused as refused:
        return _editor(request, replace(shown, text=text, version=version, error=str(refused)))
    shown, _found = cell()
    return render(request, "reporting/cell.html", {"cell": replace(shown, saved=True)})


def _editor(request: HttpRequest, cell: GridCell, status: int = 422) -> HttpResponse:
    return render(request, "reporting/editor.html", {"cell": cell}, status=status)


def _confirmed(request: HttpRequest, read: CellRead) -> dict[str, str]:
    """The doubts about the cell that the person has said are right."""
    said = said_right(request.POST)
    return {one.code: said[one.code] for one in read.doubts if one.code in said}


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < 19 else None
