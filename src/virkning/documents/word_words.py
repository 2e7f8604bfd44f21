"""Everything a .docx says, whoever it is for: a line a paragraph, as somebody would read it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from virkning.documents.word_package import Package, parse
from virkning.documents.word_xml import NAMESPACES, W_URI, w

_A_URI = NAMESPACES["a"]
_PARAGRAPHS = (w("p"), f"{{{_A_URI}}}p")
_SPELT = {
    **dict.fromkeys((w("t"), w("delText"), w("instrText"), w("delInstrText"), f"{{{_A_URI}}}t"), None),
    w("noBreakHyphen"): "-",
    w("softHyphen"): "\u00ad",
    **dict.fromkeys((w("tab"), w("br"), w("cr"), f"{{{_A_URI}}}br"), "\n"),
}


def words_of_file(content: bytes) -> Iterator[str]:
    """All lines of a file that has been checked: text, headers, comments, tracked changes, properties."""
    for name, part in sorted(Package.read(content).parts.items()):
        if name.casefold().endswith(".xml"):
            try:
                root = parse(part)
            except etree.XMLSyntaxError:
                continue  # nothing reads it, Word neither
            yield from _words_in(root)


def _words_in(root: _Element) -> Iterator[str]:
    """The lines of a part: of text its paragraphs, of anything else (a document's properties) every element's words."""
    if etree.QName(root).namespace not in (W_URI, _A_URI) and next(root.iter(*_PARAGRAPHS), None) is None:
        yield from (str(element.text) for element in root.iter() if element.text)
        return
    for paragraph in root.iter(*_PARAGRAPHS):
        pieces = paragraph.iter(*_SPELT)
        yield "".join(_SPELT[str(one.tag)] or str(one.text or "") for one in pieces)
