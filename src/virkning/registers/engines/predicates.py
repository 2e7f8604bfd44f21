"""Conditions on a week's code, as SQL: what the code lists say, era by era.

A conjunction of conditions is a yes or no for every code, so it is worked out here and written as one list of codes.
Where lists change on a day, weeks fall into eras, and a spell is cut at their borders.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from ..measures.definition import Codes, Measure
from ..weeks import EPOCH, thursday

#: A condition, and whether it shall hold or shall not.
Asked = tuple[Codes, bool]
EVERYTHING, NOTHING = "TRUE", "FALSE"


class Eras:
    """The weeks between two changes of the measure's code lists; one era where they never change."""

    def __init__(self, measure: Measure) -> None:
        cuts = set()
        for listed in (one for found in measure.lists for one in found.codes):
            if listed.valid_from is not None:
                cuts.add(_first_thursday(listed.valid_from))
            if listed.valid_to is not None:
                cuts.add(_first_thursday(listed.valid_to + timedelta(days=1)))
        self.cuts = sorted(cuts)

    @property
    def several(self) -> bool:
        return bool(self.cuts)

    @property
    def days(self) -> list[date]:
        """A Thursday of each era."""
        if not self.cuts:
            return [EPOCH]
        return [thursday(self.cuts[0] - 1), *(thursday(cut) for cut in self.cuts)]

    def values(self, first: int = -1_000_000, last: int = 1_000_000) -> str:
        """`(0, first week, last week), (1, …)`."""
        starts, ends = [first, *self.cuts], [*(cut - 1 for cut in self.cuts), last]
        return ", ".join(
            f"({era}, {start}, {end})" for era, (start, end) in enumerate(zip(starts, ends, strict=True))
        )

    def predicate(self, asked: Sequence[Asked], *, holds: bool = True) -> str:
        """SQL that is true of the codes for which everything asked holds, or (`holds` false) does not."""
        each = [_in_era(asked, day, holds=holds) for day in self.days]
        if len(set(each)) == 1:
            return each[0]
        told = [
            f"era = {era}" if one == EVERYTHING else f"era = {era} AND {one}"
            for era, one in enumerate(each)
            if one != NOTHING
        ]
        return "(" + " OR ".join(told) + ")"


def blank_holds(asked: Sequence[Asked]) -> bool:
    """Whether everything asked holds of a blank week."""
    return all(condition.blank is wanted for condition, wanted in asked)


def _in_era(asked: Sequence[Asked], day: date, *, holds: bool) -> str:
    listed = [
        (frozenset().union(*(one.codes_on(day) for one in condition.lists)), wanted)
        for condition, wanted in asked
    ]

    def answer(code: int | None) -> bool:
        return all((code in codes) is wanted for codes, wanted in listed) is holds

    mentioned = sorted(frozenset().union(*(codes for codes, _wanted in listed)))
    others = answer(None)
    exceptions = [code for code in mentioned if answer(code) is not others]
    if not exceptions:
        return EVERYTHING if others else NOTHING
    return f"code {'NOT ' if others else ''}IN ({', '.join(map(str, exceptions))})"


def _first_thursday(day: date) -> int:
    return -((EPOCH - day).days // 7)
