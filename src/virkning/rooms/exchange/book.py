"""A book: a project's rows as typed values, the same whether they were read from a file or from the database.

Periods are held as their canonical text (`2013K3`), codes of municipalities as their three digits. A row is a named
tuple: frozen and typed, and cheap enough to make and to compare by the ten thousand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

from virkning.figures.dates import Deadline
from virkning.figures.indicators import Answer, IndicatorKind, Term
from virkning.figures.lights import Light, MilestoneKind, MilestoneStatus
from virkning.figures.targets import TargetRule

from .findings import address


class ProjectRow(NamedTuple):
    """The sheet Projekt, read downwards: one row a book."""

    name: str
    municipalities: tuple[str, ...]
    programme: str
    starts_on: date
    ends_on: date
    periods: tuple[str, ...]
    baseline: str


class AreaRow(NamedTuple):
    """A focus area."""

    number: str
    title: str


class ActivityRow(NamedTuple):
    """An activity."""

    number: str
    area: str
    title: str
    responsible: str
    closed_in: str
    closed_reason: str
    remark: str


class MilestoneRow(NamedTuple):
    """A milestone with its first target; `amount` is words where the milestone's type is `tekst`."""

    activity: str
    number: str
    statement: str
    kind: MilestoneKind
    amount: Decimal | str | None
    deadline: Deadline | None
    expected_from: str
    added_in: str
    retired_in: str
    reason: str


class StatusRow(NamedTuple):
    """A milestone's status in one period; `value` is words where the milestone's type is `tekst`."""

    activity: str
    milestone: str
    period: str
    status: MilestoneStatus | None
    value: Decimal | str | None
    numerator: Decimal | None
    denominator: Decimal | None
    judged: Light | None
    comment: str


class ResultRow(NamedTuple):
    """A result with its indicator and its first target."""

    number: str
    activities: tuple[str, ...]
    area: str
    statement: str
    term: Term
    kind: IndicatorKind
    unit: str
    rule: TargetRule | None
    amount: Decimal | None
    target_series: str
    reference_series: tuple[str, ...]
    baseline: str
    expected_from: str
    added_in: str
    retired_in: str
    reason: str
    replaced_by: str


class MeasurementRow(NamedTuple):
    """One value of one series in one period. `series` is None for a note to the cell, blank for the nameless series."""

    result: str
    series: str | None
    period: str
    value: Decimal | Answer | None
    numerator: Decimal | None
    denominator: Decimal | None
    text: str
    break_reason: str
    source: str


class TargetVersionRow(NamedTuple):
    """A later target of a result, or of an activity's milestone."""

    result: str
    activity: str
    milestone: str
    valid_from: str
    rule: TargetRule | None
    amount: Decimal | str | None
    deadline: Deadline | None
    reason: str


class AssessmentRow(NamedTuple):
    """A judgement of an activity, an area, a result or (none of them) the whole project in one period."""

    activity: str
    area: str
    result: str
    period: str
    heading: str
    text: str
    light: Light | None


Row = TypeVar("Row", bound="tuple[Any, ...]")


@dataclass(frozen=True, slots=True)
class Rows(Generic[Row]):
    """The rows of one sheet. What only a file knows is empty where the rows come from the database.

    `lines`: Excel's row number of each row. `columns`: field → column (0 is A); a field that has none stands in a
    column the file lacks. `as_text`: (row, field) of every number that was written as text, with its unit: only those
    say how many decimals they have, for Excel's own numbers do not keep trailing zeros.
    """

    items: Sequence[Row]
    lines: Sequence[int] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    as_text: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def cell(self, index: int, name: str) -> str:
        """The address of a field of a row, such as `D14`; the row's first cell where the file lacks the column."""
        if not self.lines:
            return ""
        return address(self.lines[index], self.columns.get(name, 0))


@dataclass(frozen=True)
class Book:
    """A project's rows, sheet by sheet in the order of the workbook. None: the file lacks the (optional) sheet.

    The field names are the ones `sheets.SHEETS` uses.
    """

    project: Rows[ProjectRow]
    areas: Rows[AreaRow]
    activities: Rows[ActivityRow]
    milestones: Rows[MilestoneRow]
    statuses: Rows[StatusRow]
    results: Rows[ResultRow]
    measurements: Rows[MeasurementRow]
    target_versions: Rows[TargetVersionRow] | None
    assessments: Rows[AssessmentRow]

    @property
    def head(self) -> ProjectRow:
        """The project itself."""
        return self.project.items[0]

    def rows(self, name: str) -> Rows[Any] | None:
        """The rows of the sheet whose field is `name`."""
        found: Rows[Any] | None = getattr(self, name)
        return found
