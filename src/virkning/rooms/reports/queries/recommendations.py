"""Loads projects' recommendations with all that was said of them."""

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import FilteredRelation, Q

from virkning.figures.following import FollowUpState
from virkning.figures.periods import Period, PeriodKind
from virkning.rooms.evaluations.models import Recommendation

from ..facts.recommendations import FollowUpFacts, RecommendationFacts


def load_recommendations(project_id: int) -> tuple[RecommendationFacts, ...]:
    """All of the project's, in the order in which they were given. One query."""
    return recommendations_in([project_id])[project_id]


def recommendations_in(project_ids: Sequence[int]) -> dict[int, tuple[RecommendationFacts, ...]]:
    """The recommendations of each project. One query."""
    standing = Q(follow_ups__removed_at__isnull=True)
    rows = Recommendation.objects.filter(project_id__in=project_ids).annotate(
        said=FilteredRelation("follow_ups", condition=standing)
    )
    told: dict[int, tuple[int, RecommendationFacts, list[FollowUpFacts]]] = {}
    for project, key, kind, start, text, addressee, deadline, number, title, *said in rows.order_by(
        "period__start", "position", "id", "said__period__start", "said__id"
    ).values_list(
        *("project_id", "id", "period__kind", "period__start", "text", "addressee", "deadline"),
        *("activity__number", "activity__title"),
        *("said__period__kind", "said__period__start", "said__state", "said__comment"),
    ):
        if key not in told:
            facts = RecommendationFacts(
                id=key,
                period=Period(PeriodKind(kind), start),
                text=text,
                addressee=addressee,
                deadline=deadline,
                activity=f"{number} {title}" if number else "",
            )
            told[key] = (project, facts, [])
        if said[0]:
            period = Period(PeriodKind(said[0]), said[1])
            told[key][2].append(FollowUpFacts(period, FollowUpState(said[2]), said[3]))
    found: dict[int, list[RecommendationFacts]] = {key: [] for key in project_ids}
    for project, facts, follow_ups in told.values():
        found[project].append(replace(facts, follow_ups=tuple(follow_ups)))
    return {key: tuple(given) for key, given in found.items()}
