"""What a restore closes again, and how it knows that it was not done: between the rows and the last erasure.

A copy from an older version is put in, brought up to date, and only then are erasures and closings done again. Killed
in between, the database holds what was erased. So the mark goes in with the rows, and out with the last erasure.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db import connection

from virkning.outside.erasures import Closing, Erasure
from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.actions.restoring import (
    close_again,
    close_all_feeds,
    revoke_all_tokens,
    withdraw_all_invitations,
)
from virkning.rooms.organisations.doors import Door

from . import tables
from .archive import Manifest
from .erasing import erase_again

BY = Author.system("gendannelse")
#: The mark is kept among the sessions, which no copy holds; no browser's session has so short a key.
_MARK = "restore"


@dataclass(frozen=True)
class Wanted:
    """What the copy may not know of: erased, and closed, after it was taken."""

    erasures: list[Erasure]
    closings: list[Closing]


@dataclass(frozen=True)
class Done:
    """How much was erased and closed again."""

    erasures: int
    closings: int
    tokens: int
    invitations: int
    feeds: int


def settle(wanted: Wanted) -> Done:
    """Erase and close again, and take the mark out. Call in one transaction, on a database of this version."""
    done = Done(
        erase_again(wanted.erasures),
        _close(wanted.closings),
        revoke_all_tokens(by=BY),
        withdraw_all_invitations(by=BY),
        close_all_feeds(by=BY),
    )
    _unmark()
    return done


def _close(wanted: Iterable[Closing]) -> int:
    known = {door.value for door in Door}
    return sum(close_again(Door(one.what), one.key, by=BY) for one in wanted if one.what in known)


def mark_unfinished(manifest: Manifest) -> None:
    """Note which copy is being put back. Call in the transaction of its rows."""
    _unmark()
    row = {"session_key": _MARK, "session_data": _name(manifest), "expire_date": "9999-01-01T00:00:00+00:00"}
    tables.load(connection, Session, [json.dumps([*one]).encode() for one in (row.keys(), row.values())])


def _unmark() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session WHERE session_key = %s", [_MARK])


def is_unfinished() -> bool:
    """Whether a restore has put rows in and not done the rest."""
    return _marked() is not None


def is_of(manifest: Manifest) -> bool:
    """Whether it is this copy whose restore was not finished."""
    return _marked() == _name(manifest)


def _marked() -> str | None:
    if Session._meta.db_table not in connection.introspection.table_names():
        return None
    return Session.objects.filter(session_key=_MARK).values_list("session_data", flat=True).first()


def _name(manifest: Manifest) -> str:
    return hashlib.sha256(manifest.written()).hexdigest()
