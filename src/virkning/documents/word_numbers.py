"""The numbers Word puts before paragraphs by itself, worked out as it would show them.

They stand nowhere in the text: a paragraph (or its style) points to a list, the list to its levels, and Word counts.
See ISO/IEC 29500-1, 17.9.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from virkning.documents.word_xml import P_PR, P_STYLE, VAL, w

#: What stands for the sign of a list that is not numbered.
BULLET = "•"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
#: Word itself shows no more; a file may say anything.
_LARGEST = 32_767
_LEVELS = 9
#: Styles based on styles: more than this is a ring.
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is counted and written."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


class Numbers:
    """Counts through a document: ask once for every paragraph, in order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._styles = {} if styles is None else dict(_numbered_styles(styles))
        if numbering is not None:
            self._read(numbering)

    def of(self, paragraph: _Element) -> str:
        """The paragraph's number as it is shown (`1.`, `b)`), `BULLET` in a list without numbers, else blank."""
        number, level = self._place(paragraph)
        abstract = self._abstract.get(number, "")
        levels = self._levels.get(abstract)
        if levels is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        self._begin(number, counts)
        here = levels.get(level, _Level())
        last = counts[level]
        counts[level] = here.start if last is None else min(last + 1, _LARGEST)
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if here.form == "bullet":
            return BULLET
        return _PLACE.sub(lambda found: _shown(levels, counts, int(found[1]) - 1), here.text).strip()

    def _begin(self, number: str, counts: list[int | None]) -> None:
        """The first paragraph of a list that says where to begin, begins there."""
        if number in self._begun:
            return
        self._begun.add(number)
        for level, start in self._restarts.get(number, {}).items():
            counts[level] = start - 1

    def _place(self, paragraph: _Element) -> tuple[str, int]:
        properties = paragraph.find(P_PR)
        if properties is None:
            return "", 0
        style = properties.find(P_STYLE)
        inherited = self._styles.get("" if style is None else str(style.get(VAL)), ("", 0))
        own = _number_of(properties)
        if own is None:
            return inherited
        number, level = own
        return (number or inherited[0], inherited[1] if level is None else level)

    def _read(self, numbering: _Element) -> None:
        for one in numbering.iterchildren(w("abstractNum")):
            levels = {_whole(level.get(w("ilvl")), 0): _level(level) for level in one.iterchildren(w("lvl"))}
            self._levels[str(one.get(w("abstractNumId")))] = levels
        for one in numbering.iterchildren(w("num")):
            key, points = str(one.get(w("numId"))), one.find(w("abstractNumId"))
            if points is not None:
                self._abstract[key] = str(points.get(VAL))
            for override in one.iterchildren(w("lvlOverride")):
                start = override.find(w("startOverride"))
                if start is not None:
                    level = _whole(override.get(w("ilvl")), 0)
                    if 0 <= level < _LEVELS:
                        self._restarts.setdefault(key, {})[level] = _whole(start.get(VAL), 1)


def _numbered_styles(styles: _Element) -> Iterator[tuple[str, tuple[str, int]]]:
    """Style → the list and level it, or a style it is based on, puts its paragraphs in."""
    by_id = {str(one.get(w("styleId"))): one for one in styles.iterchildren(w("style"))}
    for key, style in by_id.items():
        here: _Element | None = style
        for _step in range(_DEEPEST):
            if here is None:
                break
            properties = here.find(P_PR)
            found = None if properties is None else _number_of(properties)
            if found is not None:
                yield key, (found[0], found[1] or 0)
                break
            based = here.find(w("basedOn"))
            here = None if based is None else by_id.get(str(based.get(VAL)))


def _number_of(properties: _Element) -> tuple[str, int | None] | None:
    found = properties.find(w("numPr"))
    if found is None:
        return None
    number, level = found.find(w("numId")), found.find(w("ilvl"))
    return (
        "" if number is None else str(number.get(VAL)),
        None if level is None else _whole(level.get(VAL), 0),
    )


def _level(level: _Element) -> _Level:
    start, form, text = (level.find(w(name)) for name in ("start", "numFmt", "lvlText"))
    return _Level(
        1 if start is None else _whole(start.get(VAL), 1),
        "decimal" if form is None else str(form.get(VAL)),
        "" if text is None else str(text.get(VAL) or ""),
    )


def _whole(written: str | None, otherwise: int) -> int:
    text = (written or "").strip()
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def _shown(levels: dict[int, _Level], counts: list[int | None], level: int) -> str:
    here = levels.get(level, _Level())
    count = counts[level]
    return _FORMS.get(here.form, str)(here.start if count is None else count)


def _letters(number: int) -> str:
    """Word's own: after `z` comes `aa`, then `bb`."""
    times, place = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + place) * min(times + 1, 9)


def _roman(number: int) -> str:
    """Up to 39; Word's lists of larger ones are not ours to read."""
    if not 0 < number < 40:
        return str(number)
    told = ""
    for value, sign in _ROMAN:
        while number >= value:
            told, number = told + sign, number - value
    return told


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "none": lambda _number: "",
}
