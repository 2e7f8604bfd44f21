"""Units; per cent and percentage points are never mixed."""

import operator
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given

from virkning.figures.units import Percent, PercentagePoint, Unit

from .examples import decimals, plain

UNITS = [
    # written, a value, a difference, percent, percentage point
    ("pct.", "71,7 pct.", "71,7 procentpoint", True, False),
    ("pct", "71,7 pct.", "71,7 procentpoint", True, False),
    ("%", "71,7 pct.", "71,7 procentpoint", True, False),
    ("Procent", "71,7 pct.", "71,7 procentpoint", True, False),
    ("pct. af de unge", "71,7 pct.", "71,7 procentpoint", True, False),
    ("procentpoint", "71,7 procentpoint", "71,7 procentpoint", False, True),
    ("pct.-point", "71,7 procentpoint", "71,7 procentpoint", False, True),
    ("kr.", "71,7 kr.", "71,7 kr.", False, False),
    ("personer", "71,7 personer", "71,7 personer", False, False),
    ("procentdel", "71,7 procentdel", "71,7 procentdel", False, False),
    ("", "71,7", "71,7", False, False),
    ("antal", "71,7", "71,7", False, False),
]


@pytest.mark.parametrize(("written", "value", "difference", "percent", "point"), UNITS)
def test_units(written: str, value: str, difference: str, percent: bool, point: bool) -> None:
    unit = Unit.parse(f" {written} ")
    assert unit.text == written
    assert plain(unit.format(Decimal("71.7"))) == value
    assert plain(unit.format_difference(Decimal("71.7"))) == difference
    assert (unit.is_percent, unit.is_percentage_point) == (percent, point)


def test_number_and_unit_do_not_break() -> None:
    assert Unit.parse("kr.").format(Decimal(1200)) == "1.200\N{NO-BREAK SPACE}kr."
    assert (
        Unit.parse("%").format_difference(Decimal("-3.3"), sign=True) == "−3,3\N{NO-BREAK SPACE}procentpoint"
    )
    assert Unit.parse("%").format(Decimal(3), sign=True) == "+3\N{NO-BREAK SPACE}pct."


PERCENT, POINT = Percent(Decimal(75)), PercentagePoint(Decimal(5))


@pytest.mark.parametrize(
    ("act", "one", "other"),
    [
        (operator.add, PERCENT, PERCENT),
        (operator.sub, PERCENT, POINT),
        (operator.add, POINT, PERCENT),
        (operator.sub, POINT, PERCENT),
        (operator.lt, PERCENT, POINT),
        (operator.ge, POINT, PERCENT),
        (operator.eq, PERCENT, POINT),
        (operator.ne, POINT, PERCENT),
        (operator.add, PERCENT, Decimal(1)),
        (operator.sub, POINT, 1),
        (operator.lt, PERCENT, 80),
    ],
)
def test_no_mixing(act: Callable[[object, object], object], one: object, other: object) -> None:
    with pytest.raises(TypeError):
        act(one, other)


def test_shown() -> None:
    assert plain(PERCENT) == "75 pct."
    assert plain(-POINT) == "−5 procentpoint"
    assert abs(-POINT) == POINT
    assert len({PERCENT, Percent(Decimal("75.0"))}) == 1
    assert PERCENT != "75"
    assert POINT != "5"


@given(decimals(), decimals(), decimals())
def test_laws(a: Decimal, b: Decimal, c: Decimal) -> None:
    one, other, point = Percent(a), Percent(b), PercentagePoint(c)
    assert one + (other - one) == other
    assert (one + point) - one == point
    assert (one - other) + (other - one) == PercentagePoint(Decimal(0))
    assert (one < other) == (one - other < PercentagePoint(Decimal(0)))
    assert point + point - point == point
