"""The next free number of a result."""

from virkning.rooms.activities.queries.numbers import next_number
from virkning.rooms.programmes.models import Project

from ..models import Result


def next_result_number(project: Project) -> str:
    """One query."""
    rows = Result.objects.filter(project=project).order_by("position", "id")
    return next_number(list(rows.values_list("number", flat=True)), "1")
