"""On which page each heading probably lands in Word.

Word works out page numbers only when it prints or is told to; until then the table of contents shows what
we wrote. So we reckon: letters to lines, lines to pages. On screen a number may be a page off in a long
document; printed, saved as PDF, or opened in LibreOffice it is exact, since those work the numbers out again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

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
    Row,
    Table,
    as_cell,
)
from virkning.documents.outline import Outline, stays_whole
from virkning.documents.text import cell_lines, said

# Calibri: a letter is on average just under half its size wide, a line 1.22 times its size high.
_LETTER, _LINE = 0.485, 1.22
_HEADING = {1: (18, 37.0), 2: (14, 29.0), 3: (11.5, 22.0), 4: (10.5, 17.0)}
_ASIDE = 68.0


def estimate_pages(document: Document, outline: Outline, width: float, height: float) -> dict[int, int]:
    """Block index of each heading → page. `width` and `height` are the text area's, in points."""
    pages: dict[int, int] = {}
    used = 110.0 if document.title else 0.0
    page = 1
    for index, block in enumerate(document.blocks):
        if isinstance(block, PageBreak):
            page, used = page + 1, 0.0
            continue
        for tall in _pieces(block, outline, width):
            # A heading needs room for a few lines of what follows it.
            needed = tall + (60 if isinstance(block, Heading) else 0)
            if used and used + needed > height:
                page, used = page + 1, 0.0
            used += tall
            page, used = page + int(used // height), used % height
        if index in outline.titles:
            pages[index] = page
    return pages


def _pieces(block: Block, outline: Outline, width: float) -> list[float]:
    """The heights in points of the parts of a block that stay whole."""
    reading = width - _ASIDE
    match block:
        case Heading():
            size, air = _HEADING[block.level]
            return [_tall(block.text, width, size) + air]
        case Paragraph():
            size = {"lead": 12.5, "note": 9.5}.get(block.style, 10.5)
            return [_tall(said(block.text), reading, size) + (21 if block.style == "label" else 7)]
        case Callout():
            return [_tall(said(block.text), reading - 20, 10.5) + 35]
        case Bullets():
            return [_tall(said(item), reading - 14, 10.5) + 4 for item in block.items]
        case Facts():
            return [_tall(said(value), width - 119, 10.5) + 2.5 for _, value in block.rows]
        case Contents():
            levels = [title.level for title in outline.titles.values() if title.level <= 3]
            return [52.0] + [20.0 if level == 1 else 15.5 for level in levels]
        case Table():
            return _rows(block, width)
        case Picture():
            tall = 0.4 * block.width_cm * 28.35
            if block.png is not None:
                across, down = (int.from_bytes(block.png[at : at + 4], "big") for at in (16, 20))
                tall = block.width_cm * 28.35 * down / max(across, 1)
            return [tall + 45]
        case _:
            return []


def _rows(table: Table, width: float) -> list[float]:
    shares = table.shares
    size, gap = (8.5, 1.0) if table.compact else (9.5, 2.5)
    widths = [width * share / sum(shares) - 10 for share in shares]
    pieces = [29.0] if table.caption else []
    for row in (Row(table.header, "total"), *table.rows):
        columns = widths if len(row.cells) == len(widths) else [width - 10]
        tall = 5.5 + max(
            sum(_tall(line, across, size) + gap for line in cell_lines(as_cell(cell))) or size * _LINE
            for cell, across in zip(row.cells, columns, strict=False)
        )
        lines = 1 if stays_whole(row, shares) else max(1, round(tall / 12))
        pieces.extend([tall / lines] * lines)
    return _together(pieces, 3 if table.caption else 2)


def _together(pieces: Sequence[float], first: int) -> list[float]:
    """A caption, its header and the first row are never parted."""
    return [sum(pieces[:first]), *pieces[first:]]


def _tall(words: str, width: float, size: float) -> float:
    # Lines end at words, so a little of each is lost; the two constants were fitted to 60 pages set in Carlito.
    fit = max(1.0, width / (size * _LETTER) - 1)
    return size * _LINE * 1.03 * sum(max(1, math.ceil(len(line) / fit)) for line in words.split("\n"))
