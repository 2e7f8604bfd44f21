"""Milestones with their target versions and reports, by activity. Two queries; three where a value is counted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import FilteredRelation, Q

from virkning.figures.milestones import (
    Light,
    Milestone,
    MilestoneKind,
    MilestoneStatus,
    MilestoneTarget,
    StatusEntry,
)
from virkning.rooms.activities import models
from virkning.rooms.activities.queries.registrations import tally_of

from ..facts.project import MilestoneFacts, Origin
from .loading import ORIGIN, Loading, Row, deadline, origin

#: `counted_kind` first: it decides whether registrations are asked for at all.
_REPORT = (
    *("counted_kind", "milestone__activity_id", "milestone_id", "period_id", "status", "value"),
    *("value_text", "numerator", "denominator", "judged", "judged_reason", "comment"),
)


_MILESTONE = (
    *("id", "activity_id", "number", "statement", "kind", "expected_from_id", "added_in_id", "retired_in_id"),
    *("reason", "activity__closed_in_id"),
)
_AIM = ("id", "valid_from_id", "amount", "text", "deadline", "deadline_kind", "reason")


def milestones_by_activity(about: Loading) -> Mapping[int, list[MilestoneFacts]]:
    """Milestones by their activity."""
    reports, targets = _reports(about), defaultdict[int, list[MilestoneTarget]](list)
    rows: dict[int, Row] = {}
    for row in _milestones_and_aims(about):
        own, (aim, valid_from, amount, text, day, kind, reason) = (
            row[: len(_MILESTONE)],
            row[len(_MILESTONE) :],
        )
        rows.setdefault(own[0], own)
        if aim is not None:
            due = deadline(day, kind)
            targets[own[0]].append(MilestoneTarget(amount, text, due, about.period(valid_from), reason))
    found: dict[int, list[MilestoneFacts]] = defaultdict(list)
    for key, activity, number, statement, kind, expected, added, retired, reason, closed in rows.values():
        told = reports[key]
        milestone = Milestone(
            kind=MilestoneKind(kind),
            entries=tuple(entry for entry, _from in told),
            targets=tuple(targets[key]),
            expected_from=about.period(expected),
            added_in=about.period(added),
            retired_in=about.period(retired),
            closed_in=about.period(closed),
        )
        origins = {entry.period: told_by for entry, told_by in told}
        found[activity].append(MilestoneFacts(key, number, statement, reason, milestone, origins))
    return found


def _milestones_and_aims(about: Loading) -> Iterable[Row]:
    """A row a target version; one with empty columns where a milestone has none. In the project's order."""
    standing = FilteredRelation("targets", condition=Q(targets__removed_at__isnull=True))
    rows = models.Milestone.objects.filter(activity__project_id__in=about.ids, activity__removed_at=None)
    told: Iterable[Row] = (
        rows.annotate(aim=standing)
        .order_by("position", "id", "aim__id")
        .values_list(*_MILESTONE, *(f"aim__{name}" for name in _AIM))
    )
    return told


def _reports(about: Loading) -> Mapping[int, list[tuple[StatusEntry, Origin]]]:
    rows = models.StatusReport.objects.filter(milestone__activity__project_id__in=about.ids)
    told = rows.order_by("period__start", "id").values_list(*_REPORT, *ORIGIN)
    tally = tally_of(about.ids, (row[0] for row in told))
    found: dict[int, list[tuple[StatusEntry, Origin]]] = defaultdict(list)
    for (
        counted,
        activity,
        milestone,
        period,
        status,
        value,
        text,
        over,
        under,
        judged,
        judged_reason,
        comment,
        *columns,
    ) in told:
        when = about.periods[period]
        entry = StatusEntry(
            period=when,
            status=MilestoneStatus(status) if status else None,
            value=tally.value(value, counted, activity, when),
            value_text=text,
            numerator=over,
            denominator=under,
            judged=Light(judged) if judged else None,
            comment=comment,
            judged_reason=judged_reason,
        )
        found[milestone].append((entry, origin(columns)))
    return found
