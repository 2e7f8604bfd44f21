"""The sentence of a result: verdict, numbers, reason."""

import pytest

from virkning.figures.attainment import AttainmentState
from virkning.figures.indicators import Indicator, IndicatorKind, Reading

from .examples import (
    DROPPED_OUT,
    PARENTS,
    READING_TEST,
    YEARS,
    indicator,
    judged,
    period,
    plain,
    readings,
    sentence,
)

ACHIEVED, NOT_ACHIEVED = AttainmentState.ACHIEVED, AttainmentState.NOT_ACHIEVED
ON_COURSE, BEHIND = AttainmentState.ON_COURSE, AttainmentState.BEHIND
NOT_DUE, CANNOT_JUDGE = AttainmentState.NOT_DUE, AttainmentState.CANNOT_JUDGE


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


def test_words_are_not_the_latest_value() -> None:
    words = Reading("", period(2012), text="for få svar")
    it = indicator(readings("", "0", "66"), (words,), rule="mindst", amount="60")
    assert sentence(it).endswith("Seneste værdi er 66 pct. i 2011.")


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
            "Målopfyldelsen kan ikke afgøres: måltypen “mindst” kræver tal, "
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
    def kept(self, *series: tuple[Reading, ...], target_series: str = "") -> Indicator:
        return indicator(*series, rule="mindst", amount="60", baseline=2011, target_series=target_series)

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


def test_a_break_since_the_baseline_is_said() -> None:
    it = indicator(readings("", *PARENTS, broken=2012), rule="stiger med pct.", amount="25")
    assert judged(it).state is ACHIEVED
    closing = "Værdier før og efter databruddet i 2012 kan ikke sammenlignes direkte."
    assert sentence(it).endswith(closing)
    assert closing not in sentence(it, 2011)
    absolute = indicator(readings("", *READING_TEST, broken=2012), rule="mindst", amount="75")
    assert closing not in sentence(absolute)
