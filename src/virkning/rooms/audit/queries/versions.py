"""How far the log of a project has come: as long as that stands, nothing in the project has changed."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max

from ..models import AuditEntry

#: How many entries there are, and when the latest was written.
Version = tuple[int, datetime]


def log_versions(project_ids: Iterable[int]) -> dict[int, Version]:
    """The version of each project's log; a project without entries has none. One query.

    Every write leaves an entry in its own transaction and no entry is ever changed or deleted, so the count alone tells
    what has been committed. (The newest key alone would not: a lower one may be committed after a higher.)
    """
    rows = (
        AuditEntry._base_manager.filter(project_id__in=list(project_ids))
        .order_by("project_id")
        .values_list("project_id")
        .annotate(entries=Count("id"), latest=Max("at"))
    )
    return {project: (entries, latest) for project, entries, latest in rows}
