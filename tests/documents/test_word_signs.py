"""Signs, ticks, struck words, boxes and fields within fields in a Word document, as a reader sees them."""

from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement

from rooms.description_papers import element, run, saved
from virkning.documents.blocks import TICKED, UNTICKED, MalformedBlock, Paragraph, Run
from virkning.documents.word import write_word
from virkning.documents.word_codes import field_codes
from virkning.documents.word_reading import Line, Paper, read_paper

from .examples import document, part


def paper_of(*elements: Any) -> Line:
    made = docx.Document()
    run(made.add_paragraph(), *elements)
    [line] = [one for one in read_paper(saved(made)).blocks if isinstance(one, Line)]
    return line


@pytest.mark.parametrize(
    ("font", "char", "sign"),
    [
        ("Wingdings", "F0FE", "☒"),
        ("wingdings", "FE", "☒"),
        ("Wingdings", "F0A8", "☐"),
        ("Wingdings 2", "F052", "☒"),
        ("Wingdings 2", "F0A3", "☐"),
        ("Symbol", "F0B7", "•"),
        ("Wingdings", "nej", ""),
        ("Ukendt", "F0FE", ""),
    ],
)
def test_a_sign_of_a_font_is_what_it_looks_like(font: str, char: str, sign: str) -> None:
    assert paper_of(element("sym", font=font, char=char)).text == sign


@pytest.mark.parametrize(
    ("said", "sign"),
    [
        ({"checked": "1"}, "☒"),
        ({"checked": "0"}, "☐"),
        ({"default": "1"}, "☒"),
        ({"default": "1", "checked": "0"}, "☐"),
        ({}, "☐"),
    ],
)
def test_a_box_of_old_forms(said: dict[str, str], sign: str) -> None:
    data, box = element("ffData"), element("checkBox")
    for name, value in said.items():
        box.append(element(name, val=value))
    data.append(box)
    begin = element("fldChar", fldCharType="begin")
    begin.append(data)
    assert paper_of(begin).text == sign


def test_struck_words_are_told_apart() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("a")
    paragraph.add_run("b").font.strike = True
    paragraph.add_run("c").font.double_strike = True
    paragraph.add_run("d")
    [line] = [one for one in read_paper(saved(made)).blocks if isinstance(one, Line)]
    assert (line.text, line.standing) == ("abcd", "ad")


def boxed() -> bytes:
    made = docx.Document()
    paragraph = made.add_paragraph("før")
    box, inside, piece = element("txbxContent"), element("p"), element("r")
    piece.append(element("t", "boks"))
    inside.append(piece)
    box.append(inside)
    picture = element("pict")
    picture.append(box)
    run(paragraph, picture)
    made.add_paragraph("efter")
    return saved(made)


def words(paper: Paper) -> list[str]:
    return [one.text for one in paper.blocks if isinstance(one, Line)]


def test_boxes_stand_beside_the_text_or_in_their_place() -> None:
    beside, inside = read_paper(boxed()), read_paper(boxed(), boxes_in_place=True)
    assert (words(beside), [one.text for one in beside.boxes]) == (["før", "efter"], ["boks"])
    assert (words(inside), inside.boxes) == (["før", "boks", "efter"], ())


def test_lines_that_look_alike_are_told() -> None:
    made = docx.Document()
    made.add_heading("Overskrift", 1)
    made.add_paragraph().add_run("fed").bold = True
    made.add_paragraph("plain")
    assert [one.look for one in read_paper(saved(made)).blocks if isinstance(one, Line)] == [
        "Heading1",
        "+b",
        "",
    ]


# Fields --------------------------------------------------------------------------------------------------------------


def test_fields_are_told_apart_also_where_they_have_the_same_tag() -> None:
    given = write_word(
        document(Paragraph((Run("a", tag="x"), Run("b", tag="x"))), Paragraph((Run("c", tag="x"),)))
    )
    pieces = [piece for line in read_paper(given).lines() for piece in line.pieces if piece.tag]
    assert [one.text for one in pieces] == ["a", "b", "c"]
    assert len({one.control for one in pieces}) == 3


def test_a_field_around_paragraphs_is_one() -> None:
    made = docx.Document()
    field, properties, content = element("sdt"), element("sdtPr"), element("sdtContent")
    properties.append(element("tag", val="x"))
    for words_ in ("a", "", "b"):
        paragraph, piece = element("p"), element("r")
        piece.append(element("t", words_))
        paragraph.append(piece)
        content.append(paragraph)
    field.extend([properties, content])
    made.element.body.insert(0, field)
    pieces = [piece for line in read_paper(saved(made)).lines() for piece in line.pieces]
    assert [(one.text, one.tag) for one in pieces] == [("a", "x"), ("", "x"), ("b", "x")]
    assert len({one.control for one in pieces}) == 1
    properties.append(OxmlElement("w:showingPlcHdr"))
    assert "".join(line.text for line in read_paper(saved(made)).lines()) == ""


def test_a_tick_is_a_field_to_click_on() -> None:
    given = write_word(
        document(Paragraph((Run(TICKED, tag="a", tick=True), Run(UNTICKED, tag="b", tick=True))))
    )
    boxes = [one for one in part(given, "word/document.xml").iter() if str(one.tag).endswith("}checkbox")]
    assert [one[0].values() for one in boxes] == [["1"], ["0"]]
    pieces = [piece for line in read_paper(given).lines() for piece in line.pieces if piece.tag]
    assert [one.text for one in pieces] == [TICKED, UNTICKED]


@pytest.mark.parametrize("given", [{"text": "ja", "tag": "a"}, {"text": TICKED}])
def test_a_tick_that_is_none_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(MalformedBlock):
        Run(**given, tick=True)  # type: ignore[arg-type]


# Codes ---------------------------------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BEGIN, SEPARATE, END = (f'<w:fldChar w:fldCharType="{one}"/>' for one in ("begin", "separate", "end"))


def codes(inside: str) -> list[str]:
    return list(field_codes(f"<w:p {W}><w:r>{inside}</w:r></w:p>".encode()))


def code(text: str) -> str:
    return f"<w:instrText>{text}</w:instrText>"


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<w:t>ord</w:t>", []),
        (BEGIN + code("PAGE") + SEPARATE + END, ["PAGE"]),
        (BEGIN + code("PA") + code("GE") + END, ["PAGE"]),
        (BEGIN + BEGIN + code("QUOTE 68") + END + code(" x") + END, ["QUOTE 68", "{} x"]),
        (BEGIN + code("IF ") + BEGIN + code("A") + END + code(" b") + END, ["A", "IF {} b"]),
        (code("DDE"), ["DDE"]),
        (BEGIN + code("DDE"), ["DDE"]),
        ('<w:fldSimple w:instr="DATE"/>', ["DATE"]),
    ],
)
def test_codes_are_put_together_again(inside: str, told: list[str]) -> None:
    assert codes(inside) == told
