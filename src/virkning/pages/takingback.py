"""What it takes to take an entry of the log back: as much as it takes to do the thing itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from virkning.figures.continuing import EvidenceKind
from virkning.rooms.access.permissions import Permission
from virkning.rooms.activities.actions.statuses import FIELDS, JUDGING
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.evaluations.actions.benefits import BENEFITS
from virkning.rooms.interventions.actions.acts import DECIDE, DESCRIBE
from virkning.rooms.plans.actions.actionstatuses import ACTION_STATUS
from virkning.rooms.plans.actions.acts import PLAN
from virkning.rooms.plans.actions.method import METHOD
from virkning.rooms.plans.actions.tracks import CATALOGUE
from virkning.rooms.programmes.actions import acts
from virkning.rooms.statusrounds.actions.undo import is_correction
from virkning.rooms.theory.actions.arrows import ARROW

#: The log's word for a kind of record → what it takes to change one. A status report is written by two: see below.
KINDS: dict[str, Permission] = {
    **dict.fromkeys(
        (
            *("project", "focusarea", "activity", "milestone", "milestonetarget"),
            *("result", "targetversion", "redefinition", "phase", "arrow", "matrixgroup", "matrixcount"),
            *("methoddescription", "methodphase", "methodcell", "methodtool", "coreelement"),
            *("challenge", "plannedaction"),
        ),
        Permission.EDIT_PROJECT,
    ),
    **dict.fromkeys(("statusreport", "activitycomment", "embedding", "experience"), Permission.REPORT_STATUS),
    "registration": Permission.REPORT_STATUS,
    **dict.fromkeys(
        (
            *("assessment", "recommendation", "proposal", "evidence"),
            *("unexpectedresult", "otherexplanation", "activityportrait"),
        ),
        Permission.ASSESS,
    ),
    "followup": Permission.REPORT_STATUS,
    "actionstatus": Permission.REPORT_STATUS,
    **dict.fromkeys(
        (
            *("employmentplan", "plangoal", "overallgroup", "targetgroup"),
            *("plannedresult", "plannedstep", "changetrack"),
        ),
        Permission.EDIT_PLAN,
    ),
}

#: Acts on many records, or on records that are never edited: the act's word → what it takes.
ACTS: dict[str, Permission] = {
    acts.ARRANGE: Permission.EDIT_PROJECT,
    "report": Permission.REPORT_STATUS,
    "measure": Permission.REPORT_STATUS,
    BENEFITS: Permission.REPORT_STATUS,
    PLAN: Permission.EDIT_PLAN,
    CATALOGUE: Permission.EDIT_PLAN,
    METHOD: Permission.EDIT_PROJECT,
    ARROW: Permission.EDIT_PROJECT,
    ACTION_STATUS: Permission.REPORT_STATUS,
    DESCRIBE: Permission.DESCRIBE,
    DECIDE: Permission.DECIDE_DESCRIPTION,
}

_BOTH = frozenset({Permission.REPORT_STATUS, Permission.ASSESS})
#: How the log calls a file. Files are brought by those who report and by those who assess; an interview stays one.
_A_FILE = f"{EvidenceKind.FILE.danish}: "


def takes(
    entry: AuditEntry, record: Any = None, may: frozenset[Permission] = frozenset()
) -> frozenset[Permission]:
    """The permissions in the project it takes; none at all for what cannot be taken back.

    `record`: the status report the entry is about, where it is at hand: an entry that only says that it was removed or
    brought back does not tell which parts it had, and without the record it takes both permissions.
    `may`: what the person has; of what two sorts of people may do, it takes the permission they have.
    """
    if entry.action == "report":
        rows = entry.changes.get("rows", {}).values()
        if not all("changes" in row for row in rows):
            return _BOTH  # an undo of such an act: it does not tell which parts the reports had
        return _of_fields(name for row in rows for name in row["changes"]) or frozenset({ACTS["report"]})
    if entry.action in ACTS:
        return frozenset({ACTS[entry.action]})
    if entry.object_kind == "statusreport":
        return _of_report(entry, record)
    if entry.object_kind == "evidence" and entry.object_label.startswith(_A_FILE) and may & _BOTH:
        return frozenset(may & {Permission.REPORT_STATUS} or {Permission.ASSESS})
    if entry.object_kind == "proposal" and "decision" in entry.changes:
        return frozenset({Permission.EDIT_PROJECT})  # the project decides what the evaluator proposes
    if entry.object_kind == "statusround":
        return frozenset({Permission.RUN_ROUNDS}) if is_correction(entry) else frozenset()
    found = KINDS.get(entry.object_kind)
    return frozenset() if found is None else frozenset({found})


def _of_report(entry: AuditEntry, record: Any) -> frozenset[Permission]:
    changes: Mapping[str, Any] = entry.changes.get("after", entry.changes)
    told = _of_fields(name for name in changes if entry.action != "create" or changes[name])
    if told or record is None:
        return told or _BOTH
    return _of_fields(name for name in FIELDS if getattr(record, name)) or _BOTH


def _of_fields(names: Iterable[str]) -> frozenset[Permission]:
    """A light and its reason are of those who assess; everything else of a report is written by those who report."""
    found = set()
    for name in names:
        if name in JUDGING:
            found.add(Permission.ASSESS)
        elif name in FIELDS:
            found.add(Permission.REPORT_STATUS)
    return frozenset(found)
