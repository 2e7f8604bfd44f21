"""What the fields of a Word part are told to do, put together again from however many pieces they are written in.

A field's code stands in `w:fldSimple`, or in runs between its marks, where it may be broken anywhere, and where another
field may write a part of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from virkning.documents.word_package import parse
from virkning.documents.word_xml import w

_MARK, _KIND = w("fldChar"), w("fldCharType")
_CODE = (w("instrText"), w("delInstrText"))
_SIMPLE, _INSTRUCTION = w("fldSimple"), w("instr")
#: A code that another field writes the beginning of is told by this.
WRITTEN_BY_A_FIELD = "{}"


def field_codes(part: bytes) -> Iterator[str]:
    """The codes of a part's fields. Raises `XMLSyntaxError`."""
    # Names of elements cannot be written in other signs, so a part without these has no fields.
    if not any(name in part for name in (b"instrText", b"delInstrText", b"fldSimple")):
        return
    begun: list[list[str]] = []
    for element in parse(part).iter(_MARK, _SIMPLE, *_CODE):
        if element.tag == _SIMPLE:
            yield str(element.get(_INSTRUCTION) or "")
        elif element.tag in _CODE:
            if begun:
                begun[-1].append(element.text or "")
            else:
                yield element.text or ""
        elif element.get(_KIND) == "begin":
            if begun:
                begun[-1].append(WRITTEN_BY_A_FIELD)
            begun.append([])
        elif begun and element.get(_KIND) == "end":
            yield "".join(begun.pop())
    for pieces in begun:
        yield "".join(pieces)
