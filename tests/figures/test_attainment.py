"""Attainment: the state, and the sentence that says why."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.attainment import Attainment, AttainmentState, attainment
from virkning.figures.dates import Deadline
from virkning.figures.indicators import Indicator, IndicatorKind, Reading
from virkning.figures.rules import TargetRule

from .examples import (
    DROPPED_OUT,
    PARENTS,
    READING_TEST,
    YEARS,
    decimals,
    horizon,
    indicator,
    percentages,
    period,
    plain,
    readings,
    target,
)

ACHIEVED, NOT_ACHIEVED = AttainmentState.ACHIEVED, AttainmentState.NOT_ACHIEVED
ON_COURSE, BEHIND = AttainmentState.ON_COURSE, AttainmentState.BEHIND
NOT_DUE, CANNOT_JUDGE = AttainmentState.NOT_DUE, AttainmentState.CANNOT_JUDGE

OPENINGS = ("Målet er nået", "Målet er ikke nået", "Målopfyldelsen kan ikke afgøres")


def judged(it: Indicator, year: int | str = 2013) -> Attainment:
    found = attainment(it, period(year), horizon())
    assert found is not None
    return found


def sentence(it: Indicator, year: int | str = 2013) -> str:
    return plain(judged(it, year).sentence)


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


SENTENCES = [
    (
        READING_TEST,
        "mindst",
        "75",
        2013,
        "Målet er ikke nået: 71,7 pct. i 2013 mod mindst 75 pct., 3,3 procentpoint under.",
    ),
    (
        READING_TEST,
        "mindst",
        "75",
        2011,
        "Målet er ikke nået endnu: 67,33 pct. i 2011 mod mindst 75 pct., 7,67 procentpoint under. "
        "Det skal først være nået i 2013; udviklingen er på kurs.",
    ),
    (
        READING_TEST,
        "mindst",
        "75",
        2012,
        "Målet er ikke nået endnu: 25 pct. i 2012 mod mindst 75 pct., 50 procentpoint under. "
        "Det skal først være nået i 2013; udviklingen er bagud.",
    ),
    (
        READING_TEST,
        "mindst",
        "75",
        2010,
        "Målopfyldelsen kan ikke afgøres endnu: 2010 er baseline. Målet er mindst 75 pct.",
    ),
    (
        READING_TEST,
        "mindst",
        "71.70",
        2013,
        "Målet er nået: 71,7 pct. i 2013 mod mindst 71,70 pct., præcis på målet.",
    ),
    (
        PARENTS,
        "stiger med pct.",
        "25",
        2013,
        "Målet er nået: 95 pct. i 2013 mod en stigning på 25 pct. fra baseline (til 93,75 pct.), "
        "1,25 procentpoint over. Baseline var 75 pct. i 2010, og værdien er steget med "
        "20 procentpoint (26,7 pct.).",
    ),
    (
        DROPPED_OUT,
        "falder med procentpoint",
        "14",
        2013,
        "Målet er ikke nået: 20 pct. i 2013 mod et fald på 14 procentpoint fra baseline (til 19 pct.), "
        "1 procentpoint over. Baseline var 33 pct. i 2010, og værdien er faldet med 13 procentpoint.",
    ),
    (
        ("33", "33"),
        "falder med pct.",
        "0",
        2011,
        "Målet er nået: 33 pct. i 2011 mod et fald på 0 pct. fra baseline (til 33 pct.), præcis på målet. "
        "Baseline var 33 pct. i 2010, og værdien er uændret.",
    ),
    (
        ("0", "66", "70"),
        "mindst",
        "60",
        2013,
        "Målopfyldelsen kan ikke afgøres: værdien for 2013 mangler. Seneste værdi er 70 pct. i 2012.",
    ),
    (
        (),
        "mindst",
        "60",
        2013,
        "Målopfyldelsen kan ikke afgøres: værdien for 2013 mangler. Der er ingen tidligere værdi.",
    ),
    (
        ("0", "12"),
        "stiger med pct.",
        "25",
        2011,
        "Målopfyldelsen kan ikke afgøres: baseline er 0, og en ændring i pct. kan ikke regnes ud fra 0. "
        "Værdien er 12 pct. i 2011.",
    ),
    (
        (None, "12"),
        "stiger med pct.",
        "25",
        2011,
        "Målopfyldelsen kan ikke afgøres: der er ingen værdi i baseline (2010). Værdien er 12 pct. i 2011.",
    ),
    (("1", "N/A"), "mindst", "5", 2011, "Målopfyldelsen kan ikke afgøres: værdien for 2011 er N/A."),
    (
        ("1", "12"),
        "mindst",
        None,
        2011,
        "Målopfyldelsen kan ikke afgøres: måltallet mangler. Værdien er 12 pct. i 2011.",
    ),
]


@pytest.mark.parametrize(("values", "rule", "amount", "year", "expected"), SENTENCES)
def test_sentences(
    values: tuple[str | None, ...], rule: str, amount: str | None, year: int, expected: str
) -> None:
    assert sentence(indicator(readings("", *values), rule=rule, amount=amount), year) == expected


def test_the_gap_has_its_sign_and_unit() -> None:
    it = indicator(readings("", *READING_TEST), rule="mindst", amount="75")
    assert plain(judged(it).gap) == "−3,3 procentpoint"
    assert judged(it, 2010).gap is None
    persons = indicator(readings("", "1", "30"), rule="mindst", amount="24", unit="personer")
    assert plain(judged(persons, 2011).gap) == "+6 personer"


class TestAnswers:
    def test_yes_and_no(self) -> None:
        it = indicator(readings("", "Nej", "Nej", "Ja", "Nej"), rule="ja", kind=IndicatorKind.YES_NO, unit="")
        assert [judged(it, year).state for year in YEARS] == [NOT_DUE, BEHIND, ACHIEVED, NOT_ACHIEVED]
        assert sentence(it, 2012) == "Målet er nået: svaret Ja i 2012."
        assert sentence(it) == "Målet er ikke nået: svaret Nej i 2013 mod svaret Ja."

    def test_a_number_rule_on_answers(self) -> None:
        it = indicator(
            readings("", "Nej", "Ja"), rule="mindst", amount="1", kind=IndicatorKind.YES_NO, unit=""
        )
        assert sentence(it, 2011) == (
            'Målopfyldelsen kan ikke afgøres: måltypen "mindst" kræver tal, '
            "men resultatet besvares med ja eller nej."
        )

    def test_a_result_in_words(self) -> None:
        words = Reading("", period(2013), text="Handlingsplanen er udbredt til alle lærere.")
        it = indicator((words,), rule="mindst", amount="4", kind=IndicatorKind.TEXT, unit="")
        assert sentence(it) == "Målopfyldelsen kan ikke afgøres: resultatet er beskrevet i ord og ikke i tal."


class TestReference:
    def group(
        self, *values: str | None, rule: str, amount: str | None, reference: tuple[str | None, ...]
    ) -> Indicator:
        return indicator(
            readings("Nydanske", *values),
            readings("Alle unge", *reference),
            rule=rule,
            amount=amount,
            reference_series=("Alle unge", "Landet"),
        )

    def test_both_values_the_name_and_the_difference(self) -> None:
        # Holstebro: 7 and 40 percentage points over all young people, at most 15
        it = self.group("22", "55", rule="højst over reference", amount="15", reference=("15", "15"))
        assert judged(it, 2011).state is BEHIND
        assert sentence(it, 2011) == (
            "Målet er ikke nået endnu: 55 pct. i 2011 mod højst 15 procentpoint over referencen "
            '(højst 30 pct.), 25 procentpoint over. Referencen "Alle unge" er 15 pct., '
            "og forskellen er 40 procentpoint. "
            "Det skal først være nået i 2013; udviklingen er bagud."
        )

    def test_seven_percentage_points_over_hold(self) -> None:
        it = self.group("30", "22", rule="højst over reference", amount="15", reference=("15", "15"))
        assert sentence(it, 2011).startswith("Målet er nået: 22 pct. i 2011 mod højst 15 procentpoint over")
        assert "forskellen er 7 procentpoint." in sentence(it, 2011)

    def test_equal_values_say_so(self) -> None:
        it = self.group(
            "30", "20", "20.4", "21", rule="lig reference", amount=None, reference=("11", "20", "20", "20")
        )
        assert sentence(it, 2011) == (
            "Målet er nået: 20 pct. i 2011 mod det samme som referencen (20 pct.), de er ens. "
            'Referencen "Alle unge" er 20 pct., og der er ingen forskel.'
        )
        assert "de er ens med den nøjagtighed, de er skrevet med." in sentence(it, 2012)
        assert "1 procentpoint over." in sentence(it, 2013)

    def test_a_missing_reference(self) -> None:
        it = self.group("30", "22", rule="højst over reference", amount="15", reference=("15",))
        assert judged(it, 2011).state is CANNOT_JUDGE
        assert sentence(it, 2011) == (
            'Målopfyldelsen kan ikke afgøres: referencen "Alle unge", "Landet" har ingen værdi i 2011. '
            "Værdien er 22 pct. i 2011."
        )

    def test_a_switch_of_reference_is_a_break(self) -> None:
        it = indicator(
            readings("Nydanske", "30", "22"),
            readings("Alle unge", "15"),
            readings("Landet", "12", "12"),
            rule="højst over reference",
            amount="5",
            reference_series=("Alle unge", "Landet"),
        )
        assert judged(it, 2011).state is BEHIND  # 15 over became 10 over, but of another group
        assert (
            'Databrud i 2011: sammenligningsgruppen er skiftet fra "Alle unge" til "Landet". '
            "Forskelle før og efter kan ikke sammenlignes direkte." in sentence(it, 2011)
        )


class TestSeveralSeries:
    def kept(self, *series: tuple[Reading, ...], **more: object) -> Indicator:
        return indicator(*series, rule="mindst", amount="60", baseline=2011, **more)

    def test_all_must_hold(self) -> None:
        it = self.kept(readings("Tosprogede", "88", since=2013), readings("Etnisk danske", "79", since=2013))
        assert sentence(it) == (
            'Målet er nået: "Tosprogede" med 88 pct. i 2013 mod mindst 60 pct., 28 procentpoint over; '
            '"Etnisk danske" med 79 pct. i 2013 mod mindst 60 pct., 19 procentpoint over.'
        )
        assert judged(it).gap is None

    def test_those_that_fail_come_first(self) -> None:
        it = self.kept(readings("Tosprogede", "88", since=2013), readings("Etnisk danske", "55", since=2013))
        assert sentence(it) == (
            'Målet er ikke nået: "Etnisk danske" med 55 pct. i 2013 mod mindst 60 pct., '
            '5 procentpoint under. Det er nået for "Tosprogede" med 88 pct. i 2013 mod mindst 60 pct., '
            "28 procentpoint over."
        )

    def test_one_missing_cannot_be_judged_unless_another_fails(self) -> None:
        gone = readings("Alle", "85", since=2012)
        holds = self.kept(gone, readings("Tosprogede", "70", "88", since=2012))
        assert sentence(holds) == (
            'Målopfyldelsen kan ikke afgøres: værdien for 2013 mangler for "Alle". '
            'Det er nået for "Tosprogede" med 88 pct. i 2013 mod mindst 60 pct., 28 procentpoint over. '
            'Seneste værdi for "Alle" er 85 pct. i 2012.'
        )
        fails = self.kept(gone, readings("Tosprogede", "70", "50", since=2012))
        assert judged(fails).state is NOT_ACHIEVED
        assert 'Værdien for 2013 mangler for "Alle".' in sentence(fails)

    def test_a_series_marked_na_is_left_out(self) -> None:
        it = self.kept(
            readings("Alle", "85", "N/A", since=2012), readings("Tosprogede", "70", "88", since=2012)
        )
        assert judged(it).state is ACHIEVED
        assert '"Alle" er N/A og tæller ikke med.' in sentence(it)

    def test_a_named_target_series(self) -> None:
        it = self.kept(
            readings("Tosprogede", "88", since=2013),
            readings("Andre", "5", since=2013),
            target_series="Tosprogede",
        )
        assert sentence(it).startswith('Målet er nået for "Tosprogede": 88 pct. i 2013 mod mindst 60 pct.')

    def test_details_are_told_for_each(self) -> None:
        it = indicator(
            readings("A", "40", "52"), readings("B", "0", "52"), rule="stiger med pct.", amount="25"
        )
        assert judged(it, 2011).state is CANNOT_JUDGE
        points = indicator(
            readings("A", "40", "52"), readings("B", "50", "52"), rule="stiger med procentpoint", amount="12"
        )
        assert 'For "B": Baseline var 50 pct. i 2010, og værdien er steget med 2 procentpoint.' in sentence(
            points, 2011
        )

    def test_one_that_fails_beside_one_that_cannot_be_judged(self) -> None:
        it = indicator(
            readings("A", "40", "41"), readings("B", "0", "52"), rule="stiger med pct.", amount="25"
        )
        assert judged(it, 2011).state is BEHIND
        assert '"B" kan ikke afgøres: baseline er 0' in sentence(it, 2011)


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


# values from 2010 | rule | Måltal | year | break | baseline | state; due at the end of 2013
PACE = [
    (("30", "45"), "mindst", "75", 2011, None, 2010, ON_COURSE),  # a third of the way in a third of the time
    (("30", "44"), "mindst", "75", 2011, None, 2010, BEHIND),
    (("30", "20"), "mindst", "75", 2011, None, 2010, BEHIND),
    (("60", "50"), "højst", "30", 2011, None, 2010, ON_COURSE),
    (("60", "51"), "højst", "30", 2011, None, 2010, BEHIND),
    (("80", "70"), "mindst", "75", 2011, None, 2010, BEHIND),  # had reached it at the baseline
    ((None, "20", "21"), "mindst", "75", 2012, None, 2010, ON_COURSE),  # no baseline: better than before
    ((None, "20", "20"), "mindst", "75", 2012, None, 2010, BEHIND),
    ((None, None, "20"), "mindst", "75", 2012, None, 2010, BEHIND),
    (("20", "30"), "mindst", "75", 2011, None, None, ON_COURSE),
    (("30", "70", "65"), "mindst", "75", 2012, 2011, 2010, BEHIND),  # the break hides the baseline
    (("30", "40", "41"), "mindst", "75", 2012, 2011, 2010, ON_COURSE),
    (("30", "40", "74"), "mindst", "75", 2012, 2012, 2010, BEHIND),  # nothing left to compare with
]  # fmt: skip


@pytest.mark.parametrize(("values", "rule", "amount", "year", "broken", "baseline", "state"), PACE)
def test_pace(
    values: tuple[str | None, ...],
    rule: str,
    amount: str,
    year: int,
    broken: int | None,
    baseline: int | None,
    state: AttainmentState,
) -> None:
    versions = (target(rule, amount, deadline=Deadline.parse("2013")),)
    it = indicator(readings("", *values, broken=broken), targets=versions, baseline=baseline)
    assert judged(it, year).state is state


def test_pace_towards_a_reference() -> None:
    def course(value: str, reference: str) -> AttainmentState:
        it = indicator(
            readings("A", "45", value),
            readings("B", "15", reference),
            rule="lig reference",
            reference_series=("B",),
        )
        return judged(it, 2011).state

    assert course("35", "15") is ON_COURSE  # 30 apart became 20
    assert course("36", "15") is BEHIND
    assert course("0", "15") is ON_COURSE  # from 30 over to 15 under
    assert course("45", "25") is ON_COURSE


def test_a_break_since_the_baseline_is_said() -> None:
    it = indicator(readings("", *PARENTS, broken=2012), rule="stiger med pct.", amount="25")
    assert judged(it).state is ACHIEVED
    closing = "Værdier før og efter databruddet i 2012 kan ikke sammenlignes direkte."
    assert sentence(it).endswith(closing)
    assert closing not in sentence(it, 2011)
    absolute = indicator(readings("", *READING_TEST, broken=2012), rule="mindst", amount="75")
    assert closing not in sentence(absolute)


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


@given(percentages, percentages, percentages, st.sampled_from(YEARS[1:]))
def test_a_higher_value_is_never_worse(a: Decimal, b: Decimal, goal: Decimal, year: int) -> None:
    rank = {NOT_ACHIEVED: 0, BEHIND: 1, ON_COURSE: 2, ACHIEVED: 3}

    def at(value: Decimal) -> int:
        it = indicator(
            readings("", "40"), readings("", str(value), since=year), rule="mindst", amount=str(goal)
        )
        return rank[judged(it, year).state]

    low, high = sorted((a, b))
    assert at(low) <= at(high)
