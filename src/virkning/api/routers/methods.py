"""Method descriptions: their versions, begun, read whole, corrected, carried on in a new one, taken away."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.audit.authors import Author
from virkning.rooms.plans.actions.method import begin_method, new_version, remove_version, save_method
from virkning.rooms.plans.models import MethodDescription
from virkning.rooms.plans.queries.method import versions_of
from virkning.rooms.programmes.models import Project

from ..door import Bearer, found
from ..kinds import Kind
from ..schemas import methods as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Limit, Offset, Page, VersionAsked, page
from ..telling.methods import method_now, method_told, version_told
from ..wording import gettext_lazy as _
from . import methodparts, methodphases

router = Router(tags=["methods"])
_METHODS = "/projects/{int:project_id}/methods"
METHODS = Kind(
    router=router,
    at=_METHODS + "/{int:method_id}",
    model=MethodDescription,
    lookups={"pk": "method_id", "project": "project_id"},
    told=schemas.Method,
    now=method_now,
    sees=Permission.SEE_PROJECT,
    edits=Permission.EDIT_PROJECT,
)


@router.get(
    _METHODS,
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.MethodVersion]),
    url_name="api_methods",
    summary=_("Metodebeskrivelsens versioner"),
)
def list_methods(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The versions of the project's method description, the one that holds first."""
    versions = versions_of(found(request).pk)
    newest = versions[0].id if versions else 0
    return page([version_told(one, newest) for one in versions], limit, offset)


@METHODS.make(_METHODS, Project, "api_methods", _("Begynd en metodebeskrivelse"), pk="project_id")
def write_method(request: HttpRequest, project_id: int, given: schemas.MethodGiven) -> Any:
    """Begin the project's method description, with its three phases."""
    return METHODS.made(
        request, lambda project, by: begin_method(project=project, by=by, **given.model_dump())
    )


@METHODS.read("api_method", _("En version af metodebeskrivelsen"))
def show_method(request: HttpRequest, project_id: int, method_id: int) -> Any:
    """The version with its core elements and, phase by phase, what is said of each part."""
    return method_told(found(request))


@METHODS.change(_("Ret metodens navn, note og dato"))
def correct_method(
    request: HttpRequest, project_id: int, method_id: int, given: schemas.MethodChanged
) -> Any:
    """Correct what the version that holds is called, what is changed in it, and when it was decided."""

    def change(method: MethodDescription, by: Author) -> bool:
        head = given.model_dump(exclude={"version"})
        return save_method(method, head=head, version=given.version, by=by)

    return METHODS.changed(request, change)


@METHODS.make(
    METHODS.at + "/new-version",
    MethodDescription,
    "api_method_new_version",
    _("Lav en ny version af metodebeskrivelsen"),
    **METHODS.lookups,
)
def write_method_version(
    request: HttpRequest, project_id: int, method_id: int, given: schemas.MethodContinued
) -> Any:
    """Carry the version that holds on in a new one, with everything in it."""
    return METHODS.made(request, lambda method, by: new_version(method, by=by, **given.model_dump()))


@METHODS.remove(_("Fjern den version af metodebeskrivelsen, der gælder"))
def delete_method(request: HttpRequest, project_id: int, method_id: int, version: VersionAsked) -> Any:
    """Take the version that holds away: the one before it holds again. A person can bring it back."""
    return METHODS.removed(request, lambda method, by: remove_version(method, version=version, by=by))


for _part in (methodphases, methodparts):
    router.add_router("", _part.router)
