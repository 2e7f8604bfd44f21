"""A new delivery takes the old one's place in one step, or not at all.

It is built in a folder of its own under a lock, written through to the disk, and becomes current when the manifest is
renamed. Killed at any moment, the folder still holds the old delivery whole; what was left lying is swept next time.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from virkning.figures.phrases import P

from .refused import RegisterRefused
from .store import DATA, FORMAT, MANIFEST

_LOCK = ".lock"
_BUILDING = ".building-"


@dataclass
class Building:
    """A delivery under way. `data` is what will be kept, `scratch` what will not."""

    folder: Path
    data: Path
    scratch: Path

    def commit(self, manifest: Mapping[str, Any]) -> None:
        """Make it the current one. Raises OSError, with the old one still current."""
        number = 1 + max((_number(one) for one in self.folder.glob(f"{DATA}*")), default=0)
        name = f"{DATA}{number:06d}"
        before = _current(self.folder)
        for file in self.data.iterdir():
            _through(file)
        _through(self.data)
        os.rename(self.data, self.folder / name)
        written = {"format": FORMAT, "data": name, **manifest}
        beside = self.scratch / MANIFEST
        beside.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        _through(beside)
        _through(self.folder)
        os.replace(beside, self.folder / MANIFEST)
        _through(self.folder)
        _sweep(self.folder, {name, before})


@contextmanager
def replacing(folder: Path) -> Iterator[Building]:
    """Build in the folder, alone. Raises `RegisterRefused` when another does, and OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_others(folder)
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _lock(lock, folder)
        _sweep(folder, {_current(folder)}, previous=True)
        place = folder / f"{_BUILDING}{os.getpid()}"
        building = Building(folder, place / "data", place / "scratch")
        try:
            for one in (place, building.data, building.scratch):
                one.mkdir(mode=0o700)
            yield building
        finally:
            shutil.rmtree(place, ignore_errors=True)
    finally:
        os.close(lock)  # and with it the lock, as it is when the process is killed


def _lock(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        said = P(
            "Der indlæses allerede til %(folder)s. Vent, til det er færdigt, og prøv igen.",
            folder=str(folder),
        )
        raise RegisterRefused(said) from error


def _refuse_others(folder: Path) -> None:
    """A folder that holds something else is somebody's: nothing is written into it."""
    for one in folder.iterdir():
        if one.name not in {MANIFEST, _LOCK} and not one.name.startswith((DATA, _BUILDING)):
            raise RegisterRefused(
                P(
                    "Mappen %(folder)s indeholder andet end et register (%(name)s). Vælg en tom mappe, "
                    "eller en der ikke findes endnu.",
                    folder=str(folder),
                    name=one.name,
                )
            )


def _sweep(folder: Path, kept: set[str], *, previous: bool = False) -> None:
    """Remove what no manifest names; `previous`: but keep the last before the current one, which somebody may read."""
    found = sorted((one for one in folder.glob(f"{DATA}*")), key=_number)
    current = [one for one in found if one.name in kept]
    if previous and current:
        older = [one for one in found if _number(one) < _number(current[0])]
        kept = kept | {one.name for one in older[-1:]}
    for one in [*found, *folder.glob(f"{_BUILDING}*")]:
        if one.name not in kept:
            shutil.rmtree(one, ignore_errors=True)


def _current(folder: Path) -> str:
    """The name of the data folder the manifest names; nothing when there is none, or it cannot be read."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return str(found["data"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _number(folder: Path) -> int:
    digits = folder.name.removeprefix(DATA)
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _through(place: Path) -> None:
    """Onto the disk, not only into memory."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
