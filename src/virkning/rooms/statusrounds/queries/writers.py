"""Whether a person has written in what an activity reports: whoever approves it is somebody else."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from virkning.figures.periods import Period
from virkning.rooms.activities.models import Activity, ActivityComment, StatusReport
from virkning.rooms.audit.authors import AuthorKind
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.evaluations.models import Embedding, FollowUp
from virkning.rooms.results.models import Measurement


def wrote_since(person_id: int, activity: Activity, period: Period, since: datetime) -> bool:
    """Whether the person has reported on the activity in the period after that moment, or read a workbook in.

    Taken from the log, so a value that was taken away again counts too. At most seven queries.
    """
    mine = AuditEntry._base_manager.filter(
        author_kind=AuthorKind.PERSON, author_id=person_id, project_id=activity.project_id, at__gt=since
    ).order_by("id")
    if mine.filter(object_kind="workbookimport").exists():
        return True
    written = set()
    for kind, key, changes in mine.values_list("object_kind", "object_id", "changes"):
        rows = changes.get("rows") if isinstance(changes, dict) else None
        written |= {f"{kind}:{key}", *(rows or ())}
    return bool(written) and not written.isdisjoint(_reported(activity, period))


def _reported(activity: Activity, period: Period) -> Iterator[str]:
    """Everything that can be reported on the activity in the period, as the log names it."""
    when = Q(period__kind=period.kind, period__start=period.start)
    rows = (
        StatusReport.objects.filter(when, milestone__activity=activity),
        Measurement.objects.filter(when, result__activity_links__activity=activity),
        ActivityComment.objects.filter(when, activity=activity),
        Embedding.objects.filter(when, activity=activity),
        FollowUp.objects.filter(when, recommendation__activity=activity),
    )
    for each in rows:
        kind = each.model._meta.model_name
        yield from (f"{kind}:{key}" for key in each.order_by().values_list("pk", flat=True))
