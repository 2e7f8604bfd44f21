"""A project as a book, and the keys of its rows. A constant number of queries, whatever the size of the project."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from virkning.figures.dates import Deadline
from virkning.figures.indicators import Answer, IndicatorKind, Term
from virkning.figures.lights import Light, MilestoneKind, MilestoneStatus
from virkning.figures.periods import Period, PeriodKind
from virkning.figures.targets import TargetRule
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.activities.models import Activity, FocusArea, Milestone, MilestoneTarget, StatusReport
from virkning.rooms.activities.queries.registrations import tally_of
from virkning.rooms.evaluations.models import Assessment
from virkning.rooms.programmes.models import Party, Project, ProjectPeriod
from virkning.rooms.results.models import Measurement, Result, ResultActivity, Series, TargetVersion

from . import book as b
from .book import Book, Rows
from .stored import Kept, Stored


def project_as_book(project: Project) -> Book:
    """The project's rows, in the order of the workbook."""
    return project_as_stored(project).book


def project_as_stored(project: Project) -> Stored:
    """The project's rows with the records they came from. Fifteen queries; one more where a value is counted."""
    return _Loading(project).everything()


def _of(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """A stored word as its value; None for blank. Each word is read once."""
    known: dict[str, Any] = {"": None}

    def read(stored: str) -> Any:
        if stored not in known:
            known[stored] = parse(stored)
        return known[stored]

    return read


_light, _rule, _answer, _status = _of(Light), _of(TargetRule), _of(Answer), _of(MilestoneStatus)


#: Notes stand after the series of their result.
_AFTER_SERIES = 1_000_000_000


def _deadline(day: Any, kind: str) -> Deadline | None:
    return None if day is None else Deadline.of(day, PeriodKind(kind) if kind else None)


class _Loading:
    """Reads one project. Later sheets use what earlier ones found."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.kept: dict[str, list[Kept]] = {}
        self.period_texts: dict[int | None, str] = {None: ""}
        self.periods: dict[str, int] = {}
        self.areas: dict[int | None, str] = {None: ""}
        self.activities: dict[int | None, str] = {None: ""}
        self.milestones: dict[int, tuple[str, str]] = {}
        self.results: dict[int | None, str] = {None: ""}

    def everything(self) -> Stored:
        head = self._head()
        areas = self._areas()
        activities = self._activities()
        milestones, first_milestone, later_milestone = self._milestones()
        statuses = self._statuses()
        series = self._series()
        results, first_targets, later, links = self._results(series)
        measurements = self._measurements(series)
        versions = self._versions(later, later_milestone)
        book = Book(
            Rows([head]),
            areas,
            activities,
            milestones,
            statuses,
            results,
            measurements,
            versions,
            self._assessments(),
        )
        by_name = {key: {one["name"]: one["pk"] for one in rows} for key, rows in series.items()}
        return Stored(book, self.kept, self.periods, first_milestone, first_targets, by_name, links)

    def _head(self) -> b.ProjectRow:
        rows = list(ProjectPeriod.objects.filter(project=self.project).order_by("start", "id"))
        in_order = sorted(rows, key=lambda row: row.period)
        for row in in_order:
            self.period_texts[row.pk] = row.period.canonical
            self.periods[row.period.canonical] = row.pk
        codes = (
            Party.objects.filter(project=self.project, role__in=[PartyRole.LEAD, PartyRole.PARTNER])
            .filter(organisation__municipality__isnull=False)
            .order_by("position", "id")
            .values_list("role", "organisation__municipality_id")
        )
        leads_first = sorted(codes, key=lambda pair: pair[0] != PartyRole.LEAD)
        programme = self.project.programme
        return b.ProjectRow(
            self.project.name,
            tuple(code for _role, code in leads_first),
            programme.name if programme is not None else "",
            self.project.starts_on,
            self.project.ends_on,
            tuple(self.periods),
            next((row.period.canonical for row in in_order if row.is_baseline), ""),
        )

    def _keep(self, name: str, records: Sequence[tuple[Any, ...]]) -> None:
        """Remember the first two columns of every record: key and version."""
        self.kept[name] = [Kept(one[0], one[1]) for one in records]

    def _areas(self) -> Rows[b.AreaRow]:
        found = list(
            FocusArea.objects.filter(project=self.project)
            .order_by("position", "id")
            .values_list("pk", "version", "number", "title")
        )
        self._keep("areas", found)
        self.areas |= {one[0]: one[2] for one in found}
        return Rows([b.AreaRow(*one[2:]) for one in found])

    def _activities(self) -> Rows[b.ActivityRow]:
        found = list(
            Activity.objects.filter(project=self.project)
            .order_by("position", "id")
            .values_list(
                "pk",
                "version",
                "number",
                "area_id",
                "title",
                "responsible",
                "closed_in_id",
                "closed_reason",
                "remark",
            )
        )
        found = [one for one in found if one[3] in self.areas]
        self._keep("activities", found)
        self.activities |= {one[0]: one[2] for one in found}
        period = self.period_texts
        return Rows(
            [
                b.ActivityRow(number, self.areas[area], title, responsible, period[closed], reason, remark)
                for _pk, _version, number, area, title, responsible, closed, reason, remark in found
            ]
        )

    def _milestones(self) -> tuple[Rows[b.MilestoneRow], dict[int, Kept], list[tuple[Any, ...]]]:
        found = list(
            Milestone.objects.filter(activity__project=self.project)
            .order_by("activity__position", "activity_id", "position", "id")
            .values_list(
                *("pk", "version", "activity_id", "number", "statement", "kind"),
                *("expected_from_id", "added_in_id", "retired_in_id", "reason"),
            )
        )
        found = [one for one in found if one[2] in self.activities]
        self._keep("milestones", found)
        self.milestones = {one[0]: (self.activities[one[2]], one[3]) for one in found}
        targets = list(
            MilestoneTarget.objects.filter(milestone__activity__project=self.project)
            .order_by("milestone_id", "valid_from__start", "id")
            .values_list(
                *("pk", "version", "milestone_id", "valid_from_id"),
                *("amount", "text", "deadline", "deadline_kind", "reason"),
            )
        )
        first = {one[2]: one for one in targets if one[3] is None}
        period = self.period_texts
        rows = []
        for pk, _version, activity, number, statement, kind, expected, added, retired, reason in found:
            target = first.get(pk)
            amount, text, day, day_kind = target[4:8] if target else (None, "", None, "")
            rows.append(
                b.MilestoneRow(
                    *(self.activities[activity], number, statement, MilestoneKind(kind)),
                    *(text or None if amount is None else amount, _deadline(day, day_kind)),
                    *(period[expected], period[added], period[retired], reason),
                )
            )
        later = [one for one in targets if one[3] is not None and one[2] in self.milestones]
        return Rows(rows), {key: Kept(one[0], one[1]) for key, one in first.items()}, later

    def _statuses(self) -> Rows[b.StatusRow]:
        found = list(
            StatusReport.objects.filter(milestone__activity__project=self.project).values_list(
                *("pk", "version", "milestone_id", "period_id", "status", "value", "value_text"),
                *("numerator", "denominator", "judged", "comment", "counted_kind", "milestone__activity_id"),
            )
        )
        tally = tally_of([self.project.pk], (one[-2] for one in found))
        place = {key: index for index, key in enumerate(self.milestones)}
        order = {key: index for index, key in enumerate(self.period_texts)}
        found = sorted(
            (one for one in found if one[2] in place), key=lambda one: (place[one[2]], order[one[3]], one[0])
        )
        self._keep("statuses", found)
        period = self.period_texts
        when_of = {key: Period.parse(text) for key, text in period.items() if text}
        values = {one[0]: tally.value(one[5], one[-2], one[-1], when_of[one[3]]) for one in found}
        return Rows(
            [
                b.StatusRow(
                    self.milestones[milestone][0],
                    self.milestones[milestone][1],
                    period[when],
                    _status(status),
                    (text or None) if values[pk] is None else values[pk],
                    top,
                    bottom,
                    _light(judged),
                    comment,
                )
                for pk, _version, milestone, when, status, _value, text, top, bottom, judged, comment, *_of in found
            ]
        )

    def _series(self) -> dict[int, list[Mapping[str, Any]]]:
        found: dict[int, list[Mapping[str, Any]]] = {}
        for one in (
            Series.objects.filter(result__project=self.project)
            .order_by("result_id", "position", "id")
            .values("pk", "result_id", "name", "is_target", "reference_rank")
        ):
            found.setdefault(one["result_id"], []).append(one)
        return found

    def _results(
        self, series: Mapping[int, Sequence[Mapping[str, Any]]]
    ) -> tuple[Rows[b.ResultRow], dict[int, Kept], list[tuple[Any, ...]], dict[int, dict[int, int]]]:
        found = list(
            Result.objects.filter(project=self.project)
            .order_by("position", "id")
            .values_list(
                *("pk", "version", "number", "area_id", "statement", "term", "kind", "unit"),
                *(
                    "baseline_id",
                    "expected_from_id",
                    "added_in_id",
                    "retired_in_id",
                    "reason",
                    "replaced_by_id",
                ),
            )
        )
        self._keep("results", found)
        self.results |= {one[0]: one[2] for one in found}
        links: dict[int, dict[int, int]] = {}
        for result, activity, key in (
            ResultActivity.objects.filter(result__project=self.project)
            .order_by("result_id", "position", "id")
            .values_list("result_id", "activity_id", "pk")
        ):
            links.setdefault(result, {})[activity] = key
        targets = list(
            TargetVersion.objects.filter(result__project=self.project)
            .order_by("result_id", "valid_from__start", "id")
            .values_list(
                *("pk", "version", "result_id", "valid_from_id"),
                *("rule", "amount", "deadline", "deadline_kind", "reason"),
            )
        )
        first = {one[2]: one for one in targets if one[3] is None}
        rows = [self._result(one, first.get(one[0]), links, series.get(one[0], ())) for one in found]
        later = [one for one in targets if one[3] is not None and one[2] in self.results]
        return Rows(rows), {key: Kept(one[0], one[1]) for key, one in first.items()}, later, links

    def _result(
        self,
        record: tuple[Any, ...],
        target: tuple[Any, ...] | None,
        links: Mapping[int, Mapping[int, int]],
        series: Sequence[Mapping[str, Any]],
    ) -> b.ResultRow:
        pk, _version, number, area, statement, term, kind, unit, *rest = record
        baseline, expected, added, retired, reason, replaced_by = rest
        rule, amount = (_rule(target[4]), target[5]) if target else (None, None)
        references = sorted(
            (one for one in series if one["reference_rank"]), key=lambda one: one["reference_rank"]
        )
        period = self.period_texts
        return b.ResultRow(
            number=number,
            activities=tuple(self.activities[one] for one in links.get(pk, ()) if one in self.activities),
            area=self.areas.get(area, ""),
            statement=statement,
            term=Term(term),
            kind=IndicatorKind(kind),
            unit=unit,
            rule=rule,
            amount=amount,
            target_series=next((one["name"] for one in series if one["is_target"]), ""),
            reference_series=tuple(one["name"] for one in references),
            baseline=period[baseline],
            expected_from=period[expected],
            added_in=period[added],
            retired_in=period[retired],
            reason=reason,
            replaced_by=self.results.get(replaced_by, ""),
        )

    def _measurements(self, series: Mapping[int, Sequence[Mapping[str, Any]]]) -> Rows[b.MeasurementRow]:
        found = list(
            Measurement.objects.filter(result__project=self.project, superseded_at__isnull=True).values_list(
                *("pk", "result_id", "series_id", "period_id", "value", "answer"),
                *("numerator", "denominator", "text", "break_reason", "source"),
            )
        )
        names: dict[int | None, str | None] = {None: None}
        places: dict[int | None, int] = {None: _AFTER_SERIES}
        for rows in series.values():
            for place, one in enumerate(rows):
                names[one["pk"]], places[one["pk"]] = one["name"], place
        result_places = {key: index for index, key in enumerate(self.results)}
        order = {key: index for index, key in enumerate(self.period_texts)}
        found = [one for one in found if one[1] in result_places]
        found.sort(key=lambda one: (result_places[one[1]], places[one[2]], order[one[3]]))
        self.kept["measurements"] = [Kept(one[0]) for one in found]
        period, results = self.period_texts, self.results
        return Rows(
            [
                b.MeasurementRow(
                    *(
                        results[result],
                        names[one],
                        period[when],
                        value if value is not None else _answer(answer),
                    ),
                    *(top, bottom, text, break_reason, source),
                )
                for _pk, result, one, when, value, answer, top, bottom, text, break_reason, source in found
            ]
        )

    def _versions(
        self, results: Sequence[tuple[Any, ...]], milestones: Sequence[tuple[Any, ...]]
    ) -> Rows[b.TargetVersionRow]:
        order = {key: index for index, key in enumerate(self.period_texts)}
        places = {key: index for index, key in enumerate(self.results)}
        results = sorted(results, key=lambda one: (places[one[2]], order[one[3]]))
        places = {key: index for index, key in enumerate(self.milestones)}
        milestones = sorted(milestones, key=lambda one: (places[one[2]], order[one[3]]))
        period = self.period_texts
        rows = [
            b.TargetVersionRow(
                self.results[result], "", "", period[since], _rule(rule), amount, _deadline(day, kind), reason
            )
            for _pk, _version, result, since, rule, amount, day, kind, reason in results
        ]
        rows += [
            b.TargetVersionRow(
                *("", *self.milestones[milestone], period[since], None),
                *(text or None if amount is None else amount, _deadline(day, kind), reason),
            )
            for _pk, _version, milestone, since, amount, text, day, kind, reason in milestones
        ]
        self._keep("target_versions", [*results, *milestones])
        return Rows(rows)

    def _assessments(self) -> Rows[b.AssessmentRow]:
        found = list(
            Assessment.objects.filter(project=self.project)
            .order_by("position", "id")
            .values_list(
                *(
                    "pk",
                    "version",
                    "activity_id",
                    "area_id",
                    "result_id",
                    "period_id",
                    "heading",
                    "text",
                    "light",
                ),
            )
        )
        known = (self.activities, self.areas, self.results)
        found = [one for one in found if all(one[2 + place] in names for place, names in enumerate(known))]
        self._keep("assessments", found)
        return Rows(
            [
                b.AssessmentRow(
                    *(self.activities[activity], self.areas[area], self.results[result]),
                    *(self.period_texts[when], heading, text, _light(light)),
                )
                for _pk, _version, activity, area, result, when, heading, text, light in found
            ]
        )
