"""A delivery of any size, made up from a seed: the same numbers give the same bytes.

Lives are spells after one another (a semi-Markov walk), with plausible lengths that are fitted to nothing. Nobody real
is in them: keys are numbers stirred up, so that neither the order nor the key says anything.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit, prange

from virkning.registers.weeks import name_of, thursday, week_of

PERSON_HEAD = "person,municipality,birth_date,sex,origin,programme_start,programme_end\n"
#: The last delivered week unless another is asked for.
LAST = week_of(date(2025, 12, 25))
MUNICIPALITIES = np.fromstring(
    """
    101 147 151 153 155 157 159 161 163 165 167 169 173 175 183 185 187 190 201 210 217 219 223 230 240 250 253 259
    260 265 269 270 306 316 320 326 329 330 336 340 350 360 370 376 390 400 410 420 430 440 450 461 479 480 482 492
    510 530 540 550 561 563 573 575 580 607 615 621 630 657 661 665 671 706 707 710 727 730 740 741 746 751 756 760
    766 773 779 787 791 810 813 820 825 840 846 849 851 860
    """,
    sep=" ",
    dtype=np.int16,
)
_ORIGINS = np.array(["dansk", "vestlig", "ikke-vestlig"])
_READINESS = np.array(["jobparat", "aktivitetsparat", "uddannelsesparat"])
_INTEGRATION = np.array([700, 700, 700, 703, 704, 705, 706, 707, 708, 709], dtype=np.int16)
_BENEFITS = np.array([111, 130, 133, 138, 730, 733, 738, 740, 753, 771, 783, 881, 890], dtype=np.int16)
_ROWS = 16_384
#: Keys are unlike each other as long as this has no factor in common with 10^9.
_STIR = 387_420_489


@dataclass(frozen=True)
class Made:
    """Where the four files are, and how many persons and weeks they hold."""

    folder: Path
    persons: int
    weeks: int

    @property
    def wide(self) -> Path:
        return self.folder / "wide.csv"

    @property
    def people(self) -> Path:
        return self.folder / "persons.csv"

    @property
    def residence(self) -> Path:
        return self.folder / "residence.csv"

    @property
    def readiness(self) -> Path:
        return self.folder / "readiness.csv"


def make_delivery(
    folder: Path, *, persons: int, weeks: int, seed: int = 7, in_programme: float = 0.05, last: int = LAST
) -> Made:
    """Write `wide.csv`, `persons.csv`, `residence.csv` and `readiness.csv` into the folder.

    `in_programme` is the share that starts an integration programme in the weeks; one in twenty of everybody has moved.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = Made(folder, persons, weeks)
    rng = np.random.default_rng(seed)
    start = np.where(rng.random(persons) < in_programme, rng.integers(0, weeks, persons), -1).astype(np.int32)
    born = np.where(
        start >= 0, start - rng.uniform(10, 60, persons) * 52.18, weeks - rng.uniform(0, 95, persons) * 52.18
    )
    dies = np.maximum(born + rng.normal(84, 9, persons).clip(30) * 52.18, np.maximum(start, 0) + 1).astype(
        np.int32
    )
    keys = (np.arange(persons, dtype=np.int64) + 1) * _STIR % 1_000_000_000
    with made.wide.open("wb") as out:
        names = [name_of(week) for week in range(last - weeks + 1, last + 1)]
        out.write((",".join(["person", *names]) + "\n").encode())
        for at in range(0, persons, _ROWS):
            here = slice(at, at + _ROWS)
            cells = np.zeros((keys[here].size, weeks), dtype=np.int16)
            _live(seed, at, start[here], (born[here] + 16 * 52.18).astype(np.int32), dies[here], cells)
            for piece, length in _rows(keys[here], cells):
                out.write(piece[:length].data)
    _write_persons(made, rng, keys, start, born, last)
    return made


def _rows(keys: Any, cells: Any) -> list[tuple[Any, int]]:
    half = (len(cells) + 1) // 2
    pieces = np.empty((2, half * (cells.shape[1] * 4 + 16)), dtype=np.uint8)
    lengths = _written(keys, cells, pieces, half)
    return [(pieces[0], int(lengths[0])), (pieces[1], int(lengths[1]))]


def _write_persons(made: Made, rng: Any, keys: Any, start: Any, born: Any, last: int) -> None:
    """In another order than the weeks, so that joining them is work."""
    count, first = made.persons, last - made.weeks + 1
    zero = np.datetime64(thursday(first))
    days = (zero + (born * 7).astype(np.int64)).astype(str)
    begins = zero + start.astype(np.int64) * 7 + rng.integers(-3, 4, count)
    ends = begins + rng.integers(300, 1825, count)
    home = MUNICIPALITIES[rng.choice(98, count, p=(weight := 1 / np.arange(1, 99) ** 0.6) / weight.sum())]
    sex = np.array(["M", "K"])[rng.integers(0, 2, count)]
    origin = _ORIGINS[
        np.where(start >= 0, np.where(rng.random(count) < 0.92, 2, 1), rng.integers(0, 3, count))
    ]
    begun, ended = begins.astype(str), ends.astype(str)
    order = rng.permutation(count)
    columns = [one[order].tolist() for one in (keys, home, days, sex, origin, start, begun, ended)]
    with made.people.open("w", encoding="utf-8", newline="") as out:
        out.write(PERSON_HEAD)
        out.writelines(
            f"{key:09d},{where},{birth},{which},{whence},{begin if at >= 0 else ''},{end if at >= 0 else ''}\n"
            for key, where, birth, which, whence, at, begin, end in zip(*columns, strict=True)
        )
    _write_moves(made, rng, keys, home, zero)
    _write_readiness(made, rng, keys, start, begins)


def _write_moves(made: Made, rng: Any, keys: Any, home: Any, zero: Any) -> None:
    moved = np.flatnonzero(rng.random(made.persons) < 0.05)
    on = zero + rng.integers(0, made.weeks * 7, moved.size)
    to = MUNICIPALITIES[rng.integers(0, 98, moved.size)]
    with made.residence.open("w", encoding="utf-8", newline="") as out:
        out.write("person,municipality,from,to\n")
        rows = zip(
            keys[moved].tolist(),
            home[moved].tolist(),
            to.tolist(),
            on.astype(str),
            (on - 1).astype(str),
            strict=True,
        )
        out.writelines(
            f"{key:09d},{before},1990-01-01,{until}\n{key:09d},{after},{day},\n"
            for key, before, after, day, until in rows
        )


def _write_readiness(made: Made, rng: Any, keys: Any, start: Any, begins: Any) -> None:
    those = np.flatnonzero(start >= 0)
    first, then = _READINESS[rng.integers(0, 3, those.size)], _READINESS[rng.integers(0, 3, those.size)]
    change = begins[those] + rng.integers(60, 900, those.size)
    with made.readiness.open("w", encoding="utf-8", newline="") as out:
        out.write("person,readiness,from,to\n")
        rows = zip(
            keys[those].tolist(),
            first,
            then,
            begins[those].astype(str),
            (change - 1).astype(str),
            change.astype(str),
            strict=True,
        )
        out.writelines(
            f"{key:09d},{one},{day},{until}\n{key:09d},{other},{again},\n"
            for key, one, other, day, until, again in rows
        )


@njit(cache=True)
def _chance(state: np.uint64) -> tuple[np.uint64, float]:
    """Splitmix64: the next state, and a number from 0 to 1."""
    state = state + np.uint64(0x9E3779B97F4A7C15)
    mixed = state
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed = mixed ^ (mixed >> np.uint64(31))
    return state, (mixed >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True)
def _next(integrating: bool, before: int, chance: float, pick: float) -> tuple[int, float]:
    """The code after this one (0 = blank) and how many weeks it lasts on average."""
    if integrating:
        if before < 0 or chance < 0.62:
            return _INTEGRATION[int(pick * 10)], 12.0
        if chance < 0.85:
            return 0, 50.0
        if chance < 0.93:
            return 651 + int(pick * 2), 40.0
        if chance < 0.97:
            return _BENEFITS[int(pick * 13)], 15.0
        return (100, 60.0) if chance < 0.99 else (997, 150.0)
    if before == 0:
        if chance < 0.72:
            return _BENEFITS[int(pick * 13)], 10.0
        return (652, 70.0) if chance < 0.9 else (783, 150.0)
    return (0, 110.0) if chance < 0.8 else (211 + 2 * int(pick * 2), 8.0)


@njit(cache=True, parallel=True)
def _live(seed: int, base: int, start: Any, grown: Any, dies: Any, cells: Any) -> None:
    weeks = cells.shape[1]
    for row in prange(cells.shape[0]):
        state = np.uint64(base + row + 1) * np.uint64(0xD1342543DE82EF95) + np.uint64(seed)
        integrating = start[row] >= 0
        week, code = (start[row] if integrating else max(0, grown[row])), -1
        while week < weeks:
            state, chance = _chance(state)
            state, pick = _chance(state)
            state, length = _chance(state)
            if week >= dies[row]:
                code, until = 999, weeks
            elif week >= grown[row] + 2600:
                code, until = 998, dies[row]
            else:
                code, mean = _next(integrating, code, chance, pick)
                until = min(
                    week + 1 + int(-mean * np.log(1.0 - length)), dies[row], max(week + 1, grown[row] + 2600)
                )
            until = min(max(until, week + 1), weeks)
            cells[row, week:until] = code
            week = until


@njit(cache=True, parallel=True)
def _written(keys: Any, cells: Any, pieces: Any, half: int) -> Any:
    lengths = np.zeros(2, dtype=np.int64)
    for part in prange(2):
        piece, at = pieces[part], 0
        for row in range(part * half, min(cells.shape[0], (part + 1) * half)):
            rest = keys[row]
            for place in range(8, -1, -1):
                piece[at + place] = 48 + rest % 10
                rest //= 10
            at += 9
            for week in range(cells.shape[1]):
                piece[at] = 44
                at += 1
                code = cells[row, week]
                if code > 0:
                    piece[at], piece[at + 1], piece[at + 2] = (
                        48 + code // 100,
                        48 + code // 10 % 10,
                        48 + code % 10,
                    )
                    at += 3
            piece[at] = 10
            at += 1
        lengths[part] = at
    return lengths
