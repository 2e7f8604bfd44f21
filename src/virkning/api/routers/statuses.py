"""Status of milestones, period by period: read and written."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from ninja.responses import Status

from virkning.figures.entries import status_doubts
from virkning.figures.periods import Period
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.activities import models
from virkning.rooms.activities.actions.statuses import report_status
from virkning.rooms.activities.queries.registrations import sums_until
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.models import ProjectPeriod
from virkning.rooms.reports.facts.project import MilestoneFacts
from virkning.rooms.reports.queries.projects import load_project

from ..about import OF_MILESTONE, milestone_in
from ..door import Bearer, author_of, found
from ..doubts import answered
from ..once import Done, once
from ..periods import check_open, row_in_address
from ..problems import OpenDoubt, Stale
from ..schemas import activities as schemas
from ..schemas.outcomes import reads, writes
from ..schemas.values import Limit, Offset, Page, page
from ..telling import milestones as telling
from ..wording import gettext_lazy

router = Router()


@router.get(
    "/projects/{int:project_id}/milestones/{int:milestone_id}/statuses",
    auth=Bearer(Permission.SEE_PROJECT, models.Milestone, **OF_MILESTONE),
    response=reads(Page[schemas.Status]),
    url_name="api_statuses",
    summary=gettext_lazy("En milepæls status i hver af projektets perioder"),
)
def list_statuses(
    request: HttpRequest, project_id: int, milestone_id: int, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """The milestone in each of the project's periods: what was reported, and how it stands."""
    return page(_told(found(request), None), limit, offset)


@router.get(
    "/projects/{int:project_id}/milestones/{int:milestone_id}/statuses/{period}",
    auth=Bearer(Permission.SEE_PROJECT, models.Milestone, **OF_MILESTONE),
    response=reads(schemas.Status),
    url_name="api_status",
    summary=gettext_lazy("En milepæls status i en periode"),
)
def show_status(request: HttpRequest, project_id: int, milestone_id: int, period: str) -> schemas.Status:
    """The milestone in one period. `report` is null where nothing has been reported."""
    milestone: models.Milestone = found(request)
    row = row_in_address(milestone.owning_project, period)
    return _told(milestone, row.period)[0]


@router.put(
    "/projects/{int:project_id}/milestones/{int:milestone_id}/statuses/{period}",
    auth=Bearer(Permission.REPORT_STATUS, models.Milestone, **OF_MILESTONE),
    response=writes(schemas.Status, 200, current=schemas.Status),
    summary=gettext_lazy("Skriv en milepæls status i en periode"),
)
def write_status(
    request: HttpRequest, project_id: int, milestone_id: int, period: str, given: schemas.StatusGiven
) -> Any:
    """Write the whole of the milestone's status in the period; the judged light stays as it is."""
    milestone: models.Milestone = found(request)
    row = row_in_address(milestone.owning_project, period)
    try:
        once(request, lambda: _report(request, milestone, row, given))
    except Conflict as conflict:
        raise Stale(_told(milestone, row.period)[0]) from conflict
    return Status(200, _told(milestone, row.period)[0])


def _told(milestone: models.Milestone, only: Period | None) -> list[schemas.Status]:
    """The milestone in the one period, or in all of the project's."""
    with one_moment():
        facts = load_project(milestone.owning_project)
        rows = models.StatusReport.objects.filter(milestone=milestone)
        found = {
            one.period.period: one for one in rows.select_related("period", "origin_file").order_by("id")
        }
    told = milestone_in(facts, milestone.pk)
    periods: Iterable[Period] = facts.horizon.periods if only is None else (only,)
    return [telling.status(told, one, facts.horizon, found) for one in periods]


def _report(
    request: HttpRequest, milestone: models.Milestone, row: ProjectPeriod, given: schemas.StatusGiven
) -> Done:
    facts = milestone_in(load_project(milestone.owning_project), milestone.pk)
    told = facts.milestone
    check_open(told.added_in, told.retired_in, row.period)
    value = _value(milestone, row, given)
    doubts = status_doubts(
        told.kind,
        value=value,
        numerator=given.numerator,
        denominator=given.denominator,
        before=_before(facts, row.period),
    )
    open_doubts = [OpenDoubt(one.code, one.field, one.phrase.translated(_)) for one in doubts]
    report_status(
        milestone=milestone,
        period=row,
        by=author_of(request),
        status=given.status,
        value=given.value,
        value_text=given.value_text,
        numerator=given.numerator,
        denominator=given.denominator,
        comment=given.comment,
        counted_kind=given.counted_kind,
        confirmed=answered(open_doubts, given.confirmed),
        version=given.version,
    )
    return 200, 0


def _value(milestone: models.Milestone, row: ProjectPeriod, given: schemas.StatusGiven) -> Decimal | None:
    """The value that will stand: as given, or the sum that is counted."""
    if not given.counted_kind:
        return given.value
    counted = sums_until(milestone.activity_id, row.period.end).get(given.counted_kind)
    return None if counted is None else Decimal(counted)


def _before(facts: MilestoneFacts, period: Period) -> Decimal | None:
    """The value of the latest period before this one that has one."""
    earlier = [one for one in facts.milestone.entries if one.period < period and one.value is not None]
    return max(earlier, key=lambda one: one.period).value if earlier else None
