"""What a document says: cleaned text, and everything in it as a flat list of lines.

Both writers clean through `clean`, so that no character a user managed to paste can break a file, and what
`plain_text` lists is what they print.
"""

from __future__ import annotations

import re
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
    Run,
    Table,
    Text,
    as_cell,
)
from virkning.documents.outline import Outline, read_outline

# Everything that separates lines somewhere becomes the one line feed both writers know.
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Characters XML 1.0 forbids, and the C1 controls no font has: dropped, since they never carry meaning.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# Half a character (a lone surrogate) did carry meaning, so its place is shown.
_SURROGATES = re.compile("[\ud800-\udfff]")
_SUSPECT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text that every format can hold. Line breaks become line feeds, a tab a space, controls vanish."""
    if not _SUSPECT.search(text):
        return text
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    return _SURROGATES.sub("\ufffd", _FORBIDDEN.sub("", text))


def one_line(text: str) -> str:
    """Cleaned text for places with room for one line: headings, captions, titles, labels."""
    return " ".join(clean(text).split("\n"))


def runs_of(text: Text) -> tuple[Run, ...]:
    """The text as runs, whichever way it was written."""
    return (Run(text),) if isinstance(text, str) else text


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
