"""Loads whole projects as facts, in the same number of queries however many projects and rows there are.

Columns are read as tuples, not as model instances: a page over 98 municipalities holds hundreds of thousands of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from virkning.figures.dates import Deadline
from virkning.figures.indicators import Answer, Horizon, Indicator, IndicatorKind, Reading, Target, Term
from virkning.figures.milestones import (
    Light,
    Milestone,
    MilestoneKind,
    MilestoneStatus,
    MilestoneTarget,
    StatusEntry,
)
from virkning.figures.periods import Period, PeriodKind
from virkning.figures.rules import TargetRule
from virkning.figures.units import Unit
from virkning.rooms.access.roles import PARTY_NAMES, PartyRole
from virkning.rooms.activities import models as activities
from virkning.rooms.evaluations.models import Assessment
from virkning.rooms.programmes.models import Party, Project, ProjectPeriod
from virkning.rooms.results import models as results

from ..facts.project import (
    ActivityFacts,
    AreaFacts,
    AssessmentFacts,
    MeasurementFacts,
    MilestoneFacts,
    Origin,
    PartyFacts,
    ProjectFacts,
    ResultFacts,
)

T = TypeVar("T")
Row = tuple[Any, ...]


def load_project(project: Project) -> ProjectFacts:
    """One project's facts. Thirteen queries."""
    return load_projects([project])[project.pk]


def load_projects(projects: Iterable[Project]) -> dict[int, ProjectFacts]:
    """Facts of each project by its key. Thirteen queries; the projects come with `programme` selected."""
    chosen = {project.pk: project for project in projects}
    return _Loader(chosen).load()


def grouped(rows: Iterable[Row], key: Callable[[Row], Any] = lambda row: row[0]) -> Mapping[Any, list[Row]]:
    """Rows by their key, in the order they come."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _deadline(day: Any, kind: str) -> Deadline | None:
    return None if day is None else Deadline.of(day, PeriodKind(kind) if kind else None)


class _Loader:
    """Holds the rows of one load, and puts them together from the leaves up."""

    def __init__(self, projects: dict[int, Project]) -> None:
        self.projects = projects
        self.ids = list(projects)
        self.periods: dict[int, Period] = {}
        self.baselines: dict[int, Period] = {}
        self.horizons: dict[int, Horizon] = {}

    def load(self) -> dict[int, ProjectFacts]:
        self._load_periods()
        self.assessments = self._assessments()
        self.results = self._results()
        self.activities = self._activities()
        areas = self._areas()
        parties = self._parties()
        return {
            key: self._project(project, areas[key], parties[key]) for key, project in self.projects.items()
        }

    def _project(self, project: Project, areas: list[AreaFacts], parties: list[Row]) -> ProjectFacts:
        own = self.results.get(("project", project.pk), [])
        return ProjectFacts(
            id=project.pk,
            name=project.name,
            programme=project.programme.name if project.programme else "",
            starts_on=project.starts_on,
            ends_on=project.ends_on,
            parties=tuple(
                PartyFacts(name, PARTY_NAMES[PartyRole(role)]) for _key, name, role, _code in parties
            ),
            horizon=self.horizons[project.pk],
            baseline=self.baselines.get(project.pk),
            areas=tuple(areas),
            results=tuple(own),
            assessments=self._told("project", project.pk),
            municipalities=tuple(
                name for _key, name, role, _code in parties if role in (PartyRole.LEAD, PartyRole.PARTNER)
            ),
        )

    def _load_periods(self) -> None:
        rows = ProjectPeriod.objects.filter(project_id__in=self.ids).order_by("start", "id")
        by_project: dict[int, list[Period]] = {key: [] for key in self.ids}
        for key, project, kind, start, is_baseline in rows.values_list(
            "id", "project_id", "kind", "start", "is_baseline"
        ):
            period = Period(PeriodKind(kind), start)
            self.periods[key] = period
            by_project[project].append(period)
            if is_baseline:
                self.baselines[project] = period
        self.horizons = {key: Horizon(tuple(periods)) for key, periods in by_project.items()}

    def _period(self, key: int | None) -> Period | None:
        return None if key is None else self.periods[key]

    def _parties(self) -> Mapping[int, list[Row]]:
        rows = Party.objects.filter(project_id__in=self.ids).order_by("position", "id")
        return grouped(
            rows.values_list("project_id", "organisation__name", "role", "organisation__municipality_id")
        )

    def _areas(self) -> Mapping[int, list[AreaFacts]]:
        rows = activities.FocusArea.objects.filter(project_id__in=self.ids).order_by("position", "id")
        areas: dict[int, list[AreaFacts]] = defaultdict(list)
        for key, project, number, title in rows.values_list("id", "project_id", "number", "title"):
            areas[project].append(
                AreaFacts(
                    id=key,
                    number=number,
                    title=title,
                    activities=tuple(self.activities.get(key, ())),
                    results=tuple(self.results.get(("area", key), ())),
                    assessments=self._told("area", key),
                )
            )
        return areas

    def _activities(self) -> Mapping[int, list[ActivityFacts]]:
        """Activities by their area."""
        milestones = self._milestones()
        rows = activities.Activity.objects.filter(project_id__in=self.ids).order_by("position", "id")
        found: dict[int, list[ActivityFacts]] = defaultdict(list)
        for key, area, number, title, responsible, closed_in, closed_reason, remark in rows.values_list(
            "id", "area_id", "number", "title", "responsible", "closed_in_id", "closed_reason", "remark"
        ):
            found[area].append(
                ActivityFacts(
                    id=key,
                    number=number,
                    title=title,
                    responsible=responsible,
                    closed_in=self._period(closed_in),
                    closed_reason=closed_reason,
                    remark=remark,
                    milestones=tuple(milestones[key]),
                    results=tuple(self.results.get(("activity", key), ())),
                    shared_results=tuple(self.results.get(("shared", key), ())),
                    assessments=self._told("activity", key),
                )
            )
        return found

    def _milestones(self) -> Mapping[int, list[MilestoneFacts]]:
        """Milestones by their activity."""
        targets, reports = self._milestone_targets(), self._reports()
        rows = activities.Milestone.objects.filter(
            activity__project_id__in=self.ids, activity__removed_at=None
        )
        found: dict[int, list[MilestoneFacts]] = defaultdict(list)
        for key, activity, number, statement, kind, expected, added, retired, reason, closed in rows.order_by(
            "position", "id"
        ).values_list(
            "id",
            "activity_id",
            "number",
            "statement",
            "kind",
            "expected_from_id",
            "added_in_id",
            "retired_in_id",
            "reason",
            "activity__closed_in_id",
        ):
            told = reports[key]
            milestone = Milestone(
                kind=MilestoneKind(kind),
                entries=tuple(entry for entry, _origin in told),
                targets=tuple(targets[key]),
                expected_from=self._period(expected),
                added_in=self._period(added),
                retired_in=self._period(retired),
                closed_in=self._period(closed),
            )
            origins = {entry.period: origin for entry, origin in told}
            found[activity].append(MilestoneFacts(key, number, statement, reason, milestone, origins))
        return found

    def _milestone_targets(self) -> Mapping[int, list[MilestoneTarget]]:
        rows = activities.MilestoneTarget.objects.filter(
            milestone__activity__project_id__in=self.ids
        ).order_by("id")
        found: dict[int, list[MilestoneTarget]] = defaultdict(list)
        for milestone, valid_from, amount, text, day, kind, reason in rows.values_list(
            "milestone_id", "valid_from_id", "amount", "text", "deadline", "deadline_kind", "reason"
        ):
            found[milestone].append(
                MilestoneTarget(amount, text, _deadline(day, kind), self._period(valid_from), reason)
            )
        return found

    def _reports(self) -> Mapping[int, list[tuple[StatusEntry, Origin]]]:
        rows = activities.StatusReport.objects.filter(milestone__activity__project_id__in=self.ids)
        found: dict[int, list[tuple[StatusEntry, Origin]]] = defaultdict(list)
        for milestone, period, status, value, text, over, under, judged, comment, *origin in rows.order_by(
            "period__start", "id"
        ).values_list(
            "milestone_id",
            "period_id",
            "status",
            "value",
            "value_text",
            "numerator",
            "denominator",
            "judged",
            "comment",
            *_ORIGIN,
        ):
            entry = StatusEntry(
                period=self.periods[period],
                status=MilestoneStatus(status) if status else None,
                value=value,
                value_text=text,
                numerator=over,
                denominator=under,
                judged=Light(judged) if judged else None,
                comment=comment,
            )
            found[milestone].append((entry, _origin(origin)))
        return found

    def _results(self) -> dict[tuple[str, int], list[ResultFacts]]:
        """Results by the place they are told in: an activity, an area or the project; and where they are shared."""
        links = grouped(
            results.ResultActivity.objects.filter(result__project_id__in=self.ids, activity__removed_at=None)
            .order_by("position", "id")
            .values_list("result_id", "activity_id", "activity__number")
        )
        series, targets, measured = self._series(), self._targets(), self._measurements()
        rows = results.Result.objects.filter(project_id__in=self.ids).order_by("position", "id")
        found: dict[tuple[str, int], list[ResultFacts]] = defaultdict(list)
        for row in rows.values(*_RESULT):
            key = row["id"]
            facts = ResultFacts(
                id=key,
                number=row["number"],
                statement=row["statement"],
                term=Term(row["term"]),
                indicator=self._indicator(row, series[key], targets[key], measured[key]),
                own_baseline=row["baseline_id"] is not None,
                reason=row["reason"],
                replaced_by=row["replaced_by__number"] or "",
                activity_numbers=tuple(number for _result, _activity, number in links[key]),
                area_number=row["area__number"] or "",
                measurements=tuple(measured[key]),
                assessments=self._told("result", key),
            )
            for place in _places(row, links[key]):
                found[place].append(facts)
        return found

    def _indicator(
        self, row: dict[str, Any], series: list[Row], targets: list[Target], measured: list[MeasurementFacts]
    ) -> Indicator:
        ranked = sorted((rank, name) for _result, name, _is_target, rank in series if rank is not None)
        return Indicator(
            kind=IndicatorKind(row["kind"]),
            unit=Unit.parse(row["unit"]),
            baseline_period=self._period(row["baseline_id"]) or self.baselines.get(row["project_id"]),
            readings=tuple(one.reading for one in measured),
            targets=tuple(targets),
            target_series=next((name for _result, name, is_target, _rank in series if is_target), ""),
            reference_series=tuple(name for _rank, name in ranked),
            series_order=tuple(name for _result, name, _is_target, _rank in series),
            expected_from=self._period(row["expected_from_id"]),
            added_in=self._period(row["added_in_id"]),
            retired_in=self._period(row["retired_in_id"]),
            retired_reason=row["reason"] if row["retired_in_id"] else "",
            replaced_by=row["replaced_by__number"] or "",
        )

    def _series(self) -> Mapping[int, list[Row]]:
        rows = results.Series.objects.filter(result__project_id__in=self.ids).order_by("position", "id")
        return grouped(rows.values_list("result_id", "name", "is_target", "reference_rank"))

    def _targets(self) -> Mapping[int, list[Target]]:
        rows = results.TargetVersion.objects.filter(result__project_id__in=self.ids).order_by("id")
        found: dict[int, list[Target]] = defaultdict(list)
        for result, valid_from, rule, amount, day, kind, reason in rows.values_list(
            "result_id", "valid_from_id", "rule", "amount", "deadline", "deadline_kind", "reason"
        ):
            chosen = TargetRule(rule) if rule else None
            found[result].append(
                Target(chosen, amount, _deadline(day, kind), self._period(valid_from), reason)
            )
        return found

    def _measurements(self) -> Mapping[int, list[MeasurementFacts]]:
        rows = results.Measurement.objects.filter(result__project_id__in=self.ids, superseded_at=None)
        found: dict[int, list[MeasurementFacts]] = defaultdict(list)
        for (
            result,
            series,
            name,
            period,
            value,
            answer,
            over,
            under,
            text,
            broken,
            source,
            *origin,
        ) in rows.order_by("period__start", "series__position", "id").values_list(
            "result_id",
            "series_id",
            "series__name",
            "period_id",
            "value",
            "answer",
            "numerator",
            "denominator",
            "text",
            "break_reason",
            "source",
            *_ORIGIN,
        ):
            reading = Reading(
                series=name or "",
                period=self.periods[period],
                number=value,
                answer=Answer(answer) if answer else None,
                numerator=over,
                denominator=under,
                text=text,
                break_reason=broken,
                is_note=series is None,
            )
            found[result].append(MeasurementFacts(reading, _origin(origin), source))
        return found

    def _assessments(self) -> Mapping[tuple[str, int], list[AssessmentFacts]]:
        rows = Assessment.objects.filter(project_id__in=self.ids).order_by("period__start", "position", "id")
        found: dict[tuple[str, int], list[AssessmentFacts]] = defaultdict(list)
        for project, area, activity, result, period, heading, text, light in rows.values_list(
            "project_id", "area_id", "activity_id", "result_id", "period_id", "heading", "text", "light"
        ):
            about = next(
                (place for place in (("area", area), ("activity", activity), ("result", result)) if place[1]),
                ("project", project),
            )
            found[about].append(
                AssessmentFacts(self.periods[period], heading, text, Light(light) if light else None)
            )
        return found

    def _told(self, place: str, key: int) -> tuple[AssessmentFacts, ...]:
        return tuple(self.assessments.get((place, key), ()))


_ORIGIN = ("origin_kind", "origin_by", "origin_at", "origin_file__name", "origin_cell")
_RESULT = (
    "id",
    "project_id",
    "number",
    "statement",
    "term",
    "kind",
    "unit",
    "area_id",
    "area__number",
    "baseline_id",
    "expected_from_id",
    "added_in_id",
    "retired_in_id",
    "reason",
    "replaced_by__number",
)


def _origin(columns: list[Any]) -> Origin:
    kind, by, at, file, cell = columns
    return Origin(kind, by, at, file or "", cell)


def _places(row: dict[str, Any], links: list[Row]) -> list[tuple[str, int]]:
    """Where a result is told: in full under its first activity, in short under the others."""
    if links:
        first, *others = [activity for _result, activity, _number in links]
        return [("activity", first), *(("shared", other) for other in others)]
    if row["area_id"]:
        return [("area", row["area_id"])]
    return [("project", row["project_id"])]
