"""Milestones, their status and origin, as the API tells them."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext

from virkning.figures.indicators import Horizon
from virkning.figures.milestones import Light, MilestoneKind, MilestoneStatus
from virkning.figures.periods import Period
from virkning.figures.units import PERCENT, PLAIN
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.files.models import OriginKind, Traced
from virkning.rooms.reports.facts.judgements import milestone_cell
from virkning.rooms.reports.facts.project import MilestoneFacts

from ..schemas import activities as schemas
from ..schemas.values import canonical, written


def milestone(
    facts: MilestoneFacts, activity_id: int, period: Period | None, horizon: Horizon
) -> schemas.Milestone:
    """A milestone with its target versions, and how it stands in the period."""
    told = facts.milestone
    return schemas.Milestone(
        id=facts.id,
        activity_id=activity_id,
        number=facts.number,
        statement=facts.statement,
        kind=told.kind,
        unit=unit_of(told.kind),
        expected_from=canonical(told.expected_from),
        added_in=canonical(told.added_in),
        retired_in=canonical(told.retired_in),
        reason=facts.reason,
        targets=[
            schemas.MilestoneTarget(
                valid_from=canonical(one.valid_from),
                amount=written(one.amount),
                text=one.text,
                deadline=one.deadline.canonical if one.deadline else None,
                reason=one.reason,
            )
            for one in told.targets
        ],
        standing=None if period is None else standing(facts, period, horizon),
    )


def unit_of(kind: MilestoneKind) -> str:
    """The unit of a milestone's value."""
    return (PERCENT if kind is MilestoneKind.PERCENT else PLAIN).word


def standing(facts: MilestoneFacts, period: Period, horizon: Horizon) -> schemas.MilestoneStanding:
    """How the milestone stands in the period: the same judgement as on the pages."""
    cell = milestone_cell(facts, period, horizon)
    return schemas.MilestoneStanding(
        period=period.canonical,
        state=cell.state,
        words=cell.standing.phrase.translated(gettext),
        status=cell.standing.status,
        value=written(cell.standing.value),
        unit=unit_of(facts.milestone.kind),
        light=cell.light,
        judged=cell.judged,
        computed=cell.computed,
        computed_reason=cell.computed_reason.translated(gettext),
    )


def status(
    facts: MilestoneFacts, period: Period, horizon: Horizon, reports: Mapping[Period, StatusReport]
) -> schemas.Status:
    """The milestone in the period, with what was reported then."""
    found = reports.get(period)
    return schemas.Status(
        milestone_id=facts.id,
        period=period.canonical,
        report=None if found is None else report(facts, period, found),
        standing=standing(facts, period, horizon),
    )


def report(facts: MilestoneFacts, period: Period, row: StatusReport) -> schemas.Report:
    """What was reported. A counted value is the sum as it is now."""
    entry = next((one for one in facts.milestone.entries if one.period == period), None)
    value: Decimal | None = entry.value if entry is not None and row.counted_kind else row.value
    return schemas.Report(
        status=MilestoneStatus(row.status) if row.status else None,
        value=written(value),
        unit=unit_of(facts.milestone.kind),
        value_text=row.value_text,
        numerator=written(row.numerator),
        denominator=written(row.denominator),
        comment=row.comment,
        judged=Light(row.judged) if row.judged else None,
        judged_reason=row.judged_reason,
        counted_kind=row.counted_kind,
        origin=origin(row),
        version=row.version,
    )


def origin(row: Traced) -> schemas.Origin:
    """Where a figure comes from. The row comes with its file."""
    return schemas.Origin(
        kind=OriginKind(row.origin_kind),
        by=row.origin_by,
        at=row.origin_at,
        file=row.origin_file.name if row.origin_file else None,
        cell=row.origin_cell or None,
    )
