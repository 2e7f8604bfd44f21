"""Exact sums, shares and rounding. Sums run here and not in SQL: SQLite keeps decimals as floats."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, localcontext

# Two numbers of 15 digits multiply to 30; a hundred leaves room for sums over any table.
_EXACT = Context(prec=100, rounding=ROUND_HALF_UP)
_NEVER_ROUNDED = Context(prec=100, rounding=ROUND_HALF_UP, traps=[Inexact])


def total(values: Iterable[Decimal]) -> Decimal:
    """The exact sum, 0 for none; keeps the finest number of decimals. Never rounded."""
    with localcontext(_NEVER_ROUNDED):
        return sum(values, Decimal(0))


def difference(value: Decimal, other: Decimal) -> Decimal:
    """`value` minus `other`, exact, without trailing zeros."""
    return tidy(_EXACT.subtract(value, other))


def product(*factors: Decimal) -> Decimal:
    """The exact product, without trailing zeros."""
    result = Decimal(1)
    for factor in factors:
        result = _EXACT.multiply(result, factor)
    return tidy(result)


def share(numerator: Decimal, denominator: Decimal, decimals: int = 1) -> Decimal | None:
    """The numerator in per cent of the denominator, half rounded up; None of nothing (denominator 0)."""
    if not denominator:
        return None
    return rounded(_EXACT.divide(_EXACT.multiply(numerator, Decimal(100)), denominator), decimals)


def quotient(numerator: Decimal, denominator: Decimal, decimals: int = 4) -> Decimal | None:
    """The plain quotient, at most `decimals` decimals, no trailing zeros; None for denominator 0."""
    if not denominator:
        return None
    return tidy(rounded(_EXACT.divide(numerator, denominator), decimals))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """With exactly so many decimals; half is rounded away from zero, as people do."""
    return value.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def decimals_of(value: Decimal) -> int:
    """The number of decimals as written (0 for whole numbers)."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{value} has no decimals: not a finite number")
    return max(0, -exponent)


def tidy(value: Decimal) -> Decimal:
    """The same number without trailing zeros and never with an exponent: for computed figures."""
    if not value:
        return Decimal(0)
    shortest = value.normalize(_EXACT)
    return shortest if decimals_of(shortest) else shortest.quantize(Decimal(1), context=_EXACT)
