"""A plan's results: added, worded, moved, out of use and into it again, tied to projects' results, followed up."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.audit.authors import Author
from virkning.rooms.plans.actions.fates import Fates
from virkning.rooms.plans.actions.following import Said, follow_results, follow_up
from virkning.rooms.plans.actions.results import (
    add_result,
    change_result,
    place_result,
    regroup_result,
    remove_result,
    retire_result,
    unretire_result,
)
from virkning.rooms.plans.models import PlannedResult, TargetGroup
from virkning.rooms.plans.queries.hanging import steps_on

from ..door import found
from ..kinds import Kind, fields_of, named
from ..schemas import plans as schemas
from ..schemas.values import KeyAsked, PlaceGiven, VersionAsked
from ..telling.plans import result_now
from ..wording import gettext_lazy as _

router = Router()
#: A form asks of each step that hangs on the result; a call says one thing of all of them.
_STEPS = {"step_": "steps_to"}
RESULTS = Kind(
    router=router,
    at="/plans/{int:plan_id}/results/{int:planned_id}",
    model=PlannedResult,
    lookups={"pk": "planned_id", "group__overall__goal__plan": "plan_id"},
    told=schemas.PlannedResult,
    now=result_now,
    sees=Permission.SEE_PLAN,
    edits=Permission.EDIT_PLAN,
)


@RESULTS.make(
    "/plans/{int:plan_id}/groups/{int:group_id}/results",
    TargetGroup,
    "api_planned_results",
    _("Tilføj et resultat"),
    pk="group_id",
    overall__goal__plan="plan_id",
)
def write_planned_result(
    request: HttpRequest, plan_id: int, group_id: int, given: schemas.ResultGiven
) -> Any:
    """Add a result after the group's others."""
    return RESULTS.made(request, lambda group, by: add_result(group, by=by, **given.model_dump()))


@RESULTS.read("api_planned_result", _("Et planlagt resultat"))
def show_planned_result(request: HttpRequest, plan_id: int, planned_id: int) -> Any:
    """A planned result, with the version to correct it by."""
    return result_now(found(request).pk)


@RESULTS.change(_("Ret et planlagt resultat"))
def correct_planned_result(
    request: HttpRequest, plan_id: int, planned_id: int, given: schemas.ResultChanged
) -> Any:
    """Reword a result."""
    return RESULTS.changed(request, lambda result, by: change_result(result, by=by, **given.model_dump()))


@RESULTS.act("/place", "api_planned_place", _("Flyt et resultat i rækkefølgen"))
def place_planned_result(request: HttpRequest, plan_id: int, planned_id: int, given: PlaceGiven) -> Any:
    """Give a result its place in its group, whose results are numbered anew."""
    return RESULTS.changed(request, lambda result, by: place_result(result, to=given.to, by=by))


@RESULTS.act("/regroup", "api_planned_regroup", _("Flyt et resultat til en anden målgruppe"))
def regroup_planned_result(
    request: HttpRequest, plan_id: int, planned_id: int, given: schemas.ResultRegrouped
) -> Any:
    """Move a result to another target group of the plan. Say what becomes of its steps, as when it is deleted."""

    def regroup(result: PlannedResult, by: Author) -> PlannedResult:
        group = named(TargetGroup, given.group_id, "group_id", overall__goal__plan=plan_id)
        fates = _fates(result, along=given.steps_go_along, to=given.steps_to)
        with fields_of({"group": "group_id", **_STEPS}):
            return regroup_result(result, group=group, fates=fates, version=given.version, by=by)

    return RESULTS.changed(request, regroup)


@RESULTS.act("/retire", "api_planned_retire", _("Lad et resultat udgå med en begrundelse"))
def retire_planned_result(
    request: HttpRequest, plan_id: int, planned_id: int, given: schemas.ResultRetired
) -> Any:
    """Let a result go out of use: it stays in the plan. Say what becomes of its steps, as when it is deleted."""

    def retire(result: PlannedResult, by: Author) -> PlannedResult:
        fates = _fates(result, along=given.steps_go_along, to=given.steps_to)
        values = given.model_dump(include={"on", "reason", "version"})
        with fields_of(_STEPS):
            return retire_result(result, fates=fates, by=by, **values)

    return RESULTS.changed(request, retire)


@RESULTS.act("/unretire", "api_planned_unretire", _("Lad et resultat gælde igen"))
def unretire_planned_result(
    request: HttpRequest, plan_id: int, planned_id: int, given: schemas.ReadVersion
) -> Any:
    """Take a result into use again, with the steps that went along."""
    return RESULTS.changed(request, lambda result, by: unretire_result(result, version=given.version, by=by))


@RESULTS.remove(_("Fjern et planlagt resultat"))
def delete_planned_result(
    request: HttpRequest,
    plan_id: int,
    planned_id: int,
    version: VersionAsked,
    steps_go_along: bool = False,
    steps_to: KeyAsked | None = None,
) -> Any:
    """Take a result away. What becomes of its steps must be said: `steps_go_along=true`, or `steps_to` another result.

    A step that leads to another result as well stays with that one where they do not go along.
    """

    def remove(result: PlannedResult, by: Author) -> PlannedResult:
        fates = _fates(result, along=steps_go_along, to=steps_to)
        with fields_of(_STEPS):
            return remove_result(result, fates=fates, version=version, by=by)

    return RESULTS.removed(request, remove)


@RESULTS.change(_("Skriv, hvor et resultat måles i projekter"), name="api_planned_follows", way="/follows")
def write_planned_follows(
    request: HttpRequest, plan_id: int, planned_id: int, given: schemas.FollowsGiven
) -> Any:
    """Say which results of projects measure a planned one: of those the municipality works in, and you see."""

    def follow(result: PlannedResult, by: Author) -> PlannedResult:
        with fields_of({"results": "follows"}):
            return follow_results(result, results=given.follows, version=given.version, by=by)

    return RESULTS.changed(request, follow)


@RESULTS.change(
    _("Skriv, hvor meget af et resultat der er opnået"), name="api_planned_follow_up", way="/follow-up"
)
def write_planned_follow_up(
    request: HttpRequest, plan_id: int, planned_id: int, given: schemas.FollowUpGiven
) -> Any:
    """Say how much of a result of an adopted plan was reached, with a comment: the whole of it."""

    def say(result: PlannedResult, by: Author) -> bool:
        said = Said(result, given.reached, given.comment, given.version)
        with fields_of({"reached_": "reached", "comment_": "comment"}):
            return follow_up(result.owning_plan, [said], by=by)

    return RESULTS.changed(request, say)


def _fates(result: PlannedResult, *, along: bool, to: int | None) -> Fates:
    """What was said of the steps, as the action takes it; of those nothing was said of, it says so itself."""
    fates: dict[int, int | None] = {}
    for one in steps_on(result):
        if along:
            fates[one.step.pk] = None
        elif to is not None or one.also:
            fates[one.step.pk] = to if to is not None else one.also[0]
    return fates
