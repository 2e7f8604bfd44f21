"""A delivery becomes a register: its files are read, judged and joined, and take the old ones' place in one step.

The wide file is read by two threads; the persons' tables, and the files' digests, are made beside them.
"""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb

from virkning.figures.phrases import P

from . import schema
from .database import connect
from .fingerprints import fingerprint
from .joining import Joined, join, write_persons, write_spans
from .opening import Opened, digest, open_delivered
from .persontables import Table, load
from .pieces import Runs
from .refused import RegisterRefused
from .replacing import Building, replacing
from .reporting import MOST_LISTED
from .spells import joined_runs, unknown_codes, write_spells
from .store import Register, open_register
from .weeks import name_of
from .weeks import runs as week_runs
from .wide import Progress, Wide, read_wide
from .writing import write_report


@dataclass(frozen=True)
class Delivery:
    """The files that were delivered."""

    wide: Path
    persons: Path
    residence: Path | None = None
    readiness: Path | None = None

    @property
    def files(self) -> Mapping[str, Path]:
        """By the schema's names, those there are."""
        found = {
            "wide": self.wide,
            "persons": self.persons,
            "residence": self.residence,
            "readiness": self.readiness,
        }
        return {name: file for name, file in found.items() if file is not None}


@dataclass(frozen=True)
class Ingested:
    """What came of it. `report` as in the register's `report.json`."""

    register: Register
    report: Mapping[str, Any]


@dataclass
class _Work:
    """One ingest under way."""

    building: Building
    opened: dict[str, Opened]
    database: duckdb.DuckDBPyConnection
    plain: bool
    digests: bool
    progress: Progress | None
    started: float = field(default_factory=perf_counter)

    @property
    def scratch(self) -> Path:
        return self.building.scratch


def ingest(
    delivery: Delivery,
    folder: Path,
    *,
    progress: Progress | None = None,
    plain: bool = True,
    digests: bool = True,
) -> Ingested:
    """Make the register in the folder, in place of the one that may be there.

    `progress` is called with the bytes of the wide file read so far, and all there are. `plain=False` reads everything
    by the robust way, for comparison. `digests=False` leaves out the files' SHA-256, which of a full register costs as
    much as the rest. Raises `RegisterRefused`, and OSError where the disk says no; nothing has changed
    then.
    """
    try:
        with (
            replacing(folder) as building,
            _opened(delivery, building.scratch) as opened,
            connect(building.scratch) as database,
        ):
            report = _make(_Work(building, opened, database, plain, digests, progress))
    except (duckdb.Error, MemoryError) as error:
        said = P(
            "Registret kunne ikke laves (%(why)s). Er der plads nok på disken og i hukommelsen?",
            why=type(error).__name__,  # its text may hold what was in a cell
        )
        raise RegisterRefused(said) from error
    return Ingested(open_register(folder), report)


@contextmanager
def _opened(delivery: Delivery, scratch: Path) -> Iterator[dict[str, Opened]]:
    found: dict[str, Opened] = {}
    try:
        for name, file in delivery.files.items():
            found[name] = open_delivered(file, schema.file_named(name), scratch)
        yield found
    finally:
        for one in found.values():
            os.close(one.handle)


def _make(work: _Work) -> dict[str, Any]:
    """Everything from files to manifest; the report."""
    with ThreadPoolExecutor(2) as beside:
        loading = beside.submit(_load_tables, work)
        sources = beside.submit(_sources, work)
        wide = read_wide(work.opened["wide"], work.scratch, progress=work.progress, plain=work.plain)
        tables = loading.result()
        joined = join(work.database, wide, tables["persons"])
        runs = joined_runs(wide, joined, work.scratch)
        used = _write_tables(work, tables, joined, runs)
        weeks = week_runs([int(one) for one in wide.head.weeks])
        print_of_it = fingerprint(work.database, weeks, runs)
        report = _report(work, wide, tables, used, unknown_codes(work.database, runs))
        write_report(work.building.data, report)
        work.building.commit(_manifest(wide, joined, runs, sources, print_of_it, weeks, used))
    return report


def _load_tables(work: _Work) -> dict[str, Table]:
    return {
        name: load(work.database, opened, work.scratch, plain=work.plain)
        for name, opened in work.opened.items()
        if name != "wide"
    }


def _sources(work: _Work) -> list[dict[str, Any]]:
    """Name, size, time and SHA-256 of each file as it was delivered."""
    found = []
    for name, opened in work.opened.items():
        handle = os.open(opened.source, os.O_RDONLY | os.O_CLOEXEC)
        try:
            state = os.fstat(handle)
            told = {
                "file": name,
                "name": opened.name,
                "bytes": state.st_size,
                "modified": datetime.fromtimestamp(state.st_mtime, UTC).isoformat(timespec="seconds"),
                "sha256": digest(handle, state.st_size) if work.digests else "",
            }
        finally:
            os.close(handle)
        found.append(told)
    return found


def _write_tables(work: _Work, tables: dict[str, Table], joined: Joined, runs: Runs) -> dict[str, int]:
    """The four Parquet files; the rows used of each delivered file."""
    data = work.building.data
    write_spells(work.database, runs, data / "spells.parquet")
    write_persons(work.database, joined, str(data / "persons.parquet"))
    used = {"wide": joined.with_weeks, "persons": joined.persons}
    for spec in (schema.RESIDENCE, schema.READY):
        used[spec.name] = write_spans(
            work.database, spec, tables.get(spec.name), str(data / f"{spec.name}.parquet")
        )
    return used


def _report(
    work: _Work, wide: Wide, tables: dict[str, Table], used: dict[str, int], unknown: list[dict[str, int]]
) -> dict[str, Any]:
    found = {
        "wide": (wide.lines, wide.findings),
        **{k: (one.rows, one.findings) for k, one in tables.items()},
    }
    weeks = week_runs([int(one) for one in wide.head.weeks])
    return {
        "files": {
            name: {
                "name": work.opened[name].name,
                "rows": rows,
                "used": used[name],
                "separator": work.opened[name].separator,
                "findings": findings.told(),
            }
            for name, (rows, findings) in found.items()
        },
        "weeks": [[name_of(first), name_of(last)] for first, last in weeks],
        "unknown_codes": unknown,
    }


def _manifest(
    wide: Wide,
    joined: Joined,
    runs: Runs,
    sources: "Future[list[dict[str, Any]]]",
    print_of_it: str,
    weeks: tuple[tuple[int, int], ...],
    used: dict[str, int],
) -> dict[str, Any]:
    """What stands in register.json, but for its format and data folder."""
    return {
        "fingerprint": print_of_it,
        "weeks": [list(one) for one in weeks],
        "counts": {
            "persons": joined.persons,
            "with_weeks": joined.with_weeks,
            "spells": len(runs),
            "residence": used["residence"],
            "readiness": used["readiness"],
        },
        "sources": sources.result(),
        "ingest": {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "path": "lists" if wide.list_pieces else "fast",
            "pieces": {"fast": wide.strict_pieces, "lists": wide.list_pieces},
            "refused": wide.refusals[:MOST_LISTED],
        },
    }
