"""The target-group matrix: its groups, and how many each counted on a day."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from virkning.figures.theory import Quadrant

from .values import Count, Day, Given, Key, Name, Text, Version


class MatrixCounted(BaseModel):
    """How many a group counted on a day."""

    day: date
    count: int
    counted_by: str


class MatrixGroup(BaseModel):
    """A group in its quadrant. `target_group` and `plan_year`: the number in the employment plan it belongs to.

    `target_group_id`: its key in the plan, whose words are for those who may see that.
    """

    id: int
    title: str
    description: str
    quadrant: Quadrant
    target_group: str
    target_group_id: int | None
    plan_year: int | None
    counts: list[MatrixCounted]
    version: int


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
    """The counts to be written; groups that are left out stay as they are, and so does `counted_by` where null.

    `moved_from`: the day the counts were said to be of, where that was a wrong one; the versions are those of that day.
    """

    counts: Annotated[list[MatrixCountGiven], Field(max_length=100)]
    counted_by: Name | None = None
    moved_from: Day | None = None


class MatrixGroupGiven(Given):
    """A group to be. `target_group_id`: one of the plans of the project's municipalities that you see."""

    title: Name
    quadrant: Quadrant
    description: Text = ""
    target_group_id: Key | None = None


class MatrixGroupChanged(MatrixGroupGiven):
    """A group as it shall be; what is left out is emptied. `version`: of the one that was read."""

    version: Version


class MatrixGroupMoved(Given):
    """The quadrant a group shall stand in. `version`: of the one that was read."""

    quadrant: Quadrant
    version: Version
