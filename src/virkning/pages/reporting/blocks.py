"""A block copied from a spreadsheet, read: where each of its cells lands, what stands there, and what is wrong."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from virkning.figures.cpr import masked
from virkning.figures.numbers import danish_number
from virkning.figures.periods import Period
from virkning.figures.phrases import FigureError
from virkning.pages.forms.fields import LONGEST
from virkning.rooms.exchange.cells import clean
from virkning.rooms.programmes.models import ProjectPeriod

from .grid import GridCell, GridRow
from .gridcells import CellRead

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
    id: str = ""
    #: What stands there to the last figure; see `GridCell.figures`.
    mark: str = ""

    @property
    def changes(self) -> bool:
        return not self.error and self.before != self.after


#: A row's title with its cells; a cell that lands nowhere has no period.
Lines = list[tuple[str, list[tuple[PastedCell, ProjectPeriod | None]]]]


@dataclass(frozen=True)
class Landing:
    """A row of the grid with what its cells need to be read and written."""

    row: GridRow
    names: tuple[str, ...]
    read: Callable[[ProjectPeriod, str], CellRead]
    target: Any


@dataclass(frozen=True)
class Asked:
    """A block, and where it begins when it does not say so itself: a row's key and a period's canonical text."""

    block: str
    row: str
    period: str

    @classmethod
    def of(cls, request: HttpRequest, rows: Sequence[Landing], periods: Sequence[ProjectPeriod]) -> "Asked":
        """What was sent. A place that is not there is the first."""
        given = request.POST
        # The bars keep what stands at the ends: a tab there is an empty cell.
        block = clean(f"|{given.get('blok', '')}|")[1:-1]
        keys, texts = [one.row.key for one in rows], [one.period.canonical for one in periods]
        return cls(block, _or_first(given.get("raekke"), keys), _or_first(given.get("periode"), texts))

    @property
    def fingerprint(self) -> str:
        """The same for the same block at the same place."""
        told = "\0".join((self.row, self.period, self.block.rstrip("\n")))
        return sha256(told.encode(errors="replace")).hexdigest()[:20]


def _or_first(wanted: str | None, known: Sequence[str]) -> str:
    return wanted if wanted is not None and wanted in known else next(iter(known), "")


def read_block(asked: Asked, rows: Sequence[Landing], periods: Sequence[ProjectPeriod]) -> tuple[str, Lines]:
    """What is wrong with the block as a whole (blank: nothing), and its cells line by line."""
    block = asked.block
    if not block.strip():
        return _("Der er ikke indsat noget endnu. Kopiér cellerne i Excel, og indsæt dem i feltet."), []
    if len(block) > LARGEST:
        return _("Blokken er for stor. Del den op, eller indlæs et projektark i stedet."), []
    try:
        table = cells_of(block)[:MOST_ROWS]
    except BlockUnreadable as unreadable:
        return str(unreadable), []
    header = header_periods(table, periods)
    named, unclear = _by_name(rows)
    by_name = header is not None or (
        len(table[0]) > 1 and all(_folded(line[0]) in {*named, *unclear} for line in table)
    )
    first_row = next((place for place, one in enumerate(rows) if one.row.key == asked.row), 0)
    first = next((place for place, one in enumerate(periods) if one.period.canonical == asked.period), 0)
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
                "name": masked(name) or place + 1
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
        cell.id,
        cell.figures,
    )


def _as_shown(text: str) -> str:
    return "" if text in ("-", "–") else " ".join(text.split())


class BlockUnreadable(Exception):
    """The block cannot be read as cells; the message says why and what to do."""


def cells_of(block: str) -> list[list[str]]:
    """Lines and cells of what a spreadsheet copies: tabs between, a cell with line breaks or quotes in quotes.

    Raises `BlockUnreadable`.
    """
    try:
        rows = list(csv.reader(io.StringIO(block.strip("\n")), delimiter="\t", quotechar='"'))
    except csv.Error as error:  # a cell longer than the reader's own limit
        raise _too_long() from error
    if any(len(cell) > LONGEST for row in rows for cell in row):
        raise _too_long()
    return [[clean(cell) for cell in row] or [""] for row in rows]


def _too_long() -> BlockUnreadable:
    said = _(
        "En af blokkens celler har mere end %(most)s tegn. Gør teksten kortere, og indsæt igen. "
        'Er ingen af dem så lange, så mangler der et anførselstegn (").'
    )
    return BlockUnreadable(said % {"most": danish_number(Decimal(LONGEST))})


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
