"""Action plans: read, and the status of an action in a period written."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.responses import Status

from virkning.figures.milestones import Light
from virkning.figures.periods import Period
from virkning.figures.planning import Degree
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.plans import models
from virkning.rooms.plans.actions.actionstatuses import ActionSaid, say_of_actions
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of
from virkning.rooms.reports.queries.actionplan import load_action_plan

from ..door import Bearer, author_of, found
from ..kinds import fields_of
from ..once import Done, once
from ..periods import row_in_address, row_in_body
from ..problems import Stale
from ..schemas import actionplans as schemas
from ..schemas.outcomes import reads, writes
from ..schemas.values import Limit, Offset, Page, PeriodText, page
from ..telling.actionplans import challenges_told, period_now, standing_told
from ..wording import gettext_lazy as _
from . import challenges, plannedactions

router = Router(tags=["actionplans"])
_OF_ACTION = {"pk": "action_id", "challenge__project": "project_id"}
_AT = "/projects/{int:project_id}/actions/{int:action_id}/statuses"


@router.get(
    "/projects/{int:project_id}/action-plan",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.Challenge]),
    url_name="api_action_plan",
    summary=_("Handleplanen: udfordringer med handlinger"),
)
def show_action_plan(
    request: HttpRequest, project_id: int, period: PeriodText = "", limit: Limit = 50, offset: Offset = 0
) -> Any:
    """The plan's challenges by theme, each action as it stands in `period` (else the latest one that has begun)."""
    project: Project = found(request)
    when = row_in_body(project, period).period if period else period_now(project)
    return page(challenges_told(project.pk, when), limit, offset)


@router.get(
    _AT,
    auth=Bearer(Permission.SEE_PROJECT, models.PlannedAction, **_OF_ACTION),
    response=reads(Page[schemas.ActionStatus]),
    url_name="api_action_statuses",
    summary=_("En handlings status i hver af projektets perioder"),
)
def list_action_statuses(
    request: HttpRequest, project_id: int, action_id: int, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """The action in each of the project's periods: what was said, and how it stands."""
    action: models.PlannedAction = found(request)
    periods = [one.period for one in periods_of(action.challenge.project)]
    return page(_told(action, periods), limit, offset)


@router.get(
    f"{_AT}/{{period}}",
    auth=Bearer(Permission.SEE_PROJECT, models.PlannedAction, **_OF_ACTION),
    response=reads(schemas.ActionStatus),
    url_name="api_action_status",
    summary=_("En handlings status i en periode"),
)
def show_action_status(
    request: HttpRequest, project_id: int, action_id: int, period: str
) -> schemas.ActionStatus:
    """The action in one period. `report` is null where nothing has been said."""
    action: models.PlannedAction = found(request)
    row = row_in_address(action.challenge.project, period)
    return _told(action, [row.period])[0]


@router.put(
    f"{_AT}/{{period}}",
    auth=Bearer(Permission.REPORT_STATUS, models.PlannedAction, **_OF_ACTION),
    response=writes(schemas.ActionStatus, 200, current=schemas.ActionStatus),
    summary=_("Skriv en handlings status i en periode"),
)
def write_action_status(
    request: HttpRequest, project_id: int, action_id: int, period: str, given: schemas.ActionStatusGiven
) -> Any:
    """Write the whole of the action's status in the period."""
    action: models.PlannedAction = found(request)
    row = row_in_address(action.challenge.project, period)
    try:
        once(request, lambda: _say(request, action, row, given))
    except Conflict as conflict:
        raise Stale(_told(action, [row.period])[0]) from conflict
    return Status(200, _told(action, [row.period])[0])


def _say(
    request: HttpRequest, action: models.PlannedAction, row: ProjectPeriod, given: schemas.ActionStatusGiven
) -> Done:
    said = ActionSaid(action, given.degree, given.judged, given.comment, given.version)
    with fields_of({"comment_": "comment"}):
        say_of_actions(
            project=action.challenge.project,
            period=row,
            said=[said],
            by=author_of(request),
            today=timezone.localdate(),
        )
    return 200, 0


def _told(action: models.PlannedAction, periods: list[Period]) -> list[schemas.ActionStatus]:
    """The action in each of the periods."""
    with one_moment():
        plan = load_action_plan(action.owning_project_id)
        rows = models.ActionStatus.objects.filter(action=action).select_related("period").order_by("id")
        said = {one.period.period: one for one in rows}
    facts = next((one for one in plan.actions() if one.id == action.pk), None)
    if facts is None:  # it has gone with its challenge
        raise NotVisible
    today = timezone.localdate()
    return [
        schemas.ActionStatus(
            action_id=action.pk,
            period=when.canonical,
            report=_report(said[when]) if when in said else None,
            standing=standing_told(facts.action, when, today),
        )
        for when in periods
    ]


def _report(row: models.ActionStatus) -> schemas.ActionReport:
    return schemas.ActionReport(
        degree=Degree(row.degree) if row.degree else None,
        judged=Light(row.light) if row.light else None,
        comment=row.comment,
        by=row.reported_by,
        at=row.reported_at,
        version=row.version,
    )


for _part in (challenges, plannedactions):
    router.add_router("", _part.router)
