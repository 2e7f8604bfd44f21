"""Taking back what one entry tells, as long as nothing has been done to the same fields since."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from . import writes
from .authors import Author
from .models import AuditEntry, Removable
from .refusals import Refused

#: What each act is taken back by. Acts on many records (a move, an import) have their own undo in their rooms.
UNDOABLE = ("create", "change", "remove", "restore")


def undo(entry: AuditEntry, *, record: models.Model, by: Author) -> models.Model:
    """Bring the record back to what it was before the entry. Raises `Refused` where it has moved on since."""
    words = _("Fortrudt: %(what)s") % {"what": entry.words}
    if entry.action == "change":
        return _change_back(entry, record, by, words)
    if entry.action == "create" and isinstance(record, Removable):
        _must_be(record.removed_at is None)
        return writes.remove(record, by=by, words=words)
    if entry.action == "remove" and isinstance(record, Removable):
        _must_be(record.removed_at is not None)
        return writes.restore(record, by=by, words=words)
    if entry.action == "restore" and isinstance(record, Removable):
        _must_be(record.removed_at is None)
        return writes.remove(record, by=by, words=words)
    raise Refused(_("Det kan ikke fortrydes her. Ret det i stedet på tingens egen side."))


def _must_be(holds: bool) -> None:
    if not holds:
        raise Refused(_("Det er allerede fortrudt."))


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
