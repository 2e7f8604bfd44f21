"""The rules of a theory of change, as tables: its gaps, what lies before and after, and circles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.arrows import Gap, Standing, after, before, closes_circle, gaps

A, S, M, L = (Standing(key, column) for column, key in enumerate("asml"))
WAY = (("a", "s"), ("s", "m"), ("m", "l"))

# what it is | boxes | arrows | gaps
TABLE: list[tuple[str, list[Standing], tuple[tuple[str, str], ...], list[tuple[str, Gap]]]] = [
    ("a whole way", [A, S, M, L], WAY, []),
    ("nothing at all", [], (), []),
    ("an activity alone", [A], (), [("a", Gap.LEADS_NOWHERE)]),
    (
        "no arrows",
        [A, S, L],
        (),
        [
            ("a", Gap.LEADS_NOWHERE),
            ("s", Gap.NOTHING_LEADS),
            ("s", Gap.NO_LONG_TERM),
            ("l", Gap.NOTHING_LEADS),
        ],
    ),
    ("straight to the end", [A, L], (("a", "l"),), []),
    ("a way that stops", [A, S, M], WAY[:2], [("s", Gap.NO_LONG_TERM), ("m", Gap.NO_LONG_TERM)]),
    (
        "stops beside a way that does not",
        [A, S, M, L],
        (("a", "s"), ("a", "m"), ("m", "l")),
        [("s", Gap.NO_LONG_TERM)],
    ),
    ("not measured", [A, S, Standing("m", 2, measured=False), L], WAY, [("m", Gap.NOT_MEASURED)]),
    ("closed and retired", [Standing("a", 0, ended=True), Standing("s", 1, ended=True)], (), []),
    (
        "retired in between still leads on",
        [A, Standing("s", 1, ended=True), M, L],
        WAY,
        [],
    ),
    ("a term was changed", [A, S, M, L], (*WAY, ("m", "s")), [("m", Gap.BACKWARDS)]),
]


@pytest.mark.parametrize(
    ("boxes", "arrows", "expected"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE]
)
def test_gaps(
    boxes: list[Standing], arrows: tuple[tuple[str, str], ...], expected: list[tuple[str, Gap]]
) -> None:
    assert gaps(boxes, arrows) == expected


def test_before_and_after() -> None:
    assert after(["a"], WAY) == {"s", "m", "l"}
    assert before(["l"], WAY) == {"a", "s", "m"}
    assert after(["l"], WAY) == before(["a"], WAY) == set()


@pytest.mark.parametrize(
    ("start", "end", "closes"),
    [("l", "s", True), ("m", "s", True), ("s", "s", True), ("s", "l", False), ("a", "l", False)],
)
def test_circles(start: str, end: str, *, closes: bool) -> None:
    assert closes_circle(start, end, WAY) is closes


KEYS = st.integers(0, 9)


@given(st.lists(st.tuples(KEYS, KEYS), max_size=30))
def test_arrows_drawn_one_by_one_never_make_a_circle(asked: list[tuple[int, int]]) -> None:
    drawn: list[tuple[int, int]] = []
    for start, end in asked:
        if not closes_circle(start, end, drawn):
            drawn.append((start, end))
    assert all(key not in after([key], drawn) for key in range(10))
