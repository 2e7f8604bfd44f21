"""The three goals counted by hand from the delivered files, by the words of the definition and nothing of the engine's.

Deliberately naive: every cell is looked up by its column's name, every Thursday is found in the calendar.
"""

import csv
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

Row = dict[str, str]
#: Period, municipality ("" unknown) → numerator, denominator.
Table = dict[tuple[str, str], tuple[int, int]]


class Delivered:
    """The files as rows of texts."""

    def __init__(self, folder: Path) -> None:
        self.weeks = {row["person"]: row for row in reversed(rows(folder / "wide.csv"))}
        self.persons: dict[str, Row] = {}
        for row in rows(folder / "persons.csv"):
            self.persons.setdefault(row["person"], row)
        self.residence = by_person(folder / "residence.csv")
        self.readiness = by_person(folder / "readiness.csv")


def rows(file: Path) -> list[Row]:
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def by_person(file: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows(file):
        found.setdefault(row["person"], []).append(row)
    return found


def selvforsoergelse(data: Delivered, person: str, thursdays: list[date]) -> tuple[bool, bool]:
    day, told = thursdays[-1], data.persons[person]
    born, start = as_day(told["birth_date"]), as_day(told["programme_start"])
    if told["origin"] != "ikke-vestlig" or born is None or start is None:
        return False, False
    if not (18 <= age(born, day) < 65 and start <= day < three_years_after(start)):
        return False, False
    code = data.weeks[person][column(day)]
    if code in ("997", "998", "999"):
        return False, False
    return True, code in ("", "100", "651", "652")


def jobparat(data: Delivered, person: str, thursdays: list[date]) -> tuple[bool, bool]:
    day = thursdays[-1]
    if not in_programme(data.persons[person], day):
        return False, False
    if not is_between(data.weeks[person][column(day)], 700, 709):
        return False, False
    return True, holding(data.readiness.get(person, []), day, "readiness") == "jobparat"


def virksomhedsrettet(data: Delivered, person: str, thursdays: list[date]) -> tuple[bool, bool]:
    day, weeks = thursdays[-1], data.weeks[person]
    if not in_programme(data.persons[person], day) or weeks[column(day)] in ("997", "998", "999"):
        return False, False
    codes = [weeks[column(one)] for one in thursdays]
    if not any(is_between(code, 700, 709) for code in codes):
        return False, False
    return True, any(is_between(code, 705, 708) for code in codes)


GOALS: dict[str, Callable[[Delivered, str, list[date]], tuple[bool, bool]]] = {
    "selvforsoergelse": selvforsoergelse,
    "jobparat": jobparat,
    "virksomhedsrettet": virksomhedsrettet,
}


def counted(data: Delivered, goal: str, periods: list[str], *, by_sex: bool = False) -> Table:
    """Period and municipality (and sex) → numerator and denominator; those with nobody are left out."""
    found: Table = {}
    for person in data.persons:
        if person not in data.weeks:
            continue
        for period in periods:
            thursdays = thursdays_in(period)
            below, above = GOALS[goal](data, person, thursdays)
            if below:
                home = holding(data.residence.get(person, []), thursdays[-1], "municipality")
                place = home or data.persons[person]["municipality"]
                key = (period, place, data.persons[person]["sex"]) if by_sex else (period, place)
                numerator, denominator = found.get(key, (0, 0))  # type: ignore[arg-type]
                found[key] = (numerator + above, denominator + 1)  # type: ignore[index]
    return found


def as_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def age(born: date, day: date) -> int:
    years = max(0, day.year - born.year - 2)
    while birthday(born, years + 1) <= day:
        years += 1
    return years


def birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def three_years_after(start: date) -> date:
    try:
        return start.replace(year=start.year + 3)
    except ValueError:
        return date(start.year + 3, 2, 28)


def in_programme(told: Row, day: date) -> bool:
    start, end = as_day(told["programme_start"]), as_day(told["programme_end"])
    return start is not None and start <= day and (end is None or day <= end)


def is_between(code: str, first: int, last: int) -> bool:
    return code.isdigit() and first <= int(code) <= last


def holding(held: list[Row], day: date, name: str) -> str:
    best: tuple[str, int] = ("", -1)
    value = ""
    for place, row in enumerate(held):
        holds = row["from"] <= day.isoformat() and (not row["to"] or day.isoformat() <= row["to"])
        if holds and (row["from"], place) > best:
            best, value = (row["from"], place), row[name]
    return value


def column(thursday: date) -> str:
    return thursday.strftime("y_%g%V")


@cache
def thursdays_in(period: str) -> list[date]:
    year, months = int(period[:4]), range(1, 13)
    if "K" in period:
        quarter = int(period[-1])
        months = range(3 * quarter - 2, 3 * quarter + 1)
    elif "-" in period:
        months = range(int(period[-2:]), int(period[-2:]) + 1)
    day, found = date(year, 1, 1), []
    while day.year == year:
        if day.month in months and day.weekday() == 3:
            found.append(day)
        day += timedelta(days=1)
    return found
