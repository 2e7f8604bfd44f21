"""Writes plain tables as an Excel workbook.

What is text stays text: a cell that begins like a formula is shown as typed, in Excel and in whatever the
file is saved as next. What is a number or a date is one, so that it can be summed and sorted.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeAlias

import xlsxwriter

from virkning.documents.cleaning import clean

Value: TypeAlias = str | int | float | bool | Decimal | dt.date | dt.datetime | None
Kind: TypeAlias = Literal["text", "number", "date"]

_LONGEST_TEXT = 32_767  # what one cell holds
_CUT = " … (afkortet)"
_MOST_ROWS = 1_048_576
# Excel shows a longer text in a cell marked as text as a row of #.
_LONGEST_MARKED = 255
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


class TooManyRows(ValueError):
    """More rows than a sheet holds; xlsxwriter would drop them without a word."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in letters, and what it mostly holds (which side its header stands)."""

    header: str
    width: float = 16
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet. A value is written as what it is, whatever its column's kind; `None` is an empty cell."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]] = ()


def write_workbook(
    sheets: Sequence[Sheet],
    *,
    title: str,
    created: dt.date | dt.datetime,
    constant_memory: bool = False,
) -> bytes:
    """The sheets as .xlsx, the same bytes for the same input.

    `constant_memory` writes row by row to a temporary file, for exports too large to hold.
    """
    out = io.BytesIO()
    options = {
        "in_memory": not constant_memory,
        "constant_memory": constant_memory,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": clean(title), "author": "Virkning", "created": _moment(created)})
    writer = _Writer(book)
    names: set[str] = set()
    for sheet in sheets or (Sheet("Tom", ()),):
        writer.sheet(sheet, sheet_name(sheet.name, names))
    book.close()
    return out.getvalue()


def _moment(created: dt.date | dt.datetime) -> dt.datetime:
    """UTC without saying so: xlsxwriter knows no zones."""
    if isinstance(created, dt.datetime):
        return created if created.tzinfo is None else created.astimezone(dt.UTC).replace(tzinfo=None)
    return dt.datetime.combine(created, dt.time.min)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name Excel accepts, not yet taken: at most 31 letters, none of `[]:*?/\\`, no quote at either end."""
    plain = " ".join(_NOT_IN_A_NAME.sub(" ", clean(wanted)).split()).strip("' ") or "Ark"
    name, number = plain[:31].strip("' ") or "Ark", 1
    # "History" is Excel's own, in any language.
    while name.lower() in taken or name.lower() == "history":
        number += 1
        name = f"{plain[: 31 - len(str(number)) - 3].rstrip()} ({number})"
    taken.add(name.lower())
    return name


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._formats: dict[str, Any] = {}

    def _format(self, **properties: object) -> Any:
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(
                {"font_name": "Calibri", "font_size": 11, **properties}
            )
        return self._formats[key]

    def sheet(self, sheet: Sheet, name: str) -> None:
        page = self._book.add_worksheet(name)
        for number, column in enumerate(sheet.columns):
            page.set_column(number, number, column.width, self._format(valign="top"))
            side = "left" if column.kind == "text" else "right"
            head = self._format(
                bold=True, bottom=2, bottom_color="#454545", valign="bottom", text_wrap=True, align=side
            )
            page.write_string(0, number, clean(column.header), head)
        last = 0
        for last, row in enumerate(sheet.rows, 1):
            if last >= _MOST_ROWS:
                raise TooManyRows(f"Arket {name} har flere rækker, end Excel kan rumme ({_MOST_ROWS - 1}).")
            for number, value in enumerate(row):
                self._cell(page, last, number, value)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        if sheet.columns and last:
            page.autofilter(0, 0, last, len(sheet.columns) - 1)

    def _cell(self, page: Any, row: int, column: int, value: Value) -> None:
        match value:
            case None:
                return
            case bool():
                page.write_string(row, column, "Ja" if value else "Nej", self._format(valign="top"))
            case Decimal() if value.is_finite():
                page.write_number(
                    row, column, value, self._format(valign="top", num_format=number_format(value))
                )
            case int():
                page.write_number(row, column, value, self._format(valign="top", num_format="0"))
            case float() if value == value and abs(value) != float("inf"):
                page.write_number(row, column, value, self._format(valign="top"))
            case dt.datetime():
                self._date(page, row, column, value, "dd.mm.yyyy hh:mm")
            case dt.date():
                self._date(page, row, column, value, "dd.mm.yyyy")
            case _:
                self._text(page, row, column, str(value))

    def _date(self, page: Any, row: int, column: int, value: dt.date, shown: str) -> None:
        if value.year < 1900:
            # Excel's calendar begins in 1900; an older date is better as words than as an error.
            self._text(page, row, column, value.isoformat())
            return
        page.write_datetime(row, column, value, self._format(valign="top", num_format=shown, align="right"))

    def _text(self, page: Any, row: int, column: int, value: str) -> None:
        # A tab is kept out by `clean`, so the start is judged on the text as it was given.
        formula = value.startswith(_FORMULA_STARTS)
        text = clean(value)
        if len(text) > _LONGEST_TEXT:
            text = text[: _LONGEST_TEXT - len(_CUT)] + _CUT
        looks: dict[str, object] = {"valign": "top", "text_wrap": "\n" in text or len(text) > 40}
        if formula or text.startswith(_FORMULA_STARTS):
            looks["quote_prefix"] = True
        if len(text) <= _LONGEST_MARKED:
            looks["num_format"] = "@"
        page.write_string(row, column, text, self._format(**looks))


def number_format(value: Decimal) -> str:
    """The Excel format that shows a number with the decimals it was written with, thousands grouped."""
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "#,##0" + ("." + "0" * decimals if decimals else "")
