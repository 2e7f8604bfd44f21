"""Exact sums and shares."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.sums import decimals_of, difference, product, quotient, share, tidy, total

from .examples import decimals


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "expected"),
    [
        ("33", "46", 1, "71.7"),
        ("58", "58", 1, "100.0"),
        ("1", "8", 1, "12.5"),
        ("1", "16", 1, "6.3"),
        ("0", "46", 0, "0"),
        ("1", "0", 1, None),
    ],
)
def test_shares(numerator: str, denominator: str, places: int, expected: str | None) -> None:
    found = share(Decimal(numerator), Decimal(denominator), places)
    assert found == (None if expected is None else Decimal(expected))
    assert found is None or decimals_of(found) == places


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("1", "2", "0.5"), ("1", "3", "0.3333"), ("4", "2", "2")]
)
def test_quotients(one: str, other: str, expected: str) -> None:
    assert str(quotient(Decimal(one), Decimal(other))) == expected
    assert quotient(Decimal(one), Decimal(0)) is None


def test_computed_numbers_have_no_trailing_zeros() -> None:
    assert str(product(Decimal(80), Decimal("1.25"))) == "100"
    assert str(difference(Decimal("71.70"), Decimal("70.40"))) == "1.3"
    assert str(tidy(Decimal("-0.00"))) == "0"
    assert str(tidy(Decimal("1.2E+3"))) == "1200"
    with pytest.raises(ValueError, match="finite"):
        decimals_of(Decimal("NaN"))


def test_the_sum_of_nothing_is_zero() -> None:
    assert total(()) == 0


@given(st.lists(decimals(), max_size=30), st.randoms())
def test_sums_are_exact_in_any_order(values: list[Decimal], chance: object) -> None:
    shuffled = list(values)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    whole = total(values)
    assert total(shuffled) == whole
    assert Fraction(whole) == sum(map(Fraction, values))
    assert difference(whole, total(values[:7])) == total(values[7:])
