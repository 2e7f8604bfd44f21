"""Cell by cell: the note's tables in Word hold what the sheets say.

The sheets are read here with calamine alone, and the expected cells are written from the contract, so that neither the
importer nor the note's own code is its own witness.
"""

import io
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from virkning.cli.notes import status_note_command
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.exchange.actions.imports import import_project

BOOKS = ("holstebro.xlsx", "brobygning.xlsx", "vejen-til-job.xlsx")
Rows = list[dict[str, object]]


def sheets(content: bytes) -> dict[str, Rows]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found: dict[str, Rows] = {}
    for name in book.sheet_names:
        header, *rows = book.get_sheet_by_name(name).to_python()
        found[name] = [
            dict(zip(header, row, strict=False)) for row in rows if any(cell != "" for cell in row)
        ]
    return found


def shown(value: object) -> str:
    """A number as Danish text; text as it is."""
    if not isinstance(value, float | int):
        return str(value).strip()
    whole, _, decimals = f"{value:.10f}".rstrip("0").rstrip(".").partition(".")
    sign, digits = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    groups = f"{int(digits):,}".replace(",", ".")
    return sign + groups + (f",{decimals}" if decimals else "")


def nr(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def with_unit(value: object, unit: str) -> str:
    if isinstance(value, str) and not value.replace(",", "").replace(".", "").replace("-", "").isdigit():
        return value.strip()
    word = "pct." if unit.startswith("pct.") else unit
    return f"{shown(value)} {word}" if word and word != "antal" else shown(value)


@pytest.fixture
def imported(db: None) -> Iterator[dict[str, bytes]]:
    contents = {name: files("virkning.demo").joinpath(name).read_bytes() for name in BOOKS}
    with system_scope("test"):
        for name, content in contents.items():
            import_project(content=content, name=name, by=COMMAND_LINE, may_create=True)
    return contents


def note_tables(project: str, period: str, folder: Path) -> list[list[list[str]]]:
    output = folder / "note.docx"
    ended = CliRunner().invoke(status_note_command, [project, "--period", period, "--output", str(output)])
    assert ended.exit_code == 0, ended.output
    plain = str.maketrans({"\N{NO-BREAK SPACE}": " "})
    return [
        [[cell.text.translate(plain) for cell in row.cells] for row in table.rows]
        for table in docx.Document(str(output)).tables
    ]


@pytest.mark.parametrize("name", BOOKS)
def test_every_value_stands_in_its_results_row_and_its_periods_column(
    imported: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    book = sheets(imported[name])
    facts = {str(row["Felt"]).strip(): row["Værdi"] for row in book["Projekt"]}
    periods = [one.strip() for one in str(nr(facts["Perioder"])).split(";")]
    tables = note_tables(str(facts["Projekt"]), periods[-1], tmp_path)
    cells = {}
    for table in tables:
        if not table[0][0].startswith("Forventede resultater"):
            continue
        for row in table[1:]:
            number = row[0].split(".")[0]
            for head, cell in zip(table[0][1:], row[1:], strict=True):
                cells[number, head] = cell
    heads = {cell for _, cell in cells}
    results = {nr(row["Nr"]): row for row in book["Resultater"]}
    wrong = []
    for row in book["Målinger"]:
        result = results[nr(row["Resultat"])]
        period, retired = nr(row["Periode"]), nr(result.get("Udgået i", ""))
        if retired and periods.index(retired) < periods.index(period):
            continue
        head = next(one for one in heads if one in (danish(period), f"Baseline ({danish(period)})"))
        cell = cells[nr(row["Resultat"]), head].splitlines()
        if row["Værdi"] != "":
            value = with_unit(row["Værdi"], str(result.get("Enhed", "")).strip())
            line = f"{row['Serie']}: {value}" if row["Serie"] else value
            if line not in cell:
                wrong.append((row, line, cell))
        if row["Brud"] and not any(one.startswith(f"Databrud: {row['Brud']}") for one in cell):
            wrong.append((row, "brud", cell))
    assert wrong == []


def danish(period: str) -> str:
    if "K" in period:
        year, _, quarter = period.partition("K")
        return f"{quarter}. kvartal {year}"
    if "H" in period:
        year, _, half = period.partition("H")
        return f"{half}. halvår {year}"
    return period


@pytest.mark.parametrize("name", BOOKS)
def test_every_milestones_status_cell_is_its_latest_status(
    imported: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    book = sheets(imported[name])
    facts = {str(row["Felt"]).strip(): row["Værdi"] for row in book["Projekt"]}
    periods = [one.strip() for one in str(nr(facts["Perioder"])).split(";")]
    milestones = {(nr(row["Aktivitet"]), nr(row["Nr"])): row for row in book["Milepæle"]}
    latest: dict[tuple[str, str], str] = defaultdict(str)
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in sorted(book["Milepælsstatus"], key=lambda one: periods.index(nr(one["Periode"]))):
        key = (nr(row["Aktivitet"]), nr(row["Milepæl"]))
        is_percent = milestones[key]["Type"] == "procent"
        value = "" if row["Værdi"] == "" else with_unit(row["Værdi"], "pct." if is_percent else "")
        if row["Status"] or value:
            latest[key] = (
                f"{row['Status']} ({value})" if row["Status"] and value else str(row["Status"] or value)
            )
        told[key].append(f"Status {danish(nr(row['Periode']))}:")
    rows = {}
    for table in note_tables(str(facts["Projekt"]), periods[-1], tmp_path):
        if table[0] == ["Aktivitet og milepæle", "Status", "Kommentarer"]:
            rows |= {row[0].splitlines()[0]: row for row in table[1:]}
    for key, milestone in milestones.items():
        row = rows[str(milestone["Milepæl"]).strip()]
        assert (row[1].splitlines() or [""])[0] == latest[key], key
        begun = [line for line in row[2].splitlines() if line.startswith("Status ")]
        assert [line.split(":")[0] + ":" for line in begun] == told[key], key
