"""Assessments and recommendations."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel

from virkning.figures.following import FollowUpState
from virkning.figures.milestones import Light


class AboutKind(StrEnum):
    """What an assessment is about."""

    PROJECT = "project"
    AREA = "area"
    ACTIVITY = "activity"
    RESULT = "result"


class Assessment(BaseModel):
    """An evaluator's judgement in one period; `light` only of results."""

    id: int
    about: AboutKind
    about_id: int
    period: str
    heading: str
    text: str
    light: Light | None


class FollowUp(BaseModel):
    """What had become of a recommendation by a period."""

    period: str
    state: FollowUpState
    comment: str


class Recommendation(BaseModel):
    """An evaluator's advice with its follow-ups by period; `activity` is a number and title, or blank."""

    id: int
    period: str
    text: str
    addressee: str
    deadline: date | None
    activity: str
    follow_ups: list[FollowUp]
