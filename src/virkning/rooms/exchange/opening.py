"""A file's bytes → its sheets as raw cells. Whatever is wrong with the file ends in `BookRefused`, in nothing else.

Raw cells are what the reader gives (text, float, bool, dates), and where it would tell too little: `ExcelError` for a
formula that failed, `ShownPercent` for a number that Excel shows per cent.
"""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook

from .findings import BookRefused, address, refused
from .marks import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Marks, marks_in, percent_styles, text_is_too_much
from .parcel import damaged, open_parcel, repacked
from .sheets import KNOWN_SHEETS, folded

logger = logging.getLogger(__name__)

MAX_SHEETS = 100
_LONGEST_CONTENTS = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ExcelError:
    """A cell whose formula failed."""

    def __str__(self) -> str:
        return "#FEJL"


@dataclass(frozen=True, slots=True)
class ShownPercent:
    """A number that Excel shows multiplied by a hundred, with a per cent sign: 0.25 for 25 %."""

    number: float


@dataclass(frozen=True)
class RawSheet:
    """A sheet's cells, row by row from A1, and the merged ranges as (first, last) places (row, column) from 0."""

    name: str
    rows: Sequence[list[Any]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()


def open_workbook(content: bytes, *, every_sheet: bool = False) -> list[RawSheet]:
    """The workbook's sheets in order, hidden ones too. Raises `BookRefused`.

    Sheets a project workbook does not have come without their cells, unless `every_sheet` is asked for.
    """
    parts = open_parcel(content)
    try:
        return _sheets(parts, every_sheet=every_sheet)
    except BookRefused:
        raise
    except (KeyboardInterrupt, SystemExit):
        raise
    except MemoryError:
        raise
    except BaseException as error:  # the reader is written in Rust: its panics are not Exceptions
        logger.info("A workbook could not be read", exc_info=True)
        raise damaged() from error


def _sheets(parts: dict[str, bytes], *, every_sheet: bool) -> list[RawSheet]:
    places = _sheet_parts(parts)
    percent = percent_styles(parts.get("xl/styles.xml", b""))
    marks = {}
    for name, part in parts.items():
        marks[name] = marks_in(part, percent) if b"sheetData" in part else Marks()
        if marks[name].too_far:
            raise _too_large(
                next((sheet for sheet, place in places.items() if place == name), name), marks[name]
            )
    cells = [part for part in parts.values() if b"sheetData" in part]
    if text_is_too_much(cells, b"".join(part for part in parts.values() if b"sst" in part[:1000])):
        raise refused(_("Filen indeholder så lange tekster i så mange celler, at den ikke kan åbnes."))
    with CalamineWorkbook.from_filelike(io.BytesIO(repacked(parts))) as workbook:
        names = workbook.sheet_names
        wanted = [
            name
            for name in names
            if (every_sheet or folded(name) in KNOWN_SHEETS) and places.get(name) in parts
        ]
        if sum(marks[places[name]].size for name in wanted) > MAX_CELLS:
            raise refused(_("Filen har flere celler, end der kan læses på én gang."))
        if len(names) > MAX_SHEETS:
            raise refused(_("Filen har for mange ark (%(count)s).") % {"count": len(names)})
        if len(set(names)) < len(names) or any(places.get(name) not in parts for name in names):
            raise damaged()
        return [
            _sheet(workbook, name, parts[places[name]], marks[places[name]])
            if name in wanted
            else RawSheet(name, [])  # unknown: refused by its name, so its cells need not be laid out
            for name in names
        ]


def _sheet(workbook: Any, name: str, part: bytes, marks: Marks) -> RawSheet:
    if b"sheetData" not in part:
        return RawSheet(name, [])  # a chart sheet: unknown by name, and refused for that
    sheet = workbook.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    for row, column in marks.errors:
        _put(rows, row, column, ExcelError())
    for row, column in marks.percent:
        number = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        if type(number) is float:
            rows[row][column] = ShownPercent(number)
    return RawSheet(name, rows, sheet.merged_cell_ranges or () if b"mergeCell" in part else ())


def _put(rows: list[list[Any]], row: int, column: int, value: Any) -> None:
    """Set a cell, also where the reader saw nothing so far out."""
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = value


def _sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """Sheet name → name of its part. The reader finds the parts by the same two tables of contents."""
    relations = _contents(parts, "xl/_rels/workbook.xml.rels")
    known = {name.casefold(): name for name in parts}
    targets = {one.get("Id", ""): _part_name(one.get("Target", ""), known) for one in relations}
    found = {}
    for one in _contents(parts, "xl/workbook.xml").iter():
        if one.tag.rpartition("}")[2] == "sheet" and "name" in one.attrib:
            identity = next((value for key, value in one.attrib.items() if key.endswith("}id")), "")
            found[one.attrib["name"]] = targets.get(identity, "")
    return found


def _contents(parts: dict[str, bytes], name: str) -> Element:
    part = parts.get(name, b"")
    if len(part) > _LONGEST_CONTENTS:
        raise damaged()
    try:
        root: Element = ElementTree.fromstring(part, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise damaged() from error
    return root


def _part_name(target: str, known: dict[str, str]) -> str:
    """The part a relation points to; names of parts are the same whatever their case."""
    name = target.replace("\\", "/").removeprefix("./")
    full = name.lstrip("/") if name.startswith(("/", "xl/")) else f"xl/{name}"
    return known.get(full.casefold(), full)


def _too_large(sheet: str, marks: Marks) -> BookRefused:
    return refused(
        _(
            "Arket %(sheet)s har en celle med indhold i %(cell)s. Et ark må højst have %(rows)s rækker og "
            "%(columns)s kolonner. Slet det, der står så langt ude."
        )
        % {
            "sheet": sheet,
            "cell": marks.too_far,
            "rows": f"{MAX_ROWS:,}".replace(",", "."),
            "columns": address(1, MAX_COLUMNS - 1).rstrip("1"),
        }
    )
