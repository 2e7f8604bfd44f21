"""A line chart's layout in pixels: margins, the head over the plot, and how values become places."""

from dataclasses import dataclass
from itertools import count

from virkning.charts.colours import OF_ROLE
from virkning.charts.curves import latest
from virkning.charts.definitions import LineChart, Number, SeriesLine
from virkning.charts.placing import Box
from virkning.charts.scales import Scale, y_scale
from virkning.charts.texts import LINE, axis_number, text_width, wrap
from virkning.charts.vega import Frame

NARROW = 480  # below this width a chart is drawn for a phone
SMALL = 14.0
ROW = SMALL * LINE
KEY_ROW = 24.0
_MARGIN = 16.0  # the most there is right of the plot without names
_EDGE = 0.42  # air before the first and after the last period, in periods
_SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down")
MOST_WITH_VALUES = 3  # with more series than this, only latest values are written
_FIRST_SHAPE = {"main": 0, "second": 1, "reference": 2}
_DASHES: tuple[tuple[int, ...], ...] = ((), (9, 3), (3, 3), (9, 3, 3, 3))


@dataclass(frozen=True, slots=True)
class BreakWords:
    """A break's words over the plot: from `x` pixels, `row` text rows up, the pole at `pole`."""

    pole: float
    x: float
    row: int
    heading: tuple[str, ...]
    reason: tuple[str, ...]
    beside: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """Heading and reason, from the top."""
        return self.heading + self.reason

    @property
    def pole_rows(self) -> int:
        """How many rows the pole rises over the plot: past words beside it, only up to words over it."""
        return self.row + (len(self.lines) if self.beside else 0)


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry of the key over a narrow chart: line, marker, name and latest value."""

    x: float
    row: int
    name: str
    value: str
    colour: str
    shape: str
    dash: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NameBlock:
    """What stands right of a curve: the latest value in bold, the name's lines moved by (dx, dy) from it."""

    value: str
    name: tuple[str, ...]
    dx: float
    dy: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over the plot, in text rows counted upwards from it."""

    unit: tuple[str, ...]
    unit_row: int
    breaks: tuple[BreakWords, ...]
    rows: int
    key: tuple[Sample, ...]
    key_rows: int

    @property
    def height(self) -> float:
        """Pixels over the plot."""
        return self.rows * ROW + self.key_rows * KEY_ROW + 8


@dataclass(frozen=True, slots=True)
class Layout:
    """The frame, the y axis, the head, and the x axis' ends in positions."""

    frame: Frame
    scale: Scale
    low: float
    high: float
    narrow: bool
    head: Head

    def x(self, position: float) -> float:
        """Pixels from the plot's left side."""
        return (position - self.low) / (self.high - self.low) * self.frame.plot_width

    def y(self, value: Number) -> float:
        """Pixels from the plot's top."""
        return (1 - self.scale.share(value)) * self.frame.plot_height

    @property
    def step(self) -> float:
        """Pixels from one period to the next."""
        return self.frame.plot_width / (self.high - self.low)

    @property
    def dense(self) -> bool:
        """Whether periods are so near that points must be small."""
        return self.step < 22

    @property
    def room(self) -> Box:
        """Where labels may stand: the plot, and a little over its edges."""
        # names beside the curves are wider than the ordinary margin and keep their column to themselves
        named = self.frame.right > _MARGIN
        right = self.frame.plot_width + (5 if named else self.frame.right)
        return Box(-2, -6, right, self.frame.plot_height - 1)


def layout_of(chart: LineChart, width: float, height: float | None) -> Layout:
    """The layout for a width in pixels; without a height the natural one."""
    narrow = width < NARROW
    scale = y_scale(chart)
    left = max(text_width(axis_number(tick, scale.decimals), SMALL) for tick in scale.ticks) + 10
    beside = names_beside(chart, narrow=narrow)
    blocks = [name_block(chart, line) for line in chart.series] if beside else []
    right = max((block.width for block in blocks), default=4.0 if narrow else -4.0) + 12
    periods = len(chart.x_labels)
    low, high = -_EDGE, periods - 1 + (min(_EDGE, 0.04 * periods) if beside else _EDGE)
    step = (width - left - right) / (high - low)
    head = _head(
        chart, scale, width, left, tuple((m.position_before - 0.5 - low) * step for m in chart.breaks)
    )
    _, lines = tick_labels(chart.x_labels, step)
    bottom = max(len(label) for label in lines) * ROW + 10
    if height is None:
        natural = 192.0 if narrow else max(222.0, min(296.0, width * 0.34))
        height = max(natural, sum(block.height for block in blocks) - bottom) + head.height + bottom
    return Layout(Frame(width, height, left, head.height, right, bottom), scale, low, high, narrow, head)


def names_beside(chart: LineChart, *, narrow: bool) -> bool:
    """Whether the series' names stand right of the curves; one series needs none, a phone has no room."""
    return len(chart.series) > 1 and not narrow


def shape_of(chart: LineChart, line: SeriesLine) -> str:
    """The series' marker: its own shape, so that colour is never alone."""
    return _SHAPES[(_FIRST_SHAPE[line.role] + 3 * _nth(chart, line)) % len(_SHAPES)]


def dash_of(chart: LineChart, line: SeriesLine) -> tuple[int, ...]:
    """The series' dash in pixels: solid for the first of a role, other patterns for those after it."""
    return _DASHES[_nth(chart, line) % len(_DASHES)]


def tick_labels(labels: tuple[str, ...], step: float) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """Every which period is labelled (counted back from the last), and all labels broken into lines."""
    for every in count(1):
        room = step * every - 8
        lines = tuple(wrap(label, max(room, 40), SMALL, most=3) or ("",) for label in labels)
        shown = [lines[index] for index in range(len(labels) - 1, -1, -every)]
        fits = all(
            text_width(word, SMALL) <= room
            for position in range(len(labels) - 1, -1, -every)
            for word in labels[position].split()
        )
        if (fits and max(map(len, shown)) <= 2) or every >= len(labels):
            break
    return every, lines


def _nth(chart: LineChart, line: SeriesLine) -> int:
    return [other for other in chart.series if other.role == line.role].index(line)


def name_block(chart: LineChart, line: SeriesLine) -> NameBlock:
    """Latest value and name beside the curve: under each other, on one line where there are many."""
    last = latest(line)
    value = last.label if last is not None and last.position == len(chart.x_labels) - 1 else ""
    if len(chart.series) <= MOST_WITH_VALUES:
        lines = wrap(line.name, 140, SMALL)
        width = max([text_width(value, SMALL, bold=True), *(text_width(part, SMALL) for part in lines)])
        return NameBlock(value, lines, 0.0, ROW, width, (len(lines) + bool(value)) * ROW + 4)
    indent = text_width(value, SMALL, bold=True) + 6 if value else 0.0
    lines = wrap(line.name, 160, SMALL, most=1)
    width = indent + sum(text_width(part, SMALL) for part in lines)
    return NameBlock(value, lines, indent, 0.0, width, ROW)


def _head(chart: LineChart, scale: Scale, width: float, left: float, poles: tuple[float, ...]) -> Head:
    unit_text = chart.unit_label
    if scale.cut:
        unit_text += f" (aksen begynder ved {axis_number(scale.low, scale.decimals)})"
    unit = wrap(unit_text, width, SMALL, most=2)
    unit_end = max((text_width(line, SMALL) for line in unit), default=0) - left + 12
    under = bool(unit) and all(pole > unit_end for pole in poles)
    taken = [(-left, unit_end, 0, len(unit))] if under else []
    breaks = _break_words(chart, width - left, poles, taken)
    rows = max((row for _, _, _, row in taken), default=0)
    key, key_rows = _key(chart, width, left) if width < NARROW and len(chart.series) > 1 else ((), 0)
    unit_row = 0 if under else rows
    return Head(unit, unit_row, breaks, rows if under else rows + len(unit), key, key_rows)


def _break_words(
    chart: LineChart, end: float, poles: tuple[float, ...], taken: list[tuple[float, float, int, int]]
) -> tuple[BreakWords, ...]:
    """Gives each break the lowest free rows, from the right, so that no pole passes through words.

    `taken` holds what already stands there as (from x, to x, from row, to row) and is added to.
    """
    words = []
    marks = sorted(zip(poles, chart.breaks, strict=True), key=lambda pair: -pair[0])
    for pole, mark in marks:
        title = f"Databrud {chart.x_labels[mark.position_before]}"
        least = min(max(text_width(title, SMALL, bold=True) + 1, 150.0), 190.0)
        room = max(min(end - pole - 8, 220.0), least)
        heading, reason = wrap(title, room, SMALL, bold=True), wrap(mark.reason, room, SMALL)
        lines = heading + reason
        wide = max(text_width(line, SMALL, bold=True) for line in lines)
        beside = pole + 8 + wide <= end
        x = pole + 8 if beside else end - wide
        first, last = min(x, pole) - 4, x + wide + 8
        row = next(
            row
            for row in count()
            if not any(
                first < right and left < last and row < above and below < row + len(lines)
                for left, right, below, above in taken
            )
        )
        taken.append((first, last, row, row + len(lines)))
        words.append(BreakWords(pole, x, row, heading, reason, beside))
    return tuple(words)


def _key(chart: LineChart, width: float, left: float) -> tuple[tuple[Sample, ...], int]:
    samples: list[Sample] = []
    x, row = -left, 0
    for line in chart.series:
        name = wrap(line.name, width - 32, SMALL, most=1)[0] if line.name.strip() else ""
        last = latest(line)
        value = last.label if last and last.position == len(chart.x_labels) - 1 else ""
        wide = 32 + text_width(name, SMALL) + (6 + text_width(value, SMALL, bold=True) if value else 0)
        if x > -left and x + wide > width - left:
            x, row = -left, row + 1
        samples.append(
            Sample(x, row, name, value, OF_ROLE[line.role], shape_of(chart, line), dash_of(chart, line))
        )
        x += wide + 16
    return tuple(samples), row + 1
