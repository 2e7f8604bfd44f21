"""Persons get their numbers: rows of weeks and rows of facts meet by key, and the key is forgotten.

Numbers count from 0 in the order of the wide file, then those without weeks in the order of the persons file.
"""

from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from virkning.figures.phrases import P

from .persontables import Table
from .refused import RegisterRefused
from .reporting import MOST_LISTED
from .schema import FileSpec
from .wide import Wide


@dataclass(frozen=True)
class Joined:
    """`number` is each wide row's person, -1 for a row that is not used; None where each row is its own number."""

    number: Any
    with_weeks: int
    persons: int


def join(database: duckdb.DuckDBPyConnection, wide: Wide, persons: Table) -> Joined:
    """The table `people`: number, key, and what persons says. Raises `RegisterRefused` where nobody is in both."""
    _load_keys(database, wide)
    _first_of_each(database, persons)
    used = _first_rows(database, wide)
    with_weeks = _number(database, wide, used)
    if not with_weeks:
        raise RegisterRefused(_nobody(wide, persons))
    [(count,)] = database.execute("SELECT count(*) FROM persons_first").fetchall()
    if with_weeks < count:
        database.execute(
            "INSERT INTO people SELECT (? + row_number() OVER (ORDER BY line) - 1)::INTEGER, NULL, * "
            "FROM persons_first ANTI JOIN people USING (key)",
            [with_weeks],
        )
    persons.findings.count("without-weeks", count - with_weeks)
    if with_weeks == wide.rows:
        return Joined(None, with_weeks, count)
    _list_strangers(database, wide, used)
    number = np.full(wide.rows, -1, dtype=np.int32)
    found = database.execute("SELECT row, person FROM people WHERE row IS NOT NULL").fetchnumpy()
    number[np.asarray(found["row"], dtype=np.int64)] = found["person"]
    return Joined(number, with_weeks, count)


def _number(database: duckdb.DuckDBPyConnection, wide: Wide, used: str) -> int:
    """The table `people` of those with weeks; how many they are."""
    database.execute(
        "CREATE TEMP TABLE people AS SELECT w.row AS person, w.row AS row, p.* "
        f"FROM {used} w JOIN persons_first p USING (key)"
    )
    [(count,)] = database.execute("SELECT count(*) FROM people").fetchall()
    if count < wide.rows:  # else every row is a person, and its place the number
        database.execute(
            "CREATE OR REPLACE TEMP TABLE people AS "
            "SELECT (row_number() OVER (ORDER BY row) - 1)::INTEGER AS person, * EXCLUDE (person) FROM people"
        )
    return int(count)


def write_persons(database: duckdb.DuckDBPyConnection, joined: Joined, place: str) -> None:
    """persons.parquet."""
    database.execute(
        "CREATE TEMP TABLE persons_out AS SELECT person, municipality, birth_date, sex, origin, "
        f"programme_start, programme_end, person < {joined.with_weeks} AS has_weeks FROM people ORDER BY person"
    )
    _write(database, "persons_out", place)


def write_spans(database: duckdb.DuckDBPyConnection, spec: FileSpec, table: Table | None, place: str) -> int:
    """residence.parquet or readiness.parquet, empty where the file was not delivered. Returns the rows used."""
    name = spec.name
    value = spec.columns[1]
    if table is None:
        kind = "SMALLINT" if name == "residence" else "VARCHAR"
        database.execute(
            f"CREATE TEMP TABLE {name}_out AS SELECT 0::INTEGER AS person, NULL::{kind} AS {value.kept}, "
            "NULL::DATE AS from_date, NULL::DATE AS to_date, 0::INTEGER AS line LIMIT 0"
        )
    else:
        _find_span_faults(database, table)
        database.execute(
            f"CREATE TEMP TABLE {name}_out AS SELECT p.person, s.{value.kept}, s.from_date, s.to_date, s.line "
            f"FROM {name} s JOIN people p USING (key) ORDER BY p.person, s.from_date, s.line"
        )
    _write(database, f"{name}_out", place)
    [(rows,)] = database.execute(f"SELECT count(*) FROM {name}_out").fetchall()
    return int(rows)


def _write(database: duckdb.DuckDBPyConnection, table: str, place: str) -> None:
    database.execute(f"COPY (FROM {table}) TO '{_escaped(place)}' (FORMAT parquet, COMPRESSION zstd)")


def _escaped(text: str) -> str:
    return text.replace("'", "''")


def _load_keys(database: duckdb.DuckDBPyConnection, wide: Wide) -> None:
    database.execute(
        "CREATE TEMP TABLE wide_rows AS SELECT (row_number() OVER () - 1)::INTEGER AS row, key FROM read_csv(?, "
        "columns = {'key': 'VARCHAR'}, auto_detect = false, header = false, delim = chr(31), quote = '', escape = '', "
        "new_line = '\\n')",
        [str(wide.keys)],
    )


def _first_of_each(database: duckdb.DuckDBPyConnection, persons: Table) -> None:
    """The table `persons_first`; later rows about the same person are listed."""
    later = database.execute(
        "WITH twice AS (SELECT person, min(line) AS first FROM persons_text GROUP BY person HAVING count(*) > 1) "
        "SELECT l.line, t.first, l.values = f.values "
        f"FROM (SELECT line, person, struct_pack({_packed(persons)}) AS values "
        "FROM persons_text SEMI JOIN twice USING (person)) l JOIN twice t USING (person) "
        f"JOIN (SELECT line, struct_pack({_packed(persons)}) AS values FROM persons_text) f ON f.line = t.first "
        "WHERE l.line > t.first ORDER BY l.line"
    ).fetchall()
    _list_twice(persons.findings, later)
    database.execute(
        "CREATE TEMP VIEW persons_first AS SELECT * FROM persons"
        if not later
        else "CREATE TEMP TABLE persons_first AS SELECT * FROM persons "
        "WHERE line IN (SELECT min(line) FROM persons GROUP BY key)"
    )


def _packed(table: Table) -> str:
    return ", ".join(f"{one.kept} := coalesce(\"{one.name}\", '')" for one in table.spec.columns)


def _list_twice(findings: Any, later: list[tuple[int, int, bool]]) -> None:
    for kind, equal in (("repeated", True), ("contradicting", False)):
        places = [{"line": line, "first": first} for line, first, same in later if same is equal]
        findings.count(kind, len(places), places)


def _first_rows(database: duckdb.DuckDBPyConnection, wide: Wide) -> str:
    """The table of rows that are the first of their key; later ones are listed, compared run by run."""
    database.execute(
        "CREATE TEMP TABLE twice AS SELECT key, min(row) AS first FROM wide_rows GROUP BY key HAVING count(*) > 1"
    )
    later = database.execute(
        "SELECT r.row, t.first FROM wide_rows r JOIN twice t USING (key) WHERE r.row > t.first ORDER BY r.row"
    ).fetchnumpy()
    if not len(later["row"]):
        return "wide_rows"
    runs = wide.runs()
    starts = np.searchsorted(runs.row, np.arange(wide.rows + 1))
    line = wide.line()
    found = [
        (int(line[row]), int(line[first]), _same(runs, starts, row, first))
        for row, first in zip(later["row"], later["first"], strict=True)
    ]
    _list_twice(wide.findings, found)
    database.execute(
        "CREATE TEMP TABLE first_rows AS SELECT * FROM wide_rows "
        "WHERE row IN (SELECT min(row) FROM wide_rows GROUP BY key)"
    )
    return "first_rows"


def _same(runs: Any, starts: Any, row: int, other: int) -> bool:
    """Whether two rows hold the same runs."""
    one, two = slice(starts[row], starts[row + 1]), slice(starts[other], starts[other + 1])
    return all(np.array_equal(values[one], values[two]) for values in (runs.code, runs.first, runs.last))


def _list_strangers(database: duckdb.DuckDBPyConnection, wide: Wide, used: str) -> None:
    """Rows of weeks whose key is in no row of persons."""
    found = database.execute(
        f"SELECT row, count(*) OVER () FROM {used} ANTI JOIN persons_first USING (key) "
        f"ORDER BY row LIMIT {MOST_LISTED}"
    ).fetchall()
    if found:
        line = wide.line()
        wide.findings.count(
            "unknown-person", found[0][1], [{"line": int(line[row])} for row, _count in found]
        )


def _find_span_faults(database: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Rows about nobody in persons, and rows that overlap an earlier one about the same person."""
    queries = {
        "unknown-person": f"SELECT line FROM {table.name} ANTI JOIN people USING (key)",
        "overlap": "SELECT line FROM (SELECT line, from_date, max(coalesce(to_date, DATE '9999-12-31')) OVER ("
        "PARTITION BY key ORDER BY from_date, line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until "
        f"FROM {table.name} SEMI JOIN people USING (key)) WHERE from_date <= until",
    }
    for kind, query in queries.items():
        found = database.execute(
            f"SELECT line, count(*) OVER () FROM ({query}) ORDER BY line LIMIT {MOST_LISTED}"
        ).fetchall()
        if found:
            table.findings.count(kind, found[0][1], [{"line": line} for line, _count in found])


def _nobody(wide: Wide, persons: Table) -> Any:
    if not wide.rows or not persons.rows:
        empty = "wide" if not wide.rows else "persons"
        return P(
            "Filen %(file)s har ingen rækker, der kan bruges. Der er %(lines)s linjer. Er det den rigtige fil?",
            file=empty,
            lines=str(wide.lines if empty == "wide" else persons.rows),
        )
    return P(
        "Ingen personer står i både wide (%(wide)s rækker) og persons (%(persons)s rækker). "
        "Er det to filer fra samme leverance, med samme slags nøgle?",
        wide=str(wide.rows),
        persons=str(persons.rows),
    )
