"""The y axis: where it begins and ends, and which lines it shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from virkning.charts.definitions import LineChart, Number

_INTERVALS = 4  # about as many steps as the look shows: 0, 25, 50, 75, 100
_FLAT = 0.15  # values that differ by less than this share of the largest look like one from zero
_NOTHING = 1e-12  # a span smaller than this is a rounding error: values have at most 15 digits
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear axis: ends and ticks in the unit of the values, decimals needed to write the ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int

    def share(self, value: Number) -> float:
        """Where a value lies, 0 at the low end and 1 at the high end."""
        return (float(value) - self.low) / (self.high - self.low)

    @property
    def cut(self) -> bool:
        """Whether the axis leaves out zero, which the reader must be told."""
        return self.low > 0 or self.high < 0


def values_of(chart: LineChart) -> tuple[float, ...]:
    """All values the axis must hold: points and target."""
    values = [point.value for line in chart.series for point in line.points]
    if chart.target is not None:
        values += [chart.target.value, *(step.value for step in chart.target.steps)]
    return tuple(float(value) for value in values if value is not None)


def y_scale(chart: LineChart) -> Scale:
    """A line chart's axis: 0-100 for shares, from zero where the values are not far from it."""
    return scale_for(
        values_of(chart), is_share=chart.is_share, low=_float(chart.y_min), high=_float(chart.y_max)
    )


def scale_for(
    values: Iterable[float],
    *,
    is_share: bool = False,
    low: float | None = None,
    high: float | None = None,
    from_zero: bool = False,
) -> Scale:
    """The axis that holds the values; `low`/`high` fix its ends, `from_zero` forbids cutting it.

    The axis is cut only where a curve from zero would be a flat line.
    """
    known = tuple(values) or (0.0, 1.0)
    if is_share and min(known) >= 0 and max(known) <= 100:
        least, most = 0.0, 100.0
    else:
        least, most = _ends(min(known), max(known), from_zero=from_zero or is_share)
    least = least if low is None else low
    most = most if high is None else high
    if most - least <= _NOTHING * max(1.0, abs(least), abs(most)):
        most = least + 1.0
    return _ticked(least, most, fixed_low=low is not None, fixed_high=high is not None)


def _ends(least: float, most: float, *, from_zero: bool) -> tuple[float, float]:
    largest = max(abs(least), abs(most))
    one_side = least > 0 or most < 0
    if one_side and not from_zero and largest and most - least < _FLAT * largest:
        air = (most - least) * 0.25 or largest * 0.1
        return least - air, most + air
    return min(least, 0.0), max(most, 0.0)


def _ticked(low: float, high: float, *, fixed_low: bool, fixed_high: bool) -> Scale:
    step = _step((high - low) / _INTERVALS)
    first = ceil(low / step - 1e-9) if fixed_low else floor(low / step + 1e-9)
    last = floor(high / step + 1e-9) if fixed_high else ceil(high / step - 1e-9)
    decimals = _decimals(step)
    ticks = tuple(round(index * step, decimals) + 0.0 for index in range(first, last + 1))
    return Scale(
        low=low if fixed_low else ticks[0],
        high=high if fixed_high else ticks[-1],
        ticks=ticks,
        decimals=decimals,
    )


def _step(raw: float) -> float:
    magnitude = 10.0 ** floor(log10(raw))
    return next(nice * magnitude for nice in _NICE if nice * magnitude >= raw * 0.999)


def _decimals(step: float) -> int:
    for decimals in range(12):
        if abs(step - round(step, decimals)) < step * 1e-6:
            return decimals
    return 12


def _float(value: Number | None) -> float | None:
    return None if value is None else float(value)
