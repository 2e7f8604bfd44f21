"""Employment plans, method descriptions, action plans and change tracks."""

from .acting import ActionStatus, Challenge, PlannedAction
from .employment import (
    EmploymentPlan,
    InPlan,
    NationalGoal,
    NationalGroup,
    OverallGroup,
    PlanGoal,
    PlannedResult,
    PlannedStep,
    ResultFollowed,
    StepAlsoFor,
    TargetGroup,
)
from .method import CoreElement, MethodCell, MethodDescription, MethodPhase, MethodTool
from .tracks import ChangeTrack

__all__ = [
    "ActionStatus",
    "Challenge",
    "ChangeTrack",
    "CoreElement",
    "EmploymentPlan",
    "InPlan",
    "MethodCell",
    "MethodDescription",
    "MethodPhase",
    "MethodTool",
    "NationalGoal",
    "NationalGroup",
    "OverallGroup",
    "PlanGoal",
    "PlannedAction",
    "PlannedResult",
    "PlannedStep",
    "ResultFollowed",
    "StepAlsoFor",
    "TargetGroup",
]
