"""A database's rows as lines of JSON that mean the same on SQLite and PostgreSQL, and back.

Tables are read and written through the models as they were at a migration state, so that a copy from an older version
is understood by a newer one. Rows go in as they were: no entry in the log, no new version, no `now`.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.dateparse import parse_duration

Key = tuple[str, str]

#: Left out of a copy: what makes a browser signed in. An ended session must not come to life again.
LEFT_OUT = {"django_session", "usersessions_usersession"}
#: Filled by migrations, so that rows in them do not make a database one in use.
REFERENCE = {
    "django_content_type",
    "auth_permission",
    "organisations_municipality",
    "organisations_municipalityregion",
    "organisations_municipality_regions",
    "plans_nationalgoal",
    "plans_nationalgroup",
}
_ROWS_A_STATEMENT = 500


class UnknownMigrations(Exception):
    """The database or the copy knows migrations that this version does not."""


def applied(connection: BaseDatabaseWrapper) -> set[Key]:
    """The migrations the database has been through; none for an empty one."""
    return set(MigrationRecorder(connection).applied_migrations())


def leaves(connection: BaseDatabaseWrapper, done: set[Key]) -> list[Key]:
    """The last migration of each app among these: what to migrate to. Raises `UnknownMigrations`."""
    loader = MigrationLoader(connection)
    graph = loader.graph
    unknown = sorted(key for key in done if key not in graph.nodes and key not in loader.replacements)
    unknown = [key for key in unknown if key not in loader.disk_migrations]
    if unknown:
        raise UnknownMigrations(", ".join(".".join(key) for key in unknown))
    known = [key for key in sorted(done) if key in graph.nodes]
    return [
        key
        for key in known
        if not any(child.key[0] == key[0] and child.key in done for child in graph.node_map[key].children)
    ]


def models_at(connection: BaseDatabaseWrapper, done: set[Key]) -> list[type[models.Model]]:
    """The models that have a table at this state, in the order of their tables' names."""
    state = MigrationLoader(connection).project_state(leaves(connection, done))
    found = state.apps.get_models(include_auto_created=True)
    return sorted(
        (one for one in found if one._meta.managed and not one._meta.proxy),
        key=lambda one: one._meta.db_table,
    )


def migrate_to(connection: BaseDatabaseWrapper, done: set[Key]) -> bool:
    """Bring an empty database to this state; False, and nothing done, where it has gone past it."""
    executor = MigrationExecutor(connection)
    targets = leaves(connection, done)
    if any(backwards for _migration, backwards in executor.migration_plan(targets)):
        return False
    executor.migrate(targets)
    return True


def is_in_use(connection: BaseDatabaseWrapper) -> bool:
    """Whether anybody has put anything into the database."""
    there = set(connection.introspection.table_names())
    for model in models_at(connection, applied(connection)):
        table = model._meta.db_table
        if table in there and table not in REFERENCE and count(connection, table):
            return True
    return False


def count(connection: BaseDatabaseWrapper, table: str) -> int:
    """How many rows the table has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own names
        return int(cursor.fetchone()[0])


def lines(connection: BaseDatabaseWrapper, model: type[models.Model]) -> Iterator[bytes]:
    """The table's rows in the order of their keys: first the names of the columns, then a list of values a row."""
    fields = model._meta.concrete_fields
    yield _line([field.column for field in fields])
    rows = model._base_manager.using(connection.alias).order_by("pk")
    for values in rows.values_list(*(field.attname for field in fields)).iterator(chunk_size=2000):
        yield _line([plain(value) for value in values])


def empty(connection: BaseDatabaseWrapper, found: Iterable[type[models.Model]]) -> None:
    """Take every row out; references are only held at the end of the transaction."""
    with connection.cursor() as cursor:
        for model in found:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def load(connection: BaseDatabaseWrapper, model: type[models.Model], written: Iterable[bytes]) -> int:
    """Put the rows in; returns how many. Raises ValueError where the columns are others."""
    rows = iter(written)
    columns = json.loads(next(rows))
    fields = {field.column: field for field in model._meta.concrete_fields}
    if set(columns) != set(fields):
        raise ValueError(f"{model._meta.db_table}: {columns}")
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    ordered = [fields[column] for column in columns]
    total = 0
    with connection.cursor() as cursor:
        while part := list(islice(rows, _ROWS_A_STATEMENT)):
            values = [_values(connection, ordered, json.loads(row)) for row in part]
            cursor.executemany(statement, values)
            total += len(part)
    return total


def _values(connection: BaseDatabaseWrapper, fields: list[Any], row: list[Any]) -> list[Any]:
    return [_stored(connection, field, value) for field, value in zip(fields, row, strict=True)]


def _stored(connection: BaseDatabaseWrapper, field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField) and value is None and not field.null:
        return connection.ops.adapt_json_value(None, field.encoder)
    if isinstance(field, models.DurationField) and value is not None:
        value = parse_duration(value)
    return field.get_db_prep_save(field.to_python(value), connection=connection)


def plain(value: Any) -> Any:
    """A column's value as JSON: numbers as written, moments in UTC, bytes in base 64."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def _line(values: list[Any]) -> bytes:
    # Keys sorted: PostgreSQL keeps a JSON object's in an order of its own.
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def last_numbers(connection: BaseDatabaseWrapper, found: Iterable[type[models.Model]]) -> dict[str, int]:
    """The highest key each table has ever given, so that a removed row's number is not given again."""
    numbers = {}
    with connection.cursor() as cursor:
        for table in (one._meta.db_table for one in found if _counts(one)):
            if connection.vendor == "sqlite":
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            else:
                cursor.execute(f"SELECT last_value FROM {_sequence(cursor, table)} WHERE is_called")  # noqa: S608
            row = cursor.fetchone()
            if row and row[0]:
                numbers[table] = int(row[0])
    return numbers


def set_last_numbers(
    connection: BaseDatabaseWrapper, found: Iterable[type[models.Model]], numbers: dict[str, int]
) -> None:
    """Go on counting where the copy was."""
    counting = [one for one in found if _counts(one)]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), counting):
            cursor.execute(statement)
        for table, last in numbers.items():
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
            else:
                cursor.execute("SELECT setval(%s, %s)", [_sequence(cursor, table), last])


def _counts(model: type[models.Model]) -> bool:
    return isinstance(model._meta.pk, models.AutoField | models.BigAutoField)


def _sequence(cursor: Any, table: str) -> str:
    cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{table}"'])
    return str(cursor.fetchone()[0])


def still(alias: str = "default", name: str = "copy") -> BaseDatabaseWrapper:
    """A connection of its own on which a transaction sees one moment of the database, and holds nobody up."""
    origin = connections[alias]
    settings = {**origin.settings_dict, "OPTIONS": {**origin.settings_dict["OPTIONS"]}, "CONN_MAX_AGE": 0}
    if origin.vendor == "sqlite":
        settings["OPTIONS"]["transaction_mode"] = "DEFERRED"
    else:
        from psycopg import IsolationLevel

        settings["OPTIONS"] |= {"isolation_level": IsolationLevel.REPEATABLE_READ, "pool": False}
    connection = type(origin)(settings, alias=name)
    connections[name] = connection
    return connection
