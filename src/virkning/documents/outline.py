"""What can only be known from the whole document: heading levels, anchors, caption numbers.

Worked out once, before any writer begins, so that `Tabel 3` is the same table in Word and PDF.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from virkning.documents.blocks import Document, Heading, Picture, Row, Table, as_cell
from virkning.documents.cleaning import has_words, one_line

_NUMBER = re.compile(r"(\d+(?:\.\d+)*\.?)\s+(?=\S)")
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_]")


@dataclass(frozen=True, slots=True)
class Title:
    """A heading as it is printed. `number` is the number its text begins with, where it has one."""

    level: int
    anchor: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption and its place in the row of its kind."""

    kind: Literal["Tabel", "Figur"]
    number: int
    text: str

    @property
    def line(self) -> str:
        """The caption as it is printed."""
        return f"{self.kind} {self.number}. {self.text}"


@dataclass(frozen=True, slots=True)
class Outline:
    """By block index: how headings are set, and the captions of tables and pictures that have one."""

    titles: dict[int, Title]
    captions: dict[int, Caption]

    def caption(self, index: int) -> str:
        """The printed caption of a block, blank where it has none."""
        caption = self.captions.get(index)
        return caption.line if caption else ""


def read_outline(document: Document) -> Outline:
    """Read the outline of a document.

    PDF/UA forbids a document to begin at level 2 or to skip a level downwards, and a screen reader's user is
    no better off in Word, so a heading sits at most one level below the one before it.
    """
    titles: dict[int, Title] = {}
    captions: dict[int, Caption] = {}
    taken: set[str] = set()
    level = tables = figures = 0
    for index, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            # PDF/UA forbids headings without words, and a list of headings has no use for them.
            if not has_words(block.text):
                continue
            level = min(block.level, level + 1)
            number = _NUMBER.match(one_line(block.text)) if block.numbered else None
            titles[index] = Title(level, _anchor(block, index, taken), number.group(1) if number else "")
        elif isinstance(block, Table) and block.caption.strip():
            tables += 1
            captions[index] = Caption("Tabel", tables, block.caption)
        elif isinstance(block, Picture) and block.caption.strip():
            figures += 1
            captions[index] = Caption("Figur", figures, block.caption)
    return Outline(titles, captions)


def _anchor(heading: Heading, index: int, taken: set[str]) -> str:
    """A bookmark name: Word allows 40 letters, digits and underscores, the first of them no digit."""
    wanted = "_Toc" + (_NOT_IN_A_NAME.sub("_", heading.anchor)[:24] or f"{index:08d}")
    anchor = wanted if wanted not in taken else f"{wanted}_{index}"
    taken.add(anchor)
    return anchor


# About four printed lines in the widest column; longer rows may break, or they would leave half a page empty.
_SHORT_ROW = 700
_SHORT_PARAGRAPHS = 12


def stays_whole(row: Row) -> bool:
    """Whether a row is short enough to be kept on one page.

    Measured in letters of its longest cell: both formats need the answer before anything is laid out.
    """
    for cell in map(as_cell, row.cells):
        if len(cell.paragraphs) > _SHORT_PARAGRAPHS:
            return False
        letters = sum(
            len(part) if isinstance(part, str) else sum(len(run.text) for run in part)
            for part in cell.paragraphs
        )
        if letters > _SHORT_ROW:
            return False
    return True
