"""A block copied from a spreadsheet: read, shown with what it would change and what is wrong, then written at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.periods import Period
from virkning.figures.phrases import FigureError
from virkning.pages.authors import author_of
from virkning.pages.forms.base import KEY
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.activities.actions.statuses import ReportedCell, report_many
from virkning.rooms.activities.models import Milestone
from virkning.rooms.audit import answers
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.results.actions.measurements import MeasuredCell, measure_many
from virkning.rooms.results.models import Result

from .about import Form
from .grid import GridCell, GridRow, StatusGrid, ValueGrid
from .gridcells import CellRead, read_status_cell, read_value_cell

#: As much as a grid can hold; more is another file.
LARGEST = 400_000
MOST_ROWS = 2000


@dataclass(frozen=True)
class PastedCell:
    """One cell of the block, where it lands, what stands there, and what is wrong with it (`error` blank: nothing)."""

    label: str
    before: str
    after: str
    error: str = ""
    doubt: str = ""
    target: Any = None
    read: CellRead | None = None
    version: str = ""

    @property
    def changes(self) -> bool:
        return not self.error and self.before != self.after


@dataclass(frozen=True)
class Landing:
    """A row of the grid with what its cells need to be read and written."""

    row: GridRow
    names: tuple[str, ...]
    read: Callable[[ProjectPeriod, str], CellRead]
    target: Any


@requires(Permission.REPORT_STATUS, Project, pk="project_id")
@Form
def paste_statuses(request: HttpRequest, project: Project) -> HttpResponse:
    """A block of milestones' statuses."""
    periods = list(project.periods.order_by("start", "id"))
    grid = StatusGrid(project, load_project(project), periods)
    rows = []
    for activity in grid.facts.activities():
        for facts in activity.milestones:
            names = (
                facts.statement,
                f"{activity.number}.{facts.number}",
                f"{facts.number}. {facts.statement}",
            )
            rows.append(
                Landing(
                    grid.row(facts, activity.id, periods),
                    names,
                    lambda when, text, told=facts: read_status_cell(told, when.period, text),  # type: ignore[misc]
                    facts.id,
                )
            )

    def write(cells: Sequence[tuple[PastedCell, ProjectPeriod]]) -> int:
        found = {one.pk: one for one in Milestone.objects.filter(activity__project=project).order_by("id")}
        told = [
            ReportedCell(found[cell.target], when, cell.read.values if cell.read else {}, _key(cell.version))
            for cell, when in cells
        ]
        return report_many(project=project, rows=told, by=author_of(request))

    return _paste(request, project, periods, rows, write, "status_grid")


@requires(Permission.REPORT_STATUS, Project, pk="project_id")
@Form
def paste_values(request: HttpRequest, project: Project) -> HttpResponse:
    """A block of measurements."""
    periods = list(project.periods.order_by("start", "id"))
    grid = ValueGrid(project, load_project(project), periods)
    rows = []
    for facts in grid.facts.all_results():
        for key, name in grid.series.get(facts.id) or [(0, "")]:
            names = (name, f"{facts.number} {name}", facts.statement if not name else "")
            rows.append(
                Landing(
                    grid.row(facts, key, name, periods),
                    tuple(filter(None, names)),
                    lambda when, text, told=facts, series=name: read_value_cell(  # type: ignore[misc]
                        told, series, when.period, text
                    ),
                    (facts.id, name),
                )
            )

    def write(cells: Sequence[tuple[PastedCell, ProjectPeriod]]) -> int:
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

    return _paste(request, project, periods, rows, write, "value_grid")


def _paste(
    request: HttpRequest,
    project: Project,
    periods: Sequence[ProjectPeriod],
    rows: Sequence[Landing],
    write: Callable[[Sequence[tuple[PastedCell, ProjectPeriod]]], int],
    grid: str,
) -> HttpResponse:
    where = reverse(grid, args=(project.pk,))
    block, key = request.POST.get("blok", ""), request.POST.get(KEY, "")[:36]
    if key and answers.answer_to(key=key, person_id=int(request.user.pk or 0)):
        return redirect(where)  # the same block sent twice is written once
    problem, lines = "", list[tuple[str, list[tuple[PastedCell, ProjectPeriod | None]]]]()
    if request.method == "POST":
        problem, lines = _read_block(request, block, rows, periods)
    cells = [(cell, when) for _title, found in lines for cell, when in found if when is not None]
    wrong = [cell for _title, found in lines for cell, _when in found if cell.error]
    changed = [(cell, when) for cell, when in cells if cell.changes]
    if request.POST.get("bekraeft") and not wrong and not problem and changed:
        answer = _write_once(request, project, write, changed, where)
        if not isinstance(answer, str):
            return answer
        problem = answer
    context = {
        "title": _("Indsæt fra Excel"),
        "under": project.name,
        "pasted": block,
        "rows": rows,
        "periods": periods,
        "from_row": request.POST.get("raekke", rows[0].row.key if rows else ""),
        "from_period": request.POST.get("periode", ""),
        "lines": lines,
        "problem": problem,
        "wrong": wrong,
        "changed": len(changed),
        "same": len(cells) - len(changed) - len(wrong),
        "back": where,
        "key": key or _new_key(),
        "breadcrumbs": [
            (_("Projekter"), reverse("project_list")),
            (project.name, reverse("project", args=(project.pk,))),
            (_("Udfyld skema"), where),
            (_("Indsæt fra Excel"), ""),
        ],
    }
    status = 422 if request.method == "POST" and (wrong or problem) else 200
    return render(request, "reporting/paste.html", context, status=status)


def _write_once(
    request: HttpRequest, about: Project, write: Callable[..., int], changed: Sequence[Any], where: str
) -> HttpResponse | str:
    """Everything or nothing; the same block sent twice is written once. A text says why nothing was."""
    key, person = request.POST.get(KEY, "")[:36], int(request.user.pk or 0)
    try:
        with transaction.atomic():
            claimed = answers.claim(key=key, person_id=person) if key else None
            count = write(changed)
            if claimed is not None:
                answers.answered(claimed, where)
    except Conflict:
        return _("En anden har skrevet i nogle af cellerne imens. Se forskellene igennem igen, og gem så.")
    except Refused as refused:
        return str(refused)
    words = ngettext("%(n)d celle er skrevet.", "%(n)d celler er skrevet.", count) % {"n": count}
    told = latest_entry(about)
    messages.success(request, words, extra_tags=f"undo-{told.pk}" if told else "")
    return redirect(where)


Lines = list[tuple[str, list[tuple[PastedCell, ProjectPeriod | None]]]]


def _read_block(
    request: HttpRequest, block: str, rows: Sequence[Landing], periods: Sequence[ProjectPeriod]
) -> tuple[str, Lines]:
    """What is wrong with the block as a whole (blank: nothing), and its cells line by line."""
    if not block.strip():
        return _("Der er ikke indsat noget endnu. Kopiér cellerne i Excel, og indsæt dem i feltet."), []
    if len(block) > LARGEST:
        return _("Blokken er for stor. Del den op, eller indlæs et projektark i stedet."), []
    table = cells_of(block)[:MOST_ROWS]
    header = header_periods(table, periods)
    named, unclear = _by_name(rows)
    by_name = header is not None or (
        len(table[0]) > 1 and all(_folded(line[0]) in {*named, *unclear} for line in table)
    )
    first_row = next(
        (place for place, one in enumerate(rows) if one.row.key == request.POST.get("raekke")), 0
    )
    wanted = request.POST.get("periode", "")
    first = next((place for place, one in enumerate(periods) if one.period.canonical == wanted), 0)
    columns: list[ProjectPeriod | None] = list(header) if header is not None else list(periods[first:])
    lines: Lines = []
    for place, line in enumerate(table[1:] if header is not None else table):
        landing = named.get(_folded(line[0])) if by_name else _at(rows, first_row + place)
        if by_name and _folded(line[0]) in unclear:
            error = _(
                "Flere rækker i skemaet hedder “%(name)s”. Skriv nummeret foran, eller vælg første række."
            )
            lines.append((line[0], [(PastedCell(line[0], "", "", error % {"name": line[0]}), None)]))
            continue
        lines.append(
            _line(place, line[1:] if by_name else line, landing, columns, line[0] if by_name else "")
        )
    return "", lines


def _by_name(rows: Sequence[Landing]) -> tuple[dict[str, Landing], set[str]]:
    """The rows by every name they go by, and the names that several rows share: those say nothing by themselves."""
    found: dict[str, Landing] = {}
    unclear: set[str] = set()
    for one in rows:
        for name in {_folded(name) for name in (*one.names, one.row.title)}:
            if name in found:
                unclear.add(name)
            found[name] = one
    return {name: one for name, one in found.items() if name not in unclear}, unclear


def _line(
    place: int,
    texts: Sequence[str],
    landing: Landing | None,
    columns: Sequence[ProjectPeriod | None],
    name: str,
) -> tuple[str, list[tuple[PastedCell, ProjectPeriod | None]]]:
    found: list[tuple[PastedCell, ProjectPeriod | None]] = []
    for column, text in enumerate(texts):
        when = columns[column] if column < len(columns) else None
        label = _("Linje %(line)s, kolonne %(column)s") % {"line": place + 1, "column": column + 1}
        if landing is None:
            error = _("Linjen “%(name)s” svarer ikke til nogen række i skemaet.") % {
                "name": name or place + 1
            }
            return (name or label), [(PastedCell(label, "", text, error), None)]
        if when is None:
            if text.strip():
                error = _("Der er ikke flere perioder i skemaet til højre for den valgte.")
                found.append((PastedCell(label, "", text, error), None))
            continue
        found.append((_pasted(landing, when, text, label), when))
    return landing.row.title if landing else name, found


def _pasted(landing: Landing, when: ProjectPeriod, text: str, label: str) -> PastedCell:
    cell: GridCell = next(one for one in landing.row.cells if one.id.endswith(f"-{when.pk}"))
    text = text.strip()
    read = landing.read(when, text)
    label = f"{label} ({when.period.shown})"
    error = read.error or (cell.closed if text and cell.closed else "")
    return PastedCell(
        label,
        cell.text,
        text if error else _as_shown(text),
        error,
        " ".join(one.words for one in read.doubts),
        landing.target,
        read,
        cell.version,
    )


def _as_shown(text: str) -> str:
    return "" if text in ("-", "–") else " ".join(text.split())


def cells_of(block: str) -> list[list[str]]:
    """Lines and cells of what a spreadsheet copies: tabs between, a cell with line breaks or quotes in quotes."""
    import csv
    import io

    text = block.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return [row or [""] for row in csv.reader(io.StringIO(text), delimiter="\t", quotechar='"')]


def header_periods(
    table: Sequence[Sequence[str]], periods: Sequence[ProjectPeriod]
) -> list[ProjectPeriod | None] | None:
    """The periods of a header line (blank or words first, then periods); None where the first line is none."""
    if len(table) < 2 or len(table[0]) < 2:
        return None
    known = {one.period: one for one in periods}
    found: list[ProjectPeriod | None] = []
    for text in table[0][1:]:
        try:
            found.append(known[Period.parse(text.strip())])
        except (FigureError, KeyError):
            return None
    return found


def _at(rows: Sequence[Landing], place: int) -> Landing | None:
    return rows[place] if place < len(rows) else None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


def _key(written: str) -> int | None:
    return int(written) if written.isdecimal() else None


def _new_key() -> str:
    import uuid

    return str(uuid.uuid4())
