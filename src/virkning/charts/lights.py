"""The chart of lights by area as a Vega-Lite spec.

Every light has its shape, its word (in the key) and its count, so that colour is never alone and a black
and white print still reads. A part too small for shape and count has them after the bar.
"""

from dataclasses import dataclass

from virkning.charts import vega
from virkning.charts.colours import INK, LIGHT_BORDER, LIGHT_MARK, LIGHT_SURFACE, MUTED, WHITE
from virkning.charts.definitions import LightColour, LightRow, LightsByArea
from virkning.charts.linelayout import NARROW, ROW, SMALL
from virkning.charts.placing import Text, stacked
from virkning.charts.texts import text_width, wrap
from virkning.charts.vega import Frame, Spec

COLOURS: tuple[LightColour, ...] = ("green", "yellow", "red", "none")
WORDS: dict[LightColour, str] = {"green": "Grøn", "yellow": "Gul", "red": "Rød", "none": "Ingen farve"}

_BAR = 28.0
_GAP = 12.0
_ICON = 14.0
_KEY = 30.0

# outlines and the signs in them, in a square from -1 to 1
_CIRCLE = "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0Z"
OUTLINE: dict[LightColour, str] = {
    "green": _CIRCLE,
    "yellow": "M0,-0.95L1.05,0.9L-1.05,0.9Z",
    "red": "M-0.9,-0.9L0.9,-0.9L0.9,0.9L-0.9,0.9Z",
    "none": _CIRCLE,
}
SIGN: dict[LightColour, str] = {
    "green": "M-0.45,0.02L-0.12,0.36L0.46,-0.32",
    "yellow": "M0,-0.35L0,0.25M0,0.52L0,0.66",
    "red": "M-0.4,-0.4L0.4,0.4M0.4,-0.4L-0.4,0.4",
    "none": "M-0.42,0L0.42,0",
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """One light's sign at a place, in pixels."""

    x: float
    y: float
    colour: LightColour


@dataclass(frozen=True, slots=True)
class _Layout:
    frame: Frame
    unit: float
    centres: tuple[float, ...]
    areas: tuple[tuple[str, ...], ...]
    narrow: bool


def lights_spec(chart: LightsByArea, width: float, height: float | None) -> Spec:
    """One bar per area, as long as its number of lights; the height follows from the number of areas."""
    layout = _layout(chart, width, height)
    texts = list(_area_texts(layout))
    marks: list[_Mark] = []
    rects: list[Spec] = []
    for row, y in zip(chart.rows, layout.centres, strict=True):
        _draw_row(row, y, layout.unit, rects, marks, texts)
    _draw_key(chart, layout, marks, texts)
    encoding = vega.pixels("x", "y", "x2", "y2", "fill", "stroke")
    layers = [
        vega.layer("rect", rects, encoding, strokeWidth=1, opacity=1),
        *_sign_layers(marks),
        vega.text_layer(texts),
    ]
    return vega.spec_of(layout.frame, layers)


def small_parts(row: LightRow, unit: float) -> tuple[LightColour, ...]:
    """The colours whose part is too small for shape and count, when one light is `unit` pixels long."""
    return tuple(c for c in COLOURS if row.count(c) and row.count(c) * unit < _label_width(row.count(c)) + 8)


def _label_width(count: int) -> float:
    return _ICON + 4 + text_width(str(count), SMALL, bold=True)


def _layout(chart: LightsByArea, width: float, height: float | None) -> _Layout:
    narrow = width < NARROW
    areas = tuple(wrap(row.area, width if narrow else width * 0.36, SMALL) or ("",) for row in chart.rows)
    column = 0.0 if narrow else max(text_width(line, SMALL) for lines in areas for line in lines) + 16
    room = width - column - 4
    unit = _unit(chart, room)
    top = _KEY + (ROW if narrow else 0)
    gap = _GAP if height is None else max(6.0, (height - top) / len(areas) - _BAR)
    centres, y = [], 0.0
    for lines in areas:
        tall = _BAR + len(lines) * ROW + 2 if narrow else max(_BAR, len(lines) * ROW)
        centres.append(y + (tall - _BAR / 2 if narrow else tall / 2))
        y += tall + gap
    frame = Frame(width, top + y - gap + 6, column, top, 4, 6)
    return _Layout(frame, unit, tuple(centres), areas, narrow)


def _unit(chart: LightsByArea, room: float) -> float:
    """The length of one light, so that the longest bar and the labels after it fit the room."""
    rows = [row for row in chart.rows if row.total]
    unit = room
    for _ in range(4):  # a shorter unit may make more parts small; it settles at once in practice
        after = [sum(_label_width(row.count(c)) + 10 for c in small_parts(row, unit)) for row in rows]
        unit = min([unit, *((room - wide) / row.total for row, wide in zip(rows, after, strict=True))])
    return unit


def _area_texts(layout: _Layout) -> list[Text]:
    texts: list[Text] = []
    for lines, y in zip(layout.areas, layout.centres, strict=True):
        over = y - _BAR / 2 - 2 - len(lines) * ROW + ROW / 2
        first = over if layout.narrow else y - (len(lines) - 1) * ROW / 2
        texts += stacked(lines, Text(-layout.frame.left, first, "", SMALL, INK, "left"))
    return texts


def _draw_row(
    row: LightRow, y: float, unit: float, rects: list[Spec], marks: list[_Mark], texts: list[Text]
) -> None:
    small = small_parts(row, unit)
    x = 0.0
    for colour in COLOURS:
        long = row.count(colour) * unit
        if not long:
            continue
        rect: Spec = {"x": round(x + 1, 2), "x2": round(x + max(long - 1, 2), 2)}
        rect |= {"y": round(y - _BAR / 2, 2), "y2": round(y + _BAR / 2, 2)}
        rects.append(rect | {"fill": LIGHT_SURFACE[colour], "stroke": LIGHT_BORDER[colour]})
        if colour not in small:
            _label(row, colour, x + 6, y, marks, texts)
        x += long
    x += 6
    for colour in small:
        _label(row, colour, x, y, marks, texts)
        x += _label_width(row.count(colour)) + 10
    if not row.total:
        texts.append(Text(4, y, "0", SMALL, MUTED, "left"))


def _label(
    row: LightRow, colour: LightColour, x: float, y: float, marks: list[_Mark], texts: list[Text]
) -> None:
    marks.append(_Mark(x + _ICON / 2, y, colour))
    texts.append(Text(x + _ICON + 4, y, str(row.count(colour)), SMALL, INK, "left", bold=True))


def _draw_key(chart: LightsByArea, layout: _Layout, marks: list[_Mark], texts: list[Text]) -> None:
    """Unit and the words of the shapes in use, over the bars."""
    y = -layout.frame.top + ROW / 2
    x = 0.0 if not layout.narrow else -layout.frame.left
    unit = Text(-layout.frame.left, y, chart.unit_label, SMALL, MUTED, "left")
    texts.append(unit)
    if layout.narrow:
        y += ROW + 2
    x = max(x, -layout.frame.left if layout.narrow else unit.box.right + 12)
    for colour in COLOURS:
        if any(row.count(colour) for row in chart.rows):
            marks.append(_Mark(x + _ICON / 2, y, colour))
            texts.append(Text(x + _ICON + 6, y, WORDS[colour], SMALL, INK, "left"))
            x += _ICON + 6 + text_width(WORDS[colour], SMALL) + 18


def _sign_layers(marks: list[_Mark]) -> list[Spec]:
    """The outlines filled, then the signs in them; the light without colour is a ring with a dash."""
    values: list[Spec] = [
        {
            "x": round(mark.x, 2),
            "y": round(mark.y, 2),
            "fill": WHITE if mark.colour == "none" else LIGHT_MARK[mark.colour],
            "stroke": LIGHT_MARK[mark.colour],
            "shape": OUTLINE[mark.colour],
        }
        for mark in marks
    ]
    signs: list[Spec] = [
        value | {"shape": SIGN[mark.colour], "stroke": MUTED if mark.colour == "none" else WHITE}
        for value, mark in zip(values, marks, strict=True)
    ]
    # Vega scales a custom shape by half the square root of the size
    size = (_ICON - 1.5) ** 2
    outline = vega.pixels("x", "y", "fill", "stroke", "shape")
    sign = vega.pixels("x", "y", "stroke", "shape")
    return [
        vega.layer("point", values, outline, size=size, strokeWidth=1.4, opacity=1),
        vega.layer("point", signs, sign, size=size, strokeWidth=1.6, opacity=1, filled=False),
    ]
