"""Employment plans: goal → overall group → target group → planned result → step."""

from datetime import date

from pydantic import BaseModel, Field

from virkning.figures.planning import PlanStage, PlanTerm, Reached

from .values import Given, Key, Line, Text, Version


class Plan(BaseModel):
    """A plan in a list. `unready`: numbers of the target groups that lack a result or a step."""

    id: int
    organisation_id: int
    municipality: str
    year: int
    stage: PlanStage
    adopted_on: date | None
    groups: int
    unready: list[str]
    version: int


class Step(BaseModel):
    """A step that counts. `label` as it is printed; `leads_to`: keys of results, its own first."""

    id: int
    text: str
    label: str
    leads_to: list[int]
    version: int


class Before(BaseModel):
    """Last year's result that one goes on from."""

    year: int
    text: str
    reached: Reached | None
    comment: str


class PlannedResult(BaseModel):
    """A planned result. `follows`: keys of the projects' results you see that measure it; `hidden`: how many others."""

    id: int
    number: int
    text: str
    term: PlanTerm
    retired_on: date | None
    retired_reason: str
    reached: Reached | None
    comment: str
    follows: list[int]
    hidden: int
    before: Before | None
    version: int


class TargetGroup(BaseModel):
    """A target group with its results and, in the order of the print, its steps."""

    id: int
    number: str
    title: str
    ready: bool
    results: list[PlannedResult]
    steps: list[Step]
    version: int


class OverallGroup(BaseModel):
    """An overall target group; `national`: the ministry's, which is not changed."""

    id: int
    letter: str
    title: str
    national: bool
    groups: list[TargetGroup]


class Goal(BaseModel):
    """A goal; `national`: the ministry's, which is not changed."""

    id: int
    number: str
    title: str
    national: bool
    overall_groups: list[OverallGroup]


class WholePlan(Plan):
    """A plan with everything in it."""

    adopted_by: str
    begun_from: int | None
    goals: list[Goal]


class GroupGiven(Given):
    """A target group to be."""

    number: Line
    title: Line


class GroupChanged(GroupGiven):
    """A target group as it shall be. `version`: of the one that was read."""

    version: Version


class ResultGiven(Given):
    """A result to be, after the group's others."""

    text: Line
    term: PlanTerm


class ResultChanged(ResultGiven):
    """A result as it shall be. `version`: of the one that was read."""

    version: Version


class StepGiven(Given):
    """A step to be. `leads_to`: keys of results of the group that count; the first is its own."""

    text: Line
    leads_to: list[Key] = Field(max_length=100)


class StepChanged(StepGiven):
    """A step as it shall be. `version`: of the one that was read."""

    version: Version


class FollowUpGiven(Given):
    """How much of a result was reached; null is not said."""

    reached: Reached | None = None
    comment: Text = ""
    version: Version
