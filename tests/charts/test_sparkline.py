"""The sparkline's geometry, marks and speed."""

from time import perf_counter

import pytest
from defusedxml.ElementTree import fromstring

from charts.examples import HOSTILE
from virkning.charts import Sparkline, sparkline_svg, to_svg
from virkning.charts.sparkline import geometry

HOLSTEBRO = Sparkline((32, 67.33, 25, 71.7), 75, (2,))


def test_places() -> None:
    place = geometry(Sparkline((0, None, 50, 100), 100, (2,)), 176, 48)
    assert place.points == ((8.0, 43.0), None, (8 + 2 * 160 / 3, 25.0), (168.0, 7.0))
    assert (place.base, place.target) == (43.0, 7.0)
    assert place.poles == (8 + 1.5 * 160 / 3,)


@pytest.mark.parametrize(
    ("spark", "base"),
    [
        (Sparkline((-10, 10)), 25.0),
        (Sparkline((-10, -5)), 7.0),
        (Sparkline((60, 80), y_min=50, y_max=100), 43.0),
        (Sparkline(()), 43.0),
        (Sparkline((0, 0)), 43.0),
    ],
)
def test_the_base_line_is_zero_where_the_range_has_it(spark: Sparkline, base: float) -> None:
    assert geometry(spark, 176, 48).base == base


@pytest.mark.parametrize(
    ("values", "breaks", "moves", "circles"),
    [
        ((32, 67.33, 25, 71.7), (2,), 2, 4),
        ((32, 67.33, 25, 71.7), (), 1, 4),
        ((0, 66, 70, None), (), 1, 3),
        ((1, None, 3), (), 2, 2),
        ((None, None), (), 0, 0),
    ],
)
def test_curves_are_cut_and_missing_points_left_out(
    values: tuple[float | None, ...], breaks: tuple[int, ...], moves: int, circles: int
) -> None:
    svg = sparkline_svg(Sparkline(values, None, breaks))
    root = fromstring(svg)
    paths = [element.get("d") or "" for element in root.iter() if element.tag.endswith("path")]
    assert "".join(paths).count("M") == moves
    assert svg.count("<circle") == circles
    assert svg.count('fill="#0b4a57"') == min(circles, 1)


def test_it_is_decoration_unless_described() -> None:
    assert 'aria-hidden="true"' in to_svg(HOLSTEBRO)
    described = fromstring(to_svg(Sparkline((1, 2), description=HOSTILE)))
    assert described.get("role") == "img"
    assert "<script>" in (described.get("aria-label") or "")
    assert set(described.attrib) == {"width", "height", "viewBox", "role", "aria-label"}


def test_attributes_only() -> None:
    svg = sparkline_svg(HOLSTEBRO)
    assert "style" not in svg
    assert svg == sparkline_svg(HOLSTEBRO)


def test_thirty_take_no_time() -> None:
    fastest = min(_seconds() for _ in range(5))
    assert fastest < 0.01, "thirty sparklines should take about a millisecond"


def _seconds() -> float:
    begun = perf_counter()
    for offset in range(30):
        sparkline_svg(Sparkline((32, 67.33, 25, 71.7 + offset), 75, (2,)))
    return perf_counter() - begun
