"""DuckDB in process: the engine at home. Memory is bounded; what does not fit spills to a folder of its own."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from virkning.figures.periods import Period

from ..database import connect
from ..measures.definition import Measure
from ..store import TABLES, Register
from .counts import Count, checked
from .periodtables import CALENDAR_COLUMNS, PERIOD_COLUMNS, PeriodTables, period_tables
from .sql import measure_sql

MEMORY = "600MB"
THREADS = min(8, os.cpu_count() or 1)


def compute(
    register: Register, measure: Measure, periods: Sequence[Period], by: Sequence[str] = ()
) -> tuple[Count, ...]:
    """Numerators and denominators, in order. Raises `RegisterRefused` for periods that were not delivered."""
    wanted = checked(register, measure, periods, by)
    tables = period_tables(measure, wanted)
    sql = measure_sql(measure, by)
    with (
        tempfile.TemporaryDirectory(prefix="virkning-duckdb-") as spilled,
        connect(Path(spilled), threads=THREADS, memory=MEMORY) as connection,
    ):
        connection.execute("SET preserve_insertion_order = false")  # the answer has an order of its own
        fill(connection, register, tables)
        ends = {"lowest": tables.lowest, "highest": tables.highest}
        rows = connection.execute(
            sql, {name: end for name, end in ends.items() if f"${name}" in sql}
        ).fetchall()
    return counted(measure, wanted, by, rows)


def fill(connection: duckdb.DuckDBPyConnection, register: Register, tables: PeriodTables) -> None:
    """The register's files as views, and the two small tables."""
    for name in TABLES:
        path = str(getattr(register, name)).replace("'", "''")
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
    for name, columns, rows in (
        ("periods", PERIOD_COLUMNS, tables.periods),
        ("calendar", CALENDAR_COLUMNS, tables.calendar),
    ):
        told = ", ".join(f"unnest(?::{kind}[]) AS {column}" for column, kind in columns.items())
        connection.execute(
            f"CREATE TABLE {name} AS SELECT {told}", [list(column) for column in zip(*rows, strict=True)]
        )


def counted(
    measure: Measure,
    periods: Sequence[Period],
    by: Sequence[str],
    rows: Sequence[tuple[int, str, int, int, int]],
) -> tuple[Count, ...]:
    """The SQL's rows (municipality, group, place of the period, numerator, denominator) as counts."""
    found = [
        Count(
            measure.name,
            periods[place],
            None if municipality < 0 else municipality,
            group if by else None,
            numerator,
            denominator,
        )
        for municipality, group, place, numerator, denominator in rows
        if denominator
    ]
    return tuple(sorted(found, key=lambda count: count.order))
