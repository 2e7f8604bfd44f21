"""A wide delivery becomes runs: in pieces, two at a time, each by the strict parser or, where it refuses, by lists."""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from virkning.figures.phrases import P

from . import strict, weeks
from .lists import Lists
from .opening import Opened
from .pieces import Piece, Runs, Whole, in_weeks
from .refused import RegisterRefused
from .reporting import MOST_LISTED, Findings
from .schema import LONGEST_LINE, MOST_ROWS

#: Bytes of a piece: large enough that the work between pieces is nothing, small enough that four fit anywhere.
PIECE = 4 * 1024 * 1024
_THREADS = 2
_COLUMNS = (("row", np.int32), ("code", np.int16), ("first", np.int32), ("last", np.int32))
_LINES = ("line", np.int32)
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Head:
    """Which column is the key, and which are weeks."""

    columns: int
    key: int
    #: Places of the weeks among the columns, and the weeks themselves, in the order of time.
    places: list[int]
    weeks: Whole
    ignored: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        """The key, then the weeks in the order of time, and nothing else."""
        return self.key == 0 and self.places == list(range(1, self.columns))


@dataclass
class Wide:
    """What was read: runs and keys lie in files in `folder`, the rest is here."""

    folder: Path
    head: Head
    lines: int = 0
    rows: int = 0
    strict_pieces: int = 0
    list_pieces: int = 0
    findings: Findings = field(default_factory=Findings)
    #: Line and place of the first bytes the strict parser refused.
    refusals: list[dict[str, int]] = field(default_factory=list)

    def runs(self) -> Runs:
        """Runs by row and real weeks, mapped from the disk."""
        return Runs(*(mapped(self.folder / name, kind) for name, kind in _COLUMNS))

    def line(self) -> Whole:
        """On which line of the file each row stands, the head being line 1."""
        found: Whole = mapped(self.folder / _LINES[0], _LINES[1])
        return found

    @property
    def keys(self) -> Path:
        """A file with each row's key on a line."""
        return self.folder / "keys"


def mapped(file: Path, kind: Any) -> Any:
    """An array that lies in a file; the system takes from memory what nobody looks at."""
    return np.memmap(file, dtype=kind, mode="r") if file.stat().st_size else np.empty(0, kind)


def read_head(opened: Opened) -> Head:
    """Raises `RegisterRefused` for columns that look like weeks and are none, and where there is no week."""
    found: list[tuple[int, int]] = []
    ignored = []
    for place, name in enumerate(opened.columns):
        week = weeks.week_named(name)
        if week is not None:
            found.append((week, place))
        elif name.startswith("y_"):
            raise _refused(
                opened,
                P(
                    "har kolonnen %(name)s, som ikke er en uge. En uge skrives y_ÅÅUU, fra y_9132; "
                    "uge 53 findes kun i nogle år.",
                    name=name[:40],
                ),
            )
        elif name != "person":
            ignored.append(name[:40])
    if not found:
        raise _refused(opened, P("har ingen uger. De skrives y_ÅÅUU, for eksempel y_1640."))
    found.sort()
    places = [place for _week, place in found]
    known = np.array([week for week, _place in found], dtype=np.int32)
    return Head(len(opened.columns), opened.columns.index("person"), places, known, tuple(ignored))


def read_wide(opened: Opened, scratch: Path, *, progress: Progress | None = None, plain: bool = True) -> Wide:
    """Read everything. `plain=False` asks lists only. Raises `RegisterRefused`."""
    folder = scratch / "wide"
    folder.mkdir()
    wide = Wide(folder, read_head(opened))
    wide.findings.count(
        "ignored-column", len(wide.head.ignored), [{"column": one} for one in wide.head.ignored]
    )
    readers = _Readers(opened, wide.head, scratch, plain=plain and wide.head.is_plain)
    outs = [(folder / name).open("wb") for name, _kind in (*_COLUMNS, _LINES)]
    try:
        with wide.keys.open("w", encoding="utf-8", newline="") as keys:
            for at, end, piece in _in_order(opened, readers):
                _take(wide, at, piece, outs, keys)
                if progress is not None:
                    progress(end - opened.start, opened.size - opened.start)
    finally:
        readers.close()
        for one in outs:
            one.close()
    opened.check_unchanged()
    return wide


class _Readers:
    """The two readers, with what each thread needs of its own."""

    def __init__(self, opened: Opened, head: Head, scratch: Path, *, plain: bool) -> None:
        self.opened, self.head, self.scratch, self.plain = opened, head, scratch, plain
        self.mine = threading.local()
        self.lists: list[Lists] = []

    def read(self, start: int, length: int) -> Piece:
        """One piece, by whichever can."""
        found = self._strictly(start, length) if self.plain else 0
        if isinstance(found, Piece):
            return found
        content = self.opened.read(start, length)
        return self._lists().read(content, refused_at=found if self.plain else None)

    def close(self) -> None:
        for one in self.lists:
            one.close()

    def _strictly(self, start: int, length: int) -> Piece | int:
        """The piece, or where the first byte is that is not plain."""
        text, keys, *runs = self._room()
        view = memoryview(text)[:length]
        read = os.preadv(self.opened.handle, [view], start)
        if read < length:
            view[:] = self.opened.read(start, length)
        rows, count, written, stopped = strict.parse(
            text, length, ord(self.opened.separator), len(self.head.weeks), keys, *runs
        )
        if stopped >= 0:
            return int(stopped)
        return Piece(
            lines=rows,
            line=np.arange(rows, dtype=np.int32),
            keys=keys[:written].tobytes().decode("ascii"),
            runs=Runs(*(one[:count].copy() for one in runs)),
        )

    def _room(self) -> list[Any]:
        """Arrays for one piece; a run takes at least two bytes of the file, so half as many are always enough."""
        if not hasattr(self.mine, "room"):
            size = PIECE + LONGEST_LINE + strict.SLACK
            self.mine.room = [np.zeros(size, np.uint8), np.empty(size, np.uint8)]
            self.mine.room += [np.empty(size // 2, kind) for _name, kind in _COLUMNS]
        found: list[Any] = self.mine.room
        return found

    def _lists(self) -> Lists:
        if not hasattr(self.mine, "lists"):
            head = self.head
            self.mine.lists = Lists(self.scratch, head.columns, head.key, head.places, self.opened.separator)
            self.lists.append(self.mine.lists)
        found: Lists = self.mine.lists
        return found


def _in_order(opened: Opened, readers: _Readers) -> Iterator[tuple[int, int, Piece]]:
    """Every piece with its start and end, in the order of the file, a few under way at a time."""
    waiting: deque[tuple[int, int, Future[Piece]]] = deque()
    with ThreadPoolExecutor(_THREADS) as pool:
        try:
            for start, length in opened.pieces(PIECE):
                waiting.append((start, start + length, pool.submit(readers.read, start, length)))
                if len(waiting) > 2 * _THREADS:
                    at, end, done = waiting.popleft()
                    yield at, end, done.result()
            while waiting:
                at, end, done = waiting.popleft()
                yield at, end, done.result()
        finally:
            for _at, _end, one in waiting:
                one.cancel()


def _take(wide: Wide, at: int, piece: Piece, outs: list[Any], keys: Any) -> None:
    """Write a piece to the files, and its findings to the list. The head is line 1."""
    line = wide.lines + 2
    if wide.lines + piece.lines > MOST_ROWS:
        said = P("Der er mere end %(most)s rækker. Er det den rigtige fil?", most=str(MOST_ROWS))
        raise RegisterRefused(said)
    if piece.strict:
        wide.strict_pieces += 1
    else:
        wide.list_pieces += 1
    if piece.refused_at is not None and len(wide.refusals) < MOST_LISTED:
        inside, byte = piece.refused_at
        wide.refusals.append({"line": line + inside, "byte": at + byte})
    runs = in_weeks(piece.runs, wide.head.weeks)
    for out, values in zip(outs, _columns(runs, wide.rows, piece.line + np.int32(line)), strict=True):
        values.tofile(out)
    keys.write(piece.keys)
    for kind, inside, place in piece.findings:
        wide.findings.add(kind, line=line + inside, **place)
    names = [weeks.name_of(int(one)) for one in wide.head.weeks] if piece.unreadable else []
    wide.findings.count(
        "unreadable-cell",
        piece.unreadable_count,
        [{"line": line + inside, "column": names[week]} for inside, week in piece.unreadable],
    )
    wide.findings.count("latin-1", piece.latin)
    wide.lines += piece.lines
    wide.rows += len(piece.line)


def _columns(runs: Runs, rows: int, lines: Whole) -> tuple[Any, ...]:
    """In the order of the files they are written to."""
    return runs.row + np.int32(rows), runs.code, runs.first, runs.last, lines


def _refused(opened: Opened, what: Any) -> RegisterRefused:
    return RegisterRefused(P("Filen %(file)s %(what)s", file=str(opened.source), what=what))
