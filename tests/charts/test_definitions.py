"""What a definition refuses, and how a chart with too many series is divided."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from charts.examples import BARS, EVERY_KIND, HOLSTEBRO, LIGHTS, STACKED, bars, chart, line
from virkning.charts import (
    BreakMark,
    ChartError,
    LightRow,
    Point,
    SeriesLine,
    Sparkline,
    TargetLine,
    TargetStep,
    small_multiples,
)

REFUSED: list[tuple[str, Callable[[], object], str]] = [
    ("no series", lambda: chart(), "at least one"),
    ("eleven series", lambda: chart(*[line(1, name=str(n)) for n in range(11)]), "small_multiples"),
    ("point outside the axis", lambda: chart(line(1, 2, 3, 4, 5)), "outside the 4 periods"),
    ("two points in one period", lambda: chart(SeriesLine("A", (Point("", 1, 2), Point("", 1, 3)))), "two points"),
    ("not a number", lambda: chart(line(float("nan"))), "finite"),
    ("infinite decimal", lambda: Sparkline((Decimal("Infinity"),)), "finite"),
    ("break before the first period", lambda: chart(line(1), breaks=(BreakMark(0, "x"),)), "between"),
    ("axis upside down", lambda: replace(HOLSTEBRO, y_min=5, y_max=5), "below y_max"),
    ("target without value", lambda: TargetLine(None, "Mål"), "exactly one"),
    ("target with both", lambda: TargetLine(1, "Mål", (TargetStep(0, 1),)), "exactly one"),
    ("steps out of order", lambda: TargetLine(None, "Mål", (TargetStep(2, 1), TargetStep(1, 1))), "in order"),
    ("bars too few", lambda: replace(BARS, series=(bars("2013", (1,)),)), "1 bars for 2 categories"),
    ("negative part", lambda: replace(STACKED, parts=(bars("A", (1, -1, 1)),)), "negative"),
    ("negative count of lights", lambda: replace(LIGHTS, rows=(LightRow("A", -1, 0, 0, 0),)), "zero or more"),
    ("no areas", lambda: replace(LIGHTS, rows=()), "at least one area"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "says"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_chart_that_cannot_be_drawn_honestly_is_refused(make: Callable[[], object], says: str) -> None:
    with pytest.raises(ChartError, match=says):
        make()


def test_every_definition_can_be_a_cache_key() -> None:
    assert len({*EVERY_KIND, *EVERY_KIND}) == len(EVERY_KIND)


def test_small_multiples_have_one_series_each_and_one_axis() -> None:
    series = [line(n, 20 * n, name=f"Kommune {n}") for n in range(1, 13)]
    singles = small_multiples(chart(series[0], is_share=False), series)
    assert [single.series for single in singles] == [(each,) for each in series]
    assert {(single.y_min, single.y_max) for single in singles} == {(0.0, 300.0)}
    assert singles[3].title == "Kommune 4"
    assert small_multiples(HOLSTEBRO, ()) == ()
