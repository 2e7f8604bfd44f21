"""Assessments and recommendations."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.figures.milestones import Light
from virkning.rooms.access.permissions import Permission
from virkning.rooms.evaluations.models import Assessment
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.recommendations import RecommendationFacts
from virkning.rooms.reports.queries.recommendations import load_recommendations

from ..door import Bearer, found
from ..schemas import evaluations as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Limit, Offset, Page, page, page_of
from ..wording import gettext_lazy as _

router = Router(tags=["evaluations"])


@router.get(
    "/projects/{int:project_id}/assessments",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Assessment]),
    url_name="api_assessments",
    summary=_("Evaluators vurderinger"),
)
def list_assessments(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The project's assessments, by period."""
    rows = Assessment.objects.filter(project=found(request)).select_related("period")
    return page_of(rows.order_by("period__start", "position", "id"), limit, offset, _told)


@router.get(
    "/projects/{int:project_id}/recommendations",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Recommendation]),
    url_name="api_recommendations",
    summary=_("Evaluators anbefalinger med opfølgning"),
)
def list_recommendations(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The project's recommendations, by the period they were given in."""
    given = load_recommendations(found(request).pk)
    return page([_recommendation(one) for one in given], limit, offset)


def _recommendation(one: RecommendationFacts) -> schemas.Recommendation:
    return schemas.Recommendation(
        id=one.id,
        period=one.period.canonical,
        text=one.text,
        addressee=one.addressee,
        deadline=one.deadline,
        activity=one.activity,
        follow_ups=[
            schemas.FollowUp(period=said.period.canonical, state=said.state, comment=said.comment)
            for said in one.follow_ups
        ],
    )


def _told(row: Assessment) -> schemas.Assessment:
    places = (
        (schemas.AboutKind.AREA, row.area_id),
        (schemas.AboutKind.ACTIVITY, row.activity_id),
        (schemas.AboutKind.RESULT, row.result_id),
    )
    about, key = next((place for place in places if place[1]), (schemas.AboutKind.PROJECT, row.project_id))
    return schemas.Assessment(
        id=row.pk,
        about=about,
        about_id=key or row.project_id,
        period=row.period.period.canonical,
        heading=row.heading,
        text=row.text,
        light=Light(row.light) if row.light else None,
    )
