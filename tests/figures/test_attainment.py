"""Attainment: which state a result is in, and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.attainment import AttainmentState, attainment
from virkning.figures.dates import Deadline
from virkning.figures.indicators import IndicatorKind
from virkning.figures.rules import TargetRule

from .examples import (
    DROPPED_OUT,
    PARENTS,
    READING_TEST,
    YEARS,
    decimals,
    horizon,
    indicator,
    judged,
    period,
    plain,
    readings,
    sentence,
    target,
)

ACHIEVED, NOT_ACHIEVED = AttainmentState.ACHIEVED, AttainmentState.NOT_ACHIEVED
ON_COURSE, BEHIND = AttainmentState.ON_COURSE, AttainmentState.BEHIND
NOT_DUE, CANNOT_JUDGE = AttainmentState.NOT_DUE, AttainmentState.CANNOT_JUDGE

OPENINGS = ("Målet er nået", "Målet er ikke nået", "Målopfyldelsen kan ikke afgøres")


# Holstebro: values 2010-2013 | rule | Måltal | states
HOLSTEBRO = [
    (READING_TEST, "mindst", "75", (NOT_DUE, ON_COURSE, BEHIND, NOT_ACHIEVED)),
    (PARENTS, "stiger med pct.", "25", (NOT_DUE, BEHIND, BEHIND, ACHIEVED)),
    (DROPPED_OUT, "falder med pct.", "10", (NOT_DUE, ON_COURSE, ACHIEVED, ACHIEVED)),
    (("0", "66", "70", None), "mindst", "60", (NOT_DUE, ACHIEVED, ACHIEVED, CANNOT_JUDGE)),
    (("20", "24", "24", "24"), "mindst", "24", (NOT_DUE, ACHIEVED, ACHIEVED, ACHIEVED)),
]


@pytest.mark.parametrize(("values", "rule", "amount", "states"), HOLSTEBRO)
def test_holstebro(
    values: tuple[str, ...], rule: str, amount: str, states: tuple[AttainmentState, ...]
) -> None:
    it = indicator(readings("", *values), rule=rule, amount=amount)
    assert tuple(judged(it, year).state for year in YEARS) == states


class TestTime:
    def test_added_later_and_no_target_is_no_attainment(self) -> None:
        later = indicator(readings("", "1", "2"), rule="mindst", amount="1", added_in=period(2012))
        assert attainment(later, period(2011), horizon()) is None
        assert attainment(later, period(2012), horizon()) is not None
        assert attainment(indicator(readings("", "1")), period(2013), horizon()) is None

    def test_retired(self) -> None:
        it = indicator(
            readings("", "58", "83"),
            rule="mindst",
            amount="85",
            retired_in=period(2011),
            retired_reason="der er ingen direkte sammenhæng.",
            replaced_by="8",
        )
        assert judged(it, 2011).state is judged(it, 2013).state is CANNOT_JUDGE
        assert sentence(it, 2013) == (
            "Målopfyldelsen kan ikke afgøres: indikatoren udgik i 2011. "
            "Begrundelse: der er ingen direkte sammenhæng. Den er erstattet af resultat 8."
        )

    def test_before_it_is_expected(self) -> None:
        it = indicator(
            readings("", "0", "25", None, "80"), rule="mindst", amount="60", expected_from=period(2013)
        )
        assert [judged(it, year).state for year in YEARS] == [NOT_DUE, NOT_DUE, NOT_DUE, ACHIEVED]
        assert sentence(it, 2011) == (
            "Målet er ikke nået endnu: 25 pct. i 2011 mod mindst 60 pct., 35 procentpoint under. "
            "Det forventes først fra 2013."
        )
        assert sentence(it, 2012) == (
            "Målopfyldelsen kan ikke afgøres endnu: værdien for 2012 mangler. "
            "Seneste værdi er 25 pct. i 2011. Det forventes først fra 2013."
        )

    def test_achieved_before_it_is_expected(self) -> None:
        it = indicator(readings("", "0", "66"), rule="mindst", amount="60", expected_from=period(2013))
        assert judged(it, 2011).state is ACHIEVED

    def test_before_the_baseline(self) -> None:
        it = indicator(readings("", "90"), rule="mindst", amount="60", baseline=2012)
        assert judged(it, 2010).state is NOT_DUE
        assert "2010 ligger før baseline (2012)" in sentence(it, 2010)

    @pytest.mark.parametrize(
        ("deadline", "year", "due", "state"),
        [
            (None, 2012, False, ON_COURSE),
            (None, 2013, True, NOT_ACHIEVED),
            ("2012", 2011, False, BEHIND),
            ("2012", 2012, True, NOT_ACHIEVED),
            ("2012", 2013, True, NOT_ACHIEVED),
            ("31.12.2012", 2012, True, NOT_ACHIEVED),
            ("01.01.2013", 2012, False, BEHIND),
            ("2020", 2013, False, ON_COURSE),
        ],
    )
    def test_due(self, deadline: str | None, year: int, due: bool, state: AttainmentState) -> None:
        versions = (target("mindst", "75", deadline=None if deadline is None else Deadline.parse(deadline)),)
        found = judged(indicator(readings("", "30", "45", "60", "74"), targets=versions), year)
        assert (found.due, found.state) == (due, state)

    def test_deadlines_in_words(self) -> None:
        def said(deadline: str, year: int) -> str:
            versions = (target("mindst", "75", deadline=Deadline.parse(deadline)),)
            return sentence(indicator(readings("", "30", "45", "60", "74"), targets=versions), year)

        assert "Det skal først være nået den 1. marts 2014; udviklingen er på kurs." in said("1/3 2014", 2011)
        assert "Det skal først være nået i 3. kvartal 2014;" in said("2014K3", 2011)
        assert said("2012", 2013).endswith("Det skulle være nået i 2012.")
        assert "skulle være nået" not in said("2012", 2012)

    def test_a_project_without_periods_has_no_deadline(self) -> None:
        it = indicator(readings("", "30", "45"), rule="mindst", amount="75")
        found = attainment(it, period(2011), type(horizon())(()))
        assert found is not None
        assert (found.state, found.due) == (ON_COURSE, False)
        assert plain(found.sentence).endswith("Der er ingen frist; udviklingen er på kurs.")


def test_states_have_words() -> None:
    assert [state.danish for state in AttainmentState] == [
        "Nået", "Ikke nået", "På kurs", "Bagud", "Ikke forventet endnu", "Kan ikke afgøres",
    ]  # fmt: skip


values = st.none() | decimals().map(str) | st.sampled_from(["Ja", "Nej", "N/A", "0"])


@given(
    st.lists(values, min_size=4, max_size=4),
    st.lists(values, min_size=4, max_size=4),
    st.sampled_from(TargetRule),
    st.none() | decimals().map(str),
    st.sampled_from(["pct.", "personer", "", "procentpoint"]),
    st.sampled_from(IndicatorKind),
    st.sampled_from(["", "A", "B"]),
    st.none() | st.sampled_from(YEARS),
)
def test_whatever_is_typed_gives_one_of_three_openings(
    first: list[str | None],
    second: list[str | None],
    rule: TargetRule,
    amount: str | None,
    unit: str,
    kind: IndicatorKind,
    series: str,
    expected: int | None,
) -> None:
    it = indicator(
        readings("A", *first, broken=2012),
        readings("B", *second),
        rule=rule.danish,
        amount=amount,
        unit=unit,
        kind=kind,
        target_series=series,
        reference_series=("B",) if series == "A" else (),
        expected_from=None if expected is None else period(expected),
    )
    for year in YEARS:
        found = judged(it, year)
        said = plain(found.sentence)
        assert [said.startswith(opening) for opening in OPENINGS].count(True) == 1
        assert said.endswith(".")
        assert ".." not in said
        assert "  " not in said
        assert said.startswith("Målet er nået") == (found.state is ACHIEVED)
        if found.state in (NOT_ACHIEVED, ON_COURSE, BEHIND):
            assert said.startswith("Målet er ikke nået")
