"""Which style id to write for each style we use.

In our own document the ids are ours. In an organisation's document the built-in styles are found by their
name (a Danish template calls `heading 1` by the id `Overskrift1`), and what it lacks is brought along.
"""

from __future__ import annotations

import copy

from lxml import etree
from lxml.etree import _Element

from virkning.documents.word_package import Package, parse
from virkning.documents.word_xml import R_URI, VAL, to_bytes, w

_STYLE, _STYLE_ID, _NAME = w("style"), w("styleId"), w("name")
_POINTERS = (w("basedOn"), w("next"), w("link"))
_NUM_ID = w("numId")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


#: Built-in styles as Word writes them in the file whatever its language, and what a person calls them.
STYLE_WORDS = {
    "heading 1": "Overskrift 1",
    "heading 2": "Overskrift 2",
    "heading 3": "Overskrift 3",
    "body text": "Brødtekst",
    "title": "Titel",
    "subtitle": "Undertitel",
    "list bullet": "Opstilling - punkttegn",
    "caption": "Billedtekst",
    "toc 1": "Indholdsfortegnelse 1",
    "toc 2": "Indholdsfortegnelse 2",
    "toc 3": "Indholdsfortegnelse 3",
}
#: Some programs write the translated name in the file; it is the built-in style all the same.
_DANISH = {words.lower(): name for name, words in STYLE_WORDS.items()} | {
    "overskrift 4": "heading 4",
    "sidehoved": "header",
    "sidefod": "footer",
    "punktopstilling": "list bullet",
    "opstilling – punkttegn": "list bullet",
    "standardskrifttype i afsnit": "default paragraph font",
    "tabel - normal": "normal table",
}


def _known(name: str) -> str:
    """A style's name in the file's own language, English."""
    return _DANISH.get(name, name)


def style_names(package: Package) -> frozenset[str]:
    """The names of the styles a document has, Danish built-in names as their English ones."""
    part = package.related(package.main, f"{R_URI}/styles")
    if part is None or part not in package.parts:
        return frozenset()
    return frozenset(_known(_name(style)) for style in _styles(parse(package.parts[part])))


class OwnStyles:
    """The styles of our own document: every id stands for itself."""

    def __call__(self, key: str) -> str:
        return key

    @staticmethod
    def numbers_itself(key: str) -> bool:
        """Ours never do: a heading's number is part of its words."""
        return False


class BaseStyles:
    """The styles of an organisation's document, ours added where they are missing."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = package.related(package.main, f"{R_URI}/styles") or ""
        own = Package.own()
        self._ours = {style.get(_STYLE_ID): style for style in _styles(parse(own.parts["word/styles.xml"]))}
        self._own_numbering = own.parts["word/numbering.xml"]
        if self._part not in package.parts:
            self._part = "word/styles.xml"
            empty = to_bytes(etree.Element(w("styles"), nsmap={"w": VAL[1:].partition("}")[0]}))
            package.add(self._part, empty, f"{_WORD}.styles+xml", f"{R_URI}/styles")
        self._root = parse(package.parts[self._part])
        self._ids = {_known(_name(style)): style.get(_STYLE_ID, "") for style in _styles(self._root)}

    def __call__(self, key: str) -> str:
        ours = self._ours[key]
        name = _name(ours)
        if name not in self._ids:
            # Entered before it is copied: a style may name itself as the next one.
            self._ids[name] = key
            self._root.append(self._copy(ours))
        return str(self._ids[name])

    def numbers_itself(self, key: str) -> bool:
        """Whether the base gives paragraphs of a style a number of its own: ours have theirs in their words."""
        by_id = {style.get(_STYLE_ID): style for style in _styles(self._root)}
        seen: set[str] = set()
        identifier = self(key)
        while identifier in by_id and identifier not in seen:
            seen.add(identifier)
            style = by_id[identifier]
            if style.find(f"{w('pPr')}/{w('numPr')}") is not None:
                return True
            parent = style.find(w("basedOn"))
            identifier = "" if parent is None else parent.get(VAL, "")
        return False

    def save(self) -> None:
        """Write the styles back into the package."""
        self._package.parts[self._part] = to_bytes(self._root)

    def _copy(self, ours: _Element) -> _Element:
        style = copy.deepcopy(ours)
        # The base has defaults of its own; two of them would be one too many.
        style.attrib.pop(w("default"), None)
        for pointer in style.iterchildren(*_POINTERS):
            pointer.set(VAL, self(pointer.get(VAL, "")))
        for number in style.iter(_NUM_ID):
            number.set(VAL, self._bullets())
        return style

    def _bullets(self) -> str:
        """The id of our bullet list, added to the base's lists."""
        ours = parse(self._own_numbering)
        name = self._package.related(self._package.main, f"{R_URI}/numbering")
        if name is None or name not in self._package.parts:
            self._package.add(
                "word/numbering.xml", self._own_numbering, f"{_WORD}.numbering+xml", f"{R_URI}/numbering"
            )
            return "1"
        root = parse(self._package.parts[name])
        abstract, number = ours[0], ours[1]
        abstract_id = str(
            1 + max((int(a.get(w("abstractNumId"), "0")) for a in root.iter(w("abstractNum"))), default=0)
        )
        number_id = str(1 + max((int(n.get(_NUM_ID, "0")) for n in root.iter(w("num"))), default=0))
        abstract.set(w("abstractNumId"), abstract_id)
        number.set(_NUM_ID, number_id)
        number[0].set(VAL, abstract_id)
        # The schema wants all abstract lists before the first list.
        root.insert(len(root.findall(w("abstractNum"))), abstract)
        root.append(number)
        self._package.parts[name] = to_bytes(root)
        return number_id


def _styles(root: _Element) -> list[_Element]:
    return list(root.iterchildren(_STYLE))


def _name(style: _Element) -> str:
    name = style.find(_NAME)
    return "" if name is None else name.get(VAL, "").lower()
