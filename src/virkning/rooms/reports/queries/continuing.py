"""Loads how a project's activities go on, what was learned, and who gains what."""

from typing import Any

from django.db.models import FilteredRelation, Q

from virkning.figures.continuing import Continuation, Lesson
from virkning.figures.periods import Period, PeriodKind
from virkning.rooms.activities.models import ActivityComment
from virkning.rooms.evaluations.models import BenefitBody, Embedding, Experience, PossibleBenefit

from ..facts.continuing import BenefitTable, CommentFacts, Continuing, EmbeddingFacts, ExperienceFacts

_PERIOD = ("period__kind", "period__start")


def load_continuing(project_id: int) -> Continuing:
    """All of the project's. Five queries."""
    return Continuing(
        embeddings=load_embeddings(project_id),
        experiences=load_experiences(project_id),
        comments=load_comments(project_id),
        benefits=load_benefits(project_id),
    )


def load_embeddings(project_id: int, activity_id: int | None = None) -> tuple[EmbeddingFacts, ...]:
    """How the project's activities (or one of them) go on, activity by activity, by period. One query."""
    rows = Embedding.objects.filter(activity__project_id=project_id, activity__removed_at__isnull=True)
    columns = ("id", "activity_id", "activity__number", "activity__title", *_PERIOD, "continuation")
    more = ("responsible", "secured_until", "money", "risk", "text")
    return tuple(
        EmbeddingFacts(
            activity_id=activity,
            activity=f"{number} {title}",
            period=Period(PeriodKind(kind), start),
            continuation=Continuation(continuation),
            id=key,
            **dict(zip(more, said, strict=True)),
        )
        for key, activity, number, title, kind, start, continuation, *said in (
            _of_activity(rows, activity_id)
            .order_by("activity__position", "activity_id", "period__start", "id")
            .values_list(*columns, *more)
        )
    )


def load_experiences(project_id: int) -> tuple[ExperienceFacts, ...]:
    """The project's experiences in the order in which they were written down. One query."""
    rows = Experience.objects.filter(project_id=project_id).order_by("period__start", "position", "id")
    return tuple(
        ExperienceFacts(
            period=Period(PeriodKind(kind), start),
            lesson=Lesson(lesson),
            text=text,
            activity_id=activity,
            activity=f"{number} {title}" if activity else "",
            id=key,
        )
        for key, kind, start, lesson, text, activity, number, title in rows.values_list(
            "id", *_PERIOD, "lesson", "text", "activity_id", "activity__number", "activity__title"
        )
    )


def load_comments(project_id: int, activity_id: int | None = None) -> tuple[CommentFacts, ...]:
    """What is told of the project's activities (or one of them) as a whole, by period. One query."""
    rows = ActivityComment.objects.filter(activity__project_id=project_id, activity__removed_at__isnull=True)
    return tuple(
        CommentFacts(activity, Period(PeriodKind(kind), start), text)
        for activity, kind, start, text in (
            _of_activity(rows, activity_id)
            .order_by("activity__position", "activity_id", "period__start", "id")
            .values_list("activity_id", *_PERIOD, "text")
        )
    )


def load_benefits(project_id: int) -> BenefitTable:
    """The project's benefit table. Two queries."""
    benefits = dict(
        PossibleBenefit.objects.filter(project_id=project_id)
        .order_by("position", "id")
        .values_list("id", "name")
    )
    standing = Q(gains__removed_at__isnull=True)
    rows = BenefitBody.objects.filter(project_id=project_id).annotate(
        gain=FilteredRelation("gains", condition=standing)
    )
    bodies: dict[int, str] = {}
    gains: dict[tuple[int, int], str] = {}
    for body, name, benefit, text in rows.order_by("position", "id", "gain__id").values_list(
        "id", "name", "gain__benefit_id", "gain__text"
    ):
        bodies[body] = name
        if benefit is not None:
            gains[body, benefit] = text
    return BenefitTable(
        bodies=tuple(bodies.values()),
        benefits=tuple(benefits.values()),
        cells=tuple(tuple(gains.get((body, benefit), "") for benefit in benefits) for body in bodies),
    )


def _of_activity(rows: Any, activity_id: int | None) -> Any:
    return rows if activity_id is None else rows.filter(activity_id=activity_id)
