"""Weeks by their Thursday, and their names in deliveries."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.periods import Period
from virkning.registers import weeks


@given(st.integers(weeks.FIRST, weeks.LAST))
def test_a_week_is_found_again_by_its_name(week: int) -> None:
    assert weeks.week_named(weeks.name_of(week)) == week
    assert weeks.week_of(weeks.thursday(week)) == week


@pytest.mark.parametrize(
    ("name", "thursday"),
    [
        ("y_9132", date(1991, 8, 8)),
        ("y_9953", None),
        ("y_1553", date(2015, 12, 31)),
        ("y_1653", None),
        ("y_2053", date(2020, 12, 31)),
        ("y_9131", None),
        ("y_0001", date(2000, 1, 6)),
        ("y_1600", None),
        ("Y_1601", date(2016, 1, 7)),
        ("y_161", None),
        ("y_²601", None),
    ],
)
def test_names(name: str, thursday: date | None) -> None:
    assert weeks.week_named(name) == (None if thursday is None else weeks.week_of(thursday))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2015K4", "y_1540", "y_1553"),
        ("2016K1", "y_1601", "y_1613"),
        ("2016-12", "y_1648", "y_1652"),
        ("1969", None, None),
    ],
)
def test_a_period_holds_the_weeks_whose_thursday_lies_in_it(
    period: str, first: str | None, last: str | None
) -> None:
    found = weeks.weeks_in(Period.parse(period))
    if first is not None:
        assert (weeks.name_of(found[0]), weeks.name_of(found[-1])) == (first, last)
    assert found[-1] == weeks.reference_week(Period.parse(period))
    assert (
        Period.parse(period).start
        <= weeks.thursday(found[0])
        <= weeks.thursday(found[-1])
        <= Period.parse(period).end
    )
