"""How things go on: embedding, comments, experiences, benefits."""

from datetime import date

from pydantic import BaseModel

from virkning.figures.continuing import Continuation, Lesson


class Embedding(BaseModel):
    """How an activity goes on after the project, as it was said in one period; `activity` is a number and title."""

    id: int
    activity_id: int
    activity: str
    period: str
    continuation: Continuation
    responsible: str
    secured_until: date | None
    money: str
    risk: str
    text: str


class Comment(BaseModel):
    """What is told of an activity as a whole in one period."""

    activity_id: int
    period: str
    text: str


class Experience(BaseModel):
    """Something learned; without an activity it is of the whole project."""

    id: int
    period: str
    lesson: Lesson
    text: str
    activity_id: int | None
    activity: str


class Gain(BaseModel):
    """What a body gains of one benefit, in words."""

    benefit: str
    text: str


class BenefitBody(BaseModel):
    """A row of the benefit table: every column's benefit with what the body gains; blank is nothing."""

    body: str
    gains: list[Gain]
