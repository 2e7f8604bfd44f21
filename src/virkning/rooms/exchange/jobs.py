"""The import of a long workbook, done by the worker while the person looks on."""

from typing import Any

from django.utils.translation import gettext as _
from django_tasks import task

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.files.actions.jobs import JobRefused, JobResult, Progress, ask_for_job, run_job
from virkning.rooms.files.models import Job, JobKind

from .actions.confirming import confirm_upload
from .actions.imports import DifferencesMoved
from .findings import BookRefused
from .models import WorkbookUpload

#: A file with more rows than this is imported by the worker; a smaller one while the person waits.
LONG = 2_000


@task
def import_uploaded_workbook(job_id: int) -> None:
    """Confirm an upload on behalf of the job's person."""
    run_job(job_id, _import)


def start_import(*, upload: WorkbookUpload, by: Author, prune: bool, expected: str) -> Job:
    """Put the import of an upload in the queue."""
    return ask_for_job(
        kind=JobKind.WORKBOOK,
        words=_("Indlæsning af %(file)s") % {"file": upload.file.name},
        wish={"upload": upload.pk, "prune": prune, "expected": expected},
        by=by,
        start=start_workbook_job,
    )


def start_workbook_job(key: int) -> Any:
    """Hand a job of this kind to the queue."""
    return import_uploaded_workbook.enqueue(job_id=key)


def _import(job: Job, progress: Progress) -> JobResult:
    # Asked again here: what the person saw and might when they confirmed, they may no longer.
    upload = WorkbookUpload.objects.filter(pk=job.wish["upload"]).select_related("project", "file").first()
    scope = Scope(person_id=job.person_id)
    wanted = Permission.IMPORT_PROJECT if upload is not None and upload.project else Permission.CREATE_PROJECT
    if upload is None or wanted not in upload.permissions_of(scope):
        raise JobRefused(_("Du har ikke længere adgang til at indlæse filen."))
    try:
        done = confirm_upload(
            upload=upload, by=job.person.author, prune=job.wish["prune"], expected=job.wish["expected"]
        )
    except DifferencesMoved as error:
        raise JobRefused(
            _(
                "Projektet er ændret, siden du så, hvad indlæsningen gør. Intet er indlæst; se ændringerne igen."
            )
        ) from error
    except BookRefused as error:
        raise JobRefused(" ".join(str(one) for one in error.errors[:5])) from error
    record = done.record.pk if done.record is not None else None
    return JobResult(outcome={"project": done.project_id, "import": record})
