"""Writes a document's blocks as HTML: the same words in the same order as Word and PDF, escaped.

No style stands in it, only class names; how they look is the page's matter. Headings sit below a page's own title, so
a block of level 1 becomes `h2`, or lower where the caller says so. A picture is its SVG, or whatever the caller makes
of it: a link to it that is fetched when it comes into view, say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from virkning.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Contents,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Table,
    Text,
    as_cell,
)
from virkning.documents.cleaning import clean, one_line
from virkning.documents.outline import Outline, read_outline

DrawPicture = Callable[[Picture], str]
#: Headings in a table of contents, as in Word and PDF.
_CONTENTS_DEPTH = 3
_SHARES = 24


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: level, words, and the name the heading goes by in addresses."""

    level: int
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class HtmlDocument:
    """The body as safe HTML, and its headings."""

    body: str
    contents: tuple[Entry, ...]


def write_html(
    document: Document, *, top: int = 2, draw: DrawPicture | None = None, prefix: str = ""
) -> HtmlDocument:
    """The blocks as HTML. `top` is the heading level of a block of level 1, `prefix` begins every anchor.

    Title and table of contents are left out: a page has them in its own place.
    """
    writer = _Writer(read_outline(document), top, draw or _drawn, prefix)
    body = "".join(writer.block(block, index) for index, block in enumerate(document.blocks))
    return HtmlDocument(body, writer.contents(document.blocks))


def _drawn(picture: Picture) -> str:
    return picture.svg or f'<p class="paper__note">{_line(picture.alt)}</p>'


class _Writer:
    def __init__(self, outline: Outline, top: int, draw: DrawPicture, prefix: str) -> None:
        self._outline = outline
        self._top = top
        self._draw = draw
        self._prefix = prefix

    def contents(self, blocks: Sequence[Block]) -> tuple[Entry, ...]:
        """The headings that would stand in a table of contents."""
        return tuple(
            Entry(title.level, one_line(block.text), self._prefix + title.anchor)
            for index, title in self._outline.titles.items()
            if title.level <= _CONTENTS_DEPTH and isinstance(block := blocks[index], Heading)
        )

    def block(self, block: Block, index: int) -> str:
        match block:
            case Heading():
                return self._heading(block, index)
            case Paragraph():
                return f'<p class="paper__{block.style}">{text_html(block.text)}</p>'
            case Bullets():
                items = "".join(f"<li>{text_html(item)}</li>" for item in block.items)
                return f'<ul class="paper__bullets">{items}</ul>'
            case Facts():
                rows = "".join(
                    f"<div><dt>{_line(label)}</dt><dd>{text_html(value)}</dd></div>"
                    for label, value in block.rows
                )
                return f'<dl class="paper__facts">{rows}</dl>'
            case Callout():
                return f'<p class="paper__callout paper__callout--{block.tone}">{text_html(block.text)}</p>'
            case Table():
                return self._table(block, index)
            case Picture():
                caption = self._outline.caption(index)
                under = f"<figcaption>{_line(caption)}</figcaption>" if caption else ""
                return f'<figure class="paper__picture">{self._draw(block)}{under}</figure>'
            case PageBreak() | Contents():
                return ""

    def _heading(self, heading: Heading, index: int) -> str:
        title = self._outline.titles.get(index)
        if title is None:
            return ""
        level = min(6, title.level + self._top - 1)
        anchor = escape(self._prefix + title.anchor)
        return f'<h{level} id="{anchor}" class="paper__h{title.level}">{_line(heading.text)}</h{level}>'

    def _table(self, table: Table, index: int) -> str:
        words = self._outline.caption(index)
        caption = f"<caption>{_line(words)}</caption>" if words else ""
        total = sum(table.shares)
        columns = "".join(
            f'<col class="paper__col--{max(1, round(share * _SHARES / total))}">' for share in table.shares
        )
        numeric = frozenset(table.numeric)
        heads = "".join(_head(as_cell(cell), place in numeric) for place, cell in enumerate(table.header))
        rows = "".join(self._row(row, len(table.header), numeric) for row in table.rows)
        name = "paper__table paper__table--compact" if table.compact else "paper__table"
        # A wide table scrolls by itself, never the page; so the keyboard must be able to reach it.
        label = _line(words or _plain(as_cell(table.header[0])))
        return (
            f'<div class="paper__scroll" tabindex="0" role="group" aria-label="{label}">'
            f'<table class="{name}">{caption}<colgroup>{columns}</colgroup>'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def _row(self, row: Row, width: int, numeric: frozenset[int]) -> str:
        if row.kind == "group" and len(row.cells) == 1:
            inside = _inside(as_cell(row.cells[0]))
            return f'<tr class="paper__group"><th scope="colgroup" colspan="{width}">{inside}</th></tr>'
        cells = []
        for place, given in enumerate(row.cells):
            cell = as_cell(given)
            name = "th" if not place else "td"
            scope = ' scope="row"' if not place else ""
            cells.append(f"<{name}{scope}{_cell_class(cell, place in numeric)}>{_inside(cell)}</{name}>")
        kind = f' class="paper__{row.kind}"' if row.kind != "body" else ""
        return f"<tr{kind}>{''.join(cells)}</tr>"


def _head(cell: Cell, numeric: bool) -> str:
    """A column without words has no header to be read aloud."""
    if not _plain(cell).strip():
        return "<td></td>"
    return f'<th scope="col"{_cell_class(cell, numeric)}>{_inside(cell)}</th>'


def _cell_class(cell: Cell, numeric: bool) -> str:
    names = [
        name
        for name, holds in (
            ("paper__number", numeric or cell.align == "right"),
            ("paper__strong", cell.emphasis),
            ("paper__muted", cell.muted),
            (f"paper__light--{cell.light.name.lower()}" if cell.light else "", cell.light is not None),
        )
        if holds
    ]
    return f' class="{" ".join(names)}"' if names else ""


def _inside(cell: Cell) -> str:
    lines = [f"<span>{text_html(one)}</span>" for one in cell.paragraphs]
    if cell.light is not None:
        lines.append(f'<span class="paper__word">{escape(cell.light.word)}</span>')
    return "".join(lines)


def _plain(cell: Cell) -> str:
    return " ".join(
        one if isinstance(one, str) else "".join(run.text for run in one) for one in cell.paragraphs
    )


def text_html(text: Text) -> str:
    """A text with its styles; line feeds are line breaks."""
    if isinstance(text, str):
        return _lines(text)
    parts = []
    for run in text:
        words = _lines(run.text)
        words = f'<span class="paper__muted">{words}</span>' if run.muted else words
        words = f"<em>{words}</em>" if run.italic else words
        parts.append(f"<strong>{words}</strong>" if run.bold else words)
    return "".join(parts)


def _lines(text: str) -> str:
    return escape(clean(text)).replace("\n", "<br>")


def _line(text: str) -> str:
    return escape(one_line(text))
