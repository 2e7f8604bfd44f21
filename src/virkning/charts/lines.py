"""A line chart as a Vega-Lite spec."""

from virkning.charts import vega
from virkning.charts.colours import AXIS, INK, OF_ROLE, WHITE
from virkning.charts.curves import known, latest, segments
from virkning.charts.definitions import LineChart, Point
from virkning.charts.linelayout import SMALL, Layout, dash_of, layout_of, shape_of
from virkning.charts.linewords import key_y, pole_lines, target_lines, words_of
from virkning.charts.vega import Spec


def line_spec(chart: LineChart, width: float, height: float | None) -> Spec:
    """The spec of a line chart drawn for a width in pixels; a narrow one is laid out for a phone.

    Grid, curves and points are Vega's; words stand where `linewords` put them.
    """
    layout = layout_of(chart, width, height)
    words = words_of(chart, layout)
    layers = [
        _grid(chart, layout),
        vega.rule_layer(pole_lines(layout), color=AXIS, strokeWidth=1.5, strokeDash=[1.5, 3.5]),
        vega.rule_layer(target_lines(chart, layout), color=INK, strokeWidth=1.5, strokeDash=[5, 3]),
        vega.rule_layer(words.leaders, color=AXIS, strokeWidth=1),
        *_curves(chart, layout),
        *_points(chart, layout),
        *_key(layout),
        vega.text_layer(words.texts),
    ]
    return vega.spec_of(layout.frame, layers)


def _xy(layout: Layout) -> Spec:
    return {"x": vega.positions(layout.low, layout.high), "y": vega.linear(layout.scale)}


def _grid(chart: LineChart, layout: Layout) -> Spec:
    """The base line (at zero where the axis has it) carrying the y axis' grid and numbers."""
    base = max(layout.scale.low, min(layout.scale.high, 0.0))
    # the target's dashes must not disappear in a base line under them
    hidden = chart.target is not None and chart.target.value == base
    encoding = _xy(layout) | {
        "x2": {"field": "x2"},
        "y": vega.linear(layout.scale, axis=vega.value_axis(layout.scale, SMALL)),
    }
    ends = {"x": layout.low, "x2": layout.high, "y": base}
    return vega.layer("rule", [ends], encoding, color=AXIS, strokeWidth=1, opacity=0 if hidden else 1)


def _curves(chart: LineChart, layout: Layout) -> list[Spec]:
    layers = []
    for line in reversed(chart.series):
        values = [
            {"x": point.position, "y": _number(point), "piece": index}
            for index, piece in enumerate(segments(line, chart.breaks))
            if len(piece) > 1
            for point in piece
        ]
        encoding = _xy(layout) | {"detail": {"field": "piece", "type": "nominal"}}
        look: dict[str, object] = {
            "color": OF_ROLE[line.role],
            "strokeWidth": 2.5 if line.role == "main" else 2,
        }
        if dash := dash_of(chart, line):
            look["strokeDash"] = list(dash)
        layers.append(vega.layer("line", values, encoding, **look))
    return layers


def _points(chart: LineChart, layout: Layout) -> list[Spec]:
    """Markers: the latest filled and larger, earlier ones hollow; small ones where periods are many."""
    plain = 24 if layout.dense else 62
    layers = []
    for line in reversed(chart.series):
        colour, last = OF_ROLE[line.role], latest(line)
        values = [
            {
                "x": point.position,
                "y": _number(point),
                "fill": colour if point == last else WHITE,
                "size": 110 if point == last else plain,
            }
            for point in known(line)
        ]
        encoding = _xy(layout) | vega.pixels("fill", "size")
        look: dict[str, object] = {"shape": shape_of(chart, line), "stroke": colour, "strokeWidth": 2}
        layers.append(vega.layer("point", values, encoding, opacity=1, **look))
    return layers


def _key(layout: Layout) -> list[Spec]:
    """The samples of line and marker before the names, where these stand over the plot."""
    layers = []
    for sample in layout.head.key:
        left, y = sample.x, key_y(layout, sample.row)
        line: dict[str, object] = {"color": sample.colour, "strokeWidth": 2}
        if sample.dash:
            line["strokeDash"] = list(sample.dash)
        marker = {"shape": sample.shape, "stroke": sample.colour, "fill": sample.colour, "size": 62}
        layers += [
            vega.rule_layer([(left, y, left + 24, y)], **line),
            vega.layer("point", [{"x": left + 12, "y": y}], vega.pixels("x", "y"), opacity=1, **marker),
        ]
    return layers


def _number(point: Point) -> float:
    return float(point.value) if point.value is not None else 0.0
