"""A .docx as named parts: read, add to, write as the same bytes every time."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml.etree import SubElement, _Element

from virkning.documents.word_xml import R_URI, to_bytes

_TYPES_URI = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS_URI = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml"
_TYPES = "[Content_Types].xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

_PARTS = Path(__file__).with_name("word_parts")
# Our own empty document: what a base would bring along. (part in the package, its file here, kind, type)
_OWN = (
    ("word/styles.xml", "styles.xml", "styles", f"{_WORD}.styles+xml"),
    ("word/settings.xml", "settings.xml", "settings", f"{_WORD}.settings+xml"),
    ("word/numbering.xml", "numbering.xml", "numbering", f"{_WORD}.numbering+xml"),
    ("word/fontTable.xml", "fontTable.xml", "fontTable", f"{_WORD}.fontTable+xml"),
)
# Comments and processing instructions say nothing, and whoever walks the elements must not meet them.
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_blank_text=True, remove_comments=True, remove_pis=True
)
#: Where a document made from a .dotx was made from: a path on somebody's machine, looked up when it is opened.
ATTACHED_TEMPLATE = "attachedTemplate"


class NotAWordFile(ValueError):
    """The base is no .docx; the message says so in Danish."""


def parse(data: bytes) -> _Element:
    """A part as XML, without entities from outside."""
    return etree.fromstring(data, _PARSER)


@dataclass(slots=True)
class Package:
    """The parts of a .docx by name. `main` is the part that holds the text."""

    parts: dict[str, bytes]
    main: str = "word/document.xml"
    _types: _Element = field(init=False)
    _relations: dict[str, _Element] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._types = parse(self.parts[_TYPES])

    @classmethod
    def own(cls) -> Package:
        """Our own empty package, without a main part yet."""
        types = f'<Types xmlns="{_TYPES_URI}"/>'.encode()
        package = cls({_TYPES: types})
        for extension, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
        ):
            SubElement(package._types, f"{{{_TYPES_URI}}}Default", Extension=extension, ContentType=kind)
        package.add(
            "word/document.xml", b"", f"{_WORD}.document.main+xml", f"{R_URI}/officeDocument", source=""
        )
        app = (_PARTS / "app.xml").read_bytes()
        package.add(
            "docProps/app.xml",
            app,
            f"{_OFFICE}.extended-properties+xml",
            f"{R_URI}/extended-properties",
            source="",
        )
        for name, file, kind, content_type in _OWN:
            package.add(name, (_PARTS / file).read_bytes(), content_type, f"{R_URI}/{kind}")
        return package

    @classmethod
    def read(cls, base: bytes) -> Package:
        """An existing .docx. Whether it may be trusted (macros, size) is for its upload to have checked."""
        try:
            with zipfile.ZipFile(io.BytesIO(base)) as archive:
                package = cls(
                    {entry: archive.read(entry) for entry in archive.namelist() if entry[-1:] != "/"}
                )
            package.main = package.related("", f"{R_URI}/officeDocument") or ""
            if package.main not in package.parts:
                raise KeyError(package.main)
        except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
            raise NotAWordFile("Skabelonen er ikke en Word-fil (.docx).") from error
        return package

    def relations_of(self, source: str) -> _Element:
        """The relationships of a part; those of the package itself have a blank source."""
        if source not in self._relations:
            data = self.parts.get(_rels_name(source))
            self._relations[source] = (
                parse(data)
                if data
                else etree.Element(f"{{{_RELS_URI}}}Relationships", nsmap={None: _RELS_URI})
            )
        return self._relations[source]

    def related(self, source: str, kind: str) -> str | None:
        """The name of the first part a part points to with a relation of a kind."""
        for relation in self.relations_of(source):
            if relation.get("Type") == kind:
                return self.target_of(source, relation)
        return None

    @staticmethod
    def target_of(source: str, relation: _Element) -> str:
        """The name of the part a relation of `source` points to."""
        target = relation.get("Target", "")
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")

    def keep_only(self, kinds: frozenset[str]) -> None:
        """Drop the main part's relations of other kinds, and every part nothing points to any more."""
        relations = self.relations_of(self.main)
        for relation in list(relations):
            if is_external(relation) or kind_of(relation) not in kinds:
                relations.remove(relation)
        reached = self._reached()
        for name in [one for one in self.parts if one not in reached and one != _TYPES]:
            del self.parts[name]
        for source in [one for one in self._relations if one and one not in self.parts]:
            del self._relations[source]
        for override in [one for one in self._types if one.get("PartName", "")]:
            if override.get("PartName", "").lstrip("/") not in self.parts:
                self._types.remove(override)

    def _reached(self) -> set[str]:
        """The parts something leads to. Relations that lead to the template a part was made from are dropped."""
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            source = waiting.pop()
            relations = self.relations_of(source)
            for relation in list(relations):
                name = self.target_of(source, relation)
                if is_external(relation):
                    if kind_of(relation) == ATTACHED_TEMPLATE:
                        relations.remove(relation)
                elif name not in reached:
                    reached.add(name)
                    waiting.append(name)
        return reached

    def forget_relations(self, source: str) -> None:
        """A part points to nothing any more: what it pointed to was attached from outside."""
        self.parts.pop(_rels_name(source), None)
        self._relations.pop(source, None)

    def be_a_document(self) -> None:
        """A template (.dotx) saved under another name is a document from now on."""
        for override in self._types:
            if override.get("PartName", "").lstrip("/") == self.main:
                override.set("ContentType", f"{_WORD}.document.main+xml")

    def add(self, name: str, data: bytes, content_type: str, kind: str, *, source: str | None = None) -> str:
        """Add a part, its type and a relation to it from `source` (blank: the package); the relation's id."""
        source = self.main if source is None else source
        self.parts[name] = data
        if name.endswith(".png"):
            self._default("png", content_type)
        else:
            SubElement(
                self._types, f"{{{_TYPES_URI}}}Override", PartName=f"/{name}", ContentType=content_type
            )
        relations = self.relations_of(source)
        taken = {relation.get("Id") for relation in relations}
        identifier = next(
            f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken
        )
        target = name if source == "" else posixpath.relpath(name, posixpath.dirname(source))
        SubElement(relations, f"{{{_RELS_URI}}}Relationship", Id=identifier, Type=kind, Target=target)
        return identifier

    def _default(self, extension: str, content_type: str) -> None:
        if not any(entry.get("Extension", "").lower() == extension for entry in self._types):
            default = etree.Element(f"{{{_TYPES_URI}}}Default", Extension=extension, ContentType=content_type)
            self._types.insert(0, default)

    def to_bytes(self) -> bytes:
        """The .docx. Times and order are fixed, so that the same parts are the same bytes."""
        parts = dict(self.parts)
        parts[_TYPES] = to_bytes(self._types)
        parts.update(
            {_rels_name(source): to_bytes(root) for source, root in self._relations.items() if len(root)}
        )
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
            for name in sorted(parts, key=lambda part: (part != _TYPES, part)):
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, parts[name])
        return out.getvalue()


def is_external(relation: _Element) -> bool:
    """Whether a relation leads out of the file."""
    return str(relation.get("TargetMode", "")).lower() == "external"


def kind_of(relation: _Element) -> str:
    """The last word of a relation's type: `header`, `image`, `attachedTemplate`."""
    return str(relation.get("Type", "")).rpartition("/")[2]


def _rels_name(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")
