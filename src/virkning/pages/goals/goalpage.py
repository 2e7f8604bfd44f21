"""What a goal's page shows: the sentence, the rows with their points, every period, and what to be careful about."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.charts.changes import change_axis, change_scale, change_strip
from virkning.charts.definitions import ChangeChart
from virkning.design.markup import safe
from virkning.figures.dates import date_words
from virkning.figures.goalsentences import Ends, GoalSentences, mean_sentence
from virkning.figures.periods import Period
from virkning.rooms.registerruns.queries.published import GoalTable, PublishedGoal
from virkning.rooms.registerruns.queries.sentences import sentences_of

from .choosing import SORTINGS, Chosen, group_words
from .goalrows import Cell, GoalRow, GoalRows, change_chart, goal_rows, period_cells
from .ordering import numbered
from .ways import Ways

_LONGEST_TAB = 46


@dataclass(frozen=True)
class SortHead:
    """A column's head, and where clicking it leads."""

    words: str
    under: str
    address: str
    direction: str

    @property
    def icon(self) -> str:
        """The design system's icon for the direction."""
        return f"sort-table-{self.direction or 'none'}"


@dataclass(frozen=True)
class Tab:
    """Another measure, or another choice of the same page."""

    words: str
    full: str
    address: str
    current: bool


@dataclass(frozen=True)
class DrawnRow:
    """A row with its points."""

    row: GoalRow
    strip: SafeString


@dataclass(frozen=True)
class EveryPeriod:
    """A place through all the periods."""

    name: str
    kind: str
    is_own: bool
    cells: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class GoalPage:
    """Everything the template shows."""

    title: str
    programme: str
    chosen: Chosen
    head: str
    rest: str
    mean: str
    rows: tuple[DrawnRow, ...]
    axis: SafeString
    heads: tuple[SortHead, ...]
    lines: tuple[tuple[str, str], ...]
    baseline_words: str
    latest_words: str
    periods: tuple[Period, ...]
    every: tuple[EveryPeriod, ...]
    tabs: tuple[Tab, ...]
    parts: tuple[Tab, ...]
    groups: tuple[Tab, ...]
    keeper: str
    made: str
    shown_of: str
    hidden_words: str
    is_approximation: bool
    internal: bool
    is_published: bool
    has_intervals: bool
    smallest: int
    has_others: bool
    places: int
    ways: Ways
    query: str

    @property
    def how(self) -> str:
        """Where it is told how the number was made."""
        return self.ways.how()

    @property
    def xlsx(self) -> str:
        return f"{self.ways.file('xlsx')}{self.query}"

    @property
    def csv(self) -> str:
        return f"{self.ways.file('csv')}{self.query}"

    @property
    def png(self) -> str:
        return f"{self.ways.file('png')}{self.query}"

    @property
    def shown_address(self) -> str:
        """The same page as others see it."""
        return self.ways.page()

    @property
    def internal_address(self) -> str:
        """The same page with nothing hidden."""
        return f"{self.ways.page()}?internt=1"


@dataclass(frozen=True)
class Told:
    """A goal in words and rows: what page, overview and files are made of."""

    rows: GoalRows
    sentences: GoalSentences
    mean: str
    chart: ChangeChart


def told(table: GoalTable, chosen: Chosen) -> Told:
    """The rows between the chosen periods, and the sentences computed of them."""
    rows = goal_rows(table, chosen)
    project = next((one.ends for one in rows.beside if one.kind == "project"), Ends("", None, None))
    sentences = sentences_of(table, chosen.baseline, chosen.latest)
    mean = next((one.ends.now for one in rows.beside if one.kind == "mean"), None)
    sentence = mean_sentence(mean, len(rows.places), project.now)
    title = table.title if not chosen.group else f"{table.title}, {group_words(chosen.group).lower()}"
    description = " ".join(str(one) for one in (sentences.head, *sentences.rest))
    return Told(rows, sentences, str(sentence or ""), change_chart(rows, chosen, title, description))


def goal_page(table: GoalTable, chosen: Chosen, goals: Sequence[PublishedGoal], ways: Ways) -> GoalPage:
    """The page of one measure, between the chosen periods."""
    made = told(table, chosen)
    run, chart = table.run, made.chart
    scale, query = change_scale(chart), chosen.query()
    drawn = zip(made.rows.all, chart.rows, strict=True)
    return GoalPage(
        title=table.title,
        programme=run.programme.name,
        chosen=chosen,
        head=str(made.sentences.head),
        rest=" ".join(str(one) for one in made.sentences.rest),
        mean=made.mean,
        rows=tuple(DrawnRow(row, safe(change_strip(one, scale, chart.lines))) for row, one in drawn),
        axis=safe(change_axis(scale)),
        heads=tuple(_head(key, chosen) for key in SORTINGS),
        lines=tuple((one.name, one.role) for one in chart.lines),
        baseline_words=chosen.baseline.shown,
        latest_words=chosen.latest.shown,
        periods=table.periods,
        every=tuple(_every(row, table) for row in made.rows.all if row.kind != "mean"),
        tabs=_tabs([one for one in goals if not one.is_part], table, ways),
        parts=_tabs(_parts(goals, table), table, ways),
        groups=_groups(table, chosen),
        keeper=run.delivery.register.organisation.name,
        made=date_words(timezone.localtime(run.finished_at).date()) if run.finished_at else "–",
        shown_of=_shown_of(made.rows, table),
        hidden_words=_hidden_words(made.rows),
        is_approximation=run.measures[table.measure].get("standing") == "approximation",
        internal=table.internal,
        is_published=table.publication is not None,
        has_intervals=any(one.interval for one in made.rows.all),
        smallest=int(run.policy.get("smallest_shown", 5)) - 1,
        has_others=table.is_whole,
        places=len(made.rows.places),
        ways=ways,
        query=f"?{query}" if query else "",
    )


def _every(row: GoalRow, table: GoalTable) -> EveryPeriod:
    place = table.place(row.code)
    cells = period_cells(place, table.periods) if place is not None else ()
    shown = (one.shown for one in table.periods)
    name = f"{row.name} ({row.note})" if row.note else row.name
    return EveryPeriod(name, row.kind, row.is_own, tuple(zip(shown, cells, strict=True)))


def _head(key: str, chosen: Chosen) -> SortHead:
    direction = {key: "ascending", f"-{key}": "descending"}.get(chosen.sorting, "")
    # Numbers are first asked for from the top, names from the beginning.
    first, other = (key, f"-{key}") if key == "navn" else (f"-{key}", key)
    turned = other if chosen.sorting == first else first
    under = {"foer": chosen.baseline.shown, "nu": chosen.latest.shown, "aendring": _("procentpoint")}
    return SortHead(
        str(SORTINGS[key]), under.get(key, ""), f"?{chosen.query(sorting=turned)}#kommuner", direction
    )


def _tabs(goals: Sequence[PublishedGoal], table: GoalTable, ways: Ways) -> tuple[Tab, ...]:
    """One a goal; the goal a part belongs to is where one is."""
    own = next((one.publication.measure for one in goals if one.measure == table.measure), table.run.measure)
    marked = table.measure if any(one.measure == table.measure for one in goals) else own
    return tuple(
        Tab(
            numbered(one.measure, shortened(one.title)),
            one.title,
            ways.page(one.measure),
            one.measure == marked,
        )
        for one in goals
    )


def _parts(goals: Sequence[PublishedGoal], table: GoalTable) -> list[PublishedGoal]:
    """The whole and its parts, where it has any."""
    family = [one for one in goals if one.measure in table.run.measures]
    return family if len(family) > 1 else []


def _groups(table: GoalTable, chosen: Chosen) -> tuple[Tab, ...]:
    groups = [one for one in ("", *table.groups) if one != "sex:"]
    if len(groups) < 2:
        return ()
    return tuple(
        Tab(group_words(one), one.partition(":")[2], f"?{chosen.query(group=one)}", one == chosen.group)
        for one in groups
    )


def shortened(title: str) -> str:
    """A title that fits a tab: its first words."""
    return title if len(title) <= _LONGEST_TAB else f"{title[:_LONGEST_TAB].rsplit(' ', 1)[0]} …"


def _shown_of(rows: GoalRows, table: GoalTable) -> str:
    """`17 kommuner`; of those the reader may see, how many have both numbers."""
    all_of_them = len(rows.places)
    if not table.is_whole:
        return ngettext("%(n)d kommune: din egen", "%(n)d kommuner: dine egne", all_of_them) % {
            "n": all_of_them
        }
    return ngettext("%(n)d kommune", "%(n)d kommuner", all_of_them) % {"n": all_of_them}


def _hidden_words(rows: GoalRows) -> str:
    hidden = sum(one.ends.hidden for one in rows.places)
    if not hidden:
        return _("ingen er skjult i de to perioder")
    return ngettext("%(n)d er skjult: få personer", "%(n)d er skjult: få personer", hidden) % {"n": hidden}
