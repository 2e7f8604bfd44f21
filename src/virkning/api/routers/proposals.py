"""Proposals for milestones and results, with the project's decisions."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.project import MilestoneFacts, ResultFacts
from virkning.rooms.reports.facts.proposals import ProposalFacts, is_carried_out
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.queries.proposals import load_proposals

from ..door import Bearer, found
from ..schemas import evaluations as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Limit, Offset, Page, page
from ..wording import gettext_lazy as _

router = Router(tags=["evaluations"])


@router.get(
    "/projects/{int:project_id}/proposals",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Proposal]),
    url_name="api_proposals",
    summary=_("Evaluators forslag med projektets beslutninger"),
)
def list_proposals(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """What has been proposed for the project's milestones and results, in the order in which it was."""
    project: Project = found(request)
    with one_moment():
        facts, given = load_project(project), load_proposals(project.pk)
    milestones = {one.id: one for one in facts.milestones()}
    results = {one.id: one for one in facts.all_results()}
    told = [(one, milestones.get(one.milestone_id or 0) or results.get(one.result_id or 0)) for one in given]
    return page([_proposal(one, about) for one, about in told if about is not None], limit, offset)


def _proposal(one: ProposalFacts, about: MilestoneFacts | ResultFacts) -> schemas.Proposal:
    return schemas.Proposal(
        id=one.id,
        period=one.period.canonical,
        kind=one.kind,
        milestone_id=one.milestone_id,
        result_id=one.result_id,
        text=one.text,
        reason=one.reason,
        decision=one.decision,
        decision_reason=one.decision_reason,
        decided_by=one.decided_by,
        decided_at=one.decided_at,
        carried_out=is_carried_out(one, about),
    )
