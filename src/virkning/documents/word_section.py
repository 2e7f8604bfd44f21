"""The page a base gives: its last section, with the headers and footers it inherits from those before it."""

from __future__ import annotations

import copy

from lxml.etree import _Element

from virkning.documents.word_body import first_section
from virkning.documents.word_xml import w

_REFERENCES = (w("headerReference"), w("footerReference"))


def last_section(body: _Element) -> _Element:
    """A copy of the document's last section; an upright A4 page where it has none.

    Word lets a section without a header of its own go on with that of the section before. When only the last one
    is left, what it went on with must stand in itself.
    """
    sections = list(body.iter(w("sectPr")))
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
    return last


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
