"""Which doors have been closed, noted outside the database: a restored copy must not open them again.

Noted once the change is kept. Should the note fail, the change stands all the same, and the log of the program tells.
"""

from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import transaction

from virkning.outside import erasures


class Door(StrEnum):
    """What can be closed: a person's access, one membership, a password that is the person's no more."""

    ACCESS = "access"
    MEMBERSHIP = "membership"
    PASSWORD = "password"  # noqa: S105 - the name of a door


def list_file() -> Path:
    """Where the list lies: outside the database, so that a restore does not take it back in time."""
    return Path(settings.DATA) / erasures.FILE_NAME


def note_door(door: Door, key: int, *, closed: bool) -> None:
    """Note it when the transaction is through."""
    transaction.on_commit(lambda: erasures.door(list_file(), door.value, key, closed=closed), robust=True)
