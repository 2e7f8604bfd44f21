"""The groups of a target-group matrix as the API tells them."""

from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.reports.facts.matrix import MatrixGroupFacts
from virkning.rooms.reports.queries.matrix import load_matrix
from virkning.rooms.theory.models import MatrixGroup

from ..schemas import matrix as schemas


def groups_told(project_id: int) -> list[schemas.MatrixGroup]:
    """The groups in their order, each with what was counted day by day. Three queries."""
    with one_moment():
        facts = load_matrix(project_id)
        rows = MatrixGroup.objects.filter(project_id=project_id).order_by("id")
        beside = {key: more for key, *more in rows.values_list("id", "target_group_id", "version")}
    return [_group(one, *beside[one.id]) for one in facts.groups]


def matrix_group_now(key: int) -> schemas.MatrixGroup:
    """The group as it is now. Raises `NotVisible`. Four queries."""
    group = MatrixGroup.objects.filter(pk=key).first()
    told = [] if group is None else [one for one in groups_told(group.project_id) if one.id == key]
    if not told:
        raise NotVisible
    return told[0]


def _group(one: MatrixGroupFacts, target_group_id: int | None, version: int) -> schemas.MatrixGroup:
    return schemas.MatrixGroup(
        id=one.id,
        title=one.title,
        description=one.description,
        quadrant=one.quadrant,
        target_group=one.target_group,
        target_group_id=target_group_id,
        plan_year=one.plan_year,
        counts=[
            schemas.MatrixCounted(day=count.day, count=count.count, counted_by=count.by)
            for count in one.counts
        ],
        version=version,
    )
