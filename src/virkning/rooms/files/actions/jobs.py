"""Long work: asked for, begun, carried on with signs of life, ended; and given up where its worker is gone.

Asking and retrying are told in the log; how far it is, is bookkeeping. A state is only ever changed from the one it is
taken to be in: a worker thought gone may be at work all the same, and two workers may be handed one job.
"""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, connections, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.access.scope import Scope, use_scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.writes import create, record, touch, touch_where

from ..models import Job, JobKind, JobState, StoredFile

logger = logging.getLogger(__name__)

_MOST_WORDS = 300


class JobRefused(Exception):
    """The work cannot be done; the message says why, in words for the person who asked."""


@dataclass(frozen=True)
class JobResult:
    """What came of the work: a file to fetch, and values for the page that tells of it."""

    file: StoredFile | None = None
    outcome: dict[str, Any] | None = None


class Progress:
    """How far a job is. Each step is a sign of life."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def of(self, total: int) -> None:
        """So many steps in all."""
        touch(self._job, total=total, beat_at=timezone.now())

    def step(self, done: int) -> None:
        """So many steps done."""
        touch(self._job, done=done, beat_at=timezone.now())

    @contextmanager
    def beside(self) -> Iterator["Progress"]:
        """The same from inside `one_moment`, which only reads: told through a connection of its own."""
        if connection.in_atomic_block:
            yield self
            return
        with ThreadPoolExecutor(1) as pool:  # a connection belongs to its thread
            try:
                yield _ProgressBeside(self._job, pool)
            finally:
                pool.submit(connections.close_all).result()


class _ProgressBeside(Progress):
    def __init__(self, job: Job, pool: ThreadPoolExecutor) -> None:
        super().__init__(job)
        self._pool = pool

    def of(self, total: int) -> None:
        self._pool.submit(super().of, total).result()

    def step(self, done: int) -> None:
        self._pool.submit(super().step, done).result()


Work = Callable[[Job, Progress], JobResult]


def ask_for_job(
    *, kind: JobKind, words: str, wish: dict[str, Any], by: Author, start: Callable[[int], Any]
) -> Job:
    """Put work in the queue on a person's behalf; `start` hands its key to the queue, in the same transaction."""
    if by.person_id is None:
        raise ValueError("Only a person asks for work: somebody must see what comes of it.")
    with transaction.atomic():
        job = Job(kind=kind, person_id=by.person_id, words=words[:_MOST_WORDS], wish=wish)
        create(job, by=by, words=_("%(words)s er sat i gang.") % {"words": words})
        start(job.pk)
    job.refresh_from_db()
    return job


def retry_job(*, job: Job, by: Author, start: Callable[[int], Any]) -> Job:
    """Try work that failed again. Does nothing to work that has not failed."""
    with transaction.atomic():
        here = Job._base_manager.select_for_update().get(pk=job.pk)
        if here.state == JobState.FAILED:
            touch(
                here,
                state=JobState.WAITING,
                done=0,
                error="",
                asked_at=timezone.now(),
                beat_at=timezone.now(),
            )
            record(
                by=by, action="retry", words=_("%(words)s prøves igen.") % {"words": here.words}, about=here
            )
            start(here.pk)
    here.refresh_from_db()
    return here


def give_up_lost_job(job: Job) -> Job:
    """Say that work has failed whose worker has given no sign of life for long."""
    if job.is_lost:
        waited = job.state == JobState.WAITING
        said = (
            _(
                "Arbejdet er ikke begyndt, for programmet, der udfører det, kører ikke. "
                "Prøv igen, eller sig det til driften."
            )
            if waited
            else _("Arbejdet stoppede, før det var færdigt. Intet er gemt halvt; prøv igen.")
        )
        # Not where it has begun, given a sign of life or ended since the page read it.
        touch_where(job, Q(state=job.state, beat_at=job.beat_at), **_failed(said))
        job.refresh_from_db()
    return job


def run_job(key: int, work: Work) -> None:
    """Do the work of a job that waits, seeing what its person sees. Whatever happens, the job says so."""
    job = Job._base_manager.select_related("person").filter(pk=key).first()
    now = timezone.now()
    begun = {"state": JobState.RUNNING, "started_at": now, "beat_at": now}
    if job is None or not touch_where(job, Q(state=JobState.WAITING), **begun):
        return  # handed out twice: the first one does it
    mine = Q(state=JobState.RUNNING, started_at=now)
    try:
        with use_scope(Scope(person_id=job.person_id)):
            result = work(job, Progress(job))
    except JobRefused as refused:
        touch_where(job, mine, **_failed(str(refused)))
    except Exception:
        logger.exception("A job failed")
        said = _("Der skete en fejl. Intet er gemt halvt; prøv igen, eller sig det til driften.")
        touch_where(job, mine, **_failed(said))
    else:
        # Done is done, also where the job was given up meanwhile, or is being tried again by another worker.
        touch_where(
            job,
            ~Q(state=JobState.DONE),
            state=JobState.DONE,
            error="",
            done=job.total,
            result=result.file,
            outcome=result.outcome or {},
            finished_at=timezone.now(),
        )


def _failed(said: str) -> dict[str, Any]:
    """What a job that did not succeed says, with why."""
    return {"state": JobState.FAILED, "error": said, "finished_at": timezone.now()}
