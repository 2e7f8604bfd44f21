"""The rows of a goal's page: the country, the project, the mean, and every municipality, with words and points."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.charts import ChangeChart, ChangeLine, ChangeRow
from virkning.figures.goalsentences import Ends, shown_percent
from virkning.figures.numbers import danish_number
from virkning.figures.periods import Period
from virkning.rooms.registerruns.protection import Figure
from virkning.rooms.registerruns.queries.comparing import Order, Row, compare
from virkning.rooms.registerruns.queries.published import GoalTable, PlaceFigures
from virkning.rooms.registerruns.queries.sentences import (
    Interval,
    change_interval,
    ends_of,
    is_hidden,
    share_interval,
)

from .choosing import Chosen

_ORDERS = {"navn": Order.NAME, "foer": Order.BASELINE, "nu": Order.LATEST, "aendring": Order.CHANGE}
#: In place of a number.
DASH = "–"


@dataclass(frozen=True)
class Cell:
    """A share in pct. as it is written, or why there is none; and the persons behind it, where they may be told."""

    words: str
    counts: str
    is_number: bool


@dataclass(frozen=True)
class GoalRow:
    """One place. `kind`: `place` for a municipality, else `country`, `project`, `mean`."""

    kind: str
    code: str
    name: str
    note: str
    before: Cell
    now: Cell
    change: str
    interval: str
    ends: Ends
    latest_interval: Interval | None = None
    is_own: bool = False


@dataclass(frozen=True)
class GoalRows:
    """What the page lists, in order: first what the municipalities are held against, then they."""

    beside: tuple[GoalRow, ...]
    places: tuple[GoalRow, ...]

    @property
    def all(self) -> tuple[GoalRow, ...]:
        return (*self.beside, *self.places)


def goal_rows(table: GoalTable, chosen: Chosen) -> GoalRows:
    """The rows between the two chosen periods, in the chosen order."""
    key, downward = chosen.sorting.removeprefix("-"), chosen.sorting.startswith("-")
    held = compare(
        table,
        baseline=chosen.baseline,
        latest=chosen.latest,
        order=_ORDERS[key],
        rising=downward if key == "navn" else not downward,
    )
    country = _row(held.country, chosen, kind="country", name=_("Hele landet"), note="")
    project = _row(held.project, chosen, kind="project", name=_("Projektet"), note=_("vægtet efter personer"))
    places = [_row(one, chosen, kind="place", name=one.place.name, note="") for one in held.rows]
    mean = _mean_row(table, places, chosen)
    beside = [country, project, *([mean] if mean else [])]
    return GoalRows(tuple(beside), tuple(places))


def cell_of(figure: Figure) -> Cell:
    """A figure in words: its share, that it is hidden, or that there was nobody."""
    if figure.share is not None:
        return Cell(percent_words(figure.share), counts_words(figure), is_number=True)
    if is_hidden(figure):
        return Cell(_("skjult"), "", is_number=False)
    return Cell(_("ingen"), "", is_number=False)


def percent_words(share: Decimal) -> str:
    """`41,3`."""
    return danish_number(shown_percent(share), decimals=1)


def counts_words(figure: Figure) -> str:
    """`33 af 80`; blank where one of them is not told."""
    if figure.numerator is None or figure.denominator is None:
        return ""
    told = {
        "part": danish_number(Decimal(figure.numerator)),
        "all": danish_number(Decimal(figure.denominator)),
    }
    return _("%(part)s af %(all)s") % told


def change_chart(rows: GoalRows, chosen: Chosen, title: str, description: str) -> ChangeChart:
    """What is drawn and what may be taken home: the same rows, lines for the country and the simple mean."""
    lines = []
    for row in rows.beside:
        if row.kind == "country" and row.ends.now is not None:
            lines.append(ChangeLine(row.name, shown_percent(row.ends.now)))
        if row.kind == "mean" and row.ends.now is not None:
            lines.append(ChangeLine(f"{row.name} ({row.note})", shown_percent(row.ends.now), "second"))
    return ChangeChart(
        title=title,
        description=description,
        unit_label=_("Pct. ved baseline og senest"),
        corner=_("Kommune"),
        before_name=_("%(period)s, pct.") % {"period": chosen.baseline.shown},
        now_name=_("%(period)s, pct.") % {"period": chosen.latest.shown},
        change_name=_("Ændring, procentpoint"),
        rows=tuple(chart_row(one) for one in rows.all),
        lines=tuple(lines),
    )


def chart_row(row: GoalRow) -> ChangeRow:
    """The row as it is drawn."""
    ends, around = row.ends, row.latest_interval
    is_place = row.kind == "place"
    return ChangeRow(
        name=row.name if not row.note else f"{row.name} ({row.note})",
        before=None if ends.before is None else shown_percent(ends.before),
        now=None if ends.now is None else shown_percent(ends.now),
        before_label=row.before.words,
        now_label=row.now.words,
        change_label=row.change,
        role="main" if is_place else "reference",
        own=row.is_own,
        low=around.low if around and is_place else None,
        high=around.high if around and is_place else None,
    )


def _row(held: Row, chosen: Chosen, *, kind: str, name: str, note: str) -> GoalRow:
    place, before, now = held.place, held.baseline, held.latest
    ends = ends_of(name, before, now)
    return GoalRow(
        kind=kind,
        code=place.code,
        name=name,
        note=note,
        before=cell_of(before),
        now=cell_of(now),
        change=_change_words(ends, chosen),
        interval="" if _is_one(chosen) else _interval_words(change_interval(before, now)),
        ends=ends,
        latest_interval=share_interval(now),
        is_own=place.is_own,
    )


def _mean_row(table: GoalTable, places: Sequence[GoalRow], chosen: Chosen) -> GoalRow | None:
    """The simple mean of those whose share is shown at both ends: else its change would be of other municipalities.

    Only where all of the programme's municipalities are shown: of one's own alone it would be no mean of them.
    """
    both = [one.ends for one in places if one.ends.is_compared]
    if not table.is_whole or len(both) < 2:
        return None
    before, now = (sum(shares, Decimal(0)) / len(both) for shares in zip(*map(_shares, both), strict=True))
    ends = Ends(_("Kommunernes gennemsnit"), before, now)
    of = ngettext("%(n)d kommune", "%(n)d kommuner", len(both)) % {"n": len(both)}
    return GoalRow(
        kind="mean",
        code="",
        name=ends.name,
        note=_("simpelt") if len(both) == len(places) else _("simpelt, %(of)s") % {"of": of},
        before=Cell(percent_words(before), "", is_number=True),
        now=Cell(percent_words(now), "", is_number=True),
        change=_change_words(ends, chosen),
        interval="",
        ends=ends,
    )


def _shares(ends: Ends) -> tuple[Decimal, Decimal]:
    return ends.before or Decimal(0), ends.now or Decimal(0)


def _change_words(ends: Ends, chosen: Chosen) -> str:
    if ends.change is None or _is_one(chosen):
        return DASH
    return danish_number(ends.change, decimals=1, sign=True)


def _interval_words(interval: Interval | None) -> str:
    if interval is None:
        return ""
    told = {
        "low": danish_number(interval.low, decimals=1, sign=True),
        "high": danish_number(interval.high, decimals=1, sign=True),
    }
    return _("%(low)s til %(high)s") % told


def _is_one(chosen: Chosen) -> bool:
    return chosen.baseline == chosen.latest


def period_cells(place: PlaceFigures, periods: Sequence[Period]) -> tuple[Cell, ...]:
    """A place through all the periods."""
    return tuple(cell_of(place.at(one)) for one in periods)
