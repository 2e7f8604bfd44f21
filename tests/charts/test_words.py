"""Labels: none covers another, all stay inside the picture, long ones are broken."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts.examples import HOLSTEBRO, MERGER, chart, line
from virkning.charts import BreakMark, LineChart, TargetLine, TargetStep
from virkning.charts.linelayout import layout_of, tick_labels
from virkning.charts.linewords import words_of
from virkning.charts.placing import Box, Text, spread
from virkning.charts.texts import text_width, wrap

QUARTERS = tuple(f"{1 + n % 4}. kvt. {2014 + n // 4}" for n in range(16))


def letters(text: Text) -> Box:
    """The room of the letters alone."""
    wide = text_width(text.text, text.size, bold=text.bold)
    left = text.x - {"left": 0.0, "center": wide / 2, "right": wide}[text.align]
    return Box(left, text.y - text.size * 0.36, left + wide, text.y + text.size * 0.36)


def overlaps(drawn: LineChart, width: float) -> list[tuple[str, str]]:
    texts = [text for text in words_of(drawn, layout_of(drawn, width, None)).texts if text.text]
    return [(a.text, b.text) for a, b in combinations(texts, 2) if letters(a).meets(letters(b))]


SEVERAL = chart(
    line(32, 67.33, 25, 71.7, latest=3),
    line(68, 70.1, 66, 74, name="Øvrige elever", latest=3),
    line(58, 60, 61, 62.5, name="Hele landet", latest=3),
    target=TargetLine(75, "Mål: mindst 75 pct."),
    breaks=(MERGER, BreakMark(3, "ny test")),
)
LONG = chart(
    line(*range(40, 56)),
    target=TargetLine(None, "Mål: mindst 60 pct.", (TargetStep(0, 45, "Mål: 45"), TargetStep(12, 60))),
    breaks=(BreakMark(6, "ny opgørelse af deltagere fra jobcenteret"), BreakMark(14, "nyt it-system")),
    x_labels=QUARTERS,
)


@pytest.mark.parametrize("width", [1200, 640, 358, 300])
@pytest.mark.parametrize("drawn", [HOLSTEBRO, SEVERAL, LONG], ids=["one", "three", "quarters"])
def test_no_label_covers_another(drawn: LineChart, width: int) -> None:
    assert overlaps(drawn, width) == []


@pytest.mark.parametrize("width", [640, 358])
@pytest.mark.parametrize("drawn", [HOLSTEBRO, SEVERAL, LONG], ids=["one", "three", "quarters"])
def test_every_label_is_inside_the_picture(drawn: LineChart, width: int) -> None:
    layout = layout_of(drawn, width, None)
    frame = layout.frame
    picture = Box(-frame.left, -frame.top, frame.plot_width + frame.right, frame.plot_height + frame.bottom)
    assert [t.text for t in words_of(drawn, layout).texts if not letters(t).within(picture)] == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=1, max_size=14), st.integers(0, 100))
def test_values_of_one_series_never_cover_each_other(values: list[int | None], target: int) -> None:
    labels = tuple(str(2000 + at) for at in range(len(values)))
    drawn = chart(line(*values), target=TargetLine(target, "Mål: mindst det"), x_labels=labels)
    assert overlaps(drawn, 358) == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 100), min_size=5, max_size=5), min_size=2, max_size=10),
    st.integers(1, 4),
    st.sampled_from([640, 358]),
)
def test_labels_of_several_series_never_cover_each_other(rows: list[list[int]], cut: int, width: int) -> None:
    series = [line(*row, name=f"Kommune nummer {at}") for at, row in enumerate(rows)]
    steps = TargetLine(None, "Mål: mindst 60 pct.", (TargetStep(0, 45, "Mål: 45"), TargetStep(cut, 60)))
    years = tuple(str(year) for year in range(2010, 2015))
    drawn = chart(*series, target=steps, breaks=(BreakMark(cut, "ny test"),), x_labels=years)
    assert overlaps(drawn, width) == []


def test_the_holstebro_words() -> None:
    found = {text.text: text for text in words_of(HOLSTEBRO, layout_of(HOLSTEBRO, 640, None)).texts}
    assert {"32", "67,33", "25", "71,7", "Mål: mindst 75 pct.", "Databrud 2012", "skolesammenlægning"} <= {
        *found
    }
    assert found["71,7"].bold
    assert found["Databrud 2012"].y < 0


def test_a_missing_value_has_its_word_at_the_axis() -> None:
    series = line(1, 2)
    missing = type(series.points[0])("2012", 2, None, "mangler")
    drawn = chart(type(series)("A", (*series.points, missing)))
    texts = {text.text for text in words_of(drawn, layout_of(drawn, 640, None)).texts}
    assert "mangler" in texts


def test_an_axis_that_leaves_out_zero_says_so() -> None:
    drawn = chart(line(1200, 1224), is_share=False)
    texts = [text.text for text in words_of(drawn, layout_of(drawn, 640, None)).texts]
    assert "Pct. af eleverne (aksen begynder ved 1.190)" in texts


def test_a_phone_shows_fewer_period_labels_and_always_the_last() -> None:
    wide, _ = tick_labels(QUARTERS, 60)
    narrow, _ = tick_labels(QUARTERS, 19)
    assert (wide, narrow) == (1, 3)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("2010 (baseline)", 200, ("2010 (baseline)",)),
        ("2010 (baseline)", 70, ("2010", "(baseline)")),
        ("Virksomhedsrettet", 80, ("Virksomhe-", "dsrettet")),
        ("aa bb cc dd", 26, ("aa", "bb", "cc…")),
        ("", 50, ()),
    ],
)
def test_wrapping(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert wrap(text, width, 14) == lines


@given(st.text(max_size=400), st.integers(20, 300))
def test_wrapped_lines_fit_or_cannot_be_broken(text: str, width: int) -> None:
    lines = wrap(text, width, 14)
    assert len(lines) <= 3
    assert all(text_width(each, 14) <= width or len(each) <= 1 for each in lines)


def test_spread_moves_blocks_apart_in_order() -> None:
    assert spread([10, 12, 50], [10, 10, 10], 0, 100) == (10, 20, 50)
    assert spread([98, 99], [10, 10], 0, 100) == (85, 95)


@pytest.mark.parametrize(
    ("line_", "crosses"),
    [((0, 5, 20, 5), True), ((0, 0, 20, 1), False), ((12, -5, 12, 15), True), ((0, 5, 4, 5), False)],
)
def test_a_box_knows_which_lines_cross_it(line_: tuple[float, float, float, float], crosses: bool) -> None:
    assert Box(5, 2, 15, 10).crossed_by(*line_) is crosses
