"""Many reads that must agree with each other: one moment of the database, however many queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

_BEGIN = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "sqlite": "BEGIN DEFERRED"}


@contextmanager
def one_moment() -> Iterator[None]:
    """Every query in the block sees the database as it was at the first. Reads only; takes no lock.

    Django's own `atomic` is not used: on SQLite it would take the write lock (transaction mode IMMEDIATE), and on
    PostgreSQL it would see what others commit between two queries.
    """
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    raw: Any = connection.connection
    if _is_under_way(raw):
        yield
        return
    raw.execute(_BEGIN[connection.vendor])
    try:
        yield
    finally:
        if _is_under_way(raw):
            raw.execute("ROLLBACK")


def _is_under_way(raw: Any) -> bool:
    if connection.vendor == "sqlite":
        return bool(raw.in_transaction)
    return bool(raw.info.transaction_status)
