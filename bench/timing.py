"""Timing in pairs: ours and the baseline in turn, so that a machine whose speed drifts slows both."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """Median seconds of each, and the median of the ratios pair by pair."""

    name: str
    ours: float
    baseline: float
    ratio: float
    goal: float | None = None

    def __str__(self) -> str:
        goal = f"  goal ≤ {self.goal:g}" if self.goal is not None else ""
        met = "" if self.goal is None else "  met" if self.ratio <= self.goal else "  NOT MET"
        return (
            f"{self.name:<58} {self.ours:8.3f} s {self.baseline:8.3f} s   ratio {self.ratio:6.2f}{goal}{met}"
        )


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of one call, garbage collected before it."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pairs(
    name: str,
    ours: Callable[[], object],
    baseline: Callable[[], object],
    *,
    rounds: int = 7,
    goal: float | None = None,
) -> Ratio:
    """One warm-up of each, then `rounds` pairs."""
    ours(), baseline()
    measured = [(seconds(ours), seconds(baseline)) for _ in range(rounds)]
    return Ratio(
        name,
        statistics.median(one for one, _ in measured),
        statistics.median(other for _, other in measured),
        statistics.median(one / other for one, other in measured),
        goal,
    )
