"""The phases of a method description, and what is said of each part in them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.figures.planning import MethodPart
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, find
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.plans.actions.method import PhaseGiven, save_method, write_cell
from virkning.rooms.plans.models import MethodCell, MethodPhase

from ..kinds import Kind, fields_of
from ..schemas import methods as schemas
from ..telling.methods import phase_now
from ..wording import gettext_lazy as _

router = Router()
PHASES = Kind(
    router=router,
    at="/projects/{int:project_id}/methods/{int:method_id}/phases/{int:method_phase_id}",
    model=MethodPhase,
    lookups={
        "pk": "method_phase_id",
        "description": "method_id",
        "description__project": "project_id",
    },
    told=schemas.MethodPhase,
    now=phase_now,
    sees=Permission.SEE_PROJECT,
    edits=Permission.EDIT_PROJECT,
)


def _look(given: Mapping[str, Any], permission: Permission) -> MethodPhase:
    """The phase, at an address that names a part of it. Raises `NotVisible` for what is no part."""
    if given["part"] not in set(MethodPart):
        raise NotVisible
    lookups = {path: given[name] for path, name in PHASES.lookups.items()}
    phase: MethodPhase = find(MethodPhase, permission, current_scope(), lookups)
    return phase


PARTS = replace(PHASES, at=PHASES.at + "/texts/{part}", look=_look)


@PHASES.change(_("Ret en fases navn og datoer"), name="api_method_phase")
def correct_method_phase(
    request: HttpRequest,
    project_id: int,
    method_id: int,
    method_phase_id: int,
    given: schemas.MethodPhaseGiven,
) -> Any:
    """Give a phase of the version that holds another name or other days. What is said in it stays."""

    def change(phase: MethodPhase, by: Author) -> bool:
        one = PhaseGiven(phase.pk, given.title, given.starts_on, given.ends_on, given.version)
        with fields_of({"title_": "title", "ends_on_": "ends_on"}):
            return save_method(phase.description, phases=[one], by=by)

    return PHASES.changed(request, change)


@PARTS.change(_("Skriv om en del af metoden i en fase"), name="api_method_text")
def write_method_text(
    request: HttpRequest,
    project_id: int,
    method_id: int,
    method_phase_id: int,
    part: str,
    given: schemas.MethodTextGiven,
) -> Any:
    """Say what holds of one part (`core`, `workflow`, `roles`, `tools`) in one phase; the phase is answered."""

    def write(phase: MethodPhase, by: Author) -> MethodCell | None:
        return write_cell(phase=phase, part=MethodPart(part), text=given.text, version=given.version, by=by)

    return PARTS.changed(request, write)
