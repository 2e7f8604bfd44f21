"""Suppression of a country's tables by sex, and the audit of them, against a linear programme per hidden count."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np
from scipy.optimize import linprog

from bench.timing import pairs
from virkning.figures.disclosure import Attack, audit
from virkning.figures.elimination import CONSTANT
from virkning.figures.linkedtables import Counted, Shown, Structure, system
from virkning.figures.smallnumbers import DEFAULT
from virkning.figures.suppression import Published, suppress

QUARTERS, SEXES = 20, ("kvinde", "mand")


def tables(seed: int = 7) -> tuple[list[Counted], Structure]:
    """98 municipalities in five regions, two sexes, 20 quarters: 6,300 rows, 6 in 100 with a small count."""
    chance = Random(seed)
    names = [f"{101 + number}" for number in range(98)]
    regions = {f"region {number}": tuple(names[number::5]) for number in range(5)}
    places = {**{name: (name,) for name in names}, **regions, "landet": tuple(names)}
    sizes = {name: chance.lognormvariate(4.6, 1) for name in names}
    rows = []
    for quarter in range(QUARTERS):
        period = f"{2012 + quarter // 4}K{quarter % 4 + 1}"
        counts = {}
        for name in names:
            for sex in SEXES:
                whole = int(sizes[name] * chance.uniform(0.8, 1.2))
                counts[name, sex] = sum(chance.random() < 0.3 for _ in range(whole)), whole
        for place, ours in places.items():
            for group, sexes in (("", SEXES), *((sex, (sex,)) for sex in SEXES)):
                some = [counts[name, sex] for name in ours for sex in sexes]
                rows.append(
                    Counted("m", period, place, group, sum(n for n, _ in some), sum(d for _, d in some))
                )
    project = {"projekt": tuple(names[:17])}
    return rows, Structure({**regions, "landet": tuple(regions)}, project, {"": SEXES})


def primary_only(rows: list[Counted]) -> list[Shown]:
    """Small counts hidden and nothing else, as a spreadsheet would."""

    def shown(row: Counted) -> Shown:
        left = row.denominator - row.numerator
        hides = row.numerator > 0 and (DEFAULT.is_small(row.numerator) or DEFAULT.is_small(left))
        denominator = None if DEFAULT.is_small(row.denominator) else row.denominator
        return Shown(*row.key, None if hides else row.numerator, denominator, None)

    return [shown(row) for row in rows]


def programmes(published: Published) -> int:
    """A linear programme down and one up for each hidden count, quarter by quarter: the plain way to audit."""
    narrow = 0
    for period in sorted({row.period for row in published.rows}):
        rows = [row for row in (*published.rows, *published.rests) if row.period == period]
        linked = system({row.key: (row.numerator, row.denominator) for row in rows}, published.structure)
        left = {triple[2] for triple in linked.triples}
        hidden = sorted({one for one, value in enumerate(linked.values) if value is None} - left)
        attack = Attack(linked, set(hidden), (), DEFAULT)
        place = {one: number for number, one in enumerate(hidden)}

        def dense(equations: list, place: dict = place) -> tuple[np.ndarray, list[int]]:
            matrix = np.zeros((len(equations), len(place)))
            for number, row in enumerate(equations):
                for one, factor in row.items():
                    if one != CONSTANT:
                        matrix[number, place[one]] = factor
            return matrix, [row[CONSTANT] for row in equations]

        (equal, right), (limit, most) = dense(attack.equations), dense(attack.limits)
        for one in hidden:
            goal = np.zeros(len(hidden))
            goal[place[one]] = 1
            low, high = (
                linprog(way * goal, limit, most, equal, right, bounds=(1, 1e6), method="highs").fun
                for way in (1, -1)
            )
            narrow += -high - low < 1
    return narrow


def measure(folder: str) -> Iterator[str]:
    """Ratios, how much is hidden, and what comes back."""
    rows, structure = tables()
    published = suppress(rows, structure)
    everything = (*published.rows, *published.rests)
    small = sum(
        any(map(DEFAULT.is_small, (row.numerator, row.denominator, row.denominator - row.numerator)))
        for row in rows
    )
    plain = [row for row in rows if not row.group]
    without_sexes = replace(structure, groups={})
    name = "suppression, 98 municipalities × 20 quarters"
    yield str(
        pairs(
            f"{name} / LP audit",
            lambda: suppress(plain, without_sexes),
            lambda: programmes(published),
            rounds=1,
            goal=1,
        )
    )
    yield str(
        pairs(
            f"{name} by sex / LP audit",
            lambda: suppress(rows, structure),
            lambda: programmes(published),
            rounds=1,
            goal=1,
        )
    )
    yield str(
        pairs(
            "audit by sex / LP audit",
            lambda: audit(everything, structure, published.small),
            lambda: programmes(published),
            rounds=1,
            goal=1,
        )
    )
    yield f"suppression: {len(rows)} rows, {small} with a small count, {published.hidden} with a hidden one"
    found = audit(everything, structure, published.small, zeros_hidden=published.zeros_hidden)
    met = "met" if not found.recovered else "NOT MET"
    yield f"audit: {len(found.recovered)} of {found.attacked} hidden counts recovered  goal 0  {met}"
    bare = audit([*primary_only(rows), *published.rests], structure)
    yield f"audit of small counts hidden alone: {len(bare.recovered)} of {bare.attacked} recovered"
