"""The core elements of a method description, and the tools of its phases. Files are brought on the pages."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.audit.authors import Author
from virkning.rooms.plans.actions.methodparts import (
    add_core,
    add_tool,
    change_core,
    change_tool,
    move_core,
    remove_core,
    remove_tool,
)
from virkning.rooms.plans.models import CoreElement, MethodDescription, MethodPhase, MethodTool

from ..kinds import Kind, fields_of, named
from ..schemas import methods as schemas
from ..schemas.values import PlaceGiven, VersionAsked
from ..telling.methods import core_now, tool_now
from ..wording import gettext_lazy as _

router = Router()
_METHOD = "/projects/{int:project_id}/methods/{int:method_id}"
CORE = Kind(
    router=router,
    at=_METHOD + "/core-elements/{int:core_id}",
    model=CoreElement,
    lookups={"pk": "core_id", "description": "method_id", "description__project": "project_id"},
    told=schemas.CoreElement,
    now=core_now,
    sees=Permission.SEE_PROJECT,
    edits=Permission.EDIT_PROJECT,
)
TOOLS = Kind(
    router=router,
    at=_METHOD + "/tools/{int:tool_id}",
    model=MethodTool,
    lookups={
        "pk": "tool_id",
        "phase__description": "method_id",
        "phase__description__project": "project_id",
    },
    told=schemas.MethodToolTold,
    now=tool_now,
    sees=Permission.SEE_PROJECT,
    edits=Permission.EDIT_PROJECT,
)


@CORE.make(
    _METHOD + "/core-elements",
    MethodDescription,
    "api_method_core_elements",
    _("Tilføj et kerneelement"),
    pk="method_id",
    project="project_id",
)
def write_core_element(
    request: HttpRequest, project_id: int, method_id: int, given: schemas.CoreGiven
) -> Any:
    """Add a core element to the version that holds, after the others."""
    return CORE.made(request, lambda method, by: add_core(method=method, text=given.text, by=by))


@CORE.change(_("Ret et kerneelement"), name="api_method_core_element")
def correct_core_element(
    request: HttpRequest, project_id: int, method_id: int, core_id: int, given: schemas.CoreChanged
) -> Any:
    """Reword a core element."""
    return CORE.changed(request, lambda core, by: change_core(core, by=by, **given.model_dump()))


@CORE.act("/place", "api_method_core_place", _("Flyt et kerneelement i rækkefølgen"))
def place_core_element(
    request: HttpRequest, project_id: int, method_id: int, core_id: int, given: PlaceGiven
) -> Any:
    """Give a core element its place among the others."""
    return CORE.changed(request, lambda core, by: move_core(core, to=given.to, by=by))


@CORE.remove(_("Fjern et kerneelement"))
def delete_core_element(
    request: HttpRequest, project_id: int, method_id: int, core_id: int, version: VersionAsked
) -> Any:
    """Take a core element away; a person can bring it back."""
    return CORE.removed(request, lambda core, by: remove_core(core, version=version, by=by))


@TOOLS.make(
    _METHOD + "/phases/{int:method_phase_id}/tools",
    MethodPhase,
    "api_method_tools",
    _("Tilføj et redskab uden fil"),
    pk="method_phase_id",
    description="method_id",
    description__project="project_id",
)
def write_method_tool(
    request: HttpRequest, project_id: int, method_id: int, method_phase_id: int, given: schemas.ToolGiven
) -> Any:
    """Add a tool to a phase of the version that holds, after the others, without a file."""
    return TOOLS.made(request, lambda phase, by: add_tool(phase=phase, title=given.title, by=by))


@TOOLS.change(_("Ret et redskab"), name="api_method_tool")
def correct_method_tool(
    request: HttpRequest, project_id: int, method_id: int, tool_id: int, given: schemas.ToolChanged
) -> Any:
    """Rename a tool, or move it to another phase; its file stays the file it was."""

    def change(tool: MethodTool, by: Author) -> MethodTool:
        phase = named(MethodPhase, given.phase_id, "phase_id", description=method_id)
        with fields_of({"phase": "phase_id"}):
            return change_tool(tool, phase=phase, title=given.title, version=given.version, by=by)

    return TOOLS.changed(request, change)


@TOOLS.remove(_("Fjern et redskab"))
def delete_method_tool(
    request: HttpRequest, project_id: int, method_id: int, tool_id: int, version: VersionAsked
) -> Any:
    """Take a tool away with its file; a person can bring both back."""
    return TOOLS.removed(request, lambda tool, by: remove_tool(tool, version=version, by=by))
