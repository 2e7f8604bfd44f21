"""The computed light of a result follows its attainment, and is none where nothing is expected."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures import lights
from virkning.figures.attainment import AttainmentState, attainment
from virkning.figures.indicators import Answer, Indicator, IndicatorKind, Term
from virkning.figures.lights import RESULT_ROWS, Light, result_light
from virkning.figures.phrases import FigureError

from .examples import (
    DROPPED_OUT,
    PARENTS,
    READING_TEST,
    YEARS,
    horizon,
    indicator,
    percentages,
    period,
    plain,
    readings,
)

GREEN, YELLOW, RED = Light.GREEN, Light.YELLOW, Light.RED

# what | result | lights 2010-2013
TABLE = [
    (
        "reading",
        indicator(readings("", *READING_TEST), rule="mindst", amount="75"),
        (None, GREEN, YELLOW, RED),
    ),
    (
        "parents",
        indicator(readings("", *PARENTS), rule="stiger med pct.", amount="25"),
        (None, YELLOW, YELLOW, GREEN),
    ),
    (
        "drop-out",
        indicator(readings("", *DROPPED_OUT), rule="falder med pct.", amount="10"),
        (None, GREEN, GREEN, GREEN),
    ),
    ("missing", indicator(readings("", "0", "66"), rule="mindst", amount="60"), (None, GREEN, None, None)),
    ("no target", indicator(readings("", "0", "66", "70", "70")), (None, None, None, None)),
    (
        "retired",
        indicator(readings("", "58", "90", "90"), rule="mindst", amount="85", retired_in=period(2012)),
        (None, GREEN, None, None),
    ),
    (
        "added",
        indicator(
            readings("", None, "90", "90"), rule="mindst", amount="85", added_in=period(2012), baseline=None
        ),
        (None, None, GREEN, None),
    ),
    (
        "expected later, achieved before",
        indicator(
            readings("", "0", "90", "90", "90"), rule="mindst", amount="85", expected_from=period(2012)
        ),
        (None, None, GREEN, GREEN),
    ),
    (
        "own baseline",
        indicator(readings("", "99", "99", "99", "99"), rule="mindst", amount="85", baseline=2011),
        (None, None, GREEN, GREEN),
    ),
    (
        "yes and no",
        indicator(readings("", "Nej", "Nej", "Ja", "Nej"), rule="ja", kind=IndicatorKind.YES_NO),
        (None, YELLOW, GREEN, RED),
    ),
]


@pytest.mark.parametrize(("it", "expected"), [case[1:] for case in TABLE], ids=[case[0] for case in TABLE])
def test_lights(it: Indicator, expected: tuple[Light | None, ...]) -> None:
    found = [result_light(it, period(year), horizon()) for year in YEARS]
    assert tuple(one.light for one in found) == expected
    assert all(plain(one.reason).endswith(".") for one in found)


@pytest.mark.parametrize(
    ("it", "year", "reason"),
    [
        (TABLE[0][1], 2010, "Baseline er 2010; her forventes der ikke noget endnu."),
        (TABLE[0][1], 2013, "Målet skulle være nået nu og er ikke nået."),
        (TABLE[4][1], 2013, "Resultatet har intet mål i tal."),
        (TABLE[5][1], 2013, "Indikatoren udgik i 2012."),
        (TABLE[6][1], 2011, "Resultatet er først tilføjet i 2012."),
        (TABLE[7][1], 2011, "Der forventes først noget fra 2012."),
    ],
)
def test_reasons(it: Indicator, year: int, reason: str) -> None:
    assert plain(result_light(it, period(year), horizon()).reason) == reason


def test_the_table_is_printed_in_the_docstring() -> None:
    assert lights.__doc__ is not None
    printed = lights.__doc__.split("Results (")[1]
    listed = [line.split(maxsplit=1)[1] for line in printed.splitlines() if line[:1].isdigit()]
    expected = [(one.when, one.light.value if one.light else "none") for one in RESULT_ROWS]
    assert [tuple(part.strip() for part in line.rsplit(maxsplit=1)) for line in listed] == expected


def test_the_sheets_words() -> None:
    assert [IndicatorKind.parse(kind.danish) for kind in IndicatorKind] == list(IndicatorKind)
    assert [Answer.parse(answer.danish) for answer in Answer] == list(Answer)
    assert [Term.parse(f" {term.danish.upper()}") for term in Term] == list(Term)
    assert Answer.parse("") is None
    with pytest.raises(FigureError, match="kort, mellemlangt, langt"):
        Term.parse("snart")


@given(percentages, percentages, percentages, st.sampled_from(YEARS[1:]))
def test_a_higher_value_is_never_worse(a: Decimal, b: Decimal, goal: Decimal, year: int) -> None:
    rank = {RED: 0, YELLOW: 1, GREEN: 2}

    def at(value: Decimal) -> int:
        it = indicator(
            readings("", "40"), readings("", str(value), since=year), rule="mindst", amount=str(goal)
        )
        found = result_light(it, period(year), horizon())
        assert found.light is not None
        return rank[found.light]

    assert at(min(a, b)) <= at(max(a, b))


@given(percentages, percentages, st.sampled_from(YEARS))
def test_the_light_says_what_the_attainment_says(value: Decimal, goal: Decimal, year: int) -> None:
    it = indicator(readings("", "40"), readings("", str(value), since=year), rule="højst", amount=str(goal))
    found = attainment(it, period(year), horizon())
    assert found is not None
    colours = {
        AttainmentState.ACHIEVED: GREEN,
        AttainmentState.ON_COURSE: GREEN,
        AttainmentState.BEHIND: YELLOW,
        AttainmentState.NOT_ACHIEVED: RED,
        AttainmentState.NOT_DUE: None,
    }
    assert result_light(it, period(year), horizon()).light is colours[found.state]
