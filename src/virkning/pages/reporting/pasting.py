"""A block copied from a spreadsheet: shown with what it would change and what is wrong, then written at once."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.pages.authors import author_of
from virkning.pages.forms.base import posted_key
from virkning.pages.forms.once import AnsweredBefore, answer_before, once
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.actions.statuses import ReportedCell, report_many
from virkning.rooms.activities.models import Milestone
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.results.actions.measurements import MeasuredCell, measure_many
from virkning.rooms.results.models import Result

from .about import Form
from .blocks import Asked, Landing, Lines, PastedCell, read_block
from .grid import StatusGrid, ValueGrid
from .gridcells import read_status_cell, read_value_cell
from .previews import (
    Change,
    Landed,
    MovedCell,
    Preview,
    read_preview,
    settle,
    status_changes,
    value_changes,
)

#: Others may write between reading and writing; after so many times the person is asked to look again.
_TRIES = 3

Cells = Sequence[tuple[PastedCell, ProjectPeriod]]


@dataclass(frozen=True)
class Pasting:
    """What the two grids do differently: their rows, how cells are written, and who has written in them."""

    project: Project
    grid: str
    read_rows: Callable[[Sequence[ProjectPeriod]], list[Landing]]
    write: Callable[[Cells], int]
    changes: Callable[[Sequence[Landed], datetime], Mapping[str, Change]]

    @property
    def address(self) -> str:
        """Where the grid is."""
        return reverse(self.grid, args=(self.project.pk,))

    def salt(self, request: HttpRequest) -> str:
        """A preview is of one grid, and for one person."""
        return f"paste:{self.grid}:{self.project.pk}:{request.user.pk}"


@dataclass
class Read:
    """A block against the grid as it stands now."""

    rows: Sequence[Landing]
    problem: str = ""
    lines: Lines = field(default_factory=list)
    moved: list[MovedCell] = field(default_factory=list)
    #: When the person was shown what the moved cells have moved from.
    since: datetime | None = None

    @property
    def landed(self) -> list[Landed]:
        return [
            (title, cell, when)
            for title, cells in self.lines
            for cell, when in cells
            if when is not None and not cell.error
        ]

    @property
    def wrong(self) -> list[PastedCell]:
        return [cell for _title, cells in self.lines for cell, _when in cells if cell.error]

    @property
    def shown(self) -> Lines:
        """The lines with the cells that change or are wrong; what has moved is shown by itself."""
        moved = {one.cell.id for one in self.moved}
        return [
            (title, [one for one in cells if one[0].error or (one[0].changes and one[0].id not in moved)])
            for title, cells in self.lines
        ]


@requires(Permission.REPORT_STATUS, Project, pk="project_id")
@Form
def paste_statuses(request: HttpRequest, project: Project) -> HttpResponse:
    """A block of milestones' statuses."""

    def read_rows(periods: Sequence[ProjectPeriod]) -> list[Landing]:
        grid = StatusGrid(project, load_project(project), periods)
        return [
            Landing(
                grid.row(facts, activity.id, periods),
                (facts.statement, f"{activity.number}.{facts.number}", f"{facts.number}. {facts.statement}"),
                lambda when, text, told=facts: read_status_cell(told, when.period, text),  # type: ignore[misc]
                facts.id,
            )
            for activity in grid.facts.activities()
            for facts in activity.milestones
        ]

    def write(cells: Cells) -> int:
        found = {one.pk: one for one in Milestone.objects.filter(activity__project=project).order_by("id")}
        told = [
            ReportedCell(found[cell.target], when, cell.read.values if cell.read else {}, _key(cell.version))
            for cell, when in cells
        ]
        return report_many(project=project, rows=told, by=author_of(request))

    return _paste(request, Pasting(project, "status_grid", read_rows, write, status_changes))


@requires(Permission.REPORT_STATUS, Project, pk="project_id")
@Form
def paste_values(request: HttpRequest, project: Project) -> HttpResponse:
    """A block of measurements."""

    def read_rows(periods: Sequence[ProjectPeriod]) -> list[Landing]:
        grid = ValueGrid(project, load_project(project), periods)
        return [
            Landing(
                grid.row(facts, key, name, periods),
                tuple(filter(None, (name, f"{facts.number} {name}", "" if name else facts.statement))),
                lambda when, text, told=facts, series=name: read_value_cell(  # type: ignore[misc]
                    told, series, when.period, text
                ),
                (facts.id, name),
            )
            for facts in grid.facts.all_results()
            if facts.indicator.is_measured
            for key, name in grid.series.get(facts.id) or [(0, "")]
        ]

    def write(cells: Cells) -> int:
        found = {one.pk: one for one in Result.objects.filter(project=project).order_by("id")}
        told = [
            MeasuredCell(
                found[cell.target[0]],
                cell.target[1],
                when,
                cell.read.values if cell.read else {},
                _key(cell.version),
            )
            for cell, when in cells
        ]
        return measure_many(project=project, rows=told, by=author_of(request))

    return _paste(request, Pasting(project, "value_grid", read_rows, write, value_changes))


def _paste(request: HttpRequest, pasting: Pasting) -> HttpResponse:
    before = answer_before(key=posted_key(request.POST), person_id=_person(request))
    if before:
        return HttpResponseRedirect(before)  # the same block sent twice is written once
    periods = list(pasting.project.periods.order_by("start", "id"))
    rows = pasting.read_rows(periods)
    asked = Asked.of(request, rows, periods)
    if request.method != "POST":
        return _show(request, pasting, asked, Read(rows), periods)
    read = _read(asked, rows, periods)
    if request.POST.get("bekraeft") and read.landed and not read.problem and not read.wrong:
        shown = read_preview(request.POST.get("vist", ""), pasting.salt(request))
        if shown is None or shown.block != asked.fingerprint:
            read.problem = _("Det er ikke den blok, du så. Se den igennem, og gem så.")
        else:
            answer = _confirm(
                request, pasting, read, shown, lambda: _read(asked, pasting.read_rows(periods), periods)
            )
            if isinstance(answer, HttpResponse):
                return answer
            read = answer
    return _show(request, pasting, asked, read, periods)


def _read(asked: Asked, rows: Sequence[Landing], periods: Sequence[ProjectPeriod]) -> Read:
    return Read(rows, *read_block(asked, rows, periods))


def _confirm(
    request: HttpRequest, pasting: Pasting, read: Read, shown: Preview, again: Callable[[], Read]
) -> HttpResponse | Read:
    """Write what was shown. What cannot be written as it was shown comes back, to be looked at again."""
    for _try in range(_TRIES):
        settled = settle(read.landed, shown, request.POST, pasting.changes)
        if settled.is_open:
            read.moved, read.since = settled.moved, shown.at
            return read
        try:
            return _write(request, pasting, settled.write)
        except Conflict:  # somebody wrote in the very moment
            read = again()
            if read.problem or read.wrong:
                return read
        except Refused as refused:
            read.problem = str(refused)
            return read
    read.problem = _(
        "En anden har skrevet i nogle af cellerne imens. Se forskellene igennem igen, og gem så."
    )
    return read


def _write(request: HttpRequest, pasting: Pasting, cells: Cells) -> HttpResponse:
    """Everything or nothing; the same block sent twice is written once. Raises `Conflict`, `Refused`."""
    try:
        count = once(
            key=posted_key(request.POST),
            person_id=_person(request),
            act=lambda: pasting.write(cells) if cells else 0,
            address=lambda _count: pasting.address,
        )
    except AnsweredBefore as before:
        return HttpResponseRedirect(before.address)
    words = ngettext("%(n)d celle er skrevet.", "%(n)d celler er skrevet.", count) % {"n": count}
    told = latest_entry(pasting.project) if count else None
    messages.success(
        request, words if count else _("Intet var ændret."), extra_tags=f"undo-{told.pk}" if told else ""
    )
    return HttpResponseRedirect(pasting.address)


def _show(
    request: HttpRequest, pasting: Pasting, asked: Asked, read: Read, periods: Sequence[ProjectPeriod]
) -> HttpResponse:
    is_fine = not read.wrong and bool(read.lines)
    changed = [cell for _title, cell, _when in read.landed if cell.changes]
    preview = Preview.of(asked.fingerprint, read.landed, [one.cell.id for one in read.moved], read.since)
    context = {
        "title": _("Indsæt fra Excel"),
        "under": pasting.project.name,
        "pasted": asked.block,
        "rows": read.rows,
        "periods": periods,
        "from_row": asked.row,
        "from_period": asked.period,
        "lines": read.shown,
        "moved": read.moved,
        "problem": read.problem,
        "wrong": read.wrong,
        "changed": len(changed) - len(read.moved),
        "same": len(read.landed) - len(changed),
        "may_save": bool(changed) and is_fine,
        "preview": preview.signed(pasting.salt(request)) if is_fine else "",
        "back": pasting.address,
        "key": posted_key(request.POST) or str(uuid.uuid4()),
        "breadcrumbs": [
            (_("Projekter"), reverse("project_list")),
            (pasting.project.name, reverse("project", args=(pasting.project.pk,))),
            (_("Udfyld skema"), pasting.address),
            (_("Indsæt fra Excel"), ""),
        ],
    }
    status = 409 if read.moved else 422 if read.wrong or read.problem else 200
    return render(request, "reporting/paste.html", context, status=status)


def _person(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


def _key(written: str) -> int | None:
    return int(written) if written.isdecimal() else None
