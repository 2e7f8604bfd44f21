"""Status rounds as tables: their days, the periods they ask about, the moves between stages, and when it is late."""

from datetime import UTC, date, datetime

import pytest

from virkning.figures.periods import Period
from virkning.figures.rounds import (
    COPENHAGEN,
    ROUND_MOVES,
    SUBMISSION_MOVES,
    Pace,
    Rhythm,
    RoundAct,
    RoundStage,
    SubmissionAct,
    SubmissionStage,
    is_late,
    periods_asked,
    round_days,
)
from virkning.figures.workdays import is_workday, workday_from


@pytest.mark.parametrize(
    ("day", "steps", "found"),
    [
        (date(2013, 11, 7), 1, date(2013, 11, 8)),  # Thursday → Friday
        (date(2013, 11, 8), 1, date(2013, 11, 11)),  # over a weekend
        (date(2013, 11, 9), 0, date(2013, 11, 11)),  # a Saturday moves on
        (date(2013, 11, 8), 0, date(2013, 11, 8)),  # a working day stays
        (date(2013, 11, 11), -1, date(2013, 11, 8)),
        (date(2013, 1, 31), 1, date(2013, 2, 1)),  # month ends
        (date(2024, 2, 28), 2, date(2024, 3, 1)),  # a leap day counts
        (date(2023, 2, 28), 2, date(2023, 3, 2)),
        (date(2013, 12, 31), 1, date(2014, 1, 2)),  # New Year's Day
        (date(2026, 4, 1), 1, date(2026, 4, 7)),  # Easter: Thursday to Monday
        (date(2026, 5, 13), 1, date(2026, 5, 15)),  # Ascension Day
        (date(2026, 5, 22), 1, date(2026, 5, 26)),  # Whit Monday
        (date(2023, 5, 4), 1, date(2023, 5, 8)),  # the last Great Prayer Day, a Friday
        (date(2024, 4, 25), 1, date(2024, 4, 26)),  # a working day since 2024
        (date(2024, 4, 29), -1, date(2024, 4, 26)),
        (date(2023, 5, 8), -1, date(2023, 5, 4)),
    ],
)
def test_so_many_working_days_from_a_day(day: date, steps: int, found: date) -> None:
    assert workday_from(day, steps) == found


@pytest.mark.parametrize(
    ("period", "pace", "days"),
    [
        # A year asked about after it: 15, 5 and 10 working days.
        ("2013", Pace(), ("2014-01-02", "2014-01-23", "2014-01-30", "2014-02-13")),
        # A year asked about in its autumn.
        ("2013", Pace(-44, 10, 5, 10), ("2013-10-28", "2013-11-11", "2013-11-18", "2013-12-02")),
        # Before 2024 the Great Prayer Day was no working day, since then it is.
        ("2023K1", Pace(opens_after=20), ("2023-05-03", "2023-05-26", "2023-06-05", "2023-06-19")),
        ("2024K1", Pace(opens_after=19), ("2024-04-26", "2024-05-21", "2024-05-28", "2024-06-11")),
        # A quarter that ends on a Sunday; everything on one day.
        ("2013K1", Pace(0, 0, 0, 0), ("2013-04-02",) * 4),
        ("2024-02", Pace(1, 1, 1, 1), ("2024-03-01", "2024-03-04", "2024-03-05", "2024-03-06")),
        ("2024H1", Pace(1, 1, 1, 1), ("2024-07-01", "2024-07-02", "2024-07-03", "2024-07-04")),
    ],
)
def test_the_days_of_a_round(period: str, pace: Pace, days: tuple[str, ...]) -> None:
    found = round_days(Period.parse(period), pace)
    told = (found.opens_on, found.report_by, found.approve_by, found.close_by)
    assert tuple(one.isoformat() for one in told) == days
    assert all(is_workday(one) for one in told)


@pytest.mark.parametrize(
    ("rhythm", "first", "last", "asked"),
    [
        (Rhythm.YEARLY, date(2010, 1, 1), date(2013, 12, 31), "2010 2011 2012 2013"),
        (Rhythm.YEARLY, date(2010, 8, 15), date(2012, 1, 1), "2010 2011 2012"),
        (Rhythm.HALF_YEARLY, date(2013, 6, 30), date(2014, 1, 1), "2013H1 2013H2 2014H1"),
        (Rhythm.QUARTERLY, date(2013, 3, 31), date(2013, 7, 1), "2013K1 2013K2 2013K3"),
        (Rhythm.IRREGULAR, date(2010, 1, 1), date(2013, 12, 31), ""),
        (Rhythm.YEARLY, date(2013, 1, 2), date(2013, 1, 1), ""),
    ],
)
def test_the_periods_a_rhythm_asks_about(rhythm: Rhythm, first: date, last: date, asked: str) -> None:
    assert " ".join(one.canonical for one in periods_asked(rhythm, first, last)) == asked


R, S = RoundStage, SubmissionStage


def test_every_move_of_a_round() -> None:
    table = {
        (act, before): move.to
        for act, move in ROUND_MOVES.items()
        for before in RoundStage
        if before in move.allowed
    }
    assert table == {
        (RoundAct.OPEN, R.PLANNED): R.OPEN,
        (RoundAct.CLOSE, R.OPEN): R.CLOSED,
        (RoundAct.CLOSE, R.REOPENED): R.CLOSED,
        (RoundAct.REOPEN, R.CLOSED): R.REOPENED,
    }
    assert {act for act, move in ROUND_MOVES.items() if move.reason} == {RoundAct.REOPEN}
    assert {stage for stage in R if stage.asks} == {R.OPEN, R.REOPENED}


def test_every_move_of_a_submission() -> None:
    table = {
        (act, before): move.to
        for act, move in SUBMISSION_MOVES.items()
        for before in SubmissionStage
        if before in move.allowed
    }
    assert table == {
        (SubmissionAct.SUBMIT, S.NOT_STARTED): S.SUBMITTED,
        (SubmissionAct.SUBMIT, S.IN_PROGRESS): S.SUBMITTED,
        (SubmissionAct.SUBMIT, S.RETURNED): S.SUBMITTED,
        (SubmissionAct.TAKE_BACK, S.SUBMITTED): None,
        (SubmissionAct.RETURN, S.SUBMITTED): S.RETURNED,
        (SubmissionAct.RETURN, S.APPROVED): S.RETURNED,
        (SubmissionAct.APPROVE, S.SUBMITTED): S.APPROVED,
    }
    assert {act for act, move in SUBMISSION_MOVES.items() if move.reason} == {SubmissionAct.RETURN}


@pytest.mark.parametrize(
    ("moment", "day", "late"),
    [
        # By the clock in Copenhagen: an hour before UTC in winter, two in summer.
        (datetime(2013, 11, 15, 22, 59, 59, 999_999, UTC), date(2013, 11, 15), False),
        (datetime(2013, 11, 15, 23, 0, tzinfo=UTC), date(2013, 11, 15), True),
        (datetime(2013, 7, 15, 21, 59, 59, 999_999, UTC), date(2013, 7, 15), False),
        (datetime(2013, 7, 15, 22, 0, tzinfo=UTC), date(2013, 7, 15), True),
        # The night the clock goes forward (31 March 2013), and the one it goes back (27 October 2013).
        (datetime(2013, 3, 30, 22, 59, 59, 999_999, UTC), date(2013, 3, 30), False),
        (datetime(2013, 3, 30, 23, 0, tzinfo=UTC), date(2013, 3, 30), True),
        (datetime(2013, 3, 31, 21, 59, 59, 999_999, UTC), date(2013, 3, 31), False),
        (datetime(2013, 3, 31, 22, 0, tzinfo=UTC), date(2013, 3, 31), True),
        (datetime(2013, 10, 26, 22, 0, tzinfo=UTC), date(2013, 10, 26), True),
        (datetime(2013, 10, 27, 22, 59, 59, 999_999, UTC), date(2013, 10, 27), False),
        (datetime(2013, 10, 27, 23, 0, tzinfo=UTC), date(2013, 10, 27), True),
        (datetime(2013, 10, 27, 2, 30, tzinfo=COPENHAGEN, fold=1), date(2013, 10, 27), False),
        (datetime(2013, 11, 14, 12, 0, tzinfo=UTC), date(2013, 11, 15), False),
    ],
)
def test_late_is_what_came_after_the_day_was_over_in_copenhagen(
    moment: datetime, day: date, late: bool
) -> None:
    assert is_late(moment, day) is late
