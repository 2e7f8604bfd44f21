"""Funnels: how far from the common share a place of its size may lie by chance alone.

D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005),
1185-1202: exact binomial limits at 95 and 99.8 per cent, interpolated between whole counts, and overdispersion.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.stats import binom

from .proportions import Interval, Proportion, weighted

INNER, OUTER = 0.95, 0.998

#: Winsorising by a tenth at either end leaves a standard normal z a mean square of about 0.68 (Φ(1.2816) = 0.9).
#: Undivided, real differences between places look smaller than they are.
_WINSORISED = 0.68
_TAIL = 0.1


class Standing(StrEnum):
    """Where a place lies in its funnel."""

    WITHIN = "within"
    OUTSIDE_INNER = "outside 95"
    OUTSIDE_OUTER = "outside 99.8"


@dataclass(frozen=True, slots=True)
class Funnel:
    """The limits for one size, as fractions: `inner` 95 per cent, `outer` 99.8."""

    denominator: int
    inner: Interval
    outer: Interval

    def standing(self, proportion: Proportion) -> Standing:
        """Where a place of this size lies."""
        if not self.outer.holds(proportion.share):
            return Standing.OUTSIDE_OUTER
        return Standing.WITHIN if self.inner.holds(proportion.share) else Standing.OUTSIDE_INNER


def funnels(denominators: Sequence[int], target: float) -> tuple[Funnel, ...]:
    """The limits for places of these sizes around the share `target` (between 0 and 1), in the same order.

    Raises ValueError for a size below 1 or a target outside 0 to 1.
    """
    if any(size < 1 for size in denominators) or not 0 <= target <= 1:
        raise ValueError(f"a funnel around {target} for {min(denominators, default=0)}: sizes are at least 1")
    sizes = np.array(denominators, dtype=float)
    ends = [
        _limit(sizes, target, tail) for level in (INNER, OUTER) for tail in ((1 - level) / 2, (1 + level) / 2)
    ]
    return tuple(
        Funnel(size, Interval(low, high), Interval(lowest, highest))
        for size, low, high, lowest, highest in zip(
            denominators, *(end.tolist() for end in ends), strict=True
        )
    )


def _limit(sizes: np.ndarray, target: float, tail: float) -> np.ndarray:
    """The share below which the tail lies: the smallest count that reaches it, less what it goes beyond."""
    if target in (0, 1):
        return np.full(len(sizes), float(target))
    count = binom.ppf(tail, sizes, target)
    reached, before = binom.cdf(count, sizes, target), binom.cdf(count - 1, sizes, target)
    limits: np.ndarray = np.clip((count - (reached - tail) / (reached - before)) / sizes, 0, 1)
    return limits


def overdispersion(places: Sequence[Proportion]) -> float | None:
    """How much more places differ than chance alone makes them: about 1 where only chance does.

    The mean square of the z-scores around the common share, winsorised by a tenth at either end and divided by
    what winsorising leaves of chance. None for fewer than ten places, or when all or nobody is counted.
    """
    common = weighted(places)
    if common is None or len(places) < 10 or common.share in (0, 1):
        return None
    share = common.share
    z = np.array([(one.share - share) / np.sqrt(share * (1 - share) / one.denominator) for one in places])
    low, high = np.quantile(z, [_TAIL, 1 - _TAIL])
    return float(np.mean(np.clip(z, low, high) ** 2) / _WINSORISED)
