"""What an import would change, before anybody says yes to it. Nothing is written."""

from dataclasses import dataclass

from django.db import transaction

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.writes import Batch
from virkning.rooms.files.models import StoredFile
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Project

from ..book import Book, ProjectRow
from ..checking.leftalone import check_left_alone
from ..differences import Differences, differences_between, fingerprint_of
from ..findings import BookWarning
from ..municipalities import parties_told
from ..queries import project_as_stored
from ..stored import Stored, empty_stored
from .applying import apply
from .imports import read_workbook, uncollected
from .placing import FoundPlace, May, Place, find_place


@dataclass(frozen=True)
class Preview:
    """What would change; `fingerprint` is what a confirmation must name. `rows`: rows in the file.

    `parties`: who becomes a party of the project, and who is one no longer, in sentences.
    """

    head: ProjectRow
    differences: Differences
    warnings: tuple[BookWarning, ...]
    fingerprint: str
    rows: int
    parties: tuple[str, ...] = ()


def preview_import(
    *, content: bytes, by: Author, into: Project, file: StoredFile, prune: bool = False
) -> Preview:
    """What importing the workbook into the project would do. Raises `BookRefused` with every error."""
    return _preview(content, by, Place(into, May.NOTHING), file, prune)


def preview_new_project(*, content: bytes, by: Author, lead: Organisation, file: StoredFile) -> Preview:
    """What making a new project of the organisation from the workbook would do. Raises `BookRefused`."""
    return _preview(content, by, Place(None, May.PROJECT, lead), file, prune=False)


def _preview(content: bytes, by: Author, place: Place, file: StoredFile, prune: bool) -> Preview:
    with uncollected():
        reading = read_workbook(content, place.into)
        with transaction.atomic():
            act = Batch(by)
            book, found = find_place(reading.book, place, act)
            stored = project_as_stored(found.project) if found.project is not None else empty_stored()
            differences = differences_between(stored.book, book, prune=prune)
            check_left_alone(stored.book, book, differences)
            if set(stored.periods) - set(book.head.periods):
                _try(act, book, stored, differences, file, found)
    return Preview(
        head=book.head,
        differences=differences,
        warnings=tuple(reading.found.warnings),
        fingerprint=fingerprint_of(differences),
        rows=sum(len(rows.items) for name in Book.__dataclass_fields__ if (rows := book.rows(name))),
        parties=tuple(parties_told(differences)),
    )


class _Tried(Exception):
    """Ends the attempt: nothing of it stays."""


def _try(
    act: Batch, book: Book, stored: Stored, differences: Differences, file: StoredFile, found: FoundPlace
) -> None:
    """Whether a period can be taken out is only known when everything else is written: write it, and take it back."""
    try:
        with transaction.atomic():
            apply(act, book, stored, differences, file, found)
            raise _Tried
    except _Tried:
        return
