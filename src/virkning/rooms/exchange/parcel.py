"""The zip around a workbook, opened with distrust: sizes are counted while inflating, headers are not believed.

The parts that pass are packed anew for the reader, so that it sees exactly the bytes that were checked here.
"""

import io
import struct
import zipfile
import zlib

from django.conf import settings
from django.utils.translation import gettext as _

from .findings import BookRefused, refused

MAX_ENTRIES = 2_000
MAX_UNPACKED = 150 * 1024 * 1024
MAX_RATIO = 250
RATIO_MATTERS_FROM = 10 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1
_XML_ENDINGS = (".xml", ".rels")
_CHUNK = 1 << 20


def open_parcel(content: bytes) -> dict[str, bytes]:
    """The XML parts of a workbook by name. Raises `BookRefused` with what is wrong with the file, in a sentence."""
    if not content:
        raise refused(_("Filen er tom."))
    if len(content) > settings.MAX_UPLOAD_BYTES:
        most = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        raise refused(_("Filen fylder for meget: den må højst fylde %(most)s MB.") % {"most": most})
    if content.startswith(_OLE):
        raise _ole(content)
    if not content.startswith(b"PK"):
        raise refused(
            _(
                "Filen er ikke en Excel-fil, uanset hvad den hedder. Gem projektarket i Excel som .xlsx og prøv igen."
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parcel:
            entries = parcel.infolist()
        _check_entries(entries)
        parts = _inflated(content, entries)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError) as error:
        raise damaged() from error
    _check_markup(parts)
    return parts


def repacked(parts: dict[str, bytes]) -> bytes:
    """The parts as a new zip, not compressed: for the reader only."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as parcel:
        for name, part in parts.items():
            parcel.writestr(name, part)
    return whole.getvalue()


def damaged() -> BookRefused:
    """The file cannot be read to its end."""
    return refused(
        _(
            "Filen er beskadiget eller ufuldstændig og kan ikke læses. Åbn den i Excel, gem den igen, og prøv igen."
        )
    )


def _ole(content: bytes) -> BookRefused:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return refused(
            _(
                "Filen er beskyttet med adgangskode. Fjern adgangskoden i Excel (Filer, Oplysninger) og prøv igen."
            )
        )
    return refused(
        _("Filen er i et gammelt Office-format (for eksempel .xls). Gem den i Excel som .xlsx og prøv igen.")
    )


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """What the table of contents says is enough to refuse; it is never enough to accept."""
    if len(entries) > MAX_ENTRIES:
        raise _bomb()
    names = [entry.filename.casefold().replace("\\", "/") for entry in entries]
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise refused(_("Filen er beskyttet med adgangskode. Fjern adgangskoden i Excel og prøv igen."))
    if len(set(names)) < len(names) or any(
        entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries
    ):
        raise damaged()
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise _macros()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise _bomb()


def _inflated(content: bytes, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    for entry in entries:
        packed = _packed(content, entry)
        part = _inflate(packed, left) if entry.compress_type == zipfile.ZIP_DEFLATED else bytes(packed)
        left -= len(part)
        if left < 0 or (len(part) > RATIO_MATTERS_FROM and len(part) > MAX_RATIO * len(packed)):
            raise _bomb()
        if len(part) != entry.file_size or zlib.crc32(part) != entry.CRC:
            raise damaged()
        if entry.filename.casefold().endswith(_XML_ENDINGS):
            parts[entry.filename.replace("\\", "/")] = part
    return parts


def _packed(content: bytes, entry: zipfile.ZipInfo) -> memoryview:
    """The entry's bytes as they lie in the file, found by its own header."""
    header = _LOCAL_HEADER.unpack_from(content, entry.header_offset)
    if header[0] != b"PK\x03\x04":
        raise damaged()
    start = entry.header_offset + _LOCAL_HEADER.size + header[-2] + header[-1]
    packed = memoryview(content)[start : start + entry.compress_size]
    if len(packed) != entry.compress_size:
        raise damaged()
    return packed


def _inflate(packed: memoryview, most: int) -> bytes:
    """Inflate, but never more than one byte past `most`."""
    inflater = zlib.decompressobj(-15)
    part = inflater.decompress(packed, most + 1)
    if len(part) > most:
        raise _bomb()
    if not inflater.eof:
        raise damaged()
    return part


def _check_markup(parts: dict[str, bytes]) -> None:
    """Every XML part is plain UTF-8 without a document type; the workbook's own are there, and hold no macros."""
    for name, part in parts.items():
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise refused(
                _("Filen indeholder XML med eksterne henvisninger (%(part)s) og åbnes ikke.") % {"part": name}
            )
        if b"\0" in part[:400] or part[:2] in (b"\xff\xfe", b"\xfe\xff") or _other_encoding(part[:200]):
            raise damaged()
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise _macros()
    if "xl/workbook.xml" not in parts or not types:
        raise refused(
            _(
                "Filen er en zip-fil, men ikke en Excel-projektmappe. Gem projektarket i Excel som .xlsx og prøv igen."
            )
        )


def _other_encoding(start: bytes) -> bool:
    declaration = start.lower().partition(b"?>")[0]
    return b"encoding" in declaration and b"utf-8" not in declaration


def _bomb() -> BookRefused:
    return refused(
        _(
            "Filen fylder for meget, når den pakkes ud, og åbnes ikke. Den må højst fylde %(most)s MB udpakket."
        )
        % {"most": MAX_UNPACKED // (1024 * 1024)}
    )


def _macros() -> BookRefused:
    return refused(
        _("Filen indeholder makroer og åbnes ikke. Gem den i Excel som .xlsx uden makroer og prøv igen.")
    )
