"""The audit: an attacker who adds, subtracts and knows how counts behave, tried on what is published.

The attacker knows every shown number and share, how the tables add up, that counts are whole, that a numerator
is at most its denominator, and that 0 is shown, so that whatever is hidden is at least 1. Who is `told` knows
even which of the hidden counts are small (1-4), which no publication says. A hidden count is recovered when
only one value fits, or, for a small one, when only one value from 1 to 4 does.

Two worlds that fit and differ in a count prove that it is not recovered. They are looked for from the cheap
end: `moves` shifts one person about in a world that fits, elimination finds what the equations settle, and
integer programmes (HiGHS) answer for whatever is left. Every world is checked in whole numbers, so that the
solver's rounding can only make the audit stricter.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

from .elimination import CONSTANT, Elimination
from .linkedtables import Cell, Part, Shown, Structure, Sum, System, Table, system
from .moves import Moves
from .smallnumbers import DEFAULT, SmallNumbers
from .sums import decimals_of

#: Ways to lean when worlds are looked for in all directions at once, before each count is asked for by itself.
_LEANINGS = 2

Row = Mapping[int, int]
World = dict[int, int]


@dataclass(frozen=True, slots=True)
class Audit:
    """How many hidden counts were attacked, and which were recovered."""

    attacked: int
    recovered: tuple[Cell, ...]


def audit(
    rows: Iterable[Shown],
    structure: Structure,
    small: Collection[Cell] = (),
    *,
    told: bool = False,
    zeros_hidden: Collection[Table] = (),
    policy: SmallNumbers = DEFAULT,
) -> Audit:
    """Attack a publication with nothing but what it shows, the rests among the rows.

    `small`: which hidden counts are 1-4 (those left, too), for the stricter measure and for who is `told`.
    `zeros_hidden`: tables that are known to hide zeros as well.
    """
    shown = list(rows)
    tables = system({row.key: (row.numerator, row.denominator) for row in shown}, structure)
    hidden = {number for number, value in enumerate(tables.values) if value is None}
    of_small = {tables.number[cell] for cell in small}
    left = {triple[2] for triple in tables.triples}
    maybe_zero = {one for one in hidden if tables.cells[one][0].table in zeros_hidden}
    attack = Attack(tables, hidden - left, of_small, policy, told=told, maybe_zero=maybe_zero)
    attack.add_shares(shown)
    targets = sorted((hidden - left) | of_small)
    return Audit(len(targets), tuple(tables.cells[one] for one in attack.recovered(targets)))


@dataclass(slots=True)
class Block:
    """Unknowns that hang together: their bounds, equations (`row = constant`) and limits (`row ≤ constant`)."""

    unknowns: list[int]
    low: dict[int, int]
    high: dict[int, int]
    equations: list[Row] = field(default_factory=list)
    limits: list[Row] = field(default_factory=list)


class Attack:
    """What the attacker can write down of a system in which some unknowns are hidden.

    `hidden`: numerators and denominators; their `values` are not looked at. Those left are what is between them.
    """

    def __init__(
        self,
        tables: System,
        hidden: Collection[int],
        small: Collection[int],
        policy: SmallNumbers,
        *,
        told: bool = False,
        maybe_zero: Collection[int] = (),
    ) -> None:
        self.tables, self.hidden, self.small, self.told = tables, hidden, small, told
        self.maybe_zero, self.most = maybe_zero, policy.smallest_shown - 1
        self.equations: list[Row] = []
        self.limits: list[Row] = []
        self.between: dict[int, tuple[int, int]] = {}
        for numerator, denominator, left in tables.triples:
            self.between[left] = numerator, denominator
            if numerator in hidden or denominator in hidden:
                self.limits.append(self._row([(numerator, 1), (denominator, -1)]))
                if told and left in small:
                    self.limits.append(self._row([(numerator, 1), (denominator, -1)], -1))
                    self.limits.append(self._row([(numerator, -1), (denominator, 1)], self.most))
        for one in tables.sums:
            if not all(member not in hidden for member in one.members):
                self.equations.append(self._row(_terms(one)))

    def _row(self, terms: Iterable[tuple[int, int]], constant: int = 0) -> Row:
        """A known count goes to the right-hand side."""
        row = {CONSTANT: constant}
        for number, factor in terms:
            if number in self.hidden:
                row[number] = row.get(number, 0) + factor
            else:
                value = self.tables.values[number]
                if value is None:
                    raise ValueError(f"{self.tables.cells[number]} is shown, but has no value")
                row[CONSTANT] -= factor * value
        return row

    def add_shares(self, rows: Iterable[Shown]) -> None:
        """A share beside a hidden count: rounded half up, it holds numerator and denominator close together."""
        for row in rows:
            if row.share is None or not row.suppressed:
                continue
            scale = 2 * 10 ** decimals_of(row.share)
            middle = int(row.share * scale)
            numerator = self.tables.number[row.key, Part.NUMERATOR]
            denominator = self.tables.number[row.key, Part.DENOMINATOR]
            self.limits.append(self._row([(numerator, -scale), (denominator, middle - 1)]))
            self.limits.append(self._row([(numerator, scale), (denominator, -middle - 1)], -1))

    def elimination(self) -> Elimination:
        """The equations alone, solved."""
        return Elimination(self.equations)

    def sought(self, target: int) -> Row:
        """The target as a sum of unknowns and, under CONSTANT, what must be taken from it (as on a right-hand side)."""
        if target in self.between:
            numerator, denominator = self.between[target]
            return self._row([(numerator, -1), (denominator, 1)])
        return {target: 1, CONSTANT: 0}

    def recovered(self, targets: Iterable[int], truth: Sequence[int | None] = ()) -> list[int]:
        """The targets of which only one value fits.

        `truth`: the true values, where whoever asks has them: a world to begin from. It tells the attacker nothing.
        """
        sought = {one: self.sought(one) for one in targets}
        lost = [one for one, row in sought.items() if not any(row[term] for term in row if term != CONSTANT)]
        home: dict[int, list[int]] = {}
        for one, row in sought.items():
            if one not in lost:
                home.setdefault(next(term for term in row if term != CONSTANT), []).append(one)
        for block in self._blocks(home, list(sought.values())):
            inside = [one for first in block.unknowns for one in home.get(first, ())]
            lost += _Worlds(self, block, {one: sought[one] for one in inside}, truth).recovered()
        return sorted(lost)

    def _blocks(self, wanted: Iterable[int], ties: Sequence[Row]) -> Iterator[Block]:
        kinds = (self.equations, self.limits, ties)
        rows = [row for kind in kinds for row in kind]
        using: dict[int, list[int]] = {}
        for number, row in enumerate(rows):
            for one in row:
                using.setdefault(one, []).append(number)
        using.pop(CONSTANT, None)
        seen: set[int] = {CONSTANT}
        for start in wanted:
            if start in seen:
                continue
            seen.add(start)
            members, used = [start], set()
            for one in members:  # grows while it is gone through
                for number in using.get(one, ()):
                    if number not in used:
                        used.add(number)
                        fresh = [other for other in rows[number] if other not in seen]
                        seen.update(fresh)
                        members += fresh
            members.sort()
            yield self._block(
                members, [rows[number] for number in sorted(used)], len(self.equations), sorted(used)
            )

    def _block(self, members: list[int], rows: list[Row], equations: int, numbers: list[int]) -> Block:
        """No world needs to be larger than the roof; it only keeps the solver's numbers small."""
        limits = equations + len(self.limits)
        roof = 10 * len(members) + 100 + sum(abs(row[CONSTANT]) for row in rows)
        low = {one: int(one not in self.maybe_zero) for one in members}
        block = Block(members, low, dict.fromkeys(members, roof))
        for number, row in zip(numbers, rows, strict=True):
            if number < equations:
                block.equations.append(row)
            elif number < limits:
                block.limits.append(row)
        if self.told:
            for one in members:
                if one in self.small:
                    block.low[one], block.high[one] = 1, self.most
        return block


def _terms(one: Sum) -> list[tuple[int, int]]:
    return [(one.whole, -1), *((part, 1) for part in one.parts)]


class _Worlds:
    """Worlds of one block that fit, and the values they give what is sought."""

    def __init__(
        self, attack: Attack, block: Block, sought: Mapping[int, Row], truth: Sequence[int | None]
    ) -> None:
        self.attack, self.block, self.sought = attack, block, sought
        self.values: dict[int, set[int]] = {one: set() for one in sought}
        self.first: World | None = None
        if truth:
            self._note({one: truth[one] or 0 for one in block.unknowns})
        self.place = {one: place for place, one in enumerate(block.unknowns)}

    def recovered(self) -> list[int]:
        """What is sought and has one value only."""
        if self.first is None:
            self._look({})
        if self.first is not None:
            moves = Moves(self.block, self.first)
            for one in self.sought:
                if self._uncertain(one):
                    for world in moves.of(self.sought[one]):
                        self._note(world)
        uncertain = [one for one in self.sought if self._uncertain(one)]
        if not uncertain:
            return []
        solved = Elimination(self.block.equations)
        lost = [one for one in uncertain if solved.settles(self.sought[one])]
        uncertain = [one for one in uncertain if one not in lost]
        for lean in range(_LEANINGS if len(uncertain) > 2 else 0):
            weights = {term: _weight(term, lean) for one in uncertain for term in self.sought[one]}
            self._look(weights)
            self._look({term: -weight for term, weight in weights.items()})
        return lost + [one for one in uncertain if self._uncertain(one) and not self._two_values(one)]

    def _two_values(self, one: int) -> bool:
        """The least and the greatest value, each from a world of its own."""
        row = self.sought[one]
        within = (row, 1, self.attack.most) if one in self.attack.small else None
        self._look(row, within)
        if self.values[one]:
            self._look({term: -factor for term, factor in row.items()}, within)
        return not self._uncertain(one)

    def _uncertain(self, one: int) -> bool:
        """Fewer than two values have been found that count."""
        found = self.values[one]
        if one in self.attack.small:
            return sum(1 <= value <= self.attack.most for value in found) < 2
        return len(found) < 2

    def _look(self, weights: Mapping[int, float], within: tuple[Row, int, int] | None = None) -> None:
        """The world that goes furthest against the weights, noted when it fits in whole numbers."""
        goal = np.zeros(len(self.place))
        for one, weight in weights.items():
            if one != CONSTANT:
                goal[self.place[one]] = weight
        constraints = [self.programme]
        if within is not None:
            row, low, high = within
            constraints.append(
                LinearConstraint(_matrix([row], self.place), low + row[CONSTANT], high + row[CONSTANT])
            )
        # The plain programme first: sums like these nearly always have whole corners, and it is much faster.
        for whole in (0, 1):
            answer = milp(
                goal, integrality=np.full(len(goal), whole), bounds=self.bounds, constraints=constraints
            )
            if answer.x is None or self._note(
                dict(zip(self.block.unknowns, map(round, answer.x), strict=True))
            ):
                return

    @cached_property
    def bounds(self) -> Bounds:
        block = self.block
        return Bounds([block.low[one] for one in block.unknowns], [block.high[one] for one in block.unknowns])

    @cached_property
    def programme(self) -> LinearConstraint:
        rows = [*self.block.equations, *self.block.limits]
        right = np.array([row[CONSTANT] for row in rows], dtype=float)
        low = right.copy()
        low[len(self.block.equations) :] = -np.inf
        return LinearConstraint(_matrix(rows, self.place), low, right)

    def _note(self, world: World) -> bool:
        """Keep what the world says, if it fits."""
        block = self.block
        if not (
            all(block.low[one] <= value <= block.high[one] for one, value in world.items())
            and all(_excess(row, world) == 0 for row in block.equations)
            and all(_excess(row, world) <= 0 for row in block.limits)
        ):
            return False
        self.first = self.first or world
        for one, row in self.sought.items():
            self.values[one].add(_excess(row, world))
        return True


def _excess(row: Row, world: World) -> int:
    """The left-hand side less the right-hand one."""
    return sum(factor * world[one] for one, factor in row.items() if one != CONSTANT) - row[CONSTANT]


def _matrix(rows: Sequence[Row], place: Mapping[int, int]) -> csc_array:
    numbers, columns, factors = [], [], []
    for number, row in enumerate(rows):
        for one, factor in row.items():
            if one != CONSTANT:
                numbers.append(number)
                columns.append(place[one])
                factors.append(float(factor))
    return csc_array((factors, (numbers, columns)), shape=(len(rows), len(place)))


def _weight(one: int, lean: int) -> float:
    """Neither equal nor in step with the sums, and the same every time."""
    mixed = (one + 1) * 2654435761 + lean * 40503 * (one + 7)
    return (mixed % 1009 + 1) * (1 if mixed // 1009 % 2 else -1)
