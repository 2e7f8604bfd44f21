"""Suppression: which counts are hidden so that nobody is recognised, over tables that add up to each other.

`suppress(rows, structure)` takes the counts as computed and gives the same rows back as they may leave the
house. Small counts are hidden (see `smallnumbers`), and as many more as it takes that no hidden one can be
reckoned from the rest. Then the audit (`disclosure`) attacks the outcome, and more is hidden until it
recovers nothing.

What is shown never depends on what else is asked for. Coarse tables are decided first (everybody before groups,
a measure before its companions) and not touched again, unless they alone give a finer table's small count away.
Selections of places (a project) come last in each step and are shown only where what is shown already adds up to
them, so that two projects' totals beside each other tell nothing new either. For this to hold across publications
the caller hands over *all* that may be published of a measure and its companions, all groups and places, every
time, and prints the rows asked for.

Which counts are chosen is deterministic: the smallest that are not 0, municipalities before regions before
the country, and first where the row has a hidden count already.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .disclosure import Attack
from .linkedtables import (
    Cell,
    Counted,
    Key,
    Part,
    Shown,
    Structure,
    Sum,
    System,
    Table,
    rest_of,
    system,
    with_rests,
)
from .smallnumbers import DEFAULT, SHARE_DECIMALS, SmallNumbers, share_of

#: Steps before it are of everybody: a measure, its companions; then both by group.
BY_GROUP = 2


class CannotBeProtected(Exception):
    """No hiding is enough; nothing may be published. Not known to happen."""


@dataclass(frozen=True, slots=True)
class Published:
    """What may leave the house.

    `rows`: one for each row given, in its order. `rests`: people outside every declared place or group (and
    declared totals that were not asked for), under the same policy: print them or not, but never otherwise.
    `zeros_hidden`: tables (measure, period, group) so sparse that a hidden number may be 0 as well.
    `small`: which hidden counts are 1-4. For the audit only, never to be printed.
    """

    rows: tuple[Shown, ...]
    rests: tuple[Shown, ...]
    structure: Structure
    small: frozenset[Cell]
    zeros_hidden: frozenset[Table] = frozenset()

    @property
    def hidden(self) -> int:
        """Rows with a hidden number."""
        return sum(row.suppressed for row in self.rows)


def suppress(
    rows: Iterable[Counted],
    structure: Structure,
    policy: SmallNumbers = DEFAULT,
    share_decimals: int = SHARE_DECIMALS,
) -> Published:
    """The rows as they may be published.

    Raises `DoNotAddUp` when the counts contradict the structure, `CannotBeProtected` when hiding is not enough.
    """
    given = list(rows)
    shown: dict[Key, Shown] = {}
    small: set[Cell] = set()
    zeros: set[Table] = set()
    for some in _by_period(given, structure):
        # Sorted, so that neither the order of the rows nor which totals are among them decides what is hidden.
        counts = dict(sorted(with_rests(some, structure).items()))
        hiding = _Hiding(system(counts, structure), structure, policy)
        hiding.decide()
        small |= {hiding.tables.cells[one] for one in hiding.small}
        zeros |= {hiding.tables.cells[one][0].table for one in hiding.zeros_hidden}
        for key in counts:
            pair = hiding.value(key, Part.NUMERATOR), hiding.value(key, Part.DENOMINATOR)
            shown[key] = Shown(*key, *pair, share_of(*pair, policy, share_decimals))
    asked = tuple(shown.pop(row.key) for row in given)
    return Published(asked, tuple(shown.values()), structure, frozenset(small), frozenset(zeros))


def _by_period(rows: Iterable[Counted], structure: Structure) -> list[list[Counted]]:
    """Periods that do not add up to one another are decided one by one."""
    home: dict[str, str] = {}
    for whole, parts in structure.periods.items():
        homes = {home.get(one, one) for one in (whole, *parts)}
        home |= dict.fromkeys(
            {whole, *parts, *(one for one, its in home.items() if its in homes)}, min(homes)
        )
    found: dict[str, list[Counted]] = {}
    for row in rows:
        found.setdefault(home.get(row.period, row.period), []).append(row)
    return list(found.values())


class _Hiding:
    """The decisions, step by step. Unknowns are numbers of `tables`; all their values are known here."""

    def __init__(self, tables: System, structure: Structure, policy: SmallNumbers) -> None:
        self.tables, self.policy = tables, policy
        self.values = [value or 0 for value in tables.values]
        self.left = {left for _, _, left in tables.triples}
        self.small = {one for one, value in enumerate(self.values) if policy.is_small(value)}
        self.small_left = self.left & self.small
        self.hidden: set[int] = set()
        self.zeros_hidden: set[int] = set()
        self.row_of: dict[int, list[int]] = {}
        for numerator, denominator, _ in tables.triples:
            self.row_of.setdefault(numerator, []).append(denominator)
            self.row_of.setdefault(denominator, []).append(numerator)
        self.level = _levels(structure)
        self.step = self._steps(structure)
        selections = {name for whole in structure.selections for name in (whole, rest_of(whole))}
        self.selected = {one for one, (key, _) in enumerate(tables.cells) if key.place in selections}
        self.sums = [one for one in tables.sums if not self.selected.intersection(one.members)] + [
            Sum(denominator, (numerator, left))
            for numerator, denominator, left in tables.triples
            if left in self.small and left not in self.selected
        ]
        self.chosen = [one for one in tables.sums if one.whole in self.selected]
        self.using: dict[int, list[Sum]] = {}
        for one in self.sums:
            for member in set(one.members):
                self.using.setdefault(member, []).append(one)

    def value(self, key: Key, part: Part) -> int | None:
        number = self.tables.number[key, part]
        return None if number in self.hidden else self.values[number]

    def _steps(self, structure: Structure) -> list[int]:
        """When each unknown is decided: a measure 0, its companions 1; by group 2 and 3."""
        companions = {one for _, parts in structure.measures.items() for one in parts}
        companions |= {rest_of(whole) for whole in structure.measures}
        whole_groups = set(structure.groups) - {one for parts in structure.groups.values() for one in parts}
        return [
            (key.measure in companions) + BY_GROUP * bool(structure.groups and key.group not in whole_groups)
            for key, _ in self.tables.cells
        ]

    def decide(self) -> None:
        for step in sorted(set(self.step)):
            free = {
                one
                for one, its in enumerate(self.step)
                if its == step and one not in self.left and one not in self.selected and self.values[one]
            }
            fresh = free & self.small
            self.hidden |= fresh
            of_left = {
                left
                for numerator, denominator, left in self.tables.triples
                if left in self.small and (numerator in free or denominator in free)
            }
            self._close([*sorted(fresh), *sorted(of_left - self.selected)], free)
            self._withstand(step, free)
            self._select(step)

    def _close(self, fresh: Sequence[int], free: set[int]) -> None:
        """No sum may have one hidden count alone, nor small ones alone.

        Small ones alone could be small taken together, and whoever knows them to be small, or learns from a
        finer table that there are people of several groups among them, could pin them down.
        """
        queue = list(fresh)
        while queue:
            for one in self.using.get(queue.pop(0), ()):
                while not self._safe(one):
                    chosen = self._cheapest(one.members, free)
                    if chosen is None:
                        break
                    self.hidden.add(chosen)
                    queue.append(chosen)

    def _safe(self, one: Sum) -> bool:
        hidden = [member for member in one.members if member in self.hidden or member in self.small_left]
        if not hidden or (len(hidden) > 1 and one.whole in self.hidden):
            return True
        if len(hidden) == 1:
            return False
        within_a_row = one.parts[-1] in self.left
        return within_a_row or not (self.small.issuperset(hidden) or self._few_left(hidden))

    def _few_left(self, hidden: Sequence[int]) -> bool:
        """Of hidden numerators beside shown denominators, those left add up as well."""
        left = 0
        for part in hidden:
            beside = self.row_of.get(part, ())
            if self.tables.cells[part][1] is not Part.NUMERATOR or any(one in self.hidden for one in beside):
                return False
            left += sum(self.values[one] for one in beside) - self.values[part]
        return self.policy.is_small(left)

    def _cheapest(self, members: Iterable[int], free: set[int]) -> int | None:
        candidates = [one for one in members if one in free and one not in self.hidden]
        return min(candidates, key=self._cost, default=None)

    def _cost(self, one: int) -> tuple[int, int, Cell]:
        beside = any(other in self.hidden for other in self.row_of.get(one, ()))
        key = self.tables.cells[one][0]
        return self.level.get(key.place, 0), self.values[one] * (1 if beside else 3), self.tables.cells[one]

    def _withstand(self, step: int, free: set[int]) -> None:
        """Hide more for as long as the attacker recovers something.

        First the attacker who knows what is published, who must recover nothing. Then, in the tables of everybody,
        the one who is told which counts are small, as far as hiding can help. By group it often cannot (everybody
        8, the two sexes 4 and 4, and nothing left to hide), and nobody is told.
        """
        if self._lost(step, free):
            # Where hardly anybody is, the zeros of a fine table say who is in the coarse one, which stands already.
            # Then they are hidden too where it takes that, and at last the fine table as a whole.
            table = {one for one, its in enumerate(self.step) if its == step} - self.left
            free |= table - self.selected
            self.zeros_hidden |= table
            if self._lost(step, free):
                self.hidden |= free
                if self._lost(step, free):
                    self._reopen(step)
        if step >= BY_GROUP:
            return
        lost = self._attack(step, self.hidden, told=True).recovered(self._targets(step), self.values)
        if lost:
            most = self._attack(step, self.hidden | free, told=True)
            self._hide_more(step, free, told=True, hopeless=set(most.recovered(lost, self.values)))

    def _reopen(self, step: int) -> None:
        """The coarse tables alone give a fine one's small count away: they must give way, the only time they do."""
        free = {
            one
            for one, its in enumerate(self.step)
            if its <= step and (self.values[one] or one in self.zeros_hidden)
        } - (self.left | self.selected)
        lost = self._lost(step, free)
        if lost:
            raise CannotBeProtected(", ".join(str(self.tables.cells[one]) for one in lost[:5]))
        for earlier in range(step):
            self._select(earlier)

    def _lost(self, step: int, free: set[int]) -> list[int]:
        """What is recovered in spite of all hiding.

        What is not small is shown then: whoever looks knows it anyway, from a zero beside it say.
        """
        lost = self._hide_more(step, free, told=False, hopeless=set())
        self.hidden -= {one for one in lost if one in free and one not in self.small}
        return [one for one in lost if one in self.small or one in self.hidden]

    def _targets(self, step: int) -> list[int]:
        return sorted(
            {one for one in self.hidden | self.small_left if self.step[one] <= step} - self.selected
        )

    def _attack(self, step: int, hidden: set[int], *, told: bool) -> Attack:
        return Attack(
            self._until(step), hidden, self.small, self.policy, told=told, maybe_zero=self.zeros_hidden
        )

    def _hide_more(self, step: int, free: set[int], *, told: bool, hopeless: set[int]) -> list[int]:
        """What is recovered though there is nothing left to hide for it.

        Hiding more never helps an attacker, so only what was lost and what is new is attacked again.
        """
        targets, given_up = set(self._targets(step)) - hopeless, set[int]()
        while targets:
            before = set(self.hidden)
            lost = self._attack(step, self.hidden, told=told).recovered(sorted(targets), self.values)
            fresh: set[int] = set()
            for one in lost:
                chosen = self._nearest(one, free)
                if chosen is None:
                    given_up.add(one)
                else:
                    fresh.add(chosen)
            self.hidden |= fresh
            self._close(sorted(fresh), free)
            targets = ({*lost} | (self.hidden - before)) - given_up - hopeless
        # What was given up may have been helped by what was hidden for others.
        return self._attack(step, self.hidden, told=told).recovered(sorted(given_up), self.values)

    def _nearest(self, start: int, free: set[int]) -> int | None:
        """The cheapest count that may be hidden among those fewest sums away, going through hidden ones."""
        seen, frontier = {start}, [start]
        while frontier:
            around = {
                member
                for one in frontier
                for member in (
                    *self.row_of.get(one, ()),
                    *(m for its in self.using.get(one, ()) for m in its.members),
                )
            } - seen
            chosen = self._cheapest(around, free)
            if chosen is not None:
                return chosen
            seen |= around
            frontier = sorted(around & (self.hidden | self.small_left))
        return None

    def _until(self, step: int, selections: bool = False) -> System:
        """What is decided up to and with the step, with or without selections."""
        gone = {one for one, its in enumerate(self.step) if its > step}
        gone |= set() if selections else self.selected
        return replace(
            self.tables,
            sums=[one for one in self.tables.sums if gone.isdisjoint(one.members)],
            triples=[one for one in self.tables.triples if gone.isdisjoint(one)],
        )

    def _select(self, step: int) -> None:
        """A selection's count is shown where what is shown adds up to it anyway."""
        ours = {one for one in self.selected - self.left if self.step[one] == step}
        if not ours:
            return
        solved = self._attack(step, self.hidden, told=False).elimination()
        known = {
            one.whole
            for one in self.tables.sums
            if one.whole in ours
            and self.selected.isdisjoint(one.parts)
            and solved.settles({part: 1 for part in one.parts if part in self.hidden})
        }
        for one in ours:
            # A zero is shown, but where zeros are hidden: there it says that its parts are zeros.
            unknown = one not in known and (self.values[one] or one in self.zeros_hidden)
            if unknown or one in self.small:
                self.hidden.add(one)
        for numerator, denominator, left in self.tables.triples:
            if numerator in ours and left in self.small and denominator not in self.hidden:
                self.hidden.add(numerator)
        unsure = sorted(ours & self.hidden - self.small)
        attack = Attack(
            self._until(step, selections=True),
            self.hidden,
            self.small,
            self.policy,
            maybe_zero=self.zeros_hidden,
        )
        self.hidden -= set(attack.recovered(unsure, self.values))


def _levels(structure: Structure) -> dict[str, int]:
    """How much it costs that a place is hidden: rests least, then municipalities, regions, the country."""
    found = {rest_of(whole): -1 for whole in structure.places}
    queue = list(structure.places)
    while queue:
        whole = queue.pop(0)
        level = 1 + max((found.get(part, 0) for part in structure.places[whole]), default=0)
        if found.get(whole) != level:
            found[whole] = level
            queue += [other for other, parts in structure.places.items() if whole in parts]
    return found
