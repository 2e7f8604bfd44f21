"""Chart definitions from facts: one result's curve or distribution, its sparkline, and lights by area."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from virkning.charts import (
    Bar,
    BarSeries,
    BreakMark,
    Chart,
    LightRow,
    LightsByArea,
    LineChart,
    Point,
    SeriesLine,
    Sparkline,
    StackedBars,
    TargetLine,
    TargetStep,
    small_multiples,
)
from virkning.charts.definitions import MOST_CATEGORIES, MOST_SERIES, Role
from virkning.figures.breaks import breaks_in
from virkning.figures.changes import change_sentence
from virkning.figures.indicators import Horizon, Indicator, IndicatorKind
from virkning.figures.numbers import danish_number
from virkning.figures.periods import Period
from virkning.figures.rules import RelativeTo
from virkning.figures.targets import effective_target, judged_series, required_value, target_phrase

from .judgements import is_there, tally
from .project import ProjectFacts, ResultFacts


def result_charts(facts: ResultFacts, horizon: Horizon, upto: Period) -> tuple[Chart, ...]:
    """The charts of a numeric result with at least two periods measured up to `upto`; none for others.

    One chart; one per series where there are more than can be read together.
    """
    periods = chart_periods(facts, horizon, upto)
    measured = [
        one for one in periods if any(_number(facts, name, one) is not None for name in _names(facts))
    ]
    if len(measured) < 2:
        return ()
    if facts.indicator.kind is IndicatorKind.DISTRIBUTION and _can_stack(facts, periods):
        return (_stacked(facts, periods, measured),)
    return _lines(facts, periods, measured)


def chart_periods(facts: ResultFacts, horizon: Horizon, upto: Period) -> tuple[Period, ...]:
    """The periods on the axis: the project's up to `upto`, of the kinds the result is measured in."""
    kinds = {one.period.kind for one in facts.indicator.readings if one.has_number}
    retired = facts.indicator.retired_in
    last = upto if retired is None or upto < retired else retired
    return tuple(
        one
        for one in horizon.periods
        if one.kind in kinds and one <= last and is_there(facts.indicator.added_in, one)
    )


def _names(facts: ResultFacts) -> tuple[str, ...]:
    return (*facts.indicator.measured_series, *facts.indicator.reference_series)


def _number(facts: ResultFacts, series: str, period: Period) -> Decimal | None:
    return facts.indicator.figure(series, period)


def _can_stack(facts: ResultFacts, periods: Sequence[Period]) -> bool:
    names = facts.indicator.measured_series
    figures = [_number(facts, name, period) for name in names for period in periods]
    return len(names) <= MOST_CATEGORIES and all(figure is None or figure >= 0 for figure in figures)


def _stacked(facts: ResultFacts, periods: Sequence[Period], measured: Sequence[Period]) -> StackedBars:
    unit = facts.indicator.unit
    parts = tuple(
        BarSeries(
            name=name or facts.statement,
            bars=tuple(Bar(value, _label(value)) for value in (_number(facts, name, one) for one in periods)),
        )
        for name in facts.indicator.measured_series
    )
    title = _("Fordelingen fra %(first)s til %(last)s") % {
        "first": measured[0].shown,
        "last": measured[-1].shown,
    }
    title = _with_redefinition(title, facts, measured)
    return StackedBars(
        title=title,
        description=_described(facts, measured),
        unit_label=_unit_label(facts.indicator),
        periods=tuple(one.shown for one in periods),
        parts=parts,
        is_share=unit.is_percent,
    )


def _lines(facts: ResultFacts, periods: Sequence[Period], measured: Sequence[Period]) -> tuple[Chart, ...]:
    names = [name for name in _names(facts) if any(_number(facts, name, one) is not None for one in periods)]
    lines = tuple(_line(facts, name, periods, index) for index, name in enumerate(dict.fromkeys(names)))
    frame = LineChart(
        title=_title(facts, measured),
        description=_described(facts, measured),
        unit_label=_unit_label(facts.indicator),
        x_labels=tuple(_axis_label(facts, one) for one in periods),
        series=lines[:1],
        target=_target(facts, periods),
        breaks=_breaks(facts, periods),
        is_share=facts.indicator.unit.is_percent,
    )
    if len(lines) > MOST_SERIES:
        return small_multiples(frame, lines)
    return (
        LineChart(
            title=frame.title,
            description=frame.description,
            unit_label=frame.unit_label,
            x_labels=frame.x_labels,
            series=lines,
            target=frame.target,
            breaks=frame.breaks,
            is_share=frame.is_share,
        ),
    )


def _line(facts: ResultFacts, name: str, periods: Sequence[Period], index: int) -> SeriesLine:
    role: Role = (
        "reference" if name in facts.indicator.reference_series else "main" if index == 0 else "second"
    )
    values = [_number(facts, name, one) for one in periods]
    last = max((place for place, value in enumerate(values) if value is not None), default=-1)
    points = tuple(
        Point(period.shown, place, value, _label(value), latest=place == last)
        for place, (period, value) in enumerate(zip(periods, values, strict=True))
    )
    return SeriesLine(name=name, points=points, role=role)


def _label(value: Decimal | None) -> str:
    return _("mangler") if value is None else danish_number(value)


def _axis_label(facts: ResultFacts, period: Period) -> str:
    if period == facts.indicator.baseline_period:
        return _("%(period)s (baseline)") % {"period": period.shown}
    return period.shown


def _unit_label(indicator: Indicator) -> str:
    return indicator.unit.text or _("Antal")


def _breaks(facts: ResultFacts, periods: Sequence[Period]) -> tuple[BreakMark, ...]:
    marks: dict[int, str] = {}
    for one in breaks_in(facts.indicator):
        place = next((place for place, period in enumerate(periods) if one.is_met_in(period, periods)), 0)
        if place > 0:
            marks.setdefault(place, str(one.reason))
    return tuple(BreakMark(place, reason) for place, reason in sorted(marks.items()))


def _target(facts: ResultFacts, periods: Sequence[Period]) -> TargetLine | None:
    """The target as a line, in steps where it was revised; none against a moving reference."""
    steps: list[TargetStep] = []
    for place, period in enumerate(periods):
        threshold = _threshold(facts.indicator, period)
        if threshold is not None and (not steps or steps[-1].value != threshold):
            steps.append(TargetStep(place, threshold))
    words = target_phrase(facts.indicator, periods[-1]) if periods else None
    if not steps or words is None:
        return None
    parted = facts.indicator.redefined_between(periods[0], periods[-1]) is not None
    if parted and _threshold(facts.indicator, periods[-1]) is None:
        return None  # it was counted from a baseline that is not to be compared with any more
    label = _("Mål: %(target)s") % {"target": words}
    if len(steps) == 1 and steps[0].position == 0:
        return TargetLine(steps[0].value, label)
    return TargetLine(None, label, tuple(steps))


def _threshold(indicator: Indicator, period: Period) -> Decimal | None:
    target = effective_target(indicator, period)
    if target is None or target.rule is None or target.rule.row.relative_to is RelativeTo.REFERENCE:
        return None
    series = judged_series(indicator, period)
    thresholds = {required_value(indicator, period, name) for name in series}
    return thresholds.pop() if len(thresholds) == 1 else None


def _title(facts: ResultFacts, measured: Sequence[Period]) -> str:
    """How the first series measured in both ends changed, in one sentence; else which periods are shown.

    Of a result that was redefined only what came after is compared.
    """
    last = measured[-1]
    since = [one for one in measured if facts.indicator.redefined_between(one, last) is None]
    for name in _names(facts) if len(since) > 1 else ():
        sentence = change_sentence(facts.indicator, name, since[0], last)
        if sentence is not None:
            told = f"{name}: {sentence}" if name else str(sentence)
            return _with_redefinition(told, facts, measured)
    told = _("Udviklingen fra %(first)s til %(last)s") % {"first": measured[0].shown, "last": last.shown}
    return _with_redefinition(told, facts, measured)


def _with_redefinition(told: str, facts: ResultFacts, measured: Sequence[Period]) -> str:
    """The title, and that what is shown before a redefinition is not comparable with what came after."""
    parting = facts.indicator.redefined_between(measured[0], measured[-1])
    if parting is None:
        return told
    words = _("Resultatet er omdefineret fra %(period)s og kan ikke sammenlignes med før.")
    return f"{told.rstrip('.')}. {words % {'period': parting.valid_from.shown}}"


def _described(facts: ResultFacts, measured: Sequence[Period]) -> str:
    """The alt text: what is drawn, and every value in words."""
    told = []
    for name in dict.fromkeys(_names(facts)):
        values = [(one, _number(facts, name, one)) for one in measured]
        words = ", ".join(
            f"{one.shown}: {facts.indicator.unit.format(value)}" for one, value in values if value is not None
        )
        if words:
            told.append(f"{name} {words}".strip())
    return f"{facts.statement.rstrip('.')}. {'; '.join(told).rstrip('.')}."


def sparkline(facts: ResultFacts, horizon: Horizon, upto: Period) -> Sparkline | None:
    """The tiny curve in the grid's row: the target's series, else the first; None below two values."""
    indicator = facts.indicator
    periods = chart_periods(facts, horizon, upto)
    names = judged_series(indicator, upto) if effective_target(indicator, upto) else indicator.measured_series
    values = [indicator.figure(names[0], one) for one in periods] if names else []
    if sum(value is not None for value in values) < 2:
        return None
    threshold = _threshold(indicator, upto)
    breaks = tuple(mark.position_before for mark in _breaks(facts, periods))
    return Sparkline(tuple(values), target=threshold, breaks=breaks)


def lights_by_area(facts: ProjectFacts, period: Period) -> LightsByArea | None:
    """Milestones' lights area by area; None where the project has no milestones in the period."""
    rows = []
    for area in facts.areas:
        milestones = [one for activity in area.activities for one in activity.milestones]
        lights = tally(milestones, (), period, facts.horizon).lights
        counts = {(light.value if light else "none"): number for light, number in lights.items()}
        if counts:
            rows.append(
                LightRow(
                    area=f"{area.number} {area.title}",
                    green=counts.get("green", 0),
                    yellow=counts.get("yellow", 0),
                    red=counts.get("red", 0),
                    none=counts.get("none", 0),
                )
            )
    if not rows:
        return None
    title = _("Milepælenes farver i %(period)s") % {"period": period.shown}
    said = "; ".join(
        _("%(area)s: %(green)d grønne, %(yellow)d gule, %(red)d røde, %(none)d uden farve")
        % {"area": row.area, "green": row.green, "yellow": row.yellow, "red": row.red, "none": row.none}
        for row in rows
    )
    return LightsByArea(
        title=title, description=f"{title}. {said}.", rows=tuple(rows), unit_label=_("Antal milepæle")
    )
