"""On which days somebody is reminded: the cadence as a calendar on the wall would say."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.reminding import Duty, Occasion, day_in_denmark, occasion
from virkning.figures.workdays import is_workday, workdays_after

NEAR, PASSED, RETURNED, LATE = Occasion


def days(duty: Duty, first: date, last: date, reminded: date | None = None) -> list[tuple[date, Occasion]]:
    """The days somebody with this one thing on the desk is reminded, asked every day of the year."""
    found = []
    for step in range((last - first).days + 1):
        today = first + timedelta(days=step)
        why = occasion([duty], today, reminded)
        if why is not None:
            found.append((today, why))
            reminded = today
    return found


#: what is tried · the deadline · from · until · the days somebody is reminded, and why
CADENCE = [
    (
        "an ordinary deadline, a Friday, then a week at a time",
        date(2026, 11, 20),
        (date(2026, 11, 9), date(2026, 12, 11)),
        [
            (date(2026, 11, 13), NEAR),
            (date(2026, 11, 19), NEAR),
            (date(2026, 11, 23), PASSED),
            (date(2026, 11, 30), LATE),
            (date(2026, 12, 7), LATE),
        ],
    ),
    (
        "the last day of a month, a Sunday",
        date(2026, 5, 31),
        (date(2026, 5, 18), date(2026, 6, 3)),
        [
            # Whit Monday, 25 May, is none of the five.
            (date(2026, 5, 22), NEAR),
            (date(2026, 5, 29), NEAR),
            (date(2026, 6, 1), PASSED),
        ],
    ),
    (
        "the last day of February in a leap year",
        date(2028, 2, 29),
        (date(2028, 2, 14), date(2028, 3, 1)),
        [(date(2028, 2, 22), NEAR), (date(2028, 2, 28), NEAR), (date(2028, 3, 1), PASSED)],
    ),
    (
        "the last day of the year: Christmas Day and New Year's Day do not count",
        date(2026, 12, 31),
        (date(2026, 12, 14), date(2027, 1, 5)),
        [(date(2026, 12, 23), NEAR), (date(2026, 12, 30), NEAR), (date(2027, 1, 4), PASSED)],
    ),
    (
        "just after Easter: nothing between Maundy Thursday and Easter Monday",
        date(2026, 4, 7),
        (date(2026, 3, 23), date(2026, 4, 9)),
        [(date(2026, 3, 26), NEAR), (date(2026, 4, 1), NEAR), (date(2026, 4, 8), PASSED)],
    ),
    (
        "before 2024 the Great Prayer Day was a holiday: the day after the deadline is the Monday",
        date(2023, 5, 4),
        (date(2023, 4, 24), date(2023, 5, 9)),
        [(date(2023, 4, 27), NEAR), (date(2023, 5, 3), NEAR), (date(2023, 5, 8), PASSED)],
    ),
    (
        "since 2024 it is a working day: the day after the deadline is the Friday itself",
        date(2024, 4, 25),
        (date(2024, 4, 15), date(2024, 4, 29)),
        [(date(2024, 4, 18), NEAR), (date(2024, 4, 24), NEAR), (date(2024, 4, 26), PASSED)],
    ),
    (
        "over the night the clock goes forward",
        date(2026, 3, 30),
        (date(2026, 3, 16), date(2026, 3, 31)),
        [(date(2026, 3, 23), NEAR), (date(2026, 3, 27), NEAR), (date(2026, 3, 31), PASSED)],
    ),
    (
        "over the night it goes back",
        date(2026, 10, 26),
        (date(2026, 10, 12), date(2026, 10, 27)),
        [(date(2026, 10, 19), NEAR), (date(2026, 10, 23), NEAR), (date(2026, 10, 27), PASSED)],
    ),
]


@pytest.mark.parametrize(("_what", "due", "span", "expected"), CADENCE, ids=[row[0] for row in CADENCE])
def test_the_cadence(
    _what: str, due: date, span: tuple[date, date], expected: list[tuple[date, Occasion]]
) -> None:
    assert days(Duty(due), *span, reminded=span[0] - timedelta(days=1)) == expected


#: what is tried · today · the deadlines · when they last were reminded · why they are reminded
ONE_DAY = [
    ("nothing on the desk", date(2026, 11, 20), [], None, None),
    ("six working days left", date(2026, 11, 12), [date(2026, 11, 20)], None, None),
    ("five left", date(2026, 11, 13), [date(2026, 11, 20)], None, NEAR),
    ("reminded today", date(2026, 11, 13), [date(2026, 11, 20)], date(2026, 11, 13), None),
    ("reminded on a day to come", date(2026, 11, 13), [date(2026, 11, 20)], date(2027, 1, 1), None),
    ("a Saturday", date(2026, 11, 14), [date(2026, 11, 20)], None, None),
    ("Good Friday", date(2026, 4, 3), [date(2026, 4, 7)], None, None),
    ("a day nothing could be sent is made up for", date(2026, 11, 16), [date(2026, 11, 20)], date(2026, 11, 2), NEAR),
    ("but told once", date(2026, 11, 17), [date(2026, 11, 20)], date(2026, 11, 16), None),
    ("the day itself, told the day before", date(2026, 11, 20), [date(2026, 11, 20)], date(2026, 11, 19), None),
    ("a near and a late one are one mail", date(2026, 11, 23), [date(2026, 11, 20), date(2026, 11, 30)], None, NEAR),
    ("late and told four working days ago", date(2026, 11, 27), [date(2026, 11, 20)], date(2026, 11, 23), None),
    ("late and told five working days ago", date(2026, 11, 30), [date(2026, 11, 20)], date(2026, 11, 23), LATE),
    ("25 working days late: still by the week", date(2026, 1, 12), [date(2025, 12, 3)], date(2026, 1, 5), LATE),
    ("26: by the month", date(2026, 1, 13), [date(2025, 12, 3)], date(2026, 1, 6), None),
    ("and then it is a month", date(2026, 2, 3), [date(2025, 12, 3)], date(2026, 1, 6), LATE),
    ("the latest of them decides", date(2026, 2, 4), [date(2024, 12, 3), date(2026, 1, 27)], date(2026, 1, 28), LATE),
    ("late for over a year: no more", date(2026, 11, 20), [date(2025, 11, 3)], None, None),
    ("late for decades", date(2026, 11, 20), [date(1999, 12, 31)], None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_what", "today", "dues", "last", "expected"), ONE_DAY, ids=[row[0] for row in ONE_DAY]
)
def test_one_day(
    _what: str, today: date, dues: list[date], last: date | None, expected: Occasion | None
) -> None:
    assert occasion([Duty(due) for due in dues], today, last) is expected


def test_what_was_sent_back_is_told_of_the_first_working_day_after() -> None:
    duty = Duty(date(2026, 12, 31), returned_on=date(2026, 11, 20))
    told = days(duty, date(2026, 11, 20), date(2026, 12, 18))
    assert told == [(date(2026, 11, 23), RETURNED)]


def test_one_who_has_delivered_is_not_reminded_whatever_was_late() -> None:
    assert occasion([], date(2026, 11, 23), date(2026, 11, 19)) is None


#: a moment, by the clock of Greenwich · the day it is in Copenhagen
MOMENTS = [
    (datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC), date(2026, 3, 28)),
    (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
    (datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC), date(2026, 3, 29)),  # an hour was left out
    (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
    (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
    (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),  # half past two, twice
    (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25)),
    (datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC), date(2026, 10, 25)),
    (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
    (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
]


@pytest.mark.parametrize(("moment", "day"), MOMENTS)
def test_a_day_ends_at_midnight_in_copenhagen(moment: datetime, day: date) -> None:
    assert day_in_denmark(moment) == day


@given(
    dues=st.lists(st.dates(date(2023, 1, 1), date(2027, 12, 31)), max_size=6),
    first=st.dates(date(2023, 1, 1), date(2027, 6, 1)),
)
def test_nobody_is_reminded_without_reason_or_outside_working_days(dues: list[date], first: date) -> None:
    last: date | None = None
    for step in range(60):
        today = first + timedelta(days=step)
        why = occasion([Duty(due) for due in dues], today, last)
        if why is None:
            continue
        assert is_workday(today)
        assert any(due < today or workdays_after(today, due) <= 5 for due in dues)
        assert occasion([Duty(due) for due in dues], today, today) is None
        if why is LATE and last is not None:
            assert workdays_after(last, today) >= 5
        last = today
