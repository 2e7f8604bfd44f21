"""A tiny register for tests of rooms: thousands of made-up people, read by the engine once a session."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from virkning.registers.schema import known_municipalities
from virkning.registers.synthetic import Shape, Written, write_delivery
from virkning.rooms.registerruns.folders import Sent
from virkning.rooms.registerruns.models import Delivery, Publication, Register, Run, RunCount
from virkning.rooms.registerruns.stages import FileKind
from world import World

#: Lead, partner and stranger of the world of tests, and two more; nobody lives anywhere else. The partner has so few
#: people that numbers are hidden.
_LEVELS: tuple[tuple[float, float], ...] = ((0.4, 0.6), (0.3, 0.5), (0.3, 0.5))
SHAPES = {code: Shape(*_LEVELS, 0.0) for code in known_municipalities()} | {
    code: Shape(*_LEVELS, size)
    for code, size in {661: 30.0, 479: 5.0, 791: 20.0, 101: 20.0, 851: 15.0}.items()
}


@dataclass(frozen=True)
class Files:
    """A delivery's files on disk."""

    written: Written

    def paths(self) -> dict[FileKind, Path]:
        return {
            FileKind.WIDE: self.written.wide,
            FileKind.PERSONS: self.written.persons,
            FileKind.RESIDENCE: self.written.residence,
            FileKind.READINESS: self.written.readiness,
        }

    def sent(self) -> dict[FileKind, Sent]:
        """As a browser would send them."""
        return {kind: Sent(f"{kind}.csv", pieces(path)) for kind, path in self.paths().items()}


def pieces(path: Path, size: int = 65_536) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(size):
            yield piece


def without_registers(world: World) -> World:
    """The world as it is before anybody keeps a register."""
    for model in (Publication, RunCount, Run, Delivery, Register):
        model._base_manager.all().delete()
    return world


def made_files(folder: Path, *, persons: int = 1_500, seed: int = 7) -> Files:
    return Files(write_delivery(folder, persons=persons, seed=seed, shapes=SHAPES))
