"""A run with its counts, made up: a register of an agency, a goal counted for municipalities and the country."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from virkning.figures.linkedtables import Counted, Key, Part, Structure
from virkning.figures.periods import Period
from virkning.figures.smallnumbers import DEFAULT
from virkning.figures.suppression import suppress
from virkning.registers.measures import family, load
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.models import Programme
from virkning.rooms.registerruns.models import Delivery, Register, Run, RunCount
from virkning.rooms.registerruns.protection import COUNTRY, PROJECT, with_totals
from virkning.rooms.registerruns.stages import DeliveryStage, RunStage

WHEN = datetime(2017, 11, 14, 9, 30, tzinfo=UTC)
#: municipality → for each period the counts of women and of men: (numerator, denominator).
Sexes = Mapping[str, Sequence[tuple[tuple[int, int], tuple[int, int]]]]


def make_delivery(organisation: Organisation, *, name: str = "DREAM", seed: str = "a") -> Delivery:
    """A register with a delivery that is read. There is no folder with spells: nothing more can be run on it."""
    register, _made = Register.objects.get_or_create(organisation=organisation, name=name)
    number = register.deliveries.count() + 1
    register.deliveries.filter(stage=DeliveryStage.READY).update(stage=DeliveryStage.REPLACED)
    return Delivery.objects.create(
        register=register,
        number=number,
        stage=DeliveryStage.READY,
        received_at=WHEN,
        received_by="Prøve",
        files=[{"kind": "wide", "name": "wide.csv", "bytes": 3_000_000, "sha256": "ab" * 32}],
        folder=f"{register.pk}/prøve{number}",
        read_at=WHEN,
        fingerprint=hashlib.sha256(seed.encode()).hexdigest(),
        weeks=[[2400, 2490]],
        persons=150_000,
        spells=900_000,
        path="fast",
    )


def make_run(
    delivery: Delivery,
    programme: Programme,
    counted: Sexes,
    *,
    project: Sequence[str],
    measure: str = "selvforsoergelse",
    first: str = "2016K3",
    protected: bool = True,
) -> Run:
    """A finished run of the measure's whole family; the whole's numerator falls into its parts by thirds.

    `protected`: small numbers are looked for; without, nothing is hidden, and it takes no time.
    """
    whole, *parts = family(load(measure))
    periods = [Period.parse(first)]
    while len(periods) < max(map(len, counted.values())):
        periods.append(periods[-1].successor())
    run = Run.objects.create(
        delivery=delivery,
        programme=programme,
        measure=whole.name,
        title=whole.title,
        measures={
            one.name: {
                "title": one.title,
                "version": one.version,
                "text": one.text,
                "standing": one.standing.value,
                "unit": one.unit.value,
            }
            for one in (whole, *parts)
        },
        definition_hash="0" * 64,
        code_lists={one.name: one.version for one in whole.lists},
        fingerprint=delivery.fingerprint,
        engine="duckdb",
        period_kind=periods[0].kind,
        first=periods[0].start,
        last=periods[-1].start,
        municipalities=sorted(project),
        stage=RunStage.FINISHED,
        started_at=WHEN,
        finished_at=WHEN,
        run_by="Prøve",
        policy=asdict(DEFAULT),
    )
    rows = list(_counts(run, counted, periods, [whole.name, *(one.name for one in parts)]))
    RunCount.objects.bulk_create(rows)
    told = {
        Key(one.measure, one.period.canonical, one.municipality, one.group): (one.numerator, one.denominator)
        for one in rows
    }
    hidden = _hidden(told, project, whole.name, [one.name for one in parts]) if protected else []
    Run.objects.filter(pk=run.pk).update(hidden=hidden)
    run.refresh_from_db()
    return run


def _hidden(
    told: Mapping[Key, tuple[int, int]], project: Sequence[str], whole: str, parts: Sequence[str]
) -> list[tuple[str, ...]]:
    """The cells nobody may see, as the run keeps them; over the whole table at once."""
    totals = with_totals(told, project)
    rows = [Counted(*key, *totals[key]) for key in sorted(totals)]
    structure = Structure(
        places={COUNTRY: tuple(sorted({key.place for key in told}))},
        selections={PROJECT: tuple(sorted(project))},
        groups={"": ("sex:kvinde", "sex:mand")},
        measures={whole: tuple(parts)} if parts else {},
    )
    return [
        (*one.key, part.value)
        for one in suppress(rows, structure, DEFAULT).rows
        for part, number in ((Part.NUMERATOR, one.numerator), (Part.DENOMINATOR, one.denominator))
        if number is None
    ]


def _counts(
    run: Run, counted: Sexes, periods: Sequence[Period], measures: Sequence[str]
) -> Iterator[RunCount]:
    for code, pairs in counted.items():
        for period, (women, men) in zip(periods, pairs, strict=True):
            groups = {"sex:kvinde": women, "sex:mand": men}
            groups[""] = (women[0] + men[0], women[1] + men[1])
            for group, (numerator, denominator) in groups.items():
                third = sum(one[0] // 3 for one in (women, men)) if not group else numerator // 3
                shares = [numerator, third, numerator - third]
                for measure, part in zip(measures, shares, strict=False):
                    yield RunCount(
                        run=run,
                        measure=measure,
                        kind=period.kind,
                        start=period.start,
                        municipality=code,
                        group=group,
                        numerator=part,
                        denominator=denominator,
                    )
