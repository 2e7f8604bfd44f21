"""The theory of change: boxes, arrows and gaps."""

from enum import StrEnum

from pydantic import BaseModel

from virkning.figures.arrows import Gap
from virkning.figures.milestones import Light
from virkning.figures.theory import Basis

from .values import Given, Key, Text, Version


class Stage(StrEnum):
    """The column a box stands in."""

    ACTIVITY = "activity"
    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class Box(BaseModel):
    """An activity or a result. `state` says its light in words, or why it has none; `value` is the latest one.

    `ended`: closed or retired. `measured`: it has an indicator.
    """

    key: str
    stage: Stage
    id: int
    number: str
    title: str
    light: Light | None
    state: str
    value: str
    ended: bool
    measured: bool
    explanations: list[str]


class Arrow(BaseModel):
    """From an activity or a result (one of the two) to a result, and what it builds on."""

    id: int
    from_activity_id: int | None
    from_result_id: int | None
    to_result_id: int
    basis: Basis
    reason: str
    other_explanations: str
    version: int


class GapTold(BaseModel):
    """What the theory lacks at one of its boxes."""

    key: str
    gap: Gap
    message: str


class Theory(BaseModel):
    """The theory in a period; null in a project without periods."""

    period: str | None
    boxes: list[Box]
    gaps: list[GapTold]


class Basing(Given):
    """What an arrow builds on."""

    basis: Basis = Basis.ASSUMPTION
    reason: Text = ""
    other_explanations: Text = ""


class ArrowGiven(Basing):
    """An arrow to draw: from an activity or a result, one of the two."""

    from_activity_id: Key | None = None
    from_result_id: Key | None = None
    to_result_id: Key


class ArrowChanged(Basing):
    """What an arrow shall build on; its ends stay. `version`: of the one that was read."""

    version: Version
