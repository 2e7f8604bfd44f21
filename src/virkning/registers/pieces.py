"""What one piece of a wide delivery held: the same from both of its readers, `strict` and `lists`."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int32]
Code = NDArray[np.int16]


@dataclass(frozen=True)
class Runs:
    """Cells in a row with the same code. Row and weeks are places from 0; both weeks are in it."""

    row: Whole
    code: Code
    first: Whole
    last: Whole

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True)
class Piece:
    """`line` says on which line of the piece, from 0, each usable row stands; `keys` has a line for each."""

    lines: int
    line: Whole
    keys: str
    runs: Runs
    #: Kind of finding, line from 0, and what else there is to tell.
    findings: tuple[tuple[str, int, dict[str, Any]], ...] = ()
    #: Line and week of cells that could not be read, as many as are listed; and how many there are.
    unreadable: tuple[tuple[int, int], ...] = ()
    unreadable_count: int = 0
    latin: int = 0
    #: Where the strict parser stopped, as line and byte of the piece from 0; None where it did not.
    refused_at: tuple[int, int] | None = None
    strict: bool = field(default=True)


def merged(runs: Runs) -> Runs:
    """Neighbours with the same code as one: `7` and `007` are the same, and so are all cells nobody could read."""
    if not len(runs):
        return runs
    joins = (
        (runs.row[1:] == runs.row[:-1])
        & (runs.code[1:] == runs.code[:-1])
        & (runs.first[1:] == runs.last[:-1] + 1)
    )
    begins = np.concatenate(([True], ~joins))
    ends = np.concatenate((~joins, [True]))
    return Runs(runs.row[begins], runs.code[begins], runs.first[begins], runs.last[ends])


def in_weeks(runs: Runs, weeks: Whole) -> Runs:
    """The same with real weeks; split where a week between two columns was not delivered. `weeks` rises."""
    part = np.concatenate(([0], np.cumsum(np.diff(weeks) > 1))).astype(np.int32)
    start, end = part[runs.first], part[runs.last]
    if (start == end).all():
        return Runs(runs.row, runs.code, weeks[runs.first], weeks[runs.last])
    begins = np.flatnonzero(np.concatenate(([True], np.diff(part) > 0)))
    ends = np.concatenate((begins[1:] - 1, [len(weeks) - 1]))
    times = end - start + 1
    which = np.repeat(np.arange(len(runs)), times)
    inside = start[which] + np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)
    first = np.maximum(runs.first[which], begins[inside])
    last = np.minimum(runs.last[which], ends[inside])
    return Runs(runs.row[which], runs.code[which], weeks[first], weeks[last])
