"""Taking back what one entry tells, as long as nothing has been done to the same record or fields since."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from . import writes
from .authors import Author
from .models import AuditEntry, Removable
from .refusals import Refused
from .since import refuse_hanging, refuse_moved

#: What each act is taken back by. Acts on many records (a move, an import) have their own undo in their rooms.
UNDOABLE = ("create", "change", "remove", "restore")


def undo(entry: AuditEntry, *, record: models.Model, by: Author) -> models.Model:
    """Bring the record back to what it was before the entry. Raises `Refused` where it has moved on since."""
    words = _("Fortrudt: %(what)s") % {"what": entry.words}
    if entry.action == "change":
        return _change_back(entry, record, by, words)
    if entry.action not in UNDOABLE or not isinstance(record, Removable):
        raise Refused(_("Det kan ikke fortrydes her. Ret det i stedet på tingens egen side."))
    with transaction.atomic():
        # Locked, so that nobody writes on it, or hangs something on it, between the look and the removal.
        now: Any = type(record)._base_manager.select_for_update().get(pk=record.pk)
        if (now.removed_at is None) is (entry.action == "remove"):
            raise Refused(_("Det er allerede fortrudt."))
        refuse_moved(entry, now, version=_version_after(entry))
        if entry.action == "create":
            refuse_hanging(entry, now)
        put_back = writes.restore if entry.action == "remove" else writes.remove
        found: models.Model = put_back(now, by=by, words=words)
    return found


def _version_after(entry: AuditEntry) -> int | None:
    """The version the entry left the record with; None where the entry is from before that was noted."""
    if entry.action == "create":
        return 1
    found = entry.changes.get("version")
    return found if isinstance(found, int) else None


def _change_back(entry: AuditEntry, record: models.Model, by: Author, words: str) -> models.Model:
    values: dict[str, Any] = {}
    for name, (before, after) in entry.changes.items():
        field: Any = record._meta.get_field(name)
        if writes.plain(getattr(record, field.attname)) != after:
            raise Refused(
                _(
                    "“%(field)s” er ændret igen siden, så det kan ikke fortrydes uden at miste den nyere tekst."
                )
                % {"field": field.verbose_name}
            )
        values[field.attname] = None if before is None else field.to_python(before)
    return writes.change(record, by=by, words=words, **values)
