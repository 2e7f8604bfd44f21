"""The result tables of the status note, cell by cell, and the sentences under them."""

import pytest

from reports.building import (
    Answer,
    ChartBlock,
    IndicatorKind,
    Light,
    MilestoneStatus,
    Target,
    TargetRule,
    Term,
    activity,
    assessed,
    blocks,
    entry,
    lights,
    milestone,
    p,
    project,
    reading,
    result,
    row_words,
    sentences,
    table,
)
from virkning.documents.blocks import Table
from virkning.rooms.reports.facts.judgements import project_tally

FOUR = (reading("2010", "32"), reading("2011", "67.33"), reading("2012", "25"), reading("2013", "71.7"))


def facts_with(*results, **more):
    return project(activity(results=results), **more)


def cells(*readings, period="2013", **more):
    return row_words(table(facts_with(result(*readings, **more)), "Forventede", period).rows[0])


@pytest.mark.parametrize(
    ("term", "head"),
    [(Term.SHORT, "kort sigt"), (Term.MEDIUM, "mellemlangt sigt"), (Term.LONG, "langt sigt")],
)
def test_there_is_one_table_a_term_with_the_periods_as_columns(term: Term, head: str) -> None:
    found = table(facts_with(result(*FOUR, term=term)), "Forventede")
    assert found.header == (f"Forventede resultater på {head}", "Baseline (2010)", "2011", "2012", "2013")


def test_the_columns_end_with_the_notes_period() -> None:
    assert table(facts_with(result(*FOUR)), "Forventede", "2012").header[1:] == (
        "Baseline (2010)",
        "2011",
        "2012",
    )


def test_a_cell_holds_the_value_with_its_unit_and_missing_is_not_zero() -> None:
    assert cells(reading("2010", "0"), reading("2012", "1234.50"))[1:] == ["0 pct.", "", "1.234,50 pct.", ""]
    assert cells(reading("2013", "24"), unit="lærere")[4] == "24 lærere"
    assert cells(reading("2013", "24"), unit="antal")[4] == "24"
    assert cells(reading("2013", "7"), unit="procentpoint")[4] == "7 procentpoint"


def test_several_series_stand_a_line_each() -> None:
    row = cells(reading("2013", "88", "Tosprogede"), reading("2013", "79", "Etnisk danske"))
    assert row[4] == "Tosprogede: 88 pct.\nEtnisk danske: 79 pct."


def test_answers_and_words_stand_as_told() -> None:
    kind = IndicatorKind.YES_NO
    assert cells(
        reading("2011", answer=Answer.YES), reading("2012", answer=Answer.NOT_APPLICABLE), kind=kind
    )[2:4] == ["Ja", "N/A"]
    assert (
        cells(reading("2013", text="Udbredt på skolerne"), kind=IndicatorKind.TEXT)[4]
        == "Udbredt på skolerne"
    )


def test_a_value_and_its_text_and_the_cells_note_stand_under_each_other() -> None:
    row = cells(reading("2013", "66", text="Kun tre unge"), reading("2013", text="Se bilag", is_note=True))
    assert row[4] == "66 pct.\nKun tre unge\nSe bilag"


def test_a_fraction_alone_is_computed_and_shown() -> None:
    assert cells(reading("2013", numerator=33, denominator=46))[4] == "71,7 pct. (33 af 46)"


def test_the_difference_to_the_reference_is_shown_where_both_exist() -> None:
    row = cells(
        reading("2012", "4.3", "Nydanske"),
        reading("2013", "4.3", "Nydanske"),
        reading("2013", "3", "Alle"),
        rule=TargetRule.AT_MOST_OVER_REFERENCE,
        amount="15",
        reference_series=("Alle",),
    )
    assert row[3] == "Nydanske: 4,3 pct."
    assert row[4] == "Nydanske: 4,3 pct.\nAlle: 3 pct.\nForskel: 1,3 procentpoint"


def test_a_break_is_told_in_its_cell() -> None:
    assert cells(reading("2012", "25", break_reason="skolesammenlægning"))[3] == (
        "25 pct.\nDatabrud: skolesammenlægning"
    )


def test_a_changed_comparison_group_is_a_break() -> None:
    row = cells(
        reading("2012", "4", "Nydanske"),
        reading("2012", "3", "Klassen"),
        reading("2013", "4", "Nydanske"),
        reading("2013", "2", "Kommunen"),
        rule=TargetRule.EQUALS_REFERENCE,
        reference_series=("Klassen", "Kommunen"),
    )
    assert "Databrud:" not in row[3]
    assert 'Databrud: sammenligningsgruppen er skiftet fra "Klassen" til "Kommunen"' in row[4]


def test_a_retired_indicator_says_why_after_its_value_and_is_a_dash_afterwards() -> None:
    retired = {"retired_in": p("2011"), "reason": "Ingen sammenhæng", "replaced_by": "8"}
    row = cells(reading("2010", "58"), reading("2011", "83"), **retired)
    assert row[1] == "58 pct."
    assert row[2] == "83 pct.\nIndikatoren udgår: Ingen sammenhæng. Erstattes af resultat 8."
    assert row[3:] == ["-", "-"]


def test_a_result_with_a_baseline_of_its_own_says_so_in_its_first_cell() -> None:
    row = cells(reading("2011", "5"), baseline="2011", own_baseline=True)
    assert "Baseline: 2011" in row[0]
    assert row[1:3] == ["", "5 pct."]


def test_a_result_added_later_is_not_told_before() -> None:
    facts = facts_with(result(*FOUR, added_in=p("2012")))
    assert row_words(table(facts, "Forventede").rows[0])[1:3] == ["", ""]
    assert not any(
        isinstance(one, Table) and "Forventede" in str(one.header[0]) for one in blocks(facts, "2011")
    )


def test_lights_are_judged_else_computed_and_never_on_the_baseline() -> None:
    facts = facts_with(
        result(*FOUR, rule=TargetRule.AT_LEAST, amount="75", assessments=(assessed("2013", Light.YELLOW),))
    )
    assert lights(table(facts, "Forventede").rows[0])[1:] == ["", "Grøn", "Gul", "Gul"]


SENTENCES = [
    (TargetRule.AT_LEAST, "75", "Målet er ikke nået"),
    (TargetRule.AT_LEAST, "71.7", "Målet er nået"),
    (TargetRule.AT_MOST, "80", "Målet er nået"),
    (TargetRule.RISES_BY_PERCENT, "25", "Målet er nået"),
    (TargetRule.FALLS_BY_POINTS, "5", "Målet er ikke nået"),
    (TargetRule.EQUALS_REFERENCE, None, "Målopfyldelsen kan ikke afgøres"),
]


@pytest.mark.parametrize(("rule", "amount", "begins"), SENTENCES)
def test_a_result_with_a_target_has_one_sentence(rule: TargetRule, amount: str | None, begins: str) -> None:
    told = [
        one
        for one in sentences(facts_with(result(*FOUR, rule=rule, amount=amount)))
        if "Målet er" in one or "afgøres" in one
    ]
    assert len(told) == 1
    assert told[0].startswith(f"Resultat 1. {begins}")


def test_a_result_without_a_target_has_no_sentence() -> None:
    assert not any("Målet er" in one or "afgøres" in one for one in sentences(facts_with(result(*FOUR))))


def test_a_revised_target_says_from_when_and_why() -> None:
    from decimal import Decimal

    targets = (
        Target(TargetRule.AT_LEAST, Decimal("75")),
        Target(TargetRule.AT_LEAST, Decimal("80"), valid_from=p("2012"), reason="Nåede det første"),
    )
    assert "mindst 75 pct." in cells(*FOUR, targets=targets, period="2011")[0]
    first = cells(*FOUR, targets=targets)[0]
    assert "mindst 80 pct." in first
    assert "Målet er ændret fra 2012: Nåede det første" in first


def test_area_and_project_results_say_what_they_apply_to() -> None:
    facts = project(
        activity(), area_results=(result(*FOUR, term=Term.LONG),), results=(result(*FOUR, number="2"),)
    )
    assert table(facts, "Forventede resultater på langt sigt (gælder alle aktiviteter)")
    assert table(facts, "Forventede resultater på kort sigt (gælder hele projektet)")


def test_a_result_of_several_activities_is_told_once_and_pointed_to() -> None:
    shared = result(*FOUR, activity_numbers=("1.1", "1.2"))
    facts = project(activity(results=(shared,)), activity(shared=(shared,)))
    tables = [one for one in blocks(facts) if isinstance(one, Table) and "Forventede" in str(one.header[0])]
    assert len(tables) == 1
    assert any("gælder også denne aktivitet; se afsnit 1.1" in one for one in sentences(facts))


def test_a_numeric_result_with_two_periods_has_a_chart_and_others_none() -> None:
    def charts(*readings, **more):
        return [
            one
            for one in blocks(facts_with(result(*readings, **more)), charts=True)
            if isinstance(one, ChartBlock)
        ]

    assert len(charts(*FOUR)) == 1
    assert charts(reading("2013", "71.7")) == []
    assert charts(reading("2012", text="a"), reading("2013", text="b"), kind=IndicatorKind.TEXT) == []
    parts = [reading(year, "50", name) for year in ("2012", "2013") for name in ("Ja", "Nej")]
    assert len(charts(*parts, kind=IndicatorKind.DISTRIBUTION)) == 1


def test_more_periods_than_fit_the_page_go_on_in_a_second_table() -> None:
    periods = " ".join(f"{year}K{quarter}" for year in (2012, 2013) for quarter in range(1, 5))
    readings = [reading(one, "1") for one in periods.split()]
    facts = facts_with(result(*readings, baseline="2012K1"), periods=periods, baseline="2012K1")
    tables = [
        one
        for one in blocks(facts, "2013K4")
        if isinstance(one, Table) and "Forventede" in str(one.header[0])
    ]
    assert [len(one.header) for one in tables] == [8, 3]
    told = [cell for one in tables for cell in one.header[2:]]
    assert told == [p(one).danish for one in periods.split()[1:]]


def test_an_assessment_of_the_period_is_printed_and_others_are_not() -> None:
    facts = facts_with(
        result(*FOUR, assessments=(assessed("2012", text="Gammel"), assessed("2013", text="Ny")))
    )
    assert "Ny" in sentences(facts)
    assert "Gammel" not in sentences(facts)


def test_every_value_stands_under_sources_with_its_origin() -> None:
    found = table(facts_with(result(*FOUR)), "Hvad")
    assert [row_words(row)[:3] for row in found.rows][1] == ["Resultat 1", "2011", "67,33 pct."]
    assert row_words(found.rows[0])[3] == (
        "Projektark ark.xlsx, Målinger!D14, indlæst 6. november 2013 af tovholder"
    )


def test_retirement_in_a_quarter_keeps_the_years_own_value_and_has_a_column_of_its_own() -> None:
    facts = facts_with(
        result(reading("2011", "1"), reading("2013", "2"), retired_in=p("2013K3"), reason="Kv slut"),
        periods="2010 2011 2012 2013 2013K3 2014",
    )
    found = table(facts, "Forventede", "2014")
    cells_by_head = dict(zip([str(one) for one in found.header], row_words(found.rows[0]), strict=True))
    assert cells_by_head["2013"] == "2 pct."
    assert cells_by_head["3. kvartal 2013"] == "Indikatoren udgår: Kv slut"
    assert cells_by_head["2014"] == "-"


def test_a_milestone_and_a_result_retired_in_the_period_are_both_left_out_of_the_counts() -> None:
    retired = activity(
        milestone(entry("2012", MilestoneStatus.NO), retired_in=p("2013")),
        milestone(entry("2013", MilestoneStatus.YES)),
        results=(result(*FOUR, retired_in=p("2013"), reason="x"), result(*FOUR, number="2")),
    )
    counted = project_tally(project(retired), p("2013"))
    assert (counted.milestones, counted.missing) == (1, 0)
    assert (counted.results, counted.retired_results) == (1, 1)


def test_a_value_that_stands_in_no_table_stands_not_under_sources() -> None:
    facts = facts_with(result(*FOUR, retired_in=p("2011"), reason="x"))
    assert [row_words(row)[1] for row in table(facts, "Hvad").rows] == ["2010", "2011"]


def test_a_fraction_is_shown_where_its_own_cell_has_no_number() -> None:
    row = cells(reading("2012", "50"), reading("2013", numerator=2, denominator=3))
    assert row[3:] == ["50 pct.", "66,7 pct. (2 af 3)"]
