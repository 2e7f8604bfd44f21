"""What the reader does not tell of a sheet's cells: how far out they lie, which show an error, which show per cent.

The reader lays a sheet out as a full rectangle, so one cell in XFD1048576 would fill the memory; it gives a formula's
error as a blank, and 25 % as 0.25. A sheet written the usual way is only searched; any other is parsed.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from defusedxml import ElementTree

from .findings import address
from .parcel import damaged

MAX_ROWS = 100_000
MAX_COLUMNS = 100
MAX_CELLS = 4_000_000
MAX_TEXT = 400 * 1024 * 1024

# A cell as every common program writes it, in the columns A-Z and the rows 1-99999; anything else is looked at closely.
_UNUSUAL = re.compile(rb'<c(?! r="[A-Z][1-9][0-9]{0,4}")[\s/>]')
_PREFIXED = re.compile(rb":(?:c|row|sheetData)[\s/>]")
# The rest of a cell's tag is short; an endless one must not make the search slow.
_CELL = re.compile(rb'<c r="([A-Z])([0-9]+)"([^<>]{0,200})>')
_FAR_DOWN = re.compile(rb'<c r="[A-Z][0-9]{5}"')
_PLACE = re.compile(rb'<c r="([A-Z])([0-9]+)"')
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_LINE = re.compile(r"[1-9][0-9]{0,6}")
_STYLE = re.compile(rb'\ss="([0-9]+)"')
_ERROR = re.compile(rb"""\st=["']e["']""")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]')
_LONGEST_FORMAT = 255  # Excel's own limit on a number format
_PERCENT_FORMATS = {"9", "10"}
_LONGEST_STYLES = 20 * 1024 * 1024

Place = tuple[int, int]


@dataclass
class Marks:
    """What was seen in one sheet; places are (row, column) from 0.

    `too_far`: address of a cell past the limits. `size`: how many cells the reader will lay out for it.
    """

    errors: set[Place] = field(default_factory=set)
    percent: set[Place] = field(default_factory=set)
    too_far: str = ""
    size: int = 0


def percent_styles(styles: bytes) -> frozenset[str]:
    """The cell styles whose number format shows per cent, by their index as text."""
    if b"%" not in styles and not re.search(rb'numFmtId=["\'](?:9|10)["\']', styles):
        return frozenset()
    if len(styles) > _LONGEST_STYLES:
        raise damaged()
    root = ElementTree.fromstring(styles, forbid_dtd=True)
    shows = set(_PERCENT_FORMATS)
    for one in root.iter():
        if _local(one.tag) != "numFmt":
            continue
        code = one.get("formatCode", "")
        if len(code) <= _LONGEST_FORMAT and "%" in _QUOTED.sub("", code):
            shows.add(one.get("numFmtId", ""))
    formats = [one for group in root.iter() if _local(group.tag) == "cellXfs" for one in group]
    return frozenset(str(index) for index, one in enumerate(formats) if one.get("numFmtId") in shows)


def marks_in(sheet: bytes, percent: frozenset[str]) -> Marks:
    """The marks of one sheet's XML."""
    if _UNUSUAL.search(sheet) or _PREFIXED.search(sheet):
        return _parsed(sheet, percent)
    marks = Marks(size=_laid_out(sheet))
    if percent or b't="e"' in sheet or b"t='e'" in sheet:
        found = _CELL.findall(sheet)
        if len(found) != sheet.count(b"<c "):
            return _parsed(sheet, percent)
        _search(found, percent, marks)
    return marks


def _laid_out(sheet: bytes) -> int:
    """At most how many cells, of a sheet written the usual way: its rows times its columns."""
    if not _FAR_DOWN.search(sheet):
        return 9_999 * 26
    places = _PLACE.findall(sheet)
    rows = max(int(line) for _letter, line in places)
    return rows * (max(ord(letter) for letter, _line in places) - 64)


def text_is_too_much(sheets: list[bytes], shared: bytes) -> bool:
    """Whether cells that point to the same long texts would come to more than the memory should hold."""
    texts = shared.split(b"<si>")[1:] if b":si" not in shared else [shared]
    cells = sum(sheet.count(b"<c") for sheet in sheets)
    longest = max((len(one) for one in texts), default=0)
    if cells * longest <= MAX_TEXT:
        return False
    pointed = (
        int(found)
        for sheet in sheets
        for found in re.findall(rb't="s"[^<>]{0,200}><v>([0-9]{1,9})</v>', sheet)
    )
    total = sum(len(texts[index]) for index in pointed if index < len(texts))
    return total > MAX_TEXT or b":si" in shared


def _search(cells: list[tuple[bytes, bytes, bytes]], percent: frozenset[str], marks: Marks) -> None:
    styles = {one.encode() for one in percent}
    for letter, line, rest in cells:
        place = (int(line) - 1, letter[0] - 65)
        if _ERROR.search(rest):
            marks.errors.add(place)
        elif styles:
            style = _STYLE.search(rest)
            if style is not None and style[1] in styles:
                marks.percent.add(place)


class _SheetParser:
    """Walks a sheet's XML as the reader does: a cell without an address stands right of the one before."""

    def __init__(self, percent: frozenset[str]) -> None:
        self.marks = Marks()
        self.percent = percent
        self.row = -1
        self.column = -1
        self.height = self.width = 0
        self.cell: dict[str, str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "row":
            self.row = _number(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "c":
            self._enter(attributes)
        elif name in ("v", "is", "t") and self.cell is not None:
            self._value()

    def end(self, tag: str) -> None:
        if _local(tag) == "c":
            self.cell = None

    def _enter(self, attributes: dict[str, str]) -> None:
        self.cell = attributes
        if "r" not in attributes:
            self.column += 1
            return
        # The reader takes any letters and digits for an address, however long: what is none must not reach it.
        written = _ADDRESS.fullmatch(attributes["r"])
        if written is None:
            raise damaged()
        self.row, self.column = int(written[2]) - 1, _column(written[1])

    def _value(self) -> None:
        cell, place = self.cell or {}, (self.row, self.column)
        self.height, self.width = max(self.height, self.row + 1), max(self.width, self.column + 1)
        if self.height > MAX_ROWS or self.width > MAX_COLUMNS or self.height * self.width > MAX_CELLS:
            self.marks.too_far = self.marks.too_far or address(self.row + 1, self.column)
        elif cell.get("t") == "e":
            self.marks.errors.add(place)
        elif cell.get("s") in self.percent:
            self.marks.percent.add(place)


def _parsed(sheet: bytes, percent: frozenset[str]) -> Marks:
    walk = _SheetParser(percent)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.EntityDeclHandler = _no_entities
    try:
        parser.Parse(sheet, True)
    except expat.ExpatError as error:
        raise damaged() from error
    walk.marks.size = walk.height * walk.width
    return walk.marks


def _no_entities(*_: Any) -> None:
    raise damaged()


def _number(text: str) -> int:
    if _LINE.fullmatch(text) is None:
        raise damaged()
    return int(text)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]
