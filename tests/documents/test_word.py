"""Word: real styles and structure, no repair, no question, the same bytes each time."""

import dataclasses
import io
import zipfile

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm

from virkning.documents.blocks import (
    Cell,
    Contents,
    Document,
    Heading,
    LightMark,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
)
from virkning.documents.word import write_word

from .examples import CREATED, EVERYTHING, MILESTONES, as_word, document, part, png, word_text

WORD = write_word(EVERYTHING)
BODY = part(WORD, "word/document.xml")


def styled(style):
    return [paragraph.text for paragraph in as_word(EVERYTHING).paragraphs if paragraph.style.name == style]


@pytest.mark.parametrize(
    ("style", "texts"),
    [
        ("Title", ["Statusnotat 2013"]),
        ("Subtitle", ["Holstebro Kommune"]),
        ("Manchet", ["Notatet gør status for partnerskabet."]),
        ("Faktalinje", ["Projekt\tUngestrategier", "Kommune\tHolstebro (alene)"]),
        ("Heading 1", ["1 Sammenfatning"]),
        ("Heading 2", ["2.4 Status for kurser"]),
        ("Body Text", ["Af tre milepæle er én gennemført.", "Første linje\nAnden linje"]),
        ("List Bullet", ["Første punkt", "Andet punkt"]),
        ("Fremhævet advarsel", ["Tallene kan ikke sammenlignes."]),
        ("Caption", ["Tabel 1. Milepæle for aktivitet 2.4", "Figur 1. Elever på niveau"]),
        ("Note", ["Målet er ikke nået."]),
        ("Etiket", ["Vurdering"]),
        ("TOC Heading", ["Indhold"]),
        ("toc 1", ["1 Sammenfatning\t2"]),
        ("toc 2", ["2.4 Status for kurser\t2"]),
    ],
)
def test_each_block_has_a_style_of_its_own(style, texts):
    assert styled(style) == texts


def test_the_header_row_repeats_and_short_rows_do_not_break():
    rows = as_word(EVERYTHING).tables[0].rows
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_a_long_row_may_break():
    long = Table(("a",), (Row(("ord " * 900,)),))
    assert as_word(document(long)).tables[0].rows[1]._tr.find(f".//{qn('w:cantSplit')}") is None


def test_the_light_is_a_word_on_its_own_line_in_a_shaded_cell():
    table = as_word(EVERYTHING).tables[0]
    green, none = table.cell(2, 1), table.cell(2, 0)
    assert [paragraph.text for paragraph in green.paragraphs] == ["Ja (101)", "Grøn"]
    assert green._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "D9EECB"
    assert [paragraph.text for paragraph in none.paragraphs] == ["1. 100 forældre er inviteret"]
    assert none._tc.tcPr.find(qn("w:shd")) is None


def test_a_light_alone_is_only_its_word():
    cell = as_word(document(Table(("Farve",), (Row((Cell(light=LightMark.RED),)),)))).tables[0].cell(1, 0)
    assert [paragraph.text for paragraph in cell.paragraphs] == ["Rød"]


def test_comments_are_paragraphs_with_their_styles():
    comments = as_word(EVERYTHING).tables[0].cell(2, 2).paragraphs
    assert [paragraph.text for paragraph in comments] == [
        "Status 2010: 60 forældre.",
        "Status 2011: 101 forældre.",
    ]
    assert [run.bold for run in comments[0].runs] == [True, None]


def test_group_rows_span_and_numbers_stand_right():
    milestones, results = as_word(EVERYTHING).tables
    assert milestones.rows[1]._tr.find(f".//{qn('w:gridSpan')}").get(qn("w:val")) == "3"
    assert results.cell(0, 1).paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert results.cell(1, 1).paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert results.cell(1, 0).paragraphs[0].alignment is None


def test_columns_have_the_widths_asked_for_and_fill_the_page():
    grid = [int(column.get(qn("w:w"))) for column in as_word(EVERYTHING).tables[0]._tbl.tblGrid]
    assert sum(grid) == 11906 - 2 * 1191
    assert grid[2] == pytest.approx(grid[0] * 8 / 5, abs=2)


def test_two_tables_in_a_row_stay_two():
    tables = as_word(document(Table(("a",)), Table(("b",)), title="")).element.body
    assert [child.tag.rpartition("}")[2] for child in tables] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_every_cell_has_a_paragraph():
    word = as_word(document(Table(("a", Cell(())), (Row(("", Cell(()))),))))
    assert all(tc.findall(qn("w:p")) for tc in word.element.iter(qn("w:tc")))


def test_a_table_without_rows_has_its_header():
    assert [cell.text for cell in as_word(document(Table(("a", "b")))).tables[0].rows[0].cells] == ["a", "b"]


def test_pictures_carry_their_words():
    drawing = next(BODY.iter("{*}docPr"))
    assert drawing.get("descr") == "Linjediagram: 32 pct. i 2010"
    extent = next(BODY.iter("{*}extent"))
    assert (int(extent.get("cx")), int(extent.get("cy"))) == (Cm(8), Cm(4))


def test_a_picture_without_png_is_its_words_and_a_wide_one_is_cut_to_the_page():
    assert as_word(document(Picture("<svg/>", None, "Kurven stiger"))).paragraphs[-1].text == "Kurven stiger"
    wide = as_word(document(Picture(None, png(), "Bred", width_cm=99)))
    assert wide.inline_shapes[0].width <= Cm(16.81)


def test_the_same_picture_is_stored_once():
    picture = Picture(None, png(), "To gange")
    with zipfile.ZipFile(io.BytesIO(write_word(document(picture, picture)))) as archive:
        assert len([name for name in archive.namelist() if name.endswith(".png")]) == 1


def test_the_contents_are_a_field_with_its_result_and_nothing_asks_to_be_updated():
    codes = [element.text.strip() for element in BODY.iter(qn("w:instrText"))]
    bookmarks = {element.get(qn("w:name")) for element in BODY.iter(qn("w:bookmarkStart"))}
    links = [element.get(qn("w:anchor")) for element in BODY.iter(qn("w:hyperlink"))]
    assert codes[0] == 'TOC \\o "1-3" \\h \\z \\u'
    assert [code.split()[1] for code in codes if code.startswith("PAGEREF")] == links
    assert set(links) <= bookmarks
    assert "_Tocsammenfatning" in links
    marks = [element.get(qn("w:fldCharType")) for element in BODY.iter(qn("w:fldChar"))]
    assert marks.count("begin") == marks.count("end") == marks.count("separate")
    assert part(WORD, "word/settings.xml").find(qn("w:updateFields")) is None
    assert not [element for element in BODY.iter(qn("w:fldChar")) if element.get(qn("w:dirty"))]


def test_contents_without_headings_leave_no_half_field():
    body = part(write_word(document(Contents())), "word/document.xml")
    assert not list(body.iter(qn("w:fldChar")))


def test_captions_count_themselves():
    codes = [element.text.strip() for element in BODY.iter(qn("w:instrText"))]
    assert "SEQ Tabel \\* ARABIC" in codes
    assert "SEQ Figur \\* ARABIC" in codes


def test_a_page_break_belongs_to_the_next_paragraph():
    word = as_word(document(Paragraph("a"), PageBreak(), PageBreak(), Heading("b"), PageBreak()))
    breaks = [p.text for p in word.paragraphs if p._p.find(f".//{qn('w:pageBreakBefore')}") is not None]
    assert breaks == ["b"]


def test_the_language_is_danish_in_styles_and_runs():
    styles = part(WORD, "word/styles.xml")
    assert styles.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").get(qn("w:val")) == "da-DK"
    assert {element.get(qn("w:val")) for element in BODY.iter(qn("w:lang"))} == {"da-DK"}
    english = dataclasses.replace(EVERYTHING, language="en-GB")
    assert {e.get(qn("w:val")) for e in part(write_word(english), "word/styles.xml").iter(qn("w:lang"))} == {
        "en-GB"
    }


def test_properties_say_what_the_document_is():
    properties = as_word(EVERYTHING).core_properties
    assert (properties.title, properties.subject, properties.author) == (
        "Statusnotat 2013",
        "Status for 2013",
        "Sekretariatet",
    )
    assert properties.language == "da-DK"
    assert properties.created.date() == CREATED


def test_pages_are_a4_with_header_and_page_numbers():
    section = as_word(EVERYTHING).sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert section.left_margin == section.right_margin
    assert 2.0 <= section.left_margin.cm <= 2.2
    assert section.header.paragraphs[0].text == "Statusnotat 2013"
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text == "Ungestrategier\tSide 1 af 1"


def test_a_page_on_its_side():
    section = as_word(dataclasses.replace(EVERYTHING, landscape=True)).sections[0]
    assert section.page_width > section.page_height


def test_the_same_document_is_the_same_bytes():
    assert write_word(EVERYTHING) == WORD
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# The order the schema wants of the elements we use; Word calls a file damaged when it is another.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs suppressAutoHyphens spacing ind jc "
    "outlineLvl",
    "rPr": "rFonts b bCs i iCs color sz szCs lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW gridSpan tcBorders shd vAlign",
    "tcBorders": "top left bottom right",
    "sectPr": "headerReference footerReference pgSz pgMar titlePg",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
}


@pytest.mark.parametrize(
    "name", ["word/document.xml", "word/styles.xml", "word/footer1.xml", "word/numbering.xml"]
)
def test_elements_stand_in_the_order_of_the_schema(name):
    for element in part(WORD, name).iter():
        order = ORDER.get(element.tag.rpartition("}")[2])
        if order is not None:
            places = [order.split().index(child.tag.rpartition("}")[2]) for child in element]
            assert places == sorted(places), element.tag


def test_every_style_used_is_there():
    styles = {style.get(qn("w:styleId")) for style in part(WORD, "word/styles.xml").iter(qn("w:style"))}
    used = {element.get(qn("w:val")) for element in BODY.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= styles


@pytest.mark.parametrize(
    "text", ["\x00\x01\x1f", "\ud800", "\ufffe", "a\x0bb", "W" * 5000, "]]>&<w:p/>", "  to  "]
)
def test_no_text_breaks_the_file(text):
    table = Table((text,), (Row((Cell((text, (Run(text, bold=True),))),)),), caption=text)
    given = Document(
        text, CREATED, (Heading(text), Paragraph(text), table), text, header_text=text, subject=text
    )
    assert as_word(given).tables


def test_markup_is_printed_as_typed():
    typed = "<script>alert(1)</script> #import \"x\" $x$ =cmd|'/c calc'!A1 {{ 7*7 }} &amp; <w:br/>"
    assert typed in word_text(write_word(document(Paragraph(typed))))


def test_an_empty_document_opens():
    assert as_word(Document("", CREATED)).paragraphs == []


def test_the_table_says_its_caption_to_those_who_cannot_see_it():
    assert BODY.find(f".//{qn('w:tblCaption')}").get(qn("w:val")) == f"Tabel 1. {MILESTONES.caption}"
