"""Loads a project's target-group matrix."""

from virkning.figures.theory import Quadrant
from virkning.rooms.theory.models import MatrixCount, MatrixGroup

from ..facts.matrix import MatrixCountFacts, MatrixFacts, MatrixGroupFacts


def load_matrix(project_id: int) -> MatrixFacts:
    """The groups in their order with their counts. Two queries.

    Whoever sees the project is told the linked target group's number and the plan's year: that much the project itself
    says. The words of the plan are for those who may see it.
    """
    counts: dict[int, list[MatrixCountFacts]] = {}
    told = MatrixCount.objects.filter(group__project_id=project_id, group__removed_at__isnull=True)
    for group, day, count, by in told.order_by("counted_on", "id").values_list(
        "group_id", "counted_on", "count", "counted_by"
    ):
        counts.setdefault(group, []).append(MatrixCountFacts(day, count, by))
    rows = MatrixGroup.objects.filter(project_id=project_id).order_by("position", "id")
    return MatrixFacts(
        tuple(
            MatrixGroupFacts(
                id=key,
                title=title,
                description=description,
                quadrant=Quadrant(quadrant),
                target_group=number or "",
                plan_year=year,
                counts=tuple(counts.get(key, ())),
            )
            for key, title, description, quadrant, number, year in rows.values_list(
                *("id", "title", "description", "quadrant"),
                *("target_group__number", "target_group__overall__goal__plan__year"),
            )
        )
    )
