"""The target-group matrix as facts: the groups where they stand, each with its counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from virkning.figures.matrix import Count, CountChange, Tally, change_between, tally
from virkning.figures.theory import Quadrant


@dataclass(frozen=True, slots=True)
class MatrixCountFacts:
    """How many a group counted on a day; `by` who counted, as a role or unit."""

    day: date
    count: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class MatrixGroupFacts:
    """A group with its counts by day. `target_group`: the number in the employment plan of `plan_year`, or blank."""

    id: int
    title: str
    description: str
    quadrant: Quadrant
    target_group: str = ""
    plan_year: int | None = None
    counts: tuple[MatrixCountFacts, ...] = ()

    def count_on(self, day: date | None) -> Count:
        """What was counted on the day; None where nothing was."""
        return next((one.count for one in self.counts if one.day == day), None)


@dataclass(frozen=True, slots=True)
class MatrixFacts:
    """All of a project's groups, in their order."""

    groups: tuple[MatrixGroupFacts, ...] = ()

    @property
    def is_empty(self) -> bool:
        """There is nothing to show."""
        return not self.groups

    @property
    def days(self) -> tuple[date, ...]:
        """The days anything was counted, the earliest first."""
        return tuple(sorted({one.day for group in self.groups for one in group.counts}))

    def days_by(self, last: date) -> tuple[date, ...]:
        """Those of them up to and with `last`."""
        return tuple(one for one in self.days if one <= last)

    def within(self, quadrant: Quadrant) -> tuple[MatrixGroupFacts, ...]:
        """The groups of one quadrant."""
        return tuple(one for one in self.groups if one.quadrant is quadrant)

    def counted_by(self, day: date) -> str:
        """Who counted on the day, as said first; blank where nobody is named."""
        said = (one.by for group in self.groups for one in group.counts if one.day == day)
        return next((one for one in said if one), "")


def tally_on(groups: Iterable[MatrixGroupFacts], day: date | None) -> Tally:
    """The groups' counts on a day taken together."""
    return tally(one.count_on(day) for one in groups)


def change_of(groups: Iterable[MatrixGroupFacts], earlier: date, later: date) -> CountChange:
    """How the groups' counts have changed from one day to the other."""
    return change_between((one.count_on(earlier), one.count_on(later)) for one in groups)
