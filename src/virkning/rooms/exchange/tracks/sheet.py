"""The sheet's format as data."""

from datetime import date
from typing import NamedTuple

from ..sheets import KEY_LENGTH, NAME_LENGTH, CellKind, Column, SheetForm


class TrackRow(NamedTuple):
    """One version of a track."""

    number: str
    title: str
    description: str
    valid_from: date | None
    valid_to: date | None


TRACKS = SheetForm(
    "Forandringsspor",
    "tracks",
    TrackRow,
    (
        Column("Nr.", "number", CellKind.KEY, required=True, longest=KEY_LENGTH, width=8),
        Column("Titel", "title", required=True, longest=NAME_LENGTH, width=44),
        Column("Beskrivelse", "description", longest=32_000, width=70),
        Column("Gælder fra", "valid_from", CellKind.DAY, width=14),
        Column("Gælder til", "valid_to", CellKind.DAY, width=14),
    ),
    key=lambda row: (row.number, row.valid_from),
    key_field="valid_from",
)
HEADERS = {column.field: column.header for column in TRACKS.columns}
