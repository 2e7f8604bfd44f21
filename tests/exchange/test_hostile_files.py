"""Files that are not what they say, or that would fill the machine: a clear message within a second, nothing opened."""

import io
import struct
import time
import zipfile
import zlib

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from exchange.books import Formula, book, changed, part, repacked, xlsx
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.exchange.opening import open_workbook

SHEET = "xl/worksheets/sheet1.xml"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 400
HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
TAIL = b"</sheetData></worksheet>"


def with_sheet(cells: bytes) -> bytes:
    """The valid workbook with the first sheet's cells replaced."""
    return repacked(book(), {SHEET: HEAD + cells + TAIL})


def encrypted() -> bytes:
    locked = io.BytesIO()
    file = OOXMLFile(io.BytesIO(book()))
    file.encrypt("hemmelig", locked)
    return locked.getvalue()


def bomb(megabytes: int) -> bytes:
    """A sheet that inflates to so many megabytes of spaces."""
    return with_sheet(b" " * (megabytes * 1024 * 1024))


def lying_bomb() -> bytes:
    """The same, but both headers say that it is small."""
    honest = bomb(400)
    true_size = struct.pack("<L", len(HEAD) + 400 * 1024 * 1024 + len(TAIL))
    return honest.replace(true_size, struct.pack("<L", 1000))


def many_entries() -> bytes:
    return repacked(book(), {f"xl/media/{number}.xml": b"<a/>" for number in range(3000)})


def billion_laughs() -> bytes:
    entities = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    return repacked(book(), {SHEET: HEAD.replace(b"<worksheet", entities + b"<worksheet") + TAIL})


def external_entity() -> bytes:
    strings = (
        b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&x;</t></si></sst>'
    )
    return repacked(book(), {"xl/sharedStrings.xml": strings})


def with_macros() -> bytes:
    types = part(book(), "[Content_Types].xml")
    types = types.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return repacked(book(), {"[Content_Types].xml": types, "xl/vbaProject.bin": b"\0" * 100})


def far_away_cell() -> bytes:
    return with_sheet(
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )


def far_away_by_counting() -> bytes:
    """Cells without an address: a very long row and a great many rows."""
    return with_sheet(b"<row>" + b"<c><v>1</v></c>" * 90_000 + b"</row>")


def prefixed_far_away() -> bytes:
    return repacked(
        book(),
        {
            SHEET: b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
            b'<x:row r="1"><x:c r="XFD900000"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
        },
    )


def same_long_text_everywhere() -> bytes:
    strings = (
        b'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<si><t>" + b"x" * 1_000_000 + b"</t></si></sst>"
    )
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (at, at) for at in range(1, 20_000))
    return repacked(book(), {"xl/sharedStrings.xml": strings, SHEET: HEAD + cells + TAIL})


def wrong_checksum() -> bytes:
    content = bytearray(book())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as opened:
        entry = opened.getinfo(SHEET)
    content[entry.header_offset + 60] ^= 0xFF
    return bytes(content)


def twice_the_same_part() -> bytes:
    whole = io.BytesIO(book())
    with zipfile.ZipFile(whole, "a") as opened, pytest.warns(UserWarning, match="Duplicate name"):
        opened.writestr(SHEET, HEAD + TAIL)
    return whole.getvalue()


def plain_zip() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as opened:
        opened.writestr("brev.txt", "hej")
    return whole.getvalue()


def utf16() -> bytes:
    return repacked(book(), {SHEET: (HEAD + TAIL).decode().replace("UTF-8", "UTF-16").encode("utf-16")})


HOSTILE = {
    "an empty file": (lambda: b"", "Filen er tom"),
    "a renamed picture": (lambda: PNG, "ikke en Excel-fil"),
    "a text file": (lambda: b"Felt;V\xc3\xa6rdi\n", "ikke en Excel-fil"),
    "only the beginning of a zip": (lambda: book()[:4], "beskadiget"),
    "half a file": (lambda: book()[: len(book()) // 2], "beskadiget"),
    "a file that lacks its end": (lambda: book()[:-30], "beskadiget"),
    "a wrong checksum": (wrong_checksum, "beskadiget"),
    "a password": (encrypted, "adgangskode"),
    "an old .xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "gammelt Office-format"),
    "a zip with a letter": (plain_zip, "ikke en Excel-projektmappe"),
    "a zip bomb": (lambda: bomb(400), "fylder for meget"),
    "a zip bomb of a fair size": (lambda: bomb(60), "fylder for meget"),
    "a zip bomb that lies": (lying_bomb, "fylder for meget"),
    "too many entries": (many_entries, "fylder for meget"),
    "a billion laughs": (billion_laughs, "eksterne henvisninger"),
    "an external entity": (external_entity, "eksterne henvisninger"),
    "macros": (with_macros, "makroer"),
    "a cell in XFD1048576": (far_away_cell, "XFD1048576"),
    "a cell far out, with prefixes": (prefixed_far_away, "XFD900000"),
    "a cell far out by counting": (far_away_by_counting, "kolonner"),
    "one long text in every cell": (same_long_text_everywhere, "lange tekster"),
    "a part twice": (twice_the_same_part, "beskadiget"),
    "a sheet in UTF-16": (utf16, "beskadiget"),
    "a sheet cut short": (
        lambda: repacked(book(), {SHEET: HEAD + b'<row r="1"><c r="A1"><v>1'}),
        "beskadiget",
    ),
    "a text that is not there": (
        lambda: with_sheet(b'<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'),
        "beskadiget",
    ),
    "an address that is none": (lambda: with_sheet(b'<row r="1"><c r="A0"><v>1</v></c></row>'), "beskadiget"),
    "an address of many letters": (
        lambda: with_sheet(b'<row r="1"><c r="HsheetViews1"><v>1</v></c></row>'),
        "beskadiget",
    ),
    "no contents": (lambda: repacked(book(), {"xl/workbook.xml": None}), "ikke en Excel-projektmappe"),
    "no relations": (lambda: repacked(book(), {"xl/_rels/workbook.xml.rels": None}), "beskadiget"),
    "a sheet that is not there": (lambda: repacked(book(), {SHEET: None}), "beskadiget"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_with_a_clear_message_within_a_second(kind: str) -> None:
    make, words = HOSTILE[kind]
    content = make()
    start = time.process_time()
    with pytest.raises(BookRefused) as refused:
        open_workbook(content)
    assert time.process_time() - start < 1
    assert words in str(refused.value)


@pytest.mark.parametrize("end", range(0, 9000, 577))
def test_a_file_cut_anywhere_is_refused(end: int) -> None:
    with pytest.raises(BookRefused):
        open_workbook(book()[:end])


def test_a_file_larger_than_may_be_uploaded(settings: object) -> None:
    settings.MAX_UPLOAD_BYTES = 1000  # type: ignore[attr-defined]
    with pytest.raises(BookRefused, match="højst fylde"):
        open_workbook(book())


def test_headers_and_contents_must_agree_even_for_stored_parts() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert open_workbook(whole.getvalue())
    checksum = struct.pack("<L", zlib.crc32(part(book(), SHEET)))
    with pytest.raises(BookRefused, match="beskadiget"):
        open_workbook(whole.getvalue().replace(checksum, b"\1\2\3\4"))


def test_a_sheet_written_in_an_unusual_way_is_read_the_same() -> None:
    usual = {sheet.name: sheet.rows for sheet in open_workbook(book())}
    sheet = part(book(), "xl/worksheets/sheet7.xml")
    bare = sheet.replace(b"<c r=", b"<c  r=")  # two spaces: no longer the form that is only searched
    prefixed = (
        sheet.replace(b"<", b"<x:")
        .replace(b"<x:/", b"</x:")
        .replace(b"<x:?", b"<?")
        .replace(b"xmlns=", b"xmlns:x=")
    )
    for changed_sheet in (bare, prefixed):
        unusual = open_workbook(repacked(book(), {"xl/worksheets/sheet7.xml": changed_sheet}))
        assert {one.name: one.rows for one in unusual} == usual


def test_failed_formulas_are_seen_in_usual_and_unusual_sheets() -> None:
    content = xlsx(changed({"Målinger!G2": Formula("=X1", "#REF!"), "Målinger!Z9": Formula("=X1", "#N/A")}))
    sheet = part(content, "xl/worksheets/sheet7.xml")
    for one in (content, repacked(content, {"xl/worksheets/sheet7.xml": sheet.replace(b"<c r=", b"<c  r=")})):
        rows = next(sheet.rows for sheet in open_workbook(one) if sheet.name == "Målinger")
        assert type(rows[1][6]).__name__ == "ExcelError"
        assert type(rows[8][25]).__name__ == "ExcelError"


def test_names_of_parts_with_backslashes_and_other_case_are_understood() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(whole, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("sheet7", "SHEET7"), old.read(name))
    assert {one.name: one.rows for one in open_workbook(whole.getvalue())} == {
        one.name: one.rows for one in open_workbook(book())
    }
