"""Bar charts as Vega-Lite specs: horizontal bars, and stacked columns."""

from collections.abc import Sequence

from virkning.charts import vega
from virkning.charts.barlayout import BarLayout, Column, ColumnLayout, bar_layout, column_layout
from virkning.charts.colours import AXIS, INK, MUTED, OF_ROLE, WHITE, parts
from virkning.charts.definitions import BarChart, BarSeries, StackedBars
from virkning.charts.linelayout import ROW, SMALL, tick_labels
from virkning.charts.placing import Text, spread, stacked
from virkning.charts.texts import text_width, wrap
from virkning.charts.vega import Spec

BAR = 17.0  # thickness of a horizontal bar
_SMALLEST_PART = 16.0  # a value is written in a part at least this high
_SWATCH = 11.0


def bar_spec(chart: BarChart, width: float, height: float | None) -> Spec:
    """Horizontal bars, every one with its value at the end and, of several, its series' name before it."""
    layout = bar_layout(chart, width, height)
    layers = [_bars(chart, layout, series, index) for index, series in enumerate(chart.series)]
    layers.append(vega.rule_layer(_zero_lines(chart, layout), color=AXIS, strokeWidth=1))
    layers.append(vega.text_layer(_bar_texts(chart, layout)))
    return vega.spec_of(layout.frame, layers)


def stacked_spec(chart: StackedBars, width: float, height: float | None) -> Spec:
    """Stacked columns with values in the parts and the parts' names right of the last column."""
    layout = column_layout(chart, width, height)
    columns = layout.columns
    colours = parts(len(chart.parts), ordered=chart.ordered)
    half = layout.thickness / 2
    rects: list[Spec] = [
        {
            "x": round(column.x - half, 2),
            "x2": round(column.x + half, 2),
            "y": part.low,
            "y2": part.high,
            "fill": colours[part.index][0],
        }
        for column in columns
        for part in column.parts
        if part.high > part.low
    ]
    encoding = vega.pixels("x", "x2", "fill") | {"y": vega.linear(layout.scale), "y2": {"field": "y2"}}
    base = layout.frame.plot_height
    names, swatches, leaders = _part_names(layout, colours)
    layers = [
        vega.layer("rect", rects, encoding, stroke=WHITE, strokeWidth=1, opacity=1),
        vega.layer(
            "rect", swatches, vega.pixels("x", "x2", "y", "y2", "fill"), stroke=AXIS, strokeWidth=0.75
        ),
        vega.rule_layer([(0, base, layout.frame.plot_width - 18, base)], color=AXIS, strokeWidth=1),
        vega.rule_layer(leaders, color=AXIS, strokeWidth=1),
        vega.text_layer([*layout.unit, *names, *_column_texts(chart, columns, layout.thickness, base)]),
    ]
    return vega.spec_of(layout.frame, layers)


def _bars(chart: BarChart, layout: BarLayout, series: BarSeries, index: int) -> Spec:
    """One series' bars: filled when it is the latest, hollow when another is."""
    colour = OF_ROLE[series.role]
    filled = _strong(chart, series) or series.role == "reference"
    values = [
        {
            "x": 0.0,
            "x2": float(bar.value),
            "y": round(layout.y(category, index) - BAR / 2, 2),
            "y2": round(layout.y(category, index) + BAR / 2, 2),
        }
        for category, bar in enumerate(series.bars)
        if bar.value is not None
    ]
    encoding = vega.pixels("y", "y2") | {
        "x": vega.linear(layout.scale, field="x"),
        "x2": {"field": "x2"},
    }
    fill = colour if filled else WHITE
    return vega.layer("rect", values, encoding, fill=fill, stroke=colour, strokeWidth=1.5, opacity=1)


def _strong(chart: BarChart, series: BarSeries) -> bool:
    """Whether a series stands out: it is the latest, or none is (groups instead of periods)."""
    return series.latest or not any(other.latest for other in chart.series)


def _zero_lines(chart: BarChart, layout: BarLayout) -> list[tuple[float, float, float, float]]:
    """The zero line in pieces, so that it does not pass through a category's name."""
    zero, high = layout.x(0), layout.pitch * len(chart.series)
    return [(zero, top - 2, zero, top + high + 2) for top in layout.tops]


def _bar_texts(chart: BarChart, layout: BarLayout) -> list[Text]:
    texts = [*layout.unit, *layout.categories]
    for index, series in enumerate(chart.series):
        strong = _strong(chart, series)
        for category, bar in enumerate(series.bars):
            y = layout.y(category, index)
            if len(chart.series) > 1:
                colour = INK if strong else MUTED
                texts.append(Text(layout.name_x, y, layout.names[index], SMALL, colour, "left"))
            end = layout.x(bar.value or 0)
            if bar.value is None:
                room = layout.frame.plot_width + layout.frame.right - end - 6
                words = wrap(bar.label or "mangler", room, SMALL, most=1)
                texts.append(Text(end + 6, y, "".join(words), SMALL, MUTED, "left"))
            elif bar.value < 0:
                texts.append(Text(end - 6, y, bar.label, SMALL, INK, "right", bold=strong))
            else:
                texts.append(Text(end + 6, y, bar.label, SMALL, INK, "left", bold=strong))
    return texts


def _column_texts(chart: StackedBars, columns: Sequence[Column], thickness: float, base: float) -> list[Text]:
    colours = parts(len(chart.parts), ordered=chart.ordered)
    texts: list[Text] = []
    step = columns[1].x - columns[0].x if len(columns) > 1 else base
    every, labels = tick_labels(chart.periods, step)
    known = [bar.label for part in chart.parts for bar in part.bars if bar.value is not None]
    widest = max((text_width(label, SMALL) for label in known), default=0.0)
    # all or none: numbers in the thin columns' lucky parts only would look like a selection
    readable = widest <= thickness - 2
    for position, column in enumerate(columns):
        if (len(columns) - 1 - position) % every == 0:
            texts += stacked(labels[position], Text(column.x, base + 18, "", SMALL, INK))
        if not column.parts:
            label = next((p.bars[position].label for p in chart.parts if p.bars[position].label), "mangler")
            texts.append(Text(column.x, base - 12, label, SMALL, MUTED))
        for part in column.parts if readable else ():
            if part.bottom - part.top >= _SMALLEST_PART:
                label = chart.parts[part.index].bars[position].label
                middle = (part.top + part.bottom) / 2
                texts.append(Text(column.x, middle, label, SMALL, colours[part.index][1]))
    return texts


def _part_names(
    layout: ColumnLayout, colours: Sequence[tuple[str, str]]
) -> tuple[list[Text], list[Spec], list[tuple[float, float, float, float]]]:
    """Each part's name with a sample of its colour, at its height in the last column that has parts."""
    x, base = layout.frame.plot_width, layout.frame.plot_height
    drawn = [column for column in layout.columns if column.parts] or [layout.columns[-1]]
    last = drawn[-1]
    heights = {part.index: (part.top + part.bottom) / 2 for part in last.parts}
    wanted: list[float] = []
    for index in range(len(layout.names)):
        # a part that is missing there keeps its turn in the order, also where heights are equal
        beneath = wanted[-1] - 0.01 if wanted else base
        wanted.append(min(heights.get(index, beneath), beneath))
    sizes = [len(lines) * ROW + 2 for lines in layout.names]
    centres = spread(wanted, sizes, -ROW, base + ROW)
    texts: list[Text] = []
    swatches: list[Spec] = []
    leaders: list[tuple[float, float, float, float]] = []
    for index, (lines, centre) in enumerate(zip(layout.names, centres, strict=True)):
        first = centre - (len(lines) - 1) * ROW / 2
        texts += stacked(lines, Text(x + _SWATCH + 6, first, "", SMALL, INK, "left"))
        swatch: Spec = {"x": x, "x2": x + _SWATCH, "fill": colours[index][0]}
        swatches.append(swatch | {"y": first - _SWATCH / 2, "y2": first + _SWATCH / 2})
        if index in heights and last is layout.columns[-1]:
            leaders.append((last.x + layout.thickness / 2 + 2, heights[index], x - 3, first))
    return texts, swatches, leaders
