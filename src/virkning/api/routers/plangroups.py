"""A plan's target groups: added, worded, moved, removed."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.audit.authors import Author
from virkning.rooms.plans.actions.groups import add_group, change_group, place_group, remove_group
from virkning.rooms.plans.models import OverallGroup, TargetGroup

from ..door import found
from ..kinds import Kind, fields_of, named
from ..schemas import plans as schemas
from ..schemas.values import PlaceGiven, VersionAsked
from ..telling.plans import group_now
from ..wording import gettext_lazy as _

router = Router()
GROUPS = Kind(
    router=router,
    at="/plans/{int:plan_id}/groups/{int:group_id}",
    model=TargetGroup,
    lookups={"pk": "group_id", "overall__goal__plan": "plan_id"},
    told=schemas.TargetGroup,
    now=group_now,
    sees=Permission.SEE_PLAN,
    edits=Permission.EDIT_PLAN,
)


@GROUPS.make(
    "/plans/{int:plan_id}/overall-groups/{int:overall_id}/groups",
    OverallGroup,
    "api_plan_groups",
    _("Tilføj en målgruppe"),
    pk="overall_id",
    goal__plan="plan_id",
)
def write_target_group(request: HttpRequest, plan_id: int, overall_id: int, given: schemas.GroupGiven) -> Any:
    """Add a target group after the others of its overall group."""
    return GROUPS.made(request, lambda overall, by: add_group(overall, by=by, **given.model_dump()))


@GROUPS.read("api_plan_group", _("En målgruppe med resultater og trin"))
def show_target_group(request: HttpRequest, plan_id: int, group_id: int) -> Any:
    """A target group with its results and steps, each with the version to correct it by."""
    return group_now(found(request).pk)


@GROUPS.change(_("Ret en målgruppe"))
def correct_target_group(
    request: HttpRequest, plan_id: int, group_id: int, given: schemas.GroupChanged
) -> Any:
    """Give a target group another number or title, or move it under another overall group of the plan."""

    def change(group: TargetGroup, by: Author) -> TargetGroup:
        where = {"goal__plan": plan_id}
        above = (
            None if given.overall_id is None else named(OverallGroup, given.overall_id, "overall_id", **where)
        )
        values = given.model_dump(exclude={"overall_id"})
        with fields_of({"overall": "overall_id"}):
            return change_group(group, overall=above, by=by, **values)

    return GROUPS.changed(request, change)


@GROUPS.act("/place", "api_plan_group_place", _("Flyt en målgruppe i rækkefølgen"))
def place_target_group(request: HttpRequest, plan_id: int, group_id: int, given: PlaceGiven) -> Any:
    """Give a target group its place in its overall group; where they are numbered A1, A2 … they are numbered anew."""
    return GROUPS.changed(request, lambda group, by: place_group(group, to=given.to, by=by))


@GROUPS.remove(_("Fjern en målgruppe med dens resultater og trin"))
def delete_target_group(request: HttpRequest, plan_id: int, group_id: int, version: VersionAsked) -> Any:
    """Take a target group away with its results and steps; a person can bring them back."""
    return GROUPS.removed(request, lambda group, by: remove_group(group, version=version, by=by))
