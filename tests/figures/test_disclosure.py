"""The audit finds what can be solved for."""

from decimal import Decimal

import pytest

from virkning.figures.disclosure import audit
from virkning.figures.elimination import CONSTANT, Elimination
from virkning.figures.linkedtables import Part, Shown, Structure

TOTAL = Structure({"landet": ("A", "B", "C")})

Counts = tuple[int | None, int | None]


def shown(place: str, counts: Counts, share: str | None = None) -> Shown:
    return Shown("m", "2016K4", place, "", *counts, None if share is None else Decimal(share))


# A, B, C, landet | recovered
TABLES: list[tuple[tuple[Counts, ...], list[str]]] = [
    (((None, 20), (12, 30), (20, 50), (35, 100)), ["A"]),  # by subtraction
    (((None, 20), (None, 30), (20, 50), (35, 100)), []),
    (((None, 20), (None, 30), (20, 50), (22, 100)), ["A", "B"]),  # 2 together, and a hidden one is at least 1
    (((None, 5), (None, 9), (None, 7), (21, 21)), ["A", "B", "C"]),  # everybody is counted
    (((None, 20), (12, 30), (20, 50), (None, 100)), []),
]


@pytest.mark.parametrize(("counts", "recovered"), TABLES)
def test_tables(counts: tuple[Counts, ...], recovered: list[str]) -> None:
    rows = [shown(place, one) for place, one in zip(("A", "B", "C", "landet"), counts, strict=True)]
    found = audit(rows, TOTAL).recovered
    assert [key.place for key, part in found] == recovered
    assert all(part is Part.NUMERATOR for _, part in found)


# counts | share | recovered
SHARES: list[tuple[Counts, str, list[str]]] = [
    ((None, 20), "0.15", ["numerator"]),
    ((None, 20), "0.2", []),  # 3 or 4
    ((None, 200), "0.2", []),  # one decimal of 200: anything from 30 to 49
    ((3, None), "0.150", ["denominator"]),
    ((None, None), "0.333333", []),
]


@pytest.mark.parametrize(("counts", "share", "recovered"), SHARES)
def test_a_share_beside_a_hidden_count(counts: Counts, share: str, recovered: list[str]) -> None:
    found = audit([shown("A", counts, share)], Structure()).recovered
    assert [part.value for _, part in found] == recovered


def test_who_is_told_which_are_small_knows_more() -> None:
    rows = [shown(place, (count, 50)) for place, count in (("A", None), ("B", None), ("C", 20))]
    rows.append(shown("landet", (28, 150)))
    small = [(row.key, Part.NUMERATOR) for row in rows[:2]]
    assert not audit(rows, TOTAL, small).recovered
    assert len(audit(rows, TOTAL, small, told=True).recovered) == 2  # 4 and 4


def test_those_left_count_as_well() -> None:
    rows = [shown("A", (18, 20))]
    assert audit(rows, Structure(), [(rows[0].key, Part.LEFT)]).recovered == ((rows[0].key, Part.LEFT),)


def test_elimination_settles_sums_and_unknowns() -> None:
    solved = Elimination(
        [
            {1: 1, 2: 1, CONSTANT: 7},
            {2: 1, 3: 1, CONSTANT: 9},
            {1: 1, 3: -1, CONSTANT: -2},
            {4: 2, CONSTANT: 6},
        ]
    )
    assert solved.settled() == {4: 3}
    assert solved.settles({1: 1, 2: 1})
    assert solved.settles({1: 1, 3: -1})
    assert not solved.settles({1: 1, 3: 1})
    solved.add({1: 1, 3: 1, CONSTANT: 8})
    assert solved.settled() == {1: 3, 2: 4, 3: 5, 4: 3}
