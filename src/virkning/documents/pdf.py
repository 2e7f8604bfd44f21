"""Writes a document as PDF: tagged (PDF/UA-1), archival (PDF/A-2a), Danish, searchable.

Typst does the typesetting through one fixed template, `note.typ`. The document reaches it as JSON; no typst
source is ever put together from text, so nothing a user typed can be read as markup.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any

import typst

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
from virkning.documents.cleaning import clean, has_words, one_line
from virkning.documents.fonts import covered_by
from virkning.documents.outline import Outline, Title, read_outline, stays_whole

Json = Any

_TEMPLATE = Path(__file__).with_name("note.typ")
_STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
_POINTS_PER_CM = 72 / 2.54
# A4 less the margins of the template, and less the column that running text leaves free at its right.
_WIDTH, _WIDTH_LANDSCAPE = 16.8, 25.5
_MEASURE = 14.4
# Printed where no font at hand has the letter, or PDF/A forbids it: a gap that can be seen.
_UNPRINTABLE = "□"
# So many documents typst keeps what it worked out for (measured; see `forget_set_documents`).
_REMEMBERED = 10
_LONG_WORD = re.compile(r"\S{32,}")
_BREAK_AFTER = re.compile(r"[/_.!?&=:;,]|[^\W_]{16}")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


class PdfFailed(RuntimeError):
    """Typst refused the document; the message is its own."""


def write_pdf(document: Document, *, font_dirs: Sequence[Path] = ()) -> bytes:
    """The document as a tagged PDF.

    `font_dirs` hold IBM Plex Sans; without them typst's own fonts are used. The machine's fonts are asked
    only when a letter is in neither, so that ordinary documents are the same bytes everywhere.
    """
    folders = tuple(str(folder) for folder in font_dirs if folder.is_dir())
    source = json.dumps(document_json(document), ensure_ascii=False, separators=(",", ":"))
    source = _PRIVATE_USE.sub(_UNPRINTABLE, source)
    try:
        return _compile(source, document, _fonts(folders, system=False))
    except typst.TypstError as error:
        if "could not be displayed" not in error.diagnostic:
            raise PdfFailed(error.diagnostic) from error
    return _compile_with_any_font(source, document, folders)


def forget_set_documents(*, font_dirs: Sequence[Path] = ()) -> None:
    """Let go of what typst remembers of the documents it has set: a hundred megabytes and more of a long note.

    It remembers the last ten, so that much memory is taken by whoever sets many, one unlike the other. There is no way
    to ask it to forget; but what is not used by ten documents in a row it does forget, and empty ones take no time.
    """
    folders = tuple(str(folder) for folder in font_dirs if folder.is_dir())
    for _time in range(_REMEMBERED + 1):
        typst.compile(b"", format="pdf", font_paths=_fonts(folders, system=False))


def _compile_with_any_font(source: str, document: Document, folders: tuple[str, ...]) -> bytes:
    """A letter is missing, which PDF/UA forbids: borrow the machine's fonts, then show the rest as gaps."""
    fonts = _fonts(folders, system=True)
    covered = covered_by(tuple(sorted({font.path for font in fonts.fonts() if font.path})))
    missing = {letter for letter in set(source) if ord(letter) > 0x7E and ord(letter) not in covered}
    gaps = str.maketrans(dict.fromkeys(missing, _UNPRINTABLE))
    for attempt in (source, source.translate(gaps), _latin_only(source)):
        try:
            return _compile(attempt, document, fonts)
        except typst.TypstError as error:
            refused = error
    raise PdfFailed(refused.diagnostic) from refused


def _latin_only(source: str) -> str:
    """The last resort: only letters that every font has."""
    return "".join(letter if ord(letter) < 0x180 or letter in "–—’”…•" else "?" for letter in source)


@lru_cache(maxsize=8)
def _fonts(folders: tuple[str, ...], *, system: bool) -> typst.Fonts:
    """Opened once a process: reading the folders takes longer than setting a note."""
    return typst.Fonts(include_system_fonts=system, font_paths=list(folders))


def _compile(source: str, document: Document, fonts: typst.Fonts) -> bytes:
    try:
        pdf = typst.compile(
            _TEMPLATE,
            format="pdf",
            font_paths=fonts,
            sys_inputs={"document": source},
            pdf_standards=_STANDARDS,
            timestamp=document.created_at,
        )
    except BaseException as error:
        # A panic in typst is no Exception, and would take a worker down with it.
        if type(error).__name__ == "PanicException":
            raise PdfFailed(f"Typst gik i stå: {error}") from error
        raise
    if not isinstance(pdf, bytes):  # pragma: no cover - typst gives a list only for several pictures
        raise PdfFailed("Typst gav ikke én fil.")
    return pdf


def document_json(document: Document) -> dict[str, Json]:
    """What the template reads. Lengths are points."""
    outline = read_outline(document)
    width = (_WIDTH_LANDSCAPE if document.landscape else _WIDTH) * _POINTS_PER_CM
    created = document.created_at
    title = one_line(document.title).strip() if has_words(document.title) else ""
    language, _, region = document.language.partition("-")
    headings = [(document.blocks[at], heading) for at, heading in outline.titles.items()]
    numbers = [len(heading.number) for _, heading in headings if heading.level <= 3]
    return {
        # PDF/UA requires a title, also of a document without one.
        "title": title or "Uden titel",
        "shown-title": _breakable(title),
        "subtitle": _line(document.subtitle).strip(),
        "author": one_line(document.author),
        "subject": one_line(document.subject),
        "created": {
            "year": created.year,
            "month": created.month,
            "day": created.day,
            "hour": created.hour,
            "minute": created.minute,
            "second": created.second,
        },
        "lang": language,
        "region": region or None,
        "landscape": document.landscape,
        "header": _line(document.header_text),
        "footer": _line(document.footer_text),
        "width": width,
        "aside": max(0.0, width - _MEASURE * _POINTS_PER_CM),
        "number-width": 5.2 * max(numbers, default=0) + 4,
        "entries": {
            heading.anchor: _entry(block, heading)
            for block, heading in headings
            if isinstance(block, Heading)
        },
        "blocks": [
            _block(block, index, outline)
            for index, block in enumerate(document.blocks)
            if not isinstance(block, Heading) or index in outline.titles
        ],
    }


def _entry(heading: Heading, title: Title) -> list[str]:
    """A heading's number and words apart, for the table of contents."""
    words = one_line(heading.text)
    return [title.number, _breakable(words[len(title.number) :].strip())]


def _block(block: Block, index: int, outline: Outline) -> dict[str, Json]:
    match block:
        case Heading():
            title = outline.titles[index]
            return {
                "type": "heading",
                "text": _line(block.text),
                "level": title.level,
                "anchor": title.anchor,
            }
        case Paragraph():
            return {"type": block.style, "text": _text(block.text)}
        case Bullets():
            return {"type": "bullets", "items": [_text(item) for item in block.items]}
        case Facts():
            return {"type": "facts", "rows": [[_line(name), _text(value)] for name, value in block.rows]}
        case Callout():
            return {"type": "callout", "text": _text(block.text), "tone": block.tone}
        case PageBreak():
            return {"type": "new-page"}
        case Contents():
            return {"type": "contents", "title": _line(block.title)}
        case Table():
            return _table(block, outline.caption(index))
        case Picture():
            return _picture(block, outline.caption(index))


def _text(text: Text) -> Json:
    """A plain string where it is one; otherwise parts of (words, letters for bold, italic, muted)."""
    if isinstance(text, str):
        words = _breakable(clean(text))
        return words if "\n" not in words else _parts(words, "")
    parts: list[list[str]] = []
    for run in text:
        style = ("b" if run.bold else "") + ("i" if run.italic else "") + ("m" if run.muted else "")
        parts.extend(_parts(_breakable(clean(run.text)), style))
    return parts


def _breakable(text: str) -> str:
    """Typst lets a word that cannot be hyphenated (a file name, an address) run off the page: let it break."""
    return _LONG_WORD.sub(lambda word: _BREAK_AFTER.sub("\\g<0>\u200b", word.group()), text)


def _line(text: str) -> str:
    return _breakable(one_line(text))


def _parts(words: str, style: str) -> list[list[str]]:
    """A line feed is a part of its own: typst would print it as a space."""
    return [[part, style] for part in re.split("(\n)", words) if part]


def _table(table: Table, caption: str) -> dict[str, Json]:
    return {
        "type": "table",
        "caption": _line(caption),
        "widths": table.shares,
        "numeric": table.numeric,
        "compact": table.compact,
        "repeat": stays_whole(Row(table.header), table.shares),
        "header": [_cell(cell) for cell in table.header],
        "rows": [_row(row, below, table) for row, below in zip_longest(table.rows, table.rows[1:])],
    }


def _row(row: Row, below: Row | None, table: Table) -> dict[str, Json]:
    whole = stays_whole(row, table.shares)
    heads = whole and below is not None and below.kind != "group"
    return {"kind": row.kind, "whole": whole, "heads": heads, "cells": _cells(row.cells)}


def _cells(given: tuple[Cell | str, ...]) -> list[Json]:
    """A row's cells; a light beside another is told to keep apart from it."""
    cells = [_cell(cell) for cell in given]
    for before, cell in pairwise(cells):
        if isinstance(before, dict) and isinstance(cell, dict):
            cell["apart"] = bool(before["light"] and cell["light"])
    return cells


def _cell(given: Cell | str) -> Json:
    """As little as the cell needs: a string, a list of paragraphs, or everything about it."""
    cell = as_cell(given)
    paragraphs = [_text(paragraph) for paragraph in cell.paragraphs]
    light = cell.light
    if light is None and cell.align == "left" and not cell.emphasis and not cell.muted:
        return paragraphs[0] if len(paragraphs) == 1 and isinstance(paragraphs[0], str) else paragraphs
    shade = {"word": light.word, "fill": light.fill, "ink": light.ink} if light else None
    return {
        "p": paragraphs,
        "light": shade,
        "apart": False,
        "r": cell.align == "right",
        "b": cell.emphasis,
        "m": cell.muted,
    }


def _picture(picture: Picture, caption: str) -> dict[str, Json]:
    return {
        "type": "picture",
        "svg": picture.svg if picture.svg is not None else _wrapped(picture.png),
        "alt": one_line(picture.alt),
        "caption": _line(caption),
        "width": picture.width_cm * _POINTS_PER_CM,
    }


def _wrapped(png: bytes | None) -> str | None:
    """A PNG inside an SVG: JSON carries no bytes, and typst reads no base64 of its own."""
    if png is None:
        return None
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    data = base64.b64encode(png).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    )
