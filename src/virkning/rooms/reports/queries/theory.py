"""Loads the arrows of a project's theory of change."""

from virkning.figures.theory import Basis
from virkning.rooms.theory.queries.arrows import arrows_of

from ..facts.theory import ArrowFacts

_COLUMNS = (
    "id",
    "from_activity_id",
    "from_result_id",
    "to_result_id",
    "basis",
    "reason",
    "other_explanations",
)


def load_arrows(project_id: int) -> tuple[ArrowFacts, ...]:
    """The arrows between what is still there, in the order they were drawn. One query."""
    return tuple(
        ArrowFacts(key, activity, start, end, Basis(basis), reason, others)
        for key, activity, start, end, basis, reason, others in arrows_of(project_id).values_list(*_COLUMNS)
    )
