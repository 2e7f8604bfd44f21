"""Many files read by the worker while the person looks on: each is kept whole, or refused with its reason."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.writes import touch
from virkning.rooms.files.actions.jobs import JobRefused, JobResult, Progress, ask_for_job, run_job
from virkning.rooms.files.models import Job, JobKind
from virkning.rooms.programmes.models import Project

from .actions.many import Outcome, bring_held, hold_files

#: More files than this are read by the worker; fewer while the person waits, for a second or two.
LONG = 10


@task
def read_description_files(job_id: int) -> None:
    """Read the files of a job on behalf of its person."""
    run_job(job_id, _read)


def start_reading(project: Project, files: Sequence[tuple[str, bytes]], *, by: Author) -> Job:
    """Hold the files, name and content, and put the reading of them in the queue."""
    with transaction.atomic():
        keys = hold_files(project, files, by=by)
        return ask_for_job(
            kind=JobKind.DESCRIPTIONS,
            words=_("Læsning af %(count)s indsatsbeskrivelser") % {"count": len(keys)},
            wish={"project": project.pk, "files": keys},
            by=by,
            start=start_reading_job,
        )


def start_reading_job(key: int) -> Any:
    """Hand a job of this kind to the queue."""
    return read_description_files.enqueue(job_id=key)


def _read(job: Job, progress: Progress) -> JobResult:
    # Asked again here: what the person might when they brought the files, they may no longer.
    project = Project.objects.filter(pk=job.wish["project"]).first()
    if project is None or Permission.DESCRIBE not in project.permissions_of(Scope(person_id=job.person_id)):
        raise JobRefused(_("Du har ikke længere adgang til at lægge indsatsbeskrivelser op i projektet."))
    keys = job.wish["files"]
    found = list(job.outcome.get("files", ()))  # of an earlier try, that was stopped
    progress.of(len(keys))

    def tell(came: Outcome) -> None:
        # With the file itself: whatever stops the work, it goes on where it was.
        found.append(came.told())
        touch(job, outcome={"files": found})

    for place, key in enumerate(keys, start=1):
        bring_held(project, key, by=job.person.author, tell=tell)
        progress.step(place)
    if not found:
        raise JobRefused(_("Filerne lå for længe uden at blive læst og er slettet. Læg dem op igen."))
    return JobResult(outcome={"files": found})
