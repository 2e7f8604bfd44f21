"""Where an action of an action plan stands, its computed light, and when it is overdue."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.actionplans import (
    ACTION_ROWS,
    Action,
    ActionEntry,
    action_light,
    action_standing,
    is_overdue,
    is_overdue_in,
    lacks_action_status,
    looked_from,
    stood_before,
)
from virkning.figures.milestones import Light
from virkning.figures.periods import Period
from virkning.figures.planning import Degree

from .examples import plain

GREEN, YELLOW, RED = Light.GREEN, Light.YELLOW, Light.RED
NONE, PARTLY, WHOLLY = Degree.NONE, Degree.PARTLY, Degree.WHOLLY
QUARTERS = [Period.parse(text) for text in ("2013K3", "2013K4", "2014K1", "2014K2")]
DUE = date(2014, 3, 14)  # a Friday
LONG_BEFORE, NEAR, ON_THE_DAY, AFTER = date(2014, 2, 3), date(2014, 3, 10), DUE, date(2014, 3, 15)


def entry(
    period: str, degree: Degree | None = None, judged: Light | None = None, comment: str = ""
) -> ActionEntry:
    return ActionEntry(Period.parse(period), degree, judged, comment)


LIGHTS = [
    # degree | deadline | looked at from | light
    (WHOLLY, DUE, AFTER, GREEN),
    (WHOLLY, None, AFTER, GREEN),
    (PARTLY, DUE, AFTER, RED),
    (NONE, DUE, AFTER, RED),
    (None, DUE, AFTER, RED),
    (PARTLY, DUE, ON_THE_DAY, GREEN),
    (NONE, DUE, ON_THE_DAY, YELLOW),
    (None, DUE, NEAR, YELLOW),
    (NONE, DUE, date(2014, 3, 7), YELLOW),  # five working days before
    (NONE, DUE, date(2014, 3, 6), None),
    (PARTLY, DUE, NEAR, GREEN),
    (PARTLY, DUE, LONG_BEFORE, GREEN),
    (NONE, DUE, LONG_BEFORE, None),
    (None, DUE, LONG_BEFORE, None),
    (PARTLY, None, AFTER, GREEN),
    (NONE, None, AFTER, None),
    (None, None, AFTER, None),
]


@pytest.mark.parametrize(("degree", "deadline", "day", "light"), LIGHTS)
def test_the_computed_light(
    degree: Degree | None, deadline: date | None, day: date, light: Light | None
) -> None:
    assert action_light(degree, deadline, day).light is light


def test_every_row_is_met() -> None:
    met = {action_light(degree, deadline, day).reason.template for degree, deadline, day, _light in LIGHTS}
    assert met == {row.reason.template for row in ACTION_ROWS}


def test_the_reason_names_the_deadline() -> None:
    found = action_light(PARTLY, DUE, AFTER).reason
    assert plain(str(found)) == "Fristen var 14. marts 2014, og handlingen er ikke helt gennemført."


@pytest.mark.parametrize("degree", [PARTLY, NONE])
def test_an_action_without_a_deadline_is_not_told_of_one(degree: Degree) -> None:
    told = plain(str(action_light(degree, None, AFTER).reason))
    assert told.endswith("har ingen frist.")
    assert "har ingen frist" not in plain(str(action_light(degree, DUE, LONG_BEFORE).reason))


def test_a_period_that_runs_is_looked_at_from_today() -> None:
    quarter = Period.parse("2014K1")
    assert looked_from(quarter, date(2014, 2, 1)) == date(2014, 2, 1)
    assert looked_from(quarter, date(2014, 9, 1)) == date(2014, 3, 31)
    action = Action(DUE, (entry("2014K1", PARTLY),))
    assert action_standing(action, quarter, LONG_BEFORE).light is GREEN
    assert action_standing(action, quarter, date(2014, 9, 1)).light is RED


STANDINGS = [
    # entries | period | degree | told in | judged
    ((), "2014K1", None, None, None),
    ((entry("2013K4", PARTLY),), "2014K1", PARTLY, "2013K4", None),
    ((entry("2013K4", PARTLY),), "2013K3", None, None, None),
    ((entry("2013K4", PARTLY, YELLOW),), "2014K1", PARTLY, "2013K4", YELLOW),
    # a later degree without a light clears the judgement
    ((entry("2013K4", PARTLY, YELLOW), entry("2014K1", WHOLLY)), "2014K1", WHOLLY, "2014K1", None),
    # a later light alone counts
    ((entry("2013K4", PARTLY), entry("2014K1", judged=RED)), "2014K1", PARTLY, "2013K4", RED),
    # a comment alone changes nothing
    (
        (entry("2013K4", PARTLY, YELLOW), entry("2014K1", comment="Intet nyt")),
        "2014K1",
        PARTLY,
        "2013K4",
        YELLOW,
    ),
    # a degree may go backwards
    ((entry("2013K4", WHOLLY), entry("2014K1", PARTLY)), "2014K1", PARTLY, "2014K1", None),
]


@pytest.mark.parametrize(("entries", "period", "degree", "told_in", "judged"), STANDINGS)
def test_where_an_action_stands(
    entries: tuple[ActionEntry, ...],
    period: str,
    degree: Degree | None,
    told_in: str | None,
    judged: Light | None,
) -> None:
    stand = action_standing(Action(None, entries), Period.parse(period), AFTER)
    assert (stand.degree, stand.judged) == (degree, judged)
    assert stand.told_in == (Period.parse(told_in) if told_in else None)
    assert stand.is_told == (told_in == period)
    assert stand.is_carried_on == (told_in not in (None, period))


def test_the_judged_light_stands_before_the_computed() -> None:
    stand = action_standing(Action(DUE, (entry("2014K1", PARTLY, YELLOW),)), QUARTERS[2], AFTER)
    assert (stand.light, stand.judged, stand.computed.light) == (YELLOW, YELLOW, RED)
    assert stand.differs
    same = action_standing(Action(DUE, (entry("2014K1", PARTLY, RED),)), QUARTERS[2], AFTER)
    assert not same.differs


LACKING = [
    # entries | period | asked for
    ((), "2014K1", True),
    ((entry("2013K4", PARTLY),), "2014K1", True),
    ((entry("2014K1", NONE),), "2014K1", False),
    ((entry("2014K1", comment="Kun ord"),), "2014K1", True),
    ((entry("2014K1", judged=GREEN, comment="Kun farve"),), "2014K1", True),
    ((entry("2013K4", WHOLLY),), "2014K1", False),
    ((entry("2013K4", WHOLLY),), "2013K3", True),
    ((entry("2013K3", WHOLLY), entry("2013K4", PARTLY)), "2014K1", True),
]


@pytest.mark.parametrize(("entries", "period", "lacks"), LACKING)
def test_whether_a_status_is_asked_for(entries: tuple[ActionEntry, ...], period: str, lacks: bool) -> None:
    assert lacks_action_status(Action(DUE, entries), Period.parse(period)) is lacks


def test_what_was_said_last_before_a_period() -> None:
    action = Action(None, (entry("2013K3", NONE), entry("2013K4", comment="Ord"), entry("2014K1", PARTLY)))
    assert stood_before(action, QUARTERS[2]) == entry("2013K4", NONE, comment="Ord")
    assert stood_before(action, QUARTERS[0]) is None


DAYS = st.dates(date(2013, 7, 1), date(2014, 6, 30))
ENTRIES = st.lists(
    st.builds(ActionEntry, st.sampled_from(QUARTERS), st.none() | st.sampled_from(Degree), st.none()),
    max_size=4,
    unique_by=lambda one: one.period,
).map(tuple)


@given(ENTRIES, st.none() | DAYS, DAYS)
def test_overdue_is_the_red_light_of_the_latest_status(
    entries: tuple[ActionEntry, ...], deadline: date | None, today: date
) -> None:
    """One definition: what my day calls late is what the plan shows red, looked at from today."""
    action = Action(deadline, entries)
    stand = action_standing(action, QUARTERS[-1], today)
    assert is_overdue(action, today) == (stand.computed.light is RED)


@given(ENTRIES, st.none() | DAYS, st.sampled_from(QUARTERS), DAYS)
def test_overdue_in_a_period_is_the_red_light_of_that_period(
    entries: tuple[ActionEntry, ...], deadline: date | None, period: Period, today: date
) -> None:
    """What was carried out later was overdue then; what fell due later was not."""
    action = Action(deadline, entries)
    stand = action_standing(action, period, today)
    assert is_overdue_in(action, period, looked_from(period, today)) == (stand.computed.light is RED)


@given(ENTRIES, st.none() | DAYS, st.sampled_from(QUARTERS), DAYS)
def test_a_light_only_grows_worse_with_the_days_while_nothing_is_said(
    entries: tuple[ActionEntry, ...], deadline: date | None, period: Period, today: date
) -> None:
    order = {RED: 2, YELLOW: 1, GREEN: 0, None: 0}
    action = Action(deadline, entries)
    first = action_standing(action, period, min(today, period.start)).computed.light
    last = action_standing(action, period, period.end).computed.light
    assert order[first] <= order[last]
