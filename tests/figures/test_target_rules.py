"""Every kind of target: met, missed, exactly equal, and when it cannot be judged."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.dates import Deadline
from virkning.figures.indicators import Indicator, IndicatorKind, Reading, Target
from virkning.figures.periods import Period
from virkning.figures.phrases import FigureError
from virkning.figures.rules import Direction, TargetRule, rule_words
from virkning.figures.targets import (
    effective_target,
    equal_as_written,
    judge,
    judged_series,
    reference_in,
    required_value,
    requirement,
    rule_problem,
    target_phrase,
)
from virkning.figures.units import PERCENT, PLAIN, Unit

from .examples import decimals, indicator, percentages, period, plain, readings, target

SHEET = [
    ("mindst", TargetRule.AT_LEAST),
    ("højst", TargetRule.AT_MOST),
    ("stiger med pct.", TargetRule.RISES_BY_PERCENT),
    ("falder med pct.", TargetRule.FALLS_BY_PERCENT),
    ("stiger med procentpoint", TargetRule.RISES_BY_POINTS),
    ("falder med procentpoint", TargetRule.FALLS_BY_POINTS),
    ("højst over reference", TargetRule.AT_MOST_OVER_REFERENCE),
    ("mindst under reference", TargetRule.AT_LEAST_UNDER_REFERENCE),
    ("lig reference", TargetRule.EQUALS_REFERENCE),
    ("ja", TargetRule.YES),
]


@pytest.mark.parametrize(("written", "rule"), SHEET)
def test_the_sheets_words(written: str, rule: TargetRule) -> None:
    assert TargetRule.parse(f"  {written.upper().replace(' ', '   ')} ") is rule
    assert rule.danish == written


def test_every_rule_has_its_words() -> None:
    assert {rule for _, rule in SHEET} == set(TargetRule)
    assert TargetRule.parse("  ") is None
    with pytest.raises(FigureError, match=r"“ca\. 75” er ikke en måltype.*mindst, højst, stiger med pct\."):
        TargetRule.parse("ca. 75")


def one(
    rule: str, amount: str | None, baseline: str | None, value: str | None, unit: str = "pct."
) -> Indicator:
    return indicator(readings("", baseline, value), rule=rule, amount=amount, unit=unit)


def reached(it: Indicator, year: int = 2011, series: str = "") -> bool | None:
    version = effective_target(it, period(year))
    assert version is not None
    return judge(it, version, period(year), series).reached


# rule | Måltal | baseline | value | reached
ALONE = [
    ("mindst", "75", "32", "75.01", True),
    ("mindst", "75", "32", "75", True),
    ("mindst", "75", "32", "75.0", True),
    ("mindst", "75", "32", "71.7", False),
    ("mindst", "75", None, "80", True),
    ("mindst", "0", "32", "0", True),
    ("mindst", None, "32", "80", None),
    ("mindst", "75", "32", None, None),
    ("højst", "10", "32", "9", True),
    ("højst", "10", "32", "10", True),
    ("højst", "10", "32", "10.1", False),
    ("højst", "-3", "32", "-4", True),
    # 25 pct. of 75 is 18,75: the threshold is 93,75
    ("stiger med pct.", "25", "75", "95", True),
    ("stiger med pct.", "25", "75", "93.75", True),
    ("stiger med pct.", "25", "75", "93.74", False),
    ("stiger med pct.", "0", "75", "75", True),
    ("stiger med pct.", "25", None, "95", None),
    ("stiger med pct.", "25", "0", "95", None),
    ("stiger med pct.", "25", "0.0", "95", None),
    ("stiger med pct.", "-25", "75", "95", None),
    # a rise from −8 by 25 pct. goes up, to −6
    ("stiger med pct.", "25", "-8", "-6", True),
    ("stiger med pct.", "25", "-8", "-10", False),
    # 10 pct. of 33 is 3,3: the threshold is 29,7
    ("falder med pct.", "10", "33", "20", True),
    ("falder med pct.", "10", "33", "29.7", True),
    ("falder med pct.", "10", "33", "29.71", False),
    ("falder med pct.", "10", "0", "0", None),
    ("falder med pct.", "25", "-8", "-10", True),
    ("falder med pct.", "25", "-8", "-6", False),
    ("stiger med procentpoint", "12", "40", "53", True),
    ("stiger med procentpoint", "12", "40", "52", True),
    ("stiger med procentpoint", "12", "40", "51.9", False),
    ("stiger med procentpoint", "12", "0", "12", True),
    ("stiger med procentpoint", "12", "0", "11", False),
    ("stiger med procentpoint", "12", None, "52", None),
    ("stiger med procentpoint", "-1", "40", "52", None),
    ("falder med procentpoint", "5", "20", "14", True),
    ("falder med procentpoint", "5", "20", "15", True),
    ("falder med procentpoint", "5", "20", "16", False),
    ("falder med procentpoint", "5", "0", "-5", True),
    ("falder med procentpoint", "5", None, "15", None),
]


@pytest.mark.parametrize(("rule", "amount", "baseline", "value", "expected"), ALONE)
def test_against_a_number_or_the_baseline(
    rule: str, amount: str | None, baseline: str | None, value: str | None, expected: bool | None
) -> None:
    assert reached(one(rule, amount, baseline, value)) is expected


# rule | Måltal | unit | value | reference | reached
REFERENCES = [
    ("højst over reference", "15", "pct.", "22", "15", True),
    ("højst over reference", "15", "pct.", "30", "15", True),
    ("højst over reference", "15", "pct.", "55", "15", False),
    ("højst over reference", "15", "pct.", "10", "15", True),
    ("højst over reference", "15", "pct.", "22", None, None),
    ("højst over reference", "15", "pct.", None, "15", None),
    ("højst over reference", None, "pct.", "22", "15", None),
    ("højst over reference", "-1", "pct.", "22", "15", None),
    ("højst over reference", "3", "uger", "12", "10", True),
    ("højst over reference", "0", "pct.", "15", "15", True),
    ("mindst under reference", "5", "pct.", "9", "15", True),
    ("mindst under reference", "5", "pct.", "10", "15", True),
    ("mindst under reference", "5", "pct.", "10.1", "15", False),
    ("mindst under reference", "5", "pct.", "9", None, None),
    ("lig reference", None, "pct.", "15", "15", True),
    ("lig reference", None, "pct.", "15", "15.4", True),
    ("lig reference", None, "pct.", "15.4", "15", True),
    ("lig reference", None, "pct.", "15", "15.5", False),
    ("lig reference", None, "pct.", "15.0", "15.4", False),
    ("lig reference", None, "pct.", "14", "15", False),
    ("lig reference", "7", "pct.", "15", "15", True),
    ("lig reference", None, "pct.", "15", None, None),
]


@pytest.mark.parametrize(("rule", "amount", "unit", "value", "reference", "expected"), REFERENCES)
def test_against_a_reference(
    rule: str, amount: str | None, unit: str, value: str | None, reference: str | None, expected: bool | None
) -> None:
    it = indicator(
        readings("Nydanske", "20", value),
        readings("Alle", "12", reference),
        rule=rule,
        amount=amount,
        unit=unit,
        reference_series=("Alle",),
    )
    assert reached(it, series="Nydanske") is expected


@pytest.mark.parametrize(
    ("value", "expected"), [("Ja", True), ("Nej", False), ("N/A", None), (None, None), ("1", None)]
)
def test_yes_must_be_the_answer(value: str | None, expected: bool | None) -> None:
    assert reached(indicator(readings("", "Nej", value), rule="ja", kind=IndicatorKind.YES_NO)) is expected


# rule | kind | unit | what stands in the way
NEVER = [
    ("mindst", IndicatorKind.YES_NO, "", "besvares med ja eller nej"),
    ("mindst", IndicatorKind.TEXT, "", "beskrevet i ord"),
    ("stiger med procentpoint", IndicatorKind.NUMBER, "personer", 'enheden er "personer"'),
    ("falder med procentpoint", IndicatorKind.NUMBER, "", "enheden er et antal"),
    ("stiger med procentpoint", IndicatorKind.NUMBER, "pct.", None),
    ("stiger med procentpoint", IndicatorKind.NUMBER, "procentpoint", None),
    ("stiger med pct.", IndicatorKind.NUMBER, "personer", None),
    ("mindst", IndicatorKind.DISTRIBUTION, "pct.", None),
    ("ja", IndicatorKind.YES_NO, "", None),
    ("ja", IndicatorKind.TEXT, "", None),
]


@pytest.mark.parametrize(("rule", "kind", "unit", "problem"), NEVER)
def test_rules_that_do_not_fit_the_result(
    rule: str, kind: IndicatorKind, unit: str, problem: str | None
) -> None:
    parsed = TargetRule.parse(rule)
    assert parsed is not None
    found = rule_problem(parsed, Decimal(5), kind, Unit.parse(unit))
    assert problem in str(found) if problem else found is None


def test_an_answer_where_a_number_is_needed_cannot_be_judged() -> None:
    it = indicator(readings("", "50", "Ja"), rule="mindst", amount="75")
    outcome = judge(it, it.targets[0], period(2011), "")
    assert outcome.reached is None
    assert "værdien er Ja og ikke et tal" in str(outcome.requirement.obstacle)


def test_missing_not_applicable_and_zero_are_three_things() -> None:
    it = indicator(readings("", "5", "0", "N/A"), rule="højst", amount="10", unit="antal")
    zero, na, missing = (judge(it, it.targets[0], period(year), "") for year in (2011, 2012, 2013))
    assert (zero.reached, zero.missing, zero.not_applicable) == (True, False, False)
    assert (na.reached, na.missing, na.not_applicable) == (None, False, True)
    assert (missing.reached, missing.missing, missing.not_applicable) == (None, True, False)


def test_numerator_over_denominator_is_the_value_where_no_number_is_written() -> None:
    share = Reading("", period(2013), numerator=Decimal(33), denominator=Decimal(46))
    assert share.figure(PERCENT) == Decimal("71.7")
    assert share.figure(PLAIN) == Decimal("0.7174")
    both = Reading("", period(2013), number=Decimal(72), numerator=Decimal(33), denominator=Decimal(46))
    assert both.figure(PERCENT) == 72
    for empty in (Decimal(0), None):
        nothing = Reading("", period(2013), numerator=Decimal(33), denominator=empty)
        assert nothing.figure(PERCENT) is None
        assert not nothing.has_value


def test_the_first_listed_reference_with_a_value_counts() -> None:
    it = indicator(
        readings("Alle unge", None, "15", "14"),
        readings("Landet", "12", "11", None),
        reference_series=("Landet", "Alle unge"),
    )
    found = [reference_in(it, period(year)) for year in (2010, 2011, 2012, 2013)]
    assert [(one.series, str(one.value)) if one else None for one in found] == [
        ("Landet", "12"), ("Landet", "11"), ("Alle unge", "14"), None,
    ]  # fmt: skip


def test_no_reference_named() -> None:
    it = indicator(readings("", "20", "22"), rule="lig reference")
    assert "ikke angivet en referenceserie" in str(requirement(it, it.targets[0], period(2011)).obstacle)


SERIES = [
    # what is measured in 2011 besides | target series | which must meet the target
    ((readings("A", "1", "2"), readings("B", "1", "2")), "", ("A", "B")),
    ((readings("A", "1", "2"), readings("B", "1", "2")), "B", ("B",)),
    ((readings("A", "1", "2"), readings("B", "1", None)), "", ("A", "B")),
    ((readings("A", "1", "2"), readings("Ref", "1", "2")), "", ("A",)),
    ((readings("A", "1", "2"), readings("B", None, None, "3")), "", ("A",)),
    ((readings("", "1", None), readings("A", None, "2")), "", ("A",)),
    ((readings("", "1", "2"), readings("A", None, "2")), "", ("", "A")),
    ((readings("A", "1", "2"), (Reading("B", period(2010), text="for få svar"),)), "", ("A",)),
    ((readings("A", "1", "2"), (Reading("B", period(2011), text="for få svar"),)), "", ("A", "B")),
    ((), "", ("",)),
]


@pytest.mark.parametrize(("measured", "named", "expected"), SERIES)
def test_which_series_must_meet_it(
    measured: tuple[tuple[Reading, ...], ...], named: str, expected: tuple[str, ...]
) -> None:
    it = indicator(*measured, target_series=named, reference_series=("Ref",))
    assert judged_series(it, period(2011)) == expected


def test_series_come_in_their_given_order_and_notes_are_none() -> None:
    note = Reading("", period(2011), text="Kun én skole er målt.", is_note=True)
    it = indicator(readings("A", "1", "2"), readings("B", "1", "2"), (note,), series_order=("B", "A", "C"))
    assert judged_series(it, period(2011)) == ("B", "A")
    assert it.reading("", period(2011)) is None


def test_a_distributions_target_is_about_its_category() -> None:
    it = indicator(
        readings("i gang", "42", "60", "73", "70"),
        readings("skiftet", "25", "9", "8", "10"),
        readings("ude", "33", "31", "19", "20"),
        kind=IndicatorKind.DISTRIBUTION,
        rule="falder med pct.",
        amount="10",
        target_series="ude",
    )
    assert judged_series(it, period(2013)) == ("ude",)
    assert required_value(it, period(2013)) == Decimal("29.7")
    assert plain(target_phrase(it, period(2013))) == "et fald på 10 pct. fra baseline (til 29,7 pct.)"


VERSIONS = (
    target("mindst", "50"),
    target("mindst", "60", valid_from=period("2012"), reason="nyt grundlag"),
    target("mindst", "75", valid_from=period("2012K3"), deadline=Deadline.parse("2013")),
    target(None, valid_from=period("2014")),
)


@pytest.mark.parametrize(
    ("written", "amount"),
    [("2010", 50), ("2011", 50), ("2012K1", 60), ("2012K3", 75), ("2012", 75), ("2013", 75), ("2014", None)],
)
def test_the_version_in_force(written: str, amount: int | None) -> None:
    for versions in (VERSIONS, VERSIONS[::-1]):
        found = effective_target(indicator(targets=versions), period(written))
        assert (found.amount if found else None) == amount


def test_of_two_versions_from_one_period_the_later_listed_counts() -> None:
    for since in (None, period(2011)):
        versions = (target("mindst", "50", valid_from=since), target("mindst", "60", valid_from=since))
        found = effective_target(indicator(targets=versions), period(2013))
        assert found == versions[1]


def test_no_target() -> None:
    it = indicator(readings("", "1", "2"))
    assert effective_target(it, period(2011)) is None
    assert required_value(it, period(2011)) is None
    assert target_phrase(it, period(2011)) is None


WORDS = [
    ("mindst", "75", "pct.", "75", "mindst 75 pct."),
    ("højst", "1200", "kr.", "1200", "højst 1.200 kr."),
    ("stiger med pct.", "25", "personer", "125", "en stigning på 25 pct. fra baseline (til 125 personer)"),
    ("stiger med pct.", "25", "pct.", None, "en stigning på 25 pct. fra baseline"),
    ("falder med procentpoint", "5", "pct.", "15", "et fald på 5 procentpoint fra baseline (til 15 pct.)"),
    ("højst over reference", "15", "pct.", None, "højst 15 procentpoint over referencen"),
    ("højst over reference", "3", "uger", "13", "højst 3 uger over referencen (højst 13 uger)"),
    ("mindst under reference", "5", "pct.", "10", "mindst 5 procentpoint under referencen (højst 10 pct.)"),
    ("lig reference", None, "pct.", "15", "det samme som referencen (15 pct.)"),
    ("ja", None, "", None, "svaret Ja"),
]


@pytest.mark.parametrize(("rule", "amount", "unit", "threshold", "words"), WORDS)
def test_words(rule: str, amount: str | None, unit: str, threshold: str | None, words: str) -> None:
    parsed = TargetRule.parse(rule)
    assert parsed is not None
    phrase = rule_words(
        parsed,
        None if amount is None else Decimal(amount),
        Unit.parse(unit),
        None if threshold is None else Decimal(threshold),
    )
    assert plain(phrase) == words


@given(decimals(), decimals(), st.sampled_from([rule for _, rule in SHEET]))
def test_a_rise_goes_up_and_a_fall_goes_down(baseline: Decimal, amount: Decimal, rule: TargetRule) -> None:
    it = indicator(readings("", str(baseline)), rule=rule.danish, amount=str(abs(amount)))
    threshold = required_value(it, period(2011))
    if threshold is not None and rule.row.relative_to == "baseline":
        assert threshold >= baseline if rule.row.direction is Direction.UP else threshold <= baseline


@given(percentages, percentages)
def test_equal_as_written_is_symmetric_and_coarse(a: Decimal, b: Decimal) -> None:
    assert equal_as_written(a, b) == equal_as_written(b, a)
    assert equal_as_written(a, a)
    assert equal_as_written(a, b) == (a == b)
    assert equal_as_written(a, a.quantize(Decimal(1), rounding="ROUND_HALF_UP"))


def test_a_version_that_moves_only_the_deadline_keeps_the_target() -> None:
    first = Target(TargetRule.AT_LEAST, Decimal(75), Deadline.parse("2012"))
    moved = Target(None, None, Deadline.parse("2013"), Period.parse("2012"), "Testen følger skoleåret")
    raised = Target(TargetRule.AT_LEAST, Decimal(80), None, Period.parse("2013"), "Nåede det første")
    given_up = Target(None, None, None, Period.parse("2014"), "Måles ikke mere")
    one = Indicator(IndicatorKind.NUMBER, PERCENT, None, (), (first, moved, raised, given_up))
    found = {year: effective_target(one, Period.parse(year)) for year in ("2011", "2012", "2013", "2014")}
    told = {year: (one.amount, one.deadline.canonical) if one else None for year, one in found.items()}
    assert told == {"2011": (75, "2012"), "2012": (75, "2013"), "2013": (80, "2013"), "2014": None}
