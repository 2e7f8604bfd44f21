"""A book → an `.xlsx` file. The same book always gives the same bytes.

Text is written as text whatever it begins with, numbers as numbers with their decimals shown. A number whose last
decimal is 0 (`71,70`) is written as Danish text, for an Excel number would lose it.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from virkning.figures.dates import Deadline
from virkning.figures.indicators import Answer, IndicatorKind, Term
from virkning.figures.lights import Light, MilestoneKind, MilestoneStatus
from virkning.figures.numbers import danish_number
from virkning.figures.sums import decimals_of
from virkning.figures.targets import TargetRule
from virkning.rooms.organisations.models import Municipality

from .book import Book, ProjectRow, Rows
from .findings import BookRefused, refused
from .sheets import LIST_SEPARATOR, PROJECT, PROJECT_FIELDS, SHEETS, CellKind, Column, SheetForm

_LONGEST_TEXT = 32_767
_LONGEST_CHOICES = 255
_CHOICE_ROWS = 20_000
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a property without meaning, fixed so that bytes repeat
_DATE_FORMAT = "dd-mm-yyyy"

_WORDS: Mapping[CellKind, Callable[[], list[str]]] = {
    CellKind.MILESTONE_KIND: lambda: [one.danish for one in MilestoneKind],
    CellKind.STATUS: lambda: [one.danish for one in MilestoneStatus],
    CellKind.LIGHT: lambda: [one.sheet for one in Light],
    CellKind.TERM: lambda: [one.danish for one in Term],
    CellKind.INDICATOR_KIND: lambda: [one.danish for one in IndicatorKind],
    CellKind.RULE: lambda: [one.danish for one in TargetRule],
}
_NUMBERS = (CellKind.NUMBER, CellKind.MEASURED, CellKind.NUMBER_OR_WORDS)


def write_book(book: Book) -> bytes:
    """The workbook's bytes; optional sheets where they have rows. Raises `BookRefused` for a text too long."""
    whole = io.BytesIO()
    file = xlsxwriter.Workbook(whole, {"in_memory": True})
    file.set_properties({"title": book.head.name, "created": _MADE})
    formats = _Formats(file)
    for form in SHEETS:
        rows = book.rows(form.field)
        if rows is None or (form.optional and not rows.items):
            continue
        sheet = _Sheet(form, file.add_worksheet(form.name), formats)
        sheet.write_header()
        if form is PROJECT:
            sheet.write_project(book.head)
        else:
            sheet.write_rows(rows, book.head.periods)
    file.close()
    return whole.getvalue()


def write_list(form: SheetForm, rows: Rows[Any], *, title: str) -> bytes:
    """A workbook of one sheet: the form's columns, the rows. Raises `BookRefused` for a text too long."""
    whole = io.BytesIO()
    file = xlsxwriter.Workbook(whole, {"in_memory": True})
    file.set_properties({"title": title, "created": _MADE})
    sheet = _Sheet(form, file.add_worksheet(form.name), _Formats(file))
    sheet.write_header()
    sheet.write_rows(rows, ())
    file.close()
    return whole.getvalue()


@dataclass
class _Formats:
    """The cell formats of a file, each made once."""

    file: Any
    made: dict[str, Any] = field(default_factory=dict)

    def get(self, number_format: str, **more: Any) -> Any:
        """The format with this number format; cells stand at the top of their row."""
        name = f"{number_format}{more}"
        if name not in self.made:
            self.made[name] = self.file.add_format({"num_format": number_format, "valign": "top", **more})
        return self.made[name]

    @property
    def text(self) -> Any:
        """Text, so that Excel changes nothing that is typed into it."""
        return self.get("@", text_wrap=True)

    def number(self, decimals: int) -> Any:
        return self.get("0" if not decimals else f"0.{'0' * decimals}")


@dataclass
class _Sheet:
    """One sheet being written."""

    form: SheetForm
    sheet: Any
    formats: _Formats

    def write_header(self) -> None:
        bold = self.formats.get("@", bold=True, bottom=1)
        for place, column in enumerate(self.form.columns):
            plain = column.kind in (*_NUMBERS, CellKind.DEADLINE, CellKind.DAY)
            usual = self.formats.get("General") if plain else self.formats.text
            self.sheet.set_column(place, place, column.width, usual)
            self.sheet.write_string(0, place, column.header, bold)
        self.sheet.freeze_panes(1, 0)

    def write_project(self, head: ProjectRow) -> None:
        names = dict(Municipality.objects.filter(code__in=head.municipalities).values_list("code", "name"))
        shown: dict[str, Any] = head._asdict()
        shown["municipalities"] = _listed([names.get(code, code) for code in head.municipalities])
        shown["periods"] = _listed(head.periods)
        for line, (name, (label, _required)) in enumerate(PROJECT_FIELDS.items(), start=1):
            self.sheet.write_string(line, 0, label, self.formats.text)
            self._write(line, 1, shown[name])

    def write_rows(self, rows: Rows[Any], periods: tuple[str, ...]) -> None:
        last = len(rows.items)
        self.sheet.autofilter(0, 0, max(last, 1), len(self.form.columns) - 1)
        for place, column in enumerate(self.form.columns):
            self._offer(place, column, periods, last)
        places = [self.form.row._fields.index(column.field) for column in self.form.columns]
        for line, row in enumerate(rows.items, start=1):
            for column_place, place in enumerate(places):
                value = row[place]
                if value is not None and value != "" and value != ():
                    self._write(line, column_place, value)

    def _offer(self, place: int, column: Column, periods: tuple[str, ...], last: int) -> None:
        """A list of what may be written, as a help: Excel asks, and takes another word all the same."""
        if column.kind is CellKind.PERIOD:
            choices = list(periods)
        elif column.kind in _WORDS:
            choices = _WORDS[column.kind]()
        else:
            return
        if choices and len(",".join(choices)) <= _LONGEST_CHOICES:
            self.sheet.data_validation(
                1,
                place,
                max(last + 500, 1),
                place,
                {"validate": "list", "source": choices, "error_type": "information", "ignore_blank": True},
            )

    def _write(self, line: int, column: int, value: Any) -> None:
        if isinstance(value, str) and type(value) is str:
            self._write_text(line, column, value)
        elif isinstance(value, Decimal):
            self._write_number(line, column, value)
        elif isinstance(value, Deadline):
            self._write_deadline(line, column, value)
        elif isinstance(value, date):
            self.sheet.write_datetime(line, column, value, self.formats.get(_DATE_FORMAT))
        elif isinstance(value, tuple):
            self._write_text(line, column, _listed(value))
        else:
            self._write_text(line, column, _word(value))

    def _write_text(self, line: int, column: int, text: str) -> None:
        if len(text.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
            raise _too_long(self.form, line)
        self.sheet.write_string(line, column, text, self.formats.text)

    def _write_number(self, line: int, column: int, number: Decimal) -> None:
        decimals = decimals_of(number)
        if decimals and number.as_tuple().digits[-1] == 0:
            self._write_text(line, column, danish_number(number, grouping=False))
        else:
            self.sheet.write_number(line, column, float(number), self.formats.number(decimals))

    def _write_deadline(self, line: int, column: int, deadline: Deadline) -> None:
        if deadline.kind is None:
            self.sheet.write_datetime(line, column, deadline.day, self.formats.get(_DATE_FORMAT))
        else:
            self._write_text(line, column, deadline.canonical)


def _listed(values: Any) -> str:
    return LIST_SEPARATOR.join(values)


def _word(value: Light | Answer | MilestoneKind | MilestoneStatus | Term | IndicatorKind | TargetRule) -> str:
    return value.sheet if isinstance(value, Light) else value.danish


def _too_long(form: SheetForm, line: int) -> BookRefused:
    return refused(
        _("Arket %(sheet)s, række %(line)s: en tekst er længere, end Excel kan have i en celle.")
        % {"sheet": form.name, "line": line + 1}
    )
