"""A label's wording as a small pattern: words, `[words that may be missing]`, `{one|the other}`, `#` for a number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .tokens import Token, same, tokens

_GROUP = re.compile(r"\[(?P<optional>[^\]]*)\]|\{(?P<either>[^}]*)\}|(?P<number>#)|(?P<word>[^\s\[\]{}#]+)")
_NUMBER = re.compile(r"[0-9]{1,3}|[ivx]{1,4}|[a-h]")


@dataclass(frozen=True, slots=True)
class Group:
    """Ways in which one part of a phrase may be written; `()` where it may be missing. `number`: a number stands."""

    ways: tuple[tuple[str, ...], ...]
    number: bool = False


@dataclass(frozen=True, slots=True)
class Met:
    """A phrase met in a line: after which token it ends, how many of its words were there, and its number."""

    end: int
    words: int
    exact: bool
    number: int | None = None


@cache
def phrase(pattern: str) -> tuple[Group, ...]:
    """The groups of a pattern."""
    groups = []
    for match in _GROUP.finditer(pattern):
        if match["number"]:
            groups.append(Group((), number=True))
        elif match["optional"] is not None:
            inner = match["optional"].strip()
            if inner == "#":
                groups.append(Group(((),), number=True))
            else:
                groups.append(Group((*(_words(one) for one in inner.split("|")), ())))
        elif match["either"] is not None:
            groups.append(Group(tuple(_words(one) for one in match["either"].split("|"))))
        elif words := _words(match["word"]):
            # Words that follow one another are one way: written together they are the same.
            if groups and len(groups[-1].ways) == 1 and not groups[-1].number:
                words = (*groups.pop().ways[0], *words)
            groups.append(Group((words,)))
    return tuple(groups)


def met(groups: Sequence[Group], line: Sequence[Token], at: int = 0) -> Met | None:
    """The longest way the phrase stands in the line from token `at` on; None where it does not."""
    if not groups:
        return Met(at, 0, exact=True)
    first, rest = groups[0], groups[1:]
    best: Met | None = None
    if first.number:
        if at < len(line) and is_number(line[at].word):
            best = _with_number(met(rest, line, at + 1), line[at].word)
        if best is None and () in first.ways:
            best = met(rest, line, at)
        return best
    for way in first.ways:
        stands = _stands(way, line, at)
        if stands is None:
            continue
        end, exact = stands
        after = met(rest, line, end)
        if after is not None:
            found = Met(after.end, after.words + len(way), after.exact and exact, after.number)
            if best is None or (found.end, found.words) > (best.end, best.words):
                best = found
    return best


def openings(groups: Sequence[Group]) -> tuple[frozenset[str], bool]:
    """The words a phrase may begin with, and whether it may begin with a number."""
    words: set[str] = set()
    for group in groups:
        for way in filter(None, group.ways):
            # The first word may be written in two, or together with the one after it.
            words.update((way[0], "".join(way[:2])))
        if group.number and () not in group.ways:
            return frozenset(words), True
        if not group.number and () not in group.ways:
            return frozenset(words), False
    return frozenset(words), False


def is_number(word: str) -> bool:
    """Whether a word can be the number of an activity, an actor or a track."""
    return _NUMBER.fullmatch(word) is not None


def _with_number(after: Met | None, written: str) -> Met | None:
    if after is None:
        return None
    number = int(written) if written.isdecimal() else after.number
    return Met(after.end, after.words, after.exact, number if after.number is None else after.number)


def _stands(way: Sequence[str], line: Sequence[Token], at: int) -> tuple[int, bool] | None:
    """Where the words end, and whether they stand to the letter; None where they do not stand there.

    Two words written as one, or one as two, are the words.
    """
    if not way:
        return at, True
    if at >= len(line):
        return None
    return _word_by_word(way, line, at) or _divided_otherwise(way, line, at)


def _word_by_word(way: Sequence[str], line: Sequence[Token], at: int) -> tuple[int, bool] | None:
    exact, end = True, at + len(way)
    if end > len(line):
        return None
    for place, wanted in enumerate(way, start=at):
        written = line[place].word
        if wanted != written:
            exact = False
            if not same(wanted, written):
                return None
    return end, exact


def _divided_otherwise(way: Sequence[str], line: Sequence[Token], at: int) -> tuple[int, bool] | None:
    first = line[at].word
    if not (way[0].startswith(first) or first.startswith(way[0])):
        return None  # most words, most times: before anything is put together
    whole = "".join(way)
    if not whole.startswith(first):
        return None
    for count in (len(way) - 1, len(way) + 1):
        if 0 < count <= len(line) - at and "".join(one.word for one in line[at : at + count]) == whole:
            return at + count, False
    return None


def _words(text: str) -> tuple[str, ...]:
    return tuple(one.word for one in tokens(text))
