"""The challenges of an action plan: made, changed, moved, removed."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.plans.actions.challenges import (
    change_challenge,
    create_challenge,
    move_part,
    remove_challenge,
)
from virkning.rooms.plans.models import Challenge
from virkning.rooms.programmes.models import Project

from ..door import found
from ..kinds import Kind
from ..schemas import actionplans as schemas
from ..schemas.values import PlaceGiven, VersionAsked
from ..telling.actionplans import challenge_now
from ..wording import gettext_lazy as _

router = Router()
_CHALLENGES = "/projects/{int:project_id}/challenges"
CHALLENGES = Kind(
    router=router,
    at=_CHALLENGES + "/{int:challenge_id}",
    model=Challenge,
    lookups={"pk": "challenge_id", "project": "project_id"},
    told=schemas.Challenge,
    now=challenge_now,
    sees=Permission.SEE_PROJECT,
    edits=Permission.EDIT_PROJECT,
)


@CHALLENGES.make(
    _CHALLENGES, Project, "api_challenges", _("Tilføj en udfordring til handleplanen"), pk="project_id"
)
def write_challenge(request: HttpRequest, project_id: int, given: schemas.ChallengeGiven) -> Any:
    """Add a challenge, last among its theme's."""
    return CHALLENGES.made(
        request, lambda project, by: create_challenge(project=project, by=by, **given.model_dump())
    )


@CHALLENGES.read("api_challenge", _("En udfordring med sine handlinger"))
def show_challenge(request: HttpRequest, project_id: int, challenge_id: int) -> Any:
    """A challenge with its actions as they stand in the latest period that has begun."""
    return challenge_now(found(request).pk)


@CHALLENGES.change(_("Ret en udfordring"))
def correct_challenge(
    request: HttpRequest, project_id: int, challenge_id: int, given: schemas.ChallengeChanged
) -> Any:
    """Change what a challenge says, or its theme."""
    return CHALLENGES.changed(
        request, lambda challenge, by: change_challenge(challenge, by=by, **given.model_dump())
    )


@CHALLENGES.act("/place", "api_challenge_place", _("Flyt en udfordring i rækkefølgen"))
def place_challenge(request: HttpRequest, project_id: int, challenge_id: int, given: PlaceGiven) -> Any:
    """Give a challenge its place among its theme's."""
    return CHALLENGES.changed(request, lambda challenge, by: move_part(challenge, to=given.to, by=by))


@CHALLENGES.remove(_("Fjern en udfordring med dens handlinger"))
def delete_challenge(request: HttpRequest, project_id: int, challenge_id: int, version: VersionAsked) -> Any:
    """Take a challenge away with its actions; a person can bring them back."""
    return CHALLENGES.removed(
        request, lambda challenge, by: remove_challenge(challenge, version=version, by=by)
    )
