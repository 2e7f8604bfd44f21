"""Results and measurements, as the API tells them."""

from django.utils.translation import gettext

from virkning.figures.indicators import Answer, Horizon
from virkning.figures.periods import Period
from virkning.rooms.reports.facts.judgements import attainment_of, result_cell
from virkning.rooms.reports.facts.project import ResultFacts
from virkning.rooms.results.models import Measurement

from ..schemas import results as schemas
from ..schemas.values import canonical, written
from .milestones import origin


def result(facts: ResultFacts, period: Period | None, horizon: Horizon) -> schemas.Result:
    """A result with its indicator, and how it stands in the period."""
    told = facts.indicator
    ranks = {name: rank for rank, name in enumerate(told.reference_series, start=1)}
    return schemas.Result(
        id=facts.id,
        number=facts.number,
        statement=facts.statement,
        term=facts.term,
        kind=told.kind,
        unit=told.unit.text,
        activities=list(facts.activity_numbers),
        area=facts.area_number or None,
        baseline=canonical(told.baseline_period),
        expected_from=canonical(told.expected_from),
        added_in=canonical(told.added_in),
        retired_in=canonical(told.retired_in),
        reason=facts.reason,
        replaced_by=facts.replaced_by or None,
        series=[
            schemas.Series(name=name, is_target=name == told.target_series, reference_rank=ranks.get(name))
            for name in told.series_order
        ],
        targets=[
            schemas.Target(
                valid_from=canonical(one.valid_from),
                rule=one.rule,
                amount=written(one.amount),
                deadline=one.deadline.canonical if one.deadline else None,
                reason=one.reason,
            )
            for one in told.targets
        ],
        redefinitions=[
            schemas.Redefinition(
                valid_from=one.valid_from.canonical, before=one.before, after=one.after, reason=one.reason
            )
            for one in told.redefined
        ],
        standing=None if period is None else standing(facts, period, horizon),
    )


def standing(facts: ResultFacts, period: Period, horizon: Horizon) -> schemas.ResultStanding:
    """How the result stands in the period: the same judgement as on the pages."""
    cell = result_cell(facts, period, horizon)
    found = attainment_of(facts, period, horizon)
    return schemas.ResultStanding(
        period=period.canonical,
        state=cell.state,
        values=list(cell.lines),
        differences=[line.words for line in cell.differences],
        texts=list(cell.texts),
        breaks=list(cell.breaks),
        light=cell.light,
        judged=cell.judged,
        computed=cell.computed,
        computed_reason=cell.computed_reason.translated(gettext),
        attainment=None
        if found is None
        else schemas.Attainment(
            state=found.state, sentence=found.sentence.translated(gettext), gap=found.gap, due=found.due
        ),
    )


def measurement(row: Measurement, unit: str) -> schemas.Measurement:
    """One measurement. The row comes with its series, period and file."""
    return schemas.Measurement(
        id=row.pk,
        result_id=row.result_id,
        series=None if row.series is None else row.series.name,
        period=row.period.period.canonical,
        value=written(row.value),
        unit=unit,
        answer=Answer(row.answer) if row.answer else None,
        numerator=written(row.numerator),
        denominator=written(row.denominator),
        text=row.text,
        break_reason=row.break_reason,
        source=row.source,
        origin=origin(row),
        confirmed=sorted(row.confirmed),
        superseded_at=row.superseded_at,
        superseded_by=row.superseded_by or None,
    )
