"""Writes a demo project as a project workbook (projektark) with xlsxwriter, the same every time."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from textwrap import wrap

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from demo.rows import DemoProject, Project

# Excel keeps no time zone; a fixed time makes the files the same on every run.
WRITTEN = datetime(2013, 12, 31, 12, 0)  # noqa: DTZ001

HEADERS: dict[str, tuple[str, ...]] = {
    "Projekt": ("Felt", "Værdi"),
    "Områder": ("Nr", "Titel"),
    "Aktiviteter": ("Nr", "Område", "Titel", "Ansvarlig", "Lukket i", "Begrundelse", "Bemærkning"),
    "Milepæle": (
        "Aktivitet", "Nr", "Milepæl", "Type", "Måltal", "Frist", "Forventet fra", "Tilføjet i", "Udgået i",
        "Begrundelse",
    ),
    "Milepælsstatus": (
        "Aktivitet", "Milepæl", "Periode", "Status", "Værdi", "Tæller", "Nævner", "Farve", "Kommentar",
    ),
    "Resultater": (
        "Nr", "Aktivitet", "Område", "Resultat", "Sigt", "Type", "Enhed", "Måltype", "Måltal", "Målserie",
        "Referenceserie", "Baselineperiode", "Forventet fra", "Tilføjet i", "Udgået i", "Begrundelse",
        "Erstattes af",
    ),
    "Målinger": (
        "Resultat", "Serie", "Periode", "Værdi", "Tæller", "Nævner", "Tekst", "Brud", "Kilde",
    ),
    "Målversioner": (
        "Resultat", "Aktivitet", "Milepæl", "Gælder fra", "Måltype", "Måltal", "Frist", "Begrundelse",
    ),
    "Vurderinger": ("Aktivitet", "Område", "Resultat", "Periode", "Overskrift", "Tekst", "Farve"),
}  # fmt: skip

NUMBERS = {"Måltal", "Værdi", "Tæller", "Nævner"}
DATES = {"Frist"}

WIDTHS = {
    "Felt": 18, "Nr": 6, "Titel": 44, "Ansvarlig": 28, "Begrundelse": 52, "Bemærkning": 52, "Kommentar": 84,
    "Tekst": 70, "Brud": 40, "Kilde": 40, "Enhed": 14, "Måltype": 24, "Målserie": 26, "Referenceserie": 30,
    "Serie": 30, "Overskrift": 36, "Baselineperiode": 17, "Forventet fra": 15, "Erstattes af": 14,
    "Gælder fra": 13, "Tilføjet i": 12, "Udgået i": 11, "Frist": 13, "Sigt": 14,
}  # fmt: skip
# The same header holds a number in one sheet and a sentence in another.
WIDTHS_IN_SHEET = {("Projekt", "Værdi"): 60, ("Milepæle", "Milepæl"): 50, ("Resultater", "Resultat"): 56}

LIGHTS = ["grøn", "gul", "rød"]
RULES = [
    "mindst", "højst", "stiger med pct.", "falder med pct.", "stiger med procentpoint",
    "falder med procentpoint", "højst over reference", "mindst under reference", "lig reference", "ja",
]  # fmt: skip
CHOICES: dict[tuple[str, str], list[str]] = {
    ("Milepæle", "Type"): ["ja/nej", "antal", "procent", "tekst"],
    ("Milepælsstatus", "Status"): ["Ja", "Nej", "På vej", "N/A"],
    ("Milepælsstatus", "Farve"): LIGHTS,
    ("Resultater", "Sigt"): ["kort", "mellemlangt", "langt"],
    ("Resultater", "Type"): ["tal", "fordeling", "ja/nej", "tekst"],
    ("Resultater", "Måltype"): RULES,
    ("Målversioner", "Måltype"): RULES,
    ("Vurderinger", "Farve"): LIGHTS,
}

HEAD_STYLE = {
    "bold": True, "font_color": "#FFFFFF", "bg_color": "#0B4A57", "valign": "vcenter", "text_wrap": True,
}  # fmt: skip
# Aligned by hand, so that a number keeps its distance to the text in the next column.
NUMBER_STYLE = {"valign": "top", "align": "right", "indent": 1}

DANISH_NUMBER = re.compile(r"-?\d+(,\d+)?")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def write(demo: DemoProject, folder: Path) -> Path:
    """Write the workbook into `folder` and return its path; an older file there is replaced."""
    path = folder / demo.file
    book = Book(path, demo.project.name)
    book.sheet("Projekt", project_rows(demo.project))
    book.sheet("Områder", map(astuple, demo.areas))
    book.sheet("Aktiviteter", map(astuple, demo.activities))
    book.sheet("Milepæle", map(astuple, demo.milestones))
    book.sheet("Milepælsstatus", map(astuple, demo.statuses))
    book.sheet("Resultater", map(astuple, demo.results))
    book.sheet("Målinger", map(astuple, demo.measurements))
    if demo.versions:
        book.sheet("Målversioner", map(astuple, demo.versions))
    book.sheet("Vurderinger", map(astuple, demo.assessments))
    book.close()
    return path


def project_rows(project: Project) -> list[tuple[str, str]]:
    """Field and value of the sheet `Projekt`; a project alone has no programme row."""
    rows = [
        ("Projekt", project.name),
        ("Kommune", project.municipalities),
        ("Program", project.programme),
        ("Startdato", project.start),
        ("Slutdato", project.end),
        ("Perioder", project.periods),
        ("Baselineperiode", project.baseline),
    ]
    return [(field, value) for field, value in rows if value]


def width_of(sheet: str, header: str) -> int:
    """The column's width in characters."""
    return WIDTHS_IN_SHEET.get((sheet, header), WIDTHS.get(header, 11))


def lines_of(cell: str, width: int) -> int:
    """How many lines the text takes in a column that wide; not every program works it out by itself."""
    return len(wrap(cell, width)) or 1


class Book:
    """An Excel file with the demo's few formats."""

    def __init__(self, path: Path, title: str) -> None:
        self._book = xlsxwriter.Workbook(str(path))
        self._book.set_properties({"title": title, "subject": "Projektark", "created": WRITTEN})
        base = {"valign": "top", "text_wrap": True}
        self._head = self._book.add_format(HEAD_STYLE)
        self._number_head = self._book.add_format(HEAD_STYLE | NUMBER_STYLE | {"valign": "vcenter"})
        self._text = self._book.add_format(base | {"num_format": "@"})
        self._date = self._book.add_format(base | {"num_format": "dd-mm-yyyy", "align": "left"})
        self._decimals: dict[int, Format] = {}

    def sheet(self, name: str, rows: Iterable[Sequence[str]]) -> None:
        """Add a sheet with its header row, frozen, and one row per sequence of cell texts."""
        headers = HEADERS[name]
        sheet = self._book.add_worksheet(name)
        last = 0
        for last, row in enumerate(rows, start=1):
            lines = 1
            for column, (header, cell) in enumerate(zip(headers, row, strict=True)):
                self._cell(sheet, last, column, cell, *self._kind(name, header))
                lines = max(lines, lines_of(cell, width_of(name, header)))
            sheet.set_row(last, 4 + 15 * lines)
        self._dress(sheet, name, last)

    def close(self) -> None:
        self._book.close()

    @staticmethod
    def _kind(sheet: str, header: str) -> tuple[bool, bool]:
        """Whether a column may hold a number, and whether it may hold a date."""
        if sheet == "Projekt":
            return False, header == "Værdi"
        return header in NUMBERS, header in DATES

    def _cell(self, sheet: Worksheet, row: int, column: int, cell: str, number: bool, date: bool) -> None:
        if not cell:
            sheet.write_blank(row, column, None, self._text)
        elif number and DANISH_NUMBER.fullmatch(cell):
            digits = len(cell.partition(",")[2])
            sheet.write_number(row, column, float(cell.replace(",", ".")), self._number(digits))
        elif date and ISO_DATE.fullmatch(cell):
            sheet.write_datetime(row, column, datetime.fromisoformat(cell), self._date)
        else:
            sheet.write_string(row, column, cell, self._text)

    def _number(self, digits: int) -> Format:
        if digits not in self._decimals:
            pattern = f"0.{'0' * digits}" if digits else "0"
            self._decimals[digits] = self._book.add_format(NUMBER_STYLE | {"num_format": pattern})
        return self._decimals[digits]

    def _dress(self, sheet: Worksheet, name: str, last: int) -> None:
        headers = HEADERS[name]
        sheet.set_row(0, 22)
        for column, header in enumerate(headers):
            may_be_number, _ = self._kind(name, header)
            sheet.write_string(0, column, header, self._number_head if may_be_number else self._head)
            sheet.set_column(column, column, width_of(name, header))
            if choices := CHOICES.get((name, header)):
                sheet.data_validation(1, column, last + 100, column, {"validate": "list", "source": choices})
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), len(headers) - 1)
        # Periods and numbers of activities are text on purpose: no green corners in Excel.
        sheet.ignore_errors({"number_stored_as_text": f"A1:Z{last + 1}"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
