"""Whether an organisation's .docx may be the base of our documents, and what is in it.

Opened with distrust: sizes are counted while inflating, nothing is fetched, nothing is run. Messages are in Danish, for
the person who uploads; they say what is wrong and what to do.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from virkning.documents.word import write_word
from virkning.documents.word_package import (
    ATTACHED_TEMPLATE,
    NotAWordFile,
    Package,
    is_external,
    kind_of,
    parse,
)
from virkning.documents.word_sample import EVERY_BLOCK
from virkning.documents.word_section import LEAST_TEXT, last_section, page_size, sections_of, text_area
from virkning.documents.word_styles import STYLE_WORDS, style_names
from virkning.documents.word_xml import R_URI, w

MOST_ENTRIES = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_XML = 30 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
#: Relations to the outside that fetch something when the document is opened; a hyperlink only does when clicked.
#: What a document was made from (`attachedTemplate`) is normal, and left out when we write.
_FETCHING = (
    "image",
    "oleObject",
    "frame",
    "subDocument",
    "aFChunk",
    "mailMerge",
    "package",
)


_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,
    RuntimeError,
)


class UnusableBase(ValueError):
    """The file cannot be a base; the message says why, in Danish."""


@dataclass(frozen=True, slots=True)
class BaseFindings:
    """What was found. `styles`: our styles the file has, `missing`: those that are brought along, in words.

    `left_out`: what the file holds that documents do not take over.
    """

    styles: tuple[str, ...]
    missing: tuple[str, ...]
    header: str
    footer: str
    logo: bool
    landscape: bool
    left_out: tuple[str, ...]


def check_base(content: bytes) -> BaseFindings:
    """Look through a file before it is kept. Raises `UnusableBase`."""
    _check_kind(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_entries(archive.infolist())
            parts = _inflated(archive)
    except UnusableBase:
        raise
    except _UNREADABLE as error:
        raise _damaged() from error
    _check_parts(parts)
    try:
        package = Package.read(content)
        root = parse(package.parts[package.main])
        body = root.find(w("body"))
    except (NotAWordFile, etree.XMLSyntaxError) as error:
        raise _not_word() from error
    if body is None:
        raise _not_word()
    try:
        found = _found(package, root, body)
        _try(content)
    except UnusableBase:
        raise
    except (
        Exception
    ) as error:  # it was made to be read by us, or it was not: either way there is no note on it
        raise _damaged() from error
    return found


def _try(content: bytes) -> None:
    """Write every block on it, and open what came of it: what fails here would fail for every note."""
    written = Package.read(write_word(EVERY_BLOCK, base=content))
    for name, part in written.parts.items():
        if name.endswith((".xml", ".rels")):
            parse(part)


def _check_kind(content: bytes) -> None:
    if not content:
        raise UnusableBase("Filen er tom. Vælg en anden.")
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnusableBase(
                "Filen er beskyttet med adgangskode. Fjern adgangskoden i Word (Filer, Oplysninger), og prøv igen."
            )
        raise UnusableBase(
            "Filen er i et gammelt Word-format (.doc eller .dot). Gem den i Word som .docx, og prøv igen."
        )
    if not content.startswith(b"PK"):
        raise _not_word()


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _too_large()
    names = [entry.filename.casefold().replace("\\", "/") for entry in entries]
    if len(set(names)) < len(names) or any(".." in name.split("/") or name.startswith("/") for name in names):
        raise _damaged()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnusableBase("Filen er beskyttet med adgangskode. Fjern adgangskoden i Word, og prøv igen.")
    if any(name.endswith(_MACRO_PARTS) for name in names):
        raise _macros()


def _inflated(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Every part, counted while it is unpacked: what the table of contents says about sizes is not believed."""
    parts, left = {}, MOST_UNPACKED
    for entry in archive.infolist():
        if entry.filename.endswith("/"):
            continue
        pieces = []
        with archive.open(entry) as opened:
            while piece := opened.read(_CHUNK):
                left -= len(piece)
                if left < 0:
                    raise _too_large()
                pieces.append(piece)
        parts[entry.filename] = b"".join(pieces)
    return parts


def _check_parts(parts: dict[str, bytes]) -> None:
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise _macros()
    for name, part in parts.items():
        if not name.casefold().endswith((".xml", ".rels")):
            continue
        if len(part) > MOST_XML:
            raise _too_large()
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise UnusableBase(
                f"Filen indeholder XML med eksterne henvisninger ({name}) og bruges ikke. "
                "Åbn den i Word, gem den som .docx, og prøv igen."
            )
        if b"\0" in part[:400]:
            raise _damaged()
        if name.endswith(".rels"):
            _check_relations(name, part)


def _check_relations(name: str, part: bytes) -> None:
    try:
        relations = parse(part)
    except etree.XMLSyntaxError as error:
        raise _damaged() from error
    for one in relations:
        kind = kind_of(one)
        if is_external(one) and kind in _FETCHING:
            raise UnusableBase(
                f"Filen henter noget udefra, når den åbnes ({_WORDS.get(kind, kind)}: "
                f"{str(one.get('Target'))[:80]}). "
                "Indsæt det i dokumentet i stedet for at kæde til det, eller fjern det, og prøv igen."
            )


_WORDS = {"image": "et billede", "oleObject": "et objekt"}


def _found(package: Package, root: _Element, body: _Element) -> BaseFindings:
    names = style_names(package)
    if not names:
        raise UnusableBase(
            "Filen har ingen typografier, så den kan ikke give notatet sit udseende. "
            "Gem kommunens almindelige Word-skabelon som .docx, og brug den."
        )
    section = last_section(body)
    _check_room(section)
    header, footer, logo = _head_and_foot(package, section)
    across, down = page_size(section)
    return BaseFindings(
        styles=tuple(words for name, words in STYLE_WORDS.items() if name in names),
        missing=tuple(words for name, words in STYLE_WORDS.items() if name not in names),
        header=header,
        footer=footer,
        logo=logo,
        landscape=across > down,
        left_out=tuple(_left_out(package, root, body)),
    )


def _check_room(section: _Element) -> None:
    for length, words in zip(text_area(section), ("i bredden", "i højden"), strict=True):
        if length < LEAST_TEXT:
            raise UnusableBase(
                f"Margenerne i skabelonen er så store, at der kun er {_centimetres(max(length, 0))} cm {words} til "
                f"tekst. Der skal være mindst {_centimetres(LEAST_TEXT)} cm. "
                "Ret sidens størrelse og margener i Word, og prøv igen."
            )


def _centimetres(length: int) -> str:
    return f"{length * 2.54 / 1440:.1f}".replace(".", ",").removesuffix(",0")


def _head_and_foot(package: Package, section: _Element) -> tuple[str, str, bool]:
    """The words of header and footer, and whether there is a picture in one of them."""
    told = {"headerReference": list[str](), "footerReference": list[str]()}
    logo = False
    relations = {one.get("Id"): one for one in package.relations_of(package.main)}
    for reference in section.iterchildren(*map(w, told)):
        relation = relations.get(reference.get(f"{{{R_URI}}}id"))
        if relation is None:
            continue
        name = package.target_of(package.main, relation)
        if name not in package.parts:
            continue
        part = parse(package.parts[name])
        words = " ".join("".join(element.itertext(w("t"))) for element in part.iter(w("p"))).split()
        told[etree.QName(reference).localname].append(" ".join(words))
        logo = logo or any(str(one.get("Type", "")).endswith("/image") for one in package.relations_of(name))
    header, footer = (" / ".join(dict.fromkeys(filter(None, lines))) for lines in told.values())
    return header[:300], footer[:300], logo


def _left_out(package: Package, root: _Element, body: _Element) -> list[str]:
    found = []
    if any("".join(element.itertext(w("t"))).strip() for element in body.iter(w("p"))):
        found.append("teksten i dokumentet")
    if any(True for _one in root.iter(w("ins"), w("del"), w("moveFrom"), w("moveTo"))):
        found.append("sporede ændringer")
    if any(str(one.get("Type", "")).endswith("/comments") for one in package.relations_of(package.main)):
        found.append("kommentarer")
    if any(str(element.text or "").strip().startswith("TOC ") for element in body.iter(w("instrText"))):
        found.append("indholdsfortegnelsen (notatet laver sin egen)")
    if len(sections_of(body)) > 1:
        found.append("alle afsnit (sektioner) undtagen det sidste")
    if any(kind_of(one) == ATTACHED_TEMPLATE for one in _relations_of_settings(package)):
        found.append("henvisningen til den skabelon, dokumentet er lavet af")
    return found


def _relations_of_settings(package: Package) -> list[_Element]:
    settings = package.related(package.main, f"{R_URI}/settings")
    return list(package.relations_of(settings)) if settings else []


def _not_word() -> UnusableBase:
    return UnusableBase(
        "Filen er ikke et Word-dokument, uanset hvad den hedder. Gem skabelonen i Word som .docx, og prøv igen."
    )


def _damaged() -> UnusableBase:
    return UnusableBase(
        "Filen er beskadiget eller ufuldstændig og kan ikke læses. Åbn den i Word, gem den igen, og prøv igen."
    )


def _too_large() -> UnusableBase:
    return UnusableBase(
        f"Filen fylder for meget, når den pakkes ud (over {MOST_UNPACKED // (1024 * 1024)} MB), og åbnes ikke. "
        "Fjern store billeder fra skabelonen, og prøv igen."
    )


def _macros() -> UnusableBase:
    return UnusableBase(
        "Filen indeholder makroer og bruges ikke. Gem den i Word som .docx uden makroer, og prøv igen."
    )
