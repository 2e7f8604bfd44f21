"""The order of boxes within the columns of a theory, so that few arrows cross.

An arrow over several columns stands in each one between with a point of its own, and so gets a lane between the boxes.
The barycentre rule is swept from left to right and back; the order with the fewest crossings is kept. The first column
keeps the order it came in, in which people look for an activity by its number, unless it pays: see `WORTH_IT`.
"""

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from virkning.charts.theorymap import TheoryMap

#: The first column is put in another order only where that leaves at most so large a share of the crossings.
WORTH_IT = 0.6
_SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Node:
    """A box (`lane` −1), or the point where the arrow number `lane` passes a column."""

    key: str
    lane: int = -1


@dataclass(frozen=True, slots=True)
class Chain:
    """An arrow as the nodes it passes, from left to right; `backwards`: it points to the left.

    An arrow within one column has its two ends only.
    """

    arrow: int
    nodes: tuple[Node, ...]
    columns: tuple[int, ...]
    backwards: bool

    @property
    def is_within(self) -> bool:
        """It begins and ends in the same column."""
        return self.columns[0] == self.columns[-1]


def chains_of(drawing: TheoryMap) -> tuple[Chain, ...]:
    """Every arrow with its points."""
    column = {box.key: box.column for box in drawing.boxes}
    found = []
    for number, arrow in enumerate(drawing.arrows):
        ends = (arrow.start, arrow.end)
        backwards = column[arrow.start] > column[arrow.end]
        first, last = reversed(ends) if backwards else ends
        between = range(column[first] + 1, column[last])
        nodes = (Node(first), *(Node(f"{first}:{one}", number) for one in between), Node(last))
        found.append(Chain(number, nodes, (column[first], *between, column[last]), backwards))
    return tuple(found)


Columns = list[list[Node]]
Ties = Mapping[Node, Sequence[Node]]


def ordered(drawing: TheoryMap, chains: Sequence[Chain]) -> Columns:
    """The nodes of each column from the top down."""
    begun: Columns = [[] for _column in drawing.columns]
    for box in drawing.boxes:
        begun[box.column].append(Node(box.key))
    for chain in chains:
        for node, column in zip(chain.nodes[1:-1], chain.columns[1:-1], strict=True):
            begun[column].append(node)
    left, right = _ties(chains)
    kept, crossed = _swept(begun, left, right, first=1)
    free, fewer = _swept(begun, left, right, first=0)
    return free if fewer < crossed * WORTH_IT else kept


def _ties(chains: Sequence[Chain]) -> tuple[dict[Node, list[Node]], dict[Node, list[Node]]]:
    """Each node's neighbours in the column to the left, and to the right."""
    left: dict[Node, list[Node]] = {}
    right: dict[Node, list[Node]] = {}
    for chain in chains:
        if not chain.is_within:
            for one, other in pairwise(chain.nodes):
                right.setdefault(one, []).append(other)
                left.setdefault(other, []).append(one)
    return left, right


def _swept(begun: Columns, left: Ties, right: Ties, *, first: int) -> tuple[Columns, int]:
    columns = [list(one) for one in begun]
    best, fewest = [list(one) for one in columns], crossings(columns, right)
    for sweep in range(_SWEEPS):
        forwards = sweep % 2 == 0
        places = range(1, len(columns)) if forwards else range(len(columns) - 2, first - 1, -1)
        for place in places:
            beside = columns[place - 1 if forwards else place + 1]
            columns[place] = _by_middle(columns[place], beside, left if forwards else right)
        found = crossings(columns, right)
        if found < fewest:
            best, fewest = [list(one) for one in columns], found
    return best, fewest


def _by_middle(column: Sequence[Node], beside: Sequence[Node], ties: Ties) -> list[Node]:
    """The column by the mean place of each node's neighbours; a node without any keeps about its share of the way."""
    places = {node: place for place, node in enumerate(beside)}
    stretch = len(beside) / max(len(column), 1)

    def middle(place: int, node: Node) -> float:
        near = ties.get(node, ())
        return sum(places[one] for one in near) / len(near) if near else place * stretch

    keyed = [(middle(place, node), place) for place, node in enumerate(column)]
    return [column[place] for _middle, place in sorted(keyed)]


def crossings(columns: Columns, right: Ties) -> int:
    """How many pairs of arrows cross between neighbouring columns."""
    found = 0
    for one, other in pairwise(columns):
        places = {node: place for place, node in enumerate(other)}
        ends: list[int] = []
        for node in one:
            own = sorted(places[target] for target in right.get(node, ()))
            found += sum(len(ends) - bisect_left(ends, end + 1) for end in own)
            for end in own:
                insort(ends, end)
    return found
