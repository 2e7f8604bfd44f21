"""Storing a file. The record that holds it writes the audit entry; a file by itself means nothing to a reader."""

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.writes import Batch

from . import storage
from .models import StoredFile


def store_file(*, name: str, content: bytes, content_type: str, act: Batch) -> StoredFile:
    """Keep the content and make its row inside the caller's act."""
    by: Author = act.by
    stored = StoredFile(
        name=name[-255:],
        fingerprint=storage.keep(content),
        size=len(content),
        content_type=content_type,
        stored_by=by.name,
    )
    return act.create(StoredFile, [stored])[0]
