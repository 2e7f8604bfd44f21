"""What a search holds to be the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.folding import fold, folded_words, found_in


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Ærø", "aero"),
        ("Ærø Kommune", "AERØ"),
        ("Åben anonym rådgivning", "aaben"),
        ("Åben anonym rådgivning", "raadgivning"),
        ("Aabenraa", "åbenrå"),
        ("Høje-Taastrup", "hoeje taastrup"),
        ("Høje Taastrup", "Høje-Taastrup"),
        ("Høje-Taastrup", "hoje tåstrup"),
        ("Frafald på ungdomsuddannelser", "PAA"),
        ("Jönköping", "jonkoping"),
        ("a\u030arsrapport", "årsrapport"),
        ("ud\u00addan\u00adnel\u00adse", "uddannelse"),
        ("1.1 Aktivitet", "1.1"),
    ],
)
def test_a_word_is_found_however_it_is_typed(text: str, typed: str) -> None:
    assert all(word in fold(text) for word in folded_words(typed))


@pytest.mark.parametrize(("text", "typed"), [("Ærø", "ørø"), ("Åben", "aeben"), ("Holstebro", "holstebo")])
def test_what_is_another_word_is_not_found(text: str, typed: str) -> None:
    assert not all(word in fold(text) for word in folded_words(typed))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("  Frafald,  holstebro ", ("frafald", "holstebro")),
        ("Høje-Taastrup", ("hoje", "tastrup")),
        ("a a A", ("a",)),
        ("- – /", ()),
        ("", ()),
    ],
)
def test_words_of_a_query(query: str, words: tuple[str, ...]) -> None:
    assert folded_words(query) == words


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Åben anonym rådgivning", "aaben", ["Åben"]),
        ("Aabenraa", "åben", ["Aaben"]),
        ("Høje-Taastrup", "hoeje taastrup", ["Høje", "Taastrup"]),
        ("Ærø er ærø", "aero", ["Ærø", "ærø"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("job og jobbet", "job jobbet", ["job", "jobbet"]),
    ],
)
def test_the_match_is_marked_in_the_text_itself(text: str, query: str, marked: list[str]) -> None:
    found = [text[start:end] for start, end in found_in(text, folded_words(query))]
    assert "".join(found) == "".join(marked)


@given(st.text(), st.text(min_size=1, max_size=3))
def test_something_is_marked_exactly_where_the_folded_text_holds_it(text: str, word: str) -> None:
    folded = fold(word)
    assert bool(found_in(text, (folded,) if folded else ())) == bool(folded and folded in fold(text))


@given(st.text())
def test_folding_twice_changes_nothing_but_doubled_letters(text: str) -> None:
    assert len(fold(fold(text))) <= len(fold(text))
