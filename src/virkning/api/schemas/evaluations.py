"""Assessments."""

from enum import StrEnum

from pydantic import BaseModel

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
