"""Word from an organisation's own document: its styles, header and footer are kept, its text is replaced."""

import io
import re
import time
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from virkning.documents.blocks import Callout
from virkning.documents.word import write_word, write_word_anyway
from virkning.documents.word_check import UnusableBase, check_base
from virkning.documents.word_package import NotAWordFile
from virkning.documents.word_section import read_twips
from virkning.documents.word_words import words_of_file
from virkning.documents.word_xml import R_URI
from virkning.figures.cpr import find_cpr

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


def with_page(content, **measures):
    """The file with some measures of its page and margins written otherwise."""
    given = docx.Document(io.BytesIO(content))
    section = given.sections[0]._sectPr
    for name, written in measures.items():
        one = section.find(qn("w:pgSz" if name in ("w", "h") else "w:pgMar"))
        one.set(qn(f"w:{name}"), written)
    return saved(given)


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


def test_what_must_lie_down_turns_an_upright_base_on_its_side():
    given = docx.Document()
    given.sections[0].header.paragraphs[0].text = "Holstebro Kommune"
    section = given.sections[0]
    lying = replace(EVERYTHING, landscape=True)
    written = docx.Document(io.BytesIO(write_word(lying, base=saved(given)))).sections[0]
    assert (written.page_width, written.page_height) == (section.page_height, section.page_width)
    assert written.orientation == WD_ORIENT.LANDSCAPE
    assert (written.top_margin, written.left_margin) == (section.top_margin, section.left_margin)
    assert written.header.paragraphs[0].text == "Holstebro Kommune"
    # A table is given the width there is then.
    [upright, turned] = (table_width(write_word(one, base=saved(given))) for one in (EVERYTHING, lying))
    assert turned > upright


def test_a_base_that_says_no_size_lies_down_too():
    given = docx.Document()
    section = given.sections[0]._sectPr
    section.remove(section.find(qn("w:pgSz")))
    lying = replace(EVERYTHING, landscape=True)
    written = docx.Document(io.BytesIO(write_word(lying, base=saved(given)))).sections[0]
    assert written.page_width > written.page_height
    names = [one.tag for one in written._sectPr]
    assert names.index(qn("w:pgSz")) < names.index(qn("w:pgMar"))


def table_width(content):
    columns = next(part(content, "word/document.xml").iter(qn("w:tblGrid")))
    return sum(int(one.get(qn("w:w"))) for one in columns)


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
        (lambda content: repacked(content, {"word/settings.xml": b"<w:settings"}), "beskadiget"),
        (lambda content: repacked(content, {"word/styles.xml": b"<x"}), "beskadiget"),
        (lambda content: with_page(content, w="enogtyve"), "beskadiget"),
        (lambda content: with_page(content, left="9999"), r"kun er \d,\d cm i bredden"),
        (lambda content: with_page(content, top="8000", bottom="8cm"), r"kun er \d,\d cm i højden"),
        (lambda content: with_page(content, left="12cm", right="12cm"), "kun er 0 cm i bredden"),
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


# Measures, comments and tracked changes as other programs write them --------------------------------------------------

# written | twips
MEASURES = [
    ("11906", 11906),
    ("11906.5", 11906),
    ("11906.6", 11907),
    ("-720", -720),
    ("21cm", 11906),
    ("210mm", 11906),
    ("8.5in", 12240),
    ("595.3pt", 11906),
    ("49.6pc", 11904),
    ("49.6pi", 11904),
    (" 21cm ", 11906),
]


@pytest.mark.parametrize(("written", "twips"), MEASURES)
def test_a_measure_is_read_with_its_unit(written, twips):
    assert read_twips(written) == twips


@pytest.mark.parametrize("written", ["", "cm", "21 cm", "21em", "1e9", "nan", "9" * 5_000, "²"])
def test_what_is_no_measure_is_refused(written):
    with pytest.raises(NotAWordFile):
        read_twips(written)


@pytest.mark.parametrize(
    "measures", [{"w": "21cm"}, {"w": "11906.5"}, {"left": "3.17cm", "right": "1in"}, {"gutter": "0.5in"}]
)
def test_a_page_in_other_units_is_written_in_whole_twips(base, measures):
    content = with_page(base, **measures)
    assert check_base(content).styles
    section = part(write_word(EVERYTHING, base=content), "word/document.xml").find(f".//{qn('w:sectPr')}")
    for one in section.iter(qn("w:pgSz"), qn("w:pgMar")):
        sides = ("w", "h", "left", "right", "top", "bottom", "gutter")
        assert all(one.get(qn(f"w:{side}"), "0").isdecimal() for side in sides)


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("_rels/.rels", "</Relationships>"),
        ("word/_rels/document.xml.rels", "</Relationships>"),
        ("[Content_Types].xml", "</Types>"),
        ("word/document.xml", "</w:body>"),
        ("word/styles.xml", "</w:styles>"),
        ("word/settings.xml", "</w:settings>"),
    ],
)
def test_comments_in_the_parts_are_passed_over(base, name, before):
    with zipfile.ZipFile(io.BytesIO(base)) as archive:
        told = archive.read(name).decode()
    content = repacked(base, {name: told.replace(before, f"<!-- skrevet af --><?noget?>{before}").encode()})
    assert check_base(content).styles
    assert word_text(write_word(EVERYTHING, base=content)) == word_text(write_word(EVERYTHING))


def test_a_tracked_change_of_the_page_is_no_section():
    given = docx.Document()
    section = given.sections[0]
    section.header.paragraphs[0].text = "Nu"
    section.page_width, section.page_height = section.page_height, section.page_width
    before = element("sectPr")
    before.append(element("pgSz", w="2000", h="3000"))
    change = element("sectPrChange", id="1", author="Nogen")
    change.append(before)
    section._sectPr.append(change)
    found = check_base(saved(given))
    assert found.landscape
    assert "alle afsnit (sektioner) undtagen det sidste" not in found.left_out
    written = docx.Document(io.BytesIO(write_word(EVERYTHING, base=saved(given)))).sections[0]
    assert written.page_width > written.page_height
    assert written.header.paragraphs[0].text == "Nu"


def test_what_a_document_was_made_from_is_left_out(base):
    with zipfile.ZipFile(io.BytesIO(base)) as archive:
        settings = archive.read("word/settings.xml").decode()
    link = f'<w:attachedTemplate xmlns:r="{R_URI}" r:id="rId1"/></w:settings>'
    leads = f'Type="{R_URI}/attachedTemplate" Target="file:///C:\\Vores.dotx" TargetMode="External"'
    relation = f'<Relationship Id="rId1" {leads}/>'
    uri = "http://schemas.openxmlformats.org/package/2006/relationships"
    content = repacked(
        base,
        {
            "word/settings.xml": settings.replace("</w:settings>", link).encode(),
            "word/_rels/settings.xml.rels": f'<Relationships xmlns="{uri}">{relation}</Relationships>'.encode(),
        },
    )
    assert "henvisningen til den skabelon, dokumentet er lavet af" in check_base(content).left_out
    for given in (content, with_relation(content, "attachedTemplate", "file:///c:/x.dotx")):
        with zipfile.ZipFile(io.BytesIO(write_word(EVERYTHING, base=given))) as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist())
        assert b"attachedTemplate" not in whole
        assert b".dotx" not in whole


def test_a_note_on_a_base_that_fails_is_written_in_our_own_look_and_says_so(base):
    notice = Callout("Skabelonen kunne ikke bruges.", "warning")
    broken = repacked(base, {"word/settings.xml": b"<x"})
    told = word_text(write_word_anyway(EVERYTHING, base=broken, notice=notice))
    assert "Skabelonen kunne ikke bruges." in told
    assert "Notatet gør status" in told
    for fine in (base, None):
        assert "kunne ikke bruges" not in word_text(write_word_anyway(EVERYTHING, base=fine, notice=notice))


# All its words, in which CPR numbers are looked for (fictive: day + 60) -----------------------------------------------


def in_the_text(given):
    given.add_paragraph("Samtale med 610190-1234 i dag")


def in_pieces(given):
    paragraph = given.add_paragraph()
    for piece in ("6101", "90", "-12", "34"):
        paragraph.add_run(piece).bold = piece == "90"


def with_a_hyphen_that_does_not_break(given):
    run = given.add_paragraph("610190").add_run()
    run._r.append(element("noBreakHyphen"))
    run.add_text("1234")


def in_the_header(given):
    given.sections[0].header.paragraphs[0].text = "6101901234"


def in_a_comment(given):
    given.add_comment(given.add_paragraph().add_run("x"), "Om 610190 1234", author="Nogen")


def in_what_was_deleted(given):
    deleted = element("delText")
    deleted.text = "610190-1234"
    run = element("r")
    run.append(deleted)
    change = element("del", id="1", author="Nogen")
    change.append(run)
    given.add_paragraph()._p.append(change)


def in_the_properties(given):
    given.core_properties.title = "Sag 610190-1234"


@pytest.mark.parametrize(
    "write",
    [
        in_the_text,
        in_pieces,
        with_a_hyphen_that_does_not_break,
        in_the_header,
        in_a_comment,
        in_what_was_deleted,
        in_the_properties,
    ],
)
def test_all_a_file_says_is_read_as_a_person_would(write):
    given = docx.Document()
    write(given)
    check_base(saved(given))
    found = [one.masked for line in words_of_file(saved(given)) for one in find_cpr(line)]
    assert found == ["610190-••••"]


def test_a_tab_and_a_line_break_keep_words_apart():
    given = docx.Document()
    given.add_paragraph("610190\t1234")
    given.add_paragraph("610190").add_run("\n1234")
    assert not [line for line in words_of_file(saved(given)) if find_cpr(line)]
