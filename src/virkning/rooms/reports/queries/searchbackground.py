"""Searches what stands behind the judgements. Interviews are not searched: their notes are the evaluator's."""

from collections.abc import Callable, Mapping
from typing import Any

from virkning.figures.periods import Period, PeriodKind
from virkning.rooms.evaluations.models import ActivityPortrait, OtherExplanation, UnexpectedResult
from virkning.rooms.programmes.models import Phase

from .hits import Hit, HitKind, Hits, Part
from .matching import Asked, asked_page, heading_of, matching, texts_of
from .places import Place

_PERIOD = ("period__kind", "period__start")
_ACTIVITY = ("activity__number", "activity__title")
_ANNEX = ("target_group", "results", "referral", "methods", "difficulties", "embedding")


def _period(row: Mapping[str, Any]) -> str:
    return Period(PeriodKind(row["period__kind"]), row["period__start"]).shown


def _find_unexpected(asked: Asked) -> Hits:
    there = UnexpectedResult.objects.order_by("project_id", "-period__start", "position", "id")
    rows = matching(there, asked, ("text",), "project_id")
    page, total = asked_page(
        rows, asked, "pk", "project_id", "text", "activity_id", "activity__removed_at", *_ACTIVITY, *_PERIOD
    )
    return Hits(HitKind.UNEXPECTED, tuple(_unexpected(asked, row) for row in page), total)


def _unexpected(asked: Asked, row: Mapping[str, Any]) -> Hit:
    place, about = Place("background", row["project_id"], row["project_id"]), _period(row)
    if row["activity_id"] and row["activity__removed_at"] is None:
        place = Place("activity", row["project_id"], row["activity_id"])
        about = f"{about}, {row['activity__number']} {row['activity__title']}"
    project = heading_of(asked, row["project_id"])
    return Hit(HitKind.UNEXPECTED, row["pk"], row["text"], (), project, place, about=about)


def _find_explanations(asked: Asked) -> Hits:
    project = "result__project_id"
    there = OtherExplanation.objects.filter(result__removed_at=None)
    rows = matching(
        there.order_by(project, "result_id", "-period__start", "position", "id"), asked, ("text",), project
    )
    about = ("result_id", "result__number", "result__statement")
    page, total = asked_page(rows, asked, "pk", project, "text", *about, *_PERIOD)
    hits = tuple(
        Hit(
            HitKind.EXPLANATION,
            row["pk"],
            row["text"],
            (),
            heading_of(asked, row[project]),
            Place("result", row[project], row["result_id"]),
            about=f"{_period(row)}, {row['result__number']} {row['result__statement']}",
        )
        for row in page
    )
    return Hits(HitKind.EXPLANATION, hits, total)


def _find_annexes(asked: Asked) -> Hits:
    project = "activity__project_id"
    there = ActivityPortrait.objects.filter(activity__removed_at=None)
    rows = matching(there.order_by(project, "activity_id", "-period__start", "id"), asked, _ANNEX, project)
    page, total = asked_page(rows, asked, "pk", project, "activity_id", *_ACTIVITY, *_ANNEX, *_PERIOD)
    parts = tuple((Part.ANNEX, column) for column in _ANNEX)
    hits = tuple(
        Hit(
            HitKind.ANNEX,
            row["pk"],
            f"{row['activity__number']} {row['activity__title']}",
            texts_of(row, parts),
            heading_of(asked, row[project]),
            Place("activity", row[project], row["activity_id"]),
            about=_period(row),
        )
        for row in page
    )
    return Hits(HitKind.ANNEX, hits, total)


def _find_phases(asked: Asked) -> Hits:
    columns = ("title", "text")
    rows = matching(Phase.objects.order_by("project_id", "starts_on", "id"), asked, columns, "project_id")
    page, total = asked_page(rows, asked, "pk", "project_id", *columns)
    hits = tuple(
        Hit(
            HitKind.PHASE,
            row["pk"],
            row["title"],
            texts_of(row, ((Part.HAPPENED, "text"),)),
            heading_of(asked, row["project_id"]),
            Place("background", row["project_id"], row["project_id"]),
        )
        for row in page
    )
    return Hits(HitKind.PHASE, hits, total)


FINDERS: dict[HitKind, Callable[[Asked], Hits]] = {
    HitKind.UNEXPECTED: _find_unexpected,
    HitKind.EXPLANATION: _find_explanations,
    HitKind.ANNEX: _find_annexes,
    HitKind.PHASE: _find_phases,
}
