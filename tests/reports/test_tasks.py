"""What is asked for when, as a table; and counts over a programme held against the judgements they must equal."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.dates import Deadline
from virkning.figures.indicators import Horizon, Indicator, IndicatorKind, Reading, Term
from virkning.figures.milestones import (
    Light,
    Milestone,
    MilestoneKind,
    MilestoneStatus,
    MilestoneTarget,
    StatusEntry,
)
from virkning.figures.periods import Period
from virkning.figures.units import Unit
from virkning.rooms.reports.facts.judgements import CellState, milestone_cell, project_tally, result_cell
from virkning.rooms.reports.facts.programme import (
    light_counts,
    milestone_shown,
    project_standing,
    result_counts,
)
from virkning.rooms.reports.facts.project import (
    ActivityFacts,
    AreaFacts,
    AssessmentFacts,
    MilestoneFacts,
    ProjectFacts,
    ResultFacts,
)
from virkning.rooms.reports.facts.tasks import (
    TaskKind,
    asked_periods,
    assessing_tasks,
    lacks_measurement,
    open_period,
    reporting_tasks,
    tasks_hold_until,
)

YEARS = tuple(Period.parse(str(year)) for year in range(2010, 2014))
Y2010, Y2011, Y2012, Y2013 = YEARS
HORIZON = Horizon(YEARS)


def told(
    period: Period, status: MilestoneStatus | None = MilestoneStatus.UNDER_WAY, **more: object
) -> StatusEntry:
    return StatusEntry(period, status, **more)  # type: ignore[arg-type]


def milestone(*entries: StatusEntry, key: int = 1, **more: object) -> MilestoneFacts:
    made = Milestone(MilestoneKind.COUNT, entries, **more)  # type: ignore[arg-type]
    return MilestoneFacts(key, str(key), f"Milepæl {key}", "", made, {})


def result(*measured: Period, assessed: tuple[Period, ...] = (), **more: object) -> ResultFacts:
    readings = tuple(Reading("", period, Decimal(1)) for period in measured)
    indicator = Indicator(
        kind=IndicatorKind.NUMBER,
        unit=Unit.parse("pct."),
        baseline_period=None,
        readings=readings,
        targets=(),
        **more,
    )  # type: ignore[arg-type]
    assessments = tuple(AssessmentFacts(period, "", "x", None) for period in assessed)
    return ResultFacts(7, "7", "Resultat", Term.SHORT, indicator, False, "", "", (), "", (), assessments)


def project(
    *milestones: MilestoneFacts,
    results: tuple[ResultFacts, ...] = (),
    assessed: tuple[Period, ...] = (),
    area_assessed: tuple[Period, ...] = (),
    closed_in: Period | None = None,
    baseline: Period | None = None,
    horizon: Horizon = HORIZON,
) -> ProjectFacts:
    notes = tuple(AssessmentFacts(period, "", "x", None) for period in assessed)
    area_notes = tuple(AssessmentFacts(period, "", "x", None) for period in area_assessed)
    activity = ActivityFacts(3, "1.1", "Aktivitet", "UU", closed_in, "", "", milestones, results, (), notes)
    area = AreaFacts(2, "1", "Område", (activity,), (), area_notes)
    return ProjectFacts(
        1, "Projekt", "", date(2010, 1, 1), date(2013, 12, 31), (), horizon, baseline, (area,)
    )


@pytest.mark.parametrize(
    ("today", "is_open", "asked"),
    [
        (date(2009, 12, 31), None, ()),
        (date(2010, 1, 1), Y2010, (Y2010,)),
        (date(2012, 7, 1), Y2012, (Y2011, Y2012)),
        (date(2013, 1, 2), Y2013, (Y2012, Y2013)),
        (date(2013, 12, 31), Y2013, (Y2012, Y2013)),
        (date(2014, 1, 1), Y2013, (Y2013,)),
        (date(2026, 1, 1), Y2013, (Y2013,)),
    ],
)
def test_which_periods_are_asked_about(
    today: date, is_open: Period | None, asked: tuple[Period, ...]
) -> None:
    facts = project()
    assert open_period(facts, today) == is_open
    assert asked_periods(facts, today) == asked


@pytest.mark.parametrize(
    ("today", "looked_at"),
    [
        (date(2009, 12, 31), Y2010),
        (date(2010, 1, 1), Y2010),
        (date(2012, 7, 1), Y2012),
        (date(2026, 1, 1), Y2013),
    ],
)
def test_a_project_that_has_told_nothing_is_looked_at_where_people_report(
    today: date, looked_at: Period
) -> None:
    assert project().latest_period(today) == looked_at
    assert project_standing(project(), None, today).period == looked_at
    assert project(horizon=Horizon(())).latest_period(today) is None


def test_a_project_without_periods_asks_for_nothing() -> None:
    facts = project(milestone(), results=(result(),), horizon=Horizon(()))
    assert reporting_tasks(facts, date(2013, 6, 1)) == ()
    assert assessing_tasks(facts, date(2013, 6, 1)) == ()


LATE, DUE = True, False
NEW_YEAR = date(2014, 1, 2)
AUTUMN = date(2013, 10, 1)


@pytest.mark.parametrize(
    ("one", "today", "expected"),
    [
        (milestone(), NEW_YEAR, [(Y2013, LATE)]),
        (milestone(told(Y2013)), NEW_YEAR, []),
        (milestone(told(Y2012)), NEW_YEAR, [(Y2013, LATE)]),
        (milestone(told(Y2012, MilestoneStatus.YES)), NEW_YEAR, []),  # reached: nobody is asked again
        (milestone(told(Y2012, MilestoneStatus.NOT_APPLICABLE)), NEW_YEAR, []),
        (milestone(told(Y2012, MilestoneStatus.NO)), NEW_YEAR, [(Y2013, LATE)]),
        (milestone(told(Y2013, None, comment="Kun ord")), NEW_YEAR, [(Y2013, LATE)]),
        (milestone(told(Y2013, None, value=Decimal(0))), NEW_YEAR, []),
        (milestone(added_in=Y2013), NEW_YEAR, [(Y2013, LATE)]),
        (milestone(retired_in=Y2013), NEW_YEAR, []),
        (milestone(retired_in=Y2012), AUTUMN, []),
        (milestone(expected_from=Y2013), AUTUMN, [(Y2013, DUE)]),
        (milestone(), AUTUMN, [(Y2012, LATE), (Y2013, DUE)]),
        (milestone(told(Y2013)), AUTUMN, []),  # told in the open period: the one before is not asked for
        (milestone(told(Y2012)), AUTUMN, [(Y2013, DUE)]),
        (
            milestone(told(Y2012), targets=(MilestoneTarget(deadline=Deadline(date(2013, 9, 1))),)),
            AUTUMN,
            [(Y2013, LATE)],
        ),
        (
            milestone(told(Y2012), targets=(MilestoneTarget(deadline=Deadline(date(2013, 11, 1))),)),
            AUTUMN,
            [(Y2013, DUE)],
        ),
    ],
)
def test_when_a_status_is_asked_for(
    one: MilestoneFacts, today: date, expected: list[tuple[Period, bool]]
) -> None:
    tasks = reporting_tasks(project(one), today)
    assert [(task.period, task.is_late(today)) for task in tasks] == expected


def test_a_closed_activity_and_the_baseline_ask_for_no_status() -> None:
    assert reporting_tasks(project(milestone(), closed_in=Y2013), NEW_YEAR) == ()
    assert reporting_tasks(project(milestone(), closed_in=Y2012), AUTUMN) == ()
    assert reporting_tasks(project(milestone(), baseline=Y2013), NEW_YEAR) == ()


def test_an_activitys_milestones_are_one_visit_to_its_form_for_what_is_late_and_one_for_what_is_not() -> None:
    early = MilestoneTarget(deadline=Deadline(date(2013, 9, 1)))
    facts = project(
        milestone(told(Y2012), key=1, targets=(early,)),
        milestone(told(Y2012), key=2),
        milestone(told(Y2012), key=3),
        milestone(told(Y2013), key=4),
    )
    late, due = reporting_tasks(facts, AUTUMN)
    assert (late.milestones, late.due, late.of) == (((1, "1"),), date(2013, 9, 1), 4)
    assert (due.milestones, due.due) == (((2, "2"), (3, "3")), date(2013, 12, 31))


@pytest.mark.parametrize(
    ("one", "asked"),
    [
        (result(), True),
        (result(Y2013), False),
        (result(Y2012), True),
        (result(retired_in=Y2013), False),
        (result(expected_from=Y2013), True),
        (result(added_in=Y2013), True),
    ],
)
def test_when_a_measurement_is_asked_for(one: ResultFacts, asked: bool) -> None:
    tasks = reporting_tasks(project(results=(one,)), NEW_YEAR)
    assert [task.kind for task in tasks] == [TaskKind.MEASUREMENT] * asked


def test_who_assesses_is_asked_about_what_has_been_told_and_not_assessed() -> None:
    one = milestone(told(Y2013))
    assert [task.kind for task in assessing_tasks(project(one, results=(result(Y2013),)), NEW_YEAR)] == [
        TaskKind.ASSESS_ACTIVITY,
        TaskKind.ASSESS_RESULT,
    ]
    assert assessing_tasks(project(milestone(told(Y2012)), results=(result(Y2012),)), NEW_YEAR) == ()
    assert assessing_tasks(project(one, assessed=(Y2013,)), NEW_YEAR) == ()
    assert assessing_tasks(project(results=(result(Y2013, assessed=(Y2013,)),)), NEW_YEAR) == ()
    assert assessing_tasks(project(one, results=(result(Y2013),), area_assessed=(Y2013,)), NEW_YEAR) == ()


@pytest.mark.parametrize("today", [date(2012, 12, 30), date(2013, 1, 1), date(2013, 8, 31), AUTUMN, NEW_YEAR])
def test_tasks_stay_the_same_until_the_day_they_are_said_to(today: date) -> None:
    early = MilestoneTarget(deadline=Deadline(date(2013, 9, 1)))
    facts = project(milestone(told(Y2012), targets=(early,)), milestone(key=2), results=(result(Y2011),))
    tasks = reporting_tasks(facts, today)
    until = tasks_hold_until(facts, tasks, today)
    day = today
    for _step in range(800):
        day = date.fromordinal(day.toordinal() + 1)
        if day >= until:
            return
        again = reporting_tasks(facts, day)
        assert again == tasks, day
        assert [one.is_late(day) for one in again] == [one.is_late(today) for one in tasks], day


PERIODS = st.sampled_from(YEARS)
MAYBE = st.none() | PERIODS
ENTRIES = st.builds(
    StatusEntry,
    period=PERIODS,
    status=st.none() | st.sampled_from(MilestoneStatus),
    value=st.none() | st.integers(0, 60).map(Decimal),
    value_text=st.sampled_from(["", "ord"]),
    judged=st.none() | st.sampled_from(Light),
)
TARGETS = st.builds(
    MilestoneTarget,
    amount=st.none() | st.integers(0, 60).map(Decimal),
    deadline=st.none() | st.dates(date(2010, 1, 1), date(2014, 12, 31)).map(Deadline),
    valid_from=MAYBE,
)
MILESTONES = st.builds(
    Milestone,
    kind=st.sampled_from(MilestoneKind),
    entries=st.lists(ENTRIES, max_size=4, unique_by=lambda one: one.period).map(tuple),
    targets=st.lists(TARGETS, max_size=2, unique_by=lambda one: one.valid_from).map(tuple),
    expected_from=MAYBE,
    added_in=MAYBE,
    retired_in=MAYBE,
).map(lambda made: MilestoneFacts(1, "1", "Milepæl", "", made, {}))


@given(MILESTONES, PERIODS)
def test_the_quick_light_is_the_cells_light(one: MilestoneFacts, period: Period) -> None:
    cell = milestone_cell(one, period, HORIZON)
    assert milestone_shown(one.milestone, period, HORIZON) == (cell.light, cell.standing.entry is not None)


@given(st.lists(MILESTONES, max_size=5), PERIODS, MAYBE)
def test_counts_of_lights_are_those_of_the_cells(
    many: list[MilestoneFacts], period: Period, closed: Period | None
) -> None:
    facts = project(*many, closed_in=closed)
    cells = [cell for one in many if (cell := milestone_cell(one, period, HORIZON)).counts]
    counts = light_counts(facts, period)
    tallied = project_tally(facts, period)
    assert counts.total == len(cells) == tallied.milestones
    lights: Counter[Light | None] = tallied.lights
    assert (counts.green, counts.yellow, counts.red) == tuple(lights[light] for light in Light)
    assert counts.none + counts.missing == lights[None]
    is_closed = closed is not None and closed.begun_by(period)
    missing = sum(cell.state is CellState.MISSING and cell.light is None for cell in cells)
    assert counts.missing == (0 if is_closed else missing)


@given(st.lists(PERIODS, max_size=3, unique=True), MAYBE, MAYBE, MAYBE, PERIODS)
def test_a_measurement_is_missing_where_the_cell_says_so(
    measured: list[Period],
    expected: Period | None,
    added: Period | None,
    retired: Period | None,
    period: Period,
) -> None:
    one = result(*measured, expected_from=expected, added_in=added, retired_in=retired)
    cell = result_cell(one, period, HORIZON)
    live = retired is None or not retired.begun_by(period)
    assert lacks_measurement(one, period) == (cell.state is CellState.MISSING and live)
    facts = project(results=(one,))
    assert result_counts(facts, period).total == project_tally(facts, period).results


def test_a_project_not_followed_in_the_period_is_told_apart_from_one_without_anything() -> None:
    facts = project(milestone())
    assert project_standing(facts, Period.parse("1999"), NEW_YEAR).period is None
    assert project_standing(facts, Y2013, NEW_YEAR).lights.missing == 1
