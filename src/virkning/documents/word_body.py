"""The body of a Word document: one function a block."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml.etree import SubElement, _Element

from virkning.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Contents,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)
from virkning.documents.cleaning import one_line
from virkning.documents.outline import Caption, Outline
from virkning.documents.word_package import parse
from virkning.documents.word_table import TableWriter
from virkning.documents.word_xml import MUTED, NAMESPACES, VAL, Pen, R, twips, w

_PARAGRAPHS = {"body": "BodyText", "lead": "VirkningLead", "note": "VirkningNote", "label": "VirkningLabel"}
_CALLOUTS = {"note": "VirkningCallout", "warning": "VirkningWarning", "error": "VirkningError"}
_EMU_PER_CM = 360_000
_DRAWING = parse(Path(__file__).with_name("word_parts").joinpath("picture.xml").read_bytes())


@dataclass(slots=True)
class BodyWriter:
    """Writes blocks into a body.

    `style` gives a style's id, and `numbers_itself` says whether that style puts a number before each paragraph.
    `add_png` stores a picture and gives its relation's id, `width` is the text area's in twips, `pages` the page
    each heading probably lands on.
    """

    body: _Element
    pen: Pen
    style: Callable[[str], str]
    add_png: Callable[[bytes], str]
    outline: Outline
    pages: Mapping[int, int]
    width: int
    numbers_itself: Callable[[str], bool] = lambda key: False
    _tables: TableWriter = field(init=False)
    _drawings: int = 0
    _close_above: bool = False
    _new_page: bool = False

    def __post_init__(self) -> None:
        self._tables = TableWriter(self.pen, self.style)

    def write(self, document: Document) -> None:
        """The title, then every block in order."""
        title, subtitle = one_line(document.title).strip(), one_line(document.subtitle).strip()
        if title:
            self.pen.run(self._paragraph("Title"), title)
        if subtitle or title:
            # The rule under the title belongs to the subtitle's style, so the line is there in any case.
            self.pen.run(self._paragraph("Subtitle"), subtitle)
        for index, block in enumerate(document.blocks):
            self._block(block, index, document)
        if self._close_above:
            self._gap()

    def _block(self, block: Block, index: int, document: Document) -> None:
        if self._close_above and not self._brings_air(block, index):
            self._gap()
        self._close_above = isinstance(block, Table | Facts)
        match block:
            case PageBreak():
                # The break belongs to the next paragraph: a paragraph of its own would leave an empty line.
                self._new_page = True
            case Heading():
                if index in self.outline.titles:
                    self._heading(block, index)
            case Contents():
                self._contents(block, document)
            case Table():
                self._table(block, index)
            case Picture():
                self._picture(block, self.outline.captions.get(index))
            case _:
                self._words(block)

    def _brings_air(self, block: Block, index: int) -> bool:
        """Whether a block's first paragraph has space above it and so parts it from a table by itself."""
        match block:
            case PageBreak() | Callout():
                return True
            case Heading():
                return index in self.outline.titles
            case Paragraph():
                return block.style == "label"
            case Table():
                return index in self.outline.captions
            case Picture():
                return block.png is not None
            case Contents():
                return bool(block.title)
            case _:
                return False

    def _words(self, block: Paragraph | Callout | Bullets | Facts) -> None:
        match block:
            case Paragraph():
                self.pen.text(self._paragraph(_PARAGRAPHS[block.style]), block.text)
            case Callout():
                self.pen.text(self._paragraph(_CALLOUTS[block.tone]), block.text)
            case Bullets():
                for item in block.items:
                    self.pen.text(self._paragraph("ListBullet"), item)
            case Facts():
                self._facts(block)

    def _table(self, table: Table, index: int) -> None:
        self._caption(self.outline.captions.get(index), above=True)
        if self._new_page:
            # A table cannot begin a page by itself; a small line before it can.
            self._gap()
        self._tables.write(self.body, table, self.width, self.outline.caption(index))

    def _paragraph(self, style: str) -> _Element:
        paragraph = self.pen.paragraph(self.body, self.style(style))
        if self._new_page:
            self._new_page = False
            SubElement(paragraph[0], w("pageBreakBefore"))
            SubElement(paragraph[0], w("spacing"), {w("before"): "0"})
        return paragraph

    @staticmethod
    def _keep_next(paragraph: _Element) -> None:
        """Keep a paragraph on the page of the next one; the schema wants this right after the style."""
        paragraph[0].insert(1, etree.Element(w("keepNext")))

    def _gap(self) -> None:
        """Word runs two tables that touch into one, and ends no document on a table: a small empty line."""
        line = {w("line"): "200", w("lineRule"): "exact"}
        properties = self._paragraph("Normal")[0]
        spacing = properties.find(w("spacing"))
        if spacing is None:
            SubElement(properties, w("spacing"), line)
        else:
            spacing.attrib.update(line)

    def _heading(self, heading: Heading, index: int) -> None:
        title = self.outline.titles[index]
        paragraph = self._paragraph(f"Heading{title.level}")
        if self.numbers_itself(f"Heading{title.level}"):
            # Right after the style and what keeps it together with others: that is where the schema wants it.
            none = etree.Element(w("numPr"))
            SubElement(none, w("numId"), {VAL: "0"})
            breaks = paragraph[0].find(w("pageBreakBefore"))
            paragraph[0].insert(1 if breaks is None else paragraph[0].index(breaks) + 1, none)
            # The number's indent goes with it.
            indent = SubElement(paragraph[0], w("ind"))
            indent.attrib.update({w("left"): "0", w("firstLine"): "0"})
        SubElement(paragraph, w("bookmarkStart"), {w("id"): str(index), w("name"): title.anchor})
        self.pen.run(paragraph, one_line(heading.text))
        SubElement(paragraph, w("bookmarkEnd"), {w("id"): str(index)})

    def _facts(self, facts: Facts) -> None:
        for label, value in facts.rows:
            paragraph = self._paragraph("VirkningFact")
            self.pen.run(paragraph, one_line(label), color=MUTED)
            self.pen.tab(paragraph)
            self.pen.text(paragraph, value)

    def _caption(self, caption: Caption | None, *, above: bool) -> None:
        if caption is None:
            return
        paragraph = self._paragraph("Caption")
        if above:
            self._keep_next(paragraph)
        self.pen.run(paragraph, f"{caption.kind} ")
        self.pen.field(paragraph, f"SEQ {caption.kind} \\* ARABIC", str(caption.number))
        self.pen.run(paragraph, f". {one_line(caption.text)}")

    def _contents(self, contents: Contents, document: Document) -> None:
        """The table of contents as a field whose result is already there: Word opens it without asking."""
        if contents.title:
            self.pen.run(self._paragraph("TOCHeading"), one_line(contents.title))
        listed = [(index, title) for index, title in self.outline.titles.items() if title.level <= 3]
        paragraph: _Element | None = None
        for index, title in listed:
            block = document.blocks[index]
            first = paragraph is None
            paragraph = self._paragraph(f"TOC{title.level}")
            tabs = etree.Element(w("tabs"))
            SubElement(tabs, w("tab"), {VAL: "right", w("pos"): str(self.width)})
            spacing = paragraph[0].find(w("spacing"))
            if spacing is None:
                paragraph[0].append(tabs)
            else:
                spacing.addprevious(tabs)
            if first:
                self.pen.field_mark(paragraph, "begin")
                self.pen.field_code(paragraph, 'TOC \\o "1-3" \\h \\z \\u')
                self.pen.field_mark(paragraph, "separate")
            link = SubElement(paragraph, w("hyperlink"), {w("anchor"): title.anchor, w("history"): "1"})
            self.pen.run(link, one_line(block.text if isinstance(block, Heading) else ""))
            self.pen.tab(link)
            self.pen.field(link, f"PAGEREF {title.anchor} \\h", str(self.pages.get(index, 1)))
        if paragraph is not None:
            self.pen.field_mark(paragraph, "end")

    def _picture(self, picture: Picture, caption: Caption | None) -> None:
        if picture.png is None:
            # Word draws no SVG of ours; without a PNG the words of the alt text are left.
            self.pen.run(self._paragraph("VirkningNote"), one_line(picture.alt))
        else:
            paragraph = self._paragraph("VirkningPicture")
            if caption is not None:
                self._keep_next(paragraph)
            SubElement(paragraph, R).append(self._drawing(picture, picture.png))
        self._caption(caption, above=False)

    def _drawing(self, picture: Picture, png: bytes) -> _Element:
        self._drawings += 1
        across, down = int.from_bytes(png[16:20], "big") or 1, int.from_bytes(png[20:24], "big") or 1
        width = min(round(picture.width_cm * _EMU_PER_CM), self.width * 635)
        size = {"cx": str(width), "cy": str(max(1, round(width * down / across)))}
        name = {
            "id": str(self._drawings),
            "name": f"Billede {self._drawings}",
            "descr": one_line(picture.alt),
        }
        drawing = copy.deepcopy(_DRAWING)
        for path, attributes in (
            (".//wp:extent", size),
            (".//a:ext", size),
            (".//wp:docPr", name),
            (".//pic:cNvPr", name),
            (".//a:blip", {f"{{{NAMESPACES['r']}}}embed": self.add_png(png)}),
        ):
            element = drawing.find(path, NAMESPACES)
            if element is not None:
                element.attrib.update(attributes)
        return drawing


def first_section(landscape: bool) -> _Element:
    """A4 with the margins of the house; the header and footer are pointed to by the caller."""
    section = etree.Element(w("sectPr"))
    size = {w("w"): "11906", w("h"): "16838"}
    if landscape:
        size = {w("w"): "16838", w("h"): "11906", w("orient"): "landscape"}
    SubElement(section, w("pgSz"), size)
    margins = {
        "top": 2.3,
        "right": 2.1,
        "bottom": 2.2,
        "left": 2.1,
        "header": 1.2,
        "footer": 1.1,
        "gutter": 0.0,
    }
    SubElement(section, w("pgMar"), {w(side): str(twips(cm)) for side, cm in margins.items()})
    SubElement(section, w("titlePg"))
    return section
