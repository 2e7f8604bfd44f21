"""Small deliveries to try things on, and an ingest so plain that nobody can doubt it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from virkning.registers.deliveries import Delivery, Ingested
from virkning.registers.store import Register
from virkning.registers.weeks import week_named

PERSON_COLUMNS = ("person", "municipality", "birth_date", "sex", "origin", "programme_start", "programme_end")
WEEKS = ("y_1551", "y_1552", "y_1553", "y_1601", "y_1602", "y_1603")


@dataclass(frozen=True)
class Written:
    """How a file is written, whatever it says."""

    separator: str = ","
    quotes: bool = False
    end: str = "\n"
    mark: bool = False
    encoding: str = "utf-8"
    last_end: bool = True
    blanks: bool = False

    def bytes_of(self, rows: Iterable[Sequence[str]]) -> bytes:
        cells = [[f" {one} " if self.blanks else one for one in row] for row in rows]
        if self.quotes:
            cells = [['"' + one.replace('"', '""') + '"' for one in row] for row in cells]
        text = self.end.join(self.separator.join(row) for row in cells) + (self.end if self.last_end else "")
        return (b"\xef\xbb\xbf" if self.mark else b"") + text.encode(self.encoding)


PLAIN = Written()


def wide_rows(cells: Sequence[tuple[str, Sequence[str]]], weeks: Sequence[str] = WEEKS) -> list[list[str]]:
    return [["person", *weeks], *([key, *row] for key, row in cells)]


def person_rows(*rows: Sequence[str]) -> list[list[str]]:
    """Rows are filled up with blanks."""
    return [list(PERSON_COLUMNS), *([*row, *[""] * (7 - len(row))] for row in rows)]


def files_in(
    folder: Path,
    wide: bytes,
    persons: bytes,
    residence: bytes | None = None,
    readiness: bytes | None = None,
) -> Delivery:
    folder.mkdir(parents=True, exist_ok=True)
    given = {"wide": wide, "persons": persons, "residence": residence, "readiness": readiness}
    places = {name: folder / f"{name}.csv" for name, content in given.items() if content is not None}
    for name, place in places.items():
        place.write_bytes(given[name] or b"")
    return Delivery(**places)


def table(register: Register, name: str) -> list[tuple[Any, ...]]:
    return duckdb.connect().execute(f"FROM '{register.data / name}.parquet'").fetchall()


def spells_of(
    cells: Sequence[tuple[str, Sequence[str]]], weeks: Sequence[str], persons: set[str]
) -> list[Any]:
    """Person, code, first and last week: cell by cell, in the order of the weeks."""
    found: list[list[int]] = []
    person = -1
    seen: set[str] = set()
    for key, row in cells:
        if key not in persons or key in seen:
            continue
        seen.add(key)
        person += 1
        for week, cell in sorted(
            (week_named(name) or 0, cell) for name, cell in zip(weeks, row, strict=True)
        ):
            text = cell.strip()
            if not text:
                continue
            code = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else -1
            if found and found[-1][:2] == [person, code] and found[-1][3] == week - 1:
                found[-1][3] = week
            else:
                found.append([person, code, week, week])
    return [tuple(one) for one in found]


def kinds(done: Ingested, file: str) -> dict[str, int]:
    """Kind of finding → how many."""
    return {one["kind"]: one["count"] for one in done.report["files"][file]["findings"]}


def listed(done: Ingested, file: str, kind: str) -> list[dict[str, Any]]:
    [found] = [one for one in done.report["files"][file]["findings"] if one["kind"] == kind]
    return found["listed"]
