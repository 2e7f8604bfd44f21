"""Workbooks for tests: a small valid one as lists, a way to change a cell, and a writer that knows nothing of ours."""

import copy
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

Sheets = dict[str, list[list[Any]]]

VALID: Sheets = {
    "Projekt": [
        ["Felt", "Værdi"],
        ["Projekt", "Vejen frem"],
        ["Kommune", "Holstebro;Struer"],
        ["Program", "Unge i gang"],
        ["Startdato", date(2010, 1, 1)],
        ["Slutdato", "31.12.2013"],
        ["Perioder", "2010;2011;2012;2013"],
        ["Baselineperiode", 2010],
    ],
    "Områder": [["Nr", "Titel"], ["1", "Unge"], ["2", "Skole"]],
    "Aktiviteter": [
        ["Nr", "Område", "Titel", "Ansvarlig", "Lukket i", "Begrundelse", "Bemærkning"],
        ["1.1", "1", "Mentorer", "Jobcenteret", "", "", "Går godt"],
        ["2.1", "2", "Læsning", "", "2012", "Slut", ""],
    ],
    "Milepæle": [
        [
            *("Aktivitet", "Nr", "Milepæl", "Type", "Måltal", "Frist"),
            *("Forventet fra", "Tilføjet i", "Udgået i", "Begrundelse"),
        ],
        ["1.1", "1", "100 unge har en mentor", "antal", 100, date(2013, 6, 30), "", "", "", ""],
        [
            "1.1",
            "2",
            "Forløbet er beskrevet",
            "ja/nej",
            "",
            "2012",
            "2011",
            "2011",
            "2013",
            "Ikke længere brug for",
        ],
        ["2.1", "1", "Alle skoler er med", "procent", "100 pct.", "", "", "", "", ""],
        ["2.1", "2", "Det går sådan", "tekst", "Alle er glade", "", "", "", "", ""],
    ],
    "Milepælsstatus": [
        ["Aktivitet", "Milepæl", "Periode", "Status", "Værdi", "Tæller", "Nævner", "Farve", "Kommentar"],
        ["1.1", "1", "2010", "På vej", 20, "", "", "gul", "Begyndt"],
        ["1.1", "1", 2011, "Ja", 101, "", "", "", "Linje 1\nLinje 2"],
        ["1.1", "2", "2011", True, "", "", "", "grøn", ""],
        ["2.1", "1", "2011", "", "71,70 pct.", 717, 1000, "", ""],
        ["2.1", "2", "2012", "N/A", "Godt", "", "", "", ""],
    ],
    "Resultater": [
        [
            *(
                "Nr",
                "Aktivitet",
                "Område",
                "Resultat",
                "Sigt",
                "Type",
                "Enhed",
                "Måltype",
                "Måltal",
                "Målserie",
            ),
            *("Referenceserie", "Baselineperiode", "Forventet fra", "Tilføjet i", "Udgået i", "Begrundelse"),
            "Erstattes af",
        ],
        ["F1", "1.1;2.1", "", "Flere i job", "kort", "tal", "pct.", "mindst", 75, "", *[""] * 7],
        [
            *("F2", "", "2", "Mindre forskel", "mellemlangt", "tal", "pct.", "højst over reference", 3),
            *("Nydanske", "Kommunen;Landet", "2011", "", "", "", "", ""),
        ],
        ["F3", "", "", "Trives", "langt", "ja/nej", "", "ja", "", *[""] * 8],
        ["F4", "", "", "Fordeling", "langt", "fordeling", "pct.", "", "", *[""] * 8],
        [
            *("F5", "1.1", "", "I ord", "kort", "tekst", "", "", "", "", "", "", "2011", "2011", "2012"),
            *("Erstattet", "F1"),
        ],
    ],
    "Målinger": [
        ["Resultat", "Serie", "Periode", "Værdi", "Tæller", "Nævner", "Tekst", "Brud", "Kilde"],
        ["F1", "", "2010", 67.33, "", "", "", "", "Jobindsats"],
        ["F1", "", "2011", "71,70", "", "", "", "Ny opgørelse", ""],
        ["F1", "", "2011", "", "", "", "Se bilag 3", "", ""],
        ["F2", "Nydanske", "2011", "", 43, 1000, "", "", ""],
        ["F2", "Kommunen", "2011", 3, "", "", "", "", ""],
        ["F2", "Landet", "2011", "N/A", "", "", "", "", ""],
        ["F3", "", "2011", "Ja", "", "", "", "", ""],
        ["F4", "Job", "2011", 60, "", "", "", "", ""],
        ["F4", "Skole", "2011", 40, "", "", "", "", ""],
        ["F5", "", "2011", "", "", "", "Gode ord", "", ""],
    ],
    "Målversioner": [
        ["Resultat", "Aktivitet", "Milepæl", "Gælder fra", "Måltype", "Måltal", "Frist", "Begrundelse"],
        ["F1", "", "", "2012", "mindst", "80", "2013", "Hævet"],
        ["", "1.1", "1", "2012", "", 120, "", "Flere pladser"],
    ],
    "Vurderinger": [
        ["Aktivitet", "Område", "Resultat", "Periode", "Overskrift", "Tekst", "Farve"],
        ["", "", "", "2012", "Samlet", "Det går", ""],
        ["1.1", "", "", "2012", "", "Godt arbejde", ""],
        ["", "2", "", "2012", "", "På rette vej", ""],
        ["", "", "F1", "2012", "", "", "rød"],
    ],
}


@dataclass(frozen=True)
class Percent:
    """A number in a cell that Excel shows per cent."""

    number: float


@dataclass(frozen=True)
class Formula:
    """A formula with the value Excel has kept for it."""

    text: str
    value: Any


def place_of(cell: str) -> tuple[int, int]:
    """(row, column) from 0 of an address such as `E14`."""
    match = re.fullmatch(r"([A-Z]+)([0-9]+)", cell)
    assert match is not None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def changed(edits: dict[str, Any], sheets: Sheets = VALID) -> Sheets:
    """The sheets with some cells changed: `{"Milepæle!E14": "halvtreds"}`; None deletes the sheet `Milepæle!`."""
    result = copy.deepcopy(sheets)
    for address, value in edits.items():
        name, _, cell = address.partition("!")
        if value is None:
            del result[name]
            continue
        row, column = place_of(cell)
        rows = result.setdefault(name, [])
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = value
    return result


def without_row(sheet: str, line: int, sheets: Sheets = VALID) -> Sheets:
    """The sheets without one row (Excel's number)."""
    result = copy.deepcopy(sheets)
    del result[sheet][line - 1]
    return result


def without_column(sheet: str, header: str, sheets: Sheets = VALID) -> Sheets:
    """The sheets without one column."""
    result = copy.deepcopy(sheets)
    place = result[sheet][0].index(header)
    result[sheet] = [[cell for at, cell in enumerate(row) if at != place] for row in result[sheet]]
    return result


def xlsx(
    sheets: Sheets,
    *,
    hidden: tuple[str, ...] = (),
    very_hidden: tuple[str, ...] = (),
    hidden_columns: tuple[str, ...] = (),
    merged: tuple[str, ...] = (),
) -> bytes:
    """The sheets as a file. `hidden_columns`, `merged`: `Målinger!J:J`, `Målinger!A2:A3`."""
    whole = io.BytesIO()
    file = xlsxwriter.Workbook(whole, {"in_memory": True})
    day, percent = file.add_format({"num_format": "dd-mm-yyyy"}), file.add_format({"num_format": "0 %"})
    for name, rows in sheets.items():
        sheet = file.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        if name in very_hidden:
            sheet.very_hidden()
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                _write(sheet, row, column, value, day, percent)
        for one in (*hidden_columns, *merged):
            at, _, area = one.partition("!")
            if at == name and one in hidden_columns:
                sheet.set_column(area, 10, None, {"hidden": True})
            elif at == name:
                first = place_of(area.split(":")[0])
                sheet.merge_range(area, rows[first[0]][first[1]])
    file.close()
    return whole.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, day: Any, percent: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, str):
        if value:
            sheet.write_string(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, Percent):
        sheet.write_number(row, column, value.number, percent)
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, None, value.value)
    else:
        sheet.write_number(row, column, value)


def book(edits: dict[str, Any] | None = None) -> bytes:
    """The valid workbook, with some cells changed."""
    return xlsx(changed(edits or {}))


def cells(content: bytes) -> dict[str, list[list[Any]]]:
    """A file's cells, read by another hand."""
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as opened:
        return {
            name: opened.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in opened.sheet_names
        }


def repacked(content: bytes, replace: dict[str, bytes | None]) -> bytes:
    """The file with some of its parts replaced, added, or (None) taken out."""
    whole = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in replace:
                new.writestr(name, old.read(name))
        for name, part in replace.items():
            if part is not None:
                new.writestr(name, part)
    return whole.getvalue()


def part(content: bytes, name: str) -> bytes:
    """One part of a file."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return opened.read(name)
