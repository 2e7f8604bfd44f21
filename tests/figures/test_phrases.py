"""Phrases are Danish sentences that can still be translated."""

import copy
import pickle

import pytest

from virkning.figures.phrases import FigureError, P, Phrase, joined, listed, text


def test_a_phrase_reads_as_danish() -> None:
    assert (
        str(P("%(value)s i %(period)s", value="71,7 pct.", period=P("uge %(n)s", n="7")))
        == "71,7 pct. i uge 7"
    )


def test_templates_are_translated_and_values_are_not() -> None:
    english = {"%(a)s eller %(b)s": "%(a)s or %(b)s", "Ja": "Yes"}
    phrase = P("%(a)s eller %(b)s", a=P("Ja"), b="Ja")
    assert phrase.translated(lambda danish: english.get(danish, danish)) == "Yes or Ja"


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("fordi", "Udgik: fordi."),
        ("fordi.", "Udgik: fordi."),
        ("hvorfor?", "Udgik: hvorfor?"),
        ("72 %", "Udgik: 72 %."),
    ],
)
def test_a_sentence_ends_with_one_stop(reason: str, shown: str) -> None:
    assert str(P("Udgik: %(reason)s.", reason=reason)) == shown


@pytest.mark.parametrize(
    ("names", "shown"),
    [("", ""), ("a", "a"), ("ab", "a og b"), ("abc", "a, b og c"), ("abcd", "a, b, c og d")],
)
def test_lists_end_with_og(names: str, shown: str) -> None:
    assert str(listed([text(name) for name in names])) == shown


def test_joined_parts_keep_their_own_templates() -> None:
    phrase = joined([P("Ja."), P("Nej.")])
    assert str(phrase) == "Ja. Nej."
    assert phrase.translated(lambda danish: danish.replace("Ja", "Yes")) == "Yes. Nej."
    assert str(joined([P("a"), P("b")], " % ")) == "a % b"


def test_an_empty_phrase_stays_empty_in_gettext() -> None:
    assert Phrase("").translated(lambda _: "Project-Id-Version") == ""


def test_equal_phrases_are_one_key_and_can_be_stored() -> None:
    phrase = P("%(a)s", a=P("b"))
    assert {phrase: 1}[P("%(a)s", a=P("b"))] == 1
    assert pickle.loads(pickle.dumps(phrase)) == copy.deepcopy(phrase) == phrase  # noqa: S301 - our own bytes


def test_an_error_carries_its_phrase() -> None:
    error = FigureError(P("Der mangler et tal."))
    assert str(error) == str(error.phrase) == "Der mangler et tal."
    assert isinstance(error, ValueError)
