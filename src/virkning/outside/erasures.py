"""The list of erasures: what is erased for good, kept beside the database so that a restored copy forgets it again.

One line of JSON a step, only ever appended: `asked` before the rows go, `done` when they are gone. It holds numbers,
never names. A process killed in between leaves an erasure that is asked and not done: it is done again.

Doors stand in it too: `closed` and `opened`, so that a restored copy opens nothing that has been closed since.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

FILE_NAME = "erasures.jsonl"
_DOORS = {"closed", "opened"}


@dataclass(frozen=True)
class Erasure:
    """One erasure: of what kind, by which key, and when its rows were gone (None: nobody knows that they are)."""

    id: str
    kind: str
    key: Mapping[str, int | str]
    done_at: datetime | None = None

    def after(self, moment: datetime) -> bool:
        """Whether a copy taken at that moment may still hold what was erased."""
        return self.done_at is None or self.done_at >= moment


@dataclass(frozen=True)
class Closing:
    """A door that was closed and not opened again: what kind of door, and the number of its row."""

    what: str
    key: int


class DamagedList(ValueError):
    """A line of the list cannot be read. Nothing is skipped: it might be the one that matters."""


def ask(file: Path, kind: str, key: Mapping[str, int | str]) -> str:
    """Note that rows are about to be erased; returns the number to hand to `done`."""
    number = uuid4().hex
    _append(file, {"id": number, "step": "asked", "kind": kind, "key": dict(key)})
    return number


def done(file: Path, number: str) -> None:
    """Note that the rows are gone, once the transaction is through."""
    _append(file, {"id": number, "step": "done"})


def read(lines: Iterable[str]) -> list[Erasure]:
    """The erasures of one or more lists, in the order they were asked for; each once. Raises `DamagedList`."""
    found: dict[str, Erasure] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            step = json.loads(line)
            if step["step"] in _DOORS:
                continue
            known = found.get(step["id"])
            if step["step"] == "asked":
                found.setdefault(step["id"], Erasure(step["id"], step["kind"], step["key"]))
            elif known is not None and known.done_at is None:
                found[known.id] = Erasure(known.id, known.kind, known.key, datetime.fromisoformat(step["at"]))
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedList(f"{FILE_NAME}, line {number}: {error}") from error
    return list(found.values())


def door(file: Path, what: str, key: int, *, closed: bool) -> None:
    """Note that a door has been closed, or opened, once the transaction is through."""
    step = "closed" if closed else "opened"
    _append(file, {"id": uuid4().hex, "step": step, "what": what, "key": key})


def closings(lines: Iterable[str], moment: datetime) -> list[Closing]:
    """The doors of one or more lists that were closed since a moment, unless they were opened after that.

    In the order they were closed, each once. Raises `DamagedList`.
    """
    steps = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            step = json.loads(line)
            if step["step"] in _DOORS:
                closing = Closing(str(step["what"]), int(step["key"]))
                steps.append((datetime.fromisoformat(step["at"]), step["step"], closing))
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedList(f"{FILE_NAME}, line {number}: {error}") from error
    last: dict[Closing, bool] = {}
    for at, step, closing in sorted(steps, key=lambda one: one[0]):
        if at >= moment:
            last.pop(closing, None)
            last[closing] = step == "closed"
    return [closing for closing, is_closed in last.items() if is_closed]


def lines_of(file: Path) -> list[str]:
    """The list as it stands; no lines where nothing was ever erased."""
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def _append(file: Path, step: Mapping[str, object]) -> None:
    """One whole line in one write, on the disk before anything is erased."""
    file.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({**step, "at": datetime.now(UTC).isoformat()}, ensure_ascii=False) + "\n"
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
