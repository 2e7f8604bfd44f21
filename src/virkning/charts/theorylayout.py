"""Where the boxes and arrows of a theory stand, in pixels.

Boxes are as high as their words, and never overlap. An arrow runs in the gaps between columns, and passes a column in a
lane of its own, so it never runs through a box. Everything is decided by the order and the words: the same theory
always looks the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from virkning.charts.texts import wrap
from virkning.charts.theorymap import TheoryBox, TheoryMap
from virkning.charts.theoryorder import Chain, Columns, Node, chains_of, ordered

SIZE: Final = 14.0
LINE: Final = 19.0
PADDING: Final = 12.0
SIGN: Final = 14.0
HEAD: Final = 26.0
#: Where the boxes begin.
HEADS: Final = HEAD + 24.0
_BETWEEN: Final = 14.0
_LANE: Final = 8.0
_MOST_LINES: Final = 4
_GAP_SHARE: Final = 0.25
_PULLS: Final = 8
_EDGE: Final = 8.0
_APART: Final = 12.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its place and its words in lines; the first line begins with the number."""

    box: TheoryBox
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    under: tuple[str, ...]

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Routed:
    """An arrow as curves: a start, then two helping points and an end for each. `tip`: 1 points right, −1 left."""

    arrow: int
    start: Point
    curves: tuple[tuple[Point, Point, Point], ...]
    tip: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing in pixels."""

    width: float
    height: float
    heads: tuple[tuple[str, float, float], ...]
    boxes: tuple[Placed, ...]
    arrows: tuple[Routed, ...]


def layout(drawing: TheoryMap, width: float) -> Layout:
    """Everything at its place in a drawing of that width; its height follows from the boxes."""
    columns = len(drawing.columns)
    wide = width / (columns + (columns - 1) * _GAP_SHARE / (1 - _GAP_SHARE))
    step = wide / (1 - _GAP_SHARE)
    lefts = [number * step for number in range(columns)]
    worded = {box.key: _worded(box, wide) for box in drawing.boxes}
    heights = {key: _height(*words) for key, words in worded.items()}
    chains = chains_of(drawing)
    order = ordered(drawing, chains)
    tops, deepest = _tops(order, chains, heights)
    begin = HEADS
    placed = {
        box.key: Placed(
            box,
            lefts[box.column],
            begin + tops[Node(box.key)],
            wide,
            heights[box.key],
            *worded[box.key],
        )
        for box in drawing.boxes
    }
    lanes = {node: begin + top + _LANE / 2 for node, top in tops.items() if node.lane >= 0}
    return Layout(
        width=width,
        height=begin + deepest + 4,
        heads=tuple((words, left, wide) for words, left in zip(drawing.columns, lefts, strict=True)),
        boxes=tuple(placed.values()),
        arrows=tuple(_routed(chains, placed, lanes, lefts, wide, step - wide)),
    )


def _worded(box: TheoryBox, wide: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The title's lines and those beside the sign."""
    room = wide - 2 * PADDING
    number = f"{box.number} " if box.number else ""
    lines = wrap(f"{number}{box.title}", room - 6, SIZE, most=_MOST_LINES) or ("",)
    told = " · ".join(part for part in (box.state, box.value) if part)
    return lines, wrap(told, room - SIGN - 6, SIZE, most=2)


def _height(lines: Sequence[str], under: Sequence[str]) -> float:
    return 2 * PADDING - 4 + LINE * (len(lines) + len(under))


def _tops(
    order: Columns, chains: Sequence[Chain], heights: Mapping[str, float]
) -> tuple[dict[Node, float], float]:
    """Each node's upper edge, and how deep the drawing is. Nodes are pulled towards the middle of their neighbours."""
    tall = {node: heights[node.key] if node.lane < 0 else _LANE for column in order for node in column}
    stacked = [_stacked(column, tall) for column in order]
    deepest = max((total for _offsets, total in stacked), default=0.0)
    near: dict[Node, list[Node]] = {}
    for chain in chains:
        if not chain.is_within:
            for one, other in pairwise(chain.nodes):
                near.setdefault(one, []).append(other)
                near.setdefault(other, []).append(one)
    tops = {
        node: offset + (deepest - total) / 2
        for column, (offsets, total) in zip(order, stacked, strict=True)
        for node, offset in zip(column, offsets, strict=True)
    }
    for pull in range(_PULLS):
        places = range(len(order)) if pull % 2 == 0 else reversed(range(len(order)))
        for place in places:
            offsets, total = stacked[place]
            wanted = [_wanted(node, near, tops, tall) for node in order[place]]
            found = _apart(wanted, offsets, deepest - total)
            tops.update(zip(order[place], found, strict=True))
    return tops, deepest


def _stacked(column: Sequence[Node], tall: Mapping[Node, float]) -> tuple[list[float], float]:
    """Upper edges where the nodes stand as close as they may, and the height of them all."""
    offsets, y = [], 0.0
    for number, node in enumerate(column):
        if number:
            y += 2.0 if node.lane >= 0 and column[number - 1].lane >= 0 else _BETWEEN
        offsets.append(y)
        y += tall[node]
    return offsets, y


def _wanted(
    node: Node,
    near: Mapping[Node, Sequence[Node]],
    tops: Mapping[Node, float],
    tall: Mapping[Node, float],
) -> float:
    beside = near.get(node, ())
    if not beside:
        return tops[node]
    return sum(tops[one] + tall[one] / 2 for one in beside) / len(beside) - tall[node] / 2


def _apart(wanted: Sequence[float], offsets: Sequence[float], room: float) -> list[float]:
    """The upper edges nearest to the wanted ones that keep order and distance, within the room there is.

    Without the offsets the edges may only grow: pooling neighbours that would not is the nearest such row of numbers.
    """
    pools: list[tuple[float, int]] = []
    for edge, offset in zip(wanted, offsets, strict=True):
        total, count = edge - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before, many = pools.pop()
            total, count = total + before, count + many
        pools.append((total, count))
    free = (total / count for total, count in pools for _one in range(count))
    return [min(max(edge, 0.0), room) + offset for edge, offset in zip(free, offsets, strict=True)]


def _routed(
    chains: Sequence[Chain],
    placed: Mapping[str, Placed],
    lanes: Mapping[Node, float],
    lefts: Sequence[float],
    wide: float,
    gap: float,
) -> Iterator[Routed]:
    ports = _ports(chains, placed, lanes, len(lefts))
    for chain in chains:
        first, last = ports[chain.arrow]
        if chain.is_within:
            yield _loop(chain, placed, first, last, gap, is_last=chain.columns[0] == len(lefts) - 1)
            continue
        points: list[Point] = [(lefts[chain.columns[0]] + wide, first)]
        for node, column in zip(chain.nodes[1:-1], chain.columns[1:-1], strict=True):
            points += [(lefts[column], lanes[node]), (lefts[column] + wide, lanes[node])]
        points.append((lefts[chain.columns[-1]], last))
        if chain.backwards:
            points.reverse()
        curves = tuple(_curve(one, other) for one, other in pairwise(points))
        yield Routed(chain.arrow, points[0], curves, -1 if chain.backwards else 1)


def _curve(one: Point, other: Point) -> tuple[Point, Point, Point]:
    half = (other[0] - one[0]) / 2
    return (one[0] + half, one[1]), (other[0] - half, other[1]), other


def _loop(
    chain: Chain, placed: Mapping[str, Placed], first: float, last: float, gap: float, *, is_last: bool
) -> Routed:
    """Out into the gap and back to the same column: on the right, in the last column on the left."""
    one, other = (placed[node.key] for node in chain.nodes)
    out = min(gap * 1.2, 26 + abs(last - first) * 0.15)
    begin, end, side = (one.x, other.x, -out) if is_last else (one.right, other.right, out)
    return Routed(
        chain.arrow,
        (begin, first),
        (((begin + side, first), (end + side, last), (end, last)),),
        1 if is_last else -1,
    )


def _ports(
    chains: Sequence[Chain],
    placed: Mapping[str, Placed],
    lanes: Mapping[Node, float],
    columns: int,
) -> dict[int, tuple[float, float]]:
    """For each arrow where it touches its leftmost (or first) and its other box, spread over the boxes' edges."""
    touching: dict[tuple[str, bool], list[tuple[float, int, int]]] = {}

    def touch(key: str, right: bool, towards: float, arrow: int, end: int) -> None:
        touching.setdefault((key, right), []).append((towards, arrow, end))

    for chain in chains:
        ends = [placed[chain.nodes[0].key], placed[chain.nodes[-1].key]]
        if chain.is_within:
            right = chain.columns[0] != columns - 1
            for end in (0, 1):
                above = ends[1 - end].middle < ends[end].middle
                touch(ends[end].box.key, right, -1e6 if above else 1e6, chain.arrow, end)
            continue
        after = lanes.get(chain.nodes[1], ends[1].middle)
        before = lanes.get(chain.nodes[-2], ends[0].middle)
        touch(ends[0].box.key, True, after, chain.arrow, 0)
        touch(ends[1].box.key, False, before, chain.arrow, 1)
    found: dict[tuple[int, int], float] = {}
    for (key, _right), many in touching.items():
        heights = _spread(placed[key], len(many))
        for (_towards, arrow, end), y in zip(sorted(many), heights, strict=True):
            found[arrow, end] = y
    return {chain.arrow: (found[chain.arrow, 0], found[chain.arrow, 1]) for chain in chains}


def _spread(box: Placed, many: int) -> list[float]:
    """Heights around the middle of the edge, as far from each other as there is room for."""
    apart = min(_APART, (box.height - 2 * _EDGE) / max(many - 1, 1))
    return [box.middle + (number - (many - 1) / 2) * apart for number in range(many)]
