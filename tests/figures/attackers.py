"""Two attackers of published tables who share no code with the audit, and random tables for them."""

from collections.abc import Iterator
from itertools import product
from random import Random

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from virkning.figures.linkedtables import Counted, Shown, Structure
from virkning.figures.suppression import Published

Name = tuple[str, ...]
Known = dict[Name, int | None]
#: A sum of cells that is 0.
Equation = list[tuple[int, Name]]


def random_tables(
    seed: int, *, places: int = 8, top: int = 14, companions: bool = True, unknown: bool = True
) -> tuple[list[Counted], Structure]:
    """Municipalities in two regions, country with people of no municipality, sexes, project, two companions."""
    chance = Random(seed)
    names = [f"{101 + number}" for number in range(places)]
    sexes = ("kvinde", "mand", "") if unknown and chance.random() < 0.5 else ("kvinde", "mand")
    homes = [*names, "nowhere"] if unknown and chance.random() < 0.5 else names
    persons: dict[tuple[str, str], tuple[int, int, int]] = {}
    for place, sex in product(homes, sexes):
        most = top if sex else 3
        whole = chance.choice((0, chance.randint(0, 6), chance.randint(0, most)))
        counted = chance.choice((0, whole, chance.randint(0, whole)))
        persons[place, sex] = (counted, chance.randint(0, counted), whole)
    half = places // 2
    unions = {
        **{name: (name,) for name in names},
        "øst": tuple(names[:half]),
        "vest": tuple(names[half:]),
        "landet": tuple(homes),
        "projekt": tuple(sorted(chance.sample(names, chance.randint(1, places)))),
    }
    rows = []
    for place, group in product(unions, ("", "kvinde", "mand")):
        ours = [persons[home, sex] for home in unions[place] for sex in sexes if group in ("", sex)]
        counted, part, whole = (sum(column) for column in zip(*ours, strict=True))
        rows.append(Counted("alle", "2016K4", place, group, counted, whole))
        if companions:
            rows.append(Counted("uden", "2016K4", place, group, part, whole))
            rows.append(Counted("udd", "2016K4", place, group, counted - part, whole))
    structure = Structure(
        places={"landet": ("øst", "vest"), "øst": unions["øst"], "vest": unions["vest"]},
        selections={"projekt": unions["projekt"]},
        groups={"": ("kvinde", "mand")},
        measures={"alle": ("uden", "udd")} if companions else {},
    )
    return rows, structure


def sums(rows: list[Shown], structure: Structure) -> list[Equation]:
    """Every sum there is between numerators and between denominators, written out anew from the rows' names."""
    return list(_sums(rows, structure))


def _sums(rows: list[Shown], structure: Structure) -> Iterator[Equation]:
    keys = {tuple(row.key) for row in rows}
    wholes = ((0, structure.measures), (1, structure.periods), (3, structure.groups))
    for axis, family in (*wholes, (2, {**structure.places, **structure.selections})):
        for key in keys:
            if key[axis] not in family:
                continue
            parts = [(*key[:axis], name, *key[axis + 1 :]) for name in (*family[key[axis]], f"({key[axis]})")]
            there = [part for part in parts if part in keys]
            for kind in ("n", "d"):
                if axis == 0 and kind == "d":
                    yield from ([(1, (*key, "d")), (-1, (*part, "d"))] for part in there)
                elif there:
                    yield [(-1, (*key, kind)), *((1, (*part, kind)) for part in there)]


def known(rows: list[Shown]) -> Known:
    """What the rows say: None is hidden."""
    return {
        (*row.key, kind): value
        for row in rows
        for kind, value in (("n", row.numerator), ("d", row.denominator))
    }


def solver_recovers(published: Published) -> list[Name]:
    """Hidden cells with one value only: least and greatest by an integer programme over all tables at once."""
    rows = [*published.rows, *published.rests]
    cells = known(rows)
    names = sorted(cells)
    place = {name: number for number, name in enumerate(names)}
    matrix, low, high = [], [], []
    for equation in sums(rows, published.structure):
        line = np.zeros(len(names))
        for factor, name in equation:
            line[place[name]] += factor
        matrix, low, high = [*matrix, line], [*low, 0.0], [*high, 0.0]
    for row in rows:
        line = np.zeros(len(names))
        line[place[(*row.key, "d")]], line[place[(*row.key, "n")]] = 1, -1
        matrix, low, high = [*matrix, line], [*low, 0.0], [*high, np.inf]
    bounds = Bounds(
        [
            (name[:2] + name[3:4] not in published.zeros_hidden) if value is None else value
            for name, value in ((name, cells[name]) for name in names)
        ],
        [10_000 if cells[name] is None else cells[name] for name in names],
    )
    hidden = [name for name in names if cells[name] is None]
    seen: dict[Name, set[int]] = {name: set() for name in hidden}
    for name in hidden:
        for way in (1, -1) if len(seen[name]) < 2 else ():
            goal = np.zeros(len(names))
            goal[place[name]] = way
            answer = milp(
                goal,
                integrality=np.ones(len(names)),
                bounds=bounds,
                constraints=LinearConstraint(np.array(matrix), low, high),
            )
            assert answer.x is not None, "nothing fits what is published"
            for other in hidden:
                seen[other].add(round(answer.x[place[other]]))
    return [name for name in hidden if len(seen[name]) < 2]


def counter_recovers(published: Published, most: int) -> list[Name]:
    """Hidden cells with one value in every world, the worlds counted one by one. For small tables.

    Nothing is larger than `most`, which can only help the attacker. Stops when two values are known of each.
    """
    rows = [*published.rows, *published.rests]
    world = known(rows)
    hidden = sorted(name for name, value in world.items() if value is None)
    equations = sums(rows, published.structure)
    using = {name: [one for one in equations if any(name == other for _, other in one)] for name in hidden}
    seen: dict[Name, set[int]] = {name: set() for name in hidden}

    def room(name: Name) -> tuple[int, int]:
        low, high = int(name[:2] + name[3:4] not in published.zeros_hidden), most
        beside = world[(*name[:4], "d" if name[4] == "n" else "n")]
        if beside is not None:
            low, high = (low, min(high, beside)) if name[4] == "n" else (max(low, beside), high)
        for one in using[name]:
            rest = [(by, world[other]) for by, other in one if other != name]
            if all(value is not None for _, value in rest):
                factor = sum(by for by, other in one if other == name)
                value = -factor * sum(by * (value or 0) for by, value in rest)
                low, high = max(low, value), min(high, value)
        return low, high

    def count(left: list[Name]) -> bool:
        if not left:
            for name in hidden:
                seen[name].add(world[name] or 0)
            return all(len(values) > 1 for values in seen.values())
        rooms = {name: room(name) for name in left}
        name = min(left, key=lambda one: rooms[one][1] - rooms[one][0])
        for value in range(rooms[name][0], rooms[name][1] + 1):
            world[name] = value
            if count([one for one in left if one != name]):
                return True
        world[name] = None
        return False

    count(hidden)
    assert not hidden or min(map(len, seen.values())) > 0, "nothing fits what is published"
    return [name for name in hidden if len(seen[name]) < 2]
