"""Runs: begun, carried out, given up. A run's counts come into being all at once, with the run's end, or never."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.periods import Period, periods_between
from virkning.figures.phrases import FigureError
from virkning.figures.smallnumbers import DEFAULT
from virkning.registers.engines.counts import checked
from virkning.registers.measures import Measure, family, load
from virkning.registers.refused import RegisterRefused
from virkning.registers.store import open_register
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.models import Party, Programme

from .. import folders
from ..heart import beating
from ..models import Delivery, Run, RunCount
from ..protection import apart, hidden_cells
from ..queries.participants import municipalities_of
from ..stages import RunStage
from .deliveries import has_data

if TYPE_CHECKING:
    from virkning.registers.tables import WholeTable


@dataclass(frozen=True)
class Wanted:
    """What is to be run: a measure by name, and its first and last period."""

    measure: str
    first: Period
    last: Period
    engine: str = "duckdb"


def run_measure(*, delivery: Delivery, programme: Programme, wanted: Wanted, by: Author) -> Run:
    """Count a measure, and those it shares a whole with, on a delivery. Raises `Refused`; then no count is kept."""
    return carry_out(begin_run(delivery=delivery, programme=programme, wanted=wanted, by=by), by=by)


def begin_run(*, delivery: Delivery, programme: Programme, wanted: Wanted, by: Author) -> Run:
    """Note what is to be counted. Raises `Refused` for what cannot be."""
    if not has_data(delivery):
        raise Refused({"delivery": _("Leverancens data er her ikke. Vælg en anden, eller læs den igen.")})
    _refuse_stranger(delivery, programme)
    municipalities = municipalities_of(programme)
    if not municipalities:
        words = _(
            "Der er ingen kommuner i projekterne i %(programme)s, så der er intet projekt at tælle for."
        )
        raise Refused({"programme": words % {"programme": programme.name}})
    whole, *parts = _family(wanted)
    _refuse_periods(delivery, [whole, *parts], wanted)
    run = Run(
        delivery=delivery,
        programme=programme,
        measure=whole.name,
        title=whole.title,
        measures={one.name: _told(one) for one in (whole, *parts)},
        definition_hash=_hash([one.version for one in (whole, *parts)]),
        code_lists={one.name: one.version for measure in (whole, *parts) for one in measure.lists},
        fingerprint=delivery.fingerprint,
        engine=wanted.engine,
        period_kind=wanted.first.kind,
        first=wanted.first.start,
        last=wanted.last.start,
        municipalities=[one.code for one in municipalities],
        run_by=by.name,
        policy=asdict(DEFAULT),
    )
    words = _("%(measure)s køres på leverance %(number)s til %(register)s.") % {
        "measure": whole.title,
        "number": delivery.number,
        "register": delivery.register.name,
    }
    return writes.create(run, by=by, words=words, hide=("measures",))


def carry_out(run: Run, *, by: Author) -> Run:
    """Count, and keep the counts. Raises `Refused` where it cannot be done; the run then says why."""
    try:
        with beating(run):
            table = _counted(run)
            counts, hidden = _rows(run, table), hidden_cells(table)
    except (RegisterRefused, FigureError) as refused:
        said = refused.phrase.translated(_)
        _fail(run, by, said)
        raise Refused(said) from refused
    except BaseException:
        _fail(run, by, _("Der skete en fejl. Prøv igen, eller sig det til driften."))
        raise
    _finish(run, counts, hidden, by)
    return run


def give_up_lost_run(run: Run) -> Run:
    """Say that a run has failed whose worker has given no sign of life for long."""
    if run.is_lost:
        said = _("Kørslen stoppede, før den var færdig. Intet er gemt halvt; prøv igen.")
        as_is = Q(stage=RunStage.RUNNING, beat_at=run.beat_at)
        writes.touch_where(run, as_is, stage=RunStage.FAILED, failure=said)
        run.refresh_from_db()
    return run


def _counted(run: Run) -> "WholeTable":
    """Everybody and every group, of the measure and those it shares a whole with."""
    from virkning.registers.tables import whole_table  # brings the engine along

    register = open_register(folders.spells_of(run.delivery))
    if register.fingerprint != run.fingerprint:
        raise Refused(_("Leverancen er læst igen med andre data, siden kørslen blev sat i gang. Prøv igen."))
    project = [str(int(code)) for code in run.municipalities]
    return whole_table(register, load(run.measure), run.periods, project=project, engine=run.engine)


def _rows(run: Run, table: "WholeTable") -> list[RunCount]:
    periods = {one.canonical: one for one in table.periods}
    return [
        RunCount(
            run=run,
            measure=key.measure,
            kind=periods[key.period].kind,
            start=periods[key.period].start,
            municipality=key.place,
            group=key.group,
            numerator=numerator,
            denominator=denominator,
        )
        for key, (numerator, denominator) in apart(table.rows).items()
    ]


def _finish(run: Run, counts: list[RunCount], hidden: list[Any] | None, by: Author) -> None:
    with writes.batch(by=by, action="run_measures") as act:
        now = (
            Run._base_manager.select_for_update(of=("self",))
            .select_related("delivery__register")
            .get(pk=run.pk)
        )
        if now.stage != RunStage.RUNNING:
            raise Conflict(now)
        act.create(RunCount, counts)
        done = {"stage": RunStage.FINISHED, "finished_at": timezone.now(), "hidden": hidden}
        act.set(Run, [run.pk], **done)
        act.about = now
        act.words = _("%(measure)s er kørt på leverance %(number)s til %(register)s.") % {
            "measure": now.title,
            "number": now.delivery.number,
            "register": now.delivery.register.name,
        }
        act.changes = {"stage": [now.stage, RunStage.FINISHED.value]}
    run.__dict__.update(done)


def _fail(run: Run, by: Author, said: str) -> None:
    with transaction.atomic():
        now = Run._base_manager.select_for_update().get(pk=run.pk)
        if now.stage == RunStage.RUNNING:
            words = _("%(measure)s kunne ikke køres.") % {"measure": now.title}
            writes.change(now, by=by, words=words, stage=RunStage.FAILED, failure=said)
    run.refresh_from_db()


def _family(wanted: Wanted) -> tuple[Measure, ...]:
    try:
        return family(load(wanted.measure))
    except RegisterRefused as refused:
        raise Refused({"measure": refused.phrase.translated(_)}) from refused


def _refuse_periods(delivery: Delivery, measures: Sequence[Measure], wanted: Wanted) -> None:
    try:
        periods = periods_between(wanted.first, wanted.last)
        register = open_register(folders.spells_of(delivery))
        for measure in measures:
            checked(register, measure, periods, ())
    except (RegisterRefused, FigureError) as refused:
        raise Refused({"periods": refused.phrase.translated(_)}) from refused


def _refuse_stranger(delivery: Delivery, programme: Programme) -> None:
    """Only for a programme the keeper owns, funds or evaluates: nobody publishes in somebody else's."""
    keeper = delivery.register.organisation_id
    takes_part = Party._base_manager.filter(
        project__programme=programme,
        project__removed_at__isnull=True,
        organisation_id=keeper,
        role__in=[PartyRole.FUNDER, PartyRole.EVALUATOR],
    )
    if programme.owner_id != keeper and not takes_part.exists():
        words = _(
            "%(organisation)s har ingen del i %(programme)s. Vælg et program, den ejer, støtter eller evaluerer."
        )
        told = {"organisation": delivery.register.organisation.name, "programme": programme.name}
        raise Refused({"programme": words % told})


def _told(measure: Measure) -> dict[str, str]:
    return {
        "title": measure.title,
        "version": measure.version,
        "text": measure.text,
        "standing": measure.standing.value,
        "unit": measure.unit.value,
    }


def _hash(versions: Sequence[str]) -> str:
    return hashlib.sha256(" ".join(versions).encode()).hexdigest()
