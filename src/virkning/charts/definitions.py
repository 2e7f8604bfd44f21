"""What a chart says: its data and its words, never how it is drawn.

One definition serves the page (inline SVG), Word (PNG) and later the native charts of PowerPoint and
Excel, so it holds numbers, not drawing commands. All definitions are frozen and hashable: the same
definition may be drawn once and reused. Words are ready-made Danish text from the caller (labels such as
"71,7"); this package formats nothing but the numbers on an axis.

A missing value is `None` and stays missing: it is never drawn as zero and never joined over.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import isfinite
from typing import Literal

Number = int | float | Decimal
Role = Literal["main", "second", "reference"]
LightColour = Literal["green", "yellow", "red", "none"]

MOST_SERIES = 10
MOST_CATEGORIES = 10
MOST_CHANGES = 120  # every municipality of the country, the country itself and a project


class ChartError(ValueError):
    """A definition that cannot be drawn honestly; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series in one period.

    `position` is the period's index on the x axis (0-based), `label` the value in Danish without unit
    ("71,7"). With `value=None` the label may say why it is missing ("mangler", "under 5").
    """

    period_label: str
    position: int
    value: Number | None
    label: str = ""
    latest: bool = False


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One curve. Its points may come in any order; they are drawn by position."""

    name: str
    points: tuple[Point, ...]
    role: Role = "main"


@dataclass(frozen=True, slots=True)
class BreakMark:
    """A break (databrud) between `position_before - 1` and `position_before`; curves are cut there."""

    position_before: int
    reason: str


@dataclass(frozen=True, slots=True)
class TargetStep:
    """One version of a target: `value` holds from `position` until the next step."""

    position: int
    value: Number
    label: str = ""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """The target with its words ("Mål: mindst 75 pct."): one value, or steps when it has had versions.

    `label` stands at the last step; a step's own label stands at that step. Give `value` or `steps`.
    """

    value: Number | None
    label: str
    steps: tuple[TargetStep, ...] = ()

    def __post_init__(self) -> None:
        if (self.value is None) == (not self.steps):
            raise ChartError("A target line has either one value or steps; give exactly one of them.")
        if any(a.position >= b.position for a, b in pairwise(self.steps)):
            raise ChartError("The steps of a target line must come in order of position, one per position.")
        _check_values("target", (self.value, *(step.value for step in self.steps)))


@dataclass(frozen=True, slots=True)
class LineChart:
    """Series over periods, with a target and breaks.

    `title` is one Danish sentence, `description` the text for those who do not see the chart,
    `unit_label` stands over the y axis ("Pct. af eleverne"). `is_share` says that values are per cent of
    a whole: the axis is then 0-100. `y_min`/`y_max` override the axis' ends.
    """

    title: str
    description: str
    unit_label: str
    x_labels: tuple[str, ...]
    series: tuple[SeriesLine, ...]
    target: TargetLine | None = None
    breaks: tuple[BreakMark, ...] = ()
    is_share: bool = False
    y_min: Number | None = None
    y_max: Number | None = None

    def __post_init__(self) -> None:
        if not self.x_labels or not self.series:
            raise ChartError("A line chart needs at least one period and one series.")
        if len(self.series) > MOST_SERIES:
            raise ChartError(
                f"A line chart holds at most {MOST_SERIES} series, not {len(self.series)}: "
                "draw one small chart per series with charts.small_multiples."
            )
        for line in self.series:
            _check_line(line, len(self.x_labels))
        for mark in self.breaks:
            if not 0 < mark.position_before < len(self.x_labels):
                raise ChartError(f"A break at {mark.position_before} is not between two of the periods.")
        if self.y_min is not None and self.y_max is not None and self.y_min >= self.y_max:
            raise ChartError("y_min must be below y_max.")
        _check_values("axis", (self.y_min, self.y_max))


@dataclass(frozen=True, slots=True)
class Bar:
    """One value with its Danish label; `None` is missing and the label may say why."""

    value: Number | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class BarSeries:
    """Bars that belong together under one name: a period in a bar chart, a category in a stacked one."""

    name: str
    bars: tuple[Bar, ...]
    role: Role = "main"
    latest: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """A distribution as horizontal bars: categories × series (periods, groups), one bar for each pair.

    Every series has one bar per category. The latest series is filled, earlier ones are hollow.
    Negative values are drawn left of zero.
    """

    title: str
    description: str
    unit_label: str
    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]
    is_share: bool = False

    def __post_init__(self) -> None:
        _check_bars("categories", self.categories, self.series)
        if len(self.categories) > MOST_CATEGORIES:
            raise ChartError(f"A bar chart holds at most {MOST_CATEGORIES} categories.")


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Parts of a whole as one column per period: `parts` are the categories, from the bottom up.

    Every part has one bar per period. `ordered` says that the parts are steps of one scale, which are
    then shaded from dark to light; otherwise neighbours differ in both colour and lightness.
    """

    title: str
    description: str
    unit_label: str
    periods: tuple[str, ...]
    parts: tuple[BarSeries, ...]
    is_share: bool = False
    ordered: bool = False

    def __post_init__(self) -> None:
        _check_bars("periods", self.periods, self.parts)
        if len(self.parts) > MOST_CATEGORIES:
            raise ChartError(f"A stacked chart holds at most {MOST_CATEGORIES} categories.")
        if any(bar.value is not None and bar.value < 0 for part in self.parts for bar in part.bars):
            raise ChartError("Parts of a whole cannot be negative: use a bar chart.")


@dataclass(frozen=True, slots=True)
class LightRow:
    """One area's counts of lights (milestones or results), each zero or more."""

    area: str
    green: int
    yellow: int
    red: int
    none: int

    def count(self, colour: LightColour) -> int:
        """The number of lights of one colour in the area."""
        counts = {"green": self.green, "yellow": self.yellow, "red": self.red, "none": self.none}
        return counts[colour]

    @property
    def total(self) -> int:
        """The number of lights in the area, with those without colour."""
        return self.green + self.yellow + self.red + self.none


@dataclass(frozen=True, slots=True)
class LightsByArea:
    """A status note's chart of lights: one horizontal bar per area, one part per colour, counts in it."""

    title: str
    description: str
    rows: tuple[LightRow, ...]
    unit_label: str = "Antal"

    def __post_init__(self) -> None:
        if not self.rows:
            raise ChartError("A chart of lights needs at least one area.")
        if any(min(row.green, row.yellow, row.red, row.none) < 0 for row in self.rows):
            raise ChartError("A count of lights is zero or more.")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One place at a baseline and at the latest, with ready Danish labels; `None` is missing, the label says why.

    `low`/`high` are the interval of the latest value. A row of the role "reference" is no place among the others.
    """

    name: str
    before: Number | None
    now: Number | None
    before_label: str
    now_label: str
    change_label: str
    role: Role = "main"
    own: bool = False
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A value every row is held against: the country's ("reference", dashed), a mean ("second")."""

    name: str
    value: Number
    role: Role = "reference"


@dataclass(frozen=True, slots=True)
class ChangeChart:
    """From baseline to latest, a row a place, under each other in the order given.

    `corner`, `before_name`, `now_name` and `change_name` are the heads of its columns.
    """

    title: str
    description: str
    unit_label: str
    corner: str
    before_name: str
    now_name: str
    change_name: str
    rows: tuple[ChangeRow, ...]
    lines: tuple[ChangeLine, ...] = ()

    def __post_init__(self) -> None:
        if not self.rows:
            raise ChartError("A chart of changes needs at least one row.")
        if len(self.rows) > MOST_CHANGES:
            raise ChartError(f"A chart of changes holds at most {MOST_CHANGES} rows.")
        for row in self.rows:
            _check_values(row.name, (row.before, row.now, row.low, row.high))
        _check_values("line", tuple(line.value for line in self.lines))


@dataclass(frozen=True, slots=True)
class Sparkline:
    """The tiny chart in a row of the results grid: one value per period, `None` where missing.

    `breaks` are positions before which there is a break. `y_min`/`y_max` set the range; without them it
    goes from zero (or the lowest negative value) to the highest value or target. The last value there is
    counts as the latest. With an empty `description` the drawing is hidden from assistive technology,
    because the row says the same in numbers.
    """

    values: tuple[Number | None, ...]
    target: Number | None = None
    breaks: tuple[int, ...] = ()
    y_min: Number | None = None
    y_max: Number | None = None
    description: str = ""

    def __post_init__(self) -> None:
        _check_values("sparkline", (*self.values, self.target, self.y_min, self.y_max))


Chart = LineChart | BarChart | StackedBars | LightsByArea | ChangeChart


def _check_line(line: SeriesLine, periods: int) -> None:
    positions = [point.position for point in line.points]
    if len(set(positions)) != len(positions):
        raise ChartError(f"The series {line.name!r} has two points in one period.")
    if any(not 0 <= position < periods for position in positions):
        raise ChartError(f"The series {line.name!r} has a point outside the {periods} periods of the axis.")
    _check_values(line.name, tuple(point.value for point in line.points))


def _check_bars(axis: str, names: tuple[str, ...], series: tuple[BarSeries, ...]) -> None:
    if not names or not series:
        raise ChartError(f"A bar chart needs {axis} and at least one series.")
    for item in series:
        if len(item.bars) != len(names):
            raise ChartError(f"{item.name!r} has {len(item.bars)} bars for {len(names)} {axis}.")
        _check_values(item.name, tuple(bar.value for bar in item.bars))


def _check_values(name: str, values: tuple[Number | None, ...]) -> None:
    if any(value is not None and not isfinite(value) for value in values):
        raise ChartError(f"{name!r} holds a value that is not a finite number; use None for missing.")
