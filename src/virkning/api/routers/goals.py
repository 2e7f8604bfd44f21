"""A programme's goals as they are published, and results that follow a measure."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.access.scope import current_scope
from virkning.rooms.programmes.models import Programme
from virkning.rooms.registerruns.queries.published import goal_table, goals_of
from virkning.rooms.results.actions.links import link_measure, unlink_measure
from virkning.rooms.results.models import LinkedPlace, MeasureLink, Result

from ..door import Bearer, found
from ..kinds import Kind
from ..schemas import registers as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Limit, Offset, Page, VersionAsked, page
from ..telling.registers import goal_told, link_now
from ..wording import gettext_lazy as _

router = Router()
_RESULT = "/projects/{int:project_id}/results/{int:result_id}/measure-links"
LINKS = Kind(
    router=router,
    at=_RESULT + "/{int:link_id}",
    model=MeasureLink,
    lookups={"pk": "link_id", "result": "result_id", "result__project": "project_id"},
    told=schemas.MeasureLink,
    now=link_now,
    sees=Permission.SEE_PROJECT,
    edits=Permission.EDIT_PROJECT,
)


@router.get(
    "/programmes/{int:programme_id}/goals",
    auth=Bearer(Permission.SEE_PROGRAMME, Programme, pk="programme_id"),
    response=reads(Page[schemas.GoalInList]),
    url_name="api_goals",
    summary=_("Et programs målsætninger, der er offentliggjort"),
)
def list_programme_goals(
    request: HttpRequest, programme_id: int, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """What is published in the programme: each measure, its parts after it."""
    told = [
        schemas.GoalInList(
            measure=one.measure,
            title=one.title,
            part_of=one.publication.measure if one.is_part else None,
            run_id=one.publication.run_id,
            published_at=one.publication.published_at,
        )
        for one in goals_of(found(request))
    ]
    return page(told, limit, offset)


@router.get(
    "/programmes/{int:programme_id}/goals/{slug:measure}",
    auth=Bearer(Permission.SEE_PROGRAMME, Programme, pk="programme_id"),
    response=reads(schemas.MeasuredGoal),
    url_name="api_goal",
    summary=_("En målsætning, kommune for kommune"),
)
def show_programme_goal(
    request: HttpRequest,
    programme_id: int,
    measure: str,
    group: Annotated[str, Query(max_length=60)] = "",
) -> Any:
    """The measure as the person may see it; `group` as `groups` names them, blank for everybody."""
    table = goal_table(found(request), measure, current_scope(), group=group)
    if table is None:
        raise NotVisible
    return goal_told(table)


@LINKS.make(
    _RESULT,
    Result,
    "api_measure_links",
    _("Lad et resultat følge en registeropgørelse"),
    pk="result_id",
    project="project_id",
)
def write_measure_link(
    request: HttpRequest, project_id: int, result_id: int, given: schemas.MeasureLinkGiven
) -> Any:
    """Let a series follow a measure: each run that is published supersedes its measurements."""
    told = given.model_dump() | {"place": LinkedPlace(given.place)}
    return LINKS.made(request, lambda result, by: link_measure(result=result, by=by, **told))


@LINKS.read("api_measure_link", _("Hvilken opgørelse et resultat følger"))
def show_measure_link(request: HttpRequest, project_id: int, result_id: int, link_id: int) -> Any:
    """What a series follows."""
    return link_now(found(request).pk)


@LINKS.remove(_("Lad et resultat ikke følge en opgørelse mere"))
def delete_measure_link(
    request: HttpRequest, project_id: int, result_id: int, link_id: int, version: VersionAsked
) -> Any:
    """Let it follow no more. What was measured stays."""
    return LINKS.removed(request, lambda one, by: unlink_measure(one, version=version, by=by))
