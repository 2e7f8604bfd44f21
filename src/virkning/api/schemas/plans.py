"""Employment plans: goal → overall group → target group → planned result → step."""

from datetime import date

from pydantic import BaseModel, Field

from virkning.figures.planning import PlanAct, PlanStage, PlanTerm, Reached

from .values import Day, Given, Key, Line, LongLine, Name, Text, Version, Year


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


class RetiredStep(BaseModel):
    """A step that has gone out of use by itself, while its result has not. `result`: the number of that."""

    id: int
    text: str
    result: int
    retired_on: date
    version: int


class TargetGroup(BaseModel):
    """A target group with its results and, in the order of the print, its steps; below them those out of use."""

    id: int
    number: str
    title: str
    ready: bool
    results: list[PlannedResult]
    steps: list[Step]
    retired_steps: list[RetiredStep]
    version: int


class OverallGroupHead(BaseModel):
    """An overall target group by itself; `national`: the ministry's, which is not changed."""

    id: int
    letter: str
    title: str
    national: bool
    version: int


class OverallGroup(OverallGroupHead):
    """An overall target group with its target groups."""

    groups: list[TargetGroup]


class GoalHead(BaseModel):
    """A goal by itself; `national`: the ministry's, which is not changed."""

    id: int
    number: str
    title: str
    national: bool
    version: int


class Goal(GoalHead):
    """A goal with its overall target groups."""

    overall_groups: list[OverallGroup]


class WholePlan(Plan):
    """A plan with everything in it."""

    adopted_by: str
    begun_from: int | None
    goals: list[Goal]


class PlanGiven(Given):
    """A plan to be. `carried_from`: an earlier plan of the municipality, whose all goes along; null: an empty one."""

    year: Year
    carried_from: Key | None = None


class MoveGiven(Given):
    """What takes the plan to its next stage.

    `adopt` has a day (`on`, else today) and may say by whom; `reopen` and `follow_up_again` take a `reason`.
    """

    move: PlanAct
    on: Day | None = None
    adopted_by: Name = ""
    reason: Text = ""
    version: Version


class GoalGiven(Given):
    """A local goal to be, after the others."""

    number: Line
    title: LongLine


class GoalChanged(GoalGiven):
    """A local goal as it shall be. `version`: of the one that was read."""

    version: Version


class OverallGroupGiven(Given):
    """A local overall target group to be, after the goal's others."""

    letter: Line
    title: LongLine


class OverallGroupChanged(OverallGroupGiven):
    """A local overall target group as it shall be. `version`: of the one that was read."""

    version: Version


class GroupGiven(Given):
    """A target group to be."""

    number: Line
    title: LongLine


class GroupChanged(GroupGiven):
    """A target group as it shall be. `overall_id`: the overall group it shall stand under; null: where it does.

    `version`: of the one that was read.
    """

    overall_id: Key | None = None
    version: Version


class ResultGiven(Given):
    """A result to be, after the group's others."""

    text: Line
    term: PlanTerm


class ResultChanged(ResultGiven):
    """A result as it shall be. `version`: of the one that was read."""

    version: Version


class StepsGiven(Given):
    """What becomes of the steps that hang on a result that goes: they go along, or lead to another result (`steps_to`).

    A step that leads to another result as well stays with that one where nothing is said of it.
    """

    steps_go_along: bool = False
    steps_to: Key | None = None


class ResultRetired(StepsGiven):
    """When a result goes out of use, and why. `version`: of the one that was read."""

    on: Day
    reason: Text
    version: Version


class ResultRegrouped(StepsGiven):
    """The target group of the plan a result shall stand in, as its last. `version`: of the one that was read."""

    group_id: Key
    version: Version


class FollowsGiven(Given):
    """Keys of the projects' results you see that measure it, all of them; those you do not see stay."""

    follows: list[Key] = Field(max_length=200)
    version: Version


class StepGiven(Given):
    """A step to be. `leads_to`: keys of results of the group that count; the first is its own."""

    text: Line
    leads_to: list[Key] = Field(max_length=100)


class StepChanged(StepGiven):
    """A step as it shall be. `version`: of the one that was read."""

    version: Version


class StepRetired(Given):
    """When a step goes out of use. `version`: of the one that was read."""

    on: Day
    version: Version


class ReadVersion(Given):
    """`version`: of the one that was read."""

    version: Version


class FollowUpGiven(Given):
    """How much of a result was reached; null is not said."""

    reached: Reached | None = None
    comment: Text = ""
    version: Version
