"""A whole project as frozen facts: everything a page, a note or an export tells, in the order it is told.

Holds values and their origins, no judgements; those are functions of these facts and a period (`judgements`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from virkning.figures.indicators import Horizon, Indicator, Reading, Term
from virkning.figures.milestones import Light, Milestone
from virkning.figures.periods import Period


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from: who typed it, or which file and cell, and when."""

    kind: str
    by: str
    at: datetime
    file: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """A milestone with every report on it. `origins` tells, by period, where each report comes from."""

    id: int
    number: str
    statement: str
    reason: str
    milestone: Milestone
    origins: Mapping[Period, Origin]


@dataclass(frozen=True, slots=True)
class MeasurementFacts:
    """One current measurement: the reading, where it comes from, and the source its author named."""

    reading: Reading
    origin: Origin
    source: str


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """An evaluator's judgement in one period; `light` only on results."""

    period: Period
    heading: str
    text: str
    light: Light | None
    id: int = 0


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """A result with its indicator, what was measured, and how it was judged."""

    id: int
    number: str
    statement: str
    term: Term
    indicator: Indicator
    own_baseline: bool
    reason: str
    replaced_by: str
    activity_numbers: tuple[str, ...]
    area_number: str
    measurements: tuple[MeasurementFacts, ...]
    assessments: tuple[AssessmentFacts, ...]

    def statement_in(self, period: Period) -> str:
        """How the result was worded in the period: as it is now, or as before it was redefined."""
        later = [one for one in self.indicator.redefined if not one.valid_from.begun_by(period)]
        first = min(later, key=lambda one: one.valid_from.start, default=None)
        return first.before if first is not None and first.before else self.statement

    def judged(self, period: Period) -> Light | None:
        """The light an evaluator set for exactly this period."""
        return next((one.light for one in self.assessments if one.period == period and one.light), None)


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """An activity with its milestones and the results that belong to it first.

    `merged_into`: number and title of the activity it was merged into, where it was.
    """

    id: int
    number: str
    title: str
    responsible: str
    closed_in: Period | None
    closed_reason: str
    remark: str
    milestones: tuple[MilestoneFacts, ...]
    results: tuple[ResultFacts, ...]
    shared_results: tuple[ResultFacts, ...]
    assessments: tuple[AssessmentFacts, ...]
    merged_into: str = ""
    merged_into_id: int | None = None
    reopened_reason: str = ""


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """A focus area with its activities, and the results of the area as a whole."""

    id: int
    number: str
    title: str
    activities: tuple[ActivityFacts, ...]
    results: tuple[ResultFacts, ...]
    assessments: tuple[AssessmentFacts, ...]


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """An organisation's part in the project, in words."""

    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """The whole project."""

    id: int
    name: str
    programme: str
    starts_on: date
    ends_on: date
    parties: tuple[PartyFacts, ...]
    horizon: Horizon
    baseline: Period | None
    areas: tuple[AreaFacts, ...]
    results: tuple[ResultFacts, ...] = ()
    assessments: tuple[AssessmentFacts, ...] = ()
    municipalities: tuple[str, ...] = field(default=())

    @property
    def lead(self) -> str:
        """The lead municipality's organisation."""
        return self.municipalities[0] if self.municipalities else ""

    def activities(self) -> Iterator[ActivityFacts]:
        """Every activity, area by area."""
        for area in self.areas:
            yield from area.activities

    def milestones(self) -> Iterator[MilestoneFacts]:
        """Every milestone, activity by activity."""
        for activity in self.activities():
            yield from activity.milestones

    def all_results(self) -> Iterator[ResultFacts]:
        """Every result once: those of activities, of areas, then of the whole project."""
        for area in self.areas:
            for activity in area.activities:
                yield from activity.results
            yield from area.results
        yield from self.results

    def latest_period(self, today: date | None = None) -> Period | None:
        """The period to look at where nobody has asked for one: the latest told of.

        Where nothing has been reported or measured, the one that is open `today` (left out: the day it is), and before
        the project begins its first one.
        """
        told = {period for one in self.milestones() for period in one.origins}
        told |= {one.reading.period for result in self.all_results() for one in result.measurements}
        if told:
            return max(told)
        return self.open_period(today or timezone.localdate()) or self.horizon.first

    def open_period(self, today: date) -> Period | None:
        """The latest period that has begun by today; None before the project's first one."""
        return max((one for one in self.horizon.periods if one.start <= today), default=None)
