"""What has been done in a round and by whom: the entries of the log that tell of it, newest first."""

from typing import Any

from django.db.models import Q, QuerySet

from virkning.rooms.audit.models import AuditEntry

from ..models import Snapshot, StatusRound, Submission


def timeline_of(
    status_round: StatusRound, *, project_id: int | None = None, activity_id: int | None = None
) -> QuerySet[AuditEntry]:
    """The round's own entries and those of what was handed in, of the projects the scope sees; or of one of them.

    `activity_id`: only what became of that activity. Without the fields, which may be long.
    """
    handed: QuerySet[Any] = Submission.objects.filter(round=status_round)
    if activity_id is not None:
        handed = handed.filter(activity_id=activity_id)
    elif project_id is not None:
        handed = handed.filter(activity__project_id=project_id)
    told = Q(object_kind="submission", object_id__in=handed.order_by().values("pk"))
    if activity_id is None:
        frozen: QuerySet[Any] = Snapshot.objects.filter(round=status_round)
        if project_id is not None:
            frozen = frozen.filter(project_id=project_id)
        told |= Q(object_kind="statusround", object_id=status_round.pk)
        # Of a programme's round each project has an entry of its own: told where one looks at that project alone.
        if project_id is not None:
            told |= Q(object_kind="snapshot", object_id__in=frozen.order_by().values("pk"))
    return AuditEntry._base_manager.filter(told).order_by("-at", "-id").defer("changes")
