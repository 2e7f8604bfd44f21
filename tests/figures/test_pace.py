"""On course or behind: the way covered against the time passed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.attainment import AttainmentState
from virkning.figures.dates import Deadline

from .examples import (
    YEARS,
    indicator,
    judged,
    percentages,
    readings,
    target,
)

ACHIEVED, NOT_ACHIEVED = AttainmentState.ACHIEVED, AttainmentState.NOT_ACHIEVED
ON_COURSE, BEHIND = AttainmentState.ON_COURSE, AttainmentState.BEHIND
NOT_DUE, CANNOT_JUDGE = AttainmentState.NOT_DUE, AttainmentState.CANNOT_JUDGE


# values from 2010 | rule | Måltal | year | break | baseline | state; due at the end of 2013
PACE = [
    (("30", "45"), "mindst", "75", 2011, None, 2010, ON_COURSE),  # a third of the way in a third of the time
    (("30", "44"), "mindst", "75", 2011, None, 2010, BEHIND),
    (("30", "20"), "mindst", "75", 2011, None, 2010, BEHIND),
    (("60", "50"), "højst", "30", 2011, None, 2010, ON_COURSE),
    (("60", "51"), "højst", "30", 2011, None, 2010, BEHIND),
    (("80", "70"), "mindst", "75", 2011, None, 2010, BEHIND),  # had reached it at the baseline
    ((None, "20", "21"), "mindst", "75", 2012, None, 2010, ON_COURSE),  # no baseline: better than before
    ((None, "20", "20"), "mindst", "75", 2012, None, 2010, BEHIND),
    ((None, None, "20"), "mindst", "75", 2012, None, 2010, BEHIND),
    (("20", "30"), "mindst", "75", 2011, None, None, ON_COURSE),
    (("30", "70", "65"), "mindst", "75", 2012, 2011, 2010, BEHIND),  # the break hides the baseline
    (("30", "40", "41"), "mindst", "75", 2012, 2011, 2010, ON_COURSE),
    (("30", "40", "74"), "mindst", "75", 2012, 2012, 2010, BEHIND),  # nothing left to compare with
]  # fmt: skip


@pytest.mark.parametrize(("values", "rule", "amount", "year", "broken", "baseline", "state"), PACE)
def test_pace(
    values: tuple[str | None, ...],
    rule: str,
    amount: str,
    year: int,
    broken: int | None,
    baseline: int | None,
    state: AttainmentState,
) -> None:
    versions = (target(rule, amount, deadline=Deadline.parse("2013")),)
    it = indicator(readings("", *values, broken=broken), targets=versions, baseline=baseline)
    assert judged(it, year).state is state


def test_pace_towards_a_reference() -> None:
    def course(value: str, reference: str) -> AttainmentState:
        it = indicator(
            readings("A", "45", value),
            readings("B", "15", reference),
            rule="lig reference",
            reference_series=("B",),
        )
        return judged(it, 2011).state

    assert course("35", "15") is ON_COURSE  # 30 apart became 20
    assert course("36", "15") is BEHIND
    assert course("0", "15") is ON_COURSE  # from 30 over to 15 under
    assert course("45", "25") is ON_COURSE


@given(percentages, percentages, percentages, st.sampled_from(YEARS[1:]))
def test_a_higher_value_is_never_worse(a: Decimal, b: Decimal, goal: Decimal, year: int) -> None:
    rank = {NOT_ACHIEVED: 0, BEHIND: 1, ON_COURSE: 2, ACHIEVED: 3}

    def at(value: Decimal) -> int:
        it = indicator(
            readings("", "40"), readings("", str(value), since=year), rule="mindst", amount=str(goal)
        )
        return rank[judged(it, year).state]

    low, high = sorted((a, b))
    assert at(low) <= at(high)
