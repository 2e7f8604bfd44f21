"""How a project stands beside the others of its programme: counts, by the same judgements as on its own page."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from virkning.figures.attainment import AttainmentState
from virkning.figures.indicators import Horizon
from virkning.figures.lights import MILESTONE_ROWS, MilestoneSituation
from virkning.figures.milestones import Light, Milestone, effective_milestone_target, standing
from virkning.figures.periods import Period

from .judgements import attainment_of, is_retired, is_there
from .project import ProjectFacts
from .tasks import reporting_tasks, tasks_hold_until


@dataclass(frozen=True, slots=True)
class LightCounts:
    """Milestones by light. `missing`: nothing was told although it should; `none`: no colour for another reason."""

    green: int = 0
    yellow: int = 0
    red: int = 0
    none: int = 0
    missing: int = 0

    @property
    def total(self) -> int:
        """Every milestone that is counted."""
        return self.green + self.yellow + self.red + self.none + self.missing

    def plus(self, other: "LightCounts") -> "LightCounts":
        """Both together."""
        return LightCounts(
            self.green + other.green,
            self.yellow + other.yellow,
            self.red + other.red,
            self.none + other.none,
            self.missing + other.missing,
        )


@dataclass(frozen=True, slots=True)
class ResultCounts:
    """Results by attainment, in the order of `AttainmentState`; `untargeted` have no target to be held to."""

    states: tuple[int, ...] = (0,) * len(AttainmentState)
    untargeted: int = 0

    def of(self, state: AttainmentState) -> int:
        """How many stand so."""
        return self.states[list(AttainmentState).index(state)]

    @property
    def total(self) -> int:
        """Every result that is there and has not been retired."""
        return sum(self.states) + self.untargeted

    def plus(self, other: "ResultCounts") -> "ResultCounts":
        """Both together."""
        both = tuple(mine + theirs for mine, theirs in zip(self.states, other.states, strict=True))
        return ResultCounts(both, self.untargeted + other.untargeted)


@dataclass(frozen=True, slots=True)
class ProjectStanding:
    """A project in one period; `late` is what should have been reported by today, whatever the period looked at.

    The same until another day, as long as nothing is changed.
    """

    period: Period | None
    periods: tuple[Period, ...]
    lights: LightCounts
    results: ResultCounts
    late: int
    until: date


def project_standing(facts: ProjectFacts, wanted: Period | None, today: date) -> ProjectStanding:
    """How the project stands in the wanted period, or in the one `latest_period` finds.

    A project that is not followed in the wanted period has no `period`, and its counts are zero.
    """
    periods = facts.horizon.periods
    tasks = reporting_tasks(facts, today)
    late = sum(task.is_late(today) for task in tasks)
    until = tasks_hold_until(facts, tasks, today)
    period = facts.latest_period(today) if wanted is None else wanted if wanted in periods else None
    if period is None:
        return ProjectStanding(None, periods, LightCounts(), ResultCounts(), late, until)
    lights, results = light_counts(facts, period), result_counts(facts, period)
    return ProjectStanding(period, periods, lights, results, late, until)


def light_counts(facts: ProjectFacts, period: Period) -> LightCounts:
    """The project's milestones by light in the period."""
    lights: Counter[Light | None] = Counter()
    missing = 0
    for activity in facts.activities():
        closed = activity.closed_in is not None and activity.closed_in.begun_by(period)
        for one in activity.milestones:
            if not milestone_counts(one.milestone, period):
                continue
            light, is_told = milestone_shown(one.milestone, period, facts.horizon)
            expected = one.milestone.expected_from
            if is_told or light is not None or closed or (expected and not expected.begun_by(period)):
                lights[light] += 1
            else:
                missing += 1
    return LightCounts(lights[Light.GREEN], lights[Light.YELLOW], lights[Light.RED], lights[None], missing)


def milestone_counts(milestone: Milestone, period: Period) -> bool:
    """As `MilestoneCell.counts`: it is there and has not been retired."""
    retired = milestone.retired_in is not None and milestone.retired_in.begun_by(period)
    return is_there(milestone.added_in, period) and not retired


def milestone_shown(milestone: Milestone, period: Period, horizon: Horizon) -> tuple[Light | None, bool]:
    """The light `milestone_cell` shows, and whether anything has been told; by the same table, without its words.

    A page over all municipalities asks ten thousand times, and putting reasons into words is most of a cell's time.
    """
    stand = standing(milestone, period)
    if stand.judged is not None:
        return stand.judged, stand.entry is not None
    target = effective_milestone_target(milestone, period)
    deadline = target.deadline if target is not None else None
    due = deadline.day if deadline is not None else horizon.last.end if horizon.last is not None else None
    begins = milestone.expected_from or milestone.added_in or horizon.first
    situation = MilestoneSituation(
        milestone=milestone,
        period=period,
        stand=stand,
        amount=None if target is None else target.amount,
        due_day=due,
        start=None if begins is None else begins.start,
    )
    computed = next(row.light for row in MILESTONE_ROWS if row.fits(situation))
    return computed, stand.entry is not None


def result_counts(facts: ProjectFacts, period: Period) -> ResultCounts:
    """The project's results by attainment in the period."""
    states: Counter[AttainmentState | None] = Counter()
    for result in facts.all_results():
        there = is_there(result.indicator.added_in, period) and not is_retired(result, period)
        if there and result.indicator.is_measured:
            told = attainment_of(result, period, facts.horizon)
            states[told.state if told else None] += 1
    return ResultCounts(tuple(states[state] for state in AttainmentState), states[None])
