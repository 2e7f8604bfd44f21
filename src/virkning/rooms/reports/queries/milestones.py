"""Milestones with their target versions and reports, by activity. Three queries; four where a value is counted."""

from collections import defaultdict
from collections.abc import Mapping

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
from .loading import ORIGIN, Loading, deadline, origin

#: `counted_kind` first: it decides whether registrations are asked for at all.
_REPORT = (
    *("counted_kind", "milestone__activity_id", "milestone_id", "period_id", "status", "value"),
    *("value_text", "numerator", "denominator", "judged", "judged_reason", "comment"),
)


def milestones_by_activity(about: Loading) -> Mapping[int, list[MilestoneFacts]]:
    """Milestones by their activity."""
    targets, reports = _targets(about), _reports(about)
    rows = models.Milestone.objects.filter(activity__project_id__in=about.ids, activity__removed_at=None)
    found: dict[int, list[MilestoneFacts]] = defaultdict(list)
    for key, activity, number, statement, kind, expected, added, retired, reason, closed in rows.order_by(
        "position", "id"
    ).values_list(
        "id",
        "activity_id",
        "number",
        "statement",
        "kind",
        "expected_from_id",
        "added_in_id",
        "retired_in_id",
        "reason",
        "activity__closed_in_id",
    ):
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


def _targets(about: Loading) -> Mapping[int, list[MilestoneTarget]]:
    rows = models.MilestoneTarget.objects.filter(milestone__activity__project_id__in=about.ids).order_by("id")
    found: dict[int, list[MilestoneTarget]] = defaultdict(list)
    for milestone, valid_from, amount, text, day, kind, reason in rows.values_list(
        "milestone_id", "valid_from_id", "amount", "text", "deadline", "deadline_kind", "reason"
    ):
        found[milestone].append(
            MilestoneTarget(amount, text, deadline(day, kind), about.period(valid_from), reason)
        )
    return found


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
