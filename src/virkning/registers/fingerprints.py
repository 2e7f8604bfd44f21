"""One number for what a register holds: the same for the same contents, however the files were written."""

import hashlib
import json
from typing import Any

import duckdb
import numpy as np

from .pieces import Runs

_BLOCK = 4_000_000
#: Tables in an order that does not depend on their lines; texts as places in the list of texts there are.
_TABLES = {
    "persons_out": (
        ("municipality", "birth_date", "programme_start", "programme_end"),
        ("sex", "origin"),
        "person",
    ),
    "residence_out": (("person", "municipality", "from_date", "to_date"), (), "person, from_date, line"),
    "readiness_out": (("person", "from_date", "to_date"), ("readiness",), "person, from_date, line"),
}
_NOTHING = -(2**31)


def fingerprint(database: duckdb.DuckDBPyConnection, weeks: tuple[tuple[int, int], ...], runs: Runs) -> str:
    """SHA-256 in hexadecimal over weeks, spells, persons, residence and readiness.

    Persons are taken in the order of the wide file, and those without weeks after them; keys are not in it.
    """
    found = hashlib.sha256(json.dumps(weeks).encode())
    for values, kind in ((runs.row, "<i4"), (runs.code, "<i2"), (runs.first, "<i4"), (runs.last, "<i4")):
        _add(found, values, kind)
    for table, (numbers, texts, order) in _TABLES.items():
        chosen = [f"coalesce({_number(one)}, {_NOTHING})::INTEGER AS {one}" for one in numbers]
        for one in texts:
            rows = database.execute(
                f"SELECT DISTINCT {one} FROM {table} WHERE {one} IS NOT NULL ORDER BY ALL"
            )
            known = [text for (text,) in rows.fetchall()]
            found.update(json.dumps([table, one, known]).encode())
            database.execute(f"CREATE OR REPLACE TEMP TABLE known_{one} AS SELECT unnest(?::VARCHAR[]) AS text, "
                             "unnest(range(len(?::VARCHAR[])))::INTEGER AS place", [known, known])  # fmt: skip
            chosen.append(
                f"coalesce((SELECT place FROM known_{one} WHERE text = {one}), {_NOTHING}) AS {one}"
            )
        # The tables were made in that order, so nothing is sorted twice.
        columns = database.execute(f"SELECT {', '.join(chosen)} FROM {table} ORDER BY {order}").fetchnumpy()
        for name in (*numbers, *texts):
            _add(found, columns[name], "<i4")
    return found.hexdigest()


def _number(column: str) -> str:
    return f"({column} - DATE '1970-01-01')" if column.endswith(("_date", "_start", "_end")) else column


def _add(found: Any, values: Any, kind: str) -> None:
    found.update(f"{len(values)} {kind}".encode())
    for at in range(0, len(values), _BLOCK):
        found.update(np.ascontiguousarray(np.asarray(values[at : at + _BLOCK]).astype(kind, copy=False)))
