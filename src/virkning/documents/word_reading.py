"""A Word document read as lines and tables: what a person would see in it, and which field each word stands in.

Word breaks a sentence into runs wherever it likes; here it is whole again. Tracked changes are read as accepted.
Whether the file may be trusted is for the caller to have checked; nothing in it is fetched or run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element

from virkning.documents.word_numbers import Numbers
from virkning.documents.word_package import NotAWordFile, Package, parse
from virkning.documents.word_signs import OFF, is_stressed, sign_of
from virkning.documents.word_xml import (
    P_PR,
    R_PR,
    R_URI,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SHOWING_PLACEHOLDER,
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
#: What may stand around rows and cells.
_AROUND = frozenset({w("ins"), w("moveTo"), w("customXml"), w("smartTag")})


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together; those of a field together, with its tag.

    `struck`: somebody has drawn a line through them. `control`: which of the document's fields it is (0: none), for a
    field that goes over several lines, and for a copy of it beside it.
    """

    text: str
    tag: str = ""
    struck: bool = False
    control: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. A line feed in it is a line break. `number`: what Word puts before it by itself.

    `look`: its style's key, and `+b` where all of it is bold besides: what tells headings from other lines.
    `stressed`: its words in bold, underlined or coloured: how somebody marks one of several. `nested`: of a table in a
    cell: which of the document's such tables it stands in, row, column.
    """

    pieces: tuple[Piece, ...] = ()
    number: str = ""
    look: str = field(default="", compare=False)
    stressed: str = field(default="", compare=False)
    nested: tuple[int, int, int] | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(one.text for one in self.pieces)

    @property
    def standing(self) -> str:
        """The words that no line is drawn through."""
        return "".join(one.text for one in self.pieces if not one.struck)

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
    """A document. `boxes`: the lines of text boxes, which stand beside the text, unless they were asked for in their
    place; `notes`: of foot- and endnotes.

    `margins`: of headers and footers, which are the page's and say little of the text. `has_comments`: it has comments.
    """

    blocks: tuple[PaperBlock, ...]
    boxes: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    margins: tuple[Line, ...] = ()
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


def read_paper(content: bytes, *, most_lines: int | None = None, boxes_in_place: bool = False) -> Paper:
    """The document's text. Raises `NotAWordFile`, and `TooManyLines` before anything is read.

    `boxes_in_place`: what stands in a text box is read right after the paragraph it hangs on.
    """
    package = Package.read(content)
    try:
        body = parse(package.parts[package.main]).find(w("body"))
        numbers = Numbers(_part(package, "numbering"), _part(package, "styles"))
        apart = [_part(package, kind) for kind in ("footnotes", "endnotes")]
        margins = [parse(package.parts[name]) for name in _margins(package)]
    except etree.XMLSyntaxError as error:
        raise NotAWordFile("Filen er ikke en Word-fil (.docx).") from error
    if body is None:
        raise NotAWordFile("Filen er ikke en Word-fil (.docx).")
    if most_lines is not None and sum(1 for _one in islice(body.iter(P), most_lines + 1)) > most_lines:
        raise TooManyLines
    reader = _Reader(numbers, boxes_in_place)
    blocks = tuple(reader.blocks(body, _NO_FIELD))
    boxes = tuple(reader.boxes)
    notes = tuple(reader.written([one for one in apart if one is not None]))
    has_comments = package.related(package.main, f"{R_URI}/comments") is not None
    return Paper(blocks, boxes, notes, tuple(reader.written(margins)), has_comments)


def read_fields(content: bytes) -> dict[str, list[str]]:
    """What stands in the document's fields: tag → its texts, in order. Raises `NotAWordFile`."""
    found: dict[str, list[str]] = {}
    for line in read_paper(content).lines():
        for piece in line.pieces:
            if piece.tag:
                found.setdefault(piece.tag, []).append(piece.text)
    return found


#: A document has a header for each of its sections' first, even and other pages; more than these say nothing new.
_MOST_MARGINS = 12


def _margins(package: Package) -> list[str]:
    """The names of the parts with headers, then of those with footers."""
    kinds = (f"{R_URI}/header", f"{R_URI}/footer")
    relations = [
        one for kind in kinds for one in package.relations_of(package.main) if one.get("Type") == kind
    ]
    names = dict.fromkeys(package.target_of(package.main, one) for one in relations[:_MOST_MARGINS])
    return [one for one in names if one in package.parts]


def _part(package: Package, kind: str) -> _Element | None:
    name = package.related(package.main, f"{R_URI}/{kind}")
    return parse(package.parts[name]) if name in package.parts else None


@dataclass(frozen=True, slots=True)
class _Field:
    """The field something stands in: its tag, which of the document's it is, and whether it is still to be written."""

    tag: str = ""
    control: int = 0
    empty: bool = False


_NO_FIELD = _Field()


@dataclass(slots=True)
class _Reader:
    numbers: Numbers
    boxes_in_place: bool = False
    boxes: list[Line] = field(default_factory=list)
    #: What stands before the next paragraph: of one whose end was deleted.
    _carried: tuple[Piece, ...] = ()
    _controls: int = 0
    _nested: int = 0

    def blocks(self, parent: _Element, around: _Field) -> Iterator[PaperBlock]:
        """The lines and tables in an element; `around` is the field they stand in."""
        for child in parent:
            if child.tag == P:
                yield from self._lines(child, around)
                if self.boxes_in_place:
                    yield from self._boxes_here()
            elif child.tag == _TABLE:
                yield PaperTable(tuple(self._row(row, own) for row, own in self._rows(child, around)))
            elif child.tag == SDT:
                content, own = self._inside(child, around)
                yield from self.blocks(content, own)
            elif child.tag not in _DELETED:
                yield from self.blocks(child, around)

    def _inside(self, control: _Element, around: _Field) -> tuple[_Element, _Field]:
        """What a field holds, and whose its words are: its own, or the field's around it."""
        own = control.find(f"{SDT_PR}/{TAG}")
        tag = "" if own is None else str(own.get(VAL) or "")
        content = control.find(SDT_CONTENT)
        if tag:
            self._controls += 1
        empty = around.empty or _is_placeholder(control)
        told = _Field(tag, self._controls, empty) if tag else _Field(around.tag, around.control, empty)
        return (etree.Element(SDT_CONTENT) if content is None else content), told

    def _rows(self, table: _Element, around: _Field) -> Iterator[tuple[_Element, _Field]]:
        for row, own in self._children(table, _ROW, around):
            if row.find(f"{w('trPr')}/{w('del')}") is None:
                yield row, own

    def _children(self, parent: _Element, wanted: str, around: _Field) -> Iterator[tuple[_Element, _Field]]:
        """Rows or cells, also those a field or a tracked insertion stands around."""
        for child in parent:
            if child.tag == wanted:
                yield child, around
            elif child.tag == SDT:
                content, own = self._inside(child, around)
                yield from self._children(content, wanted, own)
            elif child.tag not in _DELETED and child.tag in _AROUND:
                yield from self._children(child, wanted, around)

    def _keep_box(self, box: _Element) -> None:
        before, self.boxes = self.boxes, []
        inside = [one for one in self.flat(box, _NO_FIELD) if one.text.strip()]
        self.boxes = [*before, *self.boxes, *inside]

    def _boxes_here(self) -> list[Line]:
        hung, self.boxes = self.boxes, []
        return hung

    def _row(self, row: _Element, around: _Field) -> tuple[PaperCell, ...]:
        cells = []
        before = row.find(f"{w('trPr')}/{w('gridBefore')}")
        start = 0 if before is None else _whole(before)
        for cell, own in self._children(row, _CELL, around):
            properties = cell.find(w("tcPr"))
            span, goes_on = 1, False
            if properties is not None:
                wide, merged = properties.find(w("gridSpan")), properties.find(w("vMerge"))
                span = 1 if wide is None else max(1, _whole(wide))
                goes_on = merged is not None and merged.get(VAL, "continue") == "continue"
            cells.append(PaperCell(start, span, tuple(self.flat(cell, own)), goes_on))
            start += span
        return tuple(cells)

    def written(self, roots: Iterable[_Element]) -> Iterator[Line]:
        """The lines of parts beside the text that say something."""
        for root in roots:
            yield from (one for one in self.flat(root, _NO_FIELD) if one.text.strip())

    def flat(self, cell: _Element, around: _Field) -> Iterator[Line]:
        """The lines in an element, those of tables among them."""
        for block in self.blocks(cell, around):
            if isinstance(block, Line):
                yield block
            else:
                self._nested += 1
                table = self._nested
                for number, row in enumerate(block.rows):
                    for inner in row:
                        for line in inner.lines:
                            yield line if line.nested else replace(line, nested=(table, number, inner.start))

    def _lines(self, paragraph: _Element, around: _Field) -> Iterator[Line]:
        number = self.numbers.of(paragraph)
        pieces = (*self._carried, *_joined(self._pieces(paragraph, around)))
        mark = paragraph.find(f"{P_PR}/{R_PR}/{w('del')}")
        self._carried = pieces if mark is not None else ()
        if mark is None:
            short = sum(len(one.text) for one in pieces) <= _MOST_STRESSED
            yield Line(pieces, number, _look(paragraph), _stressed(paragraph) if short else "")

    def _pieces(self, parent: _Element, around: _Field) -> Iterator[Piece]:
        if around.tag:
            # A paragraph of a field that holds whole paragraphs: the line says so also where nothing is written.
            yield Piece("", around.tag, control=around.control)
        for child in parent:
            yield from self._piece(child, around)

    def _piece(self, child: _Element, around: _Field) -> Iterator[Piece]:
        if child.tag == R:
            words = "".join(self._words(child))
            yield Piece("" if around.empty else words, around.tag, _is_struck(child), around.control)
        elif child.tag == SDT:
            yield from self._pieces(*self._inside(child, around))
        elif child.tag not in _DELETED and child.tag != P_PR:
            for inner in child:
                yield from self._piece(inner, around)

    def _words(self, run: _Element) -> Iterator[str]:
        for child in run:
            if child.tag == T:
                yield child.text or ""
            elif child.tag == _BOX:
                self._keep_box(child)
            elif (sign := sign_of(child)) is not None:
                yield sign
            elif child.tag not in _DELETED and len(child):
                yield from self._words(child)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The words of a field in one piece, and words outside fields in one piece as far as they go."""
    for (control, tag, struck), group in groupby(pieces, key=_whose):
        words = "".join(one.text for one in group)
        if tag or words:
            yield Piece(words, tag, struck, control)


def _whose(piece: Piece) -> tuple[int, str, bool]:
    return piece.control, piece.tag, piece.struck and not piece.tag


def _look(paragraph: _Element) -> str:
    style = paragraph.find(f"{P_PR}/{w('pStyle')}")
    name = "" if style is None else str(style.get(VAL) or "")
    said = [run for run in paragraph.iter(R) if any((one.text or "").strip() for one in run.iter(T))]
    return f"{name}+b" if said and all(_is_bold(run) for run in said) else name


#: In a longer paragraph nobody marks one of several by its look.
_MOST_STRESSED = 400


def _stressed(paragraph: _Element) -> str:
    return " ".join(
        "".join(one.text or "" for one in run.iter(T)) for run in paragraph.iter(R) if is_stressed(run)
    )


def _is_bold(run: _Element) -> bool:
    bold = run.find(f"{R_PR}/{w('b')}")
    return bold is not None and bold.get(VAL, "1") not in OFF


def _is_struck(run: _Element) -> bool:
    properties = run.find(R_PR)
    if properties is None:
        return False
    lines = (properties.find(w("strike")), properties.find(w("dstrike")))
    return any(one is not None and one.get(VAL, "1") not in OFF for one in lines)


def _is_placeholder(control: _Element) -> bool:
    showing = control.find(f"{SDT_PR}/{SHOWING_PLACEHOLDER}")
    return showing is not None and showing.get(VAL, "1") not in OFF


def _whole(element: _Element) -> int:
    text = str(element.get(VAL) or "").strip()
    return int(text) if text.isdecimal() and len(text) < 4 else 1
