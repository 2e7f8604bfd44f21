"""A workbook with a CPR number in it is refused by sheet and cell, and never tells the number. All are fictive."""

import pytest

from exchange.books import VALID, book, repacked, xlsx
from exchange.conftest import Importer
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.exchange.cpr import MOST_NAMED, refuse_cpr_numbers
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.exchange.opening import open_workbook

#: what is changed | the cell that must be named
CELLS = [
    ({"Milepælsstatus!H2": "Samtale med 610190-1234"}, "Milepælsstatus!H2"),
    ({"Målinger!G2": "610190 1234"}, "Målinger!G2"),
    ({"Målinger!G2": 6101901234}, "Målinger!G2"),
    ({"Målinger!D2": "610190-1234"}, "Målinger!D2"),  # not quoted as what is no number
    ({"Områder!B2": "６１０１９０－１２３４"}, "Områder!B2"),
    ({"Projekt!B2": "Om 6101901234"}, "Projekt!B2"),
    ({"Målinger!B9": "610190‑1234"}, "Målinger!B9"),
]


@pytest.mark.parametrize(("edits", "cell"), CELLS)
def test_a_cell_with_one_is_named_and_nothing_is_written(
    take: Importer, edits: dict[str, object], cell: str
) -> None:
    with pytest.raises(BookRefused) as refused:
        take(book(edits))
    told = str(refused.value)
    assert f"{cell}: Teksten indeholder et CPR-nummer (610190-••••)" in told
    assert "1234 " not in told
    assert "1234)" not in told
    assert not AuditEntry._base_manager.filter(action="import").exists()


def test_a_number_in_a_column_of_numbers_is_a_number(take: Importer) -> None:
    take(book({"Målinger!D2": 6101901234}))


@pytest.mark.parametrize(("edits", "cell"), CELLS)
def test_the_file_is_refused_before_it_is_kept(edits: dict[str, object], cell: str) -> None:
    content = book(edits)
    with pytest.raises(BookRefused) as refused:
        refuse_cpr_numbers(content, open_workbook(content))
    assert [str(one).partition(":")[0] for one in refused.value.errors] == [cell]
    assert "610190-••••" in str(refused.value)


def test_many_are_counted() -> None:
    rows = [[f"{number}", "Om 610190-1234"] for number in range(1, MOST_NAMED + 6)]
    content = xlsx(VALID | {"Områder": [VALID["Områder"][0], *rows]})
    with pytest.raises(BookRefused) as refused:
        refuse_cpr_numbers(content, open_workbook(content))
    assert len(refused.value.errors) == MOST_NAMED + 1
    assert "5 celler mere" in str(refused.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "xl/comments1.xml",
            "<comments><text><r><rPr><b/></rPr><t>610190</t></r><r><t>-1234</t></r></text></comments>",
        ),
        ("docProps/custom.xml", "<Properties><property><lpwstr>610190-1234</lpwstr></property></Properties>"),
        ("xl/drawings/drawing9.xml", '<a:p xmlns:a="x"><a:r><a:t>6101901234</a:t></a:r></a:p>'),
    ],
)
def test_what_no_import_reads_counts_too(name: str, text: str) -> None:
    content = repacked(xlsx(VALID), {name: text.encode()})
    with pytest.raises(BookRefused, match="uden for projektets celler"):
        refuse_cpr_numbers(content, open_workbook(content))


def test_another_sheet_counts_too() -> None:
    content = xlsx(VALID | {"Borgere": [["Navn", "CPR"], ["En", "610190-1234"]]})
    with pytest.raises(BookRefused, match="uden for projektets celler"):
        refuse_cpr_numbers(content, open_workbook(content))


def test_a_file_without_is_let_through() -> None:
    content = xlsx(VALID)
    refuse_cpr_numbers(content, open_workbook(content))
    apart = "<cp:x><a>610190</a><b>1234</b></cp:x>"
    beside = repacked(content, {"docProps/custom.xml": apart.encode()})
    refuse_cpr_numbers(beside, open_workbook(beside))
