"""The one helper through which every write goes: the change and its audit row, in one transaction.

`create`, `change`, `remove` and `restore` write one record and one entry. `batch` is for one large act (an import):
many rows, one entry that carries the differences. Nothing else may write; a test walks the source to hold this.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from .authors import Author
from .many import MANY, insert_many, is_plain, update_many
from .models import AuditEntry, LookUp

M = TypeVar("M", bound=models.Model)


class Conflict(Exception):
    """Somebody else changed the record after it was read. Carries the record as it is now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(f"{current._meta.verbose_name} er ændret af en anden.")
        self.current = current


class NeverChanged(TypeError):
    """A record of a kind that is only ever made (`never_changed` on its model) was to be changed: a mistake of ours."""


def _changing(model: type[models.Model]) -> None:
    if getattr(model, "never_changed", False):
        raise NeverChanged(model._meta.label)


def plain(value: Any) -> Any:
    """A field's value as JSON holds it; decimals as written, dates as ISO, records as ids."""
    if value is None or isinstance(value, bool | int | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def record(
    *,
    by: Author,
    action: str,
    words: str,
    about: models.Model | None = None,
    project_id: int | None = None,
    organisation_id: int | None = None,
    changes: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write one entry. Must stand in the transaction of what it tells about."""
    entry = AuditEntry.objects.create(
        author_kind=by.kind,
        author_id=by.person_id,
        author_name=by.name,
        action=action,
        object_kind=str(about._meta.model_name) if about is not None else "",
        object_id=about.pk if about is not None else None,
        object_label=str(about)[:300] if about is not None else "",
        project_id=project_id if project_id is not None else _owner(about, "project"),
        organisation_id=organisation_id if organisation_id is not None else _owner(about, "organisation"),
        words=words,
        changes=changes or {},
    )
    if about is not None:
        about.__dict__[_LATEST] = entry
    return entry


#: Where a record remembers, in memory only, the entry of what was done to it last.
_LATEST = "_latest_entry"


def latest_entry(about: models.Model) -> AuditEntry | None:
    """The entry of what was just done to the record through this helper; None where nothing was."""
    return about.__dict__.get(_LATEST)


def looked_at(*, by: Author, about: models.Model, where: str = "") -> None:
    """Note that somebody looked at a person's details."""
    LookUp.objects.create(
        author_id=by.person_id,
        author_name=by.name,
        object_kind=str(about._meta.model_name),
        object_id=about.pk,
        where=where,
    )


def touch(instance: models.Model, **values: Any) -> None:
    """Bookkeeping without an entry or a new version (last seen, last used): never of what people write."""
    # Not `type(instance)`: the person of a request is a lazy stand-in.
    _changing(instance._meta.model)
    instance._meta.model._base_manager.filter(pk=instance.pk).update(**values)
    for name, value in values.items():
        setattr(instance, name, value)


def touch_where(instance: models.Model, as_is: Q, **values: Any) -> bool:
    """As `touch`, where the record still is as `as_is` says, in one statement; whether it was, and so was touched."""
    _changing(instance._meta.model)
    rows = instance._meta.model._base_manager.filter(as_is, pk=instance.pk)
    if not rows.update(**values):
        return False
    for name, value in values.items():
        setattr(instance, name, value)
    return True


def _owner(about: models.Model | None, what: str) -> int | None:
    """The project or organisation a record says it belongs to (`owning_project_id`, `owning_organisation_id`)."""
    return getattr(about, f"owning_{what}_id", None) if about is not None else None


def create(instance: M, *, by: Author, words: str, hide: Iterable[str] = ()) -> M:
    """Save a new record with its entry, which tells every field but the hidden ones (secrets).

    Constraint errors propagate; nothing is half-written.
    """
    with transaction.atomic():
        instance.save(force_insert=True)
        told = [field for field in instance._meta.concrete_fields if field.name not in set(hide)]
        values = {field.name: plain(getattr(instance, field.attname)) for field in told}
        record(by=by, action="create", words=words, about=instance, changes={"after": values})
    return instance


def change(instance: M, *, by: Author, words: str, version: int | None = None, **values: Any) -> M:
    """Set `values` on a record if it still has the version the caller read. Raises `Conflict`.

    Writes nothing, and no entry, where no value differs.
    """
    before = {name: plain(getattr(instance, name)) for name in values}
    differing = {name: value for name, value in values.items() if plain(value) != before[name]}
    if not differing:
        return instance
    with transaction.atomic():
        _set(instance, differing, version)
        after = {name: plain(value) for name, value in differing.items()}
        told = {name: [before[name], after[name]] for name in differing}
        record(by=by, action="change", words=words, about=instance, changes=told)
    return instance


def _set(instance: models.Model, values: dict[str, Any], version: int | None) -> None:
    _changing(type(instance))
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    assigned = dict(values)
    if hasattr(instance, "version"):
        expected = instance.version if version is None else version
        rows = rows.filter(version=expected)
        assigned["version"] = F("version") + 1
    if not rows.update(**assigned):
        raise Conflict(type(instance)._base_manager.get(pk=instance.pk))
    for name, value in values.items():
        setattr(instance, name, value)
    if hasattr(instance, "version"):
        instance.version = expected + 1


def remove(instance: M, *, by: Author, words: str, reason: str = "", version: int | None = None) -> M:
    """Remove a record softly. Raises `Conflict`."""
    gone = {"removed_at": timezone.now(), "removed_by": by.name, "removed_reason": reason}
    with transaction.atomic():
        _set(instance, gone, version)
        told = {"reason": reason, **_version_left(instance)}
        record(by=by, action="remove", words=words, about=instance, changes=told)
    return instance


def restore(instance: M, *, by: Author, words: str, version: int | None = None) -> M:
    """Undo a removal. Raises `Conflict`, or an integrity error where its number has been taken meanwhile."""
    with transaction.atomic():
        _set(instance, {"removed_at": None, "removed_by": "", "removed_reason": ""}, version)
        record(by=by, action="restore", words=words, about=instance, changes=_version_left(instance))
    return instance


def _version_left(instance: models.Model) -> dict[str, Any]:
    """The version an entry leaves the record with, by which an undo sees whether it has moved since."""
    return {"version": instance.version} if hasattr(instance, "version") else {}


@dataclass
class Batch:
    """Many rows in one act. Collects what the single entry will say; see `batch`."""

    by: Author
    words: str = ""
    about: models.Model | None = None
    project_id: int | None = None
    changes: dict[str, Any] = field(default_factory=dict)

    def create(self, model: type[M], rows: Sequence[M]) -> list[M]:
        """Insert rows; their keys are set afterwards."""
        if not rows:
            return []
        if len(rows) >= MANY and is_plain(model, rows):
            return insert_many(model, rows)
        return model._base_manager.bulk_create(rows, batch_size=_batch_size(model))

    def update(self, model: type[M], rows: Sequence[M], fields: Iterable[str]) -> None:
        """Write the named fields of rows that exist, and raise their version.

        Raises `Conflict` where somebody has changed one of them since it was read.
        """
        _changing(model)
        if rows and update_many(model, rows, list(fields)) != len(rows):
            raise Conflict(rows[0])

    def remove(self, model: type[M], keys: Sequence[int], reason: str) -> None:
        """Remove rows softly by key."""
        gone = {"removed_at": timezone.now(), "removed_by": self.by.name, "removed_reason": reason}
        self.set(model, keys, **gone)

    def unlink(self, model: type[models.Model], keys: Sequence[int]) -> None:
        """Delete rows that hold nothing of their own (a party, a link, a period not in use). Raises ProtectedError."""
        _changing(model)
        for part in _parts(keys):
            model._base_manager.filter(pk__in=part).delete()

    def set(self, model: type[M], keys: Sequence[int], **values: Any) -> None:
        """Set the same values on many rows (for example: superseded now), and raise their version."""
        _changing(model)
        if any(one.name == "version" for one in model._meta.concrete_fields):
            values["version"] = F("version") + 1
        for part in _parts(keys):
            model._base_manager.filter(pk__in=part).update(**values)


@contextmanager
def batch(*, by: Author, action: str) -> Iterator[Batch]:
    """One transaction for many rows and the one entry that tells of them, written at the end of the block.

    The block fills in `words`, `about` and `changes`; without words nothing happened, and no entry is written.
    """
    with transaction.atomic():
        act = Batch(by)
        yield act
        if act.words:
            record(
                by=by,
                action=action,
                words=act.words,
                about=act.about,
                project_id=act.project_id,
                changes=act.changes,
            )


def _batch_size(model: type[models.Model]) -> int | None:
    """SQLite allows 32,766 variables in a statement (since 3.32); Django assumes 999 and would split far too small."""
    return None if connection.vendor != "sqlite" else 32_766 // max(1, len(model._meta.concrete_fields))


def _parts(keys: Sequence[int], size: int = 900) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
