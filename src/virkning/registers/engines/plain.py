"""Plain Python, slow and obvious: person by person, period by period, written from the measure's words.

Shares nothing with the SQL but the measure itself: days are days here, not numbers of weeks, and nothing is an interval
that is not one in the data. It is what the other engines are held against.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from virkning.figures.periods import Period

from ..measures.definition import Codes, Counted, Measure, Span, Unit
from ..store import Register
from .counts import Count, checked

_FIRST_THURSDAY = date(1970, 1, 1)
_WEEK = timedelta(days=7)
Row = tuple[str | int, date, date | None, int]


@dataclass
class _Person:
    """What the register knows of one person. Rows are value, first day, last day, line."""

    municipality: int | None
    birth_date: date | None
    group: str
    origin: str | None
    start: date | None
    end: date | None
    spells: list[tuple[date, date, int]] = field(default_factory=list)
    residence: list[Row] = field(default_factory=list)
    readiness: list[Row] = field(default_factory=list)


def compute(
    register: Register, measure: Measure, periods: Sequence[Period], by: Sequence[str] = ()
) -> tuple[Count, ...]:
    """Numerators and denominators, in order. Raises `RegisterRefused` for periods that were not delivered."""
    wanted = checked(register, measure, periods, by)
    below: Counter[tuple[Period, int | None, str]] = Counter()
    above: Counter[tuple[Period, int | None, str]] = Counter()
    for person in _persons(register, by):
        for period in wanted:
            denominator, numerator = _of_person(measure, person, _thursdays(period))
            place = (period, _home(person, _thursdays(period)[-1]), person.group)
            below[place] += denominator
            above[place] += numerator
    found = [
        Count(measure.name, period, municipality, group if by else None, above[place], count)
        for place, count in below.items()
        if count
        for period, municipality, group in [place]
    ]
    return tuple(sorted(found, key=lambda count: count.order))


def _of_person(measure: Measure, person: _Person, thursdays: list[date]) -> tuple[int, int]:
    """What one person adds to denominator and numerator in the period with those Thursdays."""
    if not _in_population(measure, person, thursdays):
        return 0, 0
    looked_at = [thursdays[-1]] if measure.unit is Unit.LAST_WEEK else thursdays
    below = [day for day in looked_at if _counts(measure.denominator, person, day)]
    above = [day for day in below if _counts(measure.numerator, person, day)]
    if measure.unit is Unit.WEEKS:
        return len(below), len(above)
    return int(bool(below)), int(bool(above))


def _in_population(measure: Measure, person: _Person, thursdays: list[date]) -> bool:
    asked, out, reference = measure.population, measure.exclude, thursdays[-1]
    if asked.origin and person.origin not in asked.origin:
        return False
    if asked.age is not None and not _aged(person, asked.age, reference):
        return False
    if asked.months is not None and not _within_months(person, asked.months, reference):
        return False
    if asked.in_programme and not _in_programme(person, reference):
        return False
    if asked.codes is not None and not _is_one(person, asked.codes, reference):
        return False
    if asked.codes_any_week is not None and not any(
        _is_one(person, asked.codes_any_week, day) for day in thursdays
    ):
        return False
    if asked.readiness and _on(person.readiness, reference) not in asked.readiness:
        return False
    if out.codes is not None and _is_one(person, out.codes, reference):
        return False
    return out.codes_any_week is None or not any(
        _is_one(person, out.codes_any_week, day) for day in thursdays
    )


def _counts(counted: Counted, person: _Person, thursday: date) -> bool:
    if counted.codes is not None and not _is_one(person, counted.codes, thursday):
        return False
    return not counted.readiness or _on(person.readiness, thursday) in counted.readiness


def _aged(person: _Person, span: Span, day: date) -> bool:
    if person.birth_date is None:
        return False
    born = person.birth_date
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return (span.start is None or span.start <= age) and (span.below is None or age < span.below)


def _within_months(person: _Person, span: Span, day: date) -> bool:
    if person.start is None:
        return False
    return (span.start is None or _months_after(person.start, span.start) <= day) and (
        span.below is None or day < _months_after(person.start, span.below)
    )


def _months_after(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _month in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _in_programme(person: _Person, day: date) -> bool:
    return person.start is not None and person.start <= day and (person.end is None or day <= person.end)


def _is_one(person: _Person, codes: Codes, thursday: date) -> bool:
    for first, last, code in person.spells:
        if first <= thursday <= last:
            return any(code in one.codes_on(thursday) for one in codes.lists)
    return codes.blank


def _home(person: _Person, day: date) -> int | None:
    found = _on(person.residence, day)
    return person.municipality if found is None else int(found)


def _on(rows: list[Row], day: date) -> str | int | None:
    """The value that holds on the day: of the row that began last, and of several such the later line."""
    holding = [
        (first, line, value)
        for value, first, last, line in rows
        if first <= day and (last is None or day <= last)
    ]
    return max(holding)[2] if holding else None


def _thursdays(period: Period) -> list[date]:
    days = (period.start + timedelta(days=number) for number in range((period.end - period.start).days + 1))
    return [day for day in days if day.isoweekday() == 4]


def _persons(register: Register, by: Sequence[str]) -> list[_Person]:
    """Everybody with a row in the wide file."""
    persons = {}
    for row in _rows(register.persons):
        if row["has_weeks"]:
            persons[row["person"]] = _Person(
                row["municipality"],
                row["birth_date"],
                (row[by[0]] or "") if by else "",
                row["origin"],
                row["programme_start"],
                row["programme_end"],
            )
    for row in _rows(register.spells):
        first, last = (_FIRST_THURSDAY + row[week] * _WEEK for week in ("first_week", "last_week"))
        persons[row["person"]].spells.append((first, last, row["code"]))
    for name in ("residence", "readiness"):
        column = "municipality" if name == "residence" else name
        for row in _rows(getattr(register, name)):
            if row["person"] in persons:
                held = (row[column], row["from_date"], row["to_date"], row["line"])
                getattr(persons[row["person"]], name).append(held)
    return list(persons.values())


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description or ()]
        for row in found.fetchall():
            yield dict(zip(names, row, strict=True))
