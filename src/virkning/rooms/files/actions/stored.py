"""Storing a file. The record that holds it writes the audit entry; a file by itself means nothing to a reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.writes import Batch

from .. import storage
from ..models import StoredFile


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose content has been kept (`storage.keep`) before there was a row for it."""

    name: str
    fingerprint: str
    size: int
    content_type: str


class ContentGone(Exception):
    """What was kept without a row has been deleted as somebody else's; it must be made again."""


def store_file(*, name: str, content: bytes, content_type: str, act: Batch) -> StoredFile:
    """Keep the content and make its row inside the caller's act."""
    by: Author = act.by
    _alone_with(storage.fingerprint_of(content))
    stored = StoredFile(
        name=name[-255:],
        fingerprint=storage.keep(content),
        size=len(content),
        content_type=content_type,
        stored_by=by.name,
    )
    return act.create(StoredFile, [stored])[0]


def store_kept(files: Sequence[KeptFile], *, act: Batch) -> list[StoredFile]:
    """Make the rows of content that is on the disk already, in the order given. Raises `ContentGone`.

    Until now nothing has said that the content is in use: it is looked for once nobody else can delete it.
    """
    for fingerprint in sorted({one.fingerprint for one in files}):
        _alone_with(fingerprint)
        if not storage.path_of(fingerprint).is_file():
            raise ContentGone(fingerprint)
    rows = [
        StoredFile(
            name=one.name[-255:],
            fingerprint=one.fingerprint,
            size=one.size,
            content_type=one.content_type,
            stored_by=act.by.name,
        )
        for one in files
    ]
    return act.create(StoredFile, rows)


def forget_files(*, keys: Sequence[int], act: Batch) -> None:
    """Delete files nothing refers to any more, and their bytes where no other file has the same."""
    fingerprints = set(
        StoredFile._base_manager.filter(pk__in=keys).order_by("pk").values_list("fingerprint", flat=True)
    )
    act.unlink(StoredFile, keys)
    transaction.on_commit(lambda: forget_unused(fingerprints))


def forget_unused(fingerprints: set[str]) -> None:
    """Asked after the commit: the same content may have come back in the same transaction."""
    for fingerprint in sorted(fingerprints):
        with transaction.atomic():
            _alone_with(fingerprint)
            if not StoredFile._base_manager.filter(fingerprint=fingerprint).exists():
                storage.forget(fingerprint)


def _alone_with(fingerprint: str) -> None:
    """Keep others from storing or forgetting the same content until the transaction ends.

    Bytes are on disk before their row is there to be seen: without this, what another has just found "already there"
    could be deleted under it. On SQLite whoever writes is alone anyway (transaction mode IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(fingerprint[:15], 16)])
