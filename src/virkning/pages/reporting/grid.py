"""The two grids: milestones × periods and results' series × periods, cell by cell as text a person can write back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.design.markup import light_tag, safe
from virkning.figures.indicators import IndicatorKind
from virkning.figures.milestones import MilestoneKind
from virkning.figures.periods import Period
from virkning.figures.written import WrittenStatus, WrittenValue, write_status, write_value
from virkning.pages.telling.cells import light_name
from virkning.pages.telling.phrasing import milestone_aim, result_aim
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.reports.facts.judgements import is_there, milestone_cell
from virkning.rooms.reports.facts.project import MilestoneFacts, ProjectFacts, ResultFacts
from virkning.rooms.results.models import Measurement, Series

NO_LIGHT = safe("")
#: What a cell says of its row, beside its text.
_OF_STATUS = ("status", "value", "value_text", "numerator", "denominator", "counted_kind")
_OF_VALUE = ("value", "answer", "numerator", "denominator")


@dataclass(frozen=True)
class GridCell:
    """One cell. `text` is what stands in its field; `version` what was read; `form` the plain form it stands on.

    `long`: words, which may have several lines. `figures`: all that writing in the cell would put something else in
    place of, also where `text` does not show it.
    """

    id: str
    label: str
    column: str
    text: str
    version: str
    address: str
    form: str
    light: SafeString = NO_LIGHT
    note: str = ""
    closed: str = ""
    error: str = ""
    doubts: tuple[Any, ...] = ()
    saved: bool = False
    long: bool = False
    figures: str = ""


@dataclass(frozen=True)
class GridRow:
    """A milestone or a series. `key` is what a pasted block begins at."""

    key: str
    title: str
    under: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class GridGroup:
    """The rows of an activity, or of a result with several series."""

    title: str
    rows: tuple[GridRow, ...]


class StatusGrid:
    """Milestones × periods."""

    def __init__(self, project: Project, facts: ProjectFacts, periods: Sequence[ProjectPeriod]) -> None:
        self.project, self.facts, self.periods = project, facts, periods
        rows = StatusReport.objects.filter(milestone__activity__project=project).order_by("id")
        self.reports = {(one.milestone_id, one.period_id): one for one in rows}

    def groups(self, shown: Sequence[ProjectPeriod]) -> Iterator[GridGroup]:
        """Activity by activity."""
        for activity in self.facts.activities():
            if activity.milestones:
                rows = tuple(self.row(one, activity.id, shown) for one in activity.milestones)
                yield GridGroup(f"{activity.number} {activity.title}", rows)

    def row(self, facts: MilestoneFacts, activity_id: int, shown: Sequence[ProjectPeriod]) -> GridRow:
        """One milestone."""
        cells = tuple(self.cell(facts, activity_id, one) for one in shown)
        under = milestone_aim(facts, shown[-1].period) if shown else ""
        return GridRow(str(facts.id), f"{facts.number}. {facts.statement}", under, cells)

    def cell(self, facts: MilestoneFacts, activity_id: int, period: ProjectPeriod) -> GridCell:
        """One milestone in one period: the period's own report."""
        report = self.reports.get((facts.id, period.pk))
        told = milestone_cell(facts, period.period, self.facts.horizon)
        text = written_status(facts, period.period)
        when = period.period
        return GridCell(
            id=f"celle-{facts.id}-{period.pk}",
            label=_("%(what)s, %(period)s") % {"what": facts.statement, "period": when.shown},
            column=when.shown,
            text=text,
            version=str(report.version) if report else "",
            address=reverse("status_cell", args=(self.project.pk, facts.id, when.canonical)),
            form=reverse("report_activity", args=(self.project.pk, activity_id, when.canonical))
            + f"#milepael-{facts.id}",
            light=light_tag(light_name(told.light), quiet=True) if text or told.judged else NO_LIGHT,
            note=report.comment if report else "",
            closed=closed_words(facts.milestone.added_in, facts.milestone.retired_in, when),
            long=facts.milestone.kind is MilestoneKind.TEXT or "\n" in text,
            figures=_figures(text, report, _OF_STATUS),
        )


def written_status(facts: MilestoneFacts, period: Period) -> str:
    """The period's own report as a person would write it in a cell."""
    entry = next((one for one in facts.milestone.entries if one.period == period), None)
    if entry is None:
        return ""
    return write_status(
        WrittenStatus(entry.status, entry.value, entry.value_text, entry.numerator, entry.denominator)
    )


def closed_words(added: Period | None, retired: Period | None, period: Period) -> str:
    """Why a cell takes nothing; blank where it does."""
    if not is_there(added, period):
        return _("Ikke tilføjet endnu")
    if retired is not None and period.starts_after(retired):
        return _("Udgået")
    return ""


class ValueGrid:
    """Results' series × periods."""

    def __init__(self, project: Project, facts: ProjectFacts, periods: Sequence[ProjectPeriod]) -> None:
        self.project, self.facts, self.periods = project, facts, periods
        rows = Measurement.objects.filter(
            result__project=project, superseded_at__isnull=True, series__isnull=False
        ).order_by("id")
        self.current = {(one.result_id, one.series_id, one.period_id): one for one in rows}
        self.series: dict[int, list[tuple[int, str]]] = {}
        named = Series.objects.filter(result__project=project).order_by("result_id", "position", "id")
        for result, key, name in named.values_list("result_id", "pk", "name"):
            self.series.setdefault(result, []).append((key, name))

    def groups(self, shown: Sequence[ProjectPeriod]) -> Iterator[GridGroup]:
        """Result by result; a result with one nameless series is one row."""
        for facts in self.facts.all_results():
            if not facts.indicator.is_measured:
                continue
            lines = self.series.get(facts.id) or [(0, "")]
            yield GridGroup(
                f"{facts.number}. {facts.statement}",
                tuple(self.row(facts, key, name, shown) for key, name in lines),
            )

    def row(self, facts: ResultFacts, series: int, name: str, shown: Sequence[ProjectPeriod]) -> GridRow:
        """One series."""
        aim = result_aim(facts, shown[-1].period) if shown else ""
        unit = facts.indicator.unit.text
        cells = tuple(self.cell(facts, series, name, one) for one in shown)
        return GridRow(
            f"{facts.id}-{series}",
            name or _("Værdi"),
            " · ".join(part for part in (unit, aim) if part),
            cells,
        )

    def cell(self, facts: ResultFacts, series: int, name: str, period: ProjectPeriod) -> GridCell:
        """One series in one period."""
        one = self.current.get((facts.id, series, period.pk))
        when = period.period
        label = f"{facts.statement}, {name}" if name else facts.statement
        text = written_value(facts.indicator.kind, one)
        return GridCell(
            id=f"celle-{facts.id}-{series}-{period.pk}",
            label=_("%(what)s, %(period)s") % {"what": label, "period": when.shown},
            column=when.shown,
            text=text,
            version=str(one.pk) if one else "",
            address=reverse("value_cell", args=(self.project.pk, facts.id, series, when.canonical)),
            form=reverse("report_result", args=(self.project.pk, facts.id, when.canonical)),
            note=" ".join(filter(None, (one.text if _is_number(facts) else "", one.break_reason)))
            if one
            else "",
            closed=closed_words(facts.indicator.added_in, facts.indicator.retired_in, when)
            or ("" if facts.indicator.is_measured else _("Måles ikke")),
            long=facts.indicator.kind is IndicatorKind.TEXT or "\n" in text,
            figures=_figures(text, one, _OF_VALUE),
        )


def _is_number(facts: ResultFacts) -> bool:
    return facts.indicator.kind is not IndicatorKind.TEXT


def written_value(kind: IndicatorKind, one: Measurement | None) -> str:
    """A measurement as a person would write it in a cell."""
    if one is None:
        return ""
    from virkning.figures.indicators import Answer

    answer = Answer(one.answer) if one.answer else None
    text = one.text if kind is IndicatorKind.TEXT else ""
    return write_value(WrittenValue(one.value, answer, one.numerator, one.denominator, text))


def _figures(text: str, row: Any, names: Sequence[str]) -> str:
    told = [text, *(str(getattr(row, name)) for name in names)] if row is not None else [text]
    return sha256("\0".join(told).encode(errors="replace")).hexdigest()[:12]
