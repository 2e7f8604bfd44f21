"""Numbers as people count them, and days that follow each other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.catalogues import Days, closed_up, natural_key

ONE, TWO, THREE = date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)
EVE = date(2024, 12, 31)

DAYS = st.dates(date(2020, 1, 1), date(2020, 2, 1))


@pytest.mark.parametrize(
    "ordered",
    [
        ["1", "2", "10"],
        ["1", "1a", "1b", "2"],
        ["1.2", "1.10", "2", "2.1"],
        ["9", "A", "A1", "A2", "A10", "B", "Æ", "Ø", "Å"],
        ["", "0", "00000000000000000001", "2"],
    ],
)
def test_numbers_in_their_order(ordered: list[str]) -> None:
    mixed = [*ordered[1::2], *ordered[::2]]
    assert sorted(mixed, key=natural_key) == ordered


@given(st.lists(st.text(max_size=20)))
def test_any_numbers_can_be_put_in_order(numbers: list[str]) -> None:
    once = sorted(numbers, key=natural_key)
    assert sorted(once, key=natural_key) == once


@pytest.mark.parametrize(
    ("days", "day", "holds"),
    [
        (Days(None, None), ONE, True),
        (Days(ONE, None), ONE, True),
        (Days(TWO, None), ONE, False),
        (Days(None, ONE), ONE, True),
        (Days(None, ONE), TWO, False),
    ],
)
def test_both_ends_are_counted_in(days: Days, day: date, holds: bool) -> None:
    assert days.has(day) is holds


@given(st.tuples(DAYS, DAYS), st.tuples(DAYS, DAYS))
def test_two_meet_where_they_share_a_day(one: tuple[date, date], other: tuple[date, date]) -> None:
    mine, yours = Days(*sorted(one)), Days(*sorted(other))
    every = [
        date.fromordinal(day) for day in range(date(2020, 1, 1).toordinal(), date(2020, 2, 2).toordinal())
    ]
    assert mine.meets(yours) is any(mine.has(day) and yours.has(day) for day in every)


@pytest.mark.parametrize(
    ("versions", "closed"),
    [
        ([Days(None, None), Days(TWO, None)], [Days(None, EVE), Days(TWO, None)]),
        ([Days(TWO, None), Days(ONE, None)], [Days(ONE, EVE), Days(TWO, None)]),
        ([Days(ONE, ONE), Days(TWO, None)], [Days(ONE, ONE), Days(TWO, None)]),
        ([Days(ONE, THREE), Days(TWO, None)], [Days(ONE, THREE), Days(TWO, None)]),
        ([Days(None, None), Days(None, None)], [Days(None, None), Days(None, None)]),
        ([], []),
    ],
)
def test_an_open_version_ends_the_day_before_the_next(versions: list[Days], closed: list[Days]) -> None:
    assert closed_up(versions) == closed
    assert closed_up(closed) == closed
