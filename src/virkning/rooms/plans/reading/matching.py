"""What a file proposes held against the plan that is there: which part is which, and what differs.

Goals and overall groups are known by number and letter, target groups and results by number or words (one of them may
have been changed), steps by their words, else by their place. The file's order counts; what is not in it stays after
what it stood after.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from virkning.figures.phrases import P
from virkning.figures.worded import Worded

from ..facts import GoalFacts, GroupFacts, OverallFacts, PlanFacts, PlannedFacts, StepFacts

T = TypeVar("T")
U = TypeVar("U")


class Fate(Worded):
    """What becomes of a part."""

    ADDED = "added", P("Ny")
    CHANGED = "changed", P("Ændres")
    UNCHANGED = "unchanged", P("Uændret")
    NOT_IN_FILE = "not_in_file", P("Står ikke i filen")


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """A part in the file and the one in the plan; at least one of them is there."""

    wanted: T | None
    stored: T | None

    @property
    def here(self) -> T:
        """The part as the file has it, else as the plan has it."""
        part = self.wanted if self.wanted is not None else self.stored
        if part is None:
            raise AssertionError("a pair has at least one side")
        return part


@dataclass(frozen=True, slots=True)
class GroupPair(Pair[GroupFacts]):
    """A target group; `results` and `steps` in the order they shall have, retired results among them."""

    results: tuple[Pair[PlannedFacts], ...] = ()
    steps: tuple[Pair[StepFacts], ...] = ()

    def numbers(self) -> tuple[dict[int, int], dict[int, int]]:
        """Number in the file → number in the plan afterwards, and the same of numbers in the plan now."""
        of_file, of_plan = {}, {}
        for number, pair in enumerate(self.results, start=1):
            if pair.wanted is not None:
                of_file[pair.wanted.number] = number
            if pair.stored is not None:
                of_plan[pair.stored.number] = number
        return of_file, of_plan


@dataclass(frozen=True, slots=True)
class OverallPair(Pair[OverallFacts]):
    """An overall group with its target groups."""

    groups: tuple[GroupPair, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalPair(Pair[GoalFacts]):
    """A goal with its overall groups."""

    overall: tuple[OverallPair, ...] = ()

    def groups(self) -> Iterator[GroupPair]:
        """Every target group."""
        for one in self.overall:
            yield from one.groups


def matched(stored: PlanFacts, goals: Sequence[GoalFacts]) -> tuple[GoalPair, ...]:
    """The file's goals and the plan's, part by part."""
    pairs = _paired(goals, stored.goals, [lambda one: one.number])
    return tuple(
        GoalPair(
            one.wanted,
            one.stored,
            tuple(
                _overall(pair)
                for pair in _paired(*_both(one, lambda goal: goal.overall), [lambda it: it.letter])
            ),
        )
        for one in pairs
    )


def _overall(pair: Pair[OverallFacts]) -> OverallPair:
    keys: list[Callable[[GroupFacts], object]] = [
        lambda one: (one.number, one.title),
        lambda one: one.title,
        lambda one: one.number,
    ]
    groups = _paired(*_both(pair, lambda one: one.groups), keys)
    return OverallPair(pair.wanted, pair.stored, tuple(map(_group, groups)))


def _group(pair: Pair[GroupFacts]) -> GroupPair:
    wanted, stored = _both(pair, lambda one: one.results)
    keys: list[Callable[[PlannedFacts], object]] = [
        lambda one: (one.number, one.text),
        lambda one: one.text,
        lambda one: one.number,
    ]
    results = _with_the_rest(_paired(wanted, [one for one in stored if one.counts], keys), stored)
    of_file, of_plan = GroupPair(pair.wanted, pair.stored, results).numbers()
    return GroupPair(pair.wanted, pair.stored, results, _steps(pair, of_file, of_plan))


def _steps(
    pair: Pair[GroupFacts], of_file: dict[int, int], of_plan: dict[int, int]
) -> tuple[Pair[StepFacts], ...]:
    """Steps are told apart by words and own result first; two of the same words are told apart by their place."""
    wanted, stored = _both(pair, lambda one: one.steps)
    own = {id(one): of_file.get(one.leads_to[0]) for one in wanted}
    own |= {id(one): of_plan.get(one.leads_to[0]) for one in stored}
    keys: list[Callable[[StepFacts], object]] = [
        lambda one: (own[id(one)], one.text),
        lambda one: one.text,
        lambda one: own[id(one)],
    ]
    return _paired(wanted, stored, keys)


def _with_the_rest(
    pairs: Sequence[Pair[PlannedFacts]], stored: Sequence[PlannedFacts]
) -> tuple[Pair[PlannedFacts], ...]:
    """Retired results are in no file, and stay after what they stood after."""
    known = {id(one.stored) for one in pairs if one.stored is not None}
    return tuple(_placed([*pairs], [one for one in stored if id(one) not in known], stored))


def _paired(
    wanted: Sequence[T], stored: Sequence[T], keys: Sequence[Callable[[T], object]]
) -> tuple[Pair[T], ...]:
    """Parts that are the same by the first key, of the rest those by the second …; each is in one pair."""
    found: dict[int, T] = {}
    free = list(stored)
    for key in keys:
        waiting: dict[object, list[T]] = {}
        for one in free:
            waiting.setdefault(key(one), []).append(one)
        for one in wanted:
            if id(one) not in found and (same := waiting.get(key(one))):
                found[id(one)] = same.pop(0)
        taken = {id(one) for one in found.values()}
        free = [one for one in free if id(one) not in taken]
    pairs = [Pair(one, found.get(id(one))) for one in wanted]
    return tuple(_placed(pairs, free, stored))


def _placed(pairs: list[Pair[T]], rest: Sequence[T], stored: Sequence[T]) -> list[Pair[T]]:
    """The pairs, and what the file does not have after what it stood after in the plan."""
    order = {id(one): place for place, one in enumerate(stored)}
    for one in rest:
        before = [
            place
            for place, pair in enumerate(pairs)
            if pair.stored is not None and order[id(pair.stored)] < order[id(one)]
        ]
        pairs.insert(max(before, default=-1) + 1, Pair(None, one))
    return pairs


def _both(pair: Pair[T], parts: Callable[[T], Sequence[U]]) -> tuple[Sequence[U], Sequence[U]]:
    return (
        parts(pair.wanted) if pair.wanted is not None else (),
        parts(pair.stored) if pair.stored is not None else (),
    )
