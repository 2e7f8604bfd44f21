"""Results with their series, target versions and measurements, by the place they are told in. Four queries."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import FilteredRelation, Q

from virkning.figures.indicators import (
    Answer,
    Indicator,
    IndicatorKind,
    Reading,
    Redefined,
    Target,
    Term,
)
from virkning.figures.rules import TargetRule
from virkning.figures.units import Unit
from virkning.rooms.results import models

from ..facts.project import MeasurementFacts, ResultFacts
from .loading import ORIGIN, Loading, Row, Told, deadline, grouped, origin

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
_LINK = (
    "activity_links__activity_id",
    "activity_links__activity__number",
    "activity_links__activity__removed_at",
)
_REDEFINED = (
    *("parting__id", "parting__valid_from_id", "parting__reason"),
    *("parting__before", "parting__after"),
)


def results_by_place(about: Loading, told: Told) -> dict[tuple[str, int], list[ResultFacts]]:
    """Results by the place they are told in: an activity, an area or the project; and where they are shared."""
    rows, links, redefined = _results(about)
    series, targets, measured = _series(about), _targets(about), _measurements(about)
    found: dict[tuple[str, int], list[ResultFacts]] = defaultdict(list)
    for key, row in rows.items():
        facts = ResultFacts(
            id=key,
            number=row["number"],
            statement=row["statement"],
            term=Term(row["term"]),
            indicator=_indicator(about, row, series[key], targets[key], measured[key], redefined[key]),
            own_baseline=row["baseline_id"] is not None,
            reason=row["reason"],
            replaced_by=row["replaced_by__number"] or "",
            activity_numbers=tuple(number for _activity, number in links[key]),
            area_number=row["area__number"] or "",
            measurements=tuple(measured[key]),
            assessments=tuple(told.get(("result", key), ())),
        )
        for place in _places(row, links[key]):
            found[place].append(facts)
    return found


def _results(
    about: Loading,
) -> tuple[dict[int, dict[str, Any]], Mapping[int, list[Row]], Mapping[int, list[Redefined]]]:
    """Results by key, in order, each one's activities that are still there: (activity, number), and redefinitions.

    Read in one: a redefinition is rare, and repeats the few rows of its result.
    """
    standing = Q(redefinitions__removed_at__isnull=True)
    rows = (
        models.Result.objects.filter(project_id__in=about.ids)
        .annotate(parting=FilteredRelation("redefinitions", condition=standing))
        .order_by("position", "id", "activity_links__position", "activity_links__id", "parting__id")
    )
    found: dict[int, dict[str, Any]] = {}
    links: dict[int, dict[int, Row]] = defaultdict(dict)
    redefined: dict[int, dict[int, Redefined]] = defaultdict(dict)
    for row in rows.values(*_RESULT, *_LINK, *_REDEFINED):
        found.setdefault(row["id"], row)
        activity, number, removed_at = (row[column] for column in _LINK)
        if activity is not None and removed_at is None:
            links[row["id"]].setdefault(activity, (activity, number))
        key, since, reason, before, after = (row[column] for column in _REDEFINED)
        if key is not None:
            redefined[row["id"]][key] = Redefined(about.periods[since], reason, before, after)
    return (
        found,
        defaultdict(list, {key: list(one.values()) for key, one in links.items()}),
        defaultdict(list, {key: list(one.values()) for key, one in redefined.items()}),
    )


def _indicator(
    about: Loading,
    row: dict[str, Any],
    series: list[Row],
    targets: list[Target],
    measured: list[MeasurementFacts],
    redefined: list[Redefined],
) -> Indicator:
    ranked = sorted((rank, name) for _result, name, _is_target, rank in series if rank is not None)
    return Indicator(
        kind=IndicatorKind(row["kind"]),
        unit=Unit.parse(row["unit"]),
        baseline_period=about.period(row["baseline_id"]) or about.baselines.get(row["project_id"]),
        readings=tuple(one.reading for one in measured),
        targets=tuple(targets),
        target_series=next((name for _result, name, is_target, _rank in series if is_target), ""),
        reference_series=tuple(name for _rank, name in ranked),
        series_order=tuple(name for _result, name, _is_target, _rank in series),
        expected_from=about.period(row["expected_from_id"]),
        added_in=about.period(row["added_in_id"]),
        retired_in=about.period(row["retired_in_id"]),
        retired_reason=row["reason"] if row["retired_in_id"] else "",
        replaced_by=row["replaced_by__number"] or "",
        redefined=tuple(sorted(redefined, key=lambda one: one.valid_from.start)),
    )


def _series(about: Loading) -> Mapping[int, list[Row]]:
    rows = models.Series.objects.filter(result__project_id__in=about.ids).order_by("position", "id")
    return grouped(rows.values_list("result_id", "name", "is_target", "reference_rank"))


def _targets(about: Loading) -> Mapping[int, list[Target]]:
    rows = models.TargetVersion.objects.filter(result__project_id__in=about.ids).order_by("id")
    found: dict[int, list[Target]] = defaultdict(list)
    for result, valid_from, rule, amount, day, kind, reason in rows.values_list(
        "result_id", "valid_from_id", "rule", "amount", "deadline", "deadline_kind", "reason"
    ):
        chosen = TargetRule(rule) if rule else None
        found[result].append(Target(chosen, amount, deadline(day, kind), about.period(valid_from), reason))
    return found


def _measurements(about: Loading) -> Mapping[int, list[MeasurementFacts]]:
    rows = models.Measurement.objects.filter(result__project_id__in=about.ids, superseded_at=None)
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
        *columns,
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
        *ORIGIN,
    ):
        reading = Reading(
            series=name or "",
            period=about.periods[period],
            number=value,
            answer=Answer(answer) if answer else None,
            numerator=over,
            denominator=under,
            text=text,
            break_reason=broken,
            is_note=series is None,
        )
        found[result].append(MeasurementFacts(reading, origin(columns), source))
    return found


def _places(row: dict[str, Any], links: list[Row]) -> list[tuple[str, int]]:
    """Where a result is told: in full under its first activity, in short under the others."""
    if links:
        first, *others = [activity for activity, _number in links]
        return [("activity", first), *(("shared", other) for other in others)]
    if row["area_id"]:
        return [("area", row["area_id"])]
    return [("project", row["project_id"])]
