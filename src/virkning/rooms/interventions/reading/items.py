"""An answer that holds several: each activity or purpose by itself."""

import re
from collections.abc import Iterator, Sequence

from .lines import Unit
from .segments import assembled, is_blank

_BULLET = re.compile(r"\s*(?:[•·▪●○*–—-]|\(?\d{1,2}[.)])\s+(?=\S)")


def listed(lines: Sequence[Unit]) -> list[str]:
    """The items of a list; without one, each line by itself."""
    kept = [one for one in lines if one.goes_on or not is_blank(one.text)]
    if titled := _under_titles(kept):
        return [assembled(one) for one in titled]
    if not any(one.item for one in kept):
        return [text for one in _by_line(kept) if (text := assembled(one))]
    return [text for one in _by_item(kept) if (text := without_bullet(assembled(one)))]


def _under_titles(lines: Sequence[Unit]) -> list[list[Unit]]:
    """The lines under titles of their own: lines in bold as the first is, with others below each; none without."""
    look = lines[0].look if lines else ""
    titles = [number for number, one in enumerate(lines) if one.look == look and not one.goes_on]
    ends = [*titles[1:], len(lines)]
    if (
        not look.endswith("+b")
        or len(titles) < 2
        or any(end - at < 2 for at, end in zip(titles, ends, strict=True))
    ):
        return []
    return [list(lines[at:end]) for at, end in zip(titles, ends, strict=True)]


def _by_line(lines: Sequence[Unit]) -> Iterator[list[Unit]]:
    held: list[Unit] = []
    for one in lines:
        if held and not one.goes_on:
            yield held
            held = []
        held.append(one)
    if held:
        yield held


def _by_item(lines: Sequence[Unit]) -> Iterator[list[Unit]]:
    held: list[Unit] = []
    for one in lines:
        if held and one.item:
            yield held
            held = []
        held.append(one)
    if held:
        yield held


def without_bullet(text: str) -> str:
    """A text without the bullet or number it begins with."""
    return _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
