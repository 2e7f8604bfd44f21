"""Word from an organisation's own document: its styles, header and footer are kept, its text is replaced."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from virkning.documents.word import write_word
from virkning.documents.word_package import NotAWordFile

from .examples import EVERYTHING, part, word_text


@pytest.fixture(scope="module")
def base():
    """A document whose first heading has the id a Danish Word gives it."""
    given = docx.Document()
    given.styles["Heading 1"].element.set(qn("w:styleId"), "Overskrift1")
    given.sections[0].header.paragraphs[0].text = "Holstebro Kommune"
    given.add_paragraph("Gammel tekst")
    out = io.BytesIO()
    given.save(out)
    return out.getvalue()


def test_the_text_is_replaced_and_the_header_kept(base):
    word = docx.Document(io.BytesIO(write_word(EVERYTHING, base=base)))
    assert "Gammel tekst" not in [paragraph.text for paragraph in word.paragraphs]
    assert word.sections[0].header.paragraphs[0].text == "Holstebro Kommune"
    assert word.core_properties.title == "Statusnotat 2013"


def test_its_own_styles_are_used_and_missing_ones_brought_along(base):
    data = write_word(EVERYTHING, base=base)
    used = [element.get(qn("w:val")) for element in part(data, "word/document.xml").iter(qn("w:pStyle"))]
    styles = {
        style.get(qn("w:styleId")): style for style in part(data, "word/styles.xml").iter(qn("w:style"))
    }
    assert "Overskrift1" in used
    assert "Heading1" not in used
    assert "VirkningTableText" in styles
    assert set(used) <= set(styles)
    ours = [style for identifier, style in styles.items() if identifier.startswith("Virkning")]
    pointers = {e.get(qn("w:val")) for style in ours for e in style.iter(qn("w:basedOn"), qn("w:next"))}
    assert pointers <= set(styles)


def test_it_says_the_same_as_without(base):
    assert word_text(write_word(EVERYTHING, base=base)) == word_text(write_word(EVERYTHING))


def test_our_own_document_can_be_a_base():
    own = write_word(EVERYTHING)
    again = write_word(EVERYTHING, base=own)
    assert word_text(again) == word_text(own)
    assert docx.Document(io.BytesIO(again)).sections[0].header.paragraphs[0].text == "Statusnotat 2013"


def test_a_base_without_bullets_gets_ours(base):
    given = docx.Document(io.BytesIO(base))
    for name in ("List Bullet", "List Bullet 2", "List Bullet 3"):
        given.styles[name].delete()
    out = io.BytesIO()
    given.save(out)
    data = write_word(EVERYTHING, base=out.getvalue())
    styles = {
        style.get(qn("w:styleId")): style for style in part(data, "word/styles.xml").iter(qn("w:style"))
    }
    number = styles["ListBullet"].find(f".//{qn('w:numId')}").get(qn("w:val"))
    numbering = part(data, "word/numbering.xml")
    kinds = [child.tag for child in numbering]
    assert kinds == sorted(kinds), "abstract lists stand before lists"
    assert number in {element.get(qn("w:numId")) for element in numbering.findall(qn("w:num"))}


@pytest.mark.parametrize("junk", [b"", b"ikke en zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_word_file_is_refused_in_words(junk):
    with pytest.raises(NotAWordFile, match="ikke en Word-fil"):
        write_word(EVERYTHING, base=junk)
