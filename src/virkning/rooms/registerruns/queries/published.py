"""What may be seen of runs: the one way to their counts for everybody who does not keep the register.

Page, chart, export, API and the measurements that follow a run all read a `GoalTable` made here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Prefetch

from virkning.figures.collation import danish_key
from virkning.figures.linkedtables import Key
from virkning.figures.periods import Period
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope
from virkning.rooms.programmes.models import Programme

from ..models import Publication, Run
from ..protection import (
    COUNTRY,
    PROJECT,
    Counts,
    Figure,
    HiddenCell,
    figure,
    policy_of,
    unsuppressed,
    with_totals,
)
from ..stages import Reach
from .participants import own_codes, places
from .runs import counts_of

_NOTHING = Figure(None, None, None)


@dataclass(frozen=True)
class PlaceFigures:
    """One place through the periods. `code`: a municipality's, else `landet` or `projekt`."""

    code: str
    name: str
    figures: Mapping[Period, Figure]
    is_own: bool = False

    def at(self, period: Period) -> Figure:
        """The figure of a period; nothing of one that was not run."""
        return self.figures.get(period, _NOTHING)


@dataclass(frozen=True)
class SimpleMean:
    """The municipalities' shares, each counting alike. `of`: how many there were; `left_out`: whose is not shown."""

    share: Decimal | None
    of: int
    left_out: int


@dataclass(frozen=True)
class GoalTable:
    """A measure of a run, for one group, as its reader may see it.

    `municipalities`: those the reader sees, by name. `internal`: nothing is hidden, for the register's keepers.
    `publication` None: not published. `groups`: what else it can be read for, as the counts name them.
    """

    run: Run
    publication: Publication | None
    measure: str
    title: str
    group: str
    groups: tuple[str, ...]
    periods: tuple[Period, ...]
    municipalities: tuple[PlaceFigures, ...]
    country: PlaceFigures
    project: PlaceFigures
    internal: bool = False
    means: Mapping[Period, SimpleMean] = field(default_factory=dict)

    @property
    def baseline(self) -> Period:
        return self.periods[0]

    @property
    def latest(self) -> Period:
        return self.periods[-1]

    @property
    def is_whole(self) -> bool:
        """Whether every municipality of the programme is in it."""
        return len(self.municipalities) == len(self.run.municipalities)

    def place(self, code: str) -> PlaceFigures | None:
        """A municipality, `landet` or `projekt`; None for one the reader does not see."""
        rows = (*self.municipalities, self.country, self.project)
        return next((one for one in rows if one.code == code), None)


@dataclass(frozen=True)
class PublishedGoal:
    """A measure somebody may read in a programme: for its page's list of goals. `publication` is of the run shown."""

    measure: str
    title: str
    is_part: bool
    publication: Publication


def goals_of(programme: Programme) -> list[PublishedGoal]:
    """What is published in the programme: each measure, its parts after it. One query."""
    found = []
    for one in _current(programme).values():
        for name, told in one.run.measures.items():
            found.append(PublishedGoal(name, told["title"], name != one.measure, one))
    return found


def goal_table(programme: Programme, measure: str, scope: Scope, *, group: str = "") -> GoalTable | None:
    """The measure as it is published in the programme; None where it is not. At most five queries.

    All of the programme's municipalities where it is published to all; else each reader's own alone.
    """
    for one in _current(programme).values():
        if measure in one.run.measures:
            return table_of(one.run, measure, scope, group=group, publication=one)
    return None


def table_of(
    run: Run, measure: str, scope: Scope, *, group: str = "", publication: Publication | None = None
) -> GoalTable | None:
    """A finished run's measure, suppressed; of a run that is published to each alone, or not at all, one's own rows.

    None for a measure or group it has none of. The keepers see all municipalities, suppressed all the same.
    """
    if run.hidden is None:
        return None
    hidden = {(cell[0], cell[1], cell[2], cell[3], cell[4]) for cell in run.hidden}
    table = _table(run, measure, group, hidden, own_codes(scope), publication)
    sees_all = publication is not None and publication.reach == Reach.ALL
    if table is None or sees_all or Permission.SEE_REGISTER in run.permissions_of(scope):
        return table
    return _only_own(table)


def internal_table(run: Run, measure: str, scope: Scope, *, group: str = "") -> GoalTable | None:
    """The same with nothing hidden. Only for who sees the register: the caller has checked that (`SEE_REGISTER`)."""
    if Permission.SEE_REGISTER not in run.permissions_of(scope):
        return None
    return _table(run, measure, group, None, own_codes(scope), None)


def _current(programme: Programme) -> dict[str, Publication]:
    """Measure → the publication that counts: to all before to each alone, where it is as new."""
    runs = Run._base_manager.select_related("delivery__register__organisation").defer("delivery__report")
    rows = (
        Publication._base_manager.filter(programme=programme, removed_at__isnull=True)
        .prefetch_related(Prefetch("run", queryset=runs))
        .order_by("measure", "published_at", "pk")
    )
    found: dict[str, Publication] = {}
    for one in rows:
        before = found.get(one.measure)
        if before is None or before.reach != Reach.ALL or one.reach == Reach.ALL:
            found[one.measure] = one
    return found


def _table(
    run: Run,
    measure: str,
    group: str,
    hidden: set[HiddenCell] | None,
    own: frozenset[str],
    publication: Publication | None,
) -> GoalTable | None:
    counts = with_totals(counts_of(run), run.municipalities)
    groups = sorted({key.group for key in counts})
    if measure not in run.measures or group not in groups:
        return None
    periods, named = run.periods, places(run.municipalities)

    def row(code: str, name: str) -> PlaceFigures:
        found = {
            one: _figure(counts, Key(measure, one.canonical, code, group), hidden, run) for one in periods
        }
        return PlaceFigures(code, name, found, code in own)

    codes = sorted(named.values(), key=lambda one: danish_key(one.name))
    rows = tuple(row(one.code, one.name) for one in codes)
    return GoalTable(
        run=run,
        publication=publication,
        measure=measure,
        title=run.measures[measure]["title"],
        group=group,
        groups=tuple(one for one in groups if one),
        periods=periods,
        municipalities=rows,
        country=row(COUNTRY, ""),
        project=row(PROJECT, ""),
        internal=hidden is None,
        means={one: _mean(rows, one) for one in periods},
    )


def _figure(counts: Counts, key: Key, hidden: set[HiddenCell] | None, run: Run) -> Figure:
    counted = counts.get(key, (0, 0))
    return unsuppressed(counted) if hidden is None else figure(counted, key, hidden, policy_of(run.policy))


def _mean(rows: tuple[PlaceFigures, ...], period: Period) -> SimpleMean:
    shares = [one.at(period).share for one in rows]
    shown = [one for one in shares if one is not None]
    mean = sum(shown, Decimal(0)) / len(shown) if shown else None
    return SimpleMean(mean, len(shown), len(shares) - len(shown))


def _only_own(table: GoalTable) -> GoalTable:
    """One's own municipalities, the country and the project; the others' mean is not one's own."""
    mine = tuple(one for one in table.municipalities if one.is_own)
    return GoalTable(**{**table.__dict__, "municipalities": mine, "means": {}})
