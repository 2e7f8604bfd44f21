"""The status note as files, from a shipped workbook through the command line to what Word and PDF hold."""

import io
import re
import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import docx
import pikepdf
import pytest
from click.testing import CliRunner

from virkning.cli.notes import status_note_command
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.programmes.models import Project

NAME = "Partnerskab om ungestrategier"


@pytest.fixture
def holstebro(db: None) -> Iterator[None]:
    with system_scope("test"):
        content = files("virkning.demo").joinpath("holstebro.xlsx").read_bytes()
        import_project(content=content, name="holstebro.xlsx", by=COMMAND_LINE, may_create=True)
    return


def note(output: Path, *, project: str = NAME, period: str = "2013") -> tuple[int, str]:
    ended = CliRunner().invoke(status_note_command, [project, "--period", period, "--output", str(output)])
    return ended.exit_code, ended.output


def words(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def tables(document: docx.document.Document) -> dict[str, list[list[str]]]:
    """Tables by the first header cell, the later ones of a name added to the first."""
    found: dict[str, list[list[str]]] = {}
    for table in document.tables:
        rows = [[words(cell.text) for cell in row.cells] for row in table.rows]
        found.setdefault(rows[0][0], []).extend(rows[1:])
    return found


def test_the_word_note_holds_the_real_figures(holstebro: None, tmp_path: Path) -> None:
    code, said = note(tmp_path / "note.docx")
    assert code == 0, said
    document = docx.Document(str(tmp_path / "note.docx"))
    found = tables(document)
    milestones = {row[0].splitlines()[0]: row for row in found["Aktivitet og milepæle"]}
    assert any(row[1] == "125\nGrøn" for row in milestones.values())
    assert any(row[1] == "100 pct.\nGrøn" for row in milestones.values())
    assert any(row[1].startswith("Ja (101)") for row in milestones.values())
    long_term = next(rows for head, rows in found.items() if head == "Forventede resultater på langt sigt")
    reading = next(row for row in long_term if "32 pct." in row[1])
    assert [cell.splitlines()[0] for cell in reading[1:]] == ["32 pct.", "67,33 pct.", "25 pct.", "71,7 pct."]
    assert "Databrud:" in reading[3]
    retired = next(row for row in found["Forventede resultater på kort sigt"] if "58 pct." in row[1])
    assert retired[2].splitlines()[0] == "83 pct."
    assert "Indikatoren udgår:" in retired[2]
    assert retired[3:] == ["-", "-"]
    text = words("\n".join(paragraph.text for paragraph in document.paragraphs))
    assert "Målet er ikke nået: 71,7 pct. i 2013 mod mindst 75 pct." in text
    assert "(NB: Aktiviteten er lukket)" in text


def test_headings_and_header_rows_are_real(holstebro: None, tmp_path: Path) -> None:
    note(tmp_path / "note.docx")
    document = docx.Document(str(tmp_path / "note.docx"))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert any(re.match(r"2\.1 Status for ", one) for one in headings)
    assert all(
        table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")
        for table in document.tables
        if len(table.columns) > 2
    )
    assert document.core_properties.language == "da-DK"


def test_the_pdf_is_tagged_danish_and_searchable(holstebro: None, tmp_path: Path) -> None:
    code, said = note(tmp_path / "note.pdf")
    assert code == 0, said
    with pikepdf.open(io.BytesIO((tmp_path / "note.pdf").read_bytes())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).lower().startswith("da")
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
    try:
        ended = subprocess.run(
            ["pdftotext", str(tmp_path / "note.pdf"), "-"], capture_output=True, check=True
        )
    except FileNotFoundError:
        return
    text = " ".join(words(ended.stdout.decode()).split())
    assert "Målet er ikke nået: 71,7 pct. i 2013" in text
    assert "67,33 pct." in text


def test_two_notes_of_the_same_day_are_the_same_bytes(holstebro: None, tmp_path: Path) -> None:
    for ending in ("docx", "pdf"):
        note(tmp_path / f"a.{ending}")
        note(tmp_path / f"b.{ending}")
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


@pytest.mark.parametrize("period", ["2010", "2011", "2012"])
def test_every_period_of_the_project_has_a_note(holstebro: None, tmp_path: Path, period: str) -> None:
    for ending in ("docx", "pdf"):
        code, said = note(tmp_path / f"note.{ending}", period=period)
        assert code == 0, said


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"project": "Findes ikke"}, "Findes ikke"),
        ({"period": "2014"}, "2010, 2011, 2012, 2013"),
        ({"period": "i år"}, "i år"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is_written(
    holstebro: None, tmp_path: Path, arguments: dict[str, str], told: str
) -> None:
    code, said = note(tmp_path / "note.docx", **arguments)
    assert code == 1
    assert told in said
    assert not (tmp_path / "note.docx").exists()


def test_an_unknown_ending_is_refused(holstebro: None, tmp_path: Path) -> None:
    code, said = note(tmp_path / "note.odt")
    assert code == 1
    assert ".docx eller .pdf" in said


def test_a_folder_that_is_not_there_is_told(holstebro: None, tmp_path: Path) -> None:
    code, said = note(tmp_path / "ingen" / "note.docx")
    assert code == 1
    assert "kan ikke skrives" in said


def test_the_same_name_in_two_municipalities_lists_both(holstebro: None, tmp_path: Path) -> None:
    from datetime import date

    from virkning.rooms.organisations.models import Municipality, Organisation
    from virkning.rooms.programmes.models import Party

    with system_scope("test"):
        other = Municipality.objects.get(code="791")
        organisation = Organisation.objects.create(
            kind="municipality", name="Viborg Kommune", municipality=other
        )
        twin = Project.objects.create(name=NAME, starts_on=date(2010, 1, 1), ends_on=date(2013, 1, 1))
        Party.objects.create(project=twin, organisation=organisation, role="lead")
    code, said = note(tmp_path / "note.docx")
    assert code == 1
    assert "Holstebro" in said
    assert "Viborg" in said
    assert note(tmp_path / "note.docx", project=f"{NAME}, Holstebro")[0] == 0
