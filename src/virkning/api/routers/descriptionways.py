"""A description's way: handed in, taken back, returned, accepted, ended, opened again."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.activities.models import FocusArea
from virkning.rooms.audit.authors import Author
from virkning.rooms.interventions.actions.moves import (
    accept,
    end_intervention,
    reopen,
    send_back,
    submit,
    take_back,
)
from virkning.rooms.interventions.models import Intervention

from ..kinds import named
from ..schemas import interventions as schemas
from ..wording import gettext_lazy as _
from .descriptions import DESCRIPTIONS

router = Router()
#: What those who describe do, and what those who decide do.
WAYS = replace(DESCRIPTIONS, router=router)
DECISIONS = replace(WAYS, edits=Permission.DECIDE_DESCRIPTION)


@WAYS.act("/submit", "api_intervention_submit", _("Indsend en indsatsbeskrivelse"))
def submit_description(request: HttpRequest, intervention_id: int, given: schemas.SubmitGiven) -> Any:
    """Hand in the description; the answer is refused with a key for each field that is missing. Its receipt is among
    the receipts."""
    return WAYS.changed(request, lambda one, by: submit(one, fingerprint=given.fingerprint, by=by))


@WAYS.act("/take-back", "api_intervention_take_back", _("Træk en indsendt beskrivelse tilbage"))
def take_description_back(request: HttpRequest, intervention_id: int, given: schemas.MoveGiven) -> Any:
    """Regret having handed in, as long as nobody has accepted."""
    return WAYS.changed(request, lambda one, by: take_back(one, version=given.version, by=by))


@DECISIONS.act("/return", "api_intervention_return", _("Send en beskrivelse tilbage med grunde ved felterne"))
def return_description(request: HttpRequest, intervention_id: int, given: schemas.ReturnGiven) -> Any:
    """Return it to the municipality with a reason at one or more fields."""
    return DECISIONS.changed(
        request, lambda one, by: send_back(one, reasons=given.reasons, version=given.version, by=by)
    )


@DECISIONS.act("/accept", "api_intervention_accept", _("Godkend en indsatsbeskrivelse"))
def accept_description(request: HttpRequest, intervention_id: int, given: schemas.AcceptGiven) -> Any:
    """Accept it: its activities and effects become activities and results in the project."""

    def accepted(one: Intervention, by: Author) -> Intervention:
        area = None
        if given.area_id is not None:
            area = named(FocusArea, given.area_id, "area_id", project=one.project_id)
        return accept(one, area=area, receipt=given.receipt_id, version=given.version, by=by)

    return DECISIONS.changed(request, accepted)


@WAYS.act("/end", "api_intervention_end", _("Afslut en indsats"))
def end_running_intervention(request: HttpRequest, intervention_id: int, given: schemas.EndGiven) -> Any:
    """Say that it is over, today or on another day."""
    return WAYS.changed(
        request, lambda one, by: end_intervention(one, on=given.on, version=given.version, by=by)
    )


@WAYS.act("/reopen", "api_intervention_reopen", _("Åbn en afsluttet indsats igen"))
def reopen_intervention(request: HttpRequest, intervention_id: int, given: schemas.ReopenGiven) -> Any:
    """Say that it goes on after all."""
    return WAYS.changed(
        request, lambda one, by: reopen(one, reason=given.reason, version=given.version, by=by)
    )
