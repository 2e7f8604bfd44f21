"""Totals that say what is missing, shares only where everything was counted, and changes among those counted twice."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.matrix import (
    Count,
    Tally,
    change_between,
    count_phrase,
    share_of,
    share_phrase,
    tally,
)

COUNTS = st.lists(st.none() | st.integers(0, 10_000_000), max_size=12)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([], "Ingen grupper"),
        ([None], "Ikke optalt"),
        ([None, None], "Ikke optalt"),
        ([0], "0"),
        ([12, 40], "52"),
        ([1250], "1.250"),
        ([40, None], "mindst 40 (1 gruppe er ikke optalt)"),
        ([None, 0, None], "mindst 0 (2 grupper er ikke optalt)"),
    ],
)
def test_a_total_says_what_it_lacks(counts: list[Count], words: str) -> None:
    assert tally(counts).phrase.danish == words


@pytest.mark.parametrize(("count", "words"), [(None, "Ikke optalt"), (0, "0"), (7, "7")])
def test_zero_is_a_count_and_blank_is_none(count: Count, words: str) -> None:
    assert count_phrase(count).danish == words


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        ([10], [10, 30], "25"),
        ([1], [1, 2], "33"),
        ([1], [1, 7], "13"),  # 12,5 is rounded up
        ([0], [0, 8], "0"),
        ([], [8], "0"),
        ([10], [10, None], None),
        ([None], [None, 8], None),
        ([0], [0, 0], None),
        ([], [], None),
    ],
)
def test_a_share_is_told_only_where_all_were_counted(
    part: list[Count], whole: list[Count], share: str | None
) -> None:
    found = share_of(tally(part), tally(whole))
    assert found == (None if share is None else Decimal(share))
    assert (share_phrase(tally(part), tally(whole)) is None) == (share is None)


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([], "ingen grupper"),
        ([(12, 20)], "8 flere"),
        ([(20, 17)], "3 færre"),
        ([(5, 5)], "uændret"),
        ([(5, 8), (8, 5)], "uændret"),
        ([(0, 1200)], "1.200 flere"),
        ([(None, 3)], "kan ikke sammenlignes"),
        ([(None, None), (3, None)], "kan ikke sammenlignes"),
        ([(1, 3), (None, 9)], "2 flere i de grupper, der er optalt begge dage (1 af 2)"),
    ],
)
def test_a_change_is_among_those_counted_both_days(pairs: list[tuple[Count, Count]], words: str) -> None:
    assert change_between(pairs).phrase.danish == words


@given(COUNTS, COUNTS)
def test_the_total_of_all_is_the_sum_of_the_parts(first: list[Count], second: list[Count]) -> None:
    one, other, both = tally(first), tally(second), tally([*first, *second])
    assert both == Tally(one.known + other.known, one.counted + other.counted, one.missing + other.missing)


@given(st.lists(st.tuples(st.none() | st.integers(0, 999), st.none() | st.integers(0, 999)), max_size=9))
def test_a_change_is_the_difference_of_the_totals_where_nothing_is_missing(
    pairs: list[tuple[Count, Count]],
) -> None:
    whole = [(before, after) for before, after in pairs if before is not None and after is not None]
    earlier, later = tally(one for one, _after in whole), tally(one for _before, one in whole)
    assert change_between(whole).difference == later.known - earlier.known
    assert change_between(pairs).difference == change_between(whole).difference
