"""A result that is redefined: its series break, and nothing is compared across."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.attainment import AttainmentState
from virkning.figures.breaks import BreakKind, breaks_between, breaks_in
from virkning.figures.changes import change_sentence, direction_of_change
from virkning.figures.indicators import Indicator, Redefined
from virkning.figures.lights import result_light
from virkning.figures.pace import on_course
from virkning.figures.targets import required_value

from .examples import (
    READING_TEST,
    YEARS,
    horizon,
    indicator,
    judged,
    percentages,
    period,
    plain,
    readings,
    sentence,
)


def redefined(since: int | str = 2012, reason: str = "Nyt spørgeskema.") -> Redefined:
    return Redefined(period(since), reason, "Før", "Nu")


def of(*values: str | None, since: int | str = 2012, **more: object) -> Indicator:
    return indicator(readings("", *values), redefined=(redefined(since),), **more)


def test_it_is_a_break_in_every_series_with_its_reason() -> None:
    it = indicator(readings("A", "1", "2", "3"), readings("B", "1", "2", "3"), redefined=(redefined(),))
    [found] = breaks_in(it)
    assert (found.kind, found.all_series) == (BreakKind.REDEFINED, True)
    assert str(found.reason) == "Omdefineret fra 2012: Nyt spørgeskema"
    for name in ("A", "B", ""):
        assert breaks_between(it, name, period(2011), period(2012)) == (found,)
        assert breaks_between(it, name, period(2012), period(2013)) == ()


#: redefined from | periods measured | the first of its kind on the far side
MET = [
    (2012, (2010, 2011, 2012, 2013), "2012"),
    (2012, (2010, 2011, 2013), "2013"),
    ("2012", ("2011K4", "2012K1", "2012K2"), "2012K1"),
    ("2012K2", ("2011", "2012", "2013"), "2012"),
    (2009, (2010, 2011), "2010"),
    (2015, (2010, 2011), None),
]


@pytest.mark.parametrize(("since", "measured", "expected"), MET)
def test_where_a_curve_meets_it(
    since: int | str, measured: tuple[int | str, ...], expected: str | None
) -> None:
    [found] = breaks_in(of("1", since=since))
    periods = [period(one) for one in measured]
    met = [one.canonical for one in periods if found.is_met_in(one, periods)]
    assert met == ([] if expected is None else [expected])


def test_a_change_is_not_told_across_it() -> None:
    it = of(*READING_TEST)
    assert change_sentence(it, "", period(2010), period(2013)) is None
    assert direction_of_change(it, "", period(2010), period(2013)) is None
    told = change_sentence(it, "", period(2012), period(2013))
    assert told is not None
    assert plain(told).startswith("Værdien er steget fra 25 pct. i 2012 til 71,7 pct. i 2013")


def test_a_target_from_the_baseline_cannot_be_judged_and_says_why() -> None:
    it = of("33", "31", "19", "20", rule="falder med pct.", amount="10")
    assert judged(it, 2011).state is not AttainmentState.CANNOT_JUDGE
    assert judged(it, 2013).state is AttainmentState.CANNOT_JUDGE
    assert "resultatet er omdefineret fra 2012, så baseline i 2010 kan ikke bruges" in sentence(it, 2013)
    assert required_value(it, period(2013)) is None
    assert result_light(it, period(2013), horizon()).light is None


def test_a_target_in_itself_and_a_baseline_after_it_are_judged_as_ever() -> None:
    assert judged(of(*READING_TEST, rule="mindst", amount="75"), 2013).state is AttainmentState.NOT_ACHIEVED
    after = of("33", "31", "20", "10", rule="falder med pct.", amount="10", baseline=2012)
    assert judged(after, 2013).state is AttainmentState.ACHIEVED


@pytest.mark.parametrize(("year", "expected"), [(2011, 2010), (2012, None), (2013, 2012)])
def test_the_value_before_is_one_that_can_be_compared(year: int, expected: int | None) -> None:
    found = of(*READING_TEST).comparable_reading("", period(year))
    assert (found.period.year if found else None) == expected


@given(
    st.lists(percentages, min_size=4, max_size=4),
    st.lists(percentages, min_size=4, max_size=4),
    st.sampled_from([(since, year) for since in (2011, 2012, 2013) for year in YEARS if since <= year]),
    st.sampled_from(["stiger med procentpoint", "falder med pct.", "mindst"]),
)
def test_no_comparison_ever_crosses_it(
    values: list[Decimal], others: list[Decimal], when: tuple[int, int], rule: str
) -> None:
    """What stood before a redefinition could have been anything: nothing that is said of a later year differs."""
    since, year = when
    mixed = [other if one < since else value for one, value, other in zip(YEARS, values, others, strict=True)]
    first, second = (
        of(*(str(one) for one in curve), since=since, rule=rule, amount="5") for curve in (values, mixed)
    )
    assert told_of(first, year) == told_of(second, year)
    for before in (one for one in YEARS if one < since):
        assert change_sentence(first, "", period(before), period(year)) is None


def told_of(it: Indicator, year: int) -> tuple[object, ...]:
    """Everything that is said of a year in words, light and course."""
    return (
        sentence(it, year),
        judged(it, year).state,
        judged(it, year).gap,
        result_light(it, period(year), horizon()).light,
        on_course(it, it.targets[0], period(year), "", None),
        on_course(it, it.targets[0], period(year), "", period(2013).end),
    )
