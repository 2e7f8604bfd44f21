"""What a document says: the words of a text, and everything in a document as a flat list of lines."""

from __future__ import annotations

from collections.abc import Iterator

from virkning.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Contents,
    Document,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Table,
    Text,
    as_cell,
)
from virkning.documents.cleaning import clean, one_line
from virkning.documents.outline import Outline, read_outline


def said(text: Text) -> str:
    """The words of a text without its styles."""
    return clean(text) if isinstance(text, str) else "".join(clean(run.text) for run in text)


def cell_lines(cell: Cell) -> list[str]:
    """The paragraphs of a cell, the light's word last."""
    lines = [said(paragraph) for paragraph in cell.paragraphs]
    if cell.light is not None:
        lines.append(cell.light.word)
    return lines


def plain_text(document: Document) -> list[str]:
    """Everything the document says, in reading order, a line a paragraph.

    Left out: running header and footer, page numbers, the table of contents' entries (they repeat headings)
    and pictures' alt texts (unless the picture has no drawing at all, when they are printed in its place).
    """
    outline = read_outline(document)
    lines = [one_line(document.title), one_line(document.subtitle)]
    for index, block in enumerate(document.blocks):
        # A heading without words is no heading, and is left out everywhere.
        if not isinstance(block, Heading) or index in outline.titles:
            lines.extend(_block_lines(block, index, outline))
    return [part for line in lines for part in line.split("\n") if part.strip()]


def _block_lines(block: Block, index: int, outline: Outline) -> Iterator[str]:
    match block:
        case Heading():
            yield one_line(block.text)
        case Paragraph() | Callout():
            yield said(block.text)
        case Contents():
            yield one_line(block.title)
        case Bullets():
            yield from map(said, block.items)
        case Facts():
            for label, value in block.rows:
                yield one_line(label)
                yield said(value)
        case Table():
            yield one_line(outline.caption(index))
            yield from _table_lines(block)
        case Picture():
            if block.svg is None and block.png is None:
                yield one_line(block.alt)
            yield one_line(outline.caption(index))


def _table_lines(table: Table) -> Iterator[str]:
    for cell in table.header:
        yield from cell_lines(as_cell(cell))
    for row in table.rows:
        for cell in row.cells:
            yield from cell_lines(as_cell(cell))
