"""What it takes to take an entry of the log back: as much as it takes to do the thing itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from virkning.rooms.access.permissions import Permission
from virkning.rooms.activities.actions.statuses import FIELDS
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.programmes.actions import acts

#: The log's word for a kind of record → what it takes to change one. A status report is written by two: see below.
KINDS: dict[str, Permission] = {
    **dict.fromkeys(
        ("project", "focusarea", "activity", "milestone", "milestonetarget", "result", "targetversion"),
        Permission.EDIT_PROJECT,
    ),
    "statusreport": Permission.REPORT_STATUS,
    "registration": Permission.REPORT_STATUS,
    "assessment": Permission.ASSESS,
    "recommendation": Permission.ASSESS,
    "followup": Permission.REPORT_STATUS,
}

#: Acts on many records, or on records that are never edited: the act's word → what it takes.
ACTS: dict[str, Permission] = {
    acts.ARRANGE: Permission.EDIT_PROJECT,
    "report": Permission.REPORT_STATUS,
    "measure": Permission.REPORT_STATUS,
}

_BOTH = frozenset({Permission.REPORT_STATUS, Permission.ASSESS})


def takes(entry: AuditEntry, record: Any = None) -> frozenset[Permission]:
    """The permissions in the project it takes; none at all for what cannot be taken back.

    `record`: the status report the entry is about, where it is at hand: an entry that only says that it was removed or
    brought back does not tell which parts it had, and without the record it takes both permissions.
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
    found = KINDS.get(entry.object_kind)
    return frozenset() if found is None else frozenset({found})


def _of_report(entry: AuditEntry, record: Any) -> frozenset[Permission]:
    changes: Mapping[str, Any] = entry.changes.get("after", entry.changes)
    told = _of_fields(name for name in changes if entry.action != "create" or changes[name])
    if told or record is None:
        return told or _BOTH
    return _of_fields(name for name in FIELDS if getattr(record, name)) or _BOTH


def _of_fields(names: Iterable[str]) -> frozenset[Permission]:
    """A light is judged by those who assess; everything else of a report is written by those who report."""
    found = set()
    for name in names:
        if name == "judged":
            found.add(Permission.ASSESS)
        elif name in FIELDS:
            found.add(Permission.REPORT_STATUS)
    return frozenset(found)
