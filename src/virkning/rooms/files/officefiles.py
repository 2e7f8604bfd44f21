"""An Office file from outside, opened with distrust: counted while it is unpacked, without macros, objects or DTDs.

Nothing in it is run or fetched; what it says is handed to the caller, a part at a time, to be looked through.
"""

import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from enum import Enum
from xml.parsers import expat

from django.utils.translation import gettext as _

from virkning.rooms.audit.refusals import Refused

MOST_ENTRIES = 4_000
MOST_UNPACKED = 150 * 1024 * 1024
MOST_XML = 60 * 1024 * 1024
#: Many times what the longest document has of links.
MOST_LINKS = 5 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(NotImplementedError, ValueError, OSError, RuntimeError),
)
#: Parts that hold code, or whatever somebody chose to hide in them.
_CODE = re.compile(
    r"vbaproject\.bin$|vbadata\.xml$|/macrosheets/|/activex/|/oleobject[^/]*\.bin$"
    r"|\.(?:docm|xlsm|pptm|dotm|xltm|potm|xlam|ppam|exe|dll|com|scr|bat|cmd|ps1|js|vbs|hta|lnk|jar|msi)$"
)
#: A template or an object of these kinds is fetched when the file is opened; from the net, where it stands there.
_FETCHED = ("attachedtemplate", "oleobject", "frame", "subdocument", "afchunk", "externallinkpath")
_ON_THE_NET = ("http:", "https:", "ftp:")
#: Inside one text, which may be written in pieces that look different; all other markup stands between two texts.
_INSIDE = re.compile(r"<(?:/?(?:\w+:)?(?:t|r|rPr)(?: [^<>]*)?|[^<>]*/)>")
_BETWEEN = re.compile(r"<[^<>]*>")
#: What a reader of the file joins the text around: remarks and instructions to programs; and text written unmasked.
_UNMASKED = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(?P<text>.*?)\]\]>", re.DOTALL)
#: What is read, or read aloud, and stands in a mark by itself: choices, numbering, the words of a picture.
_READ_ALOUD = re.compile(
    r"<(?:\w+:)?(?:listEntry|listItem|lvlText|default|docPr|cNvPr|shape|imagedata)\b[^<>]*>"
)
_SAID_THERE = re.compile(
    r"\s(?:w:val|w:displayText|w:value|descr|title|alt|o:title)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
)


class OfficeKind(Enum):
    """The program's name, and the part without which the file is not its."""

    WORD = ("Word", "word/document.xml", ".docx")
    EXCEL = ("Excel", "xl/workbook.xml", ".xlsx")
    POWERPOINT = ("PowerPoint", "ppt/presentation.xml", ".pptx")

    @property
    def program(self) -> str:
        return self.value[0]

    @property
    def part(self) -> str:
        return self.value[1]

    @property
    def ending(self) -> str:
        return self.value[2]


def check_office(content: bytes, kind: OfficeKind) -> Iterator[str]:
    """What each of the file's XML parts says, as lines. Raises `Refused` with what is wrong with the file."""
    if content.startswith(_OLE):
        raise _locked() if "EncryptedPackage".encode("utf-16-le") in content else _wrong_kind(kind)
    if not content.startswith(b"PK"):
        raise _wrong_kind(kind)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parcel:
            entries = parcel.infolist()
            _check_entries(entries, kind)
            yield from _parts(parcel, entries)
    except Refused:
        raise
    except _UNREADABLE as error:
        raise damaged() from error


def _check_entries(entries: list[zipfile.ZipInfo], kind: OfficeKind) -> None:
    """What the table of contents says is enough to refuse; it is never enough to accept."""
    names = [entry.filename.casefold().replace("\\", "/") for entry in entries]
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise too_large()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise _locked()
    if len(set(names)) < len(names) or any(".." in name.split("/") or name[:1] == "/" for name in names):
        raise damaged()
    if any(_CODE.search(f"/{name}") for name in names):
        raise _code()
    if kind.part not in names:
        raise _wrong_kind(kind)


def _parts(parcel: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    left = MOST_UNPACKED
    for entry in entries:
        is_xml = entry.filename.casefold().endswith((".xml", ".rels", ".vml"))
        pieces = []
        with parcel.open(entry) as opened:
            while piece := opened.read(_CHUNK):
                left -= len(piece)
                if left < 0:
                    raise too_large()
                if is_xml:
                    pieces.append(piece)
        if is_xml:
            yield _told(entry.filename, b"".join(pieces))


def _told(name: str, part: bytes) -> str:
    """The part's words, a line a text. Raises `Refused` for what no Office program writes."""
    if len(part) > MOST_XML:
        raise too_large()
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _refused(
            _("Filen indeholder XML med eksterne henvisninger (%(part)s) og gemmes ikke.") % {"part": name}
        )
    if b"\0" in part[:400]:
        raise damaged()
    if name == "[Content_Types].xml" and (b"macroEnabled" in part or b"vbaProject" in part):
        raise _code()
    if name.casefold().endswith(".rels"):
        if len(part) > MOST_LINKS:
            raise too_large()
        if _fetches(part):
            raise _refused(
                _("Filen henter noget fra nettet, når den åbnes. Indsæt det i filen i stedet, og prøv igen.")
            )
        return ""
    return words_in(part)


def words_in(part: bytes) -> str:
    """What an XML part says, a line a text; last what stands in marks and is read all the same."""
    told = _UNMASKED.sub(_masked, part.decode("utf-8", "replace"))
    beside = (
        "".join(said) for mark in _READ_ALOUD.findall(told) for said in _SAID_THERE.findall(mark) if any(said)
    )
    return html.unescape("\n".join([_BETWEEN.sub("\n", _INSIDE.sub("", told)), *beside]))


def _masked(found: re.Match[str]) -> str:
    return html.escape(found["text"] or "", quote=False)


def _fetches(links: bytes) -> bool:
    """Whether a part of links has one that is fetched. Read as XML, for quotes, prefixes and signs can be written in
    more ways than a pattern knows. Raises `Refused` where it is none."""
    found: list[str] = []

    def look(name: str, given: dict[str, str]) -> None:
        kind = given.get("Type", "").rpartition("/")[2].casefold()
        outside = given.get("TargetMode", "").strip().casefold() == "external"
        where = given.get("Target", "").strip().casefold()
        if outside and kind in _FETCHED and where.startswith(_ON_THE_NET):
            found.append(name)

    parser = expat.ParserCreate()
    parser.StartElementHandler = look
    try:
        parser.Parse(links, True)
    except expat.ExpatError as error:
        raise damaged() from error
    return bool(found)


def _refused(words: str) -> Refused:
    return Refused({"file": words})


def _wrong_kind(kind: OfficeKind) -> Refused:
    texts = {"program": kind.program, "ending": kind.ending}
    return _refused(
        _(
            "Filen er ikke en %(program)s-fil, uanset hvad den hedder. "
            "Gem den i %(program)s som %(ending)s, og prøv igen."
        )
        % texts
    )


def damaged() -> Refused:
    """It cannot be read as what it is."""
    return _refused(_("Filen er beskadiget eller ufuldstændig. Åbn den, gem den igen, og prøv igen."))


def _locked() -> Refused:
    return _refused(_("Filen er beskyttet med adgangskode. Gem den uden adgangskode, og prøv igen."))


def too_large(most_unpacked: int = MOST_UNPACKED) -> Refused:
    """It unpacks to more bytes than that."""
    most = most_unpacked // (1024 * 1024)
    return _refused(
        _("Filen fylder for meget, når den pakkes ud (over %(most)s MB), og gemmes ikke.") % {"most": most}
    )


def _code() -> Refused:
    return _refused(
        _(
            "Filen indeholder makroer, programmer eller indlejrede objekter og gemmes ikke. Gem den uden, og prøv igen."
        )
    )
