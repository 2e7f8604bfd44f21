"""Moves: from a world that fits to another one close by, by shifting one person about.

Somebody more in one count must be somebody less in another wherever the two add up to something known: the
shift runs through the sums until it closes or reaches a count that is in no further sum. Found by going through
the nearest sums first. A hint only: not every world lies this close, and whoever uses one checks it.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from .elimination import CONSTANT

Row = Mapping[int, int]
World = dict[int, int]
#: An equation, and how much too much it has.
_Upset = tuple[int, int]


class Bounded(Protocol):
    """Unknowns with bounds, equations and limits (see `disclosure.Block`)."""

    low: dict[int, int]
    high: dict[int, int]
    equations: list[Row]
    limits: list[Row]


class Moves:
    """Moves within one world."""

    def __init__(self, block: Bounded, world: World) -> None:
        self.block, self.world = block, world
        self.within: dict[int, list[int]] = {}
        self.limited: dict[int, list[tuple[int, int]]] = {}
        for number, row in enumerate(block.equations):
            for one in row:
                self.within.setdefault(one, []).append(number)
        for row in block.limits:
            room = row[CONSTANT] - sum(factor * world[one] for one, factor in row.items() if one != CONSTANT)
            for one, factor in row.items():
                self.limited.setdefault(one, []).append((factor, room))

    def of(self, sought: Row) -> Iterator[World]:
        """Worlds in which what is sought is one more and one less, where a shift is found."""
        for one in sought:
            if one == CONSTANT:
                continue
            for way in (1, -1):
                change = self._shift(one, way)
                if change is not None:
                    yield {**self.world, **{each: self.world[each] + by for each, by in change.items()}}

    def _may(self, one: int, way: int) -> bool:
        value = self.world[one] + way
        return self.block.low[one] <= value <= self.block.high[one] and all(
            factor * way <= room for factor, room in self.limited.get(one, ())
        )

    def _shift(self, one: int, way: int) -> dict[int, int] | None:
        if not self._may(one, way):
            return None
        change = {one: way}
        upset = [(number, self.block.equations[number][one] * way) for number in self.within.get(one, ())]
        while upset:
            first, *others = upset
            path = self._path(first, others, set(change))
            if path is None:
                return None
            steps, closed = path
            for each, by in steps:
                change[each] = change.get(each, 0) + by
            upset = [each for each in others if each != closed]
        return change

    def _path(
        self, start: _Upset, others: list[_Upset], used: set[int]
    ) -> tuple[list[tuple[int, int]], _Upset | None] | None:
        """The shortest way from an upset sum to another whose upset it undoes, or to a count that ends it."""
        came: dict[_Upset, tuple[_Upset, int, int]] = {}
        queue = [start]
        for state in queue:  # grows while it is gone through
            number, excess = state
            row = self.block.equations[number]
            for one, factor in row.items():
                if one == CONSTANT or one in used or abs(factor) != 1 or len(self.within[one]) > 2:
                    continue
                way = -excess * factor
                if not self._may(one, way):
                    continue
                further = [other for other in self.within[one] if other != number]
                if not further:
                    return self._back(came, state, start, (one, way)), None
                reached = further[0], self.block.equations[further[0]][one] * way
                undone = reached[0], -reached[1]
                if undone in others:
                    return self._back(came, state, start, (one, way)), undone
                if reached not in came and reached != start:
                    came[reached] = state, one, way
                    queue.append(reached)
        return None

    @staticmethod
    def _back(
        came: dict[_Upset, tuple[_Upset, int, int]], state: _Upset, start: _Upset, last: tuple[int, int]
    ) -> list[tuple[int, int]]:
        steps = [last]
        while state != start:
            state, one, way = came[state]
            steps.append((one, way))
        return steps
