"""Small registers and measures made at random, with everything in them that is easily counted wrongly."""

import json
import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from virkning.registers.store import Register, open_register
from virkning.registers.weeks import thursday, week_of

#: 2015 has a week 53, 2016 a 29 February; 2017K1 ends on a Friday, 2015K4 on a Thursday.
FIRST, LAST = week_of(date(2014, 12, 18)), week_of(date(2017, 1, 12))
CODES = (-1, 0, 100, 651, 652, 700, 705, 706, 709, 733, 997, 998, 999)
MUNICIPALITIES = (101, 420, 751)
ORIGINS = ("dansk", "vestlig", "ikke-vestlig")
READINESS = ("jobparat", "aktivitetsparat", "uddannelsesparat")
_COLUMNS = {
    "spells": "person INTEGER, code SMALLINT, first_week INTEGER, last_week INTEGER",
    "persons": "person INTEGER, municipality SMALLINT, birth_date DATE, sex VARCHAR, origin VARCHAR, "
    "programme_start DATE, programme_end DATE, has_weeks BOOLEAN",
    "residence": "person INTEGER, municipality SMALLINT, from_date DATE, to_date DATE, line INTEGER",
    "readiness": "person INTEGER, readiness VARCHAR, from_date DATE, to_date DATE, line INTEGER",
}


def stored(folder: Path, weeks: Sequence[tuple[int, int]], **tables: list[tuple[Any, ...]]) -> Register:
    """A register on disk with those rows, as an ingest would leave it."""
    data = folder / "data-1"
    data.mkdir(parents=True)
    with duckdb.connect() as connection:
        for name, columns in _COLUMNS.items():
            connection.execute(f"CREATE TABLE {name} ({columns})")
            if rows := tables.get(name):
                told = ", ".join(f"unnest(?::{one.split()[1]}[])" for one in columns.split(", "))
                connection.execute(
                    f"INSERT INTO {name} SELECT {told}", [list(column) for column in zip(*rows, strict=True)]
                )
            connection.execute(f"COPY {name} TO '{data / name}.parquet' (FORMAT parquet)")
    manifest = {"format": 1, "data": "data-1", "fingerprint": "f" * 64, "weeks": [list(run) for run in weeks]}
    manifest |= {"counts": {}, "sources": [], "ingest": "lists"}
    (folder / "register.json").write_text(json.dumps(manifest))
    return open_register(folder)


def some_register(folder: Path, dice: random.Random, people: int = 30) -> Register:
    """Everything at random, and much of it exactly on a border."""
    spells, persons, residence, readiness = [], [], [], []
    for person in range(people):
        has_weeks = dice.random() < 0.95
        start = some_day(dice) if dice.random() < 0.9 else None
        end = start + timedelta(days=dice.choice((0, 6, 7, 30, 365, 2000))) if start else None
        persons.append(
            (
                person,
                dice.choice((*MUNICIPALITIES, None)),
                born(dice),
                dice.choice(("k", "m", None)),
                dice.choice((*ORIGINS, "ikke-vestlig", None)),
                start,
                end if dice.random() < 0.7 else None,
                has_weeks,
            )
        )
        spells += [(person, *one) for one in some_spells(dice)] if has_weeks else []
        residence += [(person, *one) for one in some_rows(dice, MUNICIPALITIES)]
        readiness += [(person, *one) for one in some_rows(dice, READINESS)]
    tables = {"residence": residence, "readiness": readiness}
    for name, rows in tables.items():
        tables[name] = [(*row, line) for line, row in enumerate(rows, start=2)]
    return stored(folder, [(FIRST, LAST)], spells=spells, persons=persons, **tables)


def some_spells(dice: random.Random) -> list[tuple[int, int, int]]:
    """Code, first and last week; blank weeks and other codes between them."""
    found, week, before = [], FIRST + dice.randrange(3), None
    while week <= LAST:
        last = min(LAST, week + dice.choice((0, 0, 1, 3, 8, 13, 30)))
        code = dice.choice((None, *CODES))
        if code is not None and code != before:
            found.append((code, week, last))
        week, before = last + 1, code
    return found


def some_rows(dice: random.Random, values: Sequence[Any]) -> list[tuple[Any, date, date | None]]:
    """None, one or several rows that may overlap, lie within one another and begin on the same day."""
    found = []
    for _row in range(dice.choice((0, 0, 1, 2, 3, 5))):
        first = found[-1][1] if found and dice.random() < 0.2 else some_day(dice)
        last = first + timedelta(days=dice.choice((0, 1, 6, 13, 90, 400)))
        found.append((dice.choice(values), first, None if dice.random() < 0.2 else last))
    return found


def some_day(dice: random.Random) -> date:
    """A Thursday or a day beside it, a month's end, 29 February, or any day."""
    kind = dice.random()
    if kind < 0.4:
        return thursday(dice.randint(FIRST - 5, LAST + 5)) + timedelta(days=dice.choice((-1, 0, 0, 1)))
    if kind < 0.6:
        first = date(dice.choice((2012, 2013, 2014, 2015, 2016)), dice.randint(1, 12), 1)
        return first - timedelta(days=dice.choice((1, 2)))
    if kind < 0.7:
        return date(dice.choice((2012, 2016)), 2, 29)
    return date(2011, 6, 1) + timedelta(days=dice.randrange(2200))


def born(dice: random.Random) -> date | None:
    """Around the 18th or 65th birthday in the register's weeks, on 29 February, or grown up."""
    kind = dice.random()
    if kind < 0.1:
        return None
    if kind < 0.25:
        return date(dice.choice((1948, 1952, 1980, 1996, 2000)), 2, 29)
    day = some_day(dice)
    day = day if (day.month, day.day) != (2, 29) else day - timedelta(days=1)
    return day.replace(year=day.year - dice.choice((18, 65, 30, 30, 30)))


#: Lists of one's own: changing on a day, changing twice, never changing.
LISTS = {
    "fast": [(100, None, None), (651, None, None), (0, None, None)],
    "ydelse": [(700, None, None), (705, None, None), (706, "2015-07-02", None), (709, None, "2016-03-31")],
    "skifter": [(733, "2015-12-31", "2016-01-06"), (733, "2016-06-01", None), (700, None, "2015-03-04")],
    "ude": [(997, None, None), (998, None, None), (999, "2015-06-06", None)],
}


def write_lists(folder: Path) -> None:
    for name, rows in LISTS.items():
        lines = [f"{code},Kode {code},{first or ''},{last or ''}" for code, first, last in rows]
        (folder / f"{name}.csv").write_text("\n".join(["code,name,valid_from,valid_to", *lines]) + "\n")


def some_measure(dice: random.Random) -> str:
    """The TOML of a measure that asks for this and that."""

    def perhaps(line: str, chance: float = 0.25) -> str:
        return line if dice.random() < chance else ""

    def codes() -> str:
        lists = dice.sample(sorted(LISTS), dice.choice((1, 2, 3)))
        return f"codes = {{ lists = {json.dumps(lists)}, blank = {json.dumps(dice.random() < 0.4)} }}"

    def any_week() -> str:
        return codes().replace("codes", "codes_any_week", 1)

    def readiness() -> str:
        return f"readiness = {json.dumps(dice.sample(READINESS, dice.choice((1, 2))))}"

    start, below = sorted(dice.sample((0, 1, 3, 6, 12, 13, 24, 36, 48), 2))
    counted = [codes() if dice.random() < 0.8 else "", perhaps(readiness(), 0.3)]
    lines = [
        'name = "proeve"\ntitle = "Prøve"\ndefinition = "Prøve."\nsource = "DREAM"\nstatus = "approximation"',
        f"period = {json.dumps(dice.choice(('month', 'quarter', 'quarter', 'year')))}",
        f"unit = {json.dumps(dice.choice(('last week', 'any week', 'weeks')))}",
        'groups = ["sex"]',
        "[population]",
        perhaps(f"origin = {json.dumps(dice.sample(ORIGINS, 2))}"),
        perhaps(f"age = {dice.choice(('{ from = 18, below = 65 }', '{ from = 18 }', '{ below = 65 }'))}"),
        perhaps(f"months_since_start = {{ from = {start}, below = {below} }}"),
        perhaps("in_programme = true"),
        perhaps(codes(), 0.15),
        perhaps(any_week(), 0.15),
        perhaps(readiness(), 0.1),
        perhaps(f"[exclude]\n{perhaps(codes(), 0.6)}\n{perhaps(any_week(), 0.2)}", 0.4),
        perhaps(f"[denominator]\n{perhaps(codes(), 0.7)}\n{perhaps(readiness(), 0.2)}", 0.5),
        "[numerator]",
        *(counted if any(counted) else [readiness()]),
    ]
    return "\n".join(line for line in lines if line) + "\n"
