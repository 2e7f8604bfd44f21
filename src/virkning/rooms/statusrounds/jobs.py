"""The closing of a round, done by the worker while the person looks on: freeze, make the notes, close."""

import time
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from virkning.figures.rounds import RoundStage
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import current_scope, system_scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.files.actions.jobs import JobRefused, JobResult, Progress, ask_for_job, run_job
from virkning.rooms.files.models import Job, JobKind, JobState

from .actions.closing import AlreadyClosed, check_not_closed, close_round
from .actions.freezing import FILES, NotFrozen, freeze_round, render_round
from .models import StatusRound
from .queries.asks import projects_of
from .queries.readiness import closable

#: Seconds between signs of life within one file: a job that says nothing for two minutes is given up.
_BEAT = 5.0


@task
def close_status_round(job_id: int) -> None:
    """Close the round a job asks for."""
    run_job(job_id, _close)


def ask_for_closing(*, status_round: StatusRound, by: Author, version: int | None = None) -> Job:
    """Put the closing of a round in the queue; where the person has it under way already, that one.

    Raises `Refused` with why it cannot be closed, `Conflict` where the round is another than was seen. The permission
    is checked by the caller, and again when the work is done.
    """
    if version is not None and version != status_round.version:
        raise Conflict(status_round)
    under_way = closing_under_way(status_round)
    if under_way is not None:
        if under_way.person_id == by.person_id:
            return under_way
        raise Refused(_("%(who)s er ved at lukke runden.") % {"who": under_way.person.name})
    if reasons := closable(status_round):
        raise Refused(" ".join(reasons))
    words = _("Lukning af statusrunde %(period)s for %(owner)s")
    return ask_for_job(
        kind=JobKind.ROUND,
        words=words % {"period": status_round.period.danish, "owner": status_round.owner.name},
        wish={"round": status_round.pk, "version": status_round.version},
        by=by,
        start=start_closing_job,
    )


def start_closing_job(key: int) -> Any:
    """Hand a job of this kind to the queue."""
    return close_status_round.enqueue(job_id=key)


def closing_under_way(status_round: StatusRound) -> Job | None:
    """The work that is closing the round now, whoever asked for it."""
    with system_scope("statusrunder"):
        rows = Job.objects.filter(kind=JobKind.ROUND, wish__round=status_round.pk)
        rows = rows.filter(state__in=[JobState.WAITING, JobState.RUNNING]).select_related("person")
        return next((one for one in rows.order_by("-id") if not one.is_lost), None)


def _close(job: Job, progress: Progress) -> JobResult:
    # Asked again here: what the person could when they asked, they may not any longer.
    status_round = (
        StatusRound.objects.filter(pk=job.wish["round"]).select_related("project", "programme").first()
    )
    if status_round is None or Permission.RUN_ROUNDS not in status_round.permissions_of(current_scope()):
        raise JobRefused(_("Du har ikke længere adgang til at lukke runden."))
    result = JobResult(outcome={"round": status_round.pk, "project": status_round.project_id})
    if _is_done(job, status_round):
        return result
    if status_round.stage != RoundStage.CLOSED and status_round.version != job.wish.get("version"):
        raise JobRefused(
            _("Runden er ændret, siden du bad om at få den lukket. Se den igennem, og prøv igen.")
        )
    all_seen = _sees_all(status_round)
    # Every project of the round, also those its closer does not see; and in Danish whatever language is active.
    with system_scope("statusrunder"), translation.override("da"):
        try:
            check_not_closed(status_round)
            with progress.beside() as beside:
                frozen = freeze_round(
                    status_round, begun=lambda projects: beside.of(FILES * projects), told=beside.step
                )
            heart = _Heart(progress)
            rendered = list(render_round(frozen, status_round.period, told=heart.reached, alive=heart.beat))
            close_round(status_round, frozen=frozen, rendered=rendered, by=job.person.author)
        except AlreadyClosed as error:
            raise JobRefused(str(error)) from error
        except (NotFrozen, Refused) as error:
            # What stands in the way may lie in a project its closer does not see.
            why = str(error) if all_seen else _("Noget står i vejen i et af rundens projekter. Se runden.")
            raise JobRefused(_("Runden er ikke lukket. %(why)s") % {"why": why}) from error
    return result


def _sees_all(status_round: StatusRound) -> bool:
    """Whether the job's person sees every project of the round."""
    mine = set(projects_of(status_round).values_list("pk", flat=True))
    with system_scope("statusrunder"):
        return mine == set(projects_of(status_round).values_list("pk", flat=True))


def _is_done(job: Job, status_round: StatusRound) -> bool:
    """This very work closed the round, and was killed before it could say so."""
    closed = status_round.stage == RoundStage.CLOSED and status_round.closed_by == job.person.author.name
    return closed and status_round.version == job.wish.get("version", 0) + 1


class _Heart:
    """Says how far the work is, and now and then that it is alive where a file takes long."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._done, self._last = progress, 0, time.monotonic()

    def reached(self, done: int) -> None:
        """So many files are made."""
        self._done = done
        self._say()

    def beat(self) -> None:
        """Something has been done."""
        if time.monotonic() - self._last > _BEAT:
            self._say()

    def _say(self) -> None:
        self._progress.step(self._done)
        self._last = time.monotonic()
