"""What we print ourselves outside the fields: headings, questions, words between. The rest is somebody's."""

import re
from collections.abc import Iterator
from functools import cache

from virkning.documents.blocks import Block, Bullets, Cell, Facts, Heading, Paragraph, Table, Text, as_cell
from virkning.documents.word_reading import Line

from ..answers import ActorAnswer, Answers, CostAnswer, EffectAnswer, TrackAnswer
from ..form import ASKED, TITLE, Field
from ..sections import SUBTITLE, Head, actor_named, description_blocks
from ..tags import without_empty
from .segments import is_blank

_NUMBER = re.compile(r"\d+")
_ANY = "x"


def without_printed(text: str) -> str:
    """The words of a text outside the fields that are not ours; blank where all of them are."""
    if _key(text) in _printed():
        return ""
    words = " ".join(without_empty(text).split())
    for one in _beginnings():
        found = one.match(words)
        if found is not None:
            words = words[found.end() :].strip()
            break
    return "" if is_blank(words) else words


def begins_an_item(line: Line) -> bool:
    """Whether a line is what stands above an actor or a track."""
    text = "".join(piece.text for piece in line.pieces if not piece.tag)
    return _key(text) in _above_items()


def _key(text: str) -> str:
    return _NUMBER.sub("#", " ".join(text.split()))


@cache
def _above_items() -> frozenset[str]:
    return frozenset(map(_key, (actor_named(1), ASKED[Field.CHANGE_TRACKS].question.danish)))


@cache
def _printed() -> frozenset[str]:
    """Our words as they stand between the fields of a printed description."""
    one = (_ANY,)
    whole = Answers(
        purposes_short=one,
        purposes_long=one,
        elements=one,
        actors=(ActorAnswer(_ANY),),
        sources=one,
        tracks=(TrackAnswer(_ANY),),
        effects=(EffectAnswer(_ANY),),
        costs=(CostAnswer(_ANY),),
    )
    blocks = description_blocks(whole, Head({_ANY: _ANY}), to_fill=True)
    told = {TITLE.danish, SUBTITLE.danish}
    for block in blocks:
        for text in _texts(block):
            told.update(_between(text))
    return frozenset(map(_key, told)) - {_ANY, ""}


@cache
def _beginnings() -> tuple[re.Pattern[str], ...]:
    """Our words where somebody's follow them on the line, the longest first."""
    longest_first = sorted(_printed(), key=len, reverse=True)
    return tuple(re.compile(rf"{_pattern(one)}(?!\w)") for one in longest_first)


def _pattern(words: str) -> str:
    return r"\d+".join(map(re.escape, words.split("#")))


def _texts(block: Block) -> Iterator[Text]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Bullets():
            yield from block.items
        case Facts():
            for label, value in block.rows:
                yield label
                yield value
        case Table():
            cells: list[Cell | str] = [*block.header, *(cell for row in block.rows for cell in row.cells)]
            for cell in cells:
                yield from as_cell(cell).paragraphs


def _between(text: Text) -> Iterator[str]:
    if isinstance(text, str):
        yield text
        return
    words = ""
    for run in text:
        if run.tag:
            yield words
            words = ""
        else:
            words += run.text
    yield words
