"""Small pieces of SQL, in what DuckDB and Spark share."""

from collections.abc import Callable, Sequence

from ..measures.definition import Span
from .predicates import EVERYTHING, NOTHING


def union(parts: Sequence[str]) -> str:
    return "\n  UNION ALL\n".join(parts)


def correction(predicate: str, was: bool) -> str:
    if predicate == NOTHING:
        return "0"
    signed = "-e.sign" if was else "e.sign"
    return signed if predicate == EVERYTHING else f"CASE WHEN {predicate} THEN {signed} ELSE 0 END"


def texts(values: Sequence[str]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)


def extreme(function: str, expressions: Sequence[str]) -> str:
    """`GREATEST(…)` or `LEAST(…)`, which Spark refuses of one alone."""
    told = ",\n        ".join(expressions)
    return told if len(expressions) == 1 else f"{function}({told})"


def bounds(span: Span, days_after: Callable[[int], str], firsts: list[str], lasts: list[str]) -> None:
    if span.start is not None:
        firsts.append(first_week_of(days_after(span.start)))
    if span.below is not None:
        lasts.append(first_week_of(days_after(span.below)) + " - 1")


def days_of(day: str) -> str:
    return f"DATE_DIFF('day', DATE '1970-01-01', {day})"


def first_week_of(days: str) -> str:
    """The first week whose Thursday is that day or later."""
    return f"CAST(CEIL(({days}) / 7.0) AS INTEGER)"


def last_week_of(days: str) -> str:
    """The last week whose Thursday is that day or earlier."""
    return f"CAST(FLOOR(({days}) / 7.0) AS INTEGER)"


def birthday(years: int) -> str:
    """Days of the birthday; a 29 February is completed on 1 March in an ordinary year."""
    day = f"CAST(birth_date + INTERVAL '{years}' YEAR AS DATE)"
    return f"{days_of(day)} + CASE WHEN EXTRACT(DAY FROM {day}) <> EXTRACT(DAY FROM birth_date) THEN 1 ELSE 0 END"


def months_after_start(months: int) -> str:
    """Days of the start plus months; a day the month lacks is its last."""
    return days_of(f"CAST(programme_start + INTERVAL '{months}' MONTH AS DATE)")


def overlap(left: str, right: str) -> str:
    """The two rows are of one person and have weeks in common."""
    one = f"{right}.person = {left}.person"
    return f"{one} AND {right}.first_week <= {left}.last_week AND {right}.last_week >= {left}.first_week"


def common(left: str, right: str) -> str:
    """The weeks the two rows have in common."""
    first = f"GREATEST({left}.first_week, {right}.first_week) AS first_week"
    return f"{first}, LEAST({left}.last_week, {right}.last_week) AS last_week"
