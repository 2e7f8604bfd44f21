"""Assessments and recommendations, and what stands behind them. What an evaluator has noted is not told."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.figures.milestones import Light
from virkning.rooms.access.permissions import Permission
from virkning.rooms.evaluations.models import Assessment
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.evidence import EvidenceFacts, PortraitFacts, UnexpectedFacts
from virkning.rooms.reports.facts.recommendations import RecommendationFacts
from virkning.rooms.reports.queries.background import (
    load_evidence,
    load_explanations,
    load_phases,
    load_portraits,
    load_unexpected,
)
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


@router.get(
    "/projects/{int:project_id}/evidence",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Evidence]),
    url_name="api_evidence",
    summary=_("Interview, spørgeskemaer og filer bag vurderingerne"),
)
def list_evidence(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The project's evidence, by period and day: people by role, never notes."""
    return page([_evidence(one) for one in load_evidence(found(request).pk)], limit, offset)


@router.get(
    "/projects/{int:project_id}/unexpected-results",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.UnexpectedResult]),
    url_name="api_unexpected",
    summary=_("Uventede resultater"),
)
def list_unexpected(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The project's unexpected results, by period."""
    return page([_unexpected(one) for one in load_unexpected(found(request).pk)], limit, offset)


@router.get(
    "/projects/{int:project_id}/other-explanations",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.OtherExplanation]),
    url_name="api_explanations",
    summary=_("Andre forklaringer på resultaterne"),
)
def list_explanations(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """What else may lie behind the project's results, result by result, by period."""
    told = [
        schemas.OtherExplanation(
            id=one.id, result_id=one.result_id, period=one.period.canonical, text=one.text
        )
        for one in load_explanations(found(request).pk)
    ]
    return page(told, limit, offset)


@router.get(
    "/projects/{int:project_id}/annexes",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Annex]),
    url_name="api_annexes",
    summary=_("Bilag om enkelte aktiviteter"),
)
def list_annexes(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """Activities in depth, by period."""
    return page([_annex(one) for one in load_portraits(found(request).pk)], limit, offset)


@router.get(
    "/projects/{int:project_id}/phases",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Phase]),
    url_name="api_phases",
    summary=_("Projektets faser"),
)
def list_phases(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The project's phases as they came."""
    told = [
        schemas.Phase(id=one.id, title=one.title, starts_on=one.starts_on, ends_on=one.ends_on, text=one.text)
        for one in load_phases(found(request).pk)
    ]
    return page(told, limit, offset)


def _evidence(one: EvidenceFacts) -> schemas.Evidence:
    return schemas.Evidence(
        id=one.id,
        period=one.period.canonical,
        kind=one.kind,
        role=one.role,
        method=one.method,
        held_on=one.held_on,
        people=one.people,
        activity=one.activity,
        file_name=one.file_name,
    )


def _unexpected(one: UnexpectedFacts) -> schemas.UnexpectedResult:
    return schemas.UnexpectedResult(
        id=one.id,
        period=one.period.canonical,
        text=one.text,
        surprise=one.surprise,
        activity=one.activity,
    )


def _annex(one: PortraitFacts) -> schemas.Annex:
    return schemas.Annex(
        id=one.id,
        period=one.period.canonical,
        activity_id=one.activity_id,
        activity=one.activity,
        target_group=one.target_group,
        results=one.results,
        referral=one.referral,
        methods=one.methods,
        difficulties=one.difficulties,
        embedding=one.embedding,
    )


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
