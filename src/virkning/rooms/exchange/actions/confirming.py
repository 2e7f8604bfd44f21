"""Saying yes to an uploaded workbook that one has seen the differences of."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.rooms.audit.authors import Author
from virkning.rooms.files import storage

from ..findings import refused
from ..models import UploadState, WorkbookImport, WorkbookUpload
from .imports import import_new_project, import_project
from .uploads import tell_imported


@dataclass(frozen=True)
class Confirmed:
    """What came of it. `record` is None where the file said what the project already says."""

    record: WorkbookImport | None
    project_id: int


def confirm_upload(*, upload: WorkbookUpload, by: Author, prune: bool, expected: str) -> Confirmed:
    """Import an uploaded workbook, once: asked a second time, the answer is what came of the first.

    Raises `BookRefused`, also where somebody has dropped the file meanwhile, or `DifferencesMoved` where the
    differences are no longer those of `expected`.
    """
    with transaction.atomic():
        here = (
            WorkbookUpload._base_manager.select_for_update(of=("self",))
            .select_related("file", "project", "organisation", "became")
            .filter(pk=upload.pk)
            .first()
        )
        if here is None:
            raise refused(_("Filen er ikke længere gemt her. Læg den op igen."))
        if here.state == UploadState.DROPPED:
            raise refused(_("Filen er kasseret. Læg den op igen, hvis den skal bruges."))
        if here.became is not None:
            return Confirmed(here.became, here.became.project_id)
        content, name = content_of(here), here.file.name
        if here.project is not None:
            done = import_project(
                content=content,
                name=name,
                by=by,
                prune=prune,
                may_create=False,
                into=here.project,
                expected=expected,
            )
        elif here.organisation is not None:
            done = import_new_project(
                content=content, name=name, by=by, lead=here.organisation, expected=expected
            )
        else:
            raise AssertionError("a constraint of the table says that it is one of them")
        tell_imported(upload=here, by=by, became=done.record)
    return Confirmed(done.record, done.project.pk)


def content_of(upload: WorkbookUpload) -> bytes:
    """The uploaded bytes. Raises `BookRefused` where they have been cleared away."""
    try:
        return storage.read(upload.file.fingerprint)
    except FileNotFoundError as error:
        raise refused(_("Filen er ikke længere gemt her. Læg den op igen.")) from error
