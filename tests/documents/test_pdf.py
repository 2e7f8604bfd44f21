"""PDF: tagged, archival, Danish, searchable; nothing typed is ever markup."""

import dataclasses
import io
import json

import pikepdf
import pytest

from virkning.documents import pdf as pdf_module
from virkning.documents.blocks import Contents, Document, Heading, Paragraph, Picture, Row, Run, Table
from virkning.documents.fonts import covered_by
from virkning.documents.pdf import PdfFailed, document_json, write_pdf

from .examples import CREATED, EVERYTHING, FONT_DIRS, SVG, as_pdf, document, pdf_text, png, squeezed


@pytest.fixture(scope="module")
def everything_pdf():
    return as_pdf(EVERYTHING)


def tags(data):
    """The structure tree as (depth, type, alternative text)."""
    found = []

    def walk(element, depth):
        if isinstance(element, pikepdf.Array):
            for child in element:
                walk(child, depth)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append((depth, str(element.S)[1:], str(element.get("/Alt", ""))))
            walk(element.get("/K", pikepdf.Array()), depth + 1)

    with pikepdf.open(io.BytesIO(data)) as file:
        walk(file.Root.StructTreeRoot.K, 0)
    return found


def said_by(data):
    text = pdf_text(data)
    if text is None:
        pytest.skip("pdftotext er ikke installeret")
    return squeezed(text)


def test_it_declares_what_it_is(everything_pdf):
    with pikepdf.open(io.BytesIO(everything_pdf)) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "da-DK"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["dc:title"] == "Statusnotat 2013"
            assert metadata["dc:creator"] == ["Sekretariatet"]
            assert metadata["dc:description"] == "Status for 2013"
            assert metadata["xmp:CreateDate"].startswith("2013-11-22")


def test_its_structure_is_tagged(everything_pdf):
    kinds = [kind for _, kind, _ in tags(everything_pdf)]
    assert {
        "Title",
        "H1",
        "H2",
        "L",
        "LI",
        "Table",
        "THead",
        "TBody",
        "TH",
        "TD",
        "Caption",
        "TOC",
        "Figure",
    } <= set(kinds)
    # Two tables of three and five columns, and the group row, which heads what is under it.
    assert kinds.count("TH") == 3 + 5 + 1


def test_pictures_carry_their_words(everything_pdf):
    assert [alt for _, kind, alt in tags(everything_pdf) if kind == "Figure"] == [
        "Linjediagram: 32 pct. i 2010"
    ]


def test_pages_are_a4_and_a_page_may_lie_on_its_side(everything_pdf):
    with pikepdf.open(io.BytesIO(everything_pdf)) as file:
        width, height = (float(side) for side in file.pages[0].mediabox[2:])
        assert (round(width), round(height)) == (595, 842)
        assert len(file.pages) == 2
    with pikepdf.open(io.BytesIO(as_pdf(dataclasses.replace(EVERYTHING, landscape=True)))) as file:
        width, height = (float(side) for side in file.pages[0].mediabox[2:])
        assert width > height


def test_it_says_everything_with_page_numbers_and_lights(everything_pdf):
    text = said_by(everything_pdf)
    for words in ("Side 1 af 2", "Side 2 af 2", "Ja (101) Grøn", "Nej Rød", "Tabel 1. Milepæle", "Figur 1."):
        assert squeezed(words) in text


def test_the_header_row_repeats_on_every_page():
    rows = tuple(Row((f"Række {number}", "x")) for number in range(120))
    text = said_by(as_pdf(document(Table(("Første kolonne", "Anden"), rows))))
    assert text.count("Førstekolonne") >= 3


@pytest.mark.parametrize(
    "typed",
    [
        '#import "@preview/x:1.0.0": *',
        '#panic("av")',
        "$x^2$ og *ikke fed* og _ikke kursiv_",
        "<script>alert(1)</script>",
        "=cmd|'/c calc'!A1",
        "= Ikke en overskrift",
        "- ikke et punkt",
        "// ikke en kommentar",
        "@ikke-henvisning <ikke-navn> \\u{41} `kode` ~",
        "{{ 7*7 }} ${7*7} %s",
        '"}],"blocks":[',
    ],
)
def test_nothing_typed_is_markup(typed):
    text = said_by(as_pdf(document(Paragraph(typed), Table((typed,), (Row((typed,)),)))))
    assert text.count(squeezed(typed)) == 3


def test_a_word_longer_than_the_line_does_not_stop_it():
    long = "Rindfleischetikettierung" * 40
    assert as_pdf(document(Heading(long), Paragraph(long), Table((long, "b"), (Row((long, long)),), (1, 9))))


@pytest.mark.parametrize(
    "text", ["\x00\x1b\x7f", "\ud800", "\ufffe", "\ue000", "\u0378", "👍🏽", "漢字 عربي", "a\u200bb"]
)
def test_no_text_stops_it(text):
    given = Document(text, CREATED, (Heading(text), Paragraph(f"før {text} efter")), text, footer_text=text)
    text_out = pdf_text(as_pdf(given))
    assert text_out is None or ("før" in text_out and "efter" in text_out)


def test_without_the_house_fonts_it_is_still_written():
    assert write_pdf(EVERYTHING, font_dirs=[]).startswith(b"%PDF")
    assert write_pdf(EVERYTHING, font_dirs=[FONT_DIRS[0] / "findes-ikke"]).startswith(b"%PDF")


def test_an_empty_document_is_a_page():
    with pikepdf.open(io.BytesIO(as_pdf(Document("", CREATED)))) as file:
        assert len(file.pages) == 1
    assert as_pdf(document(Contents(), Table(("a",))))


def test_the_same_document_is_the_same_bytes(everything_pdf):
    assert as_pdf(EVERYTHING) == everything_pdf


def test_a_png_is_printed_where_there_is_no_svg():
    data = as_pdf(document(Picture(None, png(), "Kun PNG", "Punkter", 4)))
    with pikepdf.open(io.BytesIO(data)) as file:
        assert len(file.pages[0].get_images()) == 1
    assert ("Figure", "Kun PNG") in [(kind, alt) for _, kind, alt in tags(data)]


def test_a_picture_without_a_drawing_is_its_words():
    assert "Kurvenstiger" in said_by(as_pdf(document(Picture(None, None, "Kurven stiger", "Kurve"))))


def test_a_picture_wider_than_the_page_is_cut_to_it():
    assert as_pdf(document(Picture(SVG, None, "Bred", width_cm=200)))


def test_headings_that_skip_levels_do_not_stop_it():
    kinds = [kind for _, kind, _ in tags(as_pdf(document(Heading("a", 3), Heading("b", 4), Heading("c", 1))))]
    assert [kind for kind in kinds if kind.startswith("H")] == ["H1", "H2", "H1"]


def test_what_typst_refuses_is_told_in_its_words(monkeypatch):
    monkeypatch.setattr(pdf_module, "document_json", lambda _: {"title": 1})
    with pytest.raises(PdfFailed, match="error"):
        as_pdf(EVERYTHING)


def test_the_template_gets_data_only():
    given = document_json(
        document(Paragraph((Run("fed\nlinje", bold=True), Run("kursiv", italic=True, muted=True))))
    )
    assert given["blocks"] == [
        {"type": "body", "text": [["fed", "b"], ["\n", "b"], ["linje", "b"], ["kursiv", "im"]]}
    ]
    assert json.loads(json.dumps(given)) == given


def test_which_letters_a_font_holds():
    if not FONT_DIRS[0].is_dir():
        pytest.skip("skrifttyperne er ikke installeret")
    covered = covered_by((str(FONT_DIRS[0] / "IBMPlexSans-Regular.ttf"), "findes-ikke.ttf"))
    assert {ord(letter) for letter in "Aæøåé–"} <= covered
    assert ord("漢") not in covered
