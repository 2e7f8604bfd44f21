"""From runs by row to spells by person: written, and looked through for codes nobody knows."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from .joining import Joined
from .pieces import Runs
from .schema import known_codes
from .wide import Wide, mapped

_BLOCK = 4_000_000
_NAMES = ("person", "code", "first_week", "last_week")


def joined_runs(wide: Wide, joined: Joined, scratch: Path) -> Runs:
    """The same runs with persons' numbers for rows; those of rows that are not used are gone."""
    runs = wide.runs()
    if joined.number is None:
        return runs
    files = [(scratch / f"joined-{name}").open("wb") for name in _NAMES]
    kinds = (np.int32, np.int16, np.int32, np.int32)
    for at in range(0, len(runs), _BLOCK):
        here = slice(at, at + _BLOCK)
        person = joined.number[runs.row[here]]
        kept = person >= 0
        values = (person, runs.code[here], runs.first[here], runs.last[here])
        for out, one in zip(files, values, strict=True):
            one[kept].tofile(out)
    for out in files:
        out.close()
    return Runs(*(mapped(scratch / f"joined-{name}", kind) for name, kind in zip(_NAMES, kinds, strict=True)))


def write_spells(database: duckdb.DuckDBPyConnection, runs: Runs, place: Path) -> None:
    """spells.parquet. The runs stay known to the database as `spells`."""
    columns = dict(zip(_NAMES, (runs.row, runs.code, runs.first, runs.last), strict=True))
    database.register("spells", {name: np.asarray(values) for name, values in columns.items()})
    path = str(place).replace("'", "''")
    database.execute(f"COPY (FROM spells) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")


def unknown_codes(database: duckdb.DuckDBPyConnection, runs: Runs) -> list[dict[str, int]]:
    """Codes that are not in the list `dream`: how many cells they fill, and with how many persons."""
    there = np.flatnonzero(np.bincount(runs.code[:] + 1, minlength=1)).tolist() if len(runs) else []
    unknown = [code - 1 for code in there if code > 0 and code - 1 not in known_codes()]
    if not unknown:
        return []
    chosen = ", ".join(map(str, unknown))
    found: list[tuple[Any, ...]] = database.execute(
        "SELECT code, sum(last_week - first_week + 1)::BIGINT, count(DISTINCT person) FROM spells "
        f"WHERE code IN ({chosen}) GROUP BY code ORDER BY code"
    ).fetchall()
    return [{"code": code, "cells": cells, "persons": persons} for code, cells, persons in found]
