"""Breaks, and curves that are cut at them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.breaks import BreakKind, breaks_between, breaks_in, segments
from virkning.figures.changes import Change, change_sentence, direction_of_change
from virkning.figures.indicators import Indicator, Reading

from .examples import READING_TEST, YEARS, indicator, percentages, period, plain, readings


def switching() -> Indicator:
    return indicator(
        readings("Nydanske", "30", "28", "22", broken=2011),
        readings("Alle unge", "15", None, None),
        readings("Landet", None, "12", "11"),
        reference_series=("Alle unge", "Landet"),
    )


def test_stated_breaks_and_switches_of_reference() -> None:
    found = [(one.period.canonical, one.series, one.kind, str(one.reason)) for one in breaks_in(switching())]
    assert found == [
        (
            "2011",
            "Landet",
            BreakKind.REFERENCE_SWITCH,
            'sammenligningsgruppen er skiftet fra "Alle unge" til "Landet"',
        ),
        ("2011", "Nydanske", BreakKind.STATED, "anden opgørelse"),
    ]


def test_a_reference_that_comes_back_is_two_switches() -> None:
    it = indicator(readings("A", "1", None, "1"), readings("B", "2", "2", "2"), reference_series=("A", "B"))
    assert [(one.period.canonical, one.series) for one in breaks_in(it)] == [("2011", "B"), ("2012", "A")]


@pytest.mark.parametrize(
    ("series", "after", "upto", "reference_too", "count"),
    [
        ("Nydanske", 2010, 2013, False, 1),
        ("Nydanske", 2010, 2013, True, 2),
        ("Nydanske", 2011, 2013, True, 0),  # the break's own period is on its far side
        ("Andre", 2010, 2013, False, 0),
        ("Nydanske", 2010, 2010, True, 0),
    ],
)
def test_breaks_between(series: str, after: int, upto: int, reference_too: bool, count: int) -> None:
    found = breaks_between(switching(), series, period(after), period(upto), reference_too=reference_too)
    assert len(found) == count


def test_a_break_on_a_note_holds_for_every_series() -> None:
    note = Reading("", period(2012), text="ny opgørelse", break_reason="ny kilde", is_note=True)
    it = indicator(readings("A", "1", "2", "3"), readings("B", "1", "2", "3"), (note,))
    assert len(breaks_between(it, "A", period(2010), period(2012))) == 1
    assert len(breaks_between(it, "B", period(2010), period(2012))) == 1


def years_of(pieces: tuple[tuple[Reading, ...], ...]) -> list[list[int]]:
    return [[one.period.year for one in piece] for piece in pieces]


CURVES = [
    (readings("", *READING_TEST), [[2010, 2011, 2012, 2013]]),
    (readings("", *READING_TEST, broken=2012), [[2010, 2011], [2012, 2013]]),
    (readings("", "32", None, "25", "71.7"), [[2010], [2012, 2013]]),
    (readings("", "32", "N/A", "25", "71.7"), [[2010], [2012, 2013]]),
    (readings("", "32", "Ja"), [[2010]]),
    (readings("", *READING_TEST, broken=2010), [[2010, 2011, 2012, 2013]]),
    ((), []),
]


@pytest.mark.parametrize(("curve", "expected"), CURVES)
def test_curves_are_cut(curve: tuple[Reading, ...], expected: list[list[int]]) -> None:
    assert years_of(segments(curve)) == expected
    assert years_of(segments(curve[::-1])) == expected


def test_only_the_projects_periods_can_be_missing() -> None:
    curve = readings("", "32", None, "25", None)
    assert years_of(segments(curve, periods=[period(2010), period(2012), period(2013)])) == [[2010, 2012]]
    assert years_of(segments(curve, cuts=[period(2012)], periods=[])) == [[2010], [2012]]


def test_one_curve_at_a_time() -> None:
    with pytest.raises(ValueError, match="one series"):
        segments(readings("A", "1") + readings("B", "2"))


@given(st.lists(st.none() | percentages, max_size=8), st.none() | st.integers(2010, 2017))
def test_no_value_is_lost_or_moved(values: list[Decimal | None], broken: int | None) -> None:
    curve = readings("", *(None if value is None else str(value) for value in values), broken=broken)
    assert tuple(one for piece in segments(curve) for one in piece) == curve
    assert all(not one.break_reason for piece in segments(curve) for one in piece[1:])


CHANGES = [
    (
        readings("", *READING_TEST),
        Change.UP,
        "Værdien er steget fra 32 pct. i 2010 til 71,7 pct. i 2013, det er 39,7 procentpoint.",
    ),
    (
        readings("", *READING_TEST, broken=2012),
        Change.UP,
        "Værdien er steget fra 32 pct. i 2010 til 71,7 pct. i 2013, det er 39,7 procentpoint. "
        "Værdier før og efter databruddet i 2012 kan ikke sammenlignes direkte.",
    ),
    (
        readings("", "33", "31", "19", "20"),
        Change.DOWN,
        "Værdien er faldet fra 33 pct. i 2010 til 20 pct. i 2013, det er 13 procentpoint.",
    ),
    (readings("", "20", "1", "1", "20.0"), Change.SAME, "Værdien er 20,0 pct. i 2013, det samme som i 2010."),
    (readings("", "20"), None, None),
]


@pytest.mark.parametrize(("curve", "way", "expected"), CHANGES)
def test_changes(curve: tuple[Reading, ...], way: Change | None, expected: str | None) -> None:
    it = indicator(curve)
    assert direction_of_change(it, "", period(YEARS[0]), period(YEARS[-1])) is way
    said = change_sentence(it, "", period(YEARS[0]), period(YEARS[-1]))
    assert (None if said is None else plain(said)) == expected
