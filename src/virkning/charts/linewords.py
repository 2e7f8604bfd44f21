"""The words of a line chart: where each label stands, so that none covers another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from virkning.charts.colours import INK, MUTED, OF_ROLE
from virkning.charts.curves import known, latest, segments, target_runs
from virkning.charts.definitions import LineChart, Point, SeriesLine
from virkning.charts.linelayout import (
    KEY_ROW,
    MOST_WITH_VALUES,
    ROW,
    SMALL,
    Layout,
    name_block,
    names_beside,
    tick_labels,
)
from virkning.charts.placing import (
    FAR,
    ON_GRID,
    ON_LINE,
    ON_TEXT,
    Align,
    Box,
    Candidate,
    Ground,
    Text,
    around,
    spread,
    stacked,
)
from virkning.charts.texts import text_width

Lines = tuple[tuple[float, float, float, float], ...]
_FEW = 6  # with so few points every value is shown, even where a curve passes under it


@dataclass(frozen=True, slots=True)
class Words:
    """All texts, and the thin leaders from curves to names that had to move."""

    texts: tuple[Text, ...]
    leaders: Lines


def words_of(chart: LineChart, layout: Layout) -> Words:
    """Places every label of the chart, the most important first."""
    grid = tuple(layout.y(tick) for tick in layout.scale.ticks)
    ground = Ground(layout.room, _markers(chart, layout), list(_obstacles(chart, layout)), grid)
    beside, leaders = _names_beside(chart, layout)
    texts = [*_head_texts(layout), *_ticks(chart, layout), *beside]
    ground.boxes += [text.box for text in beside]
    ground.lines += leaders
    texts += _target_words(chart, layout, ground)
    texts += _values(chart, layout, ground)
    texts += _missing(chart, layout, ground)
    return Words(tuple(texts), leaders)


def pole_lines(layout: Layout) -> Lines:
    """The breaks' vertical lines, in pixels."""
    foot = layout.frame.plot_height
    return tuple((word.pole, foot, word.pole, -word.pole_rows * ROW) for word in layout.head.breaks)


def target_lines(chart: LineChart, layout: Layout) -> Lines:
    """The target's horizontal lines and the risers between its steps, in pixels."""
    if chart.target is None:
        return ()
    runs = [
        (layout.x(start), layout.y(value), layout.x(end), layout.y(value))
        for start, end, value, _ in target_runs(chart.target, layout.low, layout.high)
    ]
    return (*runs, *((a[2], a[3], b[0], b[1]) for a, b in pairwise(runs)))


def key_y(layout: Layout, row: int) -> float:
    """Vertical centre of a row of the key, in pixels from the plot's top."""
    return -layout.frame.top + (row + 0.5) * KEY_ROW


def _place(layout: Layout, point: Point) -> tuple[float, float]:
    return layout.x(point.position), layout.y(point.value if point.value is not None else 0)


def _radius(layout: Layout, *, last: bool) -> float:
    """Half the room a point takes, in pixels."""
    return 7.0 if last else 4.0 if layout.dense else 5.5


def _markers(chart: LineChart, layout: Layout) -> list[Box]:
    boxes = []
    for line in chart.series:
        last = latest(line)
        for point in known(line):
            x, y = _place(layout, point)
            r = _radius(layout, last=point == last)
            boxes.append(Box(x - r, y - r, x + r, y + r))
    return boxes


def _obstacles(chart: LineChart, layout: Layout) -> Iterator[tuple[float, float, float, float]]:
    yield from target_lines(chart, layout)
    yield from pole_lines(layout)
    for line in chart.series:
        for piece in segments(line, chart.breaks):
            for a, b in pairwise(piece):
                yield (*_place(layout, a), *_place(layout, b))


def _head_texts(layout: Layout) -> list[Text]:
    head, left = layout.head, layout.frame.left

    def row_y(row: float) -> float:
        return -8 - (row + 0.5) * ROW

    first = row_y(head.unit_row + len(head.unit) - 1)
    texts = list(stacked(head.unit, Text(-left, first, "", SMALL, MUTED, "left")))
    for word in head.breaks:
        for index, line in enumerate(word.lines):
            y = row_y(word.row + len(word.lines) - 1 - index)
            bold = index < len(word.heading)
            texts.append(Text(word.x, y, line, SMALL, INK if bold else MUTED, "left", bold))
    for sample in head.key:
        name = Text(sample.x + 32, key_y(layout, sample.row), sample.name, SMALL, sample.colour, "left")
        x = name.box.right + 4
        texts += [name, replace(name, x=x, text=sample.value, colour=INK, bold=True)]
    return texts


def _ticks(chart: LineChart, layout: Layout) -> list[Text]:
    """The periods' labels, from the last; one that would touch the label after it is left out."""
    every, labels = tick_labels(chart.x_labels, layout.step)
    beside = names_beside(chart, narrow=layout.narrow)
    end = layout.frame.plot_width + (4 if beside else 8)
    edge = inf
    texts: list[Text] = []
    for position in range(len(labels) - 1, -1, -every):
        half = max(text_width(line, SMALL) for line in labels[position]) / 2
        # the outer labels stay inside the picture
        x = min(max(layout.x(position), half - layout.frame.left), end - half)
        if x + half + 4 <= edge:
            edge = x - half
            texts += stacked(labels[position], Text(x, layout.frame.plot_height + 18, "", SMALL, INK))
    return texts


def _names_beside(chart: LineChart, layout: Layout) -> tuple[list[Text], Lines]:
    """Latest value and name right of each curve that reaches the last period."""
    if not names_beside(chart, narrow=layout.narrow):
        return [], ()
    ends = [(line, point) for line in chart.series if (point := latest(line)) and _at_end(chart, point)]
    blocks = [name_block(chart, line) for line, _ in ends]
    wanted = [_place(layout, point)[1] for _, point in ends]
    heights = [block.height for block in blocks]
    centres = spread(wanted, heights, -10, layout.frame.plot_height + layout.frame.bottom)
    texts: list[Text] = []
    leaders = []
    x = layout.frame.plot_width + 8
    for (line, point), block, centre in zip(ends, blocks, centres, strict=True):
        first = centre - (block.height - ROW) / 2 if block.dy else centre
        texts.append(Text(x, first, block.value, SMALL, INK, "left", bold=True))
        dy = block.dy if block.value else 0
        name = Text(x + block.dx, first + dy, "", SMALL, OF_ROLE[line.role], "left")
        texts += stacked(block.name, name)
        px, py = _place(layout, point)
        if abs(centre - py) > 8:
            leaders.append((px + _radius(layout, last=True), py, x - 3, centre))
    return texts, tuple(leaders)


def _at_end(chart: LineChart, point: Point) -> bool:
    return point.position == len(chart.x_labels) - 1


def _target_words(chart: LineChart, layout: Layout, ground: Ground) -> list[Text]:
    """The target's words at its line, the current version's first; an earlier one only where it has room."""
    if chart.target is None:
        return []
    placed: list[Text] = []
    for start, end, value, words in reversed(target_runs(chart.target, layout.low, layout.high)):
        text = Text(0, layout.y(value), words, SMALL, INK, bold=True, halo=True)
        places = _along(text, layout.x(start), layout.x(end))
        found = ground.place(places, accept=ON_TEXT if placed else inf) if words else None
        placed += [found] if found else []
    return placed


def _along(text: Text, left: float, right: float) -> Iterator[Candidate]:
    """Places over and under a line from `left` to `right`; also further away, if nothing else will do."""
    sides: tuple[tuple[float, Align], ...] = (
        (right, "right"),
        (left + 4, "left"),
        ((left + right) / 2, "center"),
    )
    for dy, extra in ((-11.0, 0.0), (12.0, 0.0), (-27.0, FAR), (28.0, FAR)):
        for x, align in sides:
            yield replace(text, x=x, y=text.y + dy, align=align), extra


def _values(chart: LineChart, layout: Layout, ground: Ground) -> list[Text]:
    """Latest values always, the others where there is room."""
    beside = names_beside(chart, narrow=layout.narrow)
    size = SMALL if len(chart.series) > 1 else 15.0 if layout.narrow else 16.0
    if layout.narrow and len(chart.series) > MOST_WITH_VALUES:
        return []  # the key over the plot has them
    only = len(chart.series) == 1
    wishes: list[tuple[SeriesLine, Point, float]] = []
    for line in chart.series:
        end = latest(line)
        if end and not (beside and _at_end(chart, end)):
            wishes.append((line, end, inf if only else ON_LINE if layout.narrow else ON_TEXT))
    for line in chart.series:
        accept = ON_LINE if not only else ON_TEXT if len(known(line)) <= _FEW else FAR + ON_GRID * 3
        wishes += [(line, point, accept) for point in _others(chart, layout, line)]
    texts = []
    for line, point, accept in wishes:
        x, y = _place(layout, point)
        last = point == latest(line)
        # a curve that ends early carries its name where it ends
        words = f"{point.label} {line.name}" if beside and last else point.label
        text = Text(x, y, words, size, INK if only else OF_ROLE[line.role], bold=True, halo=True)
        gap = _radius(layout, last=last) + 1.5
        places = around(x, y, gap, text, above_first=_rises_to(line, point), near=not only)
        found = ground.place(places, accept=accept)
        texts += [found] if found else []
    return texts


def _others(chart: LineChart, layout: Layout, line: SeriesLine) -> list[Point]:
    """The points besides the latest whose values are worth room: all, the outstanding ones, or none."""
    points = known(line)
    last = latest(line)
    if len(chart.series) > MOST_WITH_VALUES or (line.role == "reference" and len(chart.series) > 1):
        return []
    if len(points) > layout.frame.plot_width / 56:
        marks = [points[0], points[-1], min(points, key=_value), max(points, key=_value)]
        points = tuple(dict.fromkeys(marks))
    return [point for point in points if point != last]


def _value(point: Point) -> float:
    return float(point.value) if point.value is not None else 0.0


def _rises_to(line: SeriesLine, point: Point) -> bool:
    """Whether the point stands over its neighbours, so that its label is best above it."""
    near = [other for other in known(line) if abs(other.position - point.position) == 1]
    return sum(_value(point) - _value(other) for other in near) >= 0


def _missing(chart: LineChart, layout: Layout, ground: Ground) -> list[Text]:
    """The word for a missing value, over the axis; only where it cannot be taken for another series'."""
    if len(chart.series) > 1:
        return []
    texts = []
    for point in chart.series[0].points:
        if point.value is None and point.label:
            text = Text(layout.x(point.position), layout.frame.plot_height - 12, point.label, SMALL, MUTED)
            found = ground.place([(text, 0.0)], accept=ON_LINE)
            texts += [found] if found else []
    return texts
