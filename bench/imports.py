"""Import of 20,000 rows against calamine and a bare bulk insert of the same rows."""

import itertools
from collections.abc import Iterator
from pathlib import Path

from bench.baselines import bare_import
from bench.timing import Ratio, pairs
from bench.workbooks import many_rows
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.exchange.actions.imports import import_project

ROWS = 20_000
#: A new municipality each round, so that every round imports into a project that is not there yet.
CODES = ("101", "147", "151", "153", "155", "157", "159", "161", "163", "165")


def measure(folder: str) -> Iterator[Ratio]:
    """One line."""
    content = many_rows(ROWS)
    counter = itertools.count()
    books = iter([many_rows(ROWS, municipality=code) for code in CODES])

    def ours() -> None:
        with system_scope("bench"):
            import_project(content=next(books), name="bench.xlsx", by=COMMAND_LINE, may_create=True)

    def baseline() -> None:
        bare_import.load(content, str(Path(folder) / f"bare{next(counter)}.sqlite3"))

    yield pairs(f"import of {ROWS:,} rows / calamine + executemany", ours, baseline, rounds=5, goal=4)
