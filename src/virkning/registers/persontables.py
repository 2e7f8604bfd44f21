"""Persons, residence and readiness: read as text with line numbers, then judged cell by cell in DuckDB.

Files written plainly (printable ASCII without quotes, every line with its fields) are read by DuckDB directly. Any
other is first rewritten line by line, which takes quotes, CRLF, latin-1 and blanks, and lists lines that are no row.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np

from .opening import Opened, fields_of, lines_of
from .reporting import MOST_LISTED, Findings
from .schema import (
    FIRST_DAY,
    LAST_DAY,
    LONGEST_KEY,
    LONGEST_TEXT,
    Column,
    FileSpec,
    Kind,
    known_municipalities,
)

_PIECE = 4 * 1024 * 1024
#: What a plain file is made of.
_PLAIN = bytes(set(range(32, 127)) - {ord('"')}) + b"\n"
_STRANGE = re.compile(r"[\x00-\x1f\x7f]")
_BETWEEN = "\x1f"


@dataclass
class Table:
    """A file as a table of the database: `line`, `key`, and each column under its kept name, null where unusable."""

    spec: FileSpec
    rows: int = 0
    findings: Findings = field(default_factory=Findings)

    @property
    def name(self) -> str:
        return self.spec.name


def load(database: duckdb.DuckDBPyConnection, opened: Opened, scratch: Path, *, plain: bool = True) -> Table:
    """Make the table `<name>`. `plain=False` reads by the robust way. Raises `RegisterRefused`."""
    table = Table(opened.spec)
    own = {one.name for one in opened.spec.columns}
    ignored = [one[:40] for one in opened.columns if one not in own]
    table.findings.count("ignored-column", len(ignored), [{"column": one} for one in ignored])
    look = _look(opened) if plain else _Look(False)
    if not (look.plain and _load_plain(database, opened, look)):
        _load_rewritten(database, opened, scratch / f"{table.name}.lines", table)
    opened.check_unchanged()
    [(table.rows,)] = database.execute(f"SELECT count(*) FROM {table.name}_text").fetchall()
    _judge(database, table)
    return table


@dataclass(frozen=True)
class _Look:
    """What is in a file, before anything is read: its lines, and whether DuckDB reads it as we mean it."""

    plain: bool
    lines: int = 0
    blanks: bool = False


def _look(opened: Opened) -> _Look:
    last, lines, blanks = b"\n", 0, False
    for start, length in opened.pieces(_PIECE):
        piece = opened.read(start, length)
        if piece.translate(None, _PLAIN) or piece.startswith(b"\n") or b"\n\n" in piece:
            return _Look(False)
        if not _has_equal_lines(piece, ord(opened.separator), len(opened.columns) - 1):
            return _Look(False)
        last, lines, blanks = piece[-1:], lines + piece.count(b"\n"), blanks or b" " in piece
    return _Look(last == b"\n", lines, blanks)


def _has_equal_lines(piece: bytes, separator: int, wanted: int) -> bool:
    """Whether every line has so many separators: DuckDB itself lets one too many at a line's end pass."""
    signs = np.frombuffer(piece, dtype=np.uint8)
    before = np.searchsorted(np.flatnonzero(signs == separator), np.flatnonzero(signs == ord("\n")))
    return bool((np.diff(before, prepend=0) == wanted).all())


def _load_plain(database: duckdb.DuckDBPyConnection, opened: Opened, look: _Look) -> bool:
    """False where a key is blank or too long, and where DuckDB finds other rows than there are lines."""
    names = [f"c{place}" for place in range(len(opened.columns))]
    cells = [(names[opened.columns.index(one.name)], _quoted(one.name)) for one in opened.spec.columns]
    # What is blank is null already; trimming costs, and most files have no blanks.
    chosen = ", ".join(
        f"nullif(trim({cell}), '') AS {name}" if look.blanks else f"{cell} AS {name}" for cell, name in cells
    )
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    try:
        database.execute(
            f"CREATE OR REPLACE TEMP TABLE {opened.spec.name}_text AS "
            f"SELECT (1 + row_number() OVER ())::INTEGER AS line, {chosen} FROM read_csv(?, columns = {{{columns}}}, "
            "auto_detect = false, header = false, skip = 1, delim = ?, quote = '', escape = '', new_line = '\\n', "
            "compression = 'none', strict_mode = true, null_padding = false)",
            [f"/dev/fd/{opened.handle}", opened.separator],
        )
        [(bad, rows)] = database.execute(
            f"SELECT count(*) FILTER (person IS NULL OR length(person) > {LONGEST_KEY}), count(*) "
            f"FROM {opened.spec.name}_text"
        ).fetchall()
    except duckdb.Error:
        return False
    return not bad and rows == look.lines


def _load_rewritten(database: duckdb.DuckDBPyConnection, opened: Opened, place: Path, table: Table) -> None:
    """Line by line into a file that can be read in one way only."""
    chosen = [opened.columns.index(one.name) for one in opened.spec.columns]
    at = 2
    with place.open("w", encoding="utf-8", newline="") as out:
        for start, length in opened.pieces(_PIECE):
            lines, latin = lines_of(opened.read(start, length))
            table.findings.count("latin-1", latin)
            for line, written in enumerate(lines, start=at):
                fields = _row(written, line, opened, table)
                if fields is not None:
                    out.write(
                        _BETWEEN.join((str(line), *(fields[one][: LONGEST_KEY + 1] for one in chosen))) + "\n"
                    )
            at += len(lines)
    columns = ", ".join(f"{_literal(one.name)}: 'VARCHAR'" for one in opened.spec.columns)
    database.execute(
        f"CREATE OR REPLACE TEMP TABLE {table.name}_text AS SELECT * FROM read_csv(?, "
        f"columns = {{'line': 'INTEGER', {columns}}}, auto_detect = false, header = false, delim = ?, quote = '', "
        "escape = '', new_line = '\\n')",
        [str(place), _BETWEEN],
    )


def _row(written: str, line: int, opened: Opened, table: Table) -> list[str] | None:
    """A line's fields, or None and a finding."""
    if not written.strip(" \t"):
        table.findings.add("blank-line", line=line)
        return None
    fields = fields_of(written, opened.separator)
    if fields is None:
        table.findings.add("bad-quotes", line=line)
    elif len(fields) != len(opened.columns):
        table.findings.add("ragged-row", line=line, found=len(fields), expected=len(opened.columns))
    elif any(map(_STRANGE.search, fields)):
        table.findings.add("bad-characters", line=line)
    elif not (key := fields[opened.columns.index("person")]):
        table.findings.add("no-key", line=line)
    elif len(key) > LONGEST_KEY:
        table.findings.add("bad-key", line=line)
    else:
        return fields
    return None


# Judging --------------------------------------------------------------------------------------------------------------

_FAULTS = {
    Kind.DATE: "bad-date",
    Kind.MUNICIPALITY: "unknown-municipality",
    Kind.CHOICE: "unknown-choice",
    Kind.TEXT: "long-text",
}


def _judge(database: duckdb.DuckDBPyConnection, table: Table) -> None:
    """The table with typed columns; what could not be used is null and listed, and a span with such a cell goes."""
    spec = table.spec
    values = [one for one in spec.columns if one.kind is not Kind.KEY]
    typed = ", ".join(f"{_typed(one)} AS {one.kept}" for one in values)
    database.execute(
        f"CREATE OR REPLACE TEMP TABLE {spec.name} AS "
        f"SELECT line, person AS key, {typed} FROM {spec.name}_text"
    )
    _list_unusable(database, table, values)
    if spec.spans:
        _drop_unusable_spans(database, table)
    else:
        # Listed, and kept: without its end, somebody who was never in the programme would be in it still.
        _end_before_start(database, table, "programme_start", "programme_end")


def _list_unusable(database: duckdb.DuckDBPyConnection, table: Table, values: list[Column]) -> None:
    """Cells that held something and hold nothing now. Counted first: most files have none."""
    name = table.name
    written = ", ".join(f"count({_quoted(one.name)})" for one in values)
    usable = ", ".join(f"count({one.kept})" for one in values)
    [before] = database.execute(f"SELECT {written} FROM {name}_text").fetchall()
    [after] = database.execute(f"SELECT {usable} FROM {name}").fetchall()
    for one, here, there in zip(values, before, after, strict=True):
        if here != there:
            lines = (
                f"SELECT n.line FROM {name} n JOIN {name}_text t USING (line) "
                f"WHERE t.{_quoted(one.name)} IS NOT NULL AND n.{one.kept} IS NULL"
            )
            _find(database, table, _FAULTS[one.kind], lines, column=one.name)


def _typed(column: Column) -> str:
    """The cell as its type, or null."""
    cell = _quoted(column.name)
    if column.kind is Kind.DATE:
        day = f"try_cast({cell} AS DATE)"
        return (
            f"CASE WHEN {day} BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}' AND CAST({day} AS VARCHAR) = {cell} "
            f"THEN {day} END"
        )
    if column.kind is Kind.MUNICIPALITY:
        known = ", ".join(f"'{one}', '{one:04d}'" for one in known_municipalities())
        return f"CASE WHEN {cell} IN ({known}) THEN CAST({cell} AS SMALLINT) END"
    if column.kind is Kind.CHOICE:
        return f"CASE WHEN {cell} IN ({', '.join(map(_literal, column.choices))}) THEN {cell} END"
    return f"CASE WHEN length({cell}) <= {LONGEST_TEXT} THEN {cell} END"


def _drop_unusable_spans(database: duckdb.DuckDBPyConnection, table: Table) -> None:
    name = table.name
    must = " OR ".join(f"t.{_quoted(one.name)} IS NULL" for one in table.spec.columns if one.must)
    _find(database, table, "missing-value", f"SELECT t.line FROM {name}_text t WHERE {must}")
    _end_before_start(database, table, "from_date", "to_date")
    needed = " OR ".join(
        f"n.{one.kept} IS NULL" for one in table.spec.columns if one.must and one.kind is not Kind.KEY
    )
    database.execute(
        f"DELETE FROM {name} WHERE line IN (SELECT n.line FROM {name} n JOIN {name}_text t USING (line) "
        f'WHERE {needed} OR n.to_date < n.from_date OR (n.to_date IS NULL AND t."to" IS NOT NULL))'
    )


def _end_before_start(database: duckdb.DuckDBPyConnection, table: Table, start: str, end: str) -> None:
    _find(database, table, "end-before-start", f"SELECT line FROM {table.name} WHERE {end} < {start}")


def _find(database: duckdb.DuckDBPyConnection, table: Table, kind: str, lines: str, **place: str) -> None:
    """Count and list the lines a query gives."""
    found = database.execute(
        f"SELECT line, count(*) OVER () FROM ({lines}) ORDER BY line LIMIT {MOST_LISTED}"
    ).fetchall()
    if found:
        table.findings.count(kind, found[0][1], [{"line": line, **place} for line, _count in found])


def _quoted(name: str) -> str:
    return f'"{name}"'


def _literal(text: str) -> str:
    return f"'{text}'"
