"""A long note, made by the worker: of a round that is closed when the work begins, the file that was kept."""

from typing import Any

from django_tasks import task

from virkning.figures.periods import Period
from virkning.rooms.files.actions.jobs import JobResult, Progress, run_job
from virkning.rooms.files.models import Job
from virkning.rooms.reports.status_note import jobs

from .queries.snapshots import file_of, frozen_note


@task
def make_note(job_id: int) -> None:
    """Make or find the note a job asks for."""
    run_job(job_id, _find_or_make)


def start_note_job(key: int) -> Any:
    """Hand a job of this kind to the queue."""
    return make_note.enqueue(job_id=key)


def _find_or_make(job: Job, progress: Progress) -> JobResult:
    # It may have been closed since the job was asked for, or since it was tried the first time.
    project = jobs.project_of(job)
    snapshot = frozen_note(project, Period.parse(job.wish["period"]))
    if snapshot is None:
        return jobs.make(job, progress)
    return JobResult(file=file_of(snapshot, job.wish["format"]), outcome={"project": project.pk})
