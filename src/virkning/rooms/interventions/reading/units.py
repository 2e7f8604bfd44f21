"""A filled template as units in reading order, without a list of contents that repeats its headings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from virkning.documents.word_reading import Line, Paper

from .headings import Heading, heading_at
from .labels import Rank
from .lines import Unit, of_line
from .tables import of_table

#: A page number at the end of a line of a list of contents; looked for in so many letters.
_PAGE = re.compile(r"[\s.…_]+\d{1,3}\s*$")
_LONGEST_ENTRY = 300
_CONTENTS = re.compile(r"\s*indhold(?:sfortegnelse)?\s*:?\s*", re.IGNORECASE)
#: So many headings with a page number, and it is a list of contents; fewer may be somebody's answers.
_LEAST_CONTENTS = 4


def units(paper: Paper) -> list[Unit]:
    """What the document says, tables row by row, or column by column where its labels stand over their answers.

    A list of contents that repeats the headings with their pages is left out.
    """
    told = list(_joined(_units(paper)))
    contents = {number for number, one in enumerate(told) if _is_of_contents(one.text)}
    if len(contents) < _LEAST_CONTENTS:
        return told
    return [one for number, one in enumerate(told) if number not in contents]


def _units(paper: Paper) -> Iterator[Unit]:
    for block in paper.blocks:
        if isinstance(block, Line):
            yield from of_line(block)
        else:
            yield from of_table(block)


#: A question is not broken after more letters, and what it goes on with begins so.
_LONGEST_BROKEN = 200
_GOES_ON = re.compile(r"\s*(?:[a-zæøå]|/|\()")
_ENDED = re.compile(r"[:?.]\s*$")


def _joined(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units, a label that is broken over lines in one."""
    held: Unit | None = None
    for one in units:
        if held is not None and _breaks_a_label(held, one):
            held = replace(held, text=f"{held.text.rstrip()} {one.text.lstrip()}")
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _breaks_a_label(first: Unit, second: Unit) -> bool:
    """Whether a label that begins in a line ends in the next."""
    if second.goes_on or second.item or first.plain or not _GOES_ON.match(second.text):
        return False
    if len(first.text) > _LONGEST_BROKEN or _ENDED.search(first.text) or not first.text.strip():
        return False
    joined = max(heading_at(f"{first.text.rstrip()} {second.text.lstrip()}"), key=_words, default=None)
    alone = max(heading_at(first.text), key=_words, default=None)
    return (
        joined is not None
        and _words(joined) > (0 if alone is None else _words(alone))
        and (joined.whole or joined.marked)
    )


def _words(one: Heading) -> int:
    return one.met.words


def _is_of_contents(text: str) -> bool:
    if len(text) > _LONGEST_ENTRY:
        return False
    if _CONTENTS.fullmatch(text):
        return True
    page = _PAGE.search(text)
    return page is not None and any(
        one.whole and one.met.exact and one.label.rank is Rank.HEADING
        for one in heading_at(text[: page.start()])
    )
