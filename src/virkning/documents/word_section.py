"""The page a base gives: its last section, with the headers and footers it inherits from those before it."""

from __future__ import annotations

import copy
import re

from lxml import etree
from lxml.etree import _Element

from virkning.documents.word_body import first_section
from virkning.documents.word_package import NotAWordFile
from virkning.documents.word_xml import w

#: Narrower or lower than this (8 cm), what is between the margins is no page for headings, tables and pictures.
LEAST_TEXT = 4536

_REFERENCES = (w("headerReference"), w("footerReference"))
_MEASURE = re.compile(r"([+-]?\d{1,9}(?:\.\d{1,20})?)(mm|cm|in|pt|pc|pi)?")
_TWIPS = {None: 1.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}
_SIZES = {"pgSz": ("w", "h"), "pgMar": ("left", "right", "top", "bottom", "header", "footer", "gutter")}


def read_twips(written: str) -> int:
    """A measure in whole twips: as a number (`11906`, also `11906.5`), or with one of OOXML's units (`21cm`, `8.5in`).

    Raises `NotAWordFile` for anything else (ISO/IEC 29500-1, ST_TwipsMeasure and ST_UniversalMeasure).
    """
    match = _MEASURE.fullmatch(written.strip())
    if match is None:
        raise NotAWordFile("Skabelonens side har et mål, der ikke kan læses.")
    return round(float(match[1]) * _TWIPS[match[2]])


def sections_of(body: _Element) -> list[_Element]:
    """The sections in order. How a page was before a tracked change of it is none."""
    return [
        one
        for one in body.iter(w("sectPr"))
        if (above := one.getparent()) is None or above.tag != w("sectPrChange")
    ]


def last_section(body: _Element) -> _Element:
    """A copy of the document's last section, its measures in whole twips; an upright A4 page where it has none.

    Word lets a section without a header of its own go on with that of the section before. When only the last one
    is left, what it went on with must stand in itself.
    """
    sections = sections_of(body)
    if not sections:
        return first_section(landscape=False)
    last = copy.deepcopy(sections[-1])
    last.tail = None
    own = {(one.tag, one.get(w("type"))) for one in last.iterchildren(*_REFERENCES)}
    inherited: dict[tuple[object, str | None], _Element] = {}
    for section in sections[:-1]:
        for one in section.iterchildren(*_REFERENCES):
            inherited[one.tag, one.get(w("type"))] = one
    at = len(own)
    for key, reference in inherited.items():
        if key not in own:
            last.insert(at, copy.deepcopy(reference))
            at += 1
    _without_history(last)
    _in_whole_twips(last)
    return last


def page_size(section: _Element) -> tuple[int, int]:
    """Width and height of the page in twips; A4 where it does not say."""
    size = section.find(w("pgSz"))
    return _measure(size, "w", 11906), _measure(size, "h", 16838)


def lie_down(section: _Element) -> None:
    """Turn an upright page on its side. Margins stay where they are: header and footer need theirs."""
    across, down = page_size(section)
    if across >= down:
        return
    size = section.find(w("pgSz"))
    if size is None:
        size = etree.Element(w("pgSz"))
        section.insert(len(list(section.iterchildren(*_REFERENCES))), size)
    size.attrib.update({w("w"): str(down), w("h"): str(across), w("orient"): "landscape"})


def text_area(section: _Element) -> tuple[int, int]:
    """Width and height in twips of what is left between the margins; below 0 where they overlap."""
    margins = section.find(w("pgMar"))
    across, down = page_size(section)
    left, right, top, bottom = (
        abs(_measure(margins, side, 1134)) for side in ("left", "right", "top", "bottom")
    )
    return across - left - right - abs(_measure(margins, "gutter", 0)), down - top - bottom


def _measure(element: _Element | None, name: str, default: int) -> int:
    return default if element is None else read_twips(element.get(w(name), str(default)))


def _in_whole_twips(section: _Element) -> None:
    for name, sides in _SIZES.items():
        for element in section.iterchildren(w(name)):
            for side in sides:
                if written := element.get(w(side)):
                    element.set(w(side), str(read_twips(written)))


def _without_history(section: _Element) -> None:
    """No tracked change of the page, and no section that begins in the middle of one, or numbers pages from afar."""
    for name in ("sectPrChange", "type", "footnotePr", "endnotePr"):
        for one in section.findall(w(name)):
            section.remove(one)
    numbers = section.find(w("pgNumType"))
    if numbers is not None:
        numbers.attrib.pop(w("start"), None)
    # Columns would leave a table half a page.
    columns = section.find(w("cols"))
    if columns is not None:
        section.remove(columns)
