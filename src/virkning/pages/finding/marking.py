"""Texts with what was looked for marked in them."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString

from virkning.design.markup import safe
from virkning.figures.folding import found_in

#: So much of a long text stands around the first match.
_BEFORE, _AFTER = 60, 160


def marked(text: str, words: Sequence[str]) -> SafeString:
    """The text, escaped, with every match in `<mark>`."""
    parts, at = [], 0
    for start, end in found_in(text, words):
        parts.append(f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>")
        at = end
    return safe("".join([*parts, escape(text[at:])]))


def excerpt(text: str, words: Sequence[str]) -> SafeString | None:
    """The part of a text that holds the first match, cut at spaces; None where nothing matches."""
    text = " ".join(text.split())
    found = found_in(text, words)
    if not found:
        return None
    start, end = found[0]
    first = 0 if start <= _BEFORE else text.rfind(" ", 0, start - _BEFORE) + 1
    last = text.find(" ", min(end + _AFTER, len(text)))
    shown = text[first:] if last < 0 else text[first:last]
    before, after = "… " if first else "", "" if last < 0 else " …"
    return safe(f"{before}{marked(shown, words)}{after}")
