"""How things go on: embedding, comments, experiences, benefits."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.continuing import CommentFacts, EmbeddingFacts, ExperienceFacts
from virkning.rooms.reports.queries.continuing import (
    load_benefits,
    load_comments,
    load_embeddings,
    load_experiences,
)

from ..door import Bearer, found
from ..schemas import continuing as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Limit, Offset, Page, page
from ..wording import gettext_lazy as _

router = Router(tags=["evaluations"])


@router.get(
    "/projects/{int:project_id}/embeddings",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Embedding]),
    url_name="api_embeddings",
    summary=_("Aktiviteternes forankring, periode for periode"),
)
def list_embeddings(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """How the project's activities go on, activity by activity, by period."""
    return page([_embedding(one) for one in load_embeddings(found(request).pk)], limit, offset)


@router.get(
    "/projects/{int:project_id}/comments",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Comment]),
    url_name="api_comments",
    summary=_("Aktiviteternes samlede kommentarer"),
)
def list_comments(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """What is told of the project's activities as a whole, activity by activity, by period."""
    return page([_comment(one) for one in load_comments(found(request).pk)], limit, offset)


@router.get(
    "/projects/{int:project_id}/experiences",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Experience]),
    url_name="api_experiences",
    summary=_("Projektets erfaringer"),
)
def list_experiences(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """What was learned, by period."""
    return page([_experience(one) for one in load_experiences(found(request).pk)], limit, offset)


@router.get(
    "/projects/{int:project_id}/benefits",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.BenefitBody]),
    url_name="api_benefits",
    summary=_("Gevinstskemaet, række for række"),
)
def list_benefits(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The benefit table, row by row."""
    table = load_benefits(found(request).pk)
    rows = [
        schemas.BenefitBody(
            body=body,
            gains=[
                schemas.Gain(benefit=benefit, text=text)
                for benefit, text in zip(table.benefits, cells, strict=True)
            ],
        )
        for body, cells in zip(table.bodies, table.cells, strict=True)
    ]
    return page(rows, limit, offset)


def _embedding(one: EmbeddingFacts) -> schemas.Embedding:
    return schemas.Embedding(
        id=one.id,
        activity_id=one.activity_id,
        activity=one.activity,
        period=one.period.canonical,
        continuation=one.continuation,
        responsible=one.responsible,
        secured_until=one.secured_until,
        money=one.money,
        risk=one.risk,
        text=one.text,
    )


def _comment(one: CommentFacts) -> schemas.Comment:
    return schemas.Comment(activity_id=one.activity_id, period=one.period.canonical, text=one.text)


def _experience(one: ExperienceFacts) -> schemas.Experience:
    return schemas.Experience(
        id=one.id,
        period=one.period.canonical,
        lesson=one.lesson,
        text=one.text,
        activity_id=one.activity_id,
        activity=one.activity,
    )
