"""The actions of an action plan: made, changed, moved, removed. What is said of them in a period: see `actionplans`."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.audit.authors import Author
from virkning.rooms.plans.actions.challenges import move_part
from virkning.rooms.plans.actions.plannedactions import change_action, create_action, remove_action
from virkning.rooms.plans.models import Challenge, PlannedAction

from ..door import found
from ..kinds import Kind, fields_of, named
from ..schemas import actionplans as schemas
from ..schemas.values import PlaceGiven, VersionAsked
from ..telling.actionplans import action_now
from ..wording import gettext_lazy as _

router = Router()
ACTIONS = Kind(
    router=router,
    at="/projects/{int:project_id}/actions/{int:action_id}",
    model=PlannedAction,
    lookups={"pk": "action_id", "challenge__project": "project_id"},
    told=schemas.PlannedAction,
    now=action_now,
    sees=Permission.SEE_PROJECT,
    edits=Permission.EDIT_PROJECT,
)


@ACTIONS.make(
    "/projects/{int:project_id}/challenges/{int:challenge_id}/actions",
    Challenge,
    "api_challenge_actions",
    _("Tilføj en handling under en udfordring"),
    pk="challenge_id",
    project="project_id",
)
def write_action(
    request: HttpRequest, project_id: int, challenge_id: int, given: schemas.PlannedActionGiven
) -> Any:
    """Add an action, last under its challenge. It lies with the project's manager until people choose another."""

    def create(challenge: Challenge, by: Author) -> PlannedAction:
        with fields_of({"challenge": ""}):  # the address names it
            return create_action(challenge=challenge, by=by, **given.model_dump())

    return ACTIONS.made(request, create)


@ACTIONS.read("api_action", _("En handling"))
def show_action(request: HttpRequest, project_id: int, action_id: int) -> Any:
    """An action as it stands in the latest period that has begun, with the version to correct it by."""
    return action_now(found(request).pk)


@ACTIONS.change(_("Ret en handling"))
def correct_action(
    request: HttpRequest, project_id: int, action_id: int, given: schemas.PlannedActionChanged
) -> Any:
    """Change an action, or move it under another challenge, as its last."""

    def change(action: PlannedAction, by: Author) -> PlannedAction:
        challenge = action.challenge
        if given.challenge_id is not None:
            challenge = named(Challenge, given.challenge_id, "challenge_id", project=project_id)
        values = given.model_dump(exclude={"challenge_id"})
        with fields_of({"challenge": "challenge_id"}):
            return change_action(action, challenge=challenge, lead=action.lead, by=by, **values)

    return ACTIONS.changed(request, change)


@ACTIONS.act("/place", "api_action_place", _("Flyt en handling i rækkefølgen"))
def place_action(request: HttpRequest, project_id: int, action_id: int, given: PlaceGiven) -> Any:
    """Give an action its place under its challenge."""
    return ACTIONS.changed(request, lambda action, by: move_part(action, to=given.to, by=by))


@ACTIONS.remove(_("Fjern en handling"))
def delete_action(request: HttpRequest, project_id: int, action_id: int, version: VersionAsked) -> Any:
    """Take an action away with what was said of it; a person can bring it back."""
    return ACTIONS.removed(request, lambda action, by: remove_action(action, version=version, by=by))
