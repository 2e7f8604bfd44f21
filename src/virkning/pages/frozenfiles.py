"""The files of a closed round as answers: the bytes that were kept, whatever has happened since."""

from django.http import HttpResponse

from virkning.pages.saving import as_file
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.files.storage import read
from virkning.rooms.statusrounds.models import Snapshot
from virkning.rooms.statusrounds.queries.snapshots import file_of


def frozen_file(snapshot: Snapshot, ending: str) -> HttpResponse:
    """The snapshot's file with that ending; not found where it has none such, or the file itself is lost."""
    file = file_of(snapshot, ending)
    if file is None:
        raise NotVisible
    try:
        content = read(file.fingerprint)
    except FileNotFoundError as error:
        raise NotVisible from error
    return as_file(content, file.name, file.content_type)
