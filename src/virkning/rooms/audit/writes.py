"""The one helper through which every write goes: the change and its audit row, in one transaction.

`create`, `change`, `remove` and `restore` write one record and one entry. `batch` is for one large act (an import):
many rows, one entry that carries the differences. Nothing else may write; a test walks the source to hold this.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import Any, TypeVar

from django.db import connection, connections, models, transaction
from django.db.models import F
from django.utils import timezone

from .actors import Actor
from .models import AuditEntry

M = TypeVar("M", bound=models.Model)


class Conflict(Exception):
    """Somebody else changed the record after it was read. Carries the record as it is now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(f"{current._meta.verbose_name} er ændret af en anden.")
        self.current = current


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
    by: Actor,
    action: str,
    words: str,
    about: models.Model | None = None,
    project_id: int | None = None,
    organisation_id: int | None = None,
    changes: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write one entry. Must stand in the transaction of what it tells about."""
    return AuditEntry.objects.create(
        actor_kind=by.kind,
        actor_id=by.person_id,
        actor_name=by.name,
        action=action,
        object_kind=str(about._meta.model_name) if about is not None else "",
        object_id=about.pk if about is not None else None,
        object_label=str(about)[:300] if about is not None else "",
        project_id=project_id if project_id is not None else _owner(about, "project"),
        organisation_id=organisation_id if organisation_id is not None else _owner(about, "organisation"),
        words=words,
        changes=changes or {},
    )


def _owner(about: models.Model | None, what: str) -> int | None:
    """The project or organisation a record says it belongs to (`owning_project_id`, `owning_organisation_id`)."""
    return getattr(about, f"owning_{what}_id", None) if about is not None else None


def create(instance: M, *, by: Actor, words: str, hide: Iterable[str] = ()) -> M:
    """Save a new record with its entry, which tells every field but the hidden ones (secrets).

    Constraint errors propagate; nothing is half-written.
    """
    with transaction.atomic():
        instance.save(force_insert=True)
        told = [field for field in instance._meta.concrete_fields if field.name not in set(hide)]
        values = {field.name: plain(getattr(instance, field.attname)) for field in told}
        record(by=by, action="create", words=words, about=instance, changes={"after": values})
    return instance


def change(instance: M, *, by: Actor, words: str, version: int | None = None, **values: Any) -> M:
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


def remove(instance: M, *, by: Actor, words: str, reason: str = "", version: int | None = None) -> M:
    """Remove a record softly. Raises `Conflict`."""
    gone = {"removed_at": timezone.now(), "removed_by": by.name, "removed_reason": reason}
    with transaction.atomic():
        _set(instance, gone, version)
        record(by=by, action="remove", words=words, about=instance, changes={"reason": reason})
    return instance


def restore(instance: M, *, by: Actor, words: str, version: int | None = None) -> M:
    """Undo a removal. Raises `Conflict`, or an integrity error where its number has been taken meanwhile."""
    with transaction.atomic():
        _set(instance, {"removed_at": None, "removed_by": "", "removed_reason": ""}, version)
        record(by=by, action="restore", words=words, about=instance)
    return instance


@dataclass
class Batch:
    """Many rows in one act. Collects what the single entry will say; see `batch`."""

    by: Actor
    words: str = ""
    about: models.Model | None = None
    project_id: int | None = None
    changes: dict[str, Any] = field(default_factory=dict)

    def create(self, model: type[M], rows: Sequence[M]) -> list[M]:
        """Insert rows; their keys are set afterwards."""
        if not rows:
            return []
        if len(rows) >= _MANY and _is_plain(model, rows):
            return _insert_many(model, rows)
        return model._base_manager.bulk_create(rows, batch_size=_batch_size(model))

    def update(self, model: type[M], rows: Sequence[M], fields: Iterable[str]) -> None:
        """Write the named fields of rows that exist, and raise their version."""
        names = list(fields)
        if not rows:
            return
        if any(f.name == "version" for f in model._meta.concrete_fields):
            for row in rows:
                row.version += 1  # type: ignore[attr-defined]
            names.append("version")
        model._base_manager.bulk_update(rows, names, batch_size=200)

    def remove(self, model: type[M], keys: Sequence[int], reason: str) -> None:
        """Remove rows softly by key."""
        gone = {"removed_at": timezone.now(), "removed_by": self.by.name, "removed_reason": reason}
        self.set(model, keys, **gone)

    def unlink(self, model: type[models.Model], keys: Sequence[int]) -> None:
        """Delete rows that hold nothing of their own (a party, a link, a period not in use). Raises ProtectedError."""
        for part in _parts(keys):
            model._base_manager.filter(pk__in=part).delete()

    def set(self, model: type[M], keys: Sequence[int], **values: Any) -> None:
        """Set the same values on many rows (for example: superseded now), and raise their version."""
        if any(one.name == "version" for one in model._meta.concrete_fields):
            values["version"] = F("version") + 1
        for part in _parts(keys):
            model._base_manager.filter(pk__in=part).update(**values)


@contextmanager
def batch(*, by: Actor, action: str) -> Iterator[Batch]:
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


# Many rows at once ----------------------------------------------------------------------------------------------------
#
# `bulk_create` prepares every value of every row one by one: most of the time of an import. These prepare a column at a
# time, take the keys first, and hand many rows to the database at once. The values are prepared by the same fields.

_MANY = 100
#: Rows in one statement on SQLite: fewer, and every statement's own work weighs; more, and it is slow to prepare.
_TOGETHER = 200


def _is_plain(model: type[M], rows: Sequence[M]) -> bool:
    """Whether rows can be inserted column by column: new rows of a simple table, with values and not expressions."""
    meta = model._meta
    own_values = (models.DateField.pre_save, models.TimeField.pre_save, models.DateTimeField.pre_save)
    for one in meta.concrete_fields:
        made_on_save = getattr(one, "auto_now", False) or getattr(one, "auto_now_add", False)
        plain_value = type(one).pre_save is models.Field.pre_save or type(one).pre_save in own_values
        if made_on_save or not plain_value or one.generated or one.has_db_default():
            return False
    if meta.parents or not isinstance(meta.pk, models.AutoField | models.BigAutoField):
        return False
    if connection.vendor not in ("sqlite", "postgresql") or not connection.in_atomic_block:
        return False
    key = meta.pk.attname
    return all(row.__dict__.get(key) is None and not row._state.fields_cache for row in rows)


def _insert_many(model: type[M], rows: Sequence[M]) -> list[M]:
    """Insert with keys taken beforehand; the rows are then as `bulk_create` leaves them."""
    here = connections[connection.alias]  # the connection itself: the proxy would be asked once a value
    fields = model._meta.concrete_fields
    held = [row.__dict__ for row in rows]
    with here.cursor() as cursor:
        for key, values in zip(_new_keys(cursor, model, len(rows)), held, strict=True):
            values[model._meta.pk.attname] = key
        columns, filled = [], []
        for one in fields:
            written = [values[one.attname] for values in held]
            if any(
                value is not None for value in written
            ):  # what is left out is NULL, for no column has a default
                columns.append(_prepared(one, written, here))
                filled.append(one)
        names = ", ".join(here.ops.quote_name(str(one.column)) for one in filled)
        into = f"{here.ops.quote_name(model._meta.db_table)} ({names})"
        if here.vendor == "postgresql":
            with here.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in zip(*columns, strict=True):
                    copy.write_row(row)
        else:
            _insert_together(cursor, into, list(zip(*columns, strict=True)))
    for made in rows:
        made._state.adding, made._state.db = False, connection.alias
    return list(rows)


def _insert_together(cursor: Any, into: str, rows: Sequence[tuple[Any, ...]]) -> None:
    marks = f"({', '.join(['%s'] * len(rows[0]))})"
    whole = len(rows) - len(rows) % _TOGETHER
    parts = (list(chain.from_iterable(rows[at : at + _TOGETHER])) for at in range(0, whole, _TOGETHER))
    statement = f"INSERT INTO {into} VALUES "  # noqa: S608 - names of our own tables and columns
    cursor.executemany(statement + ", ".join([marks] * _TOGETHER), parts)
    cursor.executemany(statement + marks, rows[whole:])


def _new_keys(cursor: Any, model: type[models.Model], count: int) -> Sequence[int]:
    """Keys nobody else gets: from the sequence, or on SQLite, where we are the only writer, after the last one."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
        cursor.execute(sequence, [connection.ops.quote_name(table), model._meta.pk.column, count])
        return [key for (key,) in cursor.fetchall()]
    cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
    last: int = cursor.fetchone()[0]
    return range(last + 1, last + count + 1)


def _prepared(column: Any, values: list[Any], here: Any) -> list[Any]:
    """A column's values as the database takes them; each different value prepared once.

    Decimals are told apart by their text: 71.7 and 71.70 are equal, and not the same.
    """
    kinds = set(map(type, values))
    as_it_is = kinds == {int} if column.primary_key else kinds == {str}
    if as_it_is and type(column) in (
        models.CharField,
        models.TextField,
        models.AutoField,
        models.BigAutoField,
    ):
        return values

    def prepare(value: Any) -> Any:
        ready = column.get_db_prep_save(value, here)
        return str(ready) if isinstance(ready, str) and type(ready) is not str else ready

    if Decimal in kinds:
        texts = list(map(str, values))
        written = {text: prepare(value) for text, value in dict(zip(texts, values, strict=True)).items()}
        return [written[text] for text in texts]
    try:
        known = {value: prepare(value) for value in set(values)}
    except TypeError:  # lists and dictionaries of a JSON column
        return [prepare(value) for value in values]
    return [known[value] for value in values]


def _parts(keys: Sequence[int], size: int = 900) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
