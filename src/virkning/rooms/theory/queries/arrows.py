"""The arrows of a theory between what is still there."""

from typing import Any

from django.db.models import Q

from ..models import Arrow

_THERE = (
    Q(to_result__removed_at__isnull=True)
    & (Q(from_activity__isnull=True) | Q(from_activity__removed_at__isnull=True))
    & (Q(from_result__isnull=True) | Q(from_result__removed_at__isnull=True))
)


def arrows_of(project_id: int) -> Any:
    """The project's arrows whose ends have not been removed, in the order they were drawn."""
    return Arrow.objects.filter(_THERE, project_id=project_id).order_by("id")


def arrows_at(*, activities: list[int], results: list[int]) -> int:
    """How many visible arrows begin or end at any of these. One query."""
    touching = (
        Q(from_activity_id__in=activities) | Q(from_result_id__in=results) | Q(to_result_id__in=results)
    )
    return Arrow.objects.filter(_THERE & touching).count()
