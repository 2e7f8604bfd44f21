"""Assessments and recommendations, and what stands behind them."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel

from virkning.figures.continuing import Decision, EvidenceKind, ProposalKind, Surprise
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


class Evidence(BaseModel):
    """An interview, a questionnaire or a file; people by `role`, which of a file is its title."""

    id: int
    period: str
    kind: EvidenceKind
    role: str
    method: str
    held_on: date | None
    people: int | None
    activity: str
    file_name: str


class UnexpectedResult(BaseModel):
    """Something that came of the work and that nobody had put down; `activity` is blank for the whole project."""

    id: int
    period: str
    text: str
    surprise: Surprise
    activity: str


class OtherExplanation(BaseModel):
    """Something else than the project that may lie behind a result."""

    id: int
    result_id: int
    period: str
    text: str


class Annex(BaseModel):
    """One activity in depth in one period; what has not been written is blank."""

    id: int
    period: str
    activity_id: int
    activity: str
    target_group: str
    results: str
    referral: str
    methods: str
    difficulties: str
    embedding: str


class Phase(BaseModel):
    """A dated part of the project's course."""

    id: int
    title: str
    starts_on: date
    ends_on: date | None
    text: str


class Proposal(BaseModel):
    """What an evaluator proposed for a milestone or a result (the other is null), and what the project decided.

    `decision` null: none yet. `carried_out`: whether it can be seen on the milestone or result; null where it cannot be
    told.
    """

    id: int
    period: str
    kind: ProposalKind
    milestone_id: int | None
    result_id: int | None
    text: str
    reason: str
    decision: Decision | None
    decision_reason: str
    decided_by: str
    decided_at: datetime | None
    carried_out: bool | None
