"""Runs as they are listed; what can be run on a delivery; and what a run changed, and why."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from virkning.figures.linkedtables import Key
from virkning.figures.periods import Period
from virkning.registers.engines.counts import available
from virkning.registers.measures import Measure, load, names
from virkning.registers.refused import RegisterRefused
from virkning.registers.store import open_register

from .. import folders
from ..models import Delivery, Register, Run, RunCount
from ..protection import Counts
from ..stages import RunStage


@dataclass(frozen=True)
class Offered:
    """A measure that can be run on a delivery, and for which periods."""

    measure: Measure
    periods: tuple[Period, ...]


class Reason(StrEnum):
    """Why the same period has other figures."""

    DATA = "data"
    DEFINITION = "definition"
    CODE_LISTS = "code_lists"
    MUNICIPALITIES = "municipalities"


@dataclass(frozen=True)
class PeriodChange:
    """A period whose counts differ. `places`: municipalities with another numerator or denominator (blank: unknown).

    The pairs are country-wide sums, before and now, of everybody, of the run's own measure.
    """

    period: Period
    places: int
    numerators: tuple[int, int]
    denominators: tuple[int, int]


@dataclass(frozen=True)
class Comparison:
    """A run held against the one before it. Without `changed`, `added` and `gone` the two say the same."""

    before: Run
    reasons: tuple[Reason, ...]
    changed: tuple[PeriodChange, ...]
    added: tuple[Period, ...]
    gone: tuple[Period, ...]

    @property
    def is_same(self) -> bool:
        return not (self.changed or self.added or self.gone)


def runs_of(register: Register) -> QuerySet[Run]:
    """The register's runs, the newest first. One query."""
    return _listed().filter(delivery__register=register)


def runs_seen() -> QuerySet[Run]:
    """Every run the scope sees, the newest first. One query."""
    return _listed()


def published_runs(runs: list[Run]) -> dict[int, list[str]]:
    """Run → whom it is shown to now (`Reach`). One query."""
    from ..models import Publication

    found: dict[int, list[str]] = defaultdict(list)
    rows = Publication.objects.filter(run__in=[one.pk for one in runs]).order_by("pk")
    for run, reach in rows.values_list("run_id", "reach"):
        found[run].append(reach)
    return found


def offered_on(delivery: Delivery) -> list[Offered]:
    """The house's measures that are no part of another, with the periods the delivery has all weeks of. No query."""
    try:
        register = open_register(folders.spells_of(delivery))
    except RegisterRefused:
        return []
    wholes = [one for one in map(load, names()) if one.part_of is None]
    return [Offered(one, available(register, one)) for one in wholes]


def run_before(run: Run) -> Run | None:
    """The finished run of the same measure for the same programme and register before this one. One query."""
    rows = Run._base_manager.filter(
        programme_id=run.programme_id,
        measure=run.measure,
        delivery__register_id=run.delivery.register_id,
        stage=RunStage.FINISHED,
        pk__lt=run.pk,
    )
    return rows.select_related("delivery").defer("hidden", "delivery__report").order_by("-pk").first()


def what_changed(run: Run) -> Comparison | None:
    """What a finished run says otherwise than the one before it, and why; None for the first. Three queries.

    For the register's keepers: it tells counts.
    """
    before = run_before(run)
    if before is None:
        return None
    then, now = counts_of(before), counts_of(run)
    old, new = set(before.periods), set(run.periods)
    changed = [_period_change(run, period, then, now) for period in sorted(old & new)]
    return Comparison(
        before,
        _reasons(before, run),
        tuple(one for one in changed if one is not None),
        tuple(sorted(new - old)),
        tuple(sorted(old - new)),
    )


def counts_of(run: Run) -> Counts:
    """The run's counts as they were counted: municipalities, and blank where it is unknown. One query.

    For the keepers alone, and for `published`.
    """
    rows = RunCount._base_manager.filter(run_id=run.pk).order_by("pk")
    columns = ("measure", "kind", "start", "municipality", "group", "numerator", "denominator")
    canonical: dict[tuple[str, object], str] = {}
    found: Counts = {}
    for measure, kind, start, municipality, group, numerator, denominator in rows.values_list(*columns):
        if (kind, start) not in canonical:
            canonical[kind, start] = RunCount(kind=kind, start=start).period.canonical
        key = Key(measure, canonical[kind, start], municipality, group)
        found[key] = (numerator, denominator)
    return found


def _listed() -> QuerySet[Run]:
    rows = Run.objects.select_related("delivery__register__organisation", "programme")
    return rows.defer("hidden", "measures", "delivery__report").order_by("-started_at", "-pk")


def _reasons(before: Run, run: Run) -> tuple[Reason, ...]:
    pairs = {
        Reason.DATA: (before.fingerprint, run.fingerprint),
        Reason.DEFINITION: (before.definition_hash, run.definition_hash),
        Reason.CODE_LISTS: (before.code_lists, run.code_lists),
        Reason.MUNICIPALITIES: (before.municipalities, run.municipalities),
    }
    return tuple(reason for reason, (then, now) in pairs.items() if then != now)


def _period_change(
    run: Run, period: Period, then: Mapping[Key, tuple[int, int]], now: Mapping[Key, tuple[int, int]]
) -> PeriodChange | None:
    keys = {key for key in {*then, *now} if key.period == period.canonical}
    places = {key.place for key in keys if then.get(key) != now.get(key)}
    if not places:
        return None
    own = [key for key in keys if key.measure == run.measure and not key.group]
    sums = [
        tuple(sum(counts.get(key, (0, 0))[part] for key in own) for counts in (then, now)) for part in (0, 1)
    ]
    return PeriodChange(period, len(places), (sums[0][0], sums[0][1]), (sums[1][0], sums[1][1]))
