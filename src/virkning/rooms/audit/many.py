"""Many rows at once, column by column.

`bulk_create` and `bulk_update` prepare every value of every row one by one: most of the time of an import. These
prepare a column at a time and hand many rows to the database at once. The values are prepared by the same fields.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from typing import Any, TypeVar

from django.db import connection, connections, models

M = TypeVar("M", bound=models.Model)

MANY = 100
#: Rows in one statement on SQLite: fewer, and every statement's own work weighs; more, and it is slow to prepare.
_TOGETHER = 200


def is_plain(model: type[M], rows: Sequence[M]) -> bool:
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


def insert_many(model: type[M], rows: Sequence[M]) -> list[M]:
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


def update_many(model: type[M], rows: Sequence[M], names: Sequence[str]) -> int:
    """Write the named fields of rows by key, and raise their version; returns how many rows were there to be written.

    A row whose version is no longer the one it was read with is not written.
    """
    here = connections[connection.alias]
    meta, quote = model._meta, here.ops.quote_name
    fields: list[Any] = [meta.get_field(name) for name in names]
    versioned = any(one.name == "version" for one in meta.concrete_fields)
    columns = [_prepared(one, [row.__dict__[one.attname] for row in rows], here) for one in fields]
    columns.append([row.pk for row in rows])
    sets = ", ".join(f"{quote(str(one.column))} = %s" for one in fields)
    where = f"{quote(str(meta.pk.column))} = %s"
    if versioned:
        columns.append([row.version for row in rows])  # type: ignore[attr-defined]
        sets, where = f"{sets}, version = version + 1", f"{where} AND version = %s"
    statement = f"UPDATE {quote(meta.db_table)} SET {sets} WHERE {where}"  # noqa: S608 - names of our own
    with here.cursor() as cursor:
        cursor.executemany(statement, list(zip(*columns, strict=True)))
        written: int = cursor.rowcount
    if versioned and written == len(rows):
        for row in rows:
            row.version += 1  # type: ignore[attr-defined]
    return written
