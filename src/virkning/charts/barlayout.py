"""Where bars and columns stand, in pixels."""

from dataclasses import dataclass

from virkning.charts.colours import INK, MUTED
from virkning.charts.definitions import BarChart, Number, StackedBars
from virkning.charts.linelayout import NARROW, ROW, SMALL, tick_labels
from virkning.charts.placing import Text, stacked
from virkning.charts.scales import Scale, scale_for
from virkning.charts.texts import text_width, wrap
from virkning.charts.vega import Frame

_PITCH = 23.0  # from one bar to the next within a category
_GAP = 14.0  # between categories
_NAMES_GAP = 18.0  # between the last column and the parts' names
_SWATCH_ROOM = 17.0


@dataclass(frozen=True, slots=True)
class BarLayout:
    """Places of horizontal bars; `tops` is each category's first bar, in pixels from the plot's top."""

    frame: Frame
    scale: Scale
    tops: tuple[float, ...]
    pitch: float
    name_x: float
    unit: tuple[Text, ...]
    categories: tuple[Text, ...]
    names: tuple[str, ...]

    def x(self, value: Number) -> float:
        """Pixels from the plot's left side."""
        return self.scale.share(value) * self.frame.plot_width

    def y(self, category: int, series: int) -> float:
        """Centre of a bar, in pixels from the plot's top."""
        return self.tops[category] + (series + 0.5) * self.pitch


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a column: which part, its ends as values and as pixels from the plot's top."""

    index: int
    low: float
    high: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Column:
    """One period's column: its centre and its parts, none where the whole period is missing."""

    x: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """Places of stacked columns; `names` are the parts' names in lines."""

    frame: Frame
    scale: Scale
    thickness: float
    unit: tuple[Text, ...]
    columns: tuple[Column, ...]
    names: tuple[tuple[str, ...], ...]


def unit_texts(unit: str, left: float, top: float, width: float) -> tuple[Text, ...]:
    """The unit's lines over the plot, at the picture's upper left corner."""
    return stacked(unit_lines(unit, width), Text(-left, -top + ROW / 2, "", SMALL, MUTED, "left"))


def unit_lines(unit: str, width: float) -> tuple[str, ...]:
    """The unit in at most two lines."""
    return wrap(unit, width, SMALL, most=2)


def bar_layout(chart: BarChart, width: float, height: float | None) -> BarLayout:
    """Wide: categories left of their bars. Narrow: over them, so that bars keep their room."""
    narrow = width < NARROW
    several = len(chart.series) > 1
    known = [bar for series in chart.series for bar in series.bars if bar.value is not None]
    values = [float(bar.value or 0) for bar in known]
    # a bar's end is written beside it, so the axis ends at the largest value and not at a round one
    low, high = min([0.0, *values]), max([0.0, *values])
    scale = scale_for(values, from_zero=True, low=low, high=high if high > low else low + 1.0)
    label = max((text_width(bar.label, SMALL, bold=True) for bar in known), default=0.0) + 10
    names = tuple("".join(wrap(series.name, width * 0.25, SMALL, most=1)) for series in chart.series)
    indent = max(text_width(name, SMALL) for name in names) + 12 if several else 0.0
    wrapped = [wrap(n, width if narrow else width * 0.34, SMALL, bold=several) for n in chart.categories]
    widest = max(text_width(part, SMALL, bold=several) for lines in wrapped for part in lines or ("",))
    column = 0.0 if narrow else widest + 16
    left = column + indent + (label if low < 0 else 2.0)
    top = len(unit_lines(chart.unit_label, width)) * ROW + 12
    over = [len(lines) * ROW + 2 if narrow else 0.0 for lines in wrapped]
    least = [0.0 if narrow else len(lines) * ROW for lines in wrapped]
    pitch = _PITCH if height is None else _fitted(height - top - sum(over), chart)
    tops, y = [], 0.0
    for index in range(len(chart.categories)):
        y += over[index]
        tops.append(y)
        y += max(pitch * len(chart.series), least[index]) + _GAP
    frame = Frame(width, top + y - _GAP + 8, left, top, max(label, 60.0), 8)
    categories: list[Text] = []
    for lines, bar_top in zip(wrapped, tops, strict=True):
        first = bar_top - len(lines) * ROW + ROW / 2 - 2 if narrow else bar_top + pitch / 2
        categories += stacked(lines, Text(-left, first, "", SMALL, INK, "left", bold=several))
    unit = unit_texts(chart.unit_label, left, top, width)
    return BarLayout(frame, scale, tuple(tops), pitch, column - left, unit, tuple(categories), names)


def _fitted(room: float, chart: BarChart) -> float:
    bars = len(chart.categories) * len(chart.series)
    return max(18.0, (room - _GAP * len(chart.categories)) / bars)


def column_layout(chart: StackedBars, width: float, height: float | None) -> ColumnLayout:
    """Columns from the left, the parts' names in a margin at the right."""
    narrow = width < NARROW
    # long Danish compounds may widen the margin a little before they are broken
    longest = max((text_width(word, SMALL) for p in chart.parts for word in p.name.split()), default=0.0)
    margin = max(width * 0.3, min(longest + 1, width * 0.36))
    names = tuple(wrap(part.name, margin, SMALL) or ("",) for part in chart.parts)
    widest = max(text_width(line, SMALL) for lines in names for line in lines)
    right = widest + _SWATCH_ROOM + 2
    top = len(unit_lines(chart.unit_label, width)) * ROW + 14
    plot_width = width - right - 2
    step = (plot_width - _NAMES_GAP) / len(chart.periods)
    _, labels = tick_labels(chart.periods, step)
    bottom = max(len(lines) for lines in labels) * ROW + 10
    needed = sum(len(lines) * ROW + 2 for lines in names) - 2 * ROW
    natural = max(200.0 if narrow else 240.0, needed)
    frame = Frame(width, (natural + top + bottom) if height is None else height, 2, top, right, bottom)
    scale = _column_scale(chart)
    thickness = min(step * 0.76, 96.0)
    columns = tuple(
        Column((position + 0.5) * step, _parts(chart, position, scale, frame))
        for position in range(len(chart.periods))
    )
    unit = unit_texts(chart.unit_label, 2, top, width)
    return ColumnLayout(frame, scale, thickness, unit, columns, names)


def _column_scale(chart: StackedBars) -> Scale:
    totals = [
        sum(float(part.bars[position].value or 0) for part in chart.parts)
        for position in range(len(chart.periods))
    ]
    # rounded shares may add up to 100.1; the column is then that much higher
    high = max(totals) or 1.0
    return scale_for(totals, from_zero=True, low=0.0, high=max(high, 100.0) if chart.is_share else high)


def _parts(chart: StackedBars, position: int, scale: Scale, frame: Frame) -> tuple[Part, ...]:
    found: list[Part] = []
    level = 0.0
    for index, part in enumerate(chart.parts):
        value = part.bars[position].value
        if value is not None:
            high = level + float(value)
            top = (1 - scale.share(high)) * frame.plot_height
            found.append(Part(index, level, high, top, (1 - scale.share(level)) * frame.plot_height))
            level = high
    return tuple(found)
