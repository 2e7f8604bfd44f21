"""What every part of a load shares: which projects, their periods by key, and small readers of columns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from virkning.figures.dates import Deadline
from virkning.figures.indicators import Horizon
from virkning.figures.periods import Period, PeriodKind
from virkning.rooms.programmes.models import ProjectPeriod

from ..facts.project import AssessmentFacts, Origin

Row = tuple[Any, ...]
#: Assessments by what they are about: ("activity", key), ("result", key) …
Told = Mapping[tuple[str, int], list[AssessmentFacts]]
#: Columns of `files.models.Traced` that make an origin.
ORIGIN = ("origin_kind", "origin_by", "origin_at", "origin_file__name", "origin_cell")


@dataclass
class Loading:
    """The projects being loaded, and their periods."""

    ids: list[int]
    periods: dict[int, Period] = field(default_factory=dict)
    baselines: dict[int, Period] = field(default_factory=dict)
    horizons: dict[int, Horizon] = field(default_factory=dict)

    def read_periods(self) -> None:
        """One query."""
        rows = ProjectPeriod.objects.filter(project_id__in=self.ids).order_by("start", "id")
        by_project: dict[int, list[Period]] = {key: [] for key in self.ids}
        for key, project, kind, start, is_baseline in rows.values_list(
            "id", "project_id", "kind", "start", "is_baseline"
        ):
            period = Period(PeriodKind(kind), start)
            self.periods[key] = period
            by_project[project].append(period)
            if is_baseline:
                self.baselines[project] = period
        self.horizons = {key: Horizon(tuple(periods)) for key, periods in by_project.items()}

    def period(self, key: int | None) -> Period | None:
        """The period a column points to."""
        return None if key is None else self.periods[key]


def grouped(rows: Iterable[Row]) -> Mapping[Any, list[Row]]:
    """Rows by their first column, in the order they come."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    return groups


def deadline(day: Any, kind: str) -> Deadline | None:
    """A deadline from its two columns."""
    return None if day is None else Deadline.of(day, PeriodKind(kind) if kind else None)


def origin(columns: list[Any]) -> Origin:
    """An origin from the columns of `ORIGIN`."""
    kind, by, at, file, cell = columns
    return Origin(kind, by, at, file or "", cell)
