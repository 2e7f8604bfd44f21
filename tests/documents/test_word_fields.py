"""Fields in Word (content controls): written, read back by tag, and what a reader sees of a document."""

import io
import re
import shutil
import subprocess
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from rooms.plan_papers import through_libreoffice
from virkning.documents.blocks import Cell, MalformedBlock, Paragraph, Row, Run, Table
from virkning.documents.html import write_html
from virkning.documents.pdf import document_json
from virkning.documents.text import plain_text
from virkning.documents.word import write_word
from virkning.documents.word_numbers import BULLET, Numbers
from virkning.documents.word_package import NotAWordFile, parse
from virkning.documents.word_reading import Line, PaperTable, Piece, read_fields, read_paper

from .examples import document, part

FILLED = document(
    Paragraph((Run("Navn: "), Run("Unge", tag="a.b", title="Målgruppe", bold=True), Run(" i job"))),
    Table(
        ("Nr.", "Tekst"),
        (
            Row((Cell(((Run("hele", tag="h"),),)),), "group"),
            Row(
                (
                    Cell(((Run("1.", tag="nr"), Run(" "), Run("to\nlinjer", tag="t")),)),
                    Cell(((Run("", tag="tom", title="Skriv"),),)),
                )
            ),
        ),
    ),
)
WORD = write_word(FILLED)


def saved(given: Any) -> bytes:
    out = io.BytesIO()
    given.save(out)
    return out.getvalue()


def controls(content: bytes) -> list[Any]:
    return list(part(content, "word/document.xml").iter(qn("w:sdt")))


def test_fields_are_read_back_by_their_tags() -> None:
    assert read_fields(WORD) == {
        "a.b": ["Unge"],
        "h": ["hele"],
        "nr": ["1."],
        "t": ["to\nlinjer"],
        "tom": [""],
    }


def test_a_field_has_a_name_and_the_look_of_its_text() -> None:
    first = controls(WORD)[0].find(qn("w:sdtPr"))
    assert first.find(qn("w:alias")).get(qn("w:val")) == "Målgruppe"
    assert [one.tag.rpartition("}")[2] for one in first] == ["rPr", "alias", "tag", "text"]
    assert first.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None


def test_an_empty_field_shows_its_name_until_something_is_written() -> None:
    [empty] = [one for one in controls(WORD) if one.find(f".//{qn('w:showingPlcHdr')}") is not None]
    assert "".join(empty.itertext()) == "Skriv"


def test_a_field_of_several_lines_is_rich_text() -> None:
    """LibreOffice 7 turns the lines of a plain one around."""
    plain = [one.find(f"{qn('w:sdtPr')}/{qn('w:text')}") is not None for one in controls(WORD)]
    assert plain == [True, True, True, False, True]


def test_other_formats_say_the_words_alone() -> None:
    assert "Navn: Unge i job" in plain_text(FILLED)
    assert "Navn: <strong>Unge</strong> i job" in write_html(FILLED).body
    assert "a.b" not in str(document_json(FILLED))


@pytest.mark.parametrize(
    "given", [{"tag": "x" * 65}, {"tag": "x", "title": "y" * 65}, {"title": "uden mærke"}]
)
def test_a_field_word_would_refuse_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(MalformedBlock):
        Run("a", **given)  # type: ignore[arg-type]


@pytest.mark.thorough
def test_words_stay_in_order_through_libreoffice_and_tags_where_it_keeps_them() -> None:
    after = through_libreoffice(WORD)
    lines = [one.text for one in read_paper(after).lines()]
    assert "Navn: Unge i job" in lines
    assert "1. to\nlinjer" in lines
    tool = shutil.which("soffice")
    assert tool is not None
    said = subprocess.run([tool, "--version"], capture_output=True, check=True, text=True).stdout
    found = re.search(r" (\d+)\.(\d+)", said)
    assert found is not None
    if (int(found[1]), int(found[2])) >= (7, 5):
        assert read_fields(after)["a.b"] == ["Unge"]


# What a reader sees ---------------------------------------------------------------------------------------------------


def test_a_document_is_its_lines_and_tables() -> None:
    _title, _subtitle, line, table, *_rest = read_paper(WORD).blocks
    assert line == Line((Piece("Navn: "), Piece("Unge", "a.b"), Piece(" i job")))
    assert isinstance(table, PaperTable)
    assert [[(one.start, one.span, one.text) for one in row] for row in table.rows] == [
        [(0, 1, "Nr."), (1, 1, "Tekst")],
        [(0, 2, "hele")],
        [(0, 1, "1. to\nlinjer"), (1, 1, "")],
    ]


def changed(edit: Any) -> list[str]:
    given = docx.Document()
    edit(given)
    return [one.text for one in read_paper(saved(given)).lines() if one.text]


def wrapped(given: Any, kind: str, words: str) -> None:
    paragraph = given.add_paragraph("Før ")
    around, run, text = OxmlElement(kind), OxmlElement("w:r"), OxmlElement("w:t")
    text.text = words
    run.append(text)
    around.append(run)
    paragraph._p.append(around)


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        ("w:ins", ["Før ord"]),
        ("w:moveTo", ["Før ord"]),
        ("w:hyperlink", ["Før ord"]),
        ("w:smartTag", ["Før ord"]),
        ("w:del", ["Før "]),
        ("w:moveFrom", ["Før "]),
    ],
)
def test_changes_are_read_as_accepted(kind: str, seen: list[str]) -> None:
    assert changed(lambda given: wrapped(given, kind, "ord")) == seen


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    def edit(given: Any) -> None:
        first = given.add_paragraph("Første ")
        mark = OxmlElement("w:rPr")
        mark.append(OxmlElement("w:del"))
        first._p.get_or_add_pPr().append(mark)
        given.add_paragraph("anden")

    assert changed(edit) == ["Første anden"]


def test_breaks_tabs_and_hyphens_are_signs() -> None:
    def edit(given: Any) -> None:
        run = given.add_paragraph().add_run("a\tb\nc")
        run._r.append(OxmlElement("w:noBreakHyphen"))

    assert changed(edit) == ["a\tb\nc-"]


def test_a_table_in_a_cell_is_lines_of_the_cell() -> None:
    given = docx.Document()
    cell = given.add_table(1, 1).cell(0, 0)
    cell.text = "ydre"
    cell.add_table(1, 2).cell(0, 1).text = "indre"
    [table] = [one for one in read_paper(saved(given)).blocks if isinstance(one, PaperTable)]
    assert [line.text for line in table.rows[0][0].lines if line.text] == ["ydre", "indre"]


def test_a_file_that_is_none_is_said() -> None:
    with pytest.raises(NotAWordFile):
        read_paper(b"PK nej")


# Numbers Word counts --------------------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def numbering(levels: str, more: str = "") -> Any:
    return parse(
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{more}</w:num></w:numbering>'.encode()
    )


def level(at: int, form: str, text: str, start: int = 1) -> str:
    inside = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{inside}</w:lvl>'


def listed(number: int, at: int = 0, style: str = "") -> Any:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    own = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>' if number >= 0 else ""
    return parse(f"<w:p {W}><w:pPr>{styled}{own}</w:pPr></w:p>".encode())


@pytest.mark.parametrize(
    ("levels", "places", "shown"),
    [
        (level(0, "decimal", "%1."), [(1, 0)] * 3, ["1.", "2.", "3."]),
        (level(0, "lowerLetter", "%1)"), [(1, 0)] * 2, ["a)", "b)"]),
        (level(0, "upperRoman", "%1.", 4), [(1, 0)] * 2, ["IV.", "V."]),
        (level(0, "bullet", "-"), [(1, 0)], [BULLET]),
        (
            level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1.%2"),
            [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)],
            ["1.", "1.a", "1.b", "2.", "2.a"],
        ),
        (level(0, "decimal", "%1."), [(1, 0), (2, 0), (1, 0)], ["1.", "2.", "3."]),  # one list through two
        (level(0, "decimal", "%1."), [(0, 0), (7, 0), (1, 12)], ["", "", ""]),  # none, unknown, too deep
    ],
)
def test_lists_are_counted_as_word_shows_them(
    levels: str, places: list[tuple[int, int]], shown: list[str]
) -> None:
    numbers = Numbers(numbering(levels), None)
    assert [numbers.of(listed(number, at)) for number, at in places] == shown


def test_a_list_may_begin_again() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = Numbers(numbering(level(0, "decimal", "%1."), again), None)
    assert [numbers.of(listed(one)) for one in (1, 1, 2, 2)] == ["1.", "2.", "1.", "2."]


def test_a_style_puts_its_paragraphs_in_a_list() -> None:
    styles: etree._Element = parse(
        f'<w:styles {W}><w:style w:styleId="Basis"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        f'<w:style w:styleId="Egen"><w:basedOn w:val="Basis"/></w:style>'
        f'<w:style w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style></w:styles>'.encode()
    )
    numbers = Numbers(numbering(level(0, "decimal", "%1.")), styles)
    assert [numbers.of(listed(-1, style=one)) for one in ("Egen", "Basis", "Ring")] == ["1.", "2.", ""]
