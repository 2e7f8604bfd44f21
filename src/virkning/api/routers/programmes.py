"""Programmes and projects."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.access.scope import current_scope
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.programmes import models
from virkning.rooms.programmes.queries.permissions import parties_of
from virkning.rooms.reports.facts.programme import project_standing
from virkning.rooms.reports.queries.listing import listed_projects
from virkning.rooms.reports.queries.programme import listed_programmes, programme_projects
from virkning.rooms.reports.queries.projects import load_project

from ..door import Bearer, found
from ..periods import asked_for
from ..schemas import programmes as schemas
from ..schemas.outcomes import reads
from ..schemas.values import KeyAsked, Limit, Offset, Page, PeriodText, Search, page, page_of
from ..wording import gettext_lazy as _

router = Router(tags=["programmes"])


@router.get(
    "/programmes",
    auth=Bearer(Permission.SEE_OWN_PAGES),
    response=reads(Page[schemas.ProgrammeInList]),
    url_name="api_programmes",
    summary=_("Programmer, du kan se"),
)
def list_programmes(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The programmes the token's person sees, by name."""
    told = [
        schemas.ProgrammeInList(
            id=one.programme.pk,
            name=one.programme.name,
            owner=one.programme.owner.name if one.programme.owner else None,
            projects=one.projects,
            municipalities=one.municipalities,
        )
        for one in listed_programmes()
    ]
    return page(told, limit, offset)


@router.get(
    "/programmes/{int:programme_id}",
    auth=Bearer(Permission.SEE_PROGRAMME, models.Programme, pk="programme_id"),
    response=reads(schemas.Programme),
    url_name="api_programme",
    summary=_("Et program med dets projekter og deres farver"),
)
def show_programme(request: HttpRequest, programme_id: int) -> schemas.Programme:
    """A programme, with each visible project's standing in the latest period it tells of."""
    programme: models.Programme = found(request)
    projects = [
        schemas.ProgrammeProject(
            id=one.key,
            name=one.name,
            municipalities=list(one.municipalities),
            standing=schemas.Standing.of(one.standing),
            changed_at=one.changed,
        )
        for one in programme_projects(programme, None, timezone.localdate())
    ]
    owner = programme.owner.name if programme.owner else None
    return schemas.Programme(id=programme.pk, name=programme.name, owner=owner, projects=projects)


@router.get(
    "/projects",
    auth=Bearer(Permission.SEE_OWN_PAGES),
    response=reads(Page[schemas.ProjectInList]),
    url_name="api_projects",
    summary=_("Projekter, du kan se"),
)
def list_projects(
    request: HttpRequest,
    search: Search = "",
    programme_id: KeyAsked | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """The projects the token's person sees, by name. `search` as on the page: every word must be found."""
    rows = listed_projects(search, "name")
    if programme_id is not None:
        rows = rows.filter(programme_id=programme_id)
    return page_of(rows, limit, offset, _listed)


def _listed(project: Any) -> schemas.ProjectInList:
    return schemas.ProjectInList(
        id=project.pk,
        name=project.name,
        programme_id=project.programme_id,
        programme=project.programme.name if project.programme else None,
        lead=project.lead_name,
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        last_reported_at=project.changed,
    )


@router.get(
    "/projects/{int:project_id}",
    auth=Bearer(Permission.SEE_PROJECT, models.Project, pk="project_id"),
    response=reads(schemas.Project),
    url_name="api_project",
    summary=_("Et projekt med parter, perioder og hvordan det står"),
)
def show_project(request: HttpRequest, project_id: int, period: PeriodText = "") -> schemas.Project:
    """A project; `period` says which period to judge it in (else the latest one told of)."""
    project: models.Project = found(request)
    with one_moment():
        facts = load_project(project)
        parties = parties_of(project)
    baseline = facts.baseline
    standing = project_standing(facts, asked_for(facts, period), timezone.localdate())
    return schemas.Project(
        id=project.pk,
        name=project.name,
        programme_id=project.programme_id,
        programme=facts.programme or None,
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        parties=[
            schemas.Party(organisation=one.organisation.name, role=PartyRole(one.role)) for one in parties
        ],
        periods=[
            schemas.ProjectPeriod(
                period=one.canonical, first_day=one.start, last_day=one.end, is_baseline=one == baseline
            )
            for one in facts.horizon.periods
        ],
        may=sorted(project.permissions_of(current_scope()), key=lambda one: one.value),
        standing=schemas.Standing.of(standing),
    )
