"""The grid milestones × periods, activity by activity."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.design.markup import mark, safe
from virkning.figures.milestones import Light
from virkning.figures.periods import Period
from virkning.pages.telling.cells import milestone_td
from virkning.pages.telling.periods import PeriodChoice, scroll_form
from virkning.pages.telling.phrasing import milestone_aim
from virkning.rooms.reports.facts.judgements import CellState, MilestoneCell, milestone_cell
from virkning.rooms.reports.facts.project import ActivityFacts, MilestoneFacts, ProjectFacts


@dataclass(frozen=True)
class Column:
    """The head of a period's column."""

    words: str
    value: str
    is_open: bool


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone with its cells, one a column, as finished HTML."""

    address: str
    statement: str
    aim: str
    marks: SafeString
    cells: SafeString


@dataclass(frozen=True)
class MilestoneGroup:
    """An activity's milestones."""

    address: str
    title: str
    responsible: str
    closed: str
    rows: tuple[MilestoneRow, ...]


@dataclass(frozen=True)
class MilestoneGrid:
    """The whole grid, with the counts of the chosen period by activity."""

    columns: tuple[Column, ...]
    groups: tuple[MilestoneGroup, ...]
    lights: dict[int, Counter[Light | None]]
    missing: dict[int, int]
    differs: bool

    @property
    def form(self) -> str:
        """How the table keeps its room: see `scroll_form`."""
        return scroll_form(len(self.columns))

    @property
    def width(self) -> int:
        """How many columns a row that spans them all goes over."""
        return len(self.columns) + 1

    @property
    def all_lights(self) -> Counter[Light | None]:
        return sum(self.lights.values(), Counter())

    @property
    def all_missing(self) -> int:
        return sum(self.missing.values())


def milestone_columns(periods: Sequence[Period], choice: PeriodChoice) -> tuple[Column, ...]:
    """A head for each period shown."""
    return tuple(Column(one.shown, one.canonical, one == choice.period) for one in periods)


def milestone_grid(facts: ProjectFacts, choice: PeriodChoice) -> MilestoneGrid:
    """Every milestone of the project in the periods shown. Each cell is judged once."""
    builder = _Builder(facts, choice)
    groups = tuple(builder.group(activity) for activity in facts.activities() if activity.milestones)
    columns = milestone_columns(choice.shown, choice)
    return MilestoneGrid(columns, groups, builder.lights, builder.missing, builder.differs)


def activity_counts(
    facts: ProjectFacts, activity: ActivityFacts, choice: PeriodChoice
) -> tuple[Counter[Light | None], int]:
    """The lights of one activity's milestones in the chosen period, and how many are missing."""
    builder = _Builder(facts, replace(choice, shown=(choice.period,)))
    builder.group(activity)
    return builder.lights[activity.id], builder.missing[activity.id]


class _Builder:
    """Goes through the milestones once, and counts the chosen period's cells on the way."""

    def __init__(self, facts: ProjectFacts, choice: PeriodChoice) -> None:
        self.facts = facts
        self.choice = choice
        self.lights: dict[int, Counter[Light | None]] = {}
        self.missing: dict[int, int] = {}
        self.differs = False

    def group(self, activity: ActivityFacts) -> MilestoneGroup:
        address = reverse("activity", args=(self.facts.id, activity.id))
        self.lights[activity.id] = Counter()
        self.missing[activity.id] = 0
        rows = tuple(self._row(activity, milestone, address) for milestone in activity.milestones)
        return MilestoneGroup(
            address=address,
            title=f"{activity.number} {activity.title}",
            responsible=activity.responsible,
            closed=closed_words(activity),
            rows=rows,
        )

    def _row(self, activity: ActivityFacts, milestone: MilestoneFacts, address: str) -> MilestoneRow:
        cells = [milestone_cell(milestone, one, self.facts.horizon) for one in self.choice.shown]
        for cell in cells:
            self.differs = self.differs or cell.differs
            if cell.period == self.choice.period:
                self._count(activity, cell)
        return MilestoneRow(
            address=f"{address}#milepael-{milestone.id}",
            statement=milestone.statement,
            aim=milestone_aim(milestone, self.choice.period),
            marks=milestone_marks(milestone),
            cells=safe("".join(self._td(activity, cell) for cell in cells)),
        )

    def _td(self, activity: ActivityFacts, cell: MilestoneCell) -> str:
        return milestone_td(
            cell,
            label=cell.period.shown,
            is_open=cell.period == self.choice.period,
            closed=is_closed(activity, cell.period),
        )

    def _count(self, activity: ActivityFacts, cell: MilestoneCell) -> None:
        if not cell.counts:
            return
        self.lights[activity.id][cell.light] += 1
        if cell.state is CellState.MISSING and not is_closed(activity, cell.period):
            self.missing[activity.id] += 1


def is_closed(activity: ActivityFacts, period: Period) -> bool:
    """The activity was closed in the period or before."""
    return activity.closed_in is not None and activity.closed_in.begun_by(period)


def closed_words(activity: ActivityFacts) -> str:
    """`Lukket i 2012`, `Lagt sammen i 2012`; blank for an open activity."""
    if activity.closed_in is None:
        return ""
    said = _("Lagt sammen i %(period)s") if activity.merged_into else _("Lukket i %(period)s")
    return said % {"period": activity.closed_in.shown}


def milestone_marks(facts: MilestoneFacts) -> SafeString:
    """`Ny i 2011`, `Udgået i 2012`."""
    return added_and_retired(facts.milestone.added_in, facts.milestone.retired_in)


def added_and_retired(added: Period | None, retired: Period | None) -> SafeString:
    """Marks for what came later and what was given up."""
    words: Iterable[str] = (
        _("Ny i %(period)s") % {"period": added.shown} if added else "",
        _("Udgået i %(period)s") % {"period": retired.shown} if retired else "",
    )
    return safe(" ".join(mark(one) for one in words if one))
