"""How each kind of thing is taken back: one row a kind of record, and one a kind of act on many.

What it takes stands in `virkning.pages.takingback`, which the history reads too.
"""

from collections.abc import Callable
from typing import Any

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
from virkning.rooms.evaluations.models import Assessment, FollowUp, Recommendation
from virkning.rooms.programmes.actions import acts
from virkning.rooms.programmes.models import Project
from virkning.rooms.results.actions.undo import undo_measuring
from virkning.rooms.results.models import Result, TargetVersion

#: The log's word for a kind of record → its model.
KINDS: dict[str, Any] = {
    "project": Project,
    "focusarea": FocusArea,
    "activity": Activity,
    "milestone": Milestone,
    "milestonetarget": MilestoneTarget,
    "result": Result,
    "targetversion": TargetVersion,
    "statusreport": StatusReport,
    "registration": Registration,
    "assessment": Assessment,
    "recommendation": Recommendation,
    "followup": FollowUp,
}

#: Acts on many records, or on records that are never edited: the act's word → how it is taken back.
ACTS: dict[str, Callable[[AuditEntry, Author], Any]] = {
    acts.ARRANGE: acts.take_back,
    "report": acts.take_back,
    "measure": undo_measuring,
}
