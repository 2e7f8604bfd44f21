"""The few WordprocessingML elements we write, as small functions over lxml.

Names are spelt out once, since building a qualified name per element is what makes Word writers slow. The
order of children is the schema's: Word calls a file damaged when, say, `w:shd` stands before `w:tcW`.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from lxml.etree import SubElement, _Element

from virkning.documents.blocks import TICKED, UNTICKED, Run, Text
from virkning.documents.cleaning import clean, one_line

W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_URI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {
    "w": W_URI,
    "r": R_URI,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_W14_URI = "http://schemas.microsoft.com/office/word/2010/wordml"
MUTED = "595959"

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W_URI}}}{name}"


VAL = w("val")
P, P_PR, P_STYLE, R, R_PR, T, BR, TAB = (
    w(name) for name in ("p", "pPr", "pStyle", "r", "rPr", "t", "br", "tab")
)
SDT, SDT_PR, SDT_CONTENT, ALIAS, TAG, SHOWING_PLACEHOLDER = (
    w(name) for name in ("sdt", "sdtPr", "sdtContent", "alias", "tag", "showingPlcHdr")
)
BOLD, BOLD_CS, ITALIC, ITALIC_CS, COLOR, LANG = (
    w(name) for name in ("b", "bCs", "i", "iCs", "color", "lang")
)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run differs from its paragraph's style."""

    bold: bool
    italic: bool
    color: str

    def write(self, properties: _Element) -> None:
        """Into a run's properties, or a control's: what is written in it later looks the same."""
        if self.bold:
            SubElement(properties, BOLD)
            SubElement(properties, BOLD_CS)
        if self.italic:
            SubElement(properties, ITALIC)
            SubElement(properties, ITALIC_CS)
        if self.color:
            SubElement(properties, COLOR, {VAL: self.color})


@dataclass(slots=True)
class Pen:
    """Writes paragraphs and runs in one language."""

    language: str

    def paragraph(self, parent: _Element, style: str) -> _Element:
        """An empty paragraph in a style; further properties go into its first child."""
        paragraph = SubElement(parent, P)
        SubElement(SubElement(paragraph, P_PR), P_STYLE, {VAL: style})
        return paragraph

    def run(
        self, parent: _Element, words: str, *, bold: bool = False, italic: bool = False, color: str = ""
    ) -> None:
        """A run of cleaned text; a line feed in it becomes a line break."""
        self._run(parent, words, _Look(bold, italic, color))

    def _run(self, parent: _Element, words: str, look: _Look) -> None:
        run = SubElement(parent, R)
        properties = SubElement(run, R_PR)
        look.write(properties)
        # The language stands on every run, so that text pasted elsewhere keeps its spelling checker.
        SubElement(properties, LANG, {VAL: self.language})
        first, *others = words.split("\n")
        _words(run, first)
        for line in others:
            SubElement(run, BR)
            _words(run, line)

    def text(self, parent: _Element, text: Text, *, bold: bool = False, color: str = "") -> None:
        """A text with its styles; `bold` and `color` hold for all of it."""
        if isinstance(text, str):
            self.run(parent, clean(text), bold=bold, color=color)
            return
        for run in text:
            words = clean(run.text)
            look = _Look(
                bold or run.bold, run.italic, MUTED if run.muted or (run.tag and not words) else color
            )
            if run.tag:
                self._run(_control(parent, run, words, look), words or one_line(run.title), look)
            else:
                self._run(parent, words, look)

    def tab(self, parent: _Element) -> None:
        """A jump to the next tab stop."""
        SubElement(SubElement(parent, R), TAB)

    def field(self, parent: _Element, code: str, result: str) -> None:
        """A field with its result written beside it, so that Word has nothing to work out on opening."""
        self.field_mark(parent, "begin")
        self.field_code(parent, code)
        self.field_mark(parent, "separate")
        self.run(parent, result)
        self.field_mark(parent, "end")

    def field_code(self, parent: _Element, code: str) -> None:
        """What a field is told to do."""
        SubElement(SubElement(parent, R), w("instrText"), {_SPACE: "preserve"}).text = f" {code} "

    def field_mark(self, parent: _Element, kind: str) -> None:
        """One of the marks around a field's code and result."""
        SubElement(SubElement(parent, R), w("fldChar"), {w("fldCharType"): kind})


def _control(parent: _Element, run: Run, words: str, look: _Look) -> _Element:
    """A content control; the run goes into the element returned.

    Without words what it holds is a placeholder: Word takes it away when somebody writes.
    """
    control = SubElement(parent, SDT)
    properties = SubElement(control, SDT_PR)
    look.write(SubElement(properties, R_PR))
    SubElement(properties, ALIAS, {VAL: one_line(run.title or run.tag)})
    SubElement(properties, TAG, {VAL: one_line(run.tag)})
    if not words:
        SubElement(properties, SHOWING_PLACEHOLDER)
    if run.tick:
        _tick(properties, words)
    elif "\n" not in words:
        # Plain text. One that begins with several lines is left rich: LibreOffice 7 loses their order otherwise.
        SubElement(properties, w("text"), {w("multiLine"): "1"})
    return SubElement(control, SDT_CONTENT)


#: A font Word has that has both signs.
_TICK_FONT = "MS Gothic"


def _tick(properties: _Element, sign: str) -> None:
    """Let a field be one to click on. Known since Word 2010; what does not know it, shows its sign."""
    box = SubElement(properties, _w14("checkbox"), nsmap={"w14": _W14_URI})
    SubElement(box, _w14("checked"), {_w14("val"): "1" if sign == TICKED else "0"})
    for name, one in (("checkedState", TICKED), ("uncheckedState", UNTICKED)):
        SubElement(box, _w14(name), {_w14("val"): f"{ord(one):04X}", _w14("font"): _TICK_FONT})


def _w14(name: str) -> str:
    return f"{{{_W14_URI}}}{name}"


def _words(run: _Element, words: str) -> None:
    if not words:
        return
    element = SubElement(run, T)
    element.text = words
    if words[0] == " " or words[-1] == " " or "  " in words:
        element.set(_SPACE, "preserve")


def twips(cm: float) -> int:
    """Centimetres as twentieths of a point."""
    return round(cm * 1440 / 2.54)


def to_bytes(root: _Element) -> bytes:
    """A part's bytes."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
