"""The target-group matrix: its groups read, a day's counts read and written."""

import re
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router
from ninja.responses import Status

from virkning.figures.theory import Quadrant
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.matrix import tally_on
from virkning.rooms.reports.queries.matrix import load_matrix
from virkning.rooms.theory.actions.matrix import save_counts
from virkning.rooms.theory.models import MatrixCount

from ..door import Bearer, author_of, found
from ..once import Done, once
from ..problems import Stale
from ..schemas import matrix as schemas
from ..schemas.outcomes import reads, writes
from ..schemas.values import Limit, Offset, Page, page
from ..telling.matrix import groups_told
from ..wording import gettext_lazy as _
from . import matrixgroups

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
router = Router(tags=["methods"])
_MATRIX = "/projects/{int:project_id}/target-group-matrix"


@router.get(
    _MATRIX,
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(Page[schemas.MatrixGroup]),
    url_name="api_matrix",
    summary=_("Målgruppematricens grupper med deres optællinger"),
)
def list_matrix_groups(request: HttpRequest, project_id: int, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The groups in their order, each in its quadrant with what was counted day by day."""
    return page(groups_told(found(request).pk), limit, offset)


@router.get(
    _MATRIX + "/counts/{day}",
    auth=Bearer(Permission.SEE_PROJECT, Project, pk="project_id"),
    response=reads(schemas.MatrixDay),
    url_name="api_matrix_day",
    summary=_("Målgruppematricens optælling en dag"),
)
def show_matrix_day(request: HttpRequest, project_id: int, day: str) -> schemas.MatrixDay:
    """Every group on the day (`2026-01-31`); null is not counted, and zero is a count."""
    return _told(found(request), _day_of(day))


@router.put(
    _MATRIX + "/counts/{day}",
    auth=Bearer(Permission.EDIT_PROJECT, Project, pk="project_id"),
    response=writes(schemas.MatrixDay, 200, current=schemas.MatrixDay),
    summary=_("Skriv målgruppematricens optælling en dag"),
)
def write_matrix_day(request: HttpRequest, project_id: int, day: str, given: schemas.MatrixDayGiven) -> Any:
    """Write the counts that are given, all or none; groups that are left out stay as they are.

    `moved_from` moves the whole count of that day here, where nothing has been counted.
    """
    project: Project = found(request)
    when = _day_of(day)

    def act() -> Done:
        keys = [one.group_id for one in given.counts]
        if len(set(keys)) != len(keys):
            raise Refused({"counts": gettext("En gruppe står to gange. Send hver gruppe én gang.")})
        save_counts(
            project=project,
            day=when,
            counts={one.group_id: one.count for one in given.counts},
            seen={one.group_id: one.version for one in given.counts if one.version is not None},
            counted_by=given.counted_by,
            moved_from=given.moved_from,
            by=author_of(request),
        )
        return 200, 0

    try:
        once(request, act)
    except Conflict as conflict:
        raise Stale(_told(project, given.moved_from or when)) from conflict
    return Status(200, _told(project, when))


def _day_of(written: str) -> date:
    """The day in the address. Raises `NotVisible` for what is no day."""
    # Python reads weeks and more as days.
    if not _DAY.fullmatch(written):
        raise NotVisible
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise NotVisible from error


def _told(project: Project, day: date) -> schemas.MatrixDay:
    with one_moment():
        facts = load_matrix(project.pk)
        rows = MatrixCount.objects.filter(group__project=project, counted_on=day).order_by("group_id")
        versions = dict(rows.values_list("group_id", "version"))
    total = tally_on(facts.groups, day)
    return schemas.MatrixDay(
        day=day,
        counted_by=facts.counted_by(day),
        total=schemas.MatrixTotal(
            known=total.known, counted=total.counted, missing=total.missing, words=str(total.phrase)
        ),
        counts=[
            schemas.MatrixDayCount(
                group_id=one.id,
                quadrant=Quadrant(one.quadrant),
                count=one.count_on(day),
                version=versions.get(one.id),
            )
            for one in facts.groups
        ],
    )


router.add_router("", matrixgroups.router)
