"""The imports of a project, as its page lists them."""

from dataclasses import dataclass
from datetime import datetime

from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Project

from .models import UploadHolds, UploadState, WorkbookImport, WorkbookUpload


@dataclass(frozen=True)
class ImportLine:
    """One import. `may_be_undone`: the latest one, as far as its own row says."""

    id: int
    file: str
    at: datetime
    by: str
    added: int
    changed: int
    removed: int
    undone_at: datetime | None
    undone_by: str
    may_be_undone: bool


def imports_of(project: Project) -> list[ImportLine]:
    """Newest first. Two queries; the caller has seen to it that the project may be seen."""
    rows = list(
        WorkbookImport.objects.filter(project=project)
        .select_related("file")
        .defer("ledger")
        .order_by("-imported_at", "-id")[:200]
    )
    standing = [row for row in rows if row.undone_at is None]
    latest = max((row.pk for row in standing), default=0)
    undoable = set(
        WorkbookImport.objects.filter(pk=latest, made_project=False)
        .exclude(ledger=b"")
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return [
        ImportLine(
            id=row.pk,
            file=row.file.name,
            at=row.imported_at,
            by=row.imported_by,
            added=row.added,
            changed=row.changed,
            removed=row.removed,
            undone_at=row.undone_at,
            undone_by=row.undone_by,
            may_be_undone=row.pk in undoable,
        )
        for row in rows
    ]


def waiting_uploads(project: Project) -> list[WorkbookUpload]:
    """Workbooks that wait for somebody to confirm or drop them, newest first."""
    rows = WorkbookUpload.objects.filter(project=project, state=UploadState.WAITING)
    return list(rows.select_related("file").order_by("-uploaded_at", "-id")[:20])


def waiting_tracks(organisation: Organisation) -> list[WorkbookUpload]:
    """Files with change tracks that wait for somebody to confirm or drop them, newest first."""
    rows = WorkbookUpload.objects.filter(
        organisation=organisation, holds=UploadHolds.TRACKS, state=UploadState.WAITING
    )
    return list(rows.select_related("file").order_by("-uploaded_at", "-id")[:20])
