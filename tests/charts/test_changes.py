"""Changes from a baseline to the latest: the points, the columns, and one row alone."""

import pytest

from charts.examples import HOSTILE
from virkning.charts import ChangeChart, ChangeLine, ChangeRow, ChartError, table_of, to_svg
from virkning.charts.changes import change_axis, change_scale, change_spec, change_strip

ROWS = (
    ChangeRow("Hele landet", 41.3, 55.2, "41,3", "55,2", "+13,9", role="reference"),
    ChangeRow("Assens", 40.1, 62.3, "40,1", "62,3", "+22,2", own=True, low=57, high=67),
    ChangeRow("Ærø", None, None, "skjult", "skjult", "–"),
)
LINES = (ChangeLine("Hele landet", 55.2), ChangeLine("Gennemsnit", 51.1, "second"))
CHART = ChangeChart(
    "Titel", "Beskrivelse", "Pct.", "Kommune", "2016, pct.", "2017, pct.", "Ændring", ROWS, LINES
)


def test_the_table_says_the_same() -> None:
    assert table_of(CHART) == (
        ("Kommune", "2016, pct.", "2017, pct.", "Ændring"),
        (
            ("Hele landet", "41,3", "55,2", "+13,9"),
            ("Assens", "40,1", "62,3", "+22,2"),
            ("Ærø", "skjult", "skjult", "–"),
        ),
    )


@pytest.mark.parametrize("width", [860, 358])
def test_what_is_hidden_has_no_point(width: int) -> None:
    layers = change_spec(CHART, width, None)["layer"]
    points = [
        value for layer in layers if layer["mark"]["type"] == "point" for value in layer["data"]["values"]
    ]
    assert len(points) == 4 + 2  # two places with both ends, and the key's two
    svg = to_svg(CHART, width=width)
    assert "skjult" in svg
    assert svg.count("Assens") == 1


def test_a_row_alone_has_shares_of_its_cells_width() -> None:
    scale = change_scale(CHART)
    assert (scale.low, scale.high) == (0.0, 80.0)
    strip = change_strip(ROWS[1], scale, LINES)
    assert strip.count("<circle") == 2
    assert 'cx="50.12%"' in strip  # 40,1 of 80
    assert "<circle" not in change_strip(ROWS[2], scale, LINES)
    assert "style" not in strip + change_axis(scale)


def test_names_are_escaped_and_a_chart_of_nothing_refused() -> None:
    row = ChangeRow(HOSTILE, 1, 2, HOSTILE, HOSTILE, HOSTILE)
    hostile = ChangeChart("T", "D", HOSTILE, "K", HOSTILE, "B", "C", (row,), (ChangeLine(HOSTILE, 1),))
    assert "<script" not in to_svg(hostile)
    with pytest.raises(ChartError):
        ChangeChart("T", "D", "Pct.", "K", "A", "B", "C", ())
