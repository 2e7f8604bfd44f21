"""The links of a project's results to measures, and those of a programme."""

from django.db.models import QuerySet

from virkning.rooms.programmes.models import Programme, Project

from ..models import MeasureLink


def links_of(project: Project) -> QuerySet[MeasureLink]:
    """The project's links, by result. One query."""
    return _listed().filter(result__project=project)


def links_in(programme: Programme, measure: str) -> QuerySet[MeasureLink]:
    """The links to a measure in the projects of a programme the scope sees. One query."""
    return _listed().filter(result__project__programme=programme, measure=measure)


def _listed() -> QuerySet[MeasureLink]:
    rows = MeasureLink.objects.filter(result__removed_at__isnull=True).select_related(
        "result__project", "register"
    )
    return rows.order_by("result__project_id", "result__position", "result_id", "series", "pk")
