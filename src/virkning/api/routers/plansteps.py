"""A plan's steps: added, worded, tied to results, moved, out of use, removed. A step always leads to a result."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.plans.actions.steps import (
    add_step,
    change_step,
    place_step,
    remove_step,
    retire_step,
    unretire_step,
)
from virkning.rooms.plans.models import PlannedResult, PlannedStep, TargetGroup

from ..door import found
from ..kinds import Kind
from ..schemas import plans as schemas
from ..schemas.values import PlaceGiven, VersionAsked
from ..telling.plans import group_now, step_now
from ..wording import gettext_lazy as _

router = Router()
STEPS = Kind(
    router=router,
    at="/plans/{int:plan_id}/steps/{int:step_id}",
    model=PlannedStep,
    lookups={"pk": "step_id", "result__group__overall__goal__plan": "plan_id"},
    told=schemas.Step,
    now=step_now,
    sees=Permission.SEE_PLAN,
    edits=Permission.EDIT_PLAN,
)


def _group_now(key: int) -> schemas.TargetGroup:
    """The step's target group. Raises `NotVisible`."""
    step = PlannedStep.objects.filter(pk=key).select_related("result").first()
    if step is None:
        raise NotVisible
    return group_now(step.result.group_id)


#: A step that has gone out of use is told with its group alone.
GOING = replace(STEPS, told=schemas.TargetGroup, now=_group_now)


@STEPS.make(
    "/plans/{int:plan_id}/groups/{int:group_id}/steps",
    TargetGroup,
    "api_plan_steps",
    _("Tilføj et trin"),
    pk="group_id",
    overall__goal__plan="plan_id",
)
def write_plan_step(request: HttpRequest, plan_id: int, group_id: int, given: schemas.StepGiven) -> Any:
    """Add a step to the first of the results it leads to."""

    def add(group: TargetGroup, by: Author) -> PlannedStep:
        first = next(iter(given.leads_to), 0)
        own = PlannedResult.objects.filter(group=group, pk=first).first()
        if own is None:
            raise Refused({"leads_to": str(_("Et trin skal føre til et resultat. Vælg mindst ét."))})
        own.group = group
        return add_step(own, text=given.text, leads_to=given.leads_to, by=by)

    return STEPS.made(request, add)


@STEPS.read("api_plan_step", _("Et trin"))
def show_plan_step(request: HttpRequest, plan_id: int, step_id: int) -> Any:
    """A step that counts, with the version to correct it by."""
    return step_now(found(request).pk)


@STEPS.change(_("Ret et trin"))
def correct_plan_step(request: HttpRequest, plan_id: int, step_id: int, given: schemas.StepChanged) -> Any:
    """Reword a step, and say which results it leads to: the whole of it."""
    return STEPS.changed(request, lambda step, by: change_step(step, by=by, **given.model_dump()))


@STEPS.act("/place", "api_plan_step_place", _("Flyt et trin i rækkefølgen"))
def place_plan_step(request: HttpRequest, plan_id: int, step_id: int, given: PlaceGiven) -> Any:
    """Give a step its place among those of its result."""
    return STEPS.changed(request, lambda step, by: place_step(step, to=given.to, by=by))


@GOING.act("/retire", "api_plan_step_retire", _("Lad et trin udgå"))
def retire_plan_step(request: HttpRequest, plan_id: int, step_id: int, given: schemas.StepRetired) -> Any:
    """Let a step go out of use; its target group is answered, as it stands then."""
    return GOING.changed(request, lambda step, by: retire_step(step, by=by, **given.model_dump()))


@STEPS.act("/unretire", "api_plan_step_unretire", _("Lad et trin gælde igen"))
def unretire_plan_step(request: HttpRequest, plan_id: int, step_id: int, given: schemas.ReadVersion) -> Any:
    """Take a step into use again, where its result is in use."""
    return STEPS.changed(request, lambda step, by: unretire_step(step, version=given.version, by=by))


@STEPS.remove(_("Fjern et trin"))
def delete_plan_step(request: HttpRequest, plan_id: int, step_id: int, version: VersionAsked) -> Any:
    """Take a step away; a person can bring it back."""
    return STEPS.removed(request, lambda step, by: remove_step(step, version=version, by=by))
