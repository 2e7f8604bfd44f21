"""Texts as a search compares them: without case, accents and the ways Danish letters are written without them.

`Ærø`, `aero` and `AERØ` fold alike, and so do `Åben`, `aaben` and `Aaben`; `Høje`, `hoeje` and `hoje`. The rule is a
table of single letters, then a few replacements in a fixed order, so that a database can do exactly the same
(`access.folding`).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

#: Start and end of a part of a text.
Span = tuple[int, int]

#: Letters no decomposition takes apart.
_BY_HAND = {"ø": "o", "đ": "d", "ð": "d", "þ": "t", "ł": "l", "ħ": "h", "ı": "i", "ŧ": "t", "ß": "s"}
#: Signs that are not seen: soft hyphens, zero-width signs, and accents that stand as signs of their own.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff" + "".join(map(chr, range(0x0300, 0x0370)))


def _plain(letter: str) -> str:
    lower = letter.lower()[:1]
    if lower in _BY_HAND:
        return _BY_HAND[lower]
    base = unicodedata.normalize("NFD", lower)[0]
    return base if base.isascii() else letter


def _letters() -> dict[str, str]:
    """Every accented Latin letter to its base in lower case, and A-Z to a-z. `æ` is spelled out afterwards."""
    found = {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    for code in range(0x00C0, 0x0180):
        letter = chr(code)
        if letter not in "ÆæĲĳŒœ" and _plain(letter) != letter:
            found[letter] = _plain(letter)
    return found | {"Æ": "æ", "Œ": "œ", "–": "-", "‑": "-", "’": "'", "\u00a0": " "}


#: One letter for one letter; then what becomes two letters or one of two, in this order.
LETTERS: dict[str, str] = _letters()
UNSEEN: str = _UNSEEN
REPLACED: tuple[tuple[str, str], ...] = (("æ", "ae"), ("œ", "oe"), ("aa", "a"), ("oe", "o"))

_TABLE = str.maketrans(LETTERS | dict.fromkeys(UNSEEN, ""))
_BETWEEN_WORDS = re.compile(r"[\s,;:()\[\]\"“”«»/\-]+")
#: More words than this are not searched for.
MOST_WORDS = 8


def fold(text: str) -> str:
    """The text as a search compares it."""
    folded = text.translate(_TABLE)
    for old, new in REPLACED:
        folded = folded.replace(old, new)
    return folded


def folded_words(query: str) -> tuple[str, ...]:
    """What is looked for: each word once, folded. A hyphen parts words: `Høje-Taastrup` is two."""
    words = (word.strip(".?!") for word in _BETWEEN_WORDS.split(fold(query)))
    return tuple(dict.fromkeys(word for word in words if word))[:MOST_WORDS]


def found_in(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the folded words stand in the text itself, as start and end, in order and without overlaps."""
    folded, spans = _fold_with_spans(text)
    found = sorted(
        (spans[at][0], spans[at + len(word) - 1][1]) for word in words for at in _occurrences(folded, word)
    )
    parts: list[tuple[int, int]] = []
    for start, end in found:
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(end, parts[-1][1]))
        else:
            parts.append((start, end))
    return parts


def _occurrences(folded: str, word: str) -> Iterator[int]:
    at = folded.find(word) if word else -1
    while at >= 0:
        yield at
        at = folded.find(word, at + len(word))


def _fold_with_spans(text: str) -> tuple[str, list[Span]]:
    """The folded text, and for each of its letters the part of the text it comes from."""
    letters: list[str] = []
    spans: list[Span] = []
    for place, letter in enumerate(text):
        for one in letter.translate(_TABLE):
            letters.append(one)
            spans.append((place, place + 1))
    folded = "".join(letters)
    for old, new in REPLACED:
        if old in folded:
            folded, spans = _replaced(folded, spans, old, new)
    return folded, spans


def _replaced(folded: str, spans: list[Span], old: str, new: str) -> tuple[str, list[Span]]:
    parts = folded.split(old)
    moved: list[Span] = []
    at = 0
    for number, part in enumerate(parts):
        if number:
            moved += [(spans[at][0], spans[at + len(old) - 1][1])] * len(new)
            at += len(old)
        moved += spans[at : at + len(part)]
        at += len(part)
    return new.join(parts), moved
