"""A project's action plan: challenges, actions, and what was said of an action in a period."""

from datetime import date, datetime

from pydantic import BaseModel

from virkning.figures.milestones import Light
from virkning.figures.planning import Degree, Theme

from .values import Given, Text, Version


class ActionStanding(BaseModel):
    """How an action stands in a period, computed on read: the degree said last by then (`told_in`), and its light.

    `light` is the judged one where there is one, else the computed; null is no light.
    """

    period: str
    degree: Degree | None
    told_in: str | None
    light: Light | None
    judged: Light | None
    computed: Light | None
    computed_reason: str


class PlannedAction(BaseModel):
    """An action. `overdue`: its deadline is passed, and it is not wholly carried out in the latest status.

    `standing` is null in a project without periods.
    """

    id: int
    text: str
    responsible: str
    deadline: date | None
    overdue: bool
    standing: ActionStanding | None


class Challenge(BaseModel):
    """Something that stands in the way, under one of the five themes, and what will be done about it."""

    id: int
    theme: Theme
    text: str
    actions: list[PlannedAction]


class ActionReport(BaseModel):
    """What was said of an action in one period."""

    degree: Degree | None
    judged: Light | None
    comment: str
    by: str
    at: datetime | None
    version: int


class ActionStatus(BaseModel):
    """An action in one period: what was said then (null: nothing), and how it stands."""

    action_id: int
    period: str
    report: ActionReport | None
    standing: ActionStanding


class ActionStatusGiven(Given):
    """An action's whole status in one period: what is left out is emptied. A status left all blank is removed.

    `judged`: a light other than the computed one takes a comment. `version`: of the status that was read; null where
    there was none.
    """

    degree: Degree | None
    judged: Light | None = None
    comment: Text
    version: Version | None = None
