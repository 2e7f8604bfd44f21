"""The categories of a distribution sum to 100 within rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.distributions import distribution_warning, distribution_warnings
from virkning.figures.indicators import IndicatorKind
from virkning.figures.sums import rounded

from .examples import indicator, period, plain, readings

SUMS = [
    # values | warned
    (("42", "25", "33"), False),
    (("60", "9", "31"), False),
    (("33", "33", "33"), False),  # thirds: three halves of room
    (("33.3", "33.3", "33.3"), False),
    (("33.3", "33.3", "33.2"), True),
    (("33", "33", "32"), True),
    (("50.0", "50.1"), False),
    (("50.0", "50.2"), True),
    (("100",), False),
    (("0", "100.0"), False),
    ((), False),
]


@pytest.mark.parametrize(("values", "warned"), SUMS)
def test_sums(values: tuple[str, ...], warned: bool) -> None:
    assert (distribution_warning(map(Decimal, values), period(2013)) is not None) == warned


def test_the_warning_says_both_sums() -> None:
    warning = distribution_warning([Decimal("42.5"), Decimal(25)], period("2013K3"))
    assert plain(warning) == "Kategorierne giver tilsammen 67,5 pct. i 3. kvartal 2013; de skal give 100 pct."


def test_periods_that_miss() -> None:
    parts = (
        readings("i gang", "42", "60", "73"),
        readings("skiftet", "25", "9", "8"),
        readings("ude", "33", "31", "29"),
    )
    reference = readings("landet", "50", "50", "50")
    it = indicator(*parts, reference, kind=IndicatorKind.DISTRIBUTION, reference_series=("landet",))
    assert [one.canonical for one in distribution_warnings(it)] == ["2012"]
    assert not distribution_warnings(indicator(*parts))
    assert not distribution_warnings(indicator(*parts, kind=IndicatorKind.DISTRIBUTION, unit="personer"))


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any), st.integers(0, 3))
def test_rounded_shares_never_warn(counts: list[int], places: int) -> None:
    whole = sum(counts)
    values = [rounded(Decimal(100 * count) / Decimal(whole), places) for count in counts]
    assert distribution_warning(values, period(2013)) is None
