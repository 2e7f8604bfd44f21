"""Importing a workbook: everything is checked first, then everything is written, in one transaction with one entry."""

import gc
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.writes import Batch, Conflict, batch
from virkning.rooms.files.actions.stored import store_file
from virkning.rooms.files.models import StoredFile
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Project

from ..checking import check
from ..checking.leftalone import check_left_alone
from ..differences import Differences, as_json, differences_between, fingerprint_of
from ..findings import BookRefused, BookWarning, refused
from ..ledger import Ledger, NotedBatch
from ..models import WorkbookImport
from ..municipalities import KnownMunicipalities, parties_told
from ..opening import open_workbook
from ..queries import project_as_stored
from ..reading import Reading, read_book
from ..stored import empty_stored
from .applying import apply
from .placing import May, Place, find_place

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did. `differences` is empty (False) where the file says what the project already says."""

    project: Project
    created: bool
    differences: Differences
    warnings: tuple[BookWarning, ...]
    record: WorkbookImport | None


class DifferencesMoved(Exception):
    """The project has changed: the import would do something else than what was shown. Nothing is written."""


def read_workbook(content: bytes, into: Project | None = None) -> Reading:
    """The workbook as a book without errors, with its warnings. Raises `BookRefused` with every error.

    `into`: the project it is to be read into.
    """
    reading = read_book(open_workbook(content), KnownMunicipalities(into))
    check(reading)
    if reading.found.errors:
        raise BookRefused(reading.found.errors)
    return reading


def import_project(
    *,
    content: bytes,
    name: str,
    by: Author,
    prune: bool = False,
    may_create: bool,
    into: Project | None = None,
    expected: str = "",
) -> ImportOutcome:
    """Make the project what the workbook says, or change nothing and raise `BookRefused` with every error.

    `name` is the file's name; it and the content are kept. A row the file lacks is left alone, or removed with `prune`.
    The project is found by its name and lead municipality; `into` is the one project it may be (a page's).
    `may_create`: organisations, programme and project are made when missing (the command line). Without it (a page)
    they must be there, and the programme is left alone. The permission to import is checked by the caller.
    `expected`: the fingerprint of the differences somebody has seen; raises `DifferencesMoved` where they are others.
    """
    place = Place(into, May.EVERYTHING if may_create else May.NOTHING)
    with uncollected():
        reading = read_workbook(content, into)
        return _twice(reading, _Given(content, name, by, prune, place, expected))


def import_new_project(
    *, content: bytes, name: str, by: Author, lead: Organisation, expected: str = ""
) -> ImportOutcome:
    """Make the project the workbook tells of, led by `lead`, and nothing else; or raise as `import_project` does.

    The municipalities must be there, and the programme named must be one the importer sees.
    """
    place = Place(None, May.PROJECT, lead)
    with uncollected():
        reading = read_workbook(content)
        return _twice(reading, _Given(content, name, by, False, place, expected))


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave garbage collection until afterwards: tens of thousands of rows that all stay would be gone through in vain.

    A fifth of the time of a long import. Other threads only wait a little longer for theirs.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True)
class _Given:
    """What the caller of an import gave."""

    content: bytes
    name: str
    by: Author
    prune: bool
    place: Place
    expected: str


def _twice(reading: Reading, given: _Given) -> ImportOutcome:
    for attempt in (1, 2):
        try:
            return _import(reading, given)
        except (IntegrityError, Conflict) as error:
            # Somebody made the same organisation, programme or value in between: look again, once.
            if attempt == 2:
                logger.warning("An import clashed twice", exc_info=True)
                raise refused(
                    _("Projektet blev ændret af andre imens. Intet er indlæst; prøv igen.")
                ) from error
    raise AssertionError("unreachable")


def _import(reading: Reading, given: _Given) -> ImportOutcome:
    with batch(by=given.by, action="import") as act:
        book, found = find_place(reading.book, given.place, act)
        project = found.project
        stored = project_as_stored(project) if project is not None else empty_stored()
        differences = differences_between(stored.book, book, prune=given.prune)
        check_left_alone(stored.book, book, differences)
        if given.expected and given.expected != fingerprint_of(differences):
            raise DifferencesMoved
        if project is not None and not differences:
            act.words = ""
            return ImportOutcome(project, False, differences, tuple(reading.found.warnings), None)
        file = store_file(name=given.name, content=given.content, content_type=CONTENT_TYPE, act=act)
        noted = None if found.created else NotedBatch(act)
        made = apply(noted or act, book, stored, differences, file, found)
        ledger = noted.finished() if noted is not None else None
        record = _record(act, made, differences, file, ledger)
        with override("da"):  # the log's language, whoever imports
            parties = parties_told(differences)
        _tell(act, made, found.created, record, parties)
        act.changes = {
            "file": file.name,
            "fingerprint": file.fingerprint,
            "prune": given.prune,
            "made": found.made,
            "parties": parties,
            "sheets": as_json(differences),
        }
    return ImportOutcome(made, found.created, differences, tuple(reading.found.warnings), record)


def _record(
    act: Batch, project: Project, differences: Differences, file: StoredFile, ledger: Ledger | None
) -> WorkbookImport:
    """`ledger` is None where the import made the project: that is not undone."""
    row = WorkbookImport(
        project=project,
        file=file,
        imported_by=act.by.name,
        added=differences.added,
        changed=differences.changed,
        removed=differences.removed,
        made_project=ledger is None,
        ledger=ledger.packed() if ledger is not None else b"",
    )
    return act.create(WorkbookImport, [row])[0]


def _tell(
    act: Batch, project: Project, created: bool, record: WorkbookImport, parties: Sequence[str]
) -> None:
    template = (
        _("Projektet er oprettet fra projektarket %(file)s: %(added)s.")
        if created
        else _("Projektarket %(file)s er indlæst: %(added)s, %(changed)s ændret, %(removed)s fjernet.")
    )
    act.about, act.project_id = project, project.pk
    act.words = template % {
        "file": record.file.name,
        "added": ngettext("%(n)s række tilføjet", "%(n)s rækker tilføjet", record.added)
        % {"n": record.added},
        "changed": record.changed,
        "removed": record.removed,
    }
    act.words = " ".join([act.words, *parties])
