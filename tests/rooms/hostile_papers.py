"""Word files that are not what they say, that reach out, or that would fill the machine when they are unpacked."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator

from rooms.description_papers import lines, table

BODY = "word/document.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MB = 1024 * 1024


def ordinary() -> bytes:
    """A filled file with nothing wrong."""
    return lines("Kommune: Køge", "Navn på indsatsen: Job først")


def repacked(changes: dict[str, bytes], content: bytes = b"") -> bytes:
    """The ordinary file with parts changed or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or ordinary())) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            if name not in changes:
                after.writestr(name, before.read(name))
        for name, data in changes.items():
            after.writestr(name, data)
    return out.getvalue()


def with_body(inside: str | bytes) -> bytes:
    """A file whose text is that markup."""
    body = inside.encode() if isinstance(inside, str) else inside
    head = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>'.encode()
    return repacked({BODY: head + body + b"</w:body></w:document>"})


def code(*pieces: str) -> str:
    """A field whose code is broken into those pieces."""
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>' for one in pieces)
    return f"<w:p>{mark('begin')}{runs}{mark('separate')}<w:r><w:t>x</w:t></w:r>{mark('end')}</w:p>"


def mark(kind: str) -> str:
    """A mark around a field's code and result."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def simple(instruction: str) -> str:
    """A field in one element."""
    return f'<w:p><w:fldSimple w:instr="{instruction}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'


def linked(kind: str, target: str, *, source: str = "document") -> bytes:
    """A file with a link of a kind to somewhere outside."""
    link = f'<Relationship Id="rId900" Type="{_KINDS}/{kind}" Target="{target}" TargetMode="External"/>'
    name = f"word/_rels/{source}.xml.rels"
    if source == "document":
        with zipfile.ZipFile(io.BytesIO(ordinary())) as parcel:
            links = parcel.read(name).replace(b"</Relationships>", link.encode() + b"</Relationships>")
    else:
        around = "http://schemas.openxmlformats.org/package/2006/relationships"
        links = f'<Relationships xmlns="{around}">{link}</Relationships>'.encode()
    return repacked({name: links})


def bomb(megabytes: int) -> bytes:
    """A part that unpacks to so much."""
    return repacked({"word/media/x.xml": b" " * (megabytes * _MB)})


def lying_bomb() -> bytes:
    """The same in the text, but both headers say that it is small."""
    honest = with_body(b" " * (200 * _MB))
    with zipfile.ZipFile(io.BytesIO(honest)) as parcel:
        size = parcel.getinfo(BODY).file_size
    return honest.replace(struct.pack("<L", size), struct.pack("<L", 5000))


def huge_table(megabytes: int) -> bytes:
    """A table whose rows fill so much."""
    row = b"<w:tr>" + b"<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>" * 8 + b"</w:tr>"
    return with_body(b"<w:tbl>" + row * (megabytes * _MB // len(row)) + b"</w:tbl>")


def nested(depth: int) -> bytes:
    """Tables within tables."""
    return with_body("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


def label_like(count: int) -> bytes:
    """Lines that all could be labels."""
    return lines(*(f"Aktivitet {number % 9}: På kort sigt Metode: Kommune: x" for number in range(count)))


def one_long_line(letters: int) -> bytes:
    """A paragraph of labels without an end."""
    return lines("Navn på indsatsen: Antal deltagere: " * (letters // 36))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "Filen er tom"),
    "old Word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ikke en Word-fil"),
    "rtf": (lambda: b"{\\rtf1 hej}", "ikke en Word-fil"),
    "locked": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "adgangskode",
    ),
    "cut off": (lambda: ordinary()[:-2000], "beskadiget"),
    "cut to a stump": (lambda: ordinary()[:300], "beskadiget"),
    "another kind": (lambda: _other_kind(), "ikke en Word-fil"),
    "zip bomb": (lambda: bomb(500), "fylder for meget"),
    "bomb that lies": (lying_bomb, "beskadiget"),
    "table of 500 MB": (lambda: huge_table(500), "fylder for meget"),
    "table of 50 MB": (lambda: huge_table(50), "for lang"),
    "table of 7 MB": (lambda: huge_table(7), "for lang"),
    "a million paragraphs": (lambda: with_body(b"<w:p/>" * 1_000_000), "for lang"),
    "many parts": (
        lambda: repacked({f"word/x{number}.xml": b"<a/>" * 500_000 for number in range(30)}),
        "for lang",
    ),
    "many letters": (lambda: lines("x" * 1000 + " ", *["ord " * 250] * 400), "for lang"),
    "deep": (lambda: with_body("<w:sdt>" * 3000 + "</w:sdt>" * 3000), "beskadiget"),
    "tables in tables": (lambda: nested(90), "beskadiget"),
    "no XML": (lambda: repacked({BODY: b"<w:document"}), "beskadiget"),
    "entities": (lambda: repacked({BODY: b'<!DOCTYPE l [<!ENTITY a "ha">]><x/>'}), "eksterne henvisninger"),
    "another encoding": (
        lambda: repacked({BODY: b'<?xml version="1.0" encoding="UTF-7"?><x/>'}),
        "beskadiget",
    ),
    "macro": (lambda: repacked({"word/vbaProject.bin": b"x"}), "makroer"),
    "object": (lambda: repacked({"word/embeddings/oleObject1.bin": b"x"}), "indlejrede objekter"),
    "CPR number": (lambda: lines("Metode", "Vi talte med 010190-1234."), "CPR-nummer"),
    "template on the net": (
        lambda: linked("attachedTemplate", "http://example.test/x.dotm", source="settings"),
        "fra nettet",
    ),
    "template on a server": (
        lambda: linked("attachedTemplate", "file:///\\\\server\\share\\x.dotm", source="settings"),
        "anden fil eller maskine",
    ),
    "object on the net": (lambda: linked("oleObject", "https://example.test/x"), "fra nettet"),
    "object in a file": (lambda: linked("oleObject", "file:///C:/x.xlsx"), "anden fil eller maskine"),
    "frame": (lambda: linked("frame", "http://example.test/x"), "fra nettet"),
    "picture on the net": (lambda: linked("image", "http://example.test/x.png"), "fra nettet"),
    "picture on a server": (lambda: linked("image", "//server/x.png"), "anden fil eller maskine"),
    "part in another file": (lambda: linked("subDocument", "x.docx"), "anden fil eller maskine"),
    "link that runs": (lambda: linked("hyperlink", "javascript:alert(1)"), "anden fil eller maskine"),
    "DDE": (lambda: with_body(code(" DDE excel x y ")), "(DDE)"),
    "DDEAUTO": (lambda: with_body(code(' DDEAUTO c:\\\\cmd.exe "/k calc" ')), "(DDEAUTO)"),
    "DDE in pieces": (lambda: with_body(code(" ", "D", "DE", "AU", "TO", " x")), "(DDEAUTO)"),
    "DDE in small letters": (lambda: with_body(code("ddeauto x")), "(DDEAUTO)"),
    "DDE in one element": (lambda: with_body(simple("DDEAUTO x")), "(DDEAUTO)"),
    "DDE in other signs": (lambda: with_body(simple("&#68;DE x")), "(DDE)"),
    "DDE without an end": (lambda: with_body(f"<w:p>{mark('begin')}</w:p>" + code(" DDE x")), "(DDE)"),
    "DDE in a header": (
        lambda: repacked({"word/header9.xml": f"<w:hdr {_W}>{code(' DDE x')}</w:hdr>".encode()}),
        "(DDE)",
    ),
    "a code another field writes": (
        lambda: with_body(f"<w:p>{mark('begin')}{code(' QUOTE 68 68 69 ')}{mark('end')}</w:p>"),
        "({}",
    ),
    "INCLUDETEXT": (lambda: with_body(code(" INCLUDETEXT c:/x.docx ")), "(INCLUDETEXT)"),
    "INCLUDEPICTURE": (lambda: with_body(simple("INCLUDEPICTURE http://x")), "(INCLUDEPICTURE)"),
    "LINK": (lambda: with_body(code(" LINK Excel.Sheet.8 c:/x.xls ")), "(LINK)"),
}

HARMLESS: dict[str, Callable[[], bytes]] = {
    "ordinary": ordinary,
    "link": lambda: linked("hyperlink", "https://example.test/"),
    "mail": lambda: linked("hyperlink", "mailto:post@example.test"),
    "link to a file": lambda: linked("hyperlink", "file:///\\\\server\\share\\x.docx"),
    "template on one's own disk": lambda: linked(
        "attachedTemplate", "file:///C:\\Users\\x\\Normal.dotm", source="settings"
    ),
    "template by its name": lambda: linked("attachedTemplate", "Normal.dotm", source="settings"),
    "page number": lambda: with_body(code(" PAGE ") + "<w:p><w:r><w:t>Kommune: Køge</w:t></w:r></w:p>"),
    "contents": lambda: with_body(code(' TOC \\o "1-3" ') + simple(" DATE ")),
    "room to write": lambda: with_body(code(" MACROBUTTON NoMacro [Klik her] ")),
    "words about DDE": lambda: lines("Metode", "DDE og INCLUDETEXT er felter i Word."),
}

#: Within the limits, and made to take long.
SLOW: dict[str, Callable[[], bytes]] = {
    "labels on every line": lambda: label_like(2_400),
    "labels on one line": lambda: one_long_line(140_000),
    "new words on one line": lambda: lines("".join(f"Navn på indsatsen x{n}: y{n} " for n in range(4_500))),
    "dots": lambda: lines("." * 140_000),
    "spaces": lambda: lines(" " * 140_000 + "x"),
    "small runs": lambda: with_body("<w:p>" + "<w:r><w:t>x</w:t></w:r>" * 100_000 + "</w:p>"),
    "small codes": lambda: with_body(code(*["x"] * 60_000)),
    "a cell a label": lambda: table(*[("Kommune:", "x")] * 1_200),
    "help on every line": lambda: lines("Målgruppe", *["F.eks.: Alder, køn, oprindelsesland"] * 2_400),
}


def _other_kind() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parcel:
        parcel.writestr("xl/workbook.xml", "<x/>")
    return out.getvalue()


def hostile() -> Iterator[tuple[str, bytes]]:
    """Every hostile file."""
    for name, (made, _words) in HOSTILE.items():
        yield name, made()
