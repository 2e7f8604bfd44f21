"""Taking back what an entry about measurements tells, one or a whole block."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused

from ..models import Measurement
from .measurements import take_back


def undo_measuring(entry: AuditEntry, by: Author) -> None:
    """Let stand again what stood before the entry, all of it or nothing.

    Raises `Refused`, and `Conflict` where something else has been written there meanwhile.
    """
    pairs = list(_pairs(entry.changes))
    rows = Measurement.objects.select_related("result", "series", "period").in_bulk(
        [key for pair in pairs for key in pair if key is not None]
    )
    with transaction.atomic():
        for before, after in pairs:
            measurement = rows.get(after or before or 0)
            if measurement is None or measurement.result.project_id != entry.project_id:
                raise Refused(_("Det kan ikke fortrydes her. Ret det i stedet på tingens egen side."))
            take_back(measurement=measurement, before=before, by=by)


def _pairs(changes: dict[str, Any]) -> Iterator[tuple[int | None, int | None]]:
    """What stood there and what the entry put in its place, by key."""
    told = [changes, *changes.get("rows", {}).values()]
    for one in told:
        if isinstance(one.get("supersedes"), dict):
            yield one["supersedes"]["before"], one["supersedes"]["after"]
        for key in one.get("withdrawn", ()):
            yield key, None
