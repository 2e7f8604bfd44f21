"""The table beside a chart says the same as the chart."""

from charts.examples import BARS, HOLSTEBRO, LIGHTS, MERGER, STACKED, chart, line
from virkning.charts import Point, SeriesLine, TargetLine, TargetStep, table_of


def test_a_line_chart_has_a_row_per_period_with_target_and_break() -> None:
    assert table_of(HOLSTEBRO) == (
        ("Periode", "Nydanske elever", "Mål", "Databrud"),
        (
            ("2010 (baseline)", "32", "75", ""),
            ("2011", "67,33", "75", ""),
            ("2012", "25", "75", "skolesammenlægning"),
            ("2013", "71,7", "75", ""),
        ),
    )


def test_missing_values_say_so_and_target_versions_are_kept() -> None:
    series = SeriesLine("A", (Point("2010", 0, None, "under 5"), Point("2011", 1, 1234.5)))
    steps = TargetLine(None, "Mål", (TargetStep(1, 7), TargetStep(3, -8.25)))
    assert table_of(chart(series, target=steps)) == (
        ("Periode", "A", "Mål"),
        (
            ("2010 (baseline)", "under 5", ""),
            ("2011", "1.234,5", "7"),
            ("2012", "mangler", "7"),
            ("2013", "mangler", "−8,25"),
        ),
    )


def test_two_breaks_in_one_place_are_both_told() -> None:
    both = chart(line(1, 2, 3, 4), breaks=(MERGER, type(MERGER)(2, "ny test")))
    assert table_of(both)[1][2][-1] == "skolesammenlægning; ny test"


def test_bars_and_parts() -> None:
    assert table_of(BARS) == (
        ("Kategori", "2012", "2013"),
        (("Beskæftigelse", "12", "20"), ("Uddannelse", "8", "mangler")),
    )
    header, rows = table_of(STACKED)
    assert header == ("Periode", "Beskæftigelse", "Uddannelse", "Øvrige")
    assert rows[-1] == ("2013", "25", "25", "50")


def test_lights() -> None:
    assert table_of(LIGHTS) == (
        ("Område", "Grøn", "Gul", "Rød", "Ingen farve", "I alt"),
        (
            ("1 Relationsmedarbejdere", "12", "1", "0", "2", "15"),
            ("2 Børn og unge", "18", "4", "3", "0", "25"),
        ),
    )
