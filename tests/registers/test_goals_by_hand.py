"""The three goals as a stranger would count them from the delivered files, held against every engine."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registers import by_hand
from registers.making import READINESS, born, some_day, some_rows
from virkning.figures.periods import Period
from virkning.registers.deliveries import Delivery, ingest
from virkning.registers.engines import Count, duckdb, plain
from virkning.registers.measures import load
from virkning.registers.store import Register
from virkning.registers.tables import periods_written

pytestmark = pytest.mark.once
#: Two and a half years with a week 53 and a 29 February; the first quarter lacks its first weeks.
FIRST, LAST = date(2015, 10, 15), date(2017, 12, 28)
CODES = (
    "",
    "100",
    "651",
    "652",
    "700",
    "701",
    "704",
    "705",
    "707",
    "708",
    "709",
    "710",
    "997",
    "998",
    "999",
    "555",
)
PERIODS = {
    "jobparat": "2015-11:2017-12",
    "virksomhedsrettet": "2016K1:2017K4",
    "selvforsoergelse": "2015K4:2017K4",
}


def delivery(folder: Path, dice: random.Random, people: int) -> Delivery:
    """Files with everything in them that the definition has a word on."""
    thursdays = [FIRST + timedelta(days=7 * week) for week in range((LAST - FIRST).days // 7 + 1)]
    names = [day.strftime("y_%g%V") for day in thursdays]
    keys = [f"{10_000 + number}" for number in dice.sample(range(5_000), people)]
    wide = [[key, *cells(dice, len(names))] for key in keys if dice.random() < 0.95]
    wide.append(["99999", *cells(dice, len(names))])  # nobody knows this person
    persons = [[key, *person(dice)] for key in dice.sample(keys, people)]
    residence = [[key, *row] for key in keys for row in some_rows(dice, (101, 420, 751))]
    readiness = [[key, *row] for key in keys for row in some_rows(dice, READINESS)]
    dice.shuffle(residence)
    dice.shuffle(readiness)
    write(folder / "wide.csv", ["person", *names], wide)
    heads = ["person", "municipality", "birth_date", "sex", "origin", "programme_start", "programme_end"]
    write(folder / "persons.csv", heads, persons)
    write(folder / "residence.csv", ["person", "municipality", "from", "to"], residence)
    write(folder / "readiness.csv", ["person", "readiness", "from", "to"], readiness)
    return Delivery(*(folder / f"{name}.csv" for name in ("wide", "persons", "residence", "readiness")))


def cells(dice: random.Random, count: int) -> list[str]:
    found: list[str] = []
    while len(found) < count:
        found += [dice.choice(CODES)] * dice.choice((1, 1, 2, 5, 13, 26))
    return found[:count]


def person(dice: random.Random) -> list[object]:
    start = some_day(dice) if dice.random() < 0.95 else None
    start = start if start is None or start.year > 2012 else start.replace(year=2015, day=min(start.day, 28))
    end = (
        start + timedelta(days=dice.choice((0, 7, 365, 1095, 2000)))
        if start and dice.random() < 0.7
        else None
    )
    origin = dice.choice(("dansk", "vestlig", "", *["ikke-vestlig"] * 6))
    return [dice.choice((101, 420, 751, "")), born(dice), dice.choice(("K", "M", "")), origin, start, end]


def write(file: Path, head: list[str], rows: list[list[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([head, *rows])


def as_table(counts: tuple[Count, ...]) -> by_hand.Table:
    return {
        (one.period.canonical, "" if one.municipality is None else str(one.municipality)): (
            one.numerator,
            one.denominator,
        )
        for one in counts
    }


def made(folder: Path, seed: int, people: int) -> tuple[by_hand.Delivered, Register]:
    asked = delivery(folder, random.Random(seed), people)
    return by_hand.Delivered(folder), ingest(asked, folder / "register").register


@given(st.integers(0, 2**32))
@settings(max_examples=3, deadline=None)
def test_the_goals_are_what_is_counted_by_hand(seed: int) -> None:
    with TemporaryDirectory() as folder:
        held_against(Path(folder), seed, 40)


@pytest.mark.thorough
@given(st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_they_are_it_again_and_again(seed: int) -> None:
    with TemporaryDirectory() as folder:
        held_against(Path(folder), seed, 150)


def held_against(folder: Path, seed: int, people: int) -> None:
    data, register = made(folder, seed, people)
    for goal, written in PERIODS.items():
        periods = periods_written(written)
        expected = by_hand.counted(data, goal, [period.canonical for period in periods])
        for engine in (duckdb, plain):
            assert as_table(engine.compute(register, load(goal), periods)) == expected, (goal, engine)


def test_the_parts_of_selvforsoergelse_add_up_to_it() -> None:
    with TemporaryDirectory() as folder:
        _data, register = made(Path(folder), 7, 60)
        periods = periods_written("2016K1:2017K4")
        whole, without, education = (
            duckdb.compute(register, load(f"selvforsoergelse{part}"), periods)
            for part in ("", "-uden-ydelse", "-i-uddannelse")
        )
        assert any(one.numerator for one in education)
        for one, *parts in zip(whole, without, education, strict=True):
            assert one.numerator == sum(part.numerator for part in parts)
            assert {part.denominator for part in parts} == {one.denominator}


@pytest.mark.parametrize(
    ("measure", "period", "available"),
    [
        ("selvforsoergelse", "2015K3", "2015K4:2017K4"),
        ("virksomhedsrettet", "2015K4", "2016K1:2017K4"),
        ("jobparat", "2018-01", "2015-10:2017-12"),
    ],
)
def test_a_period_that_was_not_wholly_delivered_is_refused(measure: str, period: str, available: str) -> None:
    """Of a quarter that is judged in its last week only that week must be there."""
    with TemporaryDirectory() as folder:
        _data, register = made(Path(folder), 1, 5)
        with pytest.raises(ValueError, match=available):
            duckdb.compute(register, load(measure), [Period.parse(period)])
