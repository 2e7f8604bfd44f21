"""Counts of a target-group matrix: totals that say what is missing, shares, and the change between two days."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .numbers import danish_number
from .phrases import P, Phrase
from .sums import share

#: Zero is a count; None is a group that was not counted.
Count = int | None
Pair = tuple[Count, Count]


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of some groups on one day. `known`: the sum of those there are."""

    known: int = 0
    counted: int = 0
    missing: int = 0

    @property
    def is_whole(self) -> bool:
        """Every group was counted, and there is one."""
        return self.counted > 0 and not self.missing

    @property
    def phrase(self) -> Phrase:
        """`52`, `mindst 40 (1 gruppe er ikke optalt)`, `Ikke optalt`, `Ingen grupper`."""
        if not self.counted:
            return P("Ikke optalt") if self.missing else P("Ingen grupper")
        if not self.missing:
            return Phrase("%(count)s", {"count": count_words(self.known)})
        left = P("1 gruppe er ikke optalt")
        if self.missing > 1:
            left = P("%(groups)s grupper er ikke optalt", groups=str(self.missing))
        return P("mindst %(count)s (%(left)s)", count=count_words(self.known), left=left)


def tally(counts: Iterable[Count]) -> Tally:
    """The groups' counts taken together."""
    found = list(counts)
    there = [one for one in found if one is not None]
    return Tally(sum(there), len(there), len(found) - len(there))


def count_phrase(count: Count) -> Phrase:
    """`12`, `0`, `Ikke optalt`."""
    return P("Ikke optalt") if count is None else Phrase("%(count)s", {"count": count_words(count)})


def count_words(count: int) -> str:
    """`1.250`."""
    return danish_number(Decimal(count))


def share_of(part: Tally, whole: Tally) -> Decimal | None:
    """The part in whole per cent of all, 0 where it has no groups; None where either lacks a count or all is nobody."""
    if part.missing or not whole.is_whole:
        return None
    return share(Decimal(part.known), Decimal(whole.known), decimals=0)


def share_phrase(part: Tally, whole: Tally) -> Phrase | None:
    """`36 pct.`; None where it cannot be told."""
    found = share_of(part, whole)
    return None if found is None else P("%(share)s pct.", share=danish_number(found))


@dataclass(frozen=True, slots=True)
class CountChange:
    """From one day to a later one, among the groups that were counted on both. `groups`: how many there are in all."""

    difference: int
    compared: int
    groups: int

    @property
    def phrase(self) -> Phrase:
        """`8 flere`, `3 færre`, `uændret`, with what it holds for where that is not everybody."""
        if not self.compared:
            return P("kan ikke sammenlignes") if self.groups else P("ingen grupper")
        words = P("uændret")
        if self.difference > 0:
            words = P("%(count)s flere", count=count_words(self.difference))
        elif self.difference < 0:
            words = P("%(count)s færre", count=count_words(-self.difference))
        if self.compared == self.groups:
            return words
        return P(
            "%(change)s i de grupper, der er optalt begge dage (%(compared)s af %(groups)s)",
            change=words,
            compared=str(self.compared),
            groups=str(self.groups),
        )


def change_between(pairs: Iterable[Pair]) -> CountChange:
    """The change of some groups, each with its count on the earlier and on the later day."""
    found = list(pairs)
    both = [after - before for before, after in found if before is not None and after is not None]
    return CountChange(sum(both), len(both), len(found))
