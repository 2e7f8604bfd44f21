"""Deadlines in working days, as a calendar on the wall would say."""

from datetime import date

import pytest

from virkning.figures.workdays import distance_phrase, is_workday, workdays_after

THURSDAY = date(2013, 11, 7)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2013, 11, 7), True),
        (date(2013, 11, 9), False),  # a Saturday
        (date(2023, 5, 5), False),  # the last Great Prayer Day
        (date(2024, 4, 26), True),  # no longer a holiday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 5, 14), False),  # Ascension Day
        (date(2026, 12, 25), False),
    ],
)
def test_working_days(day: date, works: bool) -> None:
    assert is_workday(day) is works


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2013, 10, 31), THURSDAY, 5),
        (THURSDAY, date(2013, 11, 15), 6),
        (THURSDAY, date(2013, 11, 20), 9),
        (date(2026, 12, 23), date(2026, 12, 28), 2),  # over Christmas: the 24th and the Monday
        (THURSDAY, THURSDAY, 0),
        (THURSDAY, date(2013, 11, 1), 0),
    ],
)
def test_working_days_after(first: date, last: date, days: int) -> None:
    assert workdays_after(first, last) == days


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (date(2013, 10, 31), "5 hverdage for sent"),
        (date(2013, 11, 6), "1 hverdag for sent"),
        (THURSDAY, "i dag"),
        (date(2013, 11, 8), "om 1 hverdag"),
        (date(2013, 11, 15), "om 6 hverdage"),
        (date(2013, 11, 20), "om 9 hverdage"),
        (date(2012, 11, 7), "over 1 år for sent"),
        (date(2001, 1, 1), "over 12 år for sent"),
        (date(2015, 1, 1), "om over 1 år"),
    ],
)
def test_how_far_away_a_deadline_is(deadline: date, words: str) -> None:
    assert str(distance_phrase(deadline, THURSDAY)) == words


def test_over_a_weekend_days_are_counted() -> None:
    saturday, sunday = date(2013, 11, 9), date(2013, 11, 10)
    assert str(distance_phrase(saturday, sunday)) == "1 dag for sent"
    assert str(distance_phrase(sunday, saturday)) == "om 1 dag"
