"""What can be taken back, by whom: one row a kind of record, and one a kind of act on many."""

from collections.abc import Callable
from typing import Any

from virkning.rooms.access.permissions import Permission
from virkning.rooms.activities.models import (
    Activity,
    FocusArea,
    Milestone,
    MilestoneTarget,
    Registration,
    StatusReport,
)
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.evaluations.models import Assessment
from virkning.rooms.programmes.actions import acts
from virkning.rooms.programmes.models import Project
from virkning.rooms.results.actions.undo import undo_measuring
from virkning.rooms.results.models import Result, TargetVersion

#: The log's word for a kind of record → its model, and what it takes to change one.
KINDS: dict[str, tuple[Any, Permission]] = {
    "project": (Project, Permission.EDIT_PROJECT),
    "focusarea": (FocusArea, Permission.EDIT_PROJECT),
    "activity": (Activity, Permission.EDIT_PROJECT),
    "milestone": (Milestone, Permission.EDIT_PROJECT),
    "milestonetarget": (MilestoneTarget, Permission.EDIT_PROJECT),
    "result": (Result, Permission.EDIT_PROJECT),
    "targetversion": (TargetVersion, Permission.EDIT_PROJECT),
    "statusreport": (StatusReport, Permission.REPORT_STATUS),
    "registration": (Registration, Permission.REPORT_STATUS),
    "assessment": (Assessment, Permission.ASSESS),
}

#: Acts on many records, or on records that are never edited: the act's word → (permission, how it is taken back).
ACTS: dict[str, tuple[Permission, Callable[[AuditEntry, Author], Any]]] = {
    acts.ARRANGE: (Permission.EDIT_PROJECT, acts.take_back),
    "report": (Permission.REPORT_STATUS, acts.take_back),
    "measure": (Permission.REPORT_STATUS, undo_measuring),
}
