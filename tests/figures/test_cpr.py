"""CPR numbers in what people write: found, told without their last four digits, and told from what only looks alike.

All numbers are fictive: 60 is added to the day.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.cpr import cpr_phrase, find_cpr, masked, refuse_cpr
from virkning.figures.numbers import danish_number
from virkning.figures.phrases import FigureError

# written | told as
FOUND = [
    ("610190-1234", "610190-••••"),
    ("610190 1234", "610190-••••"),
    ("6101901234", "610190-••••"),
    ("610190 - 1234", "610190-••••"),
    ("610190–1234", "610190-••••"),  # en dash
    ("610190‑1234", "610190-••••"),  # non-breaking hyphen
    ("610190\u00ad1234", "610190-••••"),  # soft hyphen
    ("610190−1234", "610190-••••"),  # minus sign
    ("610190 1234", "610190-••••"),  # non-breaking space
    ("610190 1234", "610190-••••"),  # thin space
    ("610190\u200b-\u20601234", "610190-••••"),  # characters nobody sees
    ("６１０１９０－１２３４", "610190-••••"),  # full width
    ("Borgeren (610190-1234) er i gang", "Borgeren (610190-••••) er i gang"),
    ("cpr610190-1234.docx", "cpr610190-••••.docx"),
    ("cpr_6101901234.docx", "cpr_610190-••••.docx"),
    ("2013-610190-1234", "2013-610190-••••"),
    ("610190-1234,620290-1234", "610190-••••,620290-••••"),
    ("Se 6101901234, 6202901234.", "Se 610190-••••, 620290-••••."),
    ("610190-1234-samtale.pdf", "610190-••••-samtale.pdf"),
    ("690200-4123", "690200-••••"),  # 9 February
    ("890200-4123", "890200-••••"),  # 29 February 2000
    ("890200-1123 er ikke en dag", "890200-1123 er ikke en dag"),  # 1900 was no leap year
    ("910113-1234", "910113-••••"),
    ("101190-0000", "101190-••••"),
]
# written | why it is none
NOT_FOUND = [
    ("20130101", "an ISO day without hyphens"),
    ("2013-01-31", "an ISO day"),
    ("2013-01-31 10:15", "and a time"),
    ("610190", "only a day"),
    ("610190-123", "a digit too few"),
    ("610190-12345", "a digit too many"),
    ("56101901234", "in a longer run"),
    ("5790000123456", "EAN"),
    ("57 90000 12345 6", "EAN in groups"),
    ("611390-1234", "no thirteenth month"),
    ("920190-1234", "no 32 January"),
    ("900290-1234", "no 30 February"),
    ("320190-1234", "no 32 January, nor fictive"),
    ("000190-1234", "no day 0"),
    ("6.101.901.234", "money with dots"),
    ("6101901234,50", "a number with decimals"),
    ("0,6101901234", "decimals"),
    ("3.6101901234", "decimals"),
    ("+4512345678", "a phone number"),
    ("+45 12 34 56 78", "a phone number"),
    ("+45 12345678", "a phone number"),
    ("004512345678", "a phone number"),
    ("+6101901234", "a foreign phone number"),
    ("+1 6101901234", "a foreign phone number"),
    ("a6101901234b", "in a word"),
    ("3f610190-1234-4abc-9def-001122334455", "an identifier"),
    ("610190\n1234", "two lines"),
    ("610190\t1234", "two cells"),
    ("12345678", "a company's number"),
    ("1.234.567.890", "what a person is told to write"),
    ("150.000,00 kr.", "money"),
]


@pytest.mark.parametrize(("written", "told"), FOUND)
def test_a_cpr_number_is_found_and_told_without_its_last_digits(written: str, told: str) -> None:
    assert masked(written) == told


@pytest.mark.parametrize(("written", "why"), NOT_FOUND)
def test_what_only_looks_alike_is_left(written: str, why: str) -> None:
    assert find_cpr(written) == (), why


def test_where_it_stands_is_told() -> None:
    text = "Om 610190-1234 og 6202901234"
    assert [text[one.start : one.end] for one in find_cpr(text)] == ["610190-1234", "6202901234"]


def test_what_is_said_tells_what_why_and_what_to_do_and_never_the_number() -> None:
    said = str(cpr_phrase("Samtale med 610190-1234 i dag"))
    assert "610190-••••" in said
    assert "1234 " not in said
    assert "Skriv uden personnumre" in said
    with pytest.raises(FigureError, match="CPR-nummer"):
        refuse_cpr("610190 1234")
    refuse_cpr("ingen numre")
    assert cpr_phrase("ingen numre") is None


@given(st.text(alphabet="0123456789- .,ab\u00a0–", max_size=60))
def test_nothing_is_left_of_it_when_it_has_been_masked(text: str) -> None:
    assert find_cpr(masked(text)) == ()
    assert re.sub(r"\D", "", masked(text)) in re.sub(r"\D", "", text) or find_cpr(text)


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_a_number_with_its_dots_is_never_one(number) -> None:  # type: ignore[no-untyped-def]
    assert find_cpr(danish_number(number)) == ()
