"""Words of a line with where they stand, and when two words are the same in spite of how they were written."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

#: A word: letters and digits. What stands between them, no label is told by.
_WORD = re.compile(r"[^\W_]+")
_SAME = str.maketrans({"é": "e", "è": "e", "á": "a", "ü": "y", "ä": "æ", "ö": "ø"})
#: Lines of so many letters are remembered; there are few longer ones, and they would fill the memory.
_SHORT = 1_000
#: From so many letters on a word may have one letter wrong, and from so many two.
_ONE_WRONG, _TWO_WRONG = 5, 11


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared, and its place in the line."""

    word: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text. `text` has composed letters."""
    return _told(text) if len(text) <= _SHORT else _tokens(text)


@lru_cache(maxsize=2048)
def _told(text: str) -> tuple[Token, ...]:
    """A line is looked at for labels, help, prompts and more, one after the other."""
    return _tokens(text)


def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(
        Token(match.group().casefold().translate(_SAME), match.start(), match.end())
        for match in _WORD.finditer(text)
    )


def composed(text: str) -> str:
    """Letters composed, and spaces of every kind as spaces; line breaks and tabs stay."""
    return unicodedata.normalize("NFC", text).translate(_SEEN)


class _Seen(dict[int, str]):
    """What a letter is seen as; found out once for each."""

    def __missing__(self, code: int) -> str:
        kind = unicodedata.category(chr(code))
        self[code] = " " if kind == "Zs" else "" if kind == "Cf" else chr(code)
        return self[code]


_SEEN = _Seen()


@lru_cache(maxsize=65536)
def same(wanted: str, written: str) -> bool:
    """Whether a written word is the wanted one, with a letter or two wrong in long words."""
    if wanted == written:
        return True
    allowed = 0 if len(wanted) < _ONE_WRONG else 1 if len(wanted) < _TWO_WRONG else 2
    if not allowed or abs(len(wanted) - len(written)) > allowed or wanted[:1] != written[:1]:
        return False
    return _distance(wanted, written, allowed) <= allowed


def _distance(first: str, second: str, most: int) -> int:
    """How many letters must be changed, added, taken away, or swapped with the next; `most` + 1 stands for more."""
    further: list[int] = []
    before = list(range(len(second) + 1))
    for row, one in enumerate(first, start=1):
        now = [row]
        for column, other in enumerate(second, start=1):
            least = min(before[column] + 1, now[-1] + 1, before[column - 1] + (one != other))
            if further and column > 1 and one == second[column - 2] and other == first[row - 2]:
                least = min(least, further[column - 2] + 1)
            now.append(least)
        if min(now) > most and min(before) > most:
            return most + 1
        further, before = before, now
    return before[-1]
