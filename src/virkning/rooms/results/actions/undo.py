"""Taking back what an entry about measurements tells, one or a whole block, and what was done to a result's type."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.actions import acts

from ..models import Measurement, Result
from .measurements import take_back
from .results import check_fits


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


def take_back_arranged(entry: AuditEntry, by: Author) -> None:
    """Undo an act on parts of a project as a whole: a result's type only where what it has since fits the old one.

    Raises `Refused`, IntegrityError.
    """
    rows = entry.changes.get("rows", {})
    retyped = [
        int(name.partition(":")[2])
        for name, done in rows.items()
        if name.startswith("result:") and "kind" in done.get("changes", {})
    ]
    with transaction.atomic():
        # Before the type is looked at: who measures locks the result too.
        list(Result._base_manager.select_for_update().filter(pk__in=retyped).order_by("pk"))
        acts.take_back(entry, by)
        for result in Result._base_manager.filter(pk__in=retyped).order_by("pk"):
            check_fits(result)


def _pairs(changes: dict[str, Any]) -> Iterator[tuple[int | None, int | None]]:
    """What stood there and what the entry put in its place, by key."""
    told = [changes, *changes.get("rows", {}).values()]
    for one in told:
        if isinstance(one.get("supersedes"), dict):
            yield one["supersedes"]["before"], one["supersedes"]["after"]
        for key in one.get("withdrawn", ()):
            yield key, None
