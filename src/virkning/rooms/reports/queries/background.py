"""Loads what evaluators hold beside a project's figures. Notes are never asked for: they stay with the evaluator."""

from typing import Any

from virkning.figures.continuing import EvidenceKind, Surprise
from virkning.figures.periods import Period, PeriodKind
from virkning.rooms.evaluations.models import ActivityPortrait, Evidence, OtherExplanation, UnexpectedResult
from virkning.rooms.programmes.models import Phase

from ..facts.evidence import (
    Background,
    EvidenceFacts,
    ExplanationFacts,
    PhaseFacts,
    PortraitFacts,
    UnexpectedFacts,
)

_PERIOD = ("period__kind", "period__start")
_ACTIVITY = ("activity_id", "activity__number", "activity__title")


def load_background(project_id: int) -> Background:
    """All of the project's. Five queries."""
    return Background(
        phases=load_phases(project_id),
        evidence=load_evidence(project_id),
        unexpected=load_unexpected(project_id),
        explanations=load_explanations(project_id),
        portraits=load_portraits(project_id),
    )


def load_phases(project_id: int) -> tuple[PhaseFacts, ...]:
    """The project's phases as they came. One query."""
    rows = Phase.objects.filter(project_id=project_id).order_by("starts_on", "position", "id")
    return tuple(
        PhaseFacts(title=title, starts_on=starts, ends_on=ends, text=text, id=key)
        for title, starts, ends, text, key in rows.values_list("title", "starts_on", "ends_on", "text", "id")
    )


def load_evidence(project_id: int, **where: Any) -> tuple[EvidenceFacts, ...]:
    """The project's evidence by period and day, those without a day last. One query."""
    columns = ("id", "kind", "role", "method", "held_on", "people", "file__name", *_PERIOD, *_ACTIVITY)
    rows = Evidence.objects.filter(project_id=project_id, **where).order_by("period__start", "held_on", "id")
    found = [
        EvidenceFacts(
            period=Period(PeriodKind(row["period__kind"]), row["period__start"]),
            kind=EvidenceKind(row["kind"]),
            role=row["role"],
            method=row["method"],
            held_on=row["held_on"],
            people=row["people"],
            activity_id=row["activity_id"],
            activity=_activity(row),
            file_name=row["file__name"] or "",
            id=row["id"],
        )
        for row in rows.values(*columns)
    ]
    # Databases do not agree on where nothing stands among days.
    return tuple(
        sorted(
            found, key=lambda one: (one.period.start, one.held_on is None, one.held_on or one.period.start)
        )
    )


def load_unexpected(project_id: int, **where: Any) -> tuple[UnexpectedFacts, ...]:
    """The project's unexpected results by period. One query."""
    rows = UnexpectedResult.objects.filter(project_id=project_id, **where)
    return tuple(
        UnexpectedFacts(
            period=Period(PeriodKind(row["period__kind"]), row["period__start"]),
            text=row["text"],
            surprise=Surprise(row["surprise"]),
            activity_id=row["activity_id"],
            activity=_activity(row),
            id=row["id"],
        )
        for row in rows.order_by("period__start", "position", "id").values(
            "id", "text", "surprise", *_PERIOD, *_ACTIVITY
        )
    )


def load_explanations(project_id: int, **where: Any) -> tuple[ExplanationFacts, ...]:
    """Other explanations of the project's results, by period. One query."""
    rows = OtherExplanation.objects.filter(
        result__project_id=project_id, result__removed_at__isnull=True, **where
    ).order_by("result__position", "result_id", "period__start", "position", "id")
    return tuple(
        ExplanationFacts(result_id=result, period=Period(PeriodKind(kind), start), text=text, id=key)
        for result, kind, start, text, key in rows.values_list("result_id", *_PERIOD, "text", "id")
    )


def load_portraits(project_id: int, **where: Any) -> tuple[PortraitFacts, ...]:
    """The annexes on the project's activities, by period and in the activities' order. One query."""
    there = {"activity__project_id": project_id, "activity__removed_at__isnull": True}
    texts = ("target_group", "results", "referral", "methods", "difficulties", "embedding")
    rows = ActivityPortrait.objects.filter(**there, **where).order_by(
        "period__start",
        "activity__area__position",
        "activity__area_id",
        "activity__position",
        "activity_id",
        "id",
    )
    return tuple(
        PortraitFacts(
            activity_id=row["activity_id"],
            activity=_activity(row),
            period=Period(PeriodKind(row["period__kind"]), row["period__start"]),
            **{name: row[name] for name in texts},
            id=row["id"],
        )
        for row in rows.values("id", *texts, *_PERIOD, *_ACTIVITY)
    )


def _activity(row: Any) -> str:
    return f"{row['activity__number']} {row['activity__title']}" if row["activity_id"] else ""
