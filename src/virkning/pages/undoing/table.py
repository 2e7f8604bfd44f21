"""How each kind of thing is taken back: one row a kind of record, and one a kind of act on many.

What it takes stands in `virkning.pages.takingback`, which the history reads too.
"""

from collections.abc import Callable
from typing import Any

from virkning.rooms.activities.models import (
    Activity,
    ActivityComment,
    FocusArea,
    Milestone,
    MilestoneTarget,
    Registration,
    StatusReport,
)
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.evaluations.actions.benefits import BENEFITS
from virkning.rooms.evaluations.models import (
    ActivityPortrait,
    Assessment,
    Embedding,
    Evidence,
    Experience,
    FollowUp,
    OtherExplanation,
    Proposal,
    Recommendation,
    UnexpectedResult,
)
from virkning.rooms.interventions.actions.acts import COMMENT, DECIDE, DESCRIBE
from virkning.rooms.interventions.actions.undo import take_back_description
from virkning.rooms.plans.actions.actionstatuses import ACTION_STATUS
from virkning.rooms.plans.actions.acts import PLAN
from virkning.rooms.plans.actions.method import METHOD, take_back_method
from virkning.rooms.plans.actions.plannedactions import take_back_action
from virkning.rooms.plans.actions.tracks import CATALOGUE, take_back_in_catalogue
from virkning.rooms.plans.actions.undo import take_back_in_plan
from virkning.rooms.plans.models import (
    ActionStatus,
    Challenge,
    ChangeTrack,
    CoreElement,
    EmploymentPlan,
    MethodCell,
    MethodDescription,
    MethodPhase,
    MethodTool,
    OverallGroup,
    PlanGoal,
    PlannedAction,
    PlannedResult,
    PlannedStep,
    TargetGroup,
)
from virkning.rooms.programmes.actions import acts
from virkning.rooms.programmes.models import Phase, Project
from virkning.rooms.registerruns.models import Publication, Register
from virkning.rooms.results.actions.undo import undo_measuring
from virkning.rooms.results.models import MeasureLink, Redefinition, Result, TargetVersion
from virkning.rooms.statusrounds.actions.undo import take_back_leaving_out, take_back_round
from virkning.rooms.statusrounds.models import StatusRound, Submission
from virkning.rooms.theory.actions.arrows import ARROW, take_back_arrow
from virkning.rooms.theory.models import Arrow, MatrixCount, MatrixGroup

from .arranged import take_back_parts

#: The log's word for a kind of record → its model.
KINDS: dict[str, Any] = {
    "project": Project,
    "focusarea": FocusArea,
    "activity": Activity,
    "milestone": Milestone,
    "milestonetarget": MilestoneTarget,
    "result": Result,
    "targetversion": TargetVersion,
    "redefinition": Redefinition,
    "statusreport": StatusReport,
    "activitycomment": ActivityComment,
    "embedding": Embedding,
    "experience": Experience,
    "registration": Registration,
    "assessment": Assessment,
    "recommendation": Recommendation,
    "followup": FollowUp,
    "proposal": Proposal,
    "evidence": Evidence,
    "unexpectedresult": UnexpectedResult,
    "otherexplanation": OtherExplanation,
    "activityportrait": ActivityPortrait,
    "phase": Phase,
    "arrow": Arrow,
    "matrixgroup": MatrixGroup,
    "matrixcount": MatrixCount,
    "methoddescription": MethodDescription,
    "methodphase": MethodPhase,
    "methodcell": MethodCell,
    "methodtool": MethodTool,
    "coreelement": CoreElement,
    "challenge": Challenge,
    "plannedaction": PlannedAction,
    "actionstatus": ActionStatus,
    "measurelink": MeasureLink,
}

#: The same of what an organisation owns by itself, in no project.
IN_ORGANISATIONS: dict[str, Any] = {
    "employmentplan": EmploymentPlan,
    "plangoal": PlanGoal,
    "overallgroup": OverallGroup,
    "targetgroup": TargetGroup,
    "plannedresult": PlannedResult,
    "plannedstep": PlannedStep,
    "changetrack": ChangeTrack,
    "register": Register,
    "publication": Publication,
}

#: Of these, kinds with rules of their own for one record: the log's word → how an entry about one is taken back.
ONE: dict[str, Callable[..., Any]] = {"plannedaction": take_back_action}

#: Kinds with rules of their own, of rounds: the log's word → its model, and how an entry about one is taken back.
#: Whoever runs the round takes it back, of a programme's round too, which belongs to no project.
IN_ROUNDS: dict[str, tuple[Any, Callable[[AuditEntry, Any, Author], None]]] = {
    "statusround": (StatusRound, take_back_round),
    "submission": (Submission, take_back_leaving_out),
}

#: Acts on many records, or on records that are never edited: the act's word → how it is taken back.
ACTS: dict[str, Callable[[AuditEntry, Author], Any]] = {
    acts.ARRANGE: take_back_parts,
    "report": acts.take_back,
    "measure": undo_measuring,
    BENEFITS: acts.take_back,
    PLAN: take_back_in_plan,
    ACTION_STATUS: acts.take_back,
    METHOD: take_back_method,
    ARROW: take_back_arrow,
    CATALOGUE: take_back_in_catalogue,
    DESCRIBE: take_back_description,
    DECIDE: take_back_description,
    COMMENT: acts.take_back,
}
