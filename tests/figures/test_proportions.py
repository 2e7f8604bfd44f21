"""Intervals of shares and of changes, against published examples and another implementation."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from virkning.figures.proportions import Proportion, change, simple_mean, weighted, wilson

proportions = st.integers(1, 10_000).flatmap(
    lambda many: st.builds(Proportion, st.integers(0, many), st.just(many))
)

# Newcombe 1998, table II, method 10: later | earlier | low, high
CHANGES = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((10, 10), (0, 20), 0.6791, 1.0000),
]


@pytest.mark.parametrize(("later", "earlier", "low", "high"), CHANGES)
def test_newcombes_examples(
    later: tuple[int, int], earlier: tuple[int, int], low: float, high: float
) -> None:
    interval = change(Proportion(*earlier), Proportion(*later)).interval
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_a_clear_change() -> None:
    assert change(Proportion(48, 80), Proportion(56, 70)).is_clear
    assert not change(Proportion(0, 29), Proportion(5, 56)).is_clear


@given(proportions, st.sampled_from((0.8, 0.95, 0.998)))
def test_wilson_is_what_others_compute(one: Proportion, confidence: float) -> None:
    other = binomtest(one.numerator, one.denominator).proportion_ci(confidence, method="wilson")
    found = wilson(one, confidence)
    assert isclose(found.low, other.low, abs_tol=1e-12)
    assert isclose(found.high, other.high, abs_tol=1e-12)
    assert found.holds(one.share)


@given(proportions, proportions)
def test_a_change_back_is_the_change_turned_round(one: Proportion, other: Proportion) -> None:
    there, back = change(one, other), change(other, one)
    assert isclose(there.interval.low, -back.interval.high, abs_tol=1e-12)
    assert there.interval.holds(there.difference)


def test_the_share_of_all_is_not_the_mean_of_shares() -> None:
    places = [Proportion(1, 10), Proportion(90, 100)]
    assert weighted(places) == Proportion(91, 110)
    assert simple_mean(places) == 0.5
    assert weighted([]) is simple_mean([]) is None


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 0), (-1, 5), (6, 5)])
def test_no_proportion(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        Proportion(numerator, denominator)
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(Proportion(1, 2), 95)
