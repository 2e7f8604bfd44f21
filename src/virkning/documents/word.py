"""Writes a document as Word (.docx): real styles, opened without repair and without a question."""

from __future__ import annotations

import dataclasses
import logging

from lxml import etree
from lxml.etree import SubElement, _Element

from virkning.documents.blocks import Block, Document
from virkning.documents.cleaning import one_line
from virkning.documents.outline import read_outline
from virkning.documents.word_body import BodyWriter, first_section
from virkning.documents.word_package import CORE_RELATION, CORE_TYPE, NotAWordFile, Package, parse
from virkning.documents.word_pages import estimate_pages
from virkning.documents.word_section import LEAST_TEXT, last_section, lie_down, text_area
from virkning.documents.word_styles import BaseStyles, OwnStyles
from virkning.documents.word_xml import NAMESPACES, R_URI, VAL, Pen, to_bytes, w

_LANDSCAPE_EXTRA = 16838 - 11906
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"

logger = logging.getLogger(__name__)


def write_word(document: Document, *, base: bytes | None = None) -> bytes:
    """The document as .docx.

    With `base`, an organisation's own .docx, its styles, page, header and footer are kept and only the text
    is replaced; `header_text` and `footer_text` are then the base's business. What must lie down turns an upright
    base on its side; what need not takes the base's page as it is. Raises `NotAWordFile` when the base is none.
    """
    pen = Pen(document.language)
    styles: OwnStyles | BaseStyles = OwnStyles()
    if base is None:
        package = Package.own()
        root = etree.Element(w("document"), nsmap=NAMESPACES)
        body = SubElement(root, w("body"))
        section = first_section(document.landscape)
        _header_and_footers(package, section, document, pen)
        _adapt_styles(package, document)
    else:
        package = Package.read(base)
        styles = BaseStyles(package)
        root, body, section = _emptied(package)
        if document.landscape:
            lie_down(section)
    width, height = text_area(section)
    if min(width, height) < LEAST_TEXT:
        raise NotAWordFile("Skabelonens margener giver ikke plads til tekst.")
    outline = read_outline(document)
    BodyWriter(
        body=body,
        pen=pen,
        style=styles,
        add_png=_PictureStore(package),
        outline=outline,
        pages=estimate_pages(document, outline, width / 20, height / 20),
        width=width,
        numbers_itself=styles.numbers_itself,
    ).write(document)
    body.append(section)
    if isinstance(styles, BaseStyles):
        styles.save()
    package.parts[package.main] = to_bytes(root)
    _core_properties(package, document)
    return package.to_bytes()


def write_word_anyway(document: Document, *, base: bytes | None, notice: Block) -> bytes:
    """As `write_word`; where the base fails, in our own look with `notice` before everything else.

    A base is tried when it is uploaded. One that fails all the same (a disk that lost a byte, a base older than a
    rule) must not keep anybody from their note.
    """
    if base is None:
        return write_word(document)
    try:
        return write_word(document, base=base)
    except Exception as error:  # whatever an old file holds: the note is what matters
        # Only the kind of error: its words could quote the file.
        logger.warning("A base could not be written on: %s", type(error).__name__)
    return write_word(dataclasses.replace(document, blocks=(notice, *document.blocks)))


#: What a base gives beside its page: the look, and what the look needs. The rest belongs to the text that is left out.
_KEPT_PARTS = frozenset(
    {
        *("styles", "stylesWithEffects", "settings", "webSettings", "numbering", "theme", "fontTable"),
        *("header", "footer", "footnotes", "endnotes"),
    }
)
#: Settings of the text that is left out, of how it was worked on, or that would keep the reader from working on ours.
_DROPPED_SETTINGS = (
    *("trackRevisions", "documentProtection", "writeProtection", "attachedTemplate", "mailMerge", "rsids"),
    *("revisionView", "docVars", "linkStyles", "updateFields", "readModeInkLockDown"),
)


def _emptied(package: Package) -> tuple[_Element, _Element, _Element]:
    """The base's document without its text; its last section carries page, header and footer."""
    root = parse(package.parts[package.main])
    body = root.find(w("body"))
    if body is None:
        raise NotAWordFile("Skabelonen er ikke en Word-fil (.docx): den har ingen tekst.")
    section = last_section(body)
    for child in list(body):
        body.remove(child)
    package.keep_only(_KEPT_PARTS)
    package.be_a_document()
    settings = package.related(package.main, f"{R_URI}/settings")
    if settings in package.parts and settings is not None:
        own = parse(package.parts[settings])
        for name in _DROPPED_SETTINGS:
            for one in own.findall(w(name)):
                own.remove(one)
        package.parts[settings] = to_bytes(own)
        package.forget_relations(settings)
    return root, body, section


class _PictureStore:
    """Stores pictures in the package; the same picture is stored once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._stored: dict[bytes, str] = {}

    def __call__(self, png: bytes) -> str:
        if png not in self._stored:
            name = f"word/media/virkning{len(self._stored) + 1}.png"
            self._stored[png] = self._package.add(name, png, "image/png", f"{R_URI}/image")
        return self._stored[png]


def _header_and_footers(package: Package, section: _Element, document: Document, pen: Pen) -> None:
    """A running header from page two, and `Side X af Y` on every page.

    The first page has its title; a header there would say it twice. Word wants a footer of its own for it.
    """
    width, _ = text_area(section)
    header = etree.Element(w("hdr"), nsmap={"w": NAMESPACES["w"]})
    pen.run(pen.paragraph(header, "Header"), one_line(document.header_text))
    footer = etree.Element(w("ftr"), nsmap={"w": NAMESPACES["w"]})
    paragraph = pen.paragraph(footer, "Footer")
    tabs = SubElement(paragraph[0], w("tabs"))
    SubElement(tabs, w("tab"), {VAL: "right", w("pos"): str(width)})
    pen.run(paragraph, one_line(document.footer_text))
    pen.tab(paragraph)
    pen.run(paragraph, "Side ")
    pen.field(paragraph, "PAGE", "1")
    pen.run(paragraph, " af ")
    pen.field(paragraph, "NUMPAGES", "1")
    for at, (name, root, kind, page) in enumerate(
        (
            ("word/header1.xml", header, "header", "default"),
            ("word/footer1.xml", footer, "footer", "default"),
            ("word/footer2.xml", footer, "footer", "first"),
        )
    ):
        identifier = package.add(name, to_bytes(root), f"{_WORD}.{kind}+xml", f"{R_URI}/{kind}")
        reference = etree.Element(w(f"{kind}Reference"), {w("type"): page, f"{{{R_URI}}}id": identifier})
        section.insert(at, reference)


def _adapt_styles(package: Package, document: Document) -> None:
    """Our own parts are Danish and upright: another language, or a page on its side, is written over them."""
    if document.language == "da-DK" and not document.landscape:
        return
    for name in ("word/styles.xml", "word/settings.xml"):
        root = parse(package.parts[name])
        for element in root.iter(w("lang"), w("themeFontLang")):
            element.set(VAL, document.language)
        if document.landscape:
            # Lines to be read stay as short as on an upright page.
            for indent in root.iter(w("ind")):
                if indent.get(w("right")):
                    indent.set(w("right"), str(int(indent.get(w("right"))) + _LANDSCAPE_EXTRA))
        package.parts[name] = to_bytes(root)


def _core_properties(package: Package, document: Document) -> None:
    root = etree.Element(
        f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    )
    moment = document.created_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    for name, value in (
        (f"{{{_DC}}}title", one_line(document.title)),
        (f"{{{_DC}}}subject", one_line(document.subject)),
        (f"{{{_DC}}}creator", one_line(document.author)),
        (f"{{{_CORE}}}lastModifiedBy", one_line(document.author)),
        (f"{{{_DC}}}language", document.language),
        (f"{{{_TERMS}}}created", moment),
        (f"{{{_TERMS}}}modified", moment),
    ):
        element = SubElement(root, name)
        element.text = value
        if name.startswith(f"{{{_TERMS}}}"):
            element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
    existing = package.related("", CORE_RELATION)
    if existing is None:
        package.add("docProps/core.xml", to_bytes(root), CORE_TYPE, CORE_RELATION, source="")
    else:
        package.parts[existing] = to_bytes(root)
