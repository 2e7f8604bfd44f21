"""Method descriptions: their versions, and one of them whole."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.figures.planning import MethodPart
from virkning.rooms.access.permissions import Permission
from virkning.rooms.plans import models
from virkning.rooms.plans.methodfacts import MethodPhaseFacts, VersionFacts
from virkning.rooms.plans.queries.method import load_method, versions_of
from virkning.rooms.programmes.models import Project

from ..door import Bearer, found
from ..schemas import methods as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Limit, Offset, Page, page
from ..wording import gettext_lazy as _

router = Router(tags=["methods"])
_METHODS = "/projects/{int:project_id}/methods"


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
    told = [schemas.MethodVersion(**_head(one, newest)) for one in versions]
    return page(told, limit, offset)


@router.get(
    _METHODS + "/{int:method_id}",
    auth=Bearer(Permission.SEE_PROJECT, models.MethodDescription, pk="method_id", project="project_id"),
    response=reads(schemas.Method),
    url_name="api_method",
    summary=_("En version af metodebeskrivelsen"),
)
def show_method(request: HttpRequest, project_id: int, method_id: int) -> schemas.Method:
    """The version with its core elements and, phase by phase, what is said of each part."""
    method: models.MethodDescription = found(request)
    newest = versions_of(method.project_id)[0].id
    facts = load_method(method)
    return schemas.Method(
        **_head(facts.head, newest),
        core_elements=[one.text for one in facts.core],
        phases=[_phase(one) for one in facts.phases],
    )


def _head(one: VersionFacts, newest: int) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "title": one.title,
        "note": one.note,
        "decided_on": one.decided_on,
        "holds": one.id == newest,
    }


def _phase(one: MethodPhaseFacts) -> schemas.MethodPhase:
    return schemas.MethodPhase(
        title=one.title,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        texts=[schemas.MethodText(part=part, text=one.text(part)) for part in MethodPart],
        tools=[schemas.MethodToolTold(title=tool.title, file=tool.file) for tool in one.tools],
    )
