"""Small numbers of a run: decided once, when it is finished, over all that may ever be shown of it.

All periods, all municipalities, the country and the project, everybody and every group, the measure and those it shares
a whole with, at once (`figures.suppression`). Every reader, page, export and chart then reads the same cells as hidden,
whatever is asked for.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

from virkning.figures.linkedtables import Counted, Key, Part
from virkning.figures.smallnumbers import DEFAULT, SHARE_DECIMALS, SmallNumbers, share_of

if TYPE_CHECKING:  # databases and solvers are loaded where they are needed, not where a page is shown
    from virkning.registers.tables import WholeTable

#: Places that are no municipality. Both are added up from the municipalities' counts when they are read.
COUNTRY, PROJECT = "landet", "projekt"

#: measure, period, place, group → numerator and denominator.
Counts = dict[Key, tuple[int, int]]
#: A hidden number, as a run keeps it: measure, period, place, group, part.
HiddenCell = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Figure:
    """A numerator, a denominator and the share as a fraction. What is hidden, or is not there to be shown, is None."""

    numerator: int | None
    denominator: int | None
    share: Decimal | None

    @property
    def is_hidden(self) -> bool:
        """Whether a number of it is not shown because few people are behind it."""
        return self.numerator is None or self.denominator is None

    @property
    def percent(self) -> Decimal | None:
        """The share in pct., with as many decimals as it has."""
        return None if self.share is None else self.share * 100


def with_totals(counts: Mapping[Key, tuple[int, int]], project: Collection[str]) -> Counts:
    """The counts of municipalities (blank: unknown) with the country's and the project's, from counts, never shares.

    Every place has a row for every measure, period and group: 0 of 0 where nobody was there.
    """
    found: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for key, (numerator, denominator) in counts.items():
        places = [COUNTRY, *([key.place] if key.place else []), *([PROJECT] if key.place in project else [])]
        for place in places:
            total = found[key._replace(place=place)]
            total[0] += numerator
            total[1] += denominator
    asked = [sorted({key[column] for key in counts}) for column in (0, 1, 3)]
    everywhere = {COUNTRY, PROJECT, *project, *(key.place for key in counts if key.place)}
    for measure, period, group in product(*asked):
        for place in everywhere:
            found[Key(measure, period, place, group)]  # a row of its own, if only of 0
    return {key: (pair[0], pair[1]) for key, pair in found.items()}


def apart(rows: Sequence[Counted]) -> Counts:
    """The counts of a whole table by municipality alone; blank: those of the country who are in none. No row of 0."""
    found: Counts = {
        row.key: (row.numerator, row.denominator) for row in rows if row.place not in (COUNTRY, PROJECT)
    }
    within: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for key, (numerator, denominator) in found.items():
        total = within[key._replace(place=COUNTRY)]
        total[0] += numerator
        total[1] += denominator
    for row in rows:
        if row.place == COUNTRY:
            numerator, denominator = within[row.key]
            nowhere = (row.numerator - numerator, row.denominator - denominator)
            found[row.key._replace(place="")] = nowhere
    return {key: pair for key, pair in found.items() if pair[1]}


def hidden_cells(table: "WholeTable", policy: SmallNumbers = DEFAULT) -> list[HiddenCell] | None:
    """What nobody but the keepers may see; None where nothing is enough to protect it."""
    from virkning.figures.suppression import CannotBeProtected, suppress  # brings a solver along

    try:
        shown = suppress(table.rows, table.structure, policy).rows
    except CannotBeProtected:
        return None
    return [
        (*row.key, part.value)
        for row in shown
        for part, number in ((Part.NUMERATOR, row.numerator), (Part.DENOMINATOR, row.denominator))
        if number is None
    ]


def figure(
    counted: tuple[int, int], key: Key, hidden: Collection[HiddenCell], policy: SmallNumbers = DEFAULT
) -> Figure:
    """The counts as everybody may see them."""
    numerator: int | None = None if (*key, Part.NUMERATOR.value) in hidden else counted[0]
    denominator: int | None = None if (*key, Part.DENOMINATOR.value) in hidden else counted[1]
    return Figure(numerator, denominator, share_of(numerator, denominator, policy, SHARE_DECIMALS))


def unsuppressed(counted: tuple[int, int]) -> Figure:
    """The counts as the register's keepers see them."""
    numerator, denominator = counted
    share = Decimal(numerator) / Decimal(denominator) if denominator else None
    return Figure(numerator, denominator, None if share is None else round(share, SHARE_DECIMALS))


def together(figures: Sequence[Figure], policy: Mapping[str, Any]) -> Figure:
    """The figures of several places as one, from what is shown of each; hidden where one of them is."""
    shown = [(one.numerator, one.denominator) for one in figures]
    if any(numerator is None or denominator is None for numerator, denominator in shown):
        return Figure(None, None, None)
    numerator, denominator = (sum(pair[part] or 0 for pair in shown) for part in (0, 1))
    return Figure(numerator, denominator, share_of(numerator, denominator, policy_of(policy), SHARE_DECIMALS))


def policy_of(kept: Mapping[str, Any]) -> SmallNumbers:
    """The limits a run was made by."""
    return SmallNumbers(**kept) if kept else DEFAULT
