"""Registrations and their sums. Sums are computed on read, and nothing here asks once a row."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate

from django.db.models import Count, Sum

from virkning.figures.periods import Period
from virkning.rooms.programmes.models import Project

from ..models import Activity, Registration, StatusReport


@dataclass(frozen=True)
class PeriodSum:
    """What was counted in a period, and in all up to its last day."""

    period: Period
    within: int
    upto: int


@dataclass(frozen=True)
class KindSums:
    """One kind of registrations on an activity. `men` and `women` are None where nobody said."""

    kind: str
    rows: int
    count: int
    men: int | None
    women: int | None
    periods: tuple[PeriodSum, ...]


class Tally:
    """Sums of registrations up to any day: (activity, kind) → days with the running total."""

    def __init__(self, rows: Iterable[tuple[int, str, date, int]]) -> None:
        by_day: dict[tuple[int, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
        for activity, kind, day, count in rows:
            by_day[activity, kind][day] += count
        self._running: dict[tuple[int, str], tuple[Sequence[date], Sequence[int]]] = {}
        for key, counts in by_day.items():
            days = sorted(counts)
            self._running[key] = days, list(accumulate(counts[day] for day in days))

    def upto(self, activity: int, kind: str, day: date) -> Decimal:
        """Everything counted of the kind on the activity up to and with that day; 0 where nothing was."""
        days, running = self._running.get((activity, kind), ((), ()))
        place = bisect_right(days, day)
        return Decimal(running[place - 1]) if place else Decimal(0)

    def value(self, written: Decimal | None, kind: str, activity: int, period: Period) -> Decimal | None:
        """A status report's value: the sum up to the period's end where it is counted, else as it was written."""
        return self.upto(activity, kind, period.end) if kind else written


def tally_of(project_ids: Iterable[int], kinds: Iterable[str]) -> Tally:
    """The projects' registrations of the kinds (blank ones do not count), ready to be summed. One query, or none."""
    wanted = {kind for kind in kinds if kind}
    if not wanted:
        return Tally(())
    rows = Registration.objects.filter(
        activity__project_id__in=list(project_ids), activity__removed_at__isnull=True, kind__in=wanted
    )
    by_day = rows.order_by("activity_id", "kind", "day").values_list("activity_id", "kind", "day")
    return Tally(by_day.annotate(counted=Sum("count")))


def registrations_of(activity: Activity) -> list[Registration]:
    """The activity's registrations, the newest day first. One query."""
    return list(Registration.objects.filter(activity=activity).order_by("-day", "-id"))


def sums_by_kind(registrations: Sequence[Registration], periods: Sequence[Period]) -> list[KindSums]:
    """The sums of registrations already read, by kind in the order of the alphabet. No query."""
    by_kind: Mapping[str, list[Registration]] = defaultdict(list)
    for one in registrations:
        by_kind[one.kind].append(one)
    return [_sums(kind, by_kind[kind], periods) for kind in sorted(by_kind, key=str.casefold)]


def _sums(kind: str, rows: Sequence[Registration], periods: Sequence[Period]) -> KindSums:
    men = [one.men for one in rows if one.men is not None]
    women = [one.women for one in rows if one.women is not None]
    return KindSums(
        kind=kind,
        rows=len(rows),
        count=sum(one.count for one in rows),
        men=sum(men) if men else None,
        women=sum(women) if women else None,
        periods=tuple(
            PeriodSum(
                period,
                sum(one.count for one in rows if period.contains(one.day)),
                sum(one.count for one in rows if one.day <= period.end),
            )
            for period in periods
        ),
    )


def kinds_used(project: Project, *, but: int | None = None) -> list[str]:
    """Every kind registered in the project, most used first. One query.

    `but`: a registration to leave out; then also what milestones count, for that is in use too. Two queries.
    """
    rows = Registration.objects.filter(activity__project=project).exclude(pk=but or 0).order_by()
    counted = rows.values_list("kind").annotate(rows=Count("pk")).order_by("-rows", "kind")
    found = dict.fromkeys(kind for kind, _rows in counted)
    if but is not None:
        reports = StatusReport.objects.filter(milestone__activity__project=project).exclude(counted_kind="")
        found |= dict.fromkeys(reports.order_by("counted_kind").values_list("counted_kind", flat=True))
    return list(found)


def sums_until(activity_id: int, day: date) -> dict[str, int]:
    """Kind → everything counted on one activity up to and with the day, by the alphabet. One query."""
    rows = Registration.objects.filter(activity_id=activity_id, day__lte=day).order_by()
    return dict(rows.values_list("kind").annotate(Sum("count")).order_by("kind"))
