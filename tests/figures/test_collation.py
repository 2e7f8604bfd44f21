"""Danish alphabetical order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.collation import compare_danish, danish_key


def test_danish_letters_come_last_and_aa_is_å() -> None:
    names = ["Aabenraa", "Aalborg", "Ærø", "Ølstykke", "Zealand", "Åle", "Albertslund", "Ørsted", "Vejle"]
    in_order = ["Albertslund", "Vejle", "Zealand", "Ærø", "Ølstykke", "Ørsted", "Aabenraa", "Aalborg", "Åle"]
    assert sorted(names, key=danish_key) == in_order


@pytest.mark.parametrize(("one", "other"), [("é", "e"), ("Ä", "æ"), ("ö", "Ø"), ("Ü", "y"), ("AA", "å")])
def test_letters_of_other_languages_stand_beside_ours(one: str, other: str) -> None:
    assert danish_key(one) == danish_key(other)


@given(st.text(), st.text(), st.text())
def test_the_order_is_total(one: str, other: str, third: str) -> None:
    assert compare_danish(one, other) == -compare_danish(other, one)
    assert (compare_danish(one, other) == 0) == (one == other)
    if compare_danish(one, other) <= 0 and compare_danish(other, third) <= 0:
        assert compare_danish(one, third) <= 0
