"""A register on disk: where its spells and persons are, which weeks it holds, what its delivery was.

    DIR/register.json        the manifest; naming the data folder, it is what makes a delivery the current one
    DIR/data-<number>/       spells.parquet persons.parquet residence.parquet readiness.parquet report.json report.txt

The manifest is replaced by one rename when a new delivery is whole (`replacing`), so a reader finds the old data or the
new, never some of each. The data folder before the current one is kept for readers that were under way.

Columns (weeks as in `weeks`, all spans inclusive; `person` is a number that means nothing outside this folder):

    spells      person INT32, code INT16 (-1 where the cell could not be read), first_week INT32, last_week INT32,
                sorted by person and first week; the longest runs of equal code in consecutive delivered weeks
    persons     person INT32 (sorted; those with weeks first), municipality INT16?, birth_date DATE?, sex VARCHAR?,
                origin VARCHAR?, programme_start DATE?, programme_end DATE?, has_weeks BOOLEAN
    residence   person INT32, municipality INT16, from_date DATE, to_date DATE?, line INT32
    readiness   person INT32, readiness VARCHAR, from_date DATE, to_date DATE?, line INT32
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from virkning.figures.phrases import P

from .refused import RegisterRefused

FORMAT = 1
MANIFEST = "register.json"
DATA = "data-"
TABLES = ("spells", "persons", "residence", "readiness")
_MUST_HOLD = ("data", "fingerprint", "weeks", "counts", "sources", "ingest")


@dataclass(frozen=True)
class Register:
    """One delivery, as it was when it was opened."""

    folder: Path
    data: Path
    #: sha256 over the contents, whatever the files' separators, encodings and line ends.
    fingerprint: str
    #: Delivered weeks, as first and last of each run.
    weeks: tuple[tuple[int, int], ...]
    manifest: Mapping[str, Any]

    @property
    def spells(self) -> Path:
        return self.data / "spells.parquet"

    @property
    def persons(self) -> Path:
        return self.data / "persons.parquet"

    @property
    def residence(self) -> Path:
        return self.data / "residence.parquet"

    @property
    def readiness(self) -> Path:
        return self.data / "readiness.parquet"

    def delivered(self, first: int, last: int) -> bool:
        """Whether every one of the weeks was delivered."""
        return any(start <= first and last <= end for start, end in self.weeks)

    def report(self) -> dict[str, Any]:
        """The data report, as `reporting` describes it."""
        found: dict[str, Any] = json.loads((self.data / "report.json").read_text(encoding="utf-8"))
        return found


def open_register(folder: Path) -> Register:
    """The register that is current in the folder now. Raises `RegisterRefused`."""
    place = folder / MANIFEST
    try:
        manifest = json.loads(place.read_text(encoding="utf-8"))
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise _refused(folder)
        if any(name not in manifest for name in _MUST_HOLD):
            raise _refused(folder)
        register = Register(
            folder,
            folder / str(manifest["data"]),
            str(manifest["fingerprint"]),
            tuple((int(first), int(last)) for first, last in manifest["weeks"]),
            manifest,
        )
    except (OSError, ValueError, TypeError) as error:
        if isinstance(error, RegisterRefused):
            raise
        raise _refused(folder) from error
    if not all((register.data / f"{name}.parquet").is_file() for name in TABLES):
        raise _refused(folder)
    return register


def _refused(folder: Path) -> RegisterRefused:
    return RegisterRefused(
        P(
            "I mappen %(folder)s er der ikke et helt register. "
            "Lav det med «virkning register ingest … --out %(folder)s».",
            folder=str(folder),
        )
    )
