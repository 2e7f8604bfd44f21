"""The shipped demo workbooks, read back with another library than the one that wrote them.

The tables here are written down from `workbook.md` and the status note, not from `tools/demo/`.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "src" / "virkning" / "demo"
SHARED = ROOT.parent / "shared"
EXCERPT = SHARED / "domain" / "statusnotat-holstebro-uddrag.txt"

FILES = ("holstebro.xlsx", "brobygning.xlsx", "vejen-til-job.xlsx")
every_file = pytest.mark.parametrize("file", FILES)

Cell = str | float | date | time | timedelta
Row = dict[str, Cell]

HEADERS = {
    "Projekt": "Felt Værdi",
    "Områder": "Nr Titel",
    "Aktiviteter": "Nr Område Titel Ansvarlig Lukket_i Begrundelse Bemærkning",
    "Milepæle": "Aktivitet Nr Milepæl Type Måltal Frist Forventet_fra Tilføjet_i Udgået_i Begrundelse",
    "Milepælsstatus": "Aktivitet Milepæl Periode Status Værdi Tæller Nævner Farve Kommentar",
    "Resultater": "Nr Aktivitet Område Resultat Sigt Type Enhed Måltype Måltal Målserie Referenceserie "
    "Baselineperiode Forventet_fra Tilføjet_i Udgået_i Begrundelse Erstattes_af",
    "Målinger": "Resultat Serie Periode Værdi Tæller Nævner Tekst Brud Kilde",
    "Målversioner": "Resultat Aktivitet Milepæl Gælder_fra Måltype Måltal Frist Begrundelse",
    "Vurderinger": "Aktivitet Område Resultat Periode Overskrift Tekst Farve",
}
REQUIRED = {
    "Projekt": "Felt",
    "Områder": "Nr Titel",
    "Aktiviteter": "Nr Område Titel",
    "Milepæle": "Aktivitet Nr Milepæl Type",
    "Milepælsstatus": "Aktivitet Milepæl Periode",
    "Resultater": "Nr Resultat Sigt Type",
    "Målinger": "Resultat Periode",
    "Målversioner": "Gælder_fra Begrundelse",
    "Vurderinger": "Periode",
}
KEYS = {
    "Projekt": "Felt",
    "Områder": "Nr",
    "Aktiviteter": "Nr",
    "Milepæle": "Aktivitet Nr",
    "Milepælsstatus": "Aktivitet Milepæl Periode",
    "Resultater": "Nr",
    "Målinger": "Resultat Serie Periode",
    "Målversioner": "Resultat Aktivitet Milepæl Gælder_fra",
    "Vurderinger": "Aktivitet Område Resultat Periode",
}
LIGHTS = {"", "grøn", "gul", "rød"}
RULES = {
    "", "mindst", "højst", "stiger med pct.", "falder med pct.", "stiger med procentpoint",
    "falder med procentpoint", "højst over reference", "mindst under reference", "lig reference", "ja",
}  # fmt: skip
CHOICES = {
    ("Milepæle", "Type"): {"ja/nej", "antal", "procent", "tekst"},
    ("Milepælsstatus", "Status"): {"", "Ja", "Nej", "På vej", "N/A"},
    ("Milepælsstatus", "Farve"): LIGHTS,
    ("Resultater", "Sigt"): {"kort", "mellemlangt", "langt"},
    ("Resultater", "Type"): {"tal", "fordeling", "ja/nej", "tekst"},
    ("Resultater", "Måltype"): RULES,
    ("Målversioner", "Måltype"): RULES,
    ("Vurderinger", "Farve"): LIGHTS,
}
RESPONSIBLE = {
    "Skole", "SSP", "UU", "Beskæftigelse, team brobygning", "Sprogcenter", "Mentorkoordinator",
    "Erhvervsservice", "Virksomhedskonsulenter", "Arbejdsmarked, Ærø", "Virksomhedsteam, Svendborg",
    "Erhvervskonsulent", "Frivilligcenter", "Sundhedsteam",
}  # fmt: skip
FORBIDDEN = ("rambøll", "ramboll", "realize", "via university", "ved via", "cowi", "deloitte", "kpmg")

# Result and series → value per year, as the status note's chapters 2 and 3 have them.
HOLSTEBRO_FIGURES = {
    ("3", ""): {"2010": 32, "2011": 67.33, "2012": 25, "2013": 71.7},
    ("4", ""): {"2010": 75, "2011": 63.33, "2012": 72, "2013": 95},
    ("5", ""): {"2010": 58, "2011": 83},
    ("6", ""): {"2010": 7, "2011": 40},
    ("7", "Alle unge"): {"2010": 0, "2011": 66, "2012": 85},
    ("7", "Tosprogede"): {"2012": 70, "2013": 88},
    ("7", "Etnisk danske"): {"2013": 79},
    ("8", "I gang med samme uddannelse"): {"2010": 42, "2011": 60, "2012": 73, "2013": 70},
    ("8", "Skiftet uddannelse"): {"2010": 25, "2011": 9, "2012": 8, "2013": 10},
    ("8", "Ikke i gang med uddannelse"): {"2010": 33, "2011": 31, "2012": 19, "2013": 20},
}
# Result → type, term, rule, target, retired in, replaced by.
HOLSTEBRO_RESULTS = {
    "1": ("tekst", "kort", "", "", "", ""),
    "2": ("tekst", "kort", "", "", "", ""),
    "3": ("tal", "langt", "mindst", 75, "", ""),
    "4": ("tal", "langt", "stiger med pct.", 25, "", ""),
    "5": ("tal", "kort", "mindst", 85, "2011", ""),
    "6": ("tal", "kort", "højst", 15, "2012", "8"),
    "7": ("tal", "kort", "mindst", 60, "", ""),
    "8": ("fordeling", "langt", "falder med pct.", 10, "", ""),
}
# Milestone → status and value per year; a year that is left out has neither.
HOLSTEBRO_STATUSES = {
    ("2.1", "1"): {"2010": ("Ja", "")},
    ("2.1", "2"): {"2010": ("På vej", ""), "2011": ("På vej", ""), "2012": ("Ja", 24)},
    ("2.2", "1"): {"2010": ("Nej", ""), "2011": ("Ja", "")},
    ("2.2", "2"): {"2010": ("N/A", ""), "2011": ("På vej", ""), "2012": ("Ja", ""), "2013": ("Ja", "")},
    ("2.3", "1"): {"2010": ("", 0), "2011": ("", 100), "2012": ("", 100), "2013": ("", 100)},
    ("2.4", "1"): {"2010": ("Nej", ""), "2011": ("Nej", "")},
    ("2.4", "2"): {"2010": ("Nej", "")},
    ("2.4", "3"): {"2010": ("", 0)},
    ("2.4", "4"): {"2010": ("N/A", ""), "2012": ("Nej", "")},
    ("2.5", "1"): {"2010": ("Ja", ""), "2011": ("Ja", "")},
    ("2.5", "2"): {"2010": ("Nej", ""), "2011": ("På vej", ""), "2012": ("Ja", ""), "2013": ("Ja", "")},
    ("3.1", "1"): {"2010": ("N/A", ""), "2011": ("Ja", ""), "2012": ("Ja", ""), "2013": ("Ja", "")},
    ("3.2", "1"): {"2010": ("Ja", "")},
    ("3.2", "2"): {"2010": ("N/A", ""), "2011": ("Ja", ""), "2012": ("Ja", "")},
    ("3.2", "3"): {"2010": ("", 0), "2012": ("", ""), "2013": ("", 125)},
    ("3.3", "1"): {"2010": ("Nej", ""), "2011": ("Ja", "")},
    ("3.3", "2"): {"2011": ("På vej", 7), "2012": ("Ja", 55), "2013": ("Ja", 101)},
    ("3.3", "3"): {"2011": ("På vej", 7), "2012": ("Ja", 125), "2013": ("Ja", 149)},
}


def columns(names: str) -> list[str]:
    return [name.replace("_", " ") for name in names.split()]


def cells(path: Path) -> dict[str, Sequence[Sequence[Cell]]]:
    """Every sheet's cells from A1, in the file's order."""
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def rows(file: str, sheet: str) -> list[Row]:
    """A sheet's rows by header; none when the sheet is absent."""
    head, *body = cells(SHIPPED / file).get(sheet, [[]])
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def project(file: str) -> Row:
    return {str(row["Felt"]): row["Værdi"] for row in rows(file, "Projekt")}


def periods(file: str) -> list[str]:
    return str(project(file)["Perioder"]).split(";")


def parts(cell: Cell) -> list[str]:
    return [part for part in str(cell).split(";") if part]


@every_file
def test_sheets_and_headers_stand_in_the_contract_s_order(file: str) -> None:
    read = cells(SHIPPED / file)
    assert list(read) == [sheet for sheet in HEADERS if sheet in read]
    assert set(HEADERS) - set(read) <= {"Målversioner"}
    for sheet, content in read.items():
        assert content[0] == columns(HEADERS[sheet])
        assert len(content) > 1, f"{sheet} has no rows"


@every_file
@pytest.mark.parametrize("sheet", HEADERS)
def test_required_cells_are_filled_keys_are_unique_and_words_are_known(file: str, sheet: str) -> None:
    seen = set()
    for row in rows(file, sheet):
        assert all(row[column] != "" for column in columns(REQUIRED[sheet])), row
        key = tuple(row[column] for column in columns(KEYS[sheet]))
        assert key not in seen, f"{sheet}: {key} twice"
        seen.add(key)
        for (of, column), words in CHOICES.items():
            assert of != sheet or row[column] in words, row


@every_file
def test_the_project_s_own_rows(file: str) -> None:
    about = project(file)
    assert set(about) - {"Program"} == {
        "Projekt", "Kommune", "Startdato", "Slutdato", "Perioder", "Baselineperiode"
    }  # fmt: skip
    assert isinstance(about["Startdato"], date)
    assert isinstance(about["Slutdato"], date)
    assert about["Startdato"] < about["Slutdato"]
    assert about["Baselineperiode"] in periods(file)
    assert all(re.fullmatch(r"\d{4}([KH]\d|-\d\d)?", period) for period in periods(file))


@every_file
def test_municipalities_are_known(file: str) -> None:
    known = SHARED / "data" / "kommuner.csv"
    if not known.exists():
        pytest.skip("the shared reference data is not here")
    names = {line.split(",")[2] for line in known.read_text(encoding="utf-8").splitlines()}
    assert set(parts(project(file)["Kommune"])) <= names


@every_file
def test_structure_resolves(file: str) -> None:
    areas = {row["Nr"] for row in rows(file, "Områder")}
    activities = {row["Nr"] for row in rows(file, "Aktiviteter")}
    milestones = {(row["Aktivitet"], row["Nr"]) for row in rows(file, "Milepæle")}
    results = {row["Nr"] for row in rows(file, "Resultater")}
    assert {row["Område"] for row in rows(file, "Aktiviteter")} == areas
    assert {activity for activity, _ in milestones} == activities
    assert {(row["Aktivitet"], row["Milepæl"]) for row in rows(file, "Milepælsstatus")} == milestones
    assert {row["Resultat"] for row in rows(file, "Målinger")} == results
    for row in rows(file, "Resultater"):
        assert set(parts(row["Aktivitet"])) <= activities
        assert row["Område"] in areas | {""}
        assert not (row["Aktivitet"] and row["Område"]), row
        assert row["Erstattes af"] in results | {""}
    for row in rows(file, "Vurderinger"):
        named = [row[column] for column in ("Aktivitet", "Område", "Resultat") if row[column]]
        assert len(named) <= 1, row
        assert set(named) <= areas | activities | results, row
        assert not row["Farve"] or row["Resultat"], row
    for row in rows(file, "Målversioner"):
        if row["Resultat"]:
            assert row["Resultat"] in results
        else:
            assert (row["Aktivitet"], row["Milepæl"]) in milestones


@every_file
def test_periods_are_among_the_project_s(file: str) -> None:
    listed = periods(file)
    names = {
        "Periode", "Forventet fra", "Tilføjet i", "Udgået i", "Lukket i", "Gælder fra", "Baselineperiode"
    }  # fmt: skip
    for sheet in HEADERS:
        for row in rows(file, sheet):
            for name in names & set(row):
                assert row[name] in {"", *listed}, (sheet, row)
            if "Frist" in row and not isinstance(row["Frist"], date):
                assert row["Frist"] in {"", *listed}, (sheet, row)


@every_file
def test_nothing_is_told_before_it_is_added_or_after_it_is_retired(file: str) -> None:
    listed = periods(file)
    results = {row["Nr"]: row for row in rows(file, "Resultater")}
    milestones = {(row["Aktivitet"], row["Nr"]): row for row in rows(file, "Milepæle")}
    told = [(results[row["Resultat"]], row) for row in rows(file, "Målinger")]
    told += [(milestones[row["Aktivitet"], row["Milepæl"]], row) for row in rows(file, "Milepælsstatus")]
    for thing, row in told:
        at = listed.index(str(row["Periode"]))
        assert at >= listed.index(str(thing["Tilføjet i"] or listed[0])), row
        assert at <= listed.index(str(thing["Udgået i"] or listed[-1])), row
    for thing in (*results.values(), *milestones.values()):
        assert thing["Begrundelse"] or not (thing["Udgået i"] or thing["Tilføjet i"]), thing
    assert all(row["Begrundelse"] for row in rows(file, "Aktiviteter") if row["Lukket i"])


@every_file
def test_targets_name_series_that_exist(file: str) -> None:
    has: dict[Cell, set[Cell]] = {}
    for row in rows(file, "Målinger"):
        if row["Værdi"] != "":
            has.setdefault(row["Resultat"], set()).add(row["Serie"])
    for row in rows(file, "Resultater"):
        assert {*parts(row["Målserie"]), *parts(row["Referenceserie"])} <= has.get(row["Nr"], set()), row
        assert ("reference" in str(row["Måltype"])) == bool(row["Referenceserie"]), row
        needs_number = row["Måltype"] not in {"", "ja", "lig reference"}
        assert isinstance(row["Måltal"], float) == needs_number, row


@every_file
def test_numbers_are_numbers_and_agree_with_their_counts(file: str) -> None:
    in_words = {(row["Aktivitet"], row["Nr"]) for row in rows(file, "Milepæle") if row["Type"] == "tekst"}
    for row in [*rows(file, "Målinger"), *rows(file, "Milepælsstatus")]:
        if (row.get("Aktivitet"), row.get("Milepæl")) in in_words:
            assert isinstance(row["Værdi"], str), row
            continue
        words = {"", "Ja", "Nej", "N/A"} if "Serie" in row else {""}
        assert isinstance(row["Værdi"], float) or row["Værdi"] in words, row
        if row["Tæller"] != "":
            share = 100 * row["Tæller"] / row["Nævner"]  # type: ignore[operator]
            assert abs(share - row["Værdi"]) <= 0.0501, row  # type: ignore[operator]


@every_file
def test_distributions_add_up(file: str) -> None:
    shared = {row["Nr"] for row in rows(file, "Resultater") if row["Type"] == "fordeling"}
    sums: dict[tuple[Cell, Cell], float] = {}
    for row in rows(file, "Målinger"):
        if row["Resultat"] in shared and isinstance(row["Værdi"], float):
            key = row["Resultat"], row["Periode"]
            sums[key] = sums.get(key, 0) + row["Værdi"]
    assert sums
    assert all(abs(total - 100) < 0.15 for total in sums.values()), sums


def test_the_three_projects_together_use_every_kind_the_format_knows() -> None:
    def used(sheet: str, column: str) -> set[Cell]:
        return {row[column] for file in FILES for row in rows(file, sheet)}

    for (sheet, column), words in CHOICES.items():
        if sheet != "Målversioner":
            assert used(sheet, column) == words
    assert {"Ja", "Nej", "N/A"} <= used("Målinger", "Værdi")
    assert any(len(parts(cell)) > 1 for cell in used("Resultater", "Referenceserie"))
    assert any(len(parts(cell)) > 1 for cell in used("Resultater", "Aktivitet"))


def test_holstebro_s_project() -> None:
    about = project("holstebro.xlsx")
    assert about["Projekt"] == "Partnerskab om ungestrategier"
    assert about["Program"] == "Partnerskaber om ungestrategier"
    assert (about["Kommune"], about["Perioder"]) == ("Holstebro", "2010;2011;2012;2013")
    assert [row["Nr"] for row in rows("holstebro.xlsx", "Aktiviteter")] == [
        "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3"
    ]  # fmt: skip
    closed = {row["Nr"]: row["Lukket i"] for row in rows("holstebro.xlsx", "Aktiviteter") if row["Lukket i"]}
    assert closed == {"2.4": "2012"}


def test_holstebro_s_figures_are_the_note_s() -> None:
    read: dict[tuple[Cell, Cell], dict[Cell, Cell]] = {}
    for row in rows("holstebro.xlsx", "Målinger"):
        if row["Værdi"] != "":
            read.setdefault((row["Resultat"], row["Serie"]), {})[row["Periode"]] = row["Værdi"]
    assert read == HOLSTEBRO_FIGURES


def test_holstebro_s_results_are_the_note_s() -> None:
    read = {
        row["Nr"]: tuple(
            row[column] for column in ("Type", "Sigt", "Måltype", "Måltal", "Udgået i", "Erstattes af")
        )
        for row in rows("holstebro.xlsx", "Resultater")
    }
    assert read == HOLSTEBRO_RESULTS
    breaks = {(row["Resultat"], row["Periode"]) for row in rows("holstebro.xlsx", "Målinger") if row["Brud"]}
    assert breaks == {("3", "2012"), ("4", "2012")}


def test_holstebro_s_milestones_are_the_note_s() -> None:
    read: dict[tuple[Cell, Cell], dict[Cell, tuple[Cell, Cell]]] = {}
    for row in rows("holstebro.xlsx", "Milepælsstatus"):
        read.setdefault((row["Aktivitet"], row["Milepæl"]), {})[row["Periode"]] = row["Status"], row["Værdi"]
    assert read == HOLSTEBRO_STATUSES
    new = {(row["Aktivitet"], row["Nr"]) for row in rows("holstebro.xlsx", "Milepæle") if row["Tilføjet i"]}
    assert new == {("3.3", "2"), ("3.3", "3")}
    [plans] = [
        row
        for row in rows("holstebro.xlsx", "Milepælsstatus")
        if (row["Aktivitet"], row["Periode"]) == ("2.3", "2011")
    ]
    assert (plans["Tæller"], plans["Nævner"]) == (58, 58)


def texts(file: str) -> Iterator[str]:
    for content in cells(SHIPPED / file).values():
        yield from (cell for row in content for cell in row if isinstance(cell, str))


@every_file
def test_no_firm_and_no_person_is_named(file: str) -> None:
    everything = "\n".join(texts(file)).lower()
    assert [name for name in FORBIDDEN if name in everything] == []
    assert {row["Ansvarlig"] for row in rows(file, "Aktiviteter")} <= RESPONSIBLE


@every_file
def test_no_sentence_is_copied_from_the_note(file: str) -> None:
    if not EXCERPT.exists():
        pytest.skip("the status note is not here")
    # Words are divided at the ends of lines there.
    note = re.sub(r"-\s*\n\s*", "", EXCERPT.read_text(encoding="utf-8"))
    copied = set(runs(note))
    assert [" ".join(run) for text in texts(file) for run in runs(text) if run in copied] == []


def runs(text: str, length: int = 8) -> Iterator[tuple[str, ...]]:
    """Every run of `length` words in a row, without case and punctuation."""
    words = re.findall(r"\w+", text.lower())
    yield from (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def test_building_again_gives_the_same_cells(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, str(ROOT / "tools" / "demo_workbooks.py"), str(tmp_path)],
        check=True,
        capture_output=True,
    )
    for file in FILES:
        assert cells(tmp_path / file) == cells(SHIPPED / file)
