"""A made-up register of a country, with municipalities that develop otherwise than each other: for the demo and tests.

Everything follows from a seed. Nobody real is in it, and no figure of it is anybody's: each municipality has a level of
self-supporting, job-ready and company-based people at the first day and another at the last, persons lie on the line
between, and chance does the rest. A few rows are wrong on purpose, so that the data report has something to say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from virkning.figures.periods import Period, periods_between

from .schema import known_municipalities
from .weeks import name_of, thursday, week_of, weeks_in

#: The days between which the levels move, and the weeks that are delivered.
FIRST_DAY, LAST_DAY = date(2016, 7, 1), date(2017, 9, 30)
FIRST_WEEK, LAST_WEEK = week_of(date(2016, 1, 7)), week_of(date(2017, 11, 2))
#: Share of all persons who are in the integration programme.
_INTEGRATING = 0.3
#: Islands with few people: there small numbers are hidden.
_SMALL = (411, 482, 492, 563, 741, 825)
_MOVED, _LEFT = 0.03, 0.02
_OTHERS = 3_000
_COMPANY = (705, 706, 707, 708)
Levels = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """How a municipality stands on the first and on the last day, as shares; `size`: its weight among the others."""

    self_supporting: Levels
    ready: Levels
    company: Levels
    size: float = 1.0


@dataclass(frozen=True)
class Written:
    """The four files of a delivery."""

    wide: Path
    persons: Path
    residence: Path
    readiness: Path


def write_delivery(
    folder: Path, *, persons: int = 150_000, seed: int = 7, shapes: Mapping[int, Shape] | None = None
) -> Written:
    """Write a delivery into the folder. Places without a shape get one by chance. The same seed, the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    country = _Country(np.random.default_rng(seed), persons, dict(shapes or {}))
    names = ("wide", "persons", "residence", "readiness")
    made = Written(*(folder / f"{name}.csv" for name in names))
    country.write_wide(made.wide)
    country.write_persons(made.persons)
    country.write_residence(made.residence)
    country.write_readiness(made.readiness)
    return made


class _Country:
    """Everybody, as columns: first those in the programme, then all others."""

    def __init__(self, dice: Any, persons: int, shapes: dict[int, Shape]) -> None:
        self.dice, self.count = dice, persons
        self.integrating = int(persons * _INTEGRATING)
        self.codes = np.array(known_municipalities(), dtype=np.int16)
        self.shapes = [shapes.get(int(code)) or self._some_shape(int(code)) for code in self.codes]
        sizes = np.array([one.size for one in self.shapes])
        self.weights = sizes / sizes.sum()
        self.home = dice.choice(len(self.codes), persons, p=self.weights)
        self.keys = dice.permutation(persons) + 100_000
        zero = np.datetime64(FIRST_DAY)
        self.start = zero + dice.integers(-1_200, 400, self.integrating)
        self.end = self.start + dice.integers(1_100, 1_800, self.integrating)
        age = dice.uniform(17, 66, persons)
        self.born = (zero - (age * 365.25).astype(np.int64)).astype("datetime64[D]")
        self.sex = np.where(dice.random(persons) < 0.48, "kvinde", "mand")

    def _some_shape(self, code: int) -> Shape:
        dice = self.dice
        base, ready, company = dice.uniform(0.33, 0.47), dice.uniform(0.3, 0.55), dice.uniform(0.28, 0.44)
        return Shape(
            (base, base + dice.uniform(0.08, 0.18)),
            (ready, ready + dice.uniform(-0.05, 0.2)),
            (company, company + dice.uniform(-0.04, 0.12)),
            0.03 if code in _SMALL else float(dice.uniform(0.5, 2.5)),
        )

    def _levels(self, name: str) -> Any:
        """First and last level of each person in the programme, in two columns."""
        return np.array([getattr(one, name) for one in self.shapes])[self.home[: self.integrating]]

    def _cells(self) -> Any:
        """A code a person in the programme and week; 0 is blank."""
        dice, count = self.dice, self.integrating
        days = np.array([thursday(week) for week in range(FIRST_WEEK, LAST_WEEK + 1)], dtype="datetime64[D]")
        way = ((days - np.datetime64(FIRST_DAY)) / (np.datetime64(LAST_DAY) - np.datetime64(FIRST_DAY))).clip(
            0, 1
        )
        levels = self._levels("self_supporting")
        level = levels[:, :1] + (levels[:, 1:] - levels[:, :1]) * way
        # Longer in the programme, oftener out of it; over three years it evens out.
        months = (days[None, :] - self.start[:, None]).astype(np.float32) / 30.4
        on_their_own = dice.random((count, 1)) < level * (0.6 + 0.8 * (months / 36).clip(0, 1))
        alone = dice.choice([0, 651, 652, 100], (count, 1), p=[0.68, 0.18, 0.11, 0.03]).astype(np.int16)
        passive = dice.choice([700, 703, 704, 709], (count, 1), p=[0.6, 0.3, 0.05, 0.05]).astype(np.int16)
        cells = np.where(on_their_own, alone, passive)
        self._activate(cells)
        cells[months < 0] = 0
        gone = np.flatnonzero(dice.random(count) < _LEFT)
        for person, week in zip(gone, dice.integers(0, cells.shape[1], gone.size), strict=True):
            cells[person, week:] = 997
        return cells

    def _activate(self, cells: Any) -> None:
        """Some weeks in a company for some of those with a benefit, quarter by quarter."""
        dice, count = self.dice, self.integrating
        levels = self._levels("company")
        quarters = periods_between(Period.parse("2016K1"), Period.parse("2017K4"))
        begun = quarters.index(Period.parse("2016K3"))
        for number, quarter in enumerate(quarters):
            way = min(max(number - begun, 0), 4) / 4
            those = np.flatnonzero(dice.random(count) < levels[:, 0] + (levels[:, 1] - levels[:, 0]) * way)
            weeks = weeks_in(quarter)
            first = np.maximum(weeks[0] + dice.integers(0, 3, those.size) - FIRST_WEEK, 0)
            last = np.minimum(first + dice.integers(4, 9, those.size), weeks[-1] + 1 - FIRST_WEEK)
            codes = dice.choice(_COMPANY, those.size, p=[0.12, 0.05, 0.5, 0.33])
            for person, start, end, code in zip(those, first, last, codes, strict=True):
                span = cells[person, start:end]
                span[(span >= 700) & (span < 710)] = code

    def _other_rows(self) -> list[str]:
        """Rows of people outside the programme, far fewer than they are: many lives are alike."""
        dice, weeks = self.dice, LAST_WEEK - FIRST_WEEK + 1
        cells = np.zeros((_OTHERS, weeks), dtype=np.int16)
        for code, share, length in (
            (111, 0.25, 12),
            (130, 0.12, 40),
            (651, 0.12, 60),
            (890, 0.2, 6),
            (783, 0.1, 96),
        ):
            for person in np.flatnonzero(dice.random(_OTHERS) < share):
                start = int(dice.integers(0, weeks))
                cells[person, start : start + 1 + int(dice.exponential(length))] = code
        return _rows(cells)

    def write_wide(self, file: Path) -> None:
        head = ",".join(["person", *(name_of(week) for week in range(FIRST_WEEK, LAST_WEEK + 1))])
        rows = _rows(self._cells())
        others = self._other_rows()
        chosen = self.dice.integers(0, len(others), self.count - self.integrating)
        rows += [others[one] for one in chosen.tolist()]
        lines = [f"{key},{row}" for key, row in zip(self.keys.tolist(), rows, strict=True)]
        # Wrong on purpose: cells nobody can read, a code nobody knows, a row that comes twice.
        for at, cell in ((11, "7O0"), (207, "-"), (1_003, "7O3"), (402, "666")):
            if at < len(lines):
                lines[at] = lines[at].rpartition(",")[0] + f",{cell}"
        _write(file, head, [*lines, lines[-1]])

    def write_persons(self, file: Path) -> None:
        others = self.count - self.integrating
        origins = [
            *np.where(self.dice.random(self.integrating) < 0.95, "ikke-vestlig", "vestlig").tolist(),
            *self.dice.choice(["dansk", "vestlig", "ikke-vestlig"], others, p=[0.85, 0.06, 0.09]).tolist(),
        ]
        starts, ends = ([*column.astype(str).tolist(), *[""] * others] for column in (self.start, self.end))
        born = self.born.astype(str).tolist()
        for at in (5, 71):  # wrong on purpose: days that no calendar has
            born[min(at, self.count - 1)] = "1988-02-30"
        columns = (
            self.keys.tolist(),
            self.codes[self.home].tolist(),
            born,
            self.sex.tolist(),
            origins,
            starts,
            ends,
        )
        lines = [",".join(map(str, row)) for row in zip(*columns, strict=True)]
        _write(file, "person,municipality,birth_date,sex,origin,programme_start,programme_end", lines)

    def write_residence(self, file: Path) -> None:
        """Only of those who have moved; everybody else lives where `persons.csv` says."""
        those = np.flatnonzero(self.dice.random(self.count) < _MOVED)
        before = self.codes[self.dice.choice(len(self.codes), those.size, p=self.weights)].tolist()
        days = np.datetime64(FIRST_DAY) + self.dice.integers(-300, 450, those.size)
        lines = []
        for person, old, day in zip(those.tolist(), before, days, strict=True):
            key, home = self.keys[person], self.codes[self.home[person]]
            # Every fiftieth row says one day too many, so that two places hold the same day.
            lines.append(f"{key},{old},2012-01-01,{day - (0 if person % 50 == 0 else 1)}")
            lines.append(f"{key},{home},{day},")
        _write(file, "person,municipality,from,to", lines)

    def write_readiness(self, file: Path) -> None:
        """Everybody in the programme: one category, or another from the day the municipality's level passes theirs."""
        dice, count = self.dice, self.integrating
        first, last = self._levels("ready").T
        place = dice.random(count)
        way = np.divide(place - first, last - first, out=np.zeros(count), where=first != last).clip(0, 1)
        span = (LAST_DAY - FIRST_DAY).days
        turns = np.datetime64(FIRST_DAY) + (way * span).astype(np.int64)
        then, now = place < first, place < last
        other = np.where(dice.random(count) < 0.9, "aktivitetsparat", "uddannelsesparat").tolist()
        lines = []
        rows = (self.keys[:count].tolist(), self.start, turns, then.tolist(), now.tolist(), other)
        for key, start, turn, was, is_now, otherwise in zip(*rows, strict=True):
            words = {True: "jobparat", False: otherwise}
            if was == is_now or turn <= start:
                lines.append(f"{key},{words[is_now]},{start},")
            else:
                lines.append(f"{key},{words[was]},{start},{turn - 1}")
                lines.append(f"{key},{words[is_now]},{turn},")
        _write(file, "person,readiness,from,to", lines)


def _rows(cells: Any) -> list[str]:
    written = ["", *map(str, range(1, 1_000))]
    return [",".join([written[code] for code in row]) for row in cells.tolist()]


def _write(file: Path, head: str, lines: Sequence[str]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(f"{head}\n")
        out.writelines(f"{line}\n" for line in lines)
