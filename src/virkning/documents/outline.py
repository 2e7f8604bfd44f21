"""What can only be known from the whole document: heading levels, anchors, caption numbers.

Worked out once, before any writer begins, so that `Tabel 3` is the same table in Word and PDF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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


# What a line across the whole table holds, and how many lines a row may have before it may break over pages:
# a third of a page, since a row that stays whole leaves that much empty at worst.
_LETTERS_A_LINE = 105
_SHORT_ROW = 18


def stays_whole(row: Row, widths: Sequence[float]) -> bool:
    """Whether a row is short enough to be kept on one page; `widths` are its table's relative widths.

    Reckoned from its letters: both formats need the answer before anything is laid out. A row that is kept
    whole but higher than a page would lose its end in PDF, so the reckoning is on the safe side.
    """
    spans = len(row.cells) < len(widths)
    total = sum(widths)
    for cell, width in zip(map(as_cell, row.cells), widths, strict=False):
        fit = max(1.0, _LETTERS_A_LINE * (1 if spans else width / total) - 2)
        lines = len(cell.paragraphs) * 0.3 + (cell.light is not None)
        for text in cell.paragraphs:
            parts = (text,) if isinstance(text, str) else tuple(run.text for run in text)
            lines += max(1, sum(map(len, parts)) / fit) + sum(part.count("\n") for part in parts)
        if lines > _SHORT_ROW:
            return False
    return True
