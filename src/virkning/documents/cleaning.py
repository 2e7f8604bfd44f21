"""Text that every format can hold.

No character a user managed to paste may break a file, and Word and PDF must clean alike, or they would not say
the same.
"""

from __future__ import annotations

import re

# Everything that separates lines somewhere becomes the one line feed both writers know.
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Characters XML 1.0 forbids, and the C1 controls no font has: dropped, since they never carry meaning.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# Half a character (a lone surrogate) did carry meaning, so its place is shown.
_SURROGATES = re.compile("[\ud800-\udfff]")
_SUSPECT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text that every format can hold. Line breaks become line feeds, a tab a space, controls vanish."""
    if not _SUSPECT.search(text):
        return text
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    return _SURROGATES.sub("\ufffd", _FORBIDDEN.sub("", text))


def one_line(text: str) -> str:
    """Cleaned text for places with room for one line: headings, captions, titles, labels."""
    return " ".join(clean(text).split("\n"))


def has_words(text: str) -> bool:
    """Whether anything in the text can be seen."""
    return any(letter.isprintable() and not letter.isspace() for letter in text)
