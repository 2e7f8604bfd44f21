"""Long work says what came of it, also where it was given up too early, handed out twice, or is tried again."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from virkning.rooms.access.scope import Scope
from virkning.rooms.files.actions.jobs import JobRefused, JobResult, give_up_lost_job, run_job
from virkning.rooms.files.models import Job, JobKind, JobState
from world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def job(world: World) -> Job:
    return Job.objects.create(kind=JobKind.WORKBOOK, person=world.people["project manager"], words="Prøve")


def silent_for(job: Job, minutes: int) -> None:
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - timedelta(minutes=minutes))
    job.refresh_from_db()


@pytest.mark.parametrize(
    ("kind", "state", "minutes", "lost"),
    [
        (JobKind.WORKBOOK, JobState.WAITING, 3, True),
        (JobKind.WORKBOOK, JobState.RUNNING, 20, False),
        (JobKind.WORKBOOK, JobState.RUNNING, 31, True),
        (JobKind.NOTE, JobState.RUNNING, 3, True),
        (JobKind.NOTE, JobState.DONE, 300, False),
    ],
)
def test_an_import_may_be_silent_for_longer(
    job: Job, kind: JobKind, state: JobState, minutes: int, lost: bool
) -> None:
    Job.objects.filter(pk=job.pk).update(kind=kind, state=state)
    silent_for(job, minutes)
    assert job.is_lost is lost


def test_work_that_ends_after_it_was_given_up_is_done(job: Job, everything: Scope) -> None:
    def work(here: Job, _progress: Any) -> JobResult:
        silent_for(here, 40)
        assert give_up_lost_job(Job.objects.get(pk=here.pk)).state == JobState.FAILED
        return JobResult(outcome={"project": 1})

    run_job(job.pk, work)
    job.refresh_from_db()
    assert (job.state, job.error, job.outcome) == (JobState.DONE, "", {"project": 1})


def test_what_ended_while_the_page_was_read_is_not_given_up(job: Job) -> None:
    silent_for(job, 40)
    stale = Job.objects.get(pk=job.pk)
    run_job(job.pk, lambda _job, _progress: JobResult())
    assert give_up_lost_job(stale).state == JobState.DONE


def test_an_attempt_that_fails_late_says_nothing_about_the_next(job: Job) -> None:
    def first(here: Job, _progress: Any) -> JobResult:
        # Given up, tried again, and begun by another worker.
        Job.objects.filter(pk=here.pk).update(state=JobState.WAITING)
        run_job(here.pk, second)
        raise JobRefused("For sent")

    def second(_job: Job, _progress: Any) -> JobResult:
        return JobResult(outcome={"project": 2})

    run_job(job.pk, first)
    job.refresh_from_db()
    assert (job.state, job.error, job.outcome) == (JobState.DONE, "", {"project": 2})


def test_work_handed_out_twice_is_done_once(job: Job) -> None:
    done = []

    def work(here: Job, _progress: Any) -> JobResult:
        done.append(here.pk)
        run_job(here.pk, work)
        return JobResult()

    run_job(job.pk, work)
    run_job(job.pk, work)
    assert done == [job.pk]
