"""One slide of boxes and connectors as PowerPoint: native shapes, so that whoever gets it can move them.

A connector hangs on its boxes and follows them; an arrow with a way of its own is a drawn line, for a connector that
passes other boxes would run behind them. No shape takes the theme's style: its shadow falls on the words.

A pure writer: places come in centimetres on a slide of 33,87 × 19,05 cm, words ready. Boxes lie over the connectors,
each shape has its alternative text, and the slide its title. The same slide is always the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from virkning.documents.cleaning import one_line

WIDTH_CM: Final = 33.867
HEIGHT_CM: Final = 19.05
#: What is left for boxes: under the title, over the line at the foot.
ROOM: Final = (1.0, 2.5, WIDTH_CM - 2.0, HEIGHT_CM - 4.0)

_TITLE_ONLY = 5
_FONT = "Arial"
#: A rectangle's places to connect to.
_TOP, _LEFT, _BOTTOM, _RIGHT = 0, 1, 2, 3
_WHITE = "ffffff"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class SlideRun:
    """Words of one colour (RGB without #)."""

    text: str
    colour: str = "1a1a1a"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class SlideBox:
    """A box at its place, with its lines; `points` is the size of the words. Without an edge it is a text."""

    key: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[SlideRun, ...], ...]
    points: float
    alt: str
    edge: str = "707070"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class SlideArrow:
    """A connector from one box's edge to another's.

    `way`: where it runs instead, as a start and then two helping points and an end for each curve.
    """

    start: str
    end: str
    alt: str
    colour: str = "595959"
    dashed: bool = False
    way: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Slide:
    """The slide. `foot` is a line of small print."""

    title: str
    created: dt.datetime
    boxes: tuple[SlideBox, ...]
    arrows: tuple[SlideArrow, ...]
    foot: str = ""
    author: str = ""


def write_slide(slide: Slide) -> bytes:
    """The presentation, of one slide."""
    shown = Presentation()
    shown.slide_width, shown.slide_height = Cm(WIDTH_CM), Cm(HEIGHT_CM)
    page = shown.slides.add_slide(shown.slide_layouts[_TITLE_ONLY])
    _title(page, slide.title)
    shapes = {box.key: _box(page, box) for box in slide.boxes}
    under = page.shapes.title._element
    for arrow in slide.arrows:
        connector = _drawn(page, arrow) if arrow.way else _connected(page, arrow, shapes)
        _styled(connector, arrow)
        # In the order of drawing: connectors under every box, over nothing but the title.
        under.addnext(connector._element)
    if slide.foot:
        foot = SlideBox(
            "",
            ROOM[0],
            HEIGHT_CM - 1.3,
            ROOM[2],
            0.8,
            ((SlideRun(slide.foot, "595959"),),),
            11,
            slide.foot,
            "",
        )
        _box(page, foot)
    told = shown.core_properties
    told.title, told.author, told.language = one_line(slide.title), one_line(slide.author), "da-DK"
    told.created = told.modified = slide.created.astimezone(dt.UTC).replace(tzinfo=None)
    told.last_modified_by = one_line(slide.author)
    written = io.BytesIO()
    shown.save(written)
    return _always_the_same(written.getvalue())


def _title(page: Any, words: str) -> None:
    title = page.shapes.title
    title.left, title.top, title.width, title.height = Cm(ROOM[0]), Cm(0.5), Cm(ROOM[2]), Cm(1.6)
    frame = title.text_frame
    frame.text = one_line(words)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    font = frame.paragraphs[0].runs[0].font if frame.paragraphs[0].runs else frame.paragraphs[0].font
    font.size, font.bold, font.name = Pt(24), True, _FONT
    frame.paragraphs[0].alignment = 1  # left


def _box(page: Any, box: SlideBox) -> Any:
    shape = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, Cm(box.x), Cm(box.y), Cm(box.width), Cm(box.height))
    _without_style(shape)
    if box.edge:
        shape.fill.solid()
        shape.fill.fore_color.rgb = _colour(_WHITE)
        shape.line.color.rgb = _colour(box.edge)
        shape.line.width = Pt(1)
        if box.dashed:
            shape.line.dash_style = MSO_LINE.DASH
    else:
        shape.fill.background()
        shape.line.fill.background()
    frame = shape.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    inside = Cm(0.18)
    frame.margin_left = frame.margin_right = inside
    frame.margin_top = frame.margin_bottom = Cm(0.05)
    for number, line in enumerate(box.lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = 1
        for told in line:
            run = paragraph.add_run()
            run.text = one_line(told.text)
            run.font.size, run.font.bold, run.font.name = Pt(box.points), told.bold, _FONT
            run.font.color.rgb = _colour(told.colour)
    _describe(shape, box.key or "Note", box.alt)
    return shape


def _connected(page: Any, arrow: SlideArrow, shapes: Mapping[str, Any]) -> Any:
    connector = page.shapes.add_connector(MSO_CONNECTOR.CURVE, 0, 0, 0, 0)
    start, end = shapes[arrow.start], shapes[arrow.end]
    first, last = _RIGHT, _LEFT
    if start.left == end.left:
        first, last = (_BOTTOM, _TOP) if start.top < end.top else (_TOP, _BOTTOM)
    elif start.left > end.left:
        first, last = _LEFT, _RIGHT
    connector.begin_connect(start, first)
    connector.end_connect(end, last)
    return connector


def _drawn(page: Any, arrow: SlideArrow) -> Any:
    """A line along the arrow's own way. Its frame holds the helping points too, which are nearly on the line."""
    points = [(round(Cm(x)), round(Cm(y))) for x, y in arrow.way]
    left, top = (min(one[side] for one in points) for side in (0, 1))
    wide, tall = (max(max(one[side] for one in points) - edge, 1) for side, edge in ((0, left), (1, top)))
    shape = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, wide, tall)
    properties = shape._element.spPr
    properties.remove(properties.find(qn("a:prstGeom")))
    geometry = etree.SubElement(properties, qn("a:custGeom"))
    for name in ("avLst", "gdLst", "ahLst", "cxnLst"):
        etree.SubElement(geometry, qn(f"a:{name}"))
    etree.SubElement(geometry, qn("a:rect"), l="0", t="0", r="r", b="b")
    paths = etree.SubElement(geometry, qn("a:pathLst"))
    path = etree.SubElement(paths, qn("a:path"), w=str(wide), h=str(tall), fill="none")
    for begin in range(0, len(points), 3):
        line = etree.SubElement(path, qn("a:cubicBezTo" if begin else "a:moveTo"))
        for x, y in points[max(begin - 2, 0) : begin + 1]:
            etree.SubElement(line, qn("a:pt"), x=str(x - left), y=str(y - top))
    shape.fill.background()
    return shape


def _styled(connector: Any, arrow: SlideArrow) -> None:
    _without_style(connector)
    connector.line.color.rgb = _colour(arrow.colour)
    connector.line.width = Pt(1.25)
    if arrow.dashed:
        connector.line.dash_style = MSO_LINE.DASH
    tip = connector.line._get_or_add_ln()
    tip.append(tip.makeelement(qn("a:tailEnd"), {"type": "triangle"}))
    _describe(connector, f"{arrow.start} → {arrow.end}", arrow.alt)


def _without_style(shape: Any) -> None:
    """Takes the theme's line, fill, effects and font away: what is meant is said of the shape itself."""
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)


def _colour(rgb: str) -> Any:
    return RGBColor.from_string(rgb.upper())  # type: ignore[no-untyped-call]


def _describe(shape: Any, name: str, alt: str) -> None:
    told = shape._element.xpath(".//p:cNvPr")[0]
    told.set("name", one_line(name))
    told.set("descr", " ".join(one_line(alt).split()))


def _always_the_same(content: bytes) -> bytes:
    """The package with every part's clock at the same moment."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(written, "w") as package:
        for name in read.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(part, read.read(name))
    return written.getvalue()
