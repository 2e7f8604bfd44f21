"""Where the things an audit entry tells of are shown: on an activity's page, a result's, or the project's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from virkning.rooms.activities.models import (
    Activity,
    ActivityComment,
    Milestone,
    MilestoneTarget,
    StatusReport,
)
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.evaluations.actions.benefits import BENEFITS
from virkning.rooms.evaluations.models import Assessment, Embedding, FollowUp
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.plans.actions.actionstatuses import ACTION_STATUS
from virkning.rooms.plans.models import ActionStatus, PlannedAction
from virkning.rooms.results.models import Measurement, Result, Series, TargetVersion


@dataclass(frozen=True)
class Place:
    """A page and where on it; `key` is that thing's.

    `what` is `activity`, `result`, `project`, `continuing`, `background`, `matrix`, `method`, `theory`,
    `action_plan`, `planned_action` or `intervention`; or `planned`, a planned result, where its plan's key stands for
    the project's.
    """

    what: str
    project_id: int
    key: int
    milestone: int | None = None


#: Kind → model, and the paths to its activity and milestone (or to its result).
_ACTIVITY: dict[str, tuple[Any, str, str]] = {
    "milestone": (Milestone, "activity", "id"),
    "milestonetarget": (MilestoneTarget, "milestone__activity", "milestone_id"),
    "statusreport": (StatusReport, "milestone__activity", "milestone_id"),
}
#: What stands behind the judgements: all on one page of the project.
_BACKGROUND = frozenset({"evidence", "unexpectedresult", "otherexplanation", "activityportrait", "phase"})
#: Other pages of the project on which all of a kind is shown: the log's kind → the page.
_OWN_PAGE = {
    **dict.fromkeys(("matrixgroup", "matrixcount"), "matrix"),
    **dict.fromkeys(
        ("methoddescription", "methodphase", "methodcell", "methodtool", "coreelement"), "method"
    ),
    "arrow": "theory",
}
#: The action plan: all on one page of the project.
_ACTION_PLAN = frozenset({"challenge", "plannedaction", "actionstatus"})
#: What is said of an activity as a whole.
_OF_ACTIVITY: dict[str, Any] = {"activitycomment": ActivityComment, "embedding": Embedding}
_RESULT: dict[str, Any] = {"series": Series, "targetversion": TargetVersion, "measurement": Measurement}


def places_of(entries: Iterable[AuditEntry]) -> Mapping[int, Place]:
    """Entry's key → where its thing is shown; nothing for what is no longer there. At most twelve queries."""
    wanted: dict[str, dict[int, list[AuditEntry]]] = {}
    found: dict[int, Place] = {}
    for entry in entries:
        if entry.project_id is None:
            continue
        goes_on = entry.object_kind == "experience" or entry.action == BENEFITS
        what = "continuing" if goes_on else "background" if entry.object_kind in _BACKGROUND else "project"
        if entry.object_kind in _ACTION_PLAN or entry.action == ACTION_STATUS:
            what = "action_plan"
        what = _OWN_PAGE.get(entry.object_kind, what)
        found[entry.pk] = Place(what, entry.project_id, entry.project_id)
        if entry.object_id is not None:
            wanted.setdefault(entry.object_kind, {}).setdefault(entry.object_id, []).append(entry)
    for kind, things in wanted.items():
        for key, place in _places(kind, list(things)).items():
            for entry in things[key]:
                what, about, milestone = place
                found[entry.pk] = Place(what, entry.project_id or 0, about, milestone)
    return found


def _places(kind: str, keys: list[int]) -> dict[int, tuple[str, int, int | None]]:
    if kind in ("activity", "result"):
        model: Any = Activity if kind == "activity" else Result
        return {
            key: (kind, key, None)
            for key in model.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True)
        }
    if kind == "intervention":
        there = Intervention.objects.filter(pk__in=keys).order_by("pk")
        return {key: (kind, key, None) for key in there.values_list("pk", flat=True)}
    if kind in _ACTIVITY:
        model, activity, milestone = _ACTIVITY[kind]
        there = model.objects.filter(**{"pk__in": keys, f"{activity}__removed_at": None})
        rows = there.order_by("pk").values_list("pk", f"{activity}_id", milestone)
        return {key: ("activity", about, part) for key, about, part in rows}
    if kind in _OF_ACTIVITY:
        there = _OF_ACTIVITY[kind].objects.filter(pk__in=keys, activity__removed_at=None)
        rows = there.order_by("pk").values_list("pk", "activity_id")
        return {key: ("activity", about, None) for key, about in rows}
    if kind in _RESULT:
        there = _RESULT[kind].objects.filter(pk__in=keys, result__removed_at=None)
        rows = there.order_by("pk").values_list("pk", "result_id")
        return {key: ("result", about, None) for key, about in rows}
    if kind == "assessment":
        return _assessed(keys)
    return {}


def _assessed(keys: list[int]) -> dict[int, tuple[str, int, int | None]]:
    rows: Any = Assessment.objects.filter(pk__in=keys).order_by("pk")
    found: dict[int, tuple[str, int, int | None]] = {}
    for key, activity, result in rows.values_list("pk", "activity_id", "result_id"):
        if activity is not None:
            found[key] = ("activity", activity, None)
        elif result is not None:
            found[key] = ("result", result, None)
    return found


def parts_of(project_id: int, kind: str, key: int) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """A thing and what belongs to it, as kinds with keys: a milestone's own history holds its statuses and targets.

    Also what has been removed. At most five queries; things of other projects are not looked up.
    """
    found: list[tuple[str, tuple[int, ...]]] = [(kind, (key,))]
    if kind == "activity":
        milestones = _keys(Milestone, activity=key, activity__project=project_id)
        found.append(("milestone", milestones))
        found += _milestone_parts(milestones)
        for name, model in _OF_ACTIVITY.items():
            found.append((name, _keys(model, activity=key, activity__project=project_id)))
    elif kind == "milestone":
        found += _milestone_parts(_keys(Milestone, pk=key, activity__project=project_id))
    elif kind == "challenge":
        actions = _keys(PlannedAction, challenge=key, challenge__project=project_id)
        found += [("plannedaction", actions), ("actionstatus", _keys(ActionStatus, action__in=actions))]
    elif kind == "plannedaction":
        said = _keys(ActionStatus, action=key, action__challenge__project=project_id)
        found.append(("actionstatus", said))
    elif kind == "recommendation":
        said = _keys(FollowUp, recommendation=key, recommendation__project=project_id)
        found.append(("followup", said))
    elif kind == "result":
        for name, model in _RESULT.items():
            found.append((name, _keys(model, result=key, result__project=project_id)))
    return tuple(found)


def _milestone_parts(milestones: tuple[int, ...]) -> list[tuple[str, tuple[int, ...]]]:
    return [
        ("milestonetarget", _keys(MilestoneTarget, milestone__in=milestones)),
        ("statusreport", _keys(StatusReport, milestone__in=milestones)),
    ]


def _keys(model: Any, **where: Any) -> tuple[int, ...]:
    return tuple(model._base_manager.filter(**where).order_by("pk").values_list("pk", flat=True))
