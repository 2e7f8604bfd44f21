"""A note with many charts, drawn by the worker while the person looks on."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django_tasks import task

from virkning.figures.periods import Period
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.writes import batch
from virkning.rooms.files.actions.jobs import JobRefused, JobResult, Progress, ask_for_job, run_job
from virkning.rooms.files.actions.stored import store_file
from virkning.rooms.files.models import Job, JobKind
from virkning.rooms.programmes.models import Project

from .files import NoteFormat, status_note_file

#: A note with more charts than this is made by the worker; another while the person waits.
MANY_CHARTS = 15


@task
def make_note(job_id: int) -> None:
    """Make the note a job asks for."""
    run_job(job_id, make)


def ask_for_note(
    *,
    project: Project,
    period: Period,
    kind: NoteFormat,
    by: Author,
    start: Callable[[int], Any] | None = None,
) -> Job:
    """Put the making of a note in the queue; `start` hands it over (left out: `start_note_job`)."""
    words = _("Statusnotat %(period)s for %(project)s") % {"period": period.danish, "project": project.name}
    return ask_for_job(
        kind=JobKind.NOTE,
        words=words,
        wish={"project": project.pk, "period": period.canonical, "format": kind.value},
        by=by,
        start=start or start_note_job,
    )


def start_note_job(key: int) -> Any:
    """Hand a job of this kind to the queue."""
    return make_note.enqueue(job_id=key)


def project_of(job: Job) -> Project:
    """The project whose note is asked for. Asked again here: the person may have left it since. Raises `JobRefused`."""
    project = Project.objects.filter(pk=job.wish["project"]).first()
    if project is None or Permission.EXPORT_PROJECT not in project.permissions_of(current_scope()):
        raise JobRefused(_("Du har ikke længere adgang til at hente notatet."))
    return project


def make(job: Job, progress: Progress) -> JobResult:
    """The note as it is now. Raises `JobRefused`."""
    project = project_of(job)

    def told(done: int, total: int) -> None:
        if not done:
            progress.of(total)
        progress.step(done)

    period, kind = Period.parse(job.wish["period"]), NoteFormat(job.wish["format"])
    if period not in [one.period for one in project.periods.order_by("start", "id")]:
        raise JobRefused(_("Perioden er ikke længere en af projektets."))
    made = status_note_file(project, period, kind, told=told)
    with batch(by=job.person.author, action="note") as act:
        file = store_file(name=made.name, content=made.content, content_type=made.content_type, act=act)
        act.about, act.project_id = project, project.pk
        act.words = _("%(file)s er lavet.") % {"file": made.name}
        act.changes = {"file": made.name, "fingerprint": file.fingerprint}
    return JobResult(file=file, outcome={"project": project.pk})
