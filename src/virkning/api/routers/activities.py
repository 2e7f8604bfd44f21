"""Areas, activities and milestones; status and registrations have modules of their own."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.activities import models
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.project import ActivityFacts
from virkning.rooms.reports.queries.projects import load_project

from ..about import OF_MILESTONE, milestone_in
from ..door import Bearer, found
from ..periods import asked_for
from ..schemas import activities as schemas
from ..schemas.outcomes import reads
from ..schemas.values import KeyAsked, Limit, Offset, Page, PeriodText, canonical, page_of
from ..telling import milestones as telling
from ..wording import gettext_lazy as _
from . import registrations, statuses

router = Router(tags=["activities"])
router.add_router("", statuses.router)
router.add_router("", registrations.router)


@router.get(
    "/projects/{int:project_id}/areas",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Area]),
    url_name="api_areas",
    summary=_("Indsatsområder"),
)
def list_areas(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The project's focus areas, in their order."""
    rows = models.FocusArea.objects.filter(project=found(request)).order_by("position", "id")
    return page_of(
        rows, limit, offset, lambda row: schemas.Area(id=row.pk, number=row.number, title=row.title)
    )


@router.get(
    "/projects/{int:project_id}/activities",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Activity]),
    url_name="api_activities",
    summary=_("Aktiviteter"),
)
def list_activities(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The project's activities, in their order."""
    rows = models.Activity.objects.filter(project=found(request)).select_related("closed_in")
    return page_of(rows.order_by("area__position", "area_id", "position", "id"), limit, offset, _activity)


@router.get(
    "/projects/{int:project_id}/activities/{int:activity_id}",
    auth=Bearer(Permission.SEE_PROJECT, models.Activity, pk="activity_id", project="project_id"),
    response=reads(schemas.Activity),
    url_name="api_activity",
    summary=_("En aktivitet"),
)
def show_activity(request: HttpRequest, project_id: int, activity_id: int) -> schemas.Activity:
    """An activity; its milestones, results and registrations have addresses of their own."""
    return _activity(found(request))


def _activity(row: models.Activity) -> schemas.Activity:
    return schemas.Activity(
        id=row.pk,
        area_id=row.area_id,
        number=row.number,
        title=row.title,
        responsible=row.responsible,
        closed_in=canonical(row.closed_in.period if row.closed_in else None),
        closed_reason=row.closed_reason,
        merged_into=row.merged_into_id,
        reopened_reason=row.reopened_reason,
        remark=row.remark,
    )


@router.get(
    "/projects/{int:project_id}/milestones",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Milestone]),
    url_name="api_milestones",
    summary=_("Milepæle med mål, status og farve"),
)
def list_milestones(
    request: HttpRequest,
    project_id: int,
    period: PeriodText = "",
    activity_id: KeyAsked | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """The project's milestones, each judged in `period` (else the latest one told of)."""
    facts = load_project(found(request))
    when = asked_for(facts, period)
    shown = [
        (activity, one)
        for activity in _wanted(tuple(facts.activities()), activity_id)
        for one in activity.milestones
    ]
    told = [
        telling.milestone(one, activity.id, when, facts.horizon)
        for activity, one in shown[offset : offset + limit]
    ]
    return Page(items=told, total=len(shown), limit=limit, offset=offset)


def _wanted(activities: tuple[ActivityFacts, ...], key: int | None) -> tuple[ActivityFacts, ...]:
    return activities if key is None else tuple(one for one in activities if one.id == key)


@router.get(
    "/projects/{int:project_id}/milestones/{int:milestone_id}",
    auth=Bearer(Permission.SEE_PROJECT, models.Milestone, **OF_MILESTONE),
    response=reads(schemas.Milestone),
    url_name="api_milestone",
    summary=_("En milepæl med mål, status og farve"),
)
def show_milestone(
    request: HttpRequest, project_id: int, milestone_id: int, period: PeriodText = ""
) -> schemas.Milestone:
    """A milestone, judged in `period` (else the latest one told of)."""
    milestone: models.Milestone = found(request)
    facts = load_project(milestone.owning_project)
    told = milestone_in(facts, milestone.pk)
    return telling.milestone(told, milestone.activity_id, asked_for(facts, period), facts.horizon)
