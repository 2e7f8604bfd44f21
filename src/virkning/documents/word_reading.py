"""A Word document read as lines and tables: what a person would see in it, and which field each word stands in.

Word breaks a sentence into runs wherever it likes; here it is whole again. Tracked changes are read as accepted.
Whether the file may be trusted is for the caller to have checked; nothing in it is fetched or run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element

from virkning.documents.word_numbers import Numbers
from virkning.documents.word_package import NotAWordFile, Package, parse
from virkning.documents.word_xml import (
    BR,
    P_PR,
    R_PR,
    R_URI,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SHOWING_PLACEHOLDER,
    TAB,
    TAG,
    VAL,
    P,
    R,
    T,
    w,
)

_TABLE, _ROW, _CELL = w("tbl"), w("tr"), w("tc")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BOX = w("txbxContent")
_DELETED = frozenset(
    {w("del"), w("moveFrom"), w("pPrChange"), w("rPrChange"), w("sectPr"), f"{_MC}Fallback", SDT_PR}
)
_SIGNS = {
    TAB: "\t",
    w("ptab"): "\t",
    BR: "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): "",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together; those of a field together, with its tag."""

    text: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. A line feed in it is a line break. `number`: what Word puts before it by itself."""

    pieces: tuple[Piece, ...] = ()
    number: str = ""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(one.text for one in self.pieces)

    def tagged(self, tag: str) -> tuple[str, ...]:
        """What stands in the fields of that tag."""
        return tuple(one.text for one in self.pieces if one.tag == tag)


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A table cell, from column `start`, `span` columns wide. `goes_on`: it is one with the cell above it."""

    start: int
    span: int
    lines: tuple[Line, ...]
    goes_on: bool = False

    @property
    def text(self) -> str:
        """The words of its lines."""
        return "\n".join(one.text for one in self.lines)


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table: its rows, each as its cells."""

    rows: tuple[tuple[PaperCell, ...], ...]


PaperBlock: TypeAlias = Line | PaperTable


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. `boxes`: the lines of text boxes, which stand beside the text; `notes`: of foot- and endnotes.

    Headers and footers are the page's, and left out. `has_comments`: it has comments.
    """

    blocks: tuple[PaperBlock, ...]
    boxes: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    has_comments: bool = False

    def lines(self) -> Iterator[Line]:
        """Every line, also in tables, boxes and notes."""
        for block in self.blocks:
            if isinstance(block, Line):
                yield block
            else:
                for row in block.rows:
                    for cell in row:
                        yield from cell.lines
        yield from self.boxes
        yield from self.notes


class TooManyLines(ValueError):
    """The document has more paragraphs than the caller would read."""


def read_paper(content: bytes, *, most_lines: int | None = None) -> Paper:
    """The document's text. Raises `NotAWordFile`, and `TooManyLines` before anything is read."""
    package = Package.read(content)
    try:
        body = parse(package.parts[package.main]).find(w("body"))
        numbers = Numbers(_part(package, "numbering"), _part(package, "styles"))
        apart = [_part(package, kind) for kind in ("footnotes", "endnotes")]
    except etree.XMLSyntaxError as error:
        raise NotAWordFile("Filen er ikke en Word-fil (.docx).") from error
    if body is None:
        raise NotAWordFile("Filen er ikke en Word-fil (.docx).")
    if most_lines is not None and sum(1 for _one in islice(body.iter(P), most_lines + 1)) > most_lines:
        raise TooManyLines
    reader = _Reader(numbers)
    blocks = tuple(reader.blocks(body, ""))
    notes = tuple(
        one for root in apart if root is not None for one in reader.flat(root, "") if one.text.strip()
    )
    has_comments = package.related(package.main, f"{R_URI}/comments") is not None
    return Paper(blocks, tuple(reader.boxes), notes, has_comments)


def read_fields(content: bytes) -> dict[str, list[str]]:
    """What stands in the document's fields: tag → its texts, in order. Raises `NotAWordFile`."""
    found: dict[str, list[str]] = {}
    for line in read_paper(content).lines():
        for piece in line.pieces:
            if piece.tag:
                found.setdefault(piece.tag, []).append(piece.text)
    return found


def _part(package: Package, kind: str) -> _Element | None:
    name = package.related(package.main, f"{R_URI}/{kind}")
    return parse(package.parts[name]) if name in package.parts else None


@dataclass(slots=True)
class _Reader:
    numbers: Numbers
    boxes: list[Line] = field(default_factory=list)
    #: What stands before the next paragraph: of one whose end was deleted.
    _carried: tuple[Piece, ...] = ()

    def blocks(self, parent: _Element, tag: str) -> Iterator[PaperBlock]:
        """The lines and tables in an element; `tag` is of the field they stand in."""
        for child in parent:
            if child.tag == P:
                yield from self._lines(child, tag)
            elif child.tag == _TABLE:
                yield PaperTable(tuple(self._row(row, own) for row, own in _rows(child, tag)))
            elif child.tag == SDT:
                yield from self.blocks(*_inside(child, tag))
            elif child.tag not in _DELETED:
                yield from self.blocks(child, tag)

    def _row(self, row: _Element, tag: str) -> tuple[PaperCell, ...]:
        cells = []
        before = row.find(f"{w('trPr')}/{w('gridBefore')}")
        start = 0 if before is None else _whole(before)
        for cell, own in _children(row, _CELL, tag):
            properties = cell.find(w("tcPr"))
            span, goes_on = 1, False
            if properties is not None:
                wide, merged = properties.find(w("gridSpan")), properties.find(w("vMerge"))
                span = 1 if wide is None else max(1, _whole(wide))
                goes_on = merged is not None and merged.get(VAL, "continue") == "continue"
            cells.append(PaperCell(start, span, tuple(self.flat(cell, own)), goes_on))
            start += span
        return tuple(cells)

    def flat(self, cell: _Element, tag: str) -> Iterator[Line]:
        """The lines in an element, those of tables among them."""
        for block in self.blocks(cell, tag):
            if isinstance(block, Line):
                yield block
            else:
                for row in block.rows:
                    for inner in row:
                        yield from inner.lines

    def _lines(self, paragraph: _Element, tag: str) -> Iterator[Line]:
        number = self.numbers.of(paragraph)
        pieces = (*self._carried, *_joined(self._pieces(paragraph, tag)))
        mark = paragraph.find(f"{P_PR}/{R_PR}/{w('del')}")
        self._carried = pieces if mark is not None else ()
        if mark is None:
            yield Line(pieces, number)

    def _pieces(self, parent: _Element, tag: str) -> Iterator[Piece]:
        for child in parent:
            if child.tag == R:
                yield Piece("".join(self._words(child)), tag)
            elif child.tag == SDT:
                content, own = _inside(child, tag)
                if not own or own == tag:
                    yield from self._pieces(content, tag)
                    continue
                inner = list(self._pieces(content, own))
                words = "" if _is_placeholder(child) else "".join(one.text for one in inner if one.tag == own)
                yield Piece(words, own)
                yield from (one for one in inner if one.tag != own)
            elif child.tag not in _DELETED and child.tag != P_PR:
                yield from self._pieces(child, tag)

    def _words(self, run: _Element) -> Iterator[str]:
        for child in run:
            if child.tag == T:
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag == _BOX:
                self.boxes.extend(one for one in self.flat(child, "") if one.text.strip())
            elif child.tag not in _DELETED and len(child):
                yield from self._words(child)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Words outside fields in one piece as far as they go; a field is always a piece of its own."""
    loose = ""
    for one in pieces:
        if one.tag:
            if loose:
                yield Piece(loose)
            loose = ""
            yield one
        else:
            loose += one.text
    if loose:
        yield Piece(loose)


def _inside(control: _Element, tag: str) -> tuple[_Element, str]:
    """What a field holds, and the tag its words go by: its own, or that of the field around it."""
    own = control.find(f"{SDT_PR}/{TAG}")
    content = control.find(SDT_CONTENT)
    return (
        etree.Element(SDT_CONTENT) if content is None else content,
        tag if own is None else str(own.get(VAL) or "") or tag,
    )


def _is_placeholder(control: _Element) -> bool:
    showing = control.find(f"{SDT_PR}/{SHOWING_PLACEHOLDER}")
    return showing is not None and showing.get(VAL, "1") not in ("0", "false", "off")


def _rows(table: _Element, tag: str) -> Iterator[tuple[_Element, str]]:
    for row, own in _children(table, _ROW, tag):
        if row.find(f"{w('trPr')}/{w('del')}") is None:
            yield row, own


def _children(parent: _Element, wanted: str, tag: str) -> Iterator[tuple[_Element, str]]:
    """Rows or cells, also those a field or a tracked insertion stands around."""
    for child in parent:
        if child.tag == wanted:
            yield child, tag
        elif child.tag == SDT:
            content, own = _inside(child, tag)
            yield from _children(content, wanted, own)
        elif child.tag not in _DELETED and child.tag in _AROUND:
            yield from _children(child, wanted, tag)


_AROUND = frozenset({w("ins"), w("moveTo"), w("customXml"), w("smartTag")})


def _whole(element: _Element) -> int:
    text = str(element.get(VAL) or "").strip()
    return int(text) if text.isdecimal() and len(text) < 4 else 1
