"""Excel: numbers are numbers, dates are dates, and text is text whatever it begins with."""

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from virkning.documents.excel import Column, Sheet, number_format, sheet_name, write_workbook

CREATED = dt.date(2013, 11, 22)


def written(*sheets, **options):
    return write_workbook(sheets, title="Udtræk", created=CREATED, **options)


def read(data, sheet=0):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(sheet).to_python()


def xml(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def one(value, kind="text"):
    return written(Sheet("Ark", (Column("Felt", 12, kind),), [[value]]))


def test_a_workbook_comes_back_as_it_was():
    columns = (Column("Navn", 30), Column("Antal", 10, "number"), Column("Dato", 12, "date"))
    rows = [["Åse", Decimal("67.33"), dt.date(2013, 1, 31)], [None, 12, None]]
    assert read(written(Sheet("Mål", columns, rows))) == [
        ["Navn", "Antal", "Dato"],
        ["Åse", 67.33, dt.date(2013, 1, 31)],
        ["", 12.0, ""],
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+45 12345678",
        "-",
        "@SUM(A1)",
        "=cmd|'/c calc'!A1",
        "{=1}",
        "http://x.dk",
        "007",
        "1e5",
        "1/2",
    ],
)
def test_text_is_text(typed):
    data = one(typed)
    assert read(data)[1] == [typed]
    sheet = xml(data, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert 't="s"' in sheet
    assert "hyperlink" not in sheet.lower()


@pytest.mark.parametrize("typed", ["\t=1+1", "\r=1+1"])
def test_what_hides_a_formula_behind_a_blank_is_text(typed):
    data = one(typed)
    assert read(data)[1][0].strip() == "=1+1"
    assert "<f>" not in xml(data, "xl/worksheets/sheet1.xml")
    assert 'quotePrefix="1"' in xml(data, "xl/styles.xml")


def test_a_formula_typed_stays_text_when_the_cell_is_edited():
    assert 'quotePrefix="1"' in xml(one("=1+1"), "xl/styles.xml")
    assert "quotePrefix" not in xml(one("uskyldig"), "xl/styles.xml")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Decimal("67.33"), "#,##0.00"),
        (Decimal("5"), "#,##0"),
        (Decimal("1.50"), "#,##0.00"),
        (Decimal("1E+3"), "#,##0"),
    ],
)
def test_numbers_show_the_decimals_they_were_written_with(number, shown):
    assert number_format(number) == shown
    assert read(one(number, "number"))[1] == [float(number)]


@pytest.mark.parametrize(
    ("value", "back"),
    [
        (True, "Ja"),
        (False, "Nej"),
        (Decimal("NaN"), "NaN"),
        (float("inf"), "inf"),
        (2.5, 2.5),
        ("", ""),
        (dt.datetime(2013, 1, 31, 9, 30), dt.datetime(2013, 1, 31, 9, 30)),  # noqa: DTZ001
        (dt.datetime(2013, 1, 31, 9, 30, tzinfo=dt.UTC), dt.datetime(2013, 1, 31, 9, 30)),  # noqa: DTZ001
        (dt.date(1849, 6, 5), "1849-06-05"),
        ("linje\x00\ud800", "linje\ufffd"),
    ],
)
def test_other_values_have_a_sensible_cell(value, back):
    rows = read(one(value))
    assert (rows[1][0] if len(rows) > 1 else "") == back


def test_a_text_too_long_for_a_cell_says_that_it_was_cut():
    cell = read(one("a" * 40_000))[1][0]
    assert len(cell) == 32_767
    assert cell.endswith("(afkortet)")


def test_sheet_names_are_ones_excel_accepts():
    taken = set()
    wanted = ["Mål/resultat: [1]", "mål resultat 1", "", "'", "a" * 40, "a" * 40, "History"]
    names = [sheet_name(name, taken) for name in wanted]
    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert names[:3] == ["Mål resultat 1", "mål resultat 1 (2)", "Ark"]


def test_the_header_is_frozen_and_printed_on_every_page():
    data = written(Sheet("Ark", (Column("a"), Column("b")), [["1", "2"]]))
    assert 'state="frozen"' in xml(data, "xl/worksheets/sheet1.xml")
    assert "_xlnm.Print_Titles" in xml(data, "xl/workbook.xml")


def test_the_same_input_is_the_same_bytes_also_in_constant_memory():
    sheet = Sheet("Ark", (Column("a"),), [["1"], ["2"]])
    assert written(sheet) == written(sheet)
    assert read(written(sheet, constant_memory=True)) == read(written(sheet))


def test_nothing_at_all_still_opens():
    assert read(written()) == []
    assert read(written(Sheet("Tom", (Column("Kun hoved"),)))) == [["Kun hoved"]]
