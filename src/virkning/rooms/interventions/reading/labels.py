"""The template's labels, questions, prompts and help, made ready to be met in a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import groupby

from ..form import Field, Section
from . import wordings
from .phrases import Group, is_number, openings, phrase
from .tokens import same


class Rank(IntEnum):
    """What a label is. A higher one is less likely to be somebody's own words."""

    SHORT = 1
    HEADING = 2
    QUESTION = 3


@dataclass(frozen=True, slots=True)
class Label:
    """Words that say what stands after them. `field` None: a heading over several fields."""

    section: Section
    field: Field | None
    rank: Rank
    groups: tuple[Group, ...]
    #: A short one that is met only alone on its line or before a colon.
    needs_mark: bool = False
    #: A new one of its kind begins at each.
    repeats: bool = False
    #: Its words are a part of the answer: what a tick stands at.
    stays: bool = False
    #: It is the template's own, and may stand under its question; others may be somebody's words there.
    own: bool = True


@dataclass(frozen=True, slots=True)
class Help:
    """A help text known by its first and last words, and how many words it has: whoever writes leaves it or not."""

    opening: tuple[Group, ...]
    closing: tuple[Group, ...]
    words: int

    def may_begin(self, word: str) -> bool:
        """Whether it may begin with a written word."""
        return any(_may_begin(one, word) for one in openings(self.opening)[0])


def _labels() -> Iterator[Label]:
    for section, field, ways in wordings.REPEATED:
        for one in ways:
            yield Label(section, field, Rank.SHORT, phrase(one), needs_mark=True, repeats=True)
    for section, heading_field, ways in wordings.HEADINGS:
        for one in ways:
            yield Label(section, heading_field, Rank.HEADING, phrase(one), needs_mark=True)
    for section, heading_field, ways in wordings.QUESTIONS:
        for one in ways:
            yield Label(section, heading_field, Rank.QUESTION, phrase(one))
    for section, field, ways in wordings.SHORT:
        for one in ways:
            own = field in wordings.PROMPTED
            yield Label(section, field, Rank.SHORT, phrase(one), needs_mark=True, own=own)
    for one in wordings.TICKED:
        yield Label(Section.FACTS, Field.INTAKE, Rank.SHORT, phrase(one), stays=True)


LABELS: tuple[Label, ...] = tuple(_labels())
HELPS: dict[Section, tuple[Help, ...]] = {
    section: tuple(
        Help(phrase(opening), phrase(closing), words)
        for where, opening, closing, words in wordings.HELPS
        if where is section
    )
    for section in Section
}
NOTICES = tuple(Help(phrase(opening), phrase(closing), words) for opening, closing, words in wordings.NOTICES)
PROMPTS = tuple(map(phrase, wordings.PROMPTS))
TITLES = tuple(map(phrase, wordings.TITLES))
END = phrase(wordings.END)
_OPENINGS = tuple((label, *openings(label.groups)) for label in LABELS)
#: The words labels begin with, by their first letter: no slip of the pen is in that one (`same`).
_WORDS = {
    letter: frozenset(begun)
    for letter, begun in groupby(
        sorted({one for _label, words, _number in _OPENINGS for one in words}), key=lambda one: one[:1]
    )
}


@lru_cache(maxsize=8192)
def labels_beginning(word: str) -> tuple[Label, ...]:
    """The labels that may begin with a written word."""
    begun = {one for one in _WORDS.get(word[:1], ()) if _may_begin(one, word)}
    counts = is_number(word)
    if not begun and not counts:
        return ()
    return tuple(
        label for label, words, number in _OPENINGS if (number and counts) or not begun.isdisjoint(words)
    )


#: A word written in two is known by a first half of so many letters.
_FRONT = 4


def _may_begin(wanted: str, written: str) -> bool:
    """Whether a phrase that begins with a word may begin with the written one: that word, or the front of it."""
    return same(wanted, written) or (len(written) >= _FRONT and wanted.startswith(written))
