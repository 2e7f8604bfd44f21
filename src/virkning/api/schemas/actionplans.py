"""A project's action plan: challenges, actions, and what was said of an action in a period."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from virkning.figures.milestones import Light
from virkning.figures.planning import Degree, Theme

from .values import Day, Given, Key, Name, Text, Version


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
    """An action. `overdue`: today, its deadline is passed and it is not wholly carried out in the latest status.

    `standing` is null in a project without periods.
    """

    id: int
    challenge_id: int
    text: str
    responsible: str
    deadline: date | None
    overdue: bool
    standing: ActionStanding | None
    version: int


class Challenge(BaseModel):
    """Something that stands in the way, under one of the five themes, and what will be done about it."""

    id: int
    theme: Theme
    text: str
    actions: list[PlannedAction]
    version: int


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


#: As much as a form on the pages takes of a challenge or an action.
Said = Annotated[Text, Field(max_length=2000)]


class ChallengeGiven(Given):
    """A challenge to be, last among its theme's."""

    theme: Theme
    text: Said


class ChallengeChanged(ChallengeGiven):
    """A challenge as it shall be. `version`: of the one that was read."""

    version: Version


class PlannedActionGiven(Given):
    """An action to be, last under its challenge. `responsible`: a role or a unit."""

    text: Said
    responsible: Name = ""
    deadline: Day | None = None


class PlannedActionChanged(PlannedActionGiven):
    """An action as it shall be; what is left out is emptied.

    `challenge_id`: the challenge it shall stand under; null: where it does. Whose desk it lies on is chosen by people,
    and stays. `version`: of the one that was read.
    """

    challenge_id: Key | None = None
    version: Version


class ActionStatusGiven(Given):
    """An action's whole status in one period: what is left out is emptied. A status left all blank is removed.

    `judged`: a light other than the computed one takes a comment. `version`: of the status that was read; null where
    there was none.
    """

    degree: Degree | None
    judged: Light | None = None
    comment: Text
    version: Version | None = None
