"""Tables in Word, straight in lxml: python-docx looks every cell up anew and is many times slower."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml.etree import SubElement, _Element

from virkning.documents.blocks import Cell, Row, Table, as_cell
from virkning.documents.cleaning import one_line
from virkning.documents.outline import stays_whole
from virkning.documents.word_xml import MUTED, P_PR, P_STYLE, VAL, P, Pen, w

_TBL, _TBL_PR, _TR, _TR_PR, _TC, _TC_PR, _TC_W, _SHD = (
    w(name) for name in ("tbl", "tblPr", "tr", "trPr", "tc", "tcPr", "tcW", "shd")
)
_W, _TYPE, _FILL, _BORDERS = w("w"), w("type"), w("fill"), w("tcBorders")
_KEEP_NEXT, _JC, _COLOR = w("keepNext"), w("jc"), w("color")

_DARK_RULE = {VAL: "single", w("sz"): "8", w("space"): "0", w("color"): "454545"}
_WHITE_EDGE = {VAL: "single", w("sz"): "8", w("space"): "0", w("color"): "FFFFFF"}
_SURFACE = "F3F4F4"


@dataclass(slots=True)
class _Look:
    """What a row's kind decides about its cells."""

    style: str
    bold: bool = False
    keep_next: bool = False
    fill: str = ""
    rule: str = ""


class TableWriter:
    """Writes tables into the body. `style` gives a style's id by the name we know it under."""

    def __init__(self, pen: Pen, style: Callable[[str], str]) -> None:
        self.pen = pen
        self._table_style = style("VirkningTable")
        self._looks = {
            compact: self._looks_for(style(text), style(head))
            for compact, text, head in (
                (False, "VirkningTableText", "VirkningTableHead"),
                (True, "VirkningTableSmall", "VirkningTableSmallHead"),
            )
        }

    @staticmethod
    def _looks_for(text: str, head: str) -> dict[str, _Look]:
        return {
            "head": _Look(head, rule="bottom"),
            "body": _Look(text),
            # A group row is a heading: it stays with the row below it.
            "group": _Look(text, bold=True, keep_next=True, fill=_SURFACE),
            "total": _Look(text, bold=True, rule="top"),
        }

    def write(self, parent: _Element, table: Table, width: int, caption: str) -> None:
        """The table, `width` twips wide. The caption is repeated as the table's alternative text."""
        widths = column_widths(table.shares, width)
        looks = self._looks[table.compact]
        element = SubElement(parent, _TBL)
        self._properties(element, width, one_line(caption))
        grid = SubElement(element, w("tblGrid"))
        for column in widths:
            SubElement(grid, w("gridCol"), {_W: str(column)})
        numeric = frozenset(table.numeric)
        self._row(element, Row(table.header), widths, numeric, looks["head"], header=True)
        for row in table.rows:
            self._row(element, row, widths, numeric, looks[row.kind])

    def _properties(self, element: _Element, width: int, caption: str) -> None:
        properties = SubElement(element, _TBL_PR)
        SubElement(properties, w("tblStyle"), {VAL: self._table_style})
        SubElement(properties, w("tblW"), {_W: str(width), _TYPE: "dxa"})
        SubElement(properties, w("tblLayout"), {_TYPE: "fixed"})
        SubElement(properties, w("tblLook"), {VAL: "0420", w("firstRow"): "1", w("noVBand"): "1"})
        if caption:
            SubElement(properties, w("tblCaption"), {VAL: caption})

    def _row(
        self,
        table: _Element,
        row: Row,
        widths: Sequence[int],
        numeric: frozenset[int],
        look: _Look,
        *,
        header: bool = False,
    ) -> None:
        element = SubElement(table, _TR)
        whole = header or row.kind != "body" or stays_whole(row, widths)
        if whole:
            properties = SubElement(element, _TR_PR)
            SubElement(properties, w("cantSplit"))
            if header:
                SubElement(properties, w("tblHeader"))
        span = len(widths) if len(row.cells) < len(widths) else 1
        shaded = False
        for column, given in enumerate(row.cells):
            cell = as_cell(given)
            tc = SubElement(element, _TC)
            beside = shaded and cell.light is not None
            self._cell_properties(tc, cell, sum(widths) if span > 1 else widths[column], span, look, beside)
            self._paragraphs(tc, cell, look, right=cell.align == "right" or (column in numeric and span == 1))
            shaded = cell.light is not None

    @staticmethod
    def _cell_properties(tc: _Element, cell: Cell, width: int, span: int, look: _Look, beside: bool) -> None:
        properties = SubElement(tc, _TC_PR)
        SubElement(properties, _TC_W, {_W: str(width), _TYPE: "dxa"})
        if span > 1:
            SubElement(properties, w("gridSpan"), {VAL: str(span)})
        if look.rule or beside:
            borders = SubElement(properties, _BORDERS)
            if look.rule == "top":
                SubElement(borders, w("top"), _DARK_RULE)
            if beside:
                SubElement(borders, w("left"), _WHITE_EDGE)
            if look.rule == "bottom":
                SubElement(borders, w("bottom"), _DARK_RULE)
        fill = cell.light.fill.upper() if cell.light else look.fill
        if fill:
            SubElement(properties, _SHD, {VAL: "clear", _COLOR: "auto", _FILL: fill})
        if look.rule == "bottom":
            SubElement(properties, w("vAlign"), {VAL: "bottom"})

    def _paragraphs(self, tc: _Element, cell: Cell, look: _Look, *, right: bool) -> None:
        bold = look.bold or cell.emphasis
        color = MUTED if cell.muted else ""
        for text in cell.paragraphs:
            self.pen.text(self._paragraph(tc, look, right), text, bold=bold, color=color)
        if cell.light is not None:
            self.pen.run(
                self._paragraph(tc, look, right), cell.light.word, bold=True, color=cell.light.ink.upper()
            )
        elif not cell.paragraphs:
            # A cell without a paragraph is a damaged file to Word.
            self._paragraph(tc, look, right)

    @staticmethod
    def _paragraph(tc: _Element, look: _Look, right: bool) -> _Element:
        paragraph = SubElement(tc, P)
        properties = SubElement(paragraph, P_PR)
        SubElement(properties, P_STYLE, {VAL: look.style})
        if look.keep_next:
            SubElement(properties, _KEEP_NEXT)
        if right:
            SubElement(properties, _JC, {VAL: "right"})
        return paragraph


def column_widths(shares: Sequence[float], width: int) -> list[int]:
    """Whole widths in proportion to the shares, together exactly `width`."""
    total = sum(shares)
    edges = [0]
    so_far = 0.0
    for share in shares:
        so_far += share
        edges.append(round(width * so_far / total))
    return [right - left for left, right in itertools.pairwise(edges)]
