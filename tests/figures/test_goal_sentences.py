"""The sentences of a goal: who has risen, who lies above the country, who cannot be told of."""

from decimal import Decimal

import pytest

from virkning.figures.goalsentences import (
    Ends,
    Span,
    goal_sentences,
    mean_sentence,
    number_word,
)
from virkning.figures.periods import Period

SPAN = Span(Period.parse("2016K3"), Period.parse("2017K3"))
COUNTRY = Ends("Hele landet", Decimal("0.413"), Decimal("0.552"))


def places(*pairs: tuple[str, str] | None, names: str = "ABCDEFGHIJKLMNOPQRSTUVW") -> list[Ends]:
    """A municipality a pair of percentages; None is hidden."""
    return [
        Ends(name, None, None, hidden=True)
        if pair is None
        else Ends(name, Decimal(pair[0]) / 100, Decimal(pair[1]) / 100)
        for name, pair in zip(names, pairs, strict=False)
    ]


def told(municipalities: list[Ends], country: Ends = COUNTRY, span: Span = SPAN) -> list[str]:
    """Every sentence, with ordinary spaces."""
    found = goal_sentences(municipalities, country, span)
    return [one.danish.replace("\N{NO-BREAK SPACE}", " ") for one in (found.head, *found.rest)]


UP, DOWN, SAME = ("30", "40.5"), ("30", "28.8"), ("30", "30")
HEADS = [
    (
        [*[UP] * 14, ("20", "60"), DOWN, SAME],
        "15 af 17 kommuner er steget, med mellem 10,5 og 40,0 procentpoint.",
    ),
    ([UP, DOWN], "1 af 2 kommuner er steget, med 10,5 procentpoint."),
    ([UP, UP], "Andelen er steget i begge kommuner, med 10,5 procentpoint."),
    ([UP, ("1", "2"), UP], "Andelen er steget i alle 3 kommuner, med mellem 1,0 og 10,5 procentpoint."),
    ([DOWN] * 3, "Andelen er faldet i alle 3 kommuner, med 1,2 procentpoint."),
    ([DOWN, SAME, SAME], "Ingen af de 3 kommuner er steget; én er faldet, med 1,2 procentpoint."),
    ([SAME] * 3, "Andelen er uændret i alle 3 kommuner."),
    ([UP, DOWN, None], "1 af 2 sammenlignelige kommuner er steget, med 10,5 procentpoint."),
    ([UP, UP, None], "Andelen er steget i begge sammenlignelige kommuner, med 10,5 procentpoint."),
    ([UP, UP, None, UP], "Andelen er steget i alle 3 sammenlignelige kommuner, med 10,5 procentpoint."),
    ([None, None], "Ingen kommune kan sammenlignes fra 3. kvartal 2016 til 3. kvartal 2017."),
    ([UP], "A er steget 10,5 procentpoint: fra 30,0 pct. i 3. kvartal 2016 til 40,5 pct. i 3. kvartal 2017."),
    ([SAME], "A er uændret 30,0 pct. fra 3. kvartal 2016 til 3. kvartal 2017."),
    # as they are shown: 41,31 and 41,34 are both written 41,3
    ([("41.31", "41.34"), UP], "1 af 2 kommuner er steget, med 10,5 procentpoint."),
]


@pytest.mark.parametrize(("pairs", "expected"), HEADS)
def test_head(pairs: list[tuple[str, str] | None], expected: str) -> None:
    assert told(places(*pairs))[0] == expected


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([UP, DOWN, SAME], "Én er faldet, og én er uændret."),
        ([UP, DOWN, DOWN], "To er faldet."),
        ([UP, SAME], "Én er uændret."),
        ([DOWN, SAME, SAME], "To er uændret."),
    ],
)
def test_the_others(pairs: list[tuple[str, str]], expected: str) -> None:
    assert told(places(*pairs))[1] == expected


ABOVE, BELOW, ON = ("50", "60"), ("30", "40"), ("41.3", "55.2")
AGAINST = [
    (
        [("30", "60"), ("30", "60"), *[ABOVE] * 3, *[BELOW] * 3],
        "Fem kommuner ligger nu over hele landet (55,2 pct.) mod tre ved baseline (41,3 pct.).",
    ),
    (
        [("30", "60"), BELOW],
        "Én kommune ligger nu over hele landet (55,2 pct.) mod ingen ved baseline (41,3 pct.).",
    ),
    (
        [("50", "52"), BELOW],
        "Ingen kommuner ligger nu over hele landet (55,2 pct.) mod én ved baseline (41,3 pct.).",
    ),
    (
        [("50", "52"), ("50", "60")],
        "Én kommune ligger nu over hele landet (55,2 pct.) mod alle ved baseline (41,3 pct.).",
    ),
    (
        [ABOVE, ABOVE],
        "Begge kommuner ligger over hele landet (55,2 pct.), lige så mange som ved baseline (41,3 pct.).",
    ),
    (
        [BELOW, BELOW],
        "Ingen kommuner ligger over hele landet (55,2 pct.), og det gjorde heller ingen ved baseline (41,3 pct.).",
    ),
    ([ABOVE], "Hele landet er på 55,2 pct. mod 41,3 pct. ved baseline."),
]


@pytest.mark.parametrize(("pairs", "expected"), AGAINST)
def test_against_the_country(pairs: list[tuple[str, str]], expected: str) -> None:
    assert expected in told(places(*pairs))


def test_who_lies_on_the_countrys_number_is_not_above_it() -> None:
    found = told(places(ON, ABOVE))
    assert found[1].startswith("Én kommune ligger over hele landet")
    assert found[2] == "Én ligger lige på landets tal."


def test_a_country_that_is_not_shown_is_not_held_against() -> None:
    assert (
        "Hele landets tal kan ikke vises"
        in told(places(UP, DOWN), Ends("", None, Decimal("0.5"), hidden=True))[-1]
    )


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([UP, UP, None], "Tallene for C er skjult, fordi der er få personer bag dem."),
        ([UP, None, None], "Tallene for B og C er skjult, fordi der er få personer bag dem."),
        ([UP, *[None] * 4], "Tallene for fire kommuner er skjult, fordi der er få personer bag dem."),
    ],
)
def test_what_is_hidden_is_said(pairs: list[tuple[str, str] | None], expected: str) -> None:
    assert told(places(*pairs))[-1] == expected


def test_nobody_to_count_is_not_hidden() -> None:
    found = told([*places(UP, UP), Ends("Fanø", None, Decimal("0.5"))])
    assert found[-1] == "I Fanø var der ingen at tælle i mindst én af perioderne."


@pytest.mark.parametrize(
    ("unsure", "expected"),
    [
        ([True, False, False], "I én kommune er ændringen så lille"),
        ([True] * 3, "I alle kommuner er ændringen så lille"),
    ],
)
def test_a_change_that_may_be_chance_is_said(unsure: list[bool], expected: str) -> None:
    rows = [
        Ends(one.name, one.before, one.now, unsure=may)
        for one, may in zip(places(UP, UP, UP), unsure, strict=True)
    ]
    assert any(one.startswith(expected) for one in told(rows))


def test_one_period_alone_tells_a_level() -> None:
    one = Span(SPAN.latest, SPAN.latest)
    assert told(places(UP, DOWN), span=one)[:2] == [
        "Andelen ligger mellem 28,8 og 40,5 pct. i 2 kommuner i 3. kvartal 2017.",
        "Ingen kommuner ligger over hele landet (55,2 pct.).",
    ]
    assert told(places(UP), span=one)[0] == "A er på 40,5 pct. i 3. kvartal 2017."


def test_simple_and_weighted_are_named_apart() -> None:
    both = mean_sentence(Decimal("0.511"), 17, Decimal("0.509"))
    assert both is not None
    words = both.danish.replace("\N{NO-BREAK SPACE}", " ")
    assert "51,1 pct., når hver kommune tæller lige meget (simpelt)" in words
    assert "50,9 pct., når hver person tæller lige meget (vægtet)" in words
    alone = mean_sentence(Decimal("0.5"), 1, Decimal("0.5"))
    assert alone is not None
    assert "gennemsnit" not in alone.danish
    assert mean_sentence(None, 0, None) is None


def test_words_up_to_twelve() -> None:
    shown = [number_word(one).danish for one in (0, 1, 12, 13)]
    assert shown == ["ingen", "én", "tolv", "13"]
