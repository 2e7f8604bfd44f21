"""Changes from a baseline to the latest as a Vega-Lite spec: a row a place, two points and the line between them.

The numbers stand in columns beside the points, so that nothing is read off an axis. On a phone each row has its name
and its numbers over its points. `change_strip` draws one row alone, for a table whose cells are as wide as the page.
"""

from dataclasses import dataclass
from html import escape

from virkning.charts import vega
from virkning.charts.colours import INK, MUTED, OF_ROLE, PETROL, RULE, WHITE
from virkning.charts.definitions import ChangeChart, ChangeLine, ChangeRow, Number
from virkning.charts.linelayout import NARROW, ROW, SMALL
from virkning.charts.placing import Text, stacked
from virkning.charts.scales import Scale, scale_for
from virkning.charts.texts import axis_number, text_width, wrap
from virkning.charts.vega import Frame, Spec

_ROW_HEIGHT = 26.0
_NARROW_ROW = 48.0
_COLUMN_GAP = 18.0
_SIDE = 7.0  # half a point, at both ends of the axis
_BAND = "#dbe7e9"
_POINT = 90.0  # square pixels
_LINE_LOOK: dict[str, dict[str, object]] = {
    "reference": {"color": INK, "strokeWidth": 1.5, "strokeDash": [4, 3]},
    "second": {"color": OF_ROLE["second"], "strokeWidth": 1.5},
    "main": {"color": PETROL, "strokeWidth": 1.5},
}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Places in pixels from the plot's corner; `columns` are the right edges of the three columns of numbers."""

    frame: Frame
    scale: Scale
    pitch: float
    names: tuple[tuple[str, ...], ...]
    heads: tuple[tuple[str, ...], ...]
    columns: tuple[float, ...]
    narrow: bool

    def x(self, value: Number) -> float:
        return _SIDE + self.scale.share(value) * (self.frame.plot_width - 2 * _SIDE)

    def y(self, index: int) -> float:
        """The height of a row's points."""
        middle = self.pitch - 13.0 if self.narrow else self.pitch / 2
        return index * self.pitch + middle

    def upright(self, value: Number) -> list[tuple[float, float, float, float]]:
        """A line through all rows; on a phone in pieces, so that it passes through no name and no number."""
        x = self.x(value)
        if not self.narrow:
            return [(x, 0.0, x, self.frame.plot_height)]
        return [(x, self.y(index) - 10, x, self.y(index) + 11) for index in range(len(self.names))]


def change_scale(chart: ChangeChart) -> Scale:
    """The axis all rows share: from zero, as high as the highest."""
    values = [value for row in chart.rows for value in (row.before, row.now) if value is not None]
    values += [line.value for line in chart.lines]
    return scale_for([float(value) for value in values], from_zero=True)


def change_spec(chart: ChangeChart, width: float, height: float | None) -> Spec:
    """The whole chart; its height follows from its rows, whatever is asked for."""
    layout = _layout(chart, width)
    frame, rows = layout.frame, list(enumerate(chart.rows))
    ticks = [line for tick in layout.scale.ticks for line in layout.upright(tick)]
    rules = [
        (-frame.left, (index + 1) * layout.pitch, frame.plot_width + frame.right, (index + 1) * layout.pitch)
        for index, _ in rows
    ]
    layers = [
        vega.rule_layer([*ticks, *rules], color=RULE, strokeWidth=1),
        _bands(layout, chart.rows),
        *(_line(layout, line) for line in chart.lines),
        vega.rule_layer(
            [
                (layout.x(row.before), layout.y(index), layout.x(row.now), layout.y(index))
                for index, row in rows
                if row.before is not None and row.now is not None
            ],
            color=PETROL,
            strokeWidth=2.5,
            opacity=0.55,
        ),
        *_points(layout, chart.rows),
        *_key(chart, layout),
        vega.text_layer(_texts(chart, layout)),
    ]
    return vega.spec_of(frame, layers)


def change_strip(row: ChangeRow, scale: Scale, lines: tuple[ChangeLine, ...]) -> str:
    """One row's points as inline SVG that fills its cell: places are shares of its width, whatever that is.

    Hidden from assistive technology: the row says the same in numbers.
    """

    def at(value: Number) -> str:
        return f"{2 + 96 * scale.share(value):.2f}%"

    parts = [_mark("line", x1=at(tick), x2=at(tick), y1="0", y2="100%", stroke=RULE) for tick in scale.ticks]
    if row.low is not None and row.high is not None:
        low, high = max(float(row.low), scale.low), min(float(row.high), scale.high)
        wide = f"{96 * (scale.share(high) - scale.share(low)):.2f}%"
        parts.append(_mark("rect", x=at(low), y="34%", width=wide, height="32%", fill=_BAND))
    for line in lines:
        look = {"stroke": INK, "stroke_dasharray": "4 3"} if line.role == "reference" else {}
        look = {"stroke": OF_ROLE[line.role], "stroke_width": "1.5", **look}
        parts.append(_mark("line", x1=at(line.value), x2=at(line.value), y1="0", y2="100%", **look))
    colour = OF_ROLE[row.role]
    if row.before is not None and row.now is not None:
        look = {"stroke": colour, "stroke_width": "2.5", "stroke_opacity": "0.55"}
        parts.append(_mark("line", x1=at(row.before), x2=at(row.now), y1="50%", y2="50%", **look))
    for value, fill in ((row.before, WHITE), (row.now, colour)):
        if value is not None:
            look = {"r": "5.5", "fill": fill, "stroke": colour, "stroke_width": "2"}
            parts.append(_mark("circle", cx=at(value), cy="50%", **look))
    inner = "".join(parts)
    return f'<svg class="change-strip" width="100%" height="100%" aria-hidden="true" focusable="false">{inner}</svg>'


def change_axis(scale: Scale) -> str:
    """The axis' numbers over a column of strips."""
    texts = "".join(
        f'<text x="{2 + 96 * scale.share(tick):.2f}%" y="15" text-anchor="middle" fill="{MUTED}">'
        f"{escape(axis_number(tick, scale.decimals))}</text>"
        for tick in scale.ticks
    )
    return f'<svg class="change-axis" width="100%" height="20" aria-hidden="true" focusable="false">{texts}</svg>'


def _mark(name: str, **attributes: str) -> str:
    told = " ".join(f'{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<{name} {told}/>"


def _layout(chart: ChangeChart, width: float) -> _Layout:
    narrow = width < NARROW
    names = tuple(
        wrap(row.name, width * (0.5 if narrow else 0.24), SMALL, bold=True, most=1) for row in chart.rows
    )
    heads = [
        wrap(one, 96, SMALL, bold=True) for one in (chart.before_name, chart.now_name, chart.change_name)
    ]
    left = (
        0.0
        if narrow
        else max(text_width(line, SMALL, bold=True) for one in names for line in one or ("",)) + 14
    )
    widths = [] if narrow else [_column_width(chart, heads, column) for column in range(3)]
    right = sum(widths) + _COLUMN_GAP * len(widths)
    keys = _key_places(chart, width)
    key_rows = keys[-1][1] + 1 if keys else 0
    head_rows = 1 if narrow else max(len(lines) for lines in heads)
    top = ROW * (1 + key_rows + head_rows) + 18
    pitch = _NARROW_ROW if narrow else _ROW_HEIGHT
    frame = Frame(width, top + pitch * len(chart.rows) + 6, left, top, right, 6)
    edges, edge = [], frame.plot_width
    for one in widths:
        edge += _COLUMN_GAP + one
        edges.append(edge)
    return _Layout(frame, change_scale(chart), pitch, names, tuple(heads), tuple(edges), narrow)


def _labels(row: ChangeRow) -> tuple[str, str, str]:
    return row.before_label, row.now_label, row.change_label


def _column_width(chart: ChangeChart, heads: list[tuple[str, ...]], column: int) -> float:
    shown = [*heads[column], *(_labels(row)[column] for row in chart.rows)]
    return max(text_width(one, SMALL, bold=True) for one in shown)


def _bands(layout: _Layout, rows: tuple[ChangeRow, ...]) -> Spec:
    """The interval of the latest value, as a pale band behind its point."""
    found: list[Spec] = []
    for index, row in enumerate(rows):
        if row.low is not None and row.high is not None:
            low, high = max(float(row.low), layout.scale.low), min(float(row.high), layout.scale.high)
            y = layout.y(index)
            found.append({"x": layout.x(low), "x2": layout.x(high), "y": y - 4.5, "y2": y + 4.5})
    return vega.layer("rect", found, vega.pixels("x", "x2", "y", "y2"), fill=_BAND, opacity=1)


def _line(layout: _Layout, line: ChangeLine) -> Spec:
    return vega.rule_layer(layout.upright(line.value), **_LINE_LOOK[line.role])


def _points(layout: _Layout, rows: tuple[ChangeRow, ...]) -> list[Spec]:
    """Hollow before, filled now; what is no place among the others is a diamond."""
    values: list[Spec] = []
    for index, row in enumerate(rows):
        colour = OF_ROLE[row.role]
        shape = "diamond" if row.role == "reference" else "circle"
        for value, fill in ((row.before, WHITE), (row.now, colour)):
            if value is not None:
                place: Spec = {"x": round(layout.x(value), 2), "y": round(layout.y(index), 2)}
                values.append(place | {"fill": fill, "stroke": colour, "shape": shape})
    encoding = vega.pixels("x", "y", "fill", "stroke", "shape")
    return [vega.layer("point", values, encoding, size=_POINT, strokeWidth=2, opacity=1)]


def _key_places(chart: ChangeChart, width: float) -> list[tuple[float, int]]:
    """Where each entry of the key begins, and in which of its rows."""
    places, x, row = [], 0.0, 0
    for name in _key_names(chart):
        wide = text_width(name, SMALL) + 18 + 20
        if x and x + wide > width:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += wide
    return places


def _key_names(chart: ChangeChart) -> tuple[str, ...]:
    return (chart.before_name, chart.now_name, *(line.name for line in chart.lines))


def _key(chart: ChangeChart, layout: _Layout) -> list[Spec]:
    """What the points and lines are, over the plot."""
    values: list[Spec] = []
    layers = []
    for number, (x, row) in enumerate(_key_places(chart, layout.frame.width)):
        left, y = x - layout.frame.left, -layout.frame.top + ROW * (1.5 + row)
        if number < 2:
            fill = PETROL if number else WHITE
            values.append({"x": left + 6, "y": y, "fill": fill, "stroke": PETROL, "shape": "circle"})
        else:
            look = _LINE_LOOK[chart.lines[number - 2].role]
            layers.append(vega.rule_layer([(left + 6, y - 7, left + 6, y + 7)], **look))
    encoding = vega.pixels("x", "y", "fill", "stroke", "shape")
    return [vega.layer("point", values, encoding, size=_POINT, strokeWidth=2, opacity=1), *layers]


def _texts(chart: ChangeChart, layout: _Layout) -> list[Text]:
    frame = layout.frame
    texts = [Text(-frame.left, -frame.top + ROW / 2, chart.unit_label, SMALL, MUTED, "left")]
    for name, (x, row) in zip(_key_names(chart), _key_places(chart, frame.width), strict=True):
        texts.append(Text(x + 16 - frame.left, -frame.top + ROW * (1.5 + row), name, SMALL, INK, "left"))
    foot = -ROW / 2 - 4
    texts += [
        Text(layout.x(tick), foot, axis_number(tick, layout.scale.decimals), SMALL, MUTED)
        for tick in layout.scale.ticks
    ]
    for lines, edge in zip(layout.heads, layout.columns, strict=False):
        first = foot - (len(lines) - 1) * ROW
        texts += stacked(lines, Text(edge, first, "", SMALL, INK, "right", bold=True))
    for index, one in enumerate(chart.rows):
        texts += _row_texts(layout, one, index)
    return texts


def _row_texts(layout: _Layout, row: ChangeRow, index: int) -> list[Text]:
    strong = row.role == "reference" or row.own
    y = layout.y(index) - 21 if layout.narrow else layout.y(index)
    name = "".join(layout.names[index])
    texts = [Text(-layout.frame.left, y, name, SMALL, INK, "left", bold=strong)]
    if layout.narrow:
        ends = f"{row.before_label} → {row.now_label}" if row.before_label != row.now_label else row.now_label
        return [*texts, Text(layout.frame.plot_width, y, ends, SMALL, INK, "right", bold=strong)]
    for label, edge in zip(_labels(row), layout.columns, strict=True):
        texts.append(Text(edge, y, label, SMALL, INK, "right", bold=strong))
    return texts
