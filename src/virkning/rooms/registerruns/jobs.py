"""Reading a delivery and running measures, done by the worker while the person looks on."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django_tasks import task

from virkning.figures.periods import Period
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import current_scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.files.actions.jobs import JobRefused, JobResult, Progress, ask_for_job, run_job
from virkning.rooms.files.models import Job, JobKind
from virkning.rooms.programmes.models import Programme

from .actions.deliveries import READABLE, read_delivery
from .actions.runs import Wanted, run_measure
from .heart import beating
from .models import Delivery
from .queries.participants import programmes_for


@task
def read_received_delivery(job_id: int) -> None:
    """Read the delivery a job asks for."""
    run_job(job_id, _read)


@task
def run_wanted_measures(job_id: int) -> None:
    """Run the measures a job asks for, one after the other."""
    run_job(job_id, _run)


def ask_for_reading(*, delivery: Delivery, by: Author) -> Job:
    """Put the reading of a delivery in the queue. Raises `Refused` for one that is read or being read."""
    if delivery.stage not in READABLE and not delivery.is_lost:
        raise Refused(_("Leverancen er læst eller ved at blive læst."))
    words = _("Læsning af leverance %(number)s til %(register)s")
    return ask_for_job(
        kind=JobKind.DELIVERY,
        words=words % {"number": delivery.number, "register": delivery.register.name},
        wish={"delivery": delivery.pk, "register": delivery.register_id},
        by=by,
        start=start_reading_job,
    )


def start_reading_job(key: int) -> Any:
    """Hand a job of this kind to the queue."""
    return read_received_delivery.enqueue(job_id=key)


def ask_for_runs(*, delivery: Delivery, programme: Programme, wanted: Sequence[Wanted], by: Author) -> Job:
    """Put runs in the queue. Raises `Refused` where none is asked for."""
    if not wanted:
        raise Refused({"measures": _("Vælg mindst én opgørelse.")})
    told = {"register": delivery.register.name, "programme": programme.name}
    return ask_for_job(
        kind=JobKind.MEASURES,
        words=_("Kørsel på %(register)s for %(programme)s") % told,
        wish={
            "delivery": delivery.pk,
            "register": delivery.register_id,
            "programme": programme.pk,
            "wanted": [
                {
                    "measure": one.measure,
                    "first": one.first.canonical,
                    "last": one.last.canonical,
                    "engine": one.engine,
                }
                for one in wanted
            ],
        },
        by=by,
        start=start_runs_job,
    )


def start_runs_job(key: int) -> Any:
    """Hand a job of this kind to the queue."""
    return run_wanted_measures.enqueue(job_id=key)


def _read(job: Job, progress: Progress) -> JobResult:
    delivery = _permitted(job, Permission.KEEP_REGISTERS)
    try:
        with beating(job):
            read_delivery(delivery=delivery, by=job.person.author, told=_Percent(progress).reached)
    except Refused as error:
        raise JobRefused(str(error)) from error
    return JobResult(outcome={"delivery": delivery.pk, "register": delivery.register_id})


def _run(job: Job, progress: Progress) -> JobResult:
    delivery = _permitted(job, Permission.RUN_MEASURES)
    programme = programmes_for(delivery.keeper).filter(pk=job.wish["programme"]).first()
    if programme is None:
        raise JobRefused(_("Programmet er ikke længere et, I kan køre opgørelser for."))
    wanted = [
        Wanted(one["measure"], Period.parse(one["first"]), Period.parse(one["last"]), one["engine"])
        for one in job.wish["wanted"]
    ]
    progress.of(len(wanted))
    runs = []
    try:
        with beating(job):
            for done, one in enumerate(wanted, start=1):
                run = run_measure(delivery=delivery, programme=programme, wanted=one, by=job.person.author)
                runs.append(run.pk)
                progress.step(done)
    except Refused as error:
        raise JobRefused(str(error)) from error
    return JobResult(outcome={"runs": runs, "register": delivery.register_id})


class _Percent:
    """Says how much of a file is read, a percent at a time: the numbers of bytes have no room in a job."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._told = progress, -1

    def reached(self, done: int, total: int) -> None:
        """So many bytes of so many."""
        percent = 100 * done // max(total, 1)
        if self._told < 0:
            self._progress.of(100)
        if percent > self._told:
            self._told = percent
            self._progress.step(percent)


def _permitted(job: Job, permission: Permission) -> Delivery:
    """Asked again here: what the person could when they asked, they may not any longer."""
    rows = Delivery.objects.select_related("register__organisation")
    delivery = rows.filter(pk=job.wish["delivery"]).first()
    if delivery is None or permission not in delivery.permissions_of(current_scope()):
        raise JobRefused(_("Du har ikke længere adgang til registret."))
    return delivery
