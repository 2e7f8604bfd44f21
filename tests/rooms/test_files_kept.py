"""Files brought as evidence: what may be kept, and what is refused in words within a second."""

import io
import time
import zipfile
from typing import Any

import docx
import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from virkning.rooms.audit.refusals import Refused
from virkning.rooms.files.checking import ENDINGS, check_file

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40 + b"\xff\xd9"
#: Day + 60: nobody's.
CPR = "700101-1234"


def word(*paragraphs: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for one in paragraphs:
        document.add_paragraph(one)
    document.save(out)
    return out.getvalue()


def excel(value: Any = "Tal") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write(0, 0, value)
    return out.getvalue()


def parcel(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def with_part(whole: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            if entry.filename != name:
                after.writestr(entry, before.read(entry))
        after.writestr(name, part)
    return out.getvalue()


def encrypted() -> bytes:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(excel())).encrypt("hemmelig", locked)
    return locked.getvalue()


POWERPOINT = parcel(**{"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("referat.pdf", PDF),
        ("Guide.DOCX", word("Hvad er der sket?")),
        ("tal.xlsx", excel()),
        ("oplæg.pptx", POWERPOINT),
        ("tavle.png", PNG),
        ("tavle.jpg", JPEG),
        ("tavle.jpeg", JPEG),
        ("noter.txt", "Åbent møde".encode()),
        ("noter.txt", "Åbent møde".encode("latin-1")),
        ("svar.csv", "Spørgsmål;Svar\r\n1;Ja\r\n".encode("utf-16")),
    ],
)
def test_what_may_be_kept(name: str, content: bytes) -> None:
    assert check_file(name, content).name == name


def test_the_name_is_kept_without_folders_and_signs_that_hide_its_ending() -> None:
    assert check_file("C:\\Users\\x\\Mit  referat.pdf", PDF).name == "Mit referat.pdf"
    assert check_file("../../etc/ref\u202egpj.pdf", PDF).name == "refgpj.pdf"


HOSTILE: list[tuple[str, bytes, str]] = [
    ("virus.exe", b"MZ", "rigtige slags"),
    ("virus.exe.pdf", b"MZ\x90\0", "passer ikke"),
    ("makro.docm", word("x"), "rigtige slags"),
    ("side.html", b"<script>", "rigtige slags"),
    ("tegning.svg", b"<svg/>", "rigtige slags"),
    ("uden", b"x", "rigtige slags"),
    (".pdf", PDF, "rigtige slags"),
    ("tom.txt", b"", "tom"),
    (f"{CPR}.pdf", PDF, "CPR-nummer"),
    (f"{CPR}.exe", b"MZ", "CPR-nummer"),
    ("noter.txt", f"Borgeren {CPR}".encode(), "CPR-nummer"),
    ("svar.csv", f"{CPR};Ja".encode("utf-16"), "CPR-nummer"),
    ("guide.docx", word("Se", f"borger {CPR}"), "CPR-nummer"),
    ("tal.xlsx", excel(CPR), "CPR-nummer"),
    ("tal.xlsx", excel(7001011234), "CPR-nummer"),
    ("noter.txt", b"MZ\x90\x00\x03", "passer ikke"),
    ("noter.txt", b"a\0b", "passer ikke"),
    ("referat.pdf", b"PK\x03\x04", "passer ikke"),
    ("referat.pdf", PDF[:30], "beskadiget"),
    ("referat.pdf", PDF.replace(b"/Root", b"/Encrypt 5 0 R /Root"), "adgangskode"),
    ("referat.pdf", PDF.replace(b"/Root", b"/OpenAction <</S /JavaScript>> /Root"), "kode"),
    ("tavle.png", PNG[:30], "beskadiget"),
    ("tavle.jpg", PNG, "passer ikke"),
    ("guide.docx", excel(), "ikke en Word-fil"),
    ("guide.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ikke en Word-fil"),
    ("guide.docx", word("x")[:2000], "beskadiget"),
    ("tal.xlsx", encrypted(), "adgangskode"),
    ("guide.docx", with_part(word("x"), "word/vbaProject.bin", b"\0"), "makroer"),
    ("guide.docx", with_part(word("x"), "word/embeddings/oleObject1.bin", b"\0"), "indlejrede"),
    ("guide.docx", with_part(word("x"), "word/media/run.exe", b"MZ"), "programmer"),
    (
        "guide.docx",
        with_part(word("x"), "word/extra.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'),
        "eksterne henvisninger",
    ),
    (
        "guide.docx",
        with_part(
            word("x"),
            "word/_rels/settings.xml.rels",
            b'<Relationships><Relationship Id="r" Type="http://x/attachedTemplate" '
            b'Target="https://ond.example/m.dotm" TargetMode="External"/></Relationships>',
        ),
        "henter noget fra nettet",
    ),
    (
        "guide.docx",
        with_part(
            word("x"),
            "word/_rels/settings.xml.rels",
            b"<r:Relationships xmlns:r='x'><r:Relationship Id='a>' TargetMode = 'External' "
            b"Target='&#104;ttps://ond.example/m.dotm' Type='http://x/attachedTemplate'/></r:Relationships>",
        ),
        "henter noget fra nettet",
    ),
    ("guide.docx", with_part(word("x"), "word/_rels/a.xml.rels", b"<Relationships>"), "beskadiget"),
    (
        "guide.docx",
        with_part(word("x"), "word/_rels/a.xml.rels", b"<Relationship " * 1024 * 1024),
        "pakkes ud",
    ),
    (
        "guide.docx",
        with_part(word("x"), "word/_rels/a.xml.rels", b"<Relationship " * 300 * 1024),
        "beskadiget",
    ),
]


@pytest.mark.parametrize(("name", "content", "said"), HOSTILE, ids=[f"{one[0]}-{one[2]}" for one in HOSTILE])
def test_what_is_refused_in_words_within_a_second(name: str, content: bytes, said: str) -> None:
    is_refused(name, content, said)


def test_a_file_that_unpacks_to_more_than_may_be_is_refused() -> None:
    # Made here and not in the table: it takes its time and memory wherever tests are only collected.
    is_refused("tal.xlsx", with_part(excel(), "xl/bombe.xml", b" " * 151 * 1024 * 1024), "pakkes ud")


def is_refused(name: str, content: bytes, said: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(Refused) as refused:
        check_file(name, content)
    assert time.perf_counter() - begun < 1
    assert set(refused.value.errors) == {"file"}
    assert said in refused.value.errors["file"]
    assert CPR not in refused.value.errors["file"]


def test_a_file_larger_than_may_be_kept_is_refused(settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    with pytest.raises(Refused, match="1 MB"):
        check_file("stor.txt", b"a" * (1024 * 1024 + 1))


def test_the_endings_people_are_told() -> None:
    assert ENDINGS == (".pdf", ".docx", ".xlsx", ".pptx", ".png", ".jpg", ".jpeg", ".txt", ".csv")
