"""A goal's table held from its baseline to its latest period: what rose, what fell, who lies over the country. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from virkning.figures.collation import danish_key
from virkning.figures.periods import Period

from ..protection import Figure
from .published import GoalTable, PlaceFigures


class Way(StrEnum):
    """Where a share has gone from the baseline to the latest period."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Row:
    """One place. `change` in procentpoint, None where one of the two shares is not shown."""

    place: PlaceFigures
    baseline: Figure
    latest: Figure

    @property
    def change(self) -> Decimal | None:
        before, after = self.baseline.percent, self.latest.percent
        return None if before is None or after is None else after - before

    @property
    def way(self) -> Way:
        if self.change is None:
            return Way.UNKNOWN
        if self.change == 0:
            return Way.SAME
        return Way.UP if self.change > 0 else Way.DOWN


@dataclass(frozen=True)
class GoalComparison:
    """Two periods of a table. `rows`: municipalities, in the order asked for."""

    table: GoalTable
    baseline: Period
    latest: Period
    rows: tuple[Row, ...]
    country: Row
    project: Row

    def gone(self, way: Way) -> int:
        """How many municipalities have gone that way."""
        return sum(row.way is way for row in self.rows)

    @property
    def span(self) -> tuple[Decimal, Decimal] | None:
        """The smallest and the largest change among the municipalities, in procentpoint."""
        changes = [row.change for row in self.rows if row.change is not None]
        return (min(changes), max(changes)) if changes else None

    @property
    def over_country(self) -> tuple[int, int]:
        """How many municipalities have a share above the country's: at the baseline, and now."""
        return (
            sum(_over(row.baseline, self.country.baseline) for row in self.rows),
            sum(_over(row.latest, self.country.latest) for row in self.rows),
        )

    @property
    def least_denominator(self) -> int | None:
        """The smallest denominator that is shown, of the two periods."""
        shown = [
            one.denominator
            for row in self.rows
            for one in (row.baseline, row.latest)
            if one.denominator is not None
        ]
        return min(shown, default=None)


class Order(StrEnum):
    """How municipalities are sorted: by name, or the highest first; what is not shown stands last."""

    NAME = "name"
    BASELINE = "baseline"
    LATEST = "latest"
    CHANGE = "change"


def compare(
    table: GoalTable,
    *,
    baseline: Period | None = None,
    latest: Period | None = None,
    order: Order = Order.LATEST,
    rising: bool = False,
) -> GoalComparison:
    """Hold one period of the table against another; the first and the last where none is asked for. No query."""
    before, after = baseline or table.baseline, latest or table.latest

    def row(place: PlaceFigures) -> Row:
        return Row(place, place.at(before), place.at(after))

    rows = [row(place) for place in table.municipalities]
    return GoalComparison(
        table, before, after, tuple(_sorted(rows, order, rising)), row(table.country), row(table.project)
    )


def _sorted(rows: list[Row], order: Order, rising: bool) -> list[Row]:
    named = sorted(rows, key=lambda one: danish_key(one.place.name), reverse=rising and order is Order.NAME)
    if order is Order.NAME:
        return named
    value = _VALUES[order]
    shown = [one for one in named if value(one) is not None]
    ordered = sorted(shown, key=lambda one: value(one) or Decimal(0), reverse=not rising)
    return ordered + [one for one in named if value(one) is None]


_VALUES: dict[Order, Callable[[Row], Decimal | None]] = {
    Order.BASELINE: lambda row: row.baseline.share,
    Order.LATEST: lambda row: row.latest.share,
    Order.CHANGE: lambda row: row.change,
}


def _over(one: Figure, country: Figure) -> bool:
    return one.share is not None and country.share is not None and one.share > country.share
