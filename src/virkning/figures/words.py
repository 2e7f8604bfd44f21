"""The fixed words of the workbook's cells: found again however they were typed."""

import unicodedata
from collections.abc import Mapping
from typing import TypeVar

from virkning.figures.phrases import FigureError, P, Phrase

Member = TypeVar("Member")


def tidy_words(written: str) -> str:
    """Lower case, single spaces, composed letters: what two spellings of one word have in common."""
    return " ".join(unicodedata.normalize("NFC", written).split()).casefold()


def find_word(written: str, words: Mapping[Member, str], what: Phrase) -> Member | None:
    """The member whose word was written; None for a blank text.

    Exact but for case, spaces and how letters are composed. Raises `FigureError` naming `what` it is
    not ("en farve") and every word it could have been.
    """
    wanted = tidy_words(written)
    if not wanted:
        return None
    for member, word in words.items():
        if tidy_words(word) == wanted:
            return member
    raise FigureError(
        P(
            "“%(text)s” er ikke %(what)s. Skriv en af disse: %(expected)s.",
            text=written.strip(),
            what=what,
            expected=", ".join(words.values()),
        )
    )


def need_word(written: str, words: Mapping[Member, str], what: Phrase) -> Member:
    """As `find_word`, but a blank text is refused too."""
    member = find_word(written, words, what)
    if member is None:
        raise FigureError(
            P(
                "Der mangler %(what)s. Skriv en af disse: %(expected)s.",
                what=what,
                expected=", ".join(words.values()),
            )
        )
    return member
