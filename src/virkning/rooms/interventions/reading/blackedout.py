"""A file with CPR numbers in it, read with every number blacked out: nothing of them is kept anywhere (ADR 0014)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from virkning.documents.word_reading import Line, Paper, PaperBlock, PaperCell, PaperTable, Piece
from virkning.figures.cpr import BLACK, blacked_out_squeezed, find_cpr, squeezed

from ..form import Field
from .opening import open_description_file
from .proposal import DescriptionFile
from .proposed import Proposed, proposed
from .reading import read_description

#: As many letters of what stands around a number are told.
_AROUND = 40
_BLACK_NUMBER = re.compile(rf"{BLACK}{{6}}[^\w{BLACK}]{{0,12}}{BLACK}{{4}}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stood: the field, or None for words no field took, and the words around it, blacked out.

    `text` blank: somewhere else in the file, as in a header, a comment or its properties.
    """

    field: Field | None
    text: str


@dataclass(frozen=True, slots=True)
class BlackedOut:
    """What such a file says: as read, as it proposes, as plain text, and where the numbers stood."""

    read: DescriptionFile
    proposal: Proposed
    text: str
    places: tuple[Place, ...]


def read_blacked_out(content: bytes) -> BlackedOut:
    """The file with its numbers blacked out before a word of it is read. Raises `Refused` for everything else."""
    told: list[str] = []
    opened = open_description_file(content, look=told.append)
    paper = _black(opened)
    read = read_description(paper)
    found = proposed(read)
    places = list(_places(found))
    in_lines = sum(len(find_cpr(squeezed(one.text)[0])) for one in opened.lines())
    if sum(len(find_cpr(one)) for one in told) > in_lines or in_lines > len(places):
        places.append(Place(None, ""))
    text = "\n".join(one.text for one in paper.lines())
    return BlackedOut(read, found, text, tuple(places))


def _black(paper: Paper) -> Paper:
    return replace(
        paper,
        blocks=tuple(_block(one) for one in paper.blocks),
        boxes=_lines(paper.boxes),
        notes=_lines(paper.notes),
        margins=_lines(paper.margins),
    )


def _block(block: PaperBlock) -> PaperBlock:
    if isinstance(block, Line):
        return _line(block)
    return PaperTable(tuple(tuple(_cell(cell) for cell in row) for row in block.rows))


def _cell(cell: PaperCell) -> PaperCell:
    return replace(cell, lines=_lines(cell.lines))


def _lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(_line(one) for one in lines)


def _line(line: Line) -> Line:
    """A number may go over several pieces: it is found in the whole line, and in what no line is drawn through."""
    pieces = list(line.pieces)
    for chosen in ([one for one in pieces if not one.struck], pieces):
        left = blacked_out_squeezed("".join(one.text for one in chosen))
        black: dict[int, Piece] = {}
        for one in chosen:
            black[id(one)] = replace(one, text=left[: len(one.text)])
            left = left[len(one.text) :]
        pieces = [black.get(id(one), one) for one in pieces]
    return replace(line, pieces=tuple(pieces), stressed=blacked_out_squeezed(line.stressed))


def _places(found: Proposed) -> Iterator[Place]:
    yield from (Place(field, text) for field, said in found.said.items() for text in _around(said))
    yield from (Place(None, text) for one in found.unread for text in _around(one.text))


def _around(said: str) -> Iterator[str]:
    for match in _BLACK_NUMBER.finditer(said):
        begin, end = max(0, match.start() - _AROUND), min(len(said), match.end() + _AROUND)
        words = " ".join(said[begin:end].split())
        yield f"{'…' if begin else ''}{words}{'…' if end < len(said) else ''}"
