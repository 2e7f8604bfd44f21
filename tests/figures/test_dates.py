"""Dates as people type them, and deadlines."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from virkning.figures.dates import Deadline, danish_date, elapsed_share, parse_date, short_date
from virkning.figures.periods import Period, PeriodKind
from virkning.figures.phrases import FigureError

from .examples import days, periods

READS = [
    ("2010-01-31", date(2010, 1, 31)),
    ("31.01.2010", date(2010, 1, 31)),
    ("31-01-2010", date(2010, 1, 31)),
    ("31/1 2010", date(2010, 1, 31)),
    ("31 / 1  2010", date(2010, 1, 31)),
    (" 1/2-26 ", date(2026, 2, 1)),
    ("26/01/2018", date(2018, 1, 26)),
    ("26/1-18", date(2018, 1, 26)),
    ("26. 1. 2018", date(2018, 1, 26)),
    ("26. januar 2018", date(2018, 1, 26)),
    ("26.  Januar\u00a02018", date(2018, 1, 26)),
    ("den 1. maj 2018", date(2018, 5, 1)),
    ("3. sept. 18", date(2018, 9, 3)),
    ("29.2.2012", date(2012, 2, 29)),
]


@pytest.mark.parametrize(("written", "day"), READS)
def test_reads(written: str, day: date) -> None:
    assert parse_date(written) == day


@pytest.mark.parametrize(
    "written", ["", "snart", "2010", "31.01", "2010-01", "1. januarius 2018", "1/2/3/4", "31,01,2010"]
)
def test_refuses_what_is_not_a_date(written: str) -> None:
    with pytest.raises(FigureError, match=r"er ikke en dato\. Skriv for eksempel 31\.01\.2010"):
        parse_date(written)


@pytest.mark.parametrize(
    "written", ["31.02.2010", "29.2.2011", "1/13 2010", "2010-13-01", "0.1.2010", "1.1.0100"]
)
def test_refuses_days_that_do_not_exist(written: str) -> None:
    with pytest.raises(FigureError, match="findes i kalenderen"):
        parse_date(written)


SHARES = [
    # first day | now | last day | share
    ("2011-01-01", "2011-12-31", "2013-12-31", Fraction(1, 3)),
    ("2011-01-01", "2012-12-31", "2013-12-31", Fraction(2, 3)),  # 2012 is a leap year
    ("2011-01-01", "2011-01-10", "2011-01-31", Fraction(10, 31)),
    ("2011-01-15", "2011-02-14", "2011-03-16", Fraction(31, 61)),  # not whole months: by days
    ("2011-01-01", "2010-12-31", "2011-12-31", Fraction(0)),
    ("2011-01-01", "2010-01-31", "2011-12-31", Fraction(0)),
    ("2011-01-01", "2012-12-31", "2011-12-31", Fraction(2)),
    ("2011-01-01", "2011-12-31", "2010-12-31", Fraction(1)),
]


@pytest.mark.parametrize(("start", "now", "due", "share"), SHARES)
def test_shares_of_time(start: str, now: str, due: str, share: Fraction) -> None:
    assert elapsed_share(parse_date(start), parse_date(now), parse_date(due)) == share


@given(days, days, days, days)
def test_time_never_runs_backwards(start: date, one: date, other: date, due: date) -> None:
    first, last = sorted((one, other))
    for begin, end in ((start, due), (start.replace(day=1), Deadline.of(due, PeriodKind.MONTH).day)):
        assert elapsed_share(begin, first, end) <= elapsed_share(begin, last, end)


def test_shows() -> None:
    assert danish_date(date(2018, 1, 26)) == "26. januar 2018"
    assert short_date(date(2018, 1, 6)) == "06.01.2018"


@given(days)
def test_parse_undoes_every_way_of_showing(day: date) -> None:
    assert parse_date(danish_date(day)) == day
    assert parse_date(short_date(day)) == day
    assert parse_date(day.isoformat()) == day


DEADLINES = [
    # written, day, kind, canonical, Danish
    ("31.12.2012", date(2012, 12, 31), None, "2012-12-31", "31. december 2012"),
    ("2012", date(2012, 12, 31), PeriodKind.YEAR, "2012", "2012"),
    ("2012k3", date(2012, 9, 30), PeriodKind.QUARTER, "2012K3", "3. kvartal 2012"),
    ("2012-10", date(2012, 10, 31), PeriodKind.MONTH, "2012-10", "oktober 2012"),
]


@pytest.mark.parametrize(("written", "day", "kind", "canonical", "danish"), DEADLINES)
def test_deadlines(written: str, day: date, kind: PeriodKind | None, canonical: str, danish: str) -> None:
    read = Deadline.parse(written)
    assert (read.day, read.kind, read.canonical, read.danish) == (day, kind, canonical, danish)
    assert Deadline.of(day, kind) == read


def test_a_deadline_refused_names_dates_and_periods() -> None:
    with pytest.raises(FigureError, match=r"“til jul” er ikke en frist.*31\.12\.2013.*2013K3"):
        Deadline.parse("til jul")


def test_a_deadline_of_a_period_is_its_last_day() -> None:
    assert Deadline.of(date(2012, 5, 5), PeriodKind.YEAR) == Deadline.parse("2012")
    with pytest.raises(FigureError, match="den sidste dag"):
        Deadline(date(2012, 5, 5), PeriodKind.YEAR)


def test_reached_on_its_own_day() -> None:
    deadline = Deadline.parse("2012K3")
    assert deadline.reached_by(date(2012, 9, 30))
    assert not deadline.reached_by(date(2012, 9, 29))


@given(periods, days)
def test_parse_undoes_canonical(one: Period, day: date) -> None:
    assert Deadline.parse(one.canonical) == Deadline(one.end, one.kind)
    assert Deadline.parse(one.canonical).period == one
    assert Deadline.parse(day.isoformat()) == Deadline(day)
    assert Deadline(day).period is None
