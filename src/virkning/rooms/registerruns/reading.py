"""A delivery's files made into spells by the register engine, and what the delivery then knows of itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .stages import FileKind


@dataclass(frozen=True)
class ReadDelivery:
    """A delivery that is read. `digests`: kind of file → sha256. `weeks`: first and last of each run of weeks."""

    fingerprint: str
    weeks: list[list[int]]
    persons: int
    spells: int
    path: str
    digests: dict[str, str]
    report: dict[str, Any]


def read_files(
    files: Mapping[FileKind, Path], out: Path, *, told: Callable[[int, int], None] | None = None
) -> ReadDelivery:
    """Read the files into the folder, in one step. `told`: bytes read so far, and all there are.

    Raises `RegisterRefused`; what was in the folder is as it was.
    """
    from virkning.registers.deliveries import Delivery, ingest  # brings a compiler along

    delivered = Delivery(
        files[FileKind.WIDE],
        files[FileKind.PERSONS],
        files.get(FileKind.RESIDENCE),
        files.get(FileKind.READINESS),
    )
    made = ingest(delivered, out, progress=told)
    manifest = made.register.manifest
    return ReadDelivery(
        fingerprint=made.register.fingerprint,
        weeks=[list(one) for one in made.register.weeks],
        persons=int(manifest["counts"]["persons"]),
        spells=int(manifest["counts"]["spells"]),
        path=str(manifest["ingest"]["path"]),
        digests={str(one["file"]): str(one["sha256"]) for one in manifest["sources"]},
        report=dict(made.report),
    )
