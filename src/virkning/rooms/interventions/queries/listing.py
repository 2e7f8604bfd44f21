"""Interventions as lists tell them: a project's, and all of a programme's, with where each stands and by when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from virkning.figures.collation import danish_key
from virkning.figures.folding import fold
from virkning.figures.interventions import DescriptionDue, InterventionStage, Timing, shown_stage
from virkning.figures.reminding import day_in_denmark
from virkning.rooms.programmes.models import Programme, Project
from virkning.rooms.programmes.queries.headings import project_headings

from ..models import FieldComment, Intervention, Receipt

_COLUMNS = (
    *("pk", "project_id", "municipality_id", "municipality__name", "name", "position", "version", "stage"),
    *("start_date", "first_submitted_at", "returned_at", "accepted_at", "ended_on", "submitter_id"),
    *("continues_id", "open"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """An intervention on a list. `stage` as it is shown, `RUNNING` computed; `due` None while no start is known.

    `open_comments`: at its fields, not settled. `project`: its heading, blank on the project's own list.
    """

    id: int
    project_id: int
    municipality_id: int
    municipality: str
    name: str
    position: int
    version: int
    stage: InterventionStage
    start: date | None
    due: date | None
    timing: Timing
    first_submitted: datetime | None
    returned_on: date | None
    accepted_at: datetime | None
    ended_on: date | None
    submitter_id: int | None
    continues_id: int | None
    open_comments: int
    project: str = ""

    @property
    def is_late(self) -> bool:
        """Its description is late, or was when it came."""
        return self.timing in (Timing.LATE, Timing.SUBMITTED_LATE)

    @property
    def is_missing(self) -> bool:
        """It has never been handed in, also where nobody has begun."""
        return self.first_submitted is None


def interventions_of(project: Project, today: date) -> list[Row]:
    """The project's, in their order. One query."""
    rows = Intervention.objects.filter(project=project).order_by("position", "id")
    return [_row(row, today) for row in _told(rows)]


def interventions_in_programme(programme: Programme, today: date) -> list[Row]:
    """All of the programme's one sees: those that are late first, the longest late first; then by municipality.

    Three queries, however many there are.
    """
    return _late_ones_first(Intervention.objects.filter(project__programme=programme), today)


def interventions_seen(today: date) -> list[Row]:
    """All one sees, in whichever programme or none, in the same order. Three queries, however many there are."""
    return _late_ones_first(Intervention.objects.all(), today)


def _late_ones_first(wanted: QuerySet[Intervention], today: date) -> list[Row]:
    rows = list(_told(wanted.order_by("pk")))
    headings = project_headings({row["project_id"] for row in rows})
    found = [_row(row, today, headings) for row in rows]
    return sorted(found, key=_late_first)


def _late_first(row: Row) -> tuple[bool, date, str, date, int, int]:
    is_late = row.timing is Timing.LATE
    due = row.due or date.max
    return (
        not is_late,
        due if is_late else date.min,
        danish_key(row.municipality),
        due,
        row.position,
        row.id,
    )


def row_of(intervention: Intervention, today: date) -> Row:
    """One of them. One query."""
    (row,) = _told(Intervention._base_manager.filter(pk=intervention.pk).order_by("pk"))
    return _row(row, today)


def comments_of(intervention: Intervention) -> list[FieldComment]:
    """Every comment at its fields, the oldest first. One query."""
    return list(FieldComment.objects.filter(intervention=intervention).order_by("written_at", "id"))


def open_comments(intervention: Intervention) -> list[FieldComment]:
    """Those that are not settled, the oldest first. One query."""
    rows = FieldComment.objects.filter(intervention=intervention, settled_at__isnull=True)
    return list(rows.order_by("written_at", "id"))


def receipts_of(intervention: Intervention) -> list[Receipt]:
    """What has been handed in, the latest first. One query."""
    return list(Receipt.objects.filter(intervention=intervention).order_by("-made_at", "-id"))


def earlier_of(intervention: Intervention, today: date) -> list[Row]:
    """The same municipality's other interventions one sees, the latest start first: to copy from, to compare with.

    Three queries.
    """
    rows = Intervention.objects.filter(municipality=intervention.municipality_id).exclude(pk=intervention.pk)
    told = list(_told(rows.order_by("pk")))
    headings = project_headings({row["project_id"] for row in told})
    found = [_row(row, today, headings) for row in told]
    return sorted(found, key=lambda one: (one.start or date.min, one.id), reverse=True)


def _told(rows: QuerySet[Intervention]) -> Iterable[dict[str, Any]]:
    is_open = Count("comments", filter=Q(comments__settled_at__isnull=True))
    found: Iterable[dict[str, Any]] = rows.annotate(open=is_open).values(*_COLUMNS)
    return found


def _row(row: Mapping[str, Any], today: date, headings: Mapping[int, str] | None = None) -> Row:
    due = DescriptionDue(row["start_date"], row["first_submitted_at"])
    returned = row["returned_at"]
    return Row(
        id=row["pk"],
        project_id=row["project_id"],
        municipality_id=row["municipality_id"],
        municipality=row["municipality__name"],
        name=row["name"],
        position=row["position"],
        version=row["version"],
        stage=shown_stage(InterventionStage(row["stage"]), row["start_date"], today),
        start=row["start_date"],
        due=due.day,
        timing=due.timing(today),
        first_submitted=row["first_submitted_at"],
        returned_on=None if returned is None else day_in_denmark(returned),
        accepted_at=row["accepted_at"],
        ended_on=row["ended_on"],
        submitter_id=row["submitter_id"],
        continues_id=row["continues_id"],
        open_comments=row["open"],
        project=(headings or {}).get(row["project_id"], ""),
    )


# Year against year ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class YearPair:
    """An intervention of a year and what it goes on from. `now` None: it has not gone on; `before` None: it is new."""

    municipality: str
    now: Row | None = None
    before: Row | None = None

    @property
    def is_new(self) -> bool:
        """Nothing like it began the year before."""
        return self.before is None


def against_last_year(rows: Iterable[Row], year: int) -> tuple[YearPair, ...]:
    """What begins in the year against what began the year before, municipality by municipality in Danish order.

    One goes on from another where it says so, or where its municipality had one of the same name. Those that are new
    stand first, those that have not gone on last. Of one whose start nobody knows nothing can be said.
    """
    all_rows = list(rows)
    now = [row for row in all_rows if row.start is not None and row.start.year == year]
    left = {row.id: row for row in all_rows if row.start is not None and row.start.year == year - 1}
    found = []
    for row in sorted(now, key=lambda one: (one.start or date.min, one.id)):
        before = _gone_on_from(row, left)
        if before is not None:
            del left[before.id]
        found.append(YearPair(row.municipality, row, before))
    found += [YearPair(row.municipality, None, row) for row in left.values()]
    return tuple(sorted(found, key=_new_first))


def _gone_on_from(row: Row, left: Mapping[int, Row]) -> Row | None:
    if row.continues_id in left:
        return left[row.continues_id or 0]
    same = (
        one
        for one in left.values()
        if one.municipality_id == row.municipality_id and fold(one.name) == fold(row.name)
    )
    return next(same, None)


def _new_first(pair: YearPair) -> tuple[str, int, str]:
    order = 2 if pair.now is None else 0 if pair.is_new else 1
    named = pair.now or pair.before
    return (danish_key(pair.municipality), order, danish_key(named.name if named else ""))


def by_municipality(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows by municipality, in the order in which each municipality comes first."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.municipality, []).append(row)
    return found
