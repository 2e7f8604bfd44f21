"""Everything a status note tells, worked out once and frozen; the sections only put it into words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from virkning.charts import Chart, LightsByArea
from virkning.figures.attainment import Attainment
from virkning.figures.indicators import Horizon, Term
from virkning.figures.milestones import StatusEntry
from virkning.figures.periods import Period
from virkning.figures.phrases import Phrase
from virkning.figures.targets import target_phrase

from ..facts.changes import Change, changes_between
from ..facts.charts import lights_by_area, result_charts
from ..facts.evidence import ExplanationFacts, explanations_by
from ..facts.judgements import (
    MilestoneCell,
    ResultCell,
    Tally,
    attainment_of,
    is_there,
    milestone_cell,
    project_tally,
    result_cell,
)
from ..facts.project import (
    ActivityFacts,
    AreaFacts,
    AssessmentFacts,
    MilestoneFacts,
    ProjectFacts,
    ResultFacts,
)
from ..facts.proposals import ProposalFacts, proposed_for
from ..facts.whole import WholeFacts

#: Period columns beside the baseline that fit on a portrait page; more become a table of their own.
WIDEST = 6


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone as the note tells it: where it stands, and what was said period by period."""

    facts: MilestoneFacts
    cell: MilestoneCell
    told: tuple[StatusEntry, ...]
    proposals: tuple[ProposalFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result as the note tells it. `cells` stand in the order of the table's columns, baseline first."""

    facts: ResultFacts
    cells: tuple[ResultCell | None, ...]
    target: Phrase | None
    attainment: Attainment | None
    charts: tuple[Chart, ...]
    assessments: tuple[AssessmentFacts, ...]
    explanations: tuple[ExplanationFacts, ...] = ()
    proposals: tuple[ProposalFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultTable:
    """The results of one term, with the periods of its columns (the baseline is the first, where there is one)."""

    term: Term
    baseline: Period | None
    columns: tuple[Period, ...]
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True)
class ActivityChapter:
    """An activity with its milestones and results as the note tells them."""

    facts: ActivityFacts
    is_closed: bool
    milestones: tuple[MilestoneRow, ...]
    tables: tuple[ResultTable, ...]
    shared: tuple[ResultFacts, ...]
    assessments: tuple[AssessmentFacts, ...]


@dataclass(frozen=True, slots=True)
class AreaChapter:
    """A focus area with its activities, and its own results."""

    facts: AreaFacts
    activities: tuple[ActivityChapter, ...]
    tables: tuple[ResultTable, ...]
    assessments: tuple[AssessmentFacts, ...]


@dataclass(frozen=True, slots=True)
class StatusNote:
    """The whole note."""

    whole: WholeFacts
    period: Period
    previous: Period | None
    made_on: date
    tally: Tally
    changes: tuple[Change, ...]
    lights: LightsByArea | None
    areas: tuple[AreaChapter, ...]
    tables: tuple[ResultTable, ...]
    assessments: tuple[AssessmentFacts, ...]

    @property
    def project(self) -> ProjectFacts:
        """The project the note is about."""
        return self.whole.project


def status_note(whole: WholeFacts, period: Period, made_on: date, *, charts: bool = True) -> StatusNote:
    """The note of a project in a period. Without `charts` no chart is made (they take the longest)."""
    project = whole.project
    builder = _Builder(whole, period, charts)
    previous = previous_period(project.horizon, period)
    return StatusNote(
        whole=whole,
        period=period,
        previous=previous,
        made_on=made_on,
        tally=project_tally(project, period),
        changes=changes_between(project, previous, period) if previous else (),
        lights=lights_by_area(project, period) if charts else None,
        areas=tuple(builder.area(area) for area in project.areas),
        tables=builder.tables(project.results),
        assessments=builder.said(project.assessments),
    )


def activity_chapter(whole: WholeFacts, period: Period, activity_id: int) -> ActivityChapter | None:
    """One activity's chapter as the note has it; None where the project has no such activity."""
    found = next((one for one in whole.project.activities() if one.id == activity_id), None)
    return _Builder(whole, period, charts=True).activity(found) if found is not None else None


def previous_period(horizon: Horizon, period: Period) -> Period | None:
    """The project's period before this one, of the same kind."""
    earlier = [one for one in horizon.periods if one.kind == period.kind and one < period]
    return max(earlier, default=None)


class _Builder:
    def __init__(self, whole: WholeFacts, period: Period, charts: bool) -> None:
        self.whole = whole
        self.project = whole.project
        self.horizon = whole.project.horizon
        self.period = period
        self.with_charts = charts

    def area(self, area: AreaFacts) -> AreaChapter:
        return AreaChapter(
            facts=area,
            activities=tuple(self.activity(one) for one in area.activities),
            tables=self.tables(area.results),
            assessments=self.said(area.assessments),
        )

    def activity(self, activity: ActivityFacts) -> ActivityChapter:
        closed = activity.closed_in is not None and activity.closed_in.begun_by(self.period)
        return ActivityChapter(
            facts=activity,
            is_closed=closed,
            milestones=tuple(self._milestone(one) for one in activity.milestones if self._there(one)),
            tables=self.tables(activity.results),
            shared=tuple(
                one for one in activity.shared_results if is_there(one.indicator.added_in, self.period)
            ),
            assessments=self.said(activity.assessments),
        )

    def _there(self, milestone: MilestoneFacts) -> bool:
        return is_there(milestone.milestone.added_in, self.period)

    def _milestone(self, facts: MilestoneFacts) -> MilestoneRow:
        told = sorted(
            (one for one in facts.milestone.entries if one.period <= self.period), key=lambda one: one.period
        )
        return MilestoneRow(
            facts=facts,
            cell=milestone_cell(facts, self.period, self.horizon),
            told=tuple(
                one
                for one in told
                if one.status is not None
                or one.has_value
                or one.comment
                or (one.judged and one.judged_reason)
            ),
            proposals=proposed_for(self.whole.proposals, facts, self.period),
        )

    def tables(self, results: Iterable[ResultFacts]) -> tuple[ResultTable, ...]:
        """One table a term; a term with more periods than fit on the page goes on in a table of the same rows."""
        there = [one for one in results if is_there(one.indicator.added_in, self.period)]
        made: list[ResultTable] = []
        for term in Term:
            of_term = [one for one in there if one.term is term]
            if of_term:
                made += self._of_term(term, of_term)
        return tuple(made)

    def _of_term(self, term: Term, results: Sequence[ResultFacts]) -> Iterable[ResultTable]:
        columns = self._columns(results)
        parts = [columns[start : start + WIDEST] for start in range(0, len(columns), WIDEST)] or [()]
        for place, part in enumerate(parts):
            last = place == len(parts) - 1
            yield ResultTable(
                term=term,
                baseline=self.project.baseline,
                columns=tuple(part),
                rows=tuple(self._result(one, part, tell=last) for one in results),
            )

    def _columns(self, results: Sequence[ResultFacts]) -> tuple[Period, ...]:
        """The periods up to the note's: those of its kind after the baseline, and any other with something to tell."""
        baseline = self.project.baseline
        measured = {one.period for result in results for one in result.indicator.readings}
        measured |= {result.indicator.retired_in for result in results if result.indicator.retired_in}
        return tuple(
            one
            for one in self.horizon.periods
            if one <= self.period
            and one != baseline
            and (one in measured or (one.kind == self.period.kind and (baseline is None or baseline < one)))
        )

    def _result(self, facts: ResultFacts, columns: Sequence[Period], *, tell: bool) -> ResultRow:
        """A result's row; what is told beside the table comes with the last part only."""
        periods = [self.project.baseline, *columns]
        return ResultRow(
            facts=facts,
            cells=tuple(result_cell(facts, one, self.horizon) if one else None for one in periods),
            target=target_phrase(facts.indicator, self.period),
            attainment=attainment_of(facts, self.period, self.horizon) if tell else None,
            charts=result_charts(facts, self.horizon, self.period) if tell and self.with_charts else (),
            assessments=self.said(facts.assessments) if tell else (),
            explanations=explanations_by(self.whole.background.explanations, facts.id, self.period)
            if tell
            else (),
            proposals=proposed_for(self.whole.proposals, facts, self.period) if tell else (),
        )

    def said(self, assessments: Iterable[AssessmentFacts]) -> tuple[AssessmentFacts, ...]:
        """The assessments of exactly this period that hold words."""
        return tuple(one for one in assessments if one.period == self.period and (one.text or one.heading))
