"""Distributions: the categories of a whole must sum to 100 within rounding."""

from collections.abc import Iterable
from decimal import Decimal

from virkning.figures.indicators import Indicator, IndicatorKind
from virkning.figures.periods import Period
from virkning.figures.phrases import P, Phrase
from virkning.figures.sums import decimals_of, difference, tidy, total
from virkning.figures.units import PERCENT, Measure

WHOLE = Decimal(100)


def rounding_room(values: Iterable[Decimal]) -> Decimal:
    """How far rounding alone can move the sum: half a unit of each value's last written decimal, summed."""
    return total(Decimal(5).scaleb(-decimals_of(value) - 1) for value in values)


def distribution_warning(values: Iterable[Decimal], period: Period) -> Phrase | None:
    """A warning when the values (in per cent) miss 100 by more than rounding; None for none, or no values."""
    written = tuple(values)
    whole = total(written)
    if not written or difference(whole, WHOLE).copy_abs() <= rounding_room(written):
        return None
    return P(
        "Kategorierne giver tilsammen %(total)s i %(period)s; de skal give %(whole)s.",
        total=PERCENT.format(tidy(whole)),
        period=period.phrase,
        whole=PERCENT.format(WHOLE),
    )


def distribution_warnings(indicator: Indicator) -> dict[Period, Phrase]:
    """The periods whose categories do not sum to 100, in order. Empty for anything but a distribution.

    References are not categories. A distribution of people or kroner has no 100 to sum to.
    """
    if indicator.kind is not IndicatorKind.DISTRIBUTION or indicator.unit.measure not in (
        Measure.PERCENT,
        Measure.NUMBER,
    ):
        return {}
    warnings = {}
    for period in sorted({one.period for one in indicator.readings}):
        figures = (indicator.figure(series, period) for series in indicator.measured_series)
        warning = distribution_warning((value for value in figures if value is not None), period)
        if warning is not None:
            warnings[period] = warning
    return warnings
