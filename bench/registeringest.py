"""From delivery to register, against counting newlines and against what an analyst would write with polars."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.registerdata import Made, make_delivery
from bench.timing import Ratio, pairs, seconds
from virkning.registers.deliveries import Delivery, ingest

_BLOCK = 16 * 1024 * 1024


def count_newlines(made: Made) -> int:
    """The least anybody must do who reads a delivery: look at every byte of it once."""
    found = 0
    for file in (made.wide, made.people, made.residence, made.readiness):
        content = np.memmap(file, dtype=np.uint8, mode="r")
        for at in range(0, content.size, _BLOCK):
            found += int(np.count_nonzero(content[at : at + _BLOCK] == 10))
    return found


def polars_runs(made: Made, place: Path) -> int:
    """`read_csv`, neighbours compared in numpy, Parquet: the wide file only, and nothing checked."""
    import polars

    with made.wide.open(encoding="ascii") as opened:
        weeks = opened.readline().strip().split(",")[1:]
    types = {"person": polars.String, **dict.fromkeys(weeks, polars.Int16)}
    read = polars.read_csv(made.wide, schema_overrides=types)
    found = []
    for at in range(0, read.height, 50_000):
        part = read.slice(at, 50_000)
        cells = np.full((part.height, len(weeks) + 2), -1, dtype=np.int16)
        cells[:, 1:-1] = part.select(weeks).fill_null(-1).to_numpy()
        changed = cells[:, 1:] != cells[:, :-1]
        row, first = np.nonzero(changed & (cells[:, 1:] != -1))
        _row, after = np.nonzero(changed & (cells[:, :-1] != -1))
        found.append((row + at, cells[row, first + 1], first, after - 1))
    names = ("person", "code", "first_week", "last_week")
    spells = polars.DataFrame(dict(zip(names, map(np.concatenate, zip(*found, strict=True)), strict=True)))
    spells.write_parquet(place, compression="zstd")
    return spells.height


def measure_ingest(
    folder: str, *, persons: int = 1_000_000, weeks: int = 1_000, rounds: int = 3
) -> Iterator[Ratio]:
    """Both ratios at this size. The delivery is made first, and is in the page cache."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="delivery-") as place:
        made = make_delivery(Path(place) / "in", persons=persons, weeks=weeks)
        yield from measure_made(made, Path(place), rounds=rounds)


def measure_made(made: Made, place: Path, *, rounds: int = 3) -> Iterator[Ratio]:
    """The same of a delivery that is there already."""
    delivery = Delivery(made.wide, made.people, made.residence, made.readiness)
    size = f"{made.persons:,} × {made.weeks:,} weeks"

    def ours() -> object:
        return ingest(delivery, place / "register")

    def without() -> object:
        return ingest(delivery, place / "register", digests=False)

    def floor() -> object:
        return count_newlines(made)

    yield pairs(f"ingest / counting newlines, {size}", ours, floor, rounds=rounds, goal=5)
    yield pairs("… without the files' SHA-256", without, floor, rounds=rounds)
    mine, polars = seconds(ours), seconds(lambda: polars_runs(made, place / "polars.parquet"))
    yield Ratio(f"ingest / polars read_csv + run-length, {size}", mine, polars, mine / polars, goal=0.1)
