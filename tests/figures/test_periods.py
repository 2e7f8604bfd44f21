"""Periods: their text, their words and their order."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from virkning.figures.periods import Period, PeriodKind, periods_between
from virkning.figures.phrases import FigureError

from .examples import days, period, periods

READS = [
    # written, canonical, Danish, first day, last day
    ("2013", "2013", "2013", date(2013, 1, 1), date(2013, 12, 31)),
    ("2013H1", "2013H1", "1. halvår 2013", date(2013, 1, 1), date(2013, 6, 30)),
    ("2013h2", "2013H2", "2. halvår 2013", date(2013, 7, 1), date(2013, 12, 31)),
    ("2013K3", "2013K3", "3. kvartal 2013", date(2013, 7, 1), date(2013, 9, 30)),
    (" 2013 k4 ", "2013K4", "4. kvartal 2013", date(2013, 10, 1), date(2013, 12, 31)),
    ("2013-10", "2013-10", "oktober 2013", date(2013, 10, 1), date(2013, 10, 31)),
    ("2012-2", "2012-02", "februar 2012", date(2012, 2, 1), date(2012, 2, 29)),
    ("2013U07", "2013U07", "uge 7 2013", date(2013, 2, 11), date(2013, 2, 17)),
    ("2013u1", "2013U01", "uge 1 2013", date(2012, 12, 31), date(2013, 1, 6)),
    ("2015U53", "2015U53", "uge 53 2015", date(2015, 12, 28), date(2016, 1, 3)),
]


@pytest.mark.parametrize(("written", "canonical", "danish", "first", "last"), READS)
def test_reads(written: str, canonical: str, danish: str, first: date, last: date) -> None:
    read = Period.parse(written)
    assert (read.canonical, read.danish, read.start, read.end) == (canonical, danish, first, last)
    assert str(read) == canonical


@pytest.mark.parametrize(
    "written",
    [
        "",
        "13",
        "2013K5",
        "2013K0",
        "2013H3",
        "2013-13",
        "2013-00",
        "2013U54",
        "2013U53",
        "1. kvartal",
        "0213",
        "２０１３",
    ],
)
def test_refuses_and_says_what_was_expected(written: str) -> None:
    with pytest.raises(FigureError, match="er ikke en periode") as refused:
        Period.parse(written)
    assert f"“{written}”" in str(refused.value)
    for form in ("2013", "2013H1", "2013K3", "2013-10", "2013U07"):
        assert form in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        (PeriodKind.YEAR, date(2013, 2, 1)),
        (PeriodKind.HALF, date(2013, 4, 1)),
        (PeriodKind.QUARTER, date(2013, 2, 1)),
        (PeriodKind.MONTH, date(2013, 2, 2)),
        (PeriodKind.WEEK, date(2013, 1, 1)),
        (PeriodKind.YEAR, date(1899, 1, 1)),
    ],
)
def test_starts_on_its_first_day(kind: PeriodKind, start: date) -> None:
    with pytest.raises(FigureError, match="ikke den første dag"):
        Period(kind, start)


def test_a_quarter_comes_before_the_year_it_ends() -> None:
    written = ["2013", "2013K4", "2013-12", "2013H2", "2013K1", "2012", "2013H1"]
    assert [one.canonical for one in sorted(map(Period.parse, written))] == [
        "2012", "2013K1", "2013H1", "2013", "2013H2", "2013K4", "2013-12",
    ]  # fmt: skip


def test_relations() -> None:
    year, quarter, after = period("2013"), period("2013K3"), period("2014")
    assert year.contains(date(2013, 12, 31))
    assert not year.contains(date(2014, 1, 1))
    assert year.covers(quarter)
    assert not quarter.covers(year)
    assert year.overlaps(quarter)
    assert not year.overlaps(after)
    assert after.starts_after(year)
    assert after.follows(year)
    assert not quarter.starts_after(year)
    assert year.begun_by(quarter)
    assert not after.begun_by(year)


def test_rows_of_periods() -> None:
    assert [one.canonical for one in periods_between(period("2012K3"), period("2013K1"))] == [
        "2012K3", "2012K4", "2013K1",
    ]  # fmt: skip
    assert periods_between(period("2013"), period("2012")) == ()
    with pytest.raises(FigureError, match="samme slags periode"):
        periods_between(period("2013"), period("2013K1"))


def test_kinds_have_words() -> None:
    assert [kind.danish for kind in PeriodKind] == ["år", "halvår", "kvartal", "måned", "uge"]


def test_only_periods_compare() -> None:
    with pytest.raises(TypeError):
        assert period("2013") < "2013"


@given(periods)
def test_parse_undoes_canonical(one: Period) -> None:
    assert Period.parse(one.canonical) == one
    assert Period.parse(one.canonical.lower()) == one


@given(periods)
def test_a_successor_follows_and_is_undone(one: Period) -> None:
    after = one.successor()
    assert after.start == one.end + timedelta(days=1)
    assert after > one
    assert after.starts_after(one)
    assert after.follows(one)
    assert after.predecessor() == one
    assert after.kind is one.kind


@given(periods, days)
def test_a_day_lies_in_exactly_the_period_that_contains_it(one: Period, day: date) -> None:
    assert Period.containing(one.kind, day).contains(day)
    assert one.contains(day) == (Period.containing(one.kind, day) == one)


@given(periods, periods)
def test_order_is_total(one: Period, other: Period) -> None:
    assert (one < other) + (one == other) + (other < one) == 1
    assert (one <= other) == (not other < one)
    if one.starts_after(other):
        assert one > other
    if one.kind is other.kind:
        assert one.begun_by(other) == (one <= other)
