"""Word from an organisation's own document: its styles, header and footer are kept, its text is replaced."""

import io
import re
import time
import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from virkning.documents.word import write_word
from virkning.documents.word_check import UnusableBase, check_base
from virkning.documents.word_package import NotAWordFile
from virkning.documents.word_xml import R_URI

from .examples import EVERYTHING, part, png, word_text


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


# Bases as organisations have them -------------------------------------------------------------------------------------


def saved(given):
    out = io.BytesIO()
    given.save(out)
    return out.getvalue()


def repacked(content, replace):
    """The file with some parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in replace:
                new.writestr(name, old.read(name))
        for name, data in replace.items():
            new.writestr(name, data)
    return out.getvalue()


def with_relation(content, kind, target):
    """The file with a relation to the outside from its text."""
    name = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        rels = archive.read(name).decode()
    more = f'<Relationship Id="rIdX" Type="{R_URI}/{kind}" Target="{target}" TargetMode="External"/>'
    return repacked(content, {name: rels.replace("</Relationships>", more + "</Relationships>").encode()})


def element(name, **values):
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def styles_used(data):
    return {one.get(qn("w:val")) for one in part(data, "word/document.xml").iter(qn("w:pStyle"))}


def test_styles_with_danish_names_in_the_file_are_found():
    given = docx.Document()
    for english, danish in (("Heading 1", "Overskrift 1"), ("Heading 2", "Overskrift 2"), ("Title", "Titel")):
        style = given.styles[english].element
        style.set(qn("w:styleId"), danish.replace(" ", ""))
        style.find(qn("w:name")).set(qn("w:val"), danish)
    content = saved(given)
    assert {"Overskrift 1", "Overskrift 2", "Titel"} <= set(check_base(content).styles)
    used = styles_used(write_word(EVERYTHING, base=content))
    assert {"Overskrift1", "Overskrift2", "Titel"} <= used
    assert not used & {"Heading1", "Heading2", "Title"}


def test_a_page_on_its_side_stays_so():
    given = docx.Document()
    section = given.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    assert check_base(saved(given)).landscape
    written = docx.Document(io.BytesIO(write_word(EVERYTHING, base=saved(given)))).sections[0]
    assert written.page_width == section.page_width > section.page_height


def test_a_logo_in_the_header_comes_along_and_pictures_of_the_text_do_not():
    given = docx.Document()
    given.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(png(40, 20)))
    given.add_picture(io.BytesIO(png(30, 30)))
    found = check_base(saved(given))
    assert found.logo
    with zipfile.ZipFile(io.BytesIO(write_word(EVERYTHING, base=saved(given)))) as archive:
        media = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    assert png(40, 20) in media
    assert png(30, 30) not in media


def test_a_header_of_an_earlier_section_goes_on_in_the_one_that_is_left():
    given = docx.Document()
    given.sections[0].header.paragraphs[0].text = "Fra forsiden"
    given.add_section()
    found = check_base(saved(given))
    assert found.header == "Fra forsiden"
    assert "alle afsnit (sektioner) undtagen det sidste" in found.left_out
    written = docx.Document(io.BytesIO(write_word(EVERYTHING, base=saved(given))))
    assert len(written.sections) == 1
    assert written.sections[0].header.paragraphs[0].text == "Fra forsiden"


def test_what_was_worked_on_in_it_is_left_out():
    given = docx.Document()
    paragraph = given.add_paragraph()
    inserted = element("ins", id="1", author="Nogen")
    inserted.append(paragraph.add_run("Sporet tekst")._r)
    paragraph._p.append(inserted)
    toc = given.add_paragraph().add_run()
    code = element("instrText")
    code.text = ' TOC \\o "1-3" '
    toc._r.append(code)
    given.settings.element.append(element("trackRevisions"))
    given.settings.element.append(element("documentProtection", edit="readOnly", enforcement="1"))
    given.add_comment(toc, "En kommentar", author="Nogen")
    content = saved(given)
    assert set(check_base(content).left_out) == {
        "teksten i dokumentet",
        "sporede ændringer",
        "kommentarer",
        "indholdsfortegnelsen (notatet laver sin egen)",
    }
    data = write_word(EVERYTHING, base=content)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
        assert "word/comments.xml" not in archive.namelist()
    for gone in (b"Sporet tekst", b"En kommentar", b"trackRevisions", b"documentProtection"):
        assert gone not in whole
    assert word_text(data) == word_text(write_word(EVERYTHING))


def test_a_base_that_numbers_its_headings_does_not_number_ours_twice():
    given = docx.Document()
    properties = given.styles["Heading 1"].element.get_or_add_pPr()
    numbers = element("numPr")
    numbers.append(element("numId", val="1"))
    properties.append(numbers)
    data = write_word(EVERYTHING, base=saved(given))
    headings = [
        one
        for one in part(data, "word/document.xml").iter(qn("w:p"))
        if (style := one.find(f".//{qn('w:pStyle')}")) is not None and style.get(qn("w:val")) == "Heading1"
    ]
    assert headings
    for one in headings:
        assert one.find(f".//{qn('w:numId')}").get(qn("w:val")) == "0"


def test_every_part_is_reached_and_every_relation_leads_somewhere(base):
    with zipfile.ZipFile(io.BytesIO(write_word(EVERYTHING, base=base))) as archive:
        names = set(archive.namelist())
        types = archive.read("[Content_Types].xml").decode()
    for name in re.findall(r'PartName="/([^"]+)"', types):
        assert name in names
    assert "word/styles.xml" in names


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda content: b"", "tom"),
        (lambda content: b"hej", "ikke et Word-dokument"),
        (lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "gammelt Word-format"),
        (
            lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "adgangskode",
        ),
        (lambda content: content[: len(content) // 2], "beskadiget"),
        (lambda content: repacked(content, {"word/vbaProject.bin": b"x"}), "makroer"),
        (lambda content: repacked(content, {"word/stor.xml": bytes(120_000_000)}), "fylder for meget"),
        (
            lambda content: repacked(content, {f"word/x{number}.xml": b"<x/>" for number in range(2_100)}),
            "fylder for meget",
        ),
        (
            lambda content: repacked(
                content, {"word/x.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'}
            ),
            "eksterne henvisninger",
        ),
        (
            lambda content: with_relation(content, "image", "https://example.test/logo.png"),
            "henter noget udefra",
        ),
        (
            lambda content: with_relation(content, "attachedTemplate", "file:///c:/x.dotm"),
            "tilknyttet skabelon",
        ),
        (lambda content: repacked(content, {"../ude.xml": b"<x/>"}), "beskadiget"),
        (lambda content: repacked(content, {"word/document.xml": b"<x"}), "ikke et Word-dokument"),
    ],
)
def test_what_must_not_be_a_base_is_refused_in_words_at_once(base, spoil, said):
    began = time.monotonic()
    with pytest.raises(UnusableBase, match=said):
        check_base(spoil(base))
    assert time.monotonic() - began < 5


def test_a_workbook_under_another_name_is_refused():
    import xlsxwriter

    out = io.BytesIO()
    xlsxwriter.Workbook(out, {"in_memory": True}).close()
    with pytest.raises(UnusableBase, match="ikke et Word-dokument"):
        check_base(out.getvalue())


def test_a_hyperlink_to_the_outside_is_no_danger(base):
    assert check_base(with_relation(base, "hyperlink", "https://example.test/")).styles
    data = write_word(EVERYTHING, base=with_relation(base, "hyperlink", "https://example.test/"))
    assert b"example.test" not in zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels")
