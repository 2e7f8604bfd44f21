"""Loads a project's recommendations with all that was said of them."""

from collections import defaultdict

from virkning.figures.following import FollowUpState
from virkning.figures.periods import Period, PeriodKind
from virkning.rooms.evaluations.models import FollowUp, Recommendation

from ..facts.recommendations import FollowUpFacts, RecommendationFacts


def load_recommendations(project_id: int) -> tuple[RecommendationFacts, ...]:
    """All of the project's, in the order in which they were given. Two queries."""
    rows = Recommendation.objects.filter(project_id=project_id)
    columns = ("id", "period__kind", "period__start", "text", "addressee", "deadline")
    given = list(
        rows.order_by("period__start", "position", "id").values_list(
            *columns, "activity__number", "activity__title"
        )
    )
    said = _follow_ups(project_id) if given else {}
    return tuple(
        RecommendationFacts(
            id=key,
            period=Period(PeriodKind(kind), start),
            text=text,
            addressee=addressee,
            deadline=deadline,
            activity=f"{number} {title}" if number else "",
            follow_ups=tuple(said.get(key, ())),
        )
        for key, kind, start, text, addressee, deadline, number, title in given
    )


def _follow_ups(project_id: int) -> dict[int, list[FollowUpFacts]]:
    rows = FollowUp.objects.filter(recommendation__project_id=project_id).order_by("period__start", "id")
    found: dict[int, list[FollowUpFacts]] = defaultdict(list)
    for key, kind, start, state, comment in rows.values_list(
        "recommendation_id", "period__kind", "period__start", "state", "comment"
    ):
        found[key].append(FollowUpFacts(Period(PeriodKind(kind), start), FollowUpState(state), comment))
    return found
