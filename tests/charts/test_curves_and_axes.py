"""Where a curve is cut, which point is the latest, and where the axis begins and ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.examples import HOLSTEBRO, MERGER, chart, line
from virkning.charts import BreakMark, TargetLine, TargetStep
from virkning.charts.curves import latest, segments, target_runs
from virkning.charts.scales import scale_for, y_scale
from virkning.charts.texts import axis_number

PIECES = [
    ((1, 2, 3, 4), (), [[0, 1, 2, 3]]),
    ((1, 2, 3, 4), (2,), [[0, 1], [2, 3]]),
    ((1, None, 3, 4), (), [[0], [2, 3]]),
    ((1, 2, None, 4), (2,), [[0, 1], [3]]),
    ((1, 2, 3, 4), (1, 2, 3), [[0], [1], [2], [3]]),
    ((None, None), (), []),
    ((0, 0), (), [[0, 1]]),
]


@pytest.mark.parametrize(("values", "breaks", "pieces"), PIECES)
def test_a_curve_is_cut_at_breaks_and_missing_points(
    values: tuple[float | None, ...], breaks: tuple[int, ...], pieces: list[list[int]]
) -> None:
    found = segments(line(*values), tuple(BreakMark(at, "x") for at in breaks))
    assert [[point.position for point in piece] for piece in found] == pieces


def test_a_period_left_out_is_missing_too() -> None:
    whole = line(1, 2, 3)
    gap = type(whole)("A", (whole.points[2], whole.points[0]))
    assert [len(piece) for piece in segments(gap, ())] == [1, 1]


@pytest.mark.parametrize(
    ("values", "marked", "position"),
    [((1, 2, 3), None, 2), ((1, 2, None), None, 1), ((1, 2, 3), 1, 1), ((1, None), 1, 0), ((None,), None, None)],
)  # fmt: skip
def test_the_latest_point_is_the_marked_one_that_has_a_value(
    values: tuple[float | None, ...], marked: int | None, position: int | None
) -> None:
    found = latest(line(*values, latest=marked))
    assert (found.position if found else None) == position


def test_target_versions_hold_until_the_next() -> None:
    steps = (TargetStep(0, 70, "70"), TargetStep(2, 75))
    runs = target_runs(TargetLine(None, "Mål: mindst 75", steps), -0.4, 3.4)
    assert runs == ((-0.4, 1.5, 70, "70"), (1.5, 3.4, 75, "Mål: mindst 75"))
    assert target_runs(TargetLine(75, "Mål"), -0.4, 3.4) == ((-0.4, 3.4, 75, "Mål"),)


AXES = [
    ("shares", (32, 71.7), True, (0, 25, 50, 75, 100)),
    ("small shares", (2, 3), True, (0, 25, 50, 75, 100)),
    ("shares over 100", (80, 130), True, (0, 50, 100, 150)),
    ("counts", (3, 17), False, (0, 5, 10, 15, 20)),
    ("negative", (-7.5, 4.2), False, (-10, -5, 0, 5)),
    ("all negative", (-8, -2), False, (-8, -6, -4, -2, 0)),
    ("near each other", (1200, 1224), False, (1190, 1200, 1210, 1220, 1230)),
    ("one value", (50,), False, (45, 47.5, 50, 52.5, 55)),
    ("zero", (0,), False, (0, 0.25, 0.5, 0.75, 1)),
    ("decimals", (0.1, 0.38), False, (0, 0.1, 0.2, 0.3, 0.4)),
    ("nothing", (), False, (0, 0.25, 0.5, 0.75, 1)),
]


@pytest.mark.parametrize(("values", "share", "ticks"), [a[1:] for a in AXES], ids=[a[0] for a in AXES])
def test_the_axis(values: tuple[float, ...], share: bool, ticks: tuple[float, ...]) -> None:
    assert scale_for(values, is_share=share).ticks == ticks


def test_the_axis_holds_the_target_and_obeys_given_ends() -> None:
    high = chart(line(3, 4), target=TargetLine(90, "Mål"), is_share=False)
    assert y_scale(high).high == 100
    fixed = scale_for((3, 4), low=1, high=9)
    assert (fixed.low, fixed.high, fixed.cut) == (1, 9, True)
    assert not y_scale(HOLSTEBRO).cut
    assert MERGER in HOLSTEBRO.breaks


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=5), st.booleans())
def test_every_value_lies_on_the_axis(values: list[float], share: bool) -> None:
    scale = scale_for(values, is_share=share)
    tolerance = 1e-6
    assert all(-tolerance <= scale.share(value) <= 1 + tolerance for value in values)
    assert 2 <= len(scale.ticks) <= 8


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1250, 0, "1.250"), (-0.5, 1, "−0,5"), (1234567.891, 2, "1.234.567,89"), (0, 0, "0")],
)
def test_axis_numbers_are_danish(value: float, decimals: int, text: str) -> None:
    assert axis_number(value, decimals) == text
