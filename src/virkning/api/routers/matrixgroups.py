"""The groups of a target-group matrix: added, corrected, moved to another quadrant, taken away."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.plans.models import TargetGroup
from virkning.rooms.programmes.models import Project
from virkning.rooms.theory.actions.matrix import add_group, change_group, move_group, remove_group
from virkning.rooms.theory.models import MatrixGroup
from virkning.rooms.theory.queries.groups import target_groups_for

from ..door import found
from ..kinds import Kind, fields_of
from ..schemas import matrix as schemas
from ..schemas.values import VersionAsked
from ..telling.matrix import matrix_group_now
from ..wording import gettext_lazy as _

router = Router()
_FIELDS = {"target_group": "target_group_id"}
_GROUPS = "/projects/{int:project_id}/target-group-matrix/groups"
GROUPS = Kind(
    router=router,
    at=_GROUPS + "/{int:matrix_group_id}",
    model=MatrixGroup,
    lookups={"pk": "matrix_group_id", "project": "project_id"},
    told=schemas.MatrixGroup,
    now=matrix_group_now,
    sees=Permission.SEE_PROJECT,
    edits=Permission.EDIT_PROJECT,
)


@GROUPS.make(
    _GROUPS, Project, "api_matrix_groups", _("Tilføj en gruppe i målgruppematricen"), pk="project_id"
)
def write_matrix_group(request: HttpRequest, project_id: int, given: schemas.MatrixGroupGiven) -> Any:
    """Add a group to a quadrant, after the others."""

    def add(project: Project, by: Author) -> MatrixGroup:
        with fields_of(_FIELDS):
            return add_group(project=project, by=by, **_values(given, project))

    return GROUPS.made(request, add)


@GROUPS.read("api_matrix_group", _("En gruppe i målgruppematricen"))
def show_matrix_group(request: HttpRequest, project_id: int, matrix_group_id: int) -> Any:
    """A group with its counts, and the version to correct it by."""
    return matrix_group_now(found(request).pk)


@GROUPS.change(_("Ret en gruppe i målgruppematricen"))
def correct_matrix_group(
    request: HttpRequest, project_id: int, matrix_group_id: int, given: schemas.MatrixGroupChanged
) -> Any:
    """Correct a group: it will be as the body says, the fields left out too. Its counts stay."""

    def change(group: MatrixGroup, by: Author) -> MatrixGroup:
        values = _values(given, group.project, group.target_group_id)
        with fields_of(_FIELDS):
            return change_group(group, version=given.version, by=by, **values)

    return GROUPS.changed(request, change)


@GROUPS.act("/move", "api_matrix_group_move", _("Flyt en gruppe til et andet felt"))
def move_matrix_group(
    request: HttpRequest, project_id: int, matrix_group_id: int, given: schemas.MatrixGroupMoved
) -> Any:
    """Put a group into another quadrant, its counts with it."""
    return GROUPS.changed(request, lambda group, by: move_group(group, by=by, **given.model_dump()))


@GROUPS.remove(_("Fjern en gruppe i målgruppematricen"))
def delete_matrix_group(
    request: HttpRequest, project_id: int, matrix_group_id: int, version: VersionAsked
) -> Any:
    """Take a group away with its counts; a person can bring both back."""
    return GROUPS.removed(request, lambda group, by: remove_group(group, version=version, by=by))


def _values(given: schemas.MatrixGroupGiven, project: Project, linked: int | None = None) -> dict[str, Any]:
    """What the actions take."""
    return {
        "title": given.title,
        "quadrant": given.quadrant,
        "description": given.description,
        "target_group": _chosen(given.target_group_id, project, linked),
    }


def _chosen(key: int | None, project: Project, linked: int | None) -> TargetGroup | None:
    """The target group, as a page would offer it. Raises `Refused`."""
    if key is None:
        return None
    offered = target_groups_for(project, linked)
    record = next((one.record for one in offered if one.pk == key), None)
    if record is None:
        raise Refused({"target_group_id": gettext("Vælg en målgruppe fra en af projektets kommuner.")})
    return record
