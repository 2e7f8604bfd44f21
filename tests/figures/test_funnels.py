"""Funnel limits: the tail they leave out, and what overdispersion says of chance alone."""

import numpy as np
import pytest
from scipy.stats import binom

from virkning.figures.funnels import Standing, funnels, overdispersion
from virkning.figures.proportions import Proportion


def test_limits_lie_where_the_tails_begin() -> None:
    sizes = [5, 20, 100, 1000, 30_000]
    for size, funnel in zip(sizes, funnels(sizes, 0.3), strict=True):
        assert 0 <= funnel.outer.low <= funnel.inner.low < 0.3 < funnel.inner.high <= funnel.outer.high <= 1
        for limit, tail in (
            (funnel.inner.low, 0.025),
            (funnel.inner.high, 0.975),
            (funnel.outer.high, 0.999),
        ):
            # Between the whole counts on either side of the tail.
            count = binom.ppf(tail, size, 0.3)
            assert max(count - 1, 0) / size <= limit + 1e-12
            assert limit <= count / size + 1e-12


def test_standing() -> None:
    (funnel,) = funnels([100], 0.3)
    assert funnel.standing(Proportion(30, 100)) is Standing.WITHIN
    assert funnel.standing(Proportion(41, 100)) is Standing.OUTSIDE_INNER
    assert funnel.standing(Proportion(10, 100)) is Standing.OUTSIDE_OUTER


def test_nobody_and_everybody() -> None:
    nobody, everybody = (funnels([10], share)[0] for share in (0.0, 1.0))
    assert nobody.standing(Proportion(0, 10)) is everybody.standing(Proportion(10, 10)) is Standing.WITHIN
    assert nobody.standing(Proportion(1, 10)) is Standing.OUTSIDE_OUTER
    for sizes, target in (([0], 0.3), ([10], 1.3)):
        with pytest.raises(ValueError, match="sizes are at least 1"):
            funnels(sizes, target)


def test_overdispersion_is_about_one_by_chance_alone() -> None:
    chance = np.random.default_rng(7)
    sizes = chance.integers(50, 5000, 2000)

    def places(spread: float) -> list[Proportion]:
        shares = np.clip(0.3 + spread * chance.standard_normal(len(sizes)), 0, 1)
        return [
            Proportion(int(one), int(many))
            for one, many in zip(chance.binomial(sizes, shares), sizes, strict=True)
        ]

    assert overdispersion(places(0)) == pytest.approx(1, abs=0.1)
    assert (overdispersion(places(0.05)) or 0) > 3
    assert overdispersion(places(0)[:9]) is None
    assert overdispersion([Proportion(0, 10)] * 20) is None
