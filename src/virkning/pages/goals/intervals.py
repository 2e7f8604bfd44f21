"""How sure a share and a change are: the intervals in pct. and procentpoint, of figures whose counts may be told."""

from dataclasses import dataclass
from decimal import Decimal

from virkning.figures.proportions import Interval as Fraction
from virkning.figures.proportions import Proportion, change, wilson
from virkning.rooms.registerruns.protection import Figure


@dataclass(frozen=True)
class Interval:
    """Both ends, in pct. of a share, in procentpoint of a change."""

    low: Decimal
    high: Decimal


def share_interval(figure: Figure) -> Interval | None:
    """Wilson's interval of a share; None where a count of it is not told, or there was nobody."""
    told = _proportion(figure)
    return None if told is None else _percent(wilson(told))


def change_interval(before: Figure, now: Figure) -> Interval | None:
    """The interval of the change from one share to another; None where one of them has none."""
    earlier, later = _proportion(before), _proportion(now)
    return None if earlier is None or later is None else _percent(change(earlier, later).interval)


def _proportion(figure: Figure) -> Proportion | None:
    if figure.share is None or not figure.denominator or figure.numerator is None:
        return None
    return Proportion(figure.numerator, figure.denominator)


def _percent(interval: Fraction) -> Interval:
    return Interval(Decimal(interval.low) * 100, Decimal(interval.high) * 100)
