"""The target-group matrix: its groups, and how many each counted on a day."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from virkning.figures.theory import Quadrant

from .values import Count, Given, Key, Name, Version


class MatrixCounted(BaseModel):
    """How many a group counted on a day."""

    day: date
    count: int
    counted_by: str


class MatrixGroup(BaseModel):
    """A group in its quadrant. `target_group` and `plan_year`: the number in the employment plan it belongs to."""

    id: int
    title: str
    description: str
    quadrant: Quadrant
    target_group: str
    plan_year: int | None
    counts: list[MatrixCounted]


class MatrixTotal(BaseModel):
    """Counts taken together: `known` is the sum of the `counted` groups, `missing` how many were not counted."""

    known: int
    counted: int
    missing: int
    words: str


class MatrixDayCount(BaseModel):
    """A group's count on the day; null where it was not counted. `version`: send it to correct the count."""

    group_id: int
    quadrant: Quadrant
    count: int | None
    version: int | None


class MatrixDay(BaseModel):
    """Every group on one day, with the total computed on read."""

    day: date
    counted_by: str
    total: MatrixTotal
    counts: list[MatrixDayCount]


class MatrixCountGiven(Given):
    """A group's count: zero is a count, null takes it away. `version`: the one you read, null where none stood."""

    group_id: Key
    count: Count | None
    version: Version | None = None


class MatrixDayGiven(Given):
    """The counts to be written; groups that are left out stay as they are, and so does `counted_by` where null."""

    counts: Annotated[list[MatrixCountGiven], Field(max_length=100)]
    counted_by: Name | None = None
