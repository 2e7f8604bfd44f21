"""Finds room for labels: the first candidate that touches nothing, otherwise the one that touches least."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from virkning.charts.texts import LINE, text_width

Align = Literal["left", "center", "right"]

ON_TEXT = 100.0  # a label over a label or a marker cannot be read
ON_LINE = 10.0  # a label over a curve can, but badly
ON_GRID = 1.0  # a label over a light grid line reads well; without is a little better
FAR = 12.0  # a label away from its point is worse than one that a curve passes under
OUTSIDE = 1000.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels from the plot's upper left corner, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share area."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, other: "Box") -> bool:
        """Whether this box lies inside the other, give or take a tenth of a pixel."""
        across = self.left > other.left - 0.1 and self.right < other.right + 0.1
        return across and self.top > other.top - 0.1 and self.bottom < other.bottom + 0.1

    def crossed_by(self, x1: float, y1: float, x2: float, y2: float) -> bool:
        """Whether a straight line passes through the box (Liang-Barsky)."""
        begin, end = 0.0, 1.0
        dx, dy = x2 - x1, y2 - y1
        edges = (
            (-dx, x1 - self.left),
            (dx, self.right - x1),
            (-dy, y1 - self.top),
            (dy, self.bottom - y1),
        )
        for slope, room in edges:
            if slope == 0 and room < 0:
                return False
            if slope < 0:
                begin = max(begin, room / slope)
            elif slope > 0:
                end = min(end, room / slope)
        return begin < end


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text: `x`, `y` is its anchor, vertically centred, in pixels from the plot's corner.

    `halo` draws a white edge around it, which keeps it legible where a line passes under it.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str
    align: Align = "center"
    bold: bool = False
    halo: bool = False

    @property
    def box(self) -> Box:
        """The room the text takes, with a little air around it."""
        width = text_width(self.text, self.size, bold=self.bold)
        left = self.x - {"left": 0.0, "center": width / 2, "right": width}[self.align]
        # digits and capitals reach 0.36 em from the middle; three pixels of air keep lines off them
        half = self.size * 0.36 + 3
        return Box(left - 2, self.y - half, left + width + 2, self.y + half)


Candidate = tuple[Text, float]  # a place, and what it costs even if nothing is there


@dataclass(slots=True)
class Ground:
    """What already stands on the plot, and where labels may stand; `grid` is the grid lines' heights."""

    room: Box
    boxes: list[Box] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    grid: tuple[float, ...] = ()

    def cost(self, text: Text) -> float:
        """How badly a text would sit: zero when it touches nothing."""
        box = text.box
        over_text = sum(1 for other in self.boxes if box.meets(other))
        over_line = sum(1 for line in self.lines if box.crossed_by(*line))
        over_grid = sum(1 for y in self.grid if box.top < y < box.bottom)
        outside = 0.0 if box.within(self.room) else OUTSIDE
        return over_text * ON_TEXT + over_line * ON_LINE + over_grid * ON_GRID + outside

    def place(self, candidates: Iterable[Candidate], *, accept: float) -> Text | None:
        """Takes the cheapest candidate, the earlier where equal; None if all cost `accept` or more."""
        best: Text | None = None
        least = accept
        for candidate, extra in candidates:
            text = self._pulled_in(candidate)
            cost = self.cost(text) + extra
            if cost < least:
                best, least = text, cost
            if cost == 0:
                break
        if best is not None:
            self.boxes.append(best.box)
        return best

    def _pulled_in(self, text: Text) -> Text:
        """The text moved sideways into the room, if it reaches out of it."""
        box = text.box
        shift = min(self.room.right - box.right, 0.0) + max(self.room.left - box.left, 0.0)
        return replace(text, x=text.x + shift)


def around(
    x: float, y: float, gap: float, text: Text, *, above_first: bool, near: bool
) -> Iterator[Candidate]:
    """The places for a point's label, the best first: over or under it, the corners, beside.

    Unless it must stay `near`, because it could be taken for another curve's, also further away.
    """
    rise = gap + text.size * 0.5
    side = gap + 4.0
    way = -1 if above_first else 1
    yield _moved(text, x, y + way * rise, "center"), 0.0
    yield _moved(text, x, y - way * rise, "center"), 0.0
    for dy in (way * rise * 0.8, -way * rise * 0.8):
        yield _moved(text, x + side * 0.85, y + dy, "left"), 0.0
        yield _moved(text, x - side * 0.85, y + dy, "right"), 0.0
    yield _moved(text, x + side, y, "left"), 0.0
    yield _moved(text, x - side, y, "right"), 0.0
    for far in () if near else (1.9, 2.8):
        yield _moved(text, x, y + way * far * rise, "center"), FAR
        yield _moved(text, x, y - way * far * rise, "center"), FAR


def stacked(lines: Sequence[str], first: Text) -> tuple[Text, ...]:
    """Lines of text under each other, the first where `first` stands."""
    step = first.size * LINE
    return tuple(replace(first, y=first.y + index * step, text=line) for index, line in enumerate(lines))


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> tuple[float, ...]:
    """Moves blocks apart vertically: centres near `wanted`, none overlapping, within low-high if possible."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    centres = list(wanted)
    edge = low
    for index in order:
        centres[index] = max(wanted[index], edge + heights[index] / 2)
        edge = centres[index] + heights[index] / 2
    edge = high
    for index in reversed(order):
        centres[index] = min(centres[index], edge - heights[index] / 2)
        edge = centres[index] - heights[index] / 2
    return tuple(centres)


def _moved(text: Text, x: float, y: float, align: Align) -> Text:
    return replace(text, x=x, y=y, align=align)
