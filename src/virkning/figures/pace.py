"""Whether a target that is not reached yet is on course."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from virkning.figures.breaks import breaks_between
from virkning.figures.dates import elapsed_share
from virkning.figures.indicators import Indicator, Target
from virkning.figures.periods import Period
from virkning.figures.rules import Direction, RelativeTo
from virkning.figures.sums import difference
from virkning.figures.targets import requirement


def distance(indicator: Indicator, target: Target, period: Period, series: str) -> Decimal | None:
    """How far the series' value in the period is from its threshold: above 0 is still to go.

    In the unit's difference; None where value or threshold is missing, and for answers.
    """
    value = indicator.figure(series, period)
    threshold = requirement(indicator, target, period, series).threshold
    if value is None or threshold is None or target.rule is None:
        return None
    ahead = difference(value, threshold)
    if target.rule.row.direction is Direction.SAME:
        return ahead.copy_abs()
    return ahead.copy_negate() if target.rule.row.direction is Direction.UP else ahead


def on_course(indicator: Indicator, target: Target, period: Period, series: str, due: date | None) -> bool:
    """The way covered since the baseline is at least the share of the time that has passed.

    Linear in time. Without a comparable baseline, or without a due day: nearer the target than at the
    latest comparable reading before. A break makes what lies before it incomparable. A baseline that had
    reached the target already leaves no way to cover: whoever is short of it now is behind.
    """
    left = distance(indicator, target, period, series)
    if left is None:
        return False
    baseline = indicator.baseline_period
    if baseline is not None and due is not None and baseline.end < min(due, period.end):
        whole = distance(indicator, target, baseline, series)
        if whole is not None and _comparable(indicator, target, series, baseline, period):
            passed = elapsed_share(baseline.end + timedelta(days=1), period.end, due)
            return whole > 0 and 1 - Fraction(left) / Fraction(whole) >= passed
    return _improved(indicator, target, period, series, left)


def _improved(indicator: Indicator, target: Target, period: Period, series: str, left: Decimal) -> bool:
    earlier = sorted(
        {one.period for one in indicator.readings if one.series == series and one.period < period}
    )
    for before in reversed(earlier):
        then = distance(indicator, target, before, series)
        if then is not None:
            return left < then and _comparable(indicator, target, series, before, period)
    return False


def _comparable(indicator: Indicator, target: Target, series: str, before: Period, now: Period) -> bool:
    of_differences = target.rule is not None and target.rule.row.relative_to is RelativeTo.REFERENCE
    return not breaks_between(indicator, series, before, now, reference_too=of_differences)
