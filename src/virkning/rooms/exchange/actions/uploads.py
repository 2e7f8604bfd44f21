"""Files on their way in: kept between the upload and the confirmation, and cleared away when nobody comes back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.writes import batch
from virkning.rooms.files.actions.stored import forget_files, store_file
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Project

from ..models import UploadHolds, UploadState, WorkbookImport, WorkbookUpload
from .imports import CONTENT_TYPE

#: So long a workbook waits for its confirmation.
KEPT = timedelta(days=7)


def keep_upload(
    *,
    content: bytes,
    name: str,
    by: Author,
    project: Project | None = None,
    organisation: Organisation | None = None,
    holds: UploadHolds = UploadHolds.PROJECT,
) -> WorkbookUpload:
    """Keep a workbook until somebody confirms it; the permission to import is checked by the caller.

    Clears away those that have waited too long.
    """
    clear_old_uploads(by=by)
    with batch(by=by, action="upload") as act:
        file = store_file(name=name, content=content, content_type=CONTENT_TYPE, act=act)
        row = WorkbookUpload(
            project=project,
            organisation=organisation,
            holds=holds,
            file=file,
            uploaded_by=by.name,
            uploader_id=by.person_id,
        )
        kept = act.create(WorkbookUpload, [row])[0]
        act.about = kept
        words = (
            _("Filen %(file)s med forandringsspor er lagt op til gennemsyn.")
            if holds == UploadHolds.TRACKS
            else _("Projektarket %(file)s er lagt op til gennemsyn.")
        )
        act.words = words % {"file": file.name}
        act.changes = {"file": file.name, "fingerprint": file.fingerprint, "size": file.size}
    return kept


def drop_upload(*, upload: WorkbookUpload, by: Author) -> bool:
    """Say no to an upload: it waits no longer. Whether it still waited; one that does not is left as it is."""
    with transaction.atomic():
        # Locked as a confirmation locks it: of a yes and a no at once, the one that comes first counts.
        here = WorkbookUpload._base_manager.select_for_update(of=("self",)).filter(pk=upload.pk).first()
        if here is None or here.state != UploadState.WAITING:
            return False
        words = (
            _("Filen %(file)s med forandringsspor er kasseret uden at blive indlæst.")
            if here.holds == UploadHolds.TRACKS
            else _("Projektarket %(file)s er kasseret uden at blive indlæst.")
        )
        _finish(upload, UploadState.DROPPED, by, words)
    return True


def tell_imported(*, upload: WorkbookUpload, by: Author, became: WorkbookImport | None) -> None:
    """Say that an upload, which the caller has locked, has been imported."""
    words = (
        _("Filen %(file)s med forandringsspor er bekræftet.")
        if upload.holds == UploadHolds.TRACKS
        else _("Projektarket %(file)s er bekræftet.")
    )
    _finish(upload, UploadState.IMPORTED, by, words, became=became)


def _finish(
    upload: WorkbookUpload, state: UploadState, by: Author, words: str, **values: WorkbookImport | None
) -> None:
    with batch(by=by, action="upload") as act:
        act.set(WorkbookUpload, [upload.pk], state=state, **values)
        act.about = upload
        act.words = words % {"file": upload.file.name}
    upload.state = state


def clear_old_uploads(*, by: Author) -> int:
    """Take away uploads nobody needs any more, with their files; how many. Imported files stay with their import."""
    before = timezone.now() - KEPT
    old = WorkbookUpload._base_manager.filter(uploaded_at__lt=before).order_by("pk")
    rows = list(old.values_list("pk", "file_id")[:200])
    if not rows:
        return 0
    with batch(by=by, action="clear") as act:
        act.unlink(WorkbookUpload, [key for key, _file in rows])
        forget_files(keys=[file for _key, file in rows], act=act)
        act.words = _("%(count)s projektark, som ingen bekræftede, er slettet.") % {"count": len(rows)}
    return len(rows)
