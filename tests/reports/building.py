"""Short ways to build facts, so that a test shows only what it is about."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from virkning.documents.blocks import Cell, Heading, Paragraph, Row, Table, as_cell
from virkning.figures.indicators import Answer, Horizon, Indicator, IndicatorKind, Reading, Target, Term
from virkning.figures.milestones import (
    Light,
    Milestone,
    MilestoneKind,
    MilestoneStatus,
    MilestoneTarget,
    StatusEntry,
)
from virkning.figures.periods import Period
from virkning.figures.rules import TargetRule
from virkning.figures.units import Unit
from virkning.rooms.reports.facts.project import (
    ActivityFacts,
    AreaFacts,
    AssessmentFacts,
    MeasurementFacts,
    MilestoneFacts,
    Origin,
    ProjectFacts,
    ResultFacts,
)
from virkning.rooms.reports.facts.whole import WholeFacts
from virkning.rooms.reports.status_note.document import note_blocks
from virkning.rooms.reports.status_note.note import status_note
from virkning.rooms.reports.status_note.results import ChartBlock, NoteBlock

TYPED = Origin("typed", "Prøve", datetime(2013, 11, 6, 12, tzinfo=UTC))
FROM_FILE = Origin("file", "tovholder", datetime(2013, 11, 6, 12, tzinfo=UTC), "ark.xlsx", "Målinger!D14")


def p(written: str) -> Period:
    return Period.parse(written)


def entry(
    period: str, status: MilestoneStatus | None = None, value: str | None = None, **more: Any
) -> StatusEntry:
    return StatusEntry(p(period), status, None if value is None else Decimal(value), **more)


def milestone(
    *entries: StatusEntry,
    statement: str = "Milepælen",
    kind: MilestoneKind = MilestoneKind.COUNT,
    target: MilestoneTarget | None = None,
    reason: str = "",
    **more: Any,
) -> MilestoneFacts:
    told = Milestone(kind, tuple(entries), (target,) if target else (), **more)
    return MilestoneFacts(1, "1", statement, reason, told, {one.period: TYPED for one in entries})


def reading(period: str, number: str | None = None, series: str = "", **more: Any) -> Reading:
    for fraction in {"numerator", "denominator"} & set(more):
        more[fraction] = Decimal(more[fraction])
    return Reading(series, p(period), None if number is None else Decimal(number), **more)


def result(
    *readings: Reading,
    number: str = "1",
    statement: str = "Resultatet",
    term: Term = Term.SHORT,
    kind: IndicatorKind = IndicatorKind.NUMBER,
    unit: str = "pct.",
    rule: TargetRule | None = None,
    amount: str | None = None,
    targets: tuple[Target, ...] = (),
    baseline: str | None = "2010",
    own_baseline: bool = False,
    reason: str = "",
    replaced_by: str = "",
    assessments: tuple[AssessmentFacts, ...] = (),
    activity_numbers: tuple[str, ...] = ("1.1",),
    **more: Any,
) -> ResultFacts:
    first = Target(rule, None if amount is None else Decimal(amount))
    indicator = Indicator(
        kind=kind,
        unit=Unit.parse(unit),
        baseline_period=p(baseline) if baseline else None,
        readings=tuple(readings),
        targets=targets or (first,),
        series_order=tuple(dict.fromkeys(one.series for one in readings if not one.is_note)),
        retired_reason=reason,
        replaced_by=replaced_by,
        **more,
    )
    return ResultFacts(
        id=1,
        number=number,
        statement=statement,
        term=term,
        indicator=indicator,
        own_baseline=own_baseline,
        reason=reason,
        replaced_by=replaced_by,
        activity_numbers=activity_numbers,
        area_number="",
        measurements=tuple(MeasurementFacts(one, FROM_FILE, "") for one in readings),
        assessments=assessments,
    )


def assessed(
    period: str, light: Light | None = None, text: str = "Vurderet", heading: str = ""
) -> AssessmentFacts:
    return AssessmentFacts(p(period), heading, text, light)


def activity(
    *milestones: MilestoneFacts,
    results: tuple[ResultFacts, ...] = (),
    shared: tuple[ResultFacts, ...] = (),
    closed_in: str | None = None,
    closed_reason: str = "",
    remark: str = "",
    assessments: tuple[AssessmentFacts, ...] = (),
) -> ActivityFacts:
    return ActivityFacts(
        id=1,
        number="1.1",
        title="Kurser",
        responsible="Skole",
        closed_in=p(closed_in) if closed_in else None,
        closed_reason=closed_reason,
        remark=remark,
        milestones=tuple(milestones),
        results=results,
        shared_results=shared,
        assessments=assessments,
    )


def project(
    *activities: ActivityFacts,
    area_results: tuple[ResultFacts, ...] = (),
    results: tuple[ResultFacts, ...] = (),
    periods: str = "2010 2011 2012 2013",
    baseline: str | None = "2010",
) -> ProjectFacts:
    area = AreaFacts(1, "1", "Området", tuple(activities), area_results, ())
    return ProjectFacts(
        id=1,
        name="Projektet",
        programme="Programmet",
        starts_on=date(2010, 1, 1),
        ends_on=date(2013, 12, 31),
        parties=(),
        horizon=Horizon(tuple(p(one) for one in periods.split())),
        baseline=p(baseline) if baseline else None,
        areas=(area,),
        results=results,
        municipalities=("Holstebro Kommune",),
    )


def blocks(facts: ProjectFacts, period: str = "2013", *, charts: bool = False) -> list[NoteBlock]:
    return list(note_blocks(status_note(WholeFacts(facts), p(period), date(2013, 12, 1), charts=charts)))


def table(facts: ProjectFacts, header: str, period: str = "2013") -> Table:
    """The first table whose first header cell begins so."""
    return next(
        one
        for one in blocks(facts, period)
        if isinstance(one, Table) and words(as_cell(one.header[0])).startswith(header)
    )


def words(cell: Cell | str) -> str:
    """A cell's paragraphs, a line each, no-break spaces as spaces."""
    return "\n".join(plain(one) for one in as_cell(cell).paragraphs)


def plain(text: Any) -> str:
    said = text if isinstance(text, str) else "".join(run.text for run in text)
    return said.replace("\N{NO-BREAK SPACE}", " ")


def row_words(row: Row) -> list[str]:
    return [words(cell) for cell in row.cells]


def lights(row: Row) -> list[str]:
    return [mark.word if (mark := as_cell(cell).light) else "" for cell in row.cells]


def sentences(facts: ProjectFacts, period: str = "2013") -> list[str]:
    return [plain(one.text) for one in blocks(facts, period) if isinstance(one, Paragraph)]


def headings(facts: ProjectFacts, period: str = "2013") -> list[str]:
    return [one.text for one in blocks(facts, period) if isinstance(one, Heading)]


__all__ = [
    "Answer",
    "ChartBlock",
    "IndicatorKind",
    "Light",
    "MilestoneKind",
    "MilestoneStatus",
    "MilestoneTarget",
    "Target",
    "TargetRule",
    "Term",
]
