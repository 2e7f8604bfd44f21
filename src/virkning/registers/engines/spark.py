"""Spark: the same SQL text through sqlglot, for registers beyond one machine. Needs the extra `spark`, and Java."""

import os
from collections.abc import Sequence
from typing import Any

import sqlglot

from virkning.figures.periods import Period
from virkning.figures.phrases import P

from ..measures.definition import Measure
from ..refused import RegisterRefused
from ..store import TABLES, Register
from .counts import Count, checked
from .duckdb import counted
from .periodtables import CALENDAR_COLUMNS, PERIOD_COLUMNS, period_tables
from .sql import measure_sql


def compute(
    register: Register, measure: Measure, periods: Sequence[Period], by: Sequence[str] = ()
) -> tuple[Count, ...]:
    """Numerators and denominators, in order. Raises `RegisterRefused`, also where Spark or Java is not installed."""
    wanted = checked(register, measure, periods, by)
    tables = period_tables(measure, wanted)
    session = _session()
    for name in TABLES:
        session.read.parquet(str(getattr(register, name).absolute())).createOrReplaceTempView(name)
    for name, columns, rows in (
        ("periods", PERIOD_COLUMNS, tables.periods),
        ("calendar", CALENDAR_COLUMNS, tables.calendar),
    ):
        kinds = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        session.createDataFrame(list(rows), kinds).createOrReplaceTempView(name)
    text = (
        spark_sql(measure, by).replace("$lowest", str(tables.lowest)).replace("$highest", str(tables.highest))
    )
    return counted(measure, wanted, by, [tuple(row) for row in session.sql(text).collect()])


def spark_sql(measure: Measure, by: Sequence[str] = ()) -> str:
    """The measure's text in Spark's dialect, with `$lowest` and `$highest` to be put in."""
    text = measure_sql(measure, by).replace("$lowest", "lowest_").replace("$highest", "highest_")
    [found] = sqlglot.transpile(text, read="duckdb", write="spark", pretty=True)
    return found.replace("lowest_", "$lowest").replace("highest_", "$highest")


def _session() -> Any:
    """A session of whoever set one up, else one on this machine."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise RegisterRefused(
            P("Spark er ikke installeret. Installér det med «make setup-spark», eller vælg --engine duckdb.")
        ) from error
    there = SparkSession.getActiveSession()
    if there is not None:
        return there
    try:
        return (
            SparkSession.builder.master(os.environ.get("SPARK_MASTER", "local[2]"))
            .appName("virkning")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
    except Exception as error:
        raise RegisterRefused(
            P("Spark kan ikke startes (%(why)s). Er Java installeret?", why=str(error).partition("\n")[0])
        ) from error
