"""The robust reader of wide deliveries: what the strict parser refuses, in DuckDB's lists.

It takes `;`, quotes, CRLF, a missing last line feed, latin-1, blanks around cells, columns in any order, and cells that
are no code; lines that are no row are listed. Every line becomes a list of cells, the list's places where a cell
differs from the one before become runs. Nothing is unpivoted, so memory is a piece and its cells.
"""

import re
from pathlib import Path
from typing import Any

import numpy as np

from .database import connect
from .opening import fields_of, lines_of
from .pieces import Piece, Runs, merged
from .reporting import MOST_LISTED
from .schema import LONGEST_KEY

_STRANGE = re.compile(r"[\x00-\x1f\x7f]")
#: Takes the separator's place in lines with quotes; one that is in the file is not allowed to mean that.
_BETWEEN, _NOT = "\x1f", "\x1e"

_SPLIT = """
CREATE OR REPLACE TEMP TABLE piece AS
WITH texts AS (SELECT string_split($text, chr(10)) AS lines),
lines AS (SELECT unnest(range(len(lines))) AS line, unnest(lines) AS text FROM texts),
cells AS (SELECT line, string_split(text, $between) AS cells FROM lines),
rows AS (
    SELECT line, len(cells) AS fields, trim(cells[$key], ' ' || chr(9)) AS key,
        CASE WHEN len(cells) = $columns THEN {cells} END AS cells
    FROM cells
),
changes AS (
    SELECT line, fields, key, cells,
        list_filter(range(1, len(cells) + 1), lambda i: i = 1 OR cells[i] <> cells[i - 1]) AS starts
    FROM rows
)
SELECT line, fields, key, starts, len(cells) + 1 AS stop, list_transform(starts, lambda i: cells[i]) AS texts
FROM changes
"""
_ROWS = "SELECT line, fields, key FROM piece ORDER BY line"
_RUNS = """
WITH runs AS (
    SELECT line, unnest(starts) AS start, unnest(list_append(starts[2:], stop)) AS next, unnest(texts) AS text
    FROM piece
)
SELECT line, start - 1 AS first, next - 2 AS last,
    CASE WHEN regexp_full_match(text, '[0-9]{1,3}') THEN CAST(text AS SMALLINT) ELSE -1 END AS code
FROM runs WHERE text <> '' ORDER BY line, start
"""


class Lists:
    """A reader with a database of its own, for one thread."""

    def __init__(self, scratch: Path, columns: int, key: int, weeks: list[int], separator: str) -> None:
        """`key` and `weeks` are places among the columns, from 0; weeks in the order of time."""
        self.database = connect(scratch, threads=1, memory="512MB")
        self.columns, self.key, self.weeks, self.separator = columns, key, weeks, separator

    def close(self) -> None:
        self.database.close()

    def read(self, content: bytes, *, refused_at: int | None) -> Piece:
        """Every line of the piece: a row, or a finding."""
        lines, latin = lines_of(content)
        findings: list[tuple[str, int, dict[str, Any]]] = []
        between = self._one_separator(lines, findings)
        self.database.execute(self._split(lines), self._values(lines, between))
        numbers, fields, keys = self.database.execute(_ROWS).fetchnumpy().values()
        usable = self._usable(lines, numbers, fields, keys, findings)
        runs = self.database.execute(_RUNS).fetchnumpy()
        place = np.full(len(lines) + 1, -1, dtype=np.int32)
        place[usable] = np.arange(len(usable), dtype=np.int32)
        row = place[np.asarray(runs["line"], dtype=np.int64)]
        kept = row >= 0
        found = Runs(
            row[kept],
            np.asarray(runs["code"])[kept].astype(np.int16),
            np.asarray(runs["first"])[kept].astype(np.int32),
            np.asarray(runs["last"])[kept].astype(np.int32),
        )
        bad = found.code == -1
        return Piece(
            lines=len(lines),
            line=np.asarray(usable, dtype=np.int32),
            keys="".join(f"{keys[one]}\n" for one in usable),
            runs=merged(found),
            findings=tuple(sorted(findings, key=lambda one: one[1])),
            unreadable=_places(usable, found, bad),
            unreadable_count=int((found.last[bad] - found.first[bad] + 1).sum()),
            latin=latin,
            refused_at=None if refused_at is None else (content.count(b"\n", 0, refused_at), refused_at),
            strict=False,
        )

    def _one_separator(self, lines: list[str], findings: list[tuple[str, int, dict[str, Any]]]) -> str:
        """Rewrite lines with quotes, so that a separator between quotes separates nothing; what separates now."""
        if not any('"' in line for line in lines):
            return self.separator
        for at, line in enumerate(lines):
            fields = fields_of(line.replace(_BETWEEN, _NOT), self.separator)
            if fields is None:
                findings.append(("bad-quotes", at, {}))
            lines[at] = "" if fields is None else _BETWEEN.join(one.replace("\n", _NOT) for one in fields)
        return _BETWEEN

    def _split(self, lines: list[str]) -> str:
        """The statement; cells are chosen one by one, and trimmed, only where they must be."""
        first = self.weeks[0]
        if self.weeks == list(range(first, first + len(self.weeks))):
            cells = f"cells[{first + 1}:{first + len(self.weeks)}]"
        else:
            cells = f"list_select(cells, {[one + 1 for one in self.weeks]})"
        if any(" " in line or "\t" in line for line in lines):
            cells = f"list_transform({cells}, lambda x: trim(x, ' ' || chr(9)))"
        return _SPLIT.format(cells=cells)

    def _values(self, lines: list[str], between: str) -> dict[str, Any]:
        return {"text": "\n".join(lines), "between": between, "key": self.key + 1, "columns": self.columns}

    def _usable(
        self,
        lines: list[str],
        numbers: Any,
        fields: Any,
        keys: Any,
        findings: list[tuple[str, int, dict[str, Any]]],
    ) -> list[int]:
        """The lines that are rows; the others become findings."""
        told = {at for _kind, at, _place in findings}
        usable = []
        for at in range(len(lines)):
            if at in told:
                continue
            if not lines[at].strip(" \t"):
                findings.append(("blank-line", at, {}))
            elif fields[at] != self.columns:
                findings.append(("ragged-row", at, {"found": int(fields[at]), "expected": self.columns}))
            elif not keys[at]:
                findings.append(("no-key", at, {}))
            elif len(keys[at]) > LONGEST_KEY or _STRANGE.search(keys[at]):
                findings.append(("bad-key", at, {}))
            else:
                usable.append(at)
        return usable


def _places(usable: list[int], runs: Runs, bad: Any) -> tuple[tuple[int, int], ...]:
    """Line and week of the first cells that could not be read."""
    found: list[tuple[int, int]] = []
    for at in np.flatnonzero(bad):
        for week in range(int(runs.first[at]), int(runs.last[at]) + 1):
            if len(found) == MOST_LISTED:
                return tuple(found)
            found.append((usable[runs.row[at]], week))
    return tuple(found)
