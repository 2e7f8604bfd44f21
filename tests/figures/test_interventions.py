"""An intervention's way and its deadline, as tables."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.interventions import (
    DAYS_TO_CORRECT,
    MOVES,
    DescriptionDue,
    InterventionStage,
    Timing,
    Way,
    can_move,
    correct_by,
    description_due,
    shown_stage,
)

D = date.fromisoformat
COPENHAGEN = ZoneInfo("Europe/Copenhagen")

# By when --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-01-15", "2026-04-15"),
        ("2026-10-01", "2027-01-01"),
        ("2025-11-30", "2026-02-28"),
        ("2027-11-30", "2028-02-29"),  # a leap year
        ("1999-11-30", "2000-02-29"),  # divisible by 400
        ("2099-11-30", "2100-02-28"),  # divisible by 100
        ("2027-11-29", "2028-02-29"),
        ("2025-11-29", "2026-02-28"),
        ("2025-11-28", "2026-02-28"),
        ("2028-02-29", "2028-05-29"),
        ("2026-02-28", "2026-05-28"),  # a month's last day is no month's end
        ("2026-03-31", "2026-06-30"),
        ("2026-05-31", "2026-08-31"),
        ("2026-08-31", "2026-11-30"),
        ("2026-12-31", "2027-03-31"),
        ("2026-09-30", "2026-12-30"),
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_three_months_after_the_start(start: str, due: str) -> None:
    assert description_due(D(start)) == D(due)


@given(st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31)))
def test_the_day_is_always_the_same_day_of_the_month_or_the_months_last(start: date) -> None:
    due = description_due(start)
    assert due >= start
    assert due == date.max or due.day <= start.day
    assert due == date.max or due.day == start.day or (due + timedelta(days=1)).day == 1
    assert due == date.max or (due - start).days in range(89, 93)


#: Start → a moment of first submission in Copenhagen's time (`fold` 1: the second time the hour is there) → late.
MOMENTS = [
    # An ordinary night.
    ("2026-01-15", "2026-04-15T23:59:59.999999", 0, False),
    ("2026-01-15", "2026-04-16T00:00:00", 0, True),
    # The clock is put forward at 2 on 29 March 2026, put back at 3 on 25 October 2026.
    ("2025-12-28", "2026-03-28T23:59:59.999999", 0, False),
    ("2025-12-28", "2026-03-29T00:00:00", 0, True),
    ("2025-12-29", "2026-03-29T00:00:00", 0, False),
    ("2025-12-29", "2026-03-29T01:59:59.999999", 0, False),
    ("2025-12-29", "2026-03-29T03:00:00", 0, False),
    ("2025-12-29", "2026-03-29T23:59:59.999999", 0, False),
    ("2025-12-29", "2026-03-30T00:00:00", 0, True),
    ("2026-07-24", "2026-10-24T23:59:59.999999", 0, False),
    ("2026-07-24", "2026-10-25T00:00:00", 0, True),
    ("2026-07-25", "2026-10-25T02:30:00", 0, False),
    ("2026-07-25", "2026-10-25T02:30:00", 1, False),
    ("2026-07-25", "2026-10-25T23:59:59.999999", 0, False),
    ("2026-07-25", "2026-10-26T00:00:00", 0, True),
    # The month's end, and the leap day.
    ("2025-11-30", "2026-02-28T23:59:59.999999", 0, False),
    ("2025-11-30", "2026-03-01T00:00:00", 0, True),
    ("2027-11-30", "2028-02-29T23:59:59.999999", 0, False),
    ("2027-11-30", "2028-03-01T00:00:00", 0, True),
    # The year's end.
    ("2026-09-30", "2026-12-30T23:59:59.999999", 0, False),
    ("2026-10-01", "2026-12-31T23:59:59.999999", 0, False),
    ("2026-10-01", "2027-01-02T00:00:00", 0, True),
]


@pytest.mark.parametrize(("start", "moment", "fold", "late"), MOMENTS)
def test_the_day_ends_at_midnight_in_copenhagen(start: str, moment: str, fold: int, late: bool) -> None:
    local = datetime.fromisoformat(moment).replace(tzinfo=COPENHAGEN, fold=fold)
    for told in (local, local.astimezone(UTC), local.astimezone(ZoneInfo("Pacific/Auckland"))):
        assert DescriptionDue(D(start), told).submitted_late is late


def test_without_a_start_there_is_no_day_and_nothing_is_late() -> None:
    due = DescriptionDue(None, datetime(2026, 1, 1, tzinfo=UTC))
    assert due.day is None
    assert not due.submitted_late
    assert DescriptionDue(None).timing(D("2026-01-01")) is Timing.NO_START


@pytest.mark.parametrize(
    ("today", "timing"),
    [
        ("2026-01-01", Timing.IN_TIME),
        ("2026-03-31", Timing.IN_TIME),
        ("2026-04-01", Timing.NEAR),
        ("2026-04-15", Timing.NEAR),
        ("2026-04-16", Timing.LATE),
        ("2030-01-01", Timing.LATE),
    ],
)
def test_how_it_stands_on_a_day(today: str, timing: Timing) -> None:
    assert DescriptionDue(D("2026-01-15")).timing(D(today)) is timing


def test_what_was_handed_in_stands_as_it_did_then() -> None:
    start = D("2026-01-15")
    in_time = DescriptionDue(start, datetime(2026, 4, 15, 12, tzinfo=UTC))
    late = DescriptionDue(start, datetime(2026, 4, 16, 12, tzinfo=UTC))
    assert in_time.timing(D("2030-01-01")) is Timing.SUBMITTED_IN_TIME
    assert late.timing(D("2026-01-01")) is Timing.SUBMITTED_LATE


@pytest.mark.parametrize(
    ("due", "returned", "again"),
    [
        ("2026-04-15", "2026-03-01", "2026-04-15"),
        ("2026-04-15", "2026-04-10", "2026-04-24"),
        ("2026-04-15", "2026-06-01", "2026-06-15"),
        (None, "2026-06-01", "2026-06-15"),
        ("2026-04-15", "9999-12-30", "9999-12-31"),
    ],
)
def test_what_is_returned_has_two_weeks(due: str | None, returned: str, again: str) -> None:
    assert DAYS_TO_CORRECT == 14
    assert correct_by(D(due) if due else None, D(returned)) == D(again)


# The way --------------------------------------------------------------------------------------------------------------

ALLOWED = {
    Way.BEGIN: {InterventionStage.DECIDED},
    Way.SUBMIT: {InterventionStage.DECIDED, InterventionStage.DRAFT, InterventionStage.RETURNED},
    Way.TAKE_BACK: {InterventionStage.SUBMITTED},
    Way.RETURN: {InterventionStage.SUBMITTED, InterventionStage.ACCEPTED, InterventionStage.RUNNING},
    Way.ACCEPT: {InterventionStage.SUBMITTED},
    Way.END: {InterventionStage.ACCEPTED, InterventionStage.RUNNING},
    Way.REOPEN: {InterventionStage.ENDED},
}


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("stage", InterventionStage)
def test_every_way_from_every_stage(way: Way, stage: InterventionStage) -> None:
    assert can_move(way, stage) is (stage in ALLOWED[way])
    assert MOVES[way].to is not InterventionStage.RUNNING
    assert MOVES[way].reason is (way in {Way.RETURN, Way.REOPEN})


@pytest.mark.parametrize(
    ("stage", "written", "accepted"),
    [
        (InterventionStage.DECIDED, True, False),
        (InterventionStage.DRAFT, True, False),
        (InterventionStage.SUBMITTED, False, False),
        (InterventionStage.RETURNED, True, False),
        (InterventionStage.ACCEPTED, False, True),
        (InterventionStage.RUNNING, False, True),
        (InterventionStage.ENDED, False, True),
    ],
)
def test_what_a_stage_is(stage: InterventionStage, written: bool, accepted: bool) -> None:
    assert (stage.is_written, stage.is_accepted) == (written, accepted)
    assert stage.danish


@pytest.mark.parametrize(
    ("stored", "start", "shown"),
    [
        (InterventionStage.ACCEPTED, "2026-02-01", InterventionStage.RUNNING),
        (InterventionStage.ACCEPTED, "2026-02-02", InterventionStage.ACCEPTED),
        (InterventionStage.ACCEPTED, None, InterventionStage.ACCEPTED),
        (InterventionStage.ENDED, "2026-01-01", InterventionStage.ENDED),
        (InterventionStage.DRAFT, "2026-01-01", InterventionStage.DRAFT),
    ],
)
def test_it_runs_from_the_day_it_begins_when_it_is_accepted(
    stored: InterventionStage, start: str | None, shown: InterventionStage
) -> None:
    assert shown_stage(stored, D(start) if start else None, D("2026-02-01")) is shown
