"""Danish numbers: how they are read, shown and taken from Excel."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.numbers import Written, check_digits, danish_number, from_excel, parse_number
from virkning.figures.phrases import FigureError

from .examples import decimals

READS = [
    ("67,33", "67.33", ""),
    ("1.234", "1234", ""),
    ("1.234.567,89", "1234567.89", ""),
    ("1 234", "1234", ""),
    ("1\u00a0234\u00a0567,5", "1234567.5", ""),
    ("1\u202f234", "1234", ""),
    ("12345", "12345", ""),
    ("0", "0", ""),
    ("0,10", "0.10", ""),
    ("67,0", "67.0", ""),
    (",5", "0.5", ""),
    ("007", "7", ""),
    ("1,234", "1.234", ""),
    ("-5", "-5", ""),
    ("−5,5", "-5.5", ""),
    ("– 5", "-5", ""),
    ("+5", "5", ""),
    ("-0,0", "0.0", ""),
    ("67,33 pct.", "67.33", "pct."),
    ("67,33pct", "67.33", "pct."),
    ("25 %", "25", "pct."),
    ("25%", "25", "pct."),
    ("25 Procent", "25", "pct."),
    ("7 procentpoint", "7", "procentpoint"),
    ("1.200 kr.", "1200", "kr."),
    ("1.200,50 kr", "1200.50", "kr."),
    (" 72\u00a0pct. ", "72", "pct."),
    ("123456789012345", "123456789012345", ""),
    ("0,123456789012345", "0.123456789012345", ""),
]


@pytest.mark.parametrize(("written", "value", "unit"), READS)
def test_reads(written: str, value: str, unit: str) -> None:
    read = parse_number(written)
    assert read == Written(Decimal(value), unit)
    assert read.value.as_tuple() == Decimal(value).as_tuple()


REFUSES = [
    ("halvtreds", "“halvtreds” er ikke et tal. Skriv tallet med cifre"),
    ("", "Der mangler et tal"),
    ("pct.", "“pct.” er ikke et tal"),
    ("67.33", "Mente du 67,33?"),
    ("67.33 pct.", "Mente du 67,33?"),
    ("1.2345", "Mente du 1,2345?"),
    ("0.123", "Mente du 0,123?"),
    ("-1.5", "Mente du -1,5?"),
    ("1,234.56", "Mente du 1.234,56?"),
    ("24 personer", "Skriv kun tallet: 24."),
    ("1 2", "er ikke et tal"),
    ("1.23.456", "er ikke et tal"),
    ("1.234 567", "er ikke et tal"),
    ("12,5,5", "er ikke et tal"),
    ("5,", "er ikke et tal"),
    ("-", "er ikke et tal"),
    ("1e5", "er ikke et tal"),
    ("٣", "er ikke et tal"),
    ("nan", "er ikke et tal"),
    ("1234567890123456", "mere end 15 cifre"),
    ("1,234567890123456", "mere end 15 cifre"),
    ("1234567890,123450", "mere end 15 cifre"),
    ("0,0000000000000001", "mere end 15 cifre"),
]


@pytest.mark.parametrize(("written", "message"), REFUSES)
def test_refuses_and_says_why(written: str, message: str) -> None:
    with pytest.raises(FigureError) as refused:
        parse_number(written)
    assert message in str(refused.value)


SHOWS = [
    ("1234.5", {}, "1.234,5"),
    ("1234567", {}, "1.234.567"),
    ("1234.5", {"grouping": False}, "1234,5"),
    ("67.30", {}, "67,30"),
    ("67.35", {"decimals": 1}, "67,4"),
    ("-67.35", {"decimals": 1}, "−67,4"),
    ("67", {"decimals": 2}, "67,00"),
    ("0.5", {"decimals": 0}, "1"),
    ("-0.04", {"decimals": 1}, "0,0"),
    ("-5", {}, "−5"),
    ("5", {"sign": True}, "+5"),
    ("-5", {"sign": True}, "−5"),
    ("0", {"sign": True}, "0"),
    ("1E+3", {}, "1.000"),
]


@pytest.mark.parametrize(("value", "how", "shown"), SHOWS)
def test_shows(value: str, how: dict[str, bool], shown: str) -> None:
    assert danish_number(Decimal(value), **how) == shown


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (67.0, "67"),
        (67.33, "67.33"),
        (0.1 + 0.2, "0.3"),
        (71.7, "71.7"),
        (-0.0, "0"),
        (1200, "1200"),
        (1e14, "100000000000000"),
        (1 / 30, "0.033333333333333"),
        (1e-20, "0"),
    ],
)
def test_takes_numbers_from_excel(cell: float, value: str) -> None:
    assert from_excel(cell).as_tuple() == Decimal(value).as_tuple()


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), float("-inf"), True, 1e15, 1e300, 10**15])
def test_refuses_what_excel_cannot_mean(cell: float) -> None:
    with pytest.raises(FigureError):
        from_excel(cell)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1E+15", "1E-16"])
def test_digits_are_checked(value: str) -> None:
    with pytest.raises(FigureError):
        check_digits(Decimal(value))


@given(decimals(), st.booleans(), st.booleans())
def test_parse_undoes_showing(value: Decimal, grouping: bool, sign: bool) -> None:
    read = parse_number(danish_number(value, grouping=grouping, sign=sign)).value
    assert read == value
    assert read.as_tuple().exponent == value.as_tuple().exponent


@given(decimals(), st.sampled_from(["pct.", "procentpoint", "kr.", ""]), st.sampled_from([" ", "\u00a0"]))
def test_parse_undoes_showing_with_a_unit(value: Decimal, unit: str, space: str) -> None:
    assert parse_number(f"{danish_number(value)}{space}{unit}") == Written(value, unit)


@given(decimals())
def test_excel_gives_back_what_it_was_given(value: Decimal) -> None:
    assert from_excel(float(value)) == value


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_refused(written: str) -> None:
    with suppress(FigureError):
        read = parse_number(written)
        assert check_digits(read.value) == read.value
