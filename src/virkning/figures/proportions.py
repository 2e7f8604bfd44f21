"""Proportions with intervals: Wilson's of one, Newcombe's of the change between two; shares of several places.

What the interval means must be said where it is shown. A register counts everybody, so nothing is sampled: the
interval tells how far a share may lie from another by chance alone, had the same people been drawn from a large
population with the same chances. It is not an error of measurement, and periods with the same people in them
are not independent of each other.

Computed in floats, ends rounded nowhere: these are ends of intervals, not figures that are added up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, in the unit of what it is about."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """The value lies in it, the ends included."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many of so many. Raises ValueError unless 0 ≤ numerator ≤ denominator and there is somebody."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if self.denominator < 1 or not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"{self.numerator} of {self.denominator} is no proportion")

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class Change:
    """`difference`: the later share minus the earlier, a fraction (0.05 is 5 percentage points), with its interval."""

    difference: float
    interval: Interval

    @property
    def is_clear(self) -> bool:
        """Chance alone would hardly have made it: 0 lies outside the interval."""
        return not self.interval.holds(0.0)


def wilson(proportion: Proportion, confidence: float = 0.95) -> Interval:
    """The score interval of a share, between 0 and 1.

    (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). E. B. Wilson, "Probable inference, the law of succession, and
    statistical inference", Journal of the American Statistical Association 22 (1927), 209-212.
    """
    n, z = proportion.denominator, _z(confidence)
    share, square = proportion.share, z * z
    middle = share + square / (2 * n)
    reach = z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    whole = 1 + square / n
    # None of all reaches down to 0 and all of all up to 1: exactly, whatever the floats say.
    low = (middle - reach) / whole if proportion.numerator else 0.0
    high = (middle + reach) / whole if proportion.numerator < n else 1.0
    return Interval(low, high)


def change(earlier: Proportion, later: Proportion, confidence: float = 0.95) -> Change:
    """The change from one share to another of other people, with Newcombe's hybrid score interval.

    Method 10 of R. G. Newcombe, "Interval estimation for the difference between independent proportions",
    Statistics in Medicine 17 (1998), 873-890. Where many are the same people, the true interval is narrower.
    """
    difference = later.share - earlier.share
    before, after = wilson(earlier, confidence), wilson(later, confidence)
    down = sqrt((later.share - after.low) ** 2 + (before.high - earlier.share) ** 2)
    up = sqrt((after.high - later.share) ** 2 + (earlier.share - before.low) ** 2)
    return Change(difference, Interval(difference - down, difference + up))


def weighted(proportions: Iterable[Proportion]) -> Proportion | None:
    """All taken together, from the counts: every person counts the same. None for none."""
    found = list(proportions)
    if not found:
        return None
    return Proportion(sum(one.numerator for one in found), sum(one.denominator for one in found))


def simple_mean(proportions: Iterable[Proportion]) -> float | None:
    """The mean of the shares: every place counts the same, however few people. Not the share of all; None for none."""
    shares = [one.share for one in proportions]
    return sum(shares) / len(shares) if shares else None


def _z(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence}: it lies between 0 and 1")
    return NormalDist().inv_cdf((1 + confidence) / 2)
