"""Every error names its sheet, the cell to change, and what was expected; all at once, in the order of the workbook."""

from datetime import date
from typing import Any

import pytest

from exchange.books import VALID, Formula, Percent, Sheets, book, changed, without_column, without_row, xlsx
from exchange.conftest import Importer
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.programmes.models import Project

# what is changed in the valid workbook | the cell that must be named | words of the message
ONE_CELL: list[tuple[dict[str, Any], str, str]] = [
    # numbers
    ({"Milepæle!E2": "halvtreds"}, "Milepæle!E2", "“halvtreds” er ikke et tal"),
    ({"Målinger!D2": "67.33"}, "Målinger!D2", "67,33"),
    ({"Målinger!D2": "måske"}, "Målinger!D2", '"måske" er ikke et tal og heller ikke Ja, Nej eller N/A'),
    ({"Målinger!D2": date(2012, 5, 1)}, "Målinger!D2", "dato"),
    ({"Målinger!D2": "1234567890123456"}, "Målinger!D2", "15 cifre"),
    ({"Målinger!D2": True}, "Målinger!D2", "resultatet er af typen tal"),
    ({"Resultater!I2": "mange"}, "Resultater!I2", "“mange” er ikke et tal"),
    ({"Milepælsstatus!E2": "mange"}, "Milepælsstatus!E2", "“mange” er ikke et tal"),
    ({"Målinger!D2": Formula("=1/0", "#DIV/0!")}, "Målinger!D2", "formel giver en fejl"),
    ({"Målinger!G2": Formula("=X1", "#REF!")}, "Målinger!G2", "formel giver en fejl"),
    ({"Målversioner!F3": "mange"}, "Målversioner!F3", "“mange” er ikke et tal"),
    ({"Målinger!F5": 0}, "Målinger!F5", "større end 0"),
    ({"Målinger!F5": ""}, "Målinger!F5", "nævneren mangler"),
    ({"Målinger!E5": ""}, "Målinger!E5", "tælleren mangler"),
    ({"Milepælsstatus!G5": 0}, "Milepælsstatus!G5", "større end 0"),
    # Nr and references
    ({"Resultater!A2": date(2010, 1, 1)}, "Resultater!A2", "dato (01.01.2010)"),
    ({"Målinger!A9": "F9"}, "Målinger!A9", 'resultatet "F9" findes ikke på arket Resultater'),
    ({"Målinger!A9": date(2012, 1, 4)}, "Målinger!A9", "Formatér cellen som tekst"),
    ({"Målinger!B9": date(2012, 1, 4)}, "Målinger!B9", "Formatér cellen som tekst"),
    ({"Aktiviteter!B2": "7"}, "Aktiviteter!B2", 'området "7" findes ikke på arket Områder'),
    ({"Milepælsstatus!A2": "7.7"}, "Milepælsstatus!A2", 'aktiviteten "7.7" findes ikke på arket Aktiviteter'),
    ({"Milepælsstatus!B2": "9"}, "Milepælsstatus!B2", 'milepælen "9" findes ikke under aktiviteten "1.1"'),
    ({"Resultater!B2": "1.1;7.7"}, "Resultater!B2", 'aktiviteten "7.7" findes ikke'),
    ({"Resultater!B2": "1.1;1.1"}, "Resultater!B2", "to gange"),
    ({"Resultater!C2": "1"}, "Resultater!C2", "ikke begge dele"),
    ({"Resultater!Q6": "F9"}, "Resultater!Q6", 'resultatet "F9" findes ikke'),
    ({"Resultater!Q6": "F5"}, "Resultater!Q6", "sig selv"),
    ({"Vurderinger!C5": "F9"}, "Vurderinger!C5", 'resultatet "F9" findes ikke'),
    ({"Vurderinger!B3": "2"}, "Vurderinger!B3", "kun én af dem"),
    ({"Vurderinger!G2": "gul"}, "Vurderinger!G2", "kun, når vurderingen gælder et resultat"),
    ({"Vurderinger!F3": ""}, "Vurderinger!F3", "vurderingen er tom"),
    ({"Målversioner!B2": "1.1"}, "Målversioner!B2", "skal Aktivitet og Milepæl være tomme"),
    ({"Målversioner!A2": ""}, "Målversioner!A2", "skriv et resultat, eller en aktivitet"),
    ({"Målversioner!C3": ""}, "Målversioner!C3", "både Aktivitet og Milepæl"),
    ({"Målversioner!C3": "9"}, "Målversioner!C3", 'milepælen "9" findes ikke'),
    (
        {"Områder!A3": "1;2", "Aktiviteter!B3": "1", "Resultater!C3": "", "Vurderinger!B4": "1"},
        "Områder!A3",
        "semikolon",
    ),
    # empty required cells
    ({"Områder!B2": ""}, "Områder!B2", "Titel skal udfyldes"),
    ({"Aktiviteter!B2": "  "}, "Aktiviteter!B2", "Område skal udfyldes"),
    ({"Milepæle!D2": ""}, "Milepæle!D2", "Type skal udfyldes"),
    ({"Resultater!E2": ""}, "Resultater!E2", "Sigt skal udfyldes"),
    ({"Målinger!C2": ""}, "Målinger!C2", "Periode skal udfyldes"),
    ({"Målversioner!H2": ""}, "Målversioner!H2", "Begrundelse skal udfyldes"),
    ({"Projekt!B3": ""}, "Projekt!B3", "Kommune skal udfyldes"),
    ({"Projekt!B5": ""}, "Projekt!B5", "Startdato skal udfyldes"),
    ({"Projekt!A8": "", "Projekt!B8": ""}, "Projekt!A8", 'feltet "Baselineperiode" mangler'),
    # repeated keys
    (
        {"Områder!A3": "1", "Aktiviteter!B3": "1", "Resultater!C3": "", "Vurderinger!B4": "1"},
        "Områder!A3",
        "række 2",
    ),
    ({"Målinger!C3": "2010"}, "Målinger!C3", "række 2"),
    ({"Milepælsstatus!C3": "2010"}, "Milepælsstatus!C3", "række 2"),
    ({"Milepæle!B3": "1", "Milepælsstatus!B4": "1", "Milepælsstatus!C4": "2012"}, "Milepæle!B3", "række 2"),
    (
        {"Vurderinger!A6": "", "Vurderinger!C6": "F1", "Vurderinger!D6": "2012", "Vurderinger!F6": "x"},
        "Vurderinger!D6",
        "række 5",
    ),
    ({"Projekt!A4": "Projekt"}, "Projekt!A4", "står også i A2"),
    # words
    ({"Milepæle!D2": "stykker"}, "Milepæle!D2", "ja/nej, antal, procent, tekst"),
    ({"Milepælsstatus!D2": "Måske"}, "Milepælsstatus!D2", "På vej"),
    ({"Milepælsstatus!H2": "lilla"}, "Milepælsstatus!H2", "grøn, gul, rød"),
    ({"Resultater!E2": "evigt"}, "Resultater!E2", "mellemlangt"),
    ({"Resultater!F2": "kage"}, "Resultater!F2", "fordeling"),
    ({"Resultater!H2": "cirka"}, "Resultater!H2", "stiger med pct."),
    # periods and dates
    ({"Målinger!C2": "2019"}, "Målinger!C2", "(2010, 2011, 2012, 2013)"),
    ({"Målinger!C2": "i fjor"}, "Målinger!C2", "er ikke en periode"),
    ({"Målinger!C2": date(2013, 10, 1)}, "Målinger!C2", "Excel har lavet perioden om til en dato"),
    ({"Milepæle!G2": "2009"}, "Milepæle!G2", "står ikke under Perioder"),
    ({"Aktiviteter!E2": "2014"}, "Aktiviteter!E2", "står ikke under Perioder"),
    ({"Resultater!L2": "2014"}, "Resultater!L2", "står ikke under Perioder"),
    ({"Målversioner!D2": "2014"}, "Målversioner!D2", "står ikke under Perioder"),
    ({"Vurderinger!D2": "2014"}, "Vurderinger!D2", "står ikke under Perioder"),
    ({"Milepæle!F2": "snart"}, "Milepæle!F2", "er ikke en frist"),
    ({"Projekt!B8": "2009"}, "Projekt!B8", "står ikke under Perioder"),
    ({"Projekt!B5": "i går"}, "Projekt!B5", "er ikke en dato"),
    ({"Projekt!B6": "2009-12-31"}, "Projekt!B6", "før startdatoen"),
    # the project
    ({"Projekt!B3": "Holstbro"}, "Projekt!B3", "Mente du Holstebro?"),
    ({"Projekt!B3": "Holstebro;661"}, "Projekt!B3", "to gange"),
    ({"Projekt!A4": "Programm"}, "Projekt!A4", "Felterne er"),
    ({"Projekt!C4": "?"}, "Projekt!C4", "Arkets kolonner er Felt, Værdi"),
    # values against types
    ({"Målinger!D2": "Ja"}, "Målinger!D2", "skal være et tal eller N/A"),
    ({"Målinger!D8": 5}, "Målinger!D8", "Ja, Nej eller N/A"),
    ({"Målinger!D11": 5}, "Målinger!D11", "typen tekst"),
    ({"Målinger!D11": "Ja"}, "Målinger!D11", "typen tekst"),
    ({"Målinger!D2": "", "Målinger!I2": "x"}, "Målinger!D2", "rækken er tom"),
    # targets
    ({"Resultater!I2": ""}, "Resultater!I2", "Måltal skal udfyldes"),
    ({"Resultater!H2": ""}, "Resultater!H2", "Måltype skal udfyldes"),
    ({"Resultater!I4": 5}, "Resultater!I4", "har intet måltal"),
    ({"Resultater!K3": ""}, "Resultater!K3", "Referenceserie skal udfyldes"),
    ({"Resultater!K3": "Nydanske"}, "Resultater!K3", "både målserie og referenceserie"),
    ({"Målversioner!E2": "højst over reference"}, "Resultater!K2", "Målversioner!E2"),
    ({"Målversioner!E3": "mindst"}, "Målversioner!E3", "ingen måltype"),
    ({"Målversioner!F2": ""}, "Målversioner!F2", "Måltal skal udfyldes"),
    # headers and columns
    ({"Målinger!J1": "Hemmelig"}, "Målinger!J1", 'kolonnen "Hemmelig" findes ikke'),
    ({"Målinger!J1": "Serie"}, "Målinger!J1", "findes to gange"),
    ({"Målinger!J4": "uden hoved"}, "Målinger!J4", "kolonne uden overskrift"),
    ({"Projekt!B1": "Indhold"}, "Projekt!B1", "Værdi"),
    # too long for its place
    ({"Områder!B2": "x" * 301}, "Områder!B2", "plads til 300"),
    ({"Målinger!B9": "x" * 201}, "Målinger!B9", "plads til 200"),
]


def refusal(take: Importer, content: bytes) -> list[str]:
    with pytest.raises(BookRefused) as refused:
        take(content)
    assert not Project.objects.exists()
    assert not AuditEntry.objects.exists()
    return [str(error) for error in refused.value.errors]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("edits", "cell", "words"), ONE_CELL, ids=lambda value: value if isinstance(value, str) else None
)
def test_the_cell_to_change_is_named(take: Importer, edits: dict[str, Any], cell: str, words: str) -> None:
    errors = refusal(take, book(edits))
    named = [error for error in errors if error.startswith(f"{cell}: ")]
    assert len(named) == 1, errors
    assert words in named[0]


SHEETS: list[tuple[Sheets, dict[str, Any], str]] = [
    (changed({"Målinger": None}), {}, "Målinger: arket mangler"),
    (changed({"Ekstra!A1": "x"}), {}, "Ekstra: arket findes ikke i projektarket"),
    (changed({"Ekstra!A1": "x"}), {"hidden": ("Ekstra",)}, "Ekstra: arket findes ikke i projektarket"),
    (changed({"Ekstra!A1": "x"}), {"very_hidden": ("Ekstra",)}, "Ekstra: arket findes ikke i projektarket"),
    (
        changed({"Målinger!J1": "Skjult"}),
        {"hidden_columns": ("Målinger!J:J",)},
        'Målinger!J1: kolonnen "Skjult" findes ikke',
    ),
    (without_column("Målinger", "Periode"), {}, 'Målinger!I1: kolonnen "Periode" mangler'),
    (changed({}), {"merged": ("Målinger!A2:A3",)}, "Målinger!A2: cellen er flettet"),
    (without_row("Resultater", 2), {}, 'Målinger!A2: resultatet "F1" findes ikke på arket Resultater'),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sheets", "look", "expected"), SHEETS, ids=lambda value: value if isinstance(value, str) else None
)
def test_sheets_and_columns(take: Importer, sheets: Sheets, look: dict[str, Any], expected: str) -> None:
    errors = refusal(take, xlsx(sheets, **look))
    assert any(error.startswith(expected) for error in errors), errors


@pytest.mark.django_db
def test_a_missing_sheet_gives_one_error_not_a_hundred(take: Importer) -> None:
    assert refusal(take, xlsx(changed({"Resultater": None}))) == ["Resultater: arket mangler"]


@pytest.mark.django_db
def test_results_that_replace_each_other_in_a_ring(take: Importer) -> None:
    errors = refusal(take, book({"Resultater!Q2": "F5"}))
    assert [error.split(":")[0] for error in errors] == ["Resultater!Q2", "Resultater!Q6"]
    assert "F1 → F5 → F1" in errors[0]


@pytest.mark.django_db
def test_all_errors_come_at_once_in_the_order_of_the_workbook(take: Importer) -> None:
    errors = refusal(
        take,
        book(
            {
                "Vurderinger!D2": "2099",
                "Målinger!D3": "x",
                "Målinger!A3": "F9",
                "Områder!B2": "",
                "Projekt!B3": "Atlantis",
                "Ekstra!A1": 1,
            }
        ),
    )
    assert [error.split(":")[0] for error in errors] == [
        "Projekt!B3",
        "Områder!B2",
        "Målinger!A3",
        "Målinger!D3",
        "Vurderinger!D2",
        "Ekstra",
    ]


@pytest.mark.django_db
def test_a_thousand_errors_among_fifty_thousand_rows(take: Importer) -> None:
    sheets = changed({})
    header = sheets["Målinger"][0]
    sheets["Projekt"][6][1] = ";".join(
        f"{year}-{month:02}" for year in range(1960, 2014) for month in range(1, 13)
    )
    sheets["Projekt"][7][1] = "1960-01"
    sheets["Resultater"] = [VALID["Resultater"][0], ["F1", "", "", "R", "kort", "tal", *[""] * 11]]
    for sheet in ("Milepælsstatus", "Målversioner", "Vurderinger"):
        sheets[sheet] = sheets[sheet][:1]
    for column in (5, 6, 7, 8):
        for row in sheets["Milepæle"][1:]:
            row[column] = ""
    sheets["Aktiviteter"][2][4] = ""
    periods = sheets["Projekt"][6][1].split(";")
    rows = [["F1", f"S{at // 600}", periods[at % 600], at % 97, "", "", "", "", ""] for at in range(50_000)]
    for at in range(0, 50_000, 50):
        rows[at][3] = "forkert"
    sheets["Målinger"] = [header, *rows]
    errors = refusal(take, xlsx(sheets))
    assert [error.split(":")[0] for error in errors] == [f"Målinger!D{at + 2}" for at in range(0, 50_000, 50)]


@pytest.mark.django_db
def test_what_is_written_sloppily_is_understood(take: Importer) -> None:
    outcome = take(
        book(
            {
                "Projekt!B3": " 661 ; struer kommune ",
                "Projekt!B5": "1/1 2010",
                "Projekt!B7": " 2010 ; 2011;2012;2013;",
                "Resultater!B1": " aktivitet ",
                "Resultater!A2": "F1 ",
                "Milepæle!E2": " 1.234 ",
                "Milepælsstatus!D2": "på  VEJ",
                "Målinger!C2": 2010.0,
                "Målinger!D2": Percent(0.25),
                "Målinger!D9": "60 %",
            }
        )
    )
    rows = outcome.differences.sheets["measurements"].after.items
    assert str(rows[0].value) == "25"
    assert str(rows[7].value) == "60"
    assert str(outcome.differences.sheets["milestones"].after.items[0].amount) == "1234"


@pytest.mark.django_db
@pytest.mark.parametrize(("raw", "number"), [(2.1, "2.1"), (3, "3"), ("3.10", "3.10"), (12.0, "12")])
def test_a_number_in_a_nr_is_the_text_excel_shows(take: Importer, raw: Any, number: str) -> None:
    outcome = take(book({"Resultater!A4": raw, "Målinger!A8": raw}))
    assert outcome.differences.sheets["results"].after.items[2].number == number


WARNINGS: list[tuple[dict[str, Any], str, str]] = [
    ({"Målinger!D2": 104}, "Målinger!D2", "over 100 pct."),
    (
        {"Milepælsstatus!E5": 104, "Milepælsstatus!F5": "", "Milepælsstatus!G5": ""},
        "Milepælsstatus!E5",
        "over 100 pct.",
    ),
    ({"Målinger!E5": 1001}, "Målinger!E5", "større end nævneren"),
    ({"Målinger!D5": 5}, "Målinger!D5", "43 af 1.000 er 4,3 pct."),
    ({"Målinger!D10": 30}, "Målinger!D9", "tilsammen 90"),
    ({"Resultater!J3": "Danskere"}, "Resultater!J3", '"Danskere" har ingen målinger'),
    ({"Resultater!K3": "Kommunen;Verden"}, "Resultater!K3", '"Verden" har ingen målinger'),
    ({"Målinger!D2": "3 procentpoint"}, "Målinger!D2", "procentpoint"),
    ({"Resultater!H4": "mindst", "Resultater!I4": 5}, "Resultater!H4", "kan ikke afgøres"),
    ({"Resultater!N6": "2013"}, "Resultater!O6", "før den er tilføjet"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("edits", "cell", "words"), WARNINGS, ids=lambda value: value if isinstance(value, str) else None
)
def test_what_looks_wrong_is_a_warning_and_is_imported(
    take: Importer, edits: dict[str, Any], cell: str, words: str
) -> None:
    outcome = take(book(edits))
    assert [str(one).partition(": ")[0] for one in outcome.warnings] == [cell]
    assert words in str(outcome.warnings[0])
    assert outcome.created


@pytest.mark.django_db
def test_a_right_workbook_has_no_warnings(take: Importer) -> None:
    assert take(book()).warnings == ()
