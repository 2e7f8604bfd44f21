"""Areas, activities, milestones with targets, status and light, and registrations."""

from datetime import date, datetime

from pydantic import BaseModel

from virkning.figures.milestones import Light, MilestoneKind, MilestoneStatus
from virkning.rooms.files.models import OriginKind
from virkning.rooms.reports.facts.judgements import CellState

from .values import Confirmed, Count, Day, Given, Kind, Number, Text, Version


class Origin(BaseModel):
    """Where a figure comes from: who typed it, or which file and cell, and when."""

    kind: OriginKind
    by: str
    at: datetime
    file: str | None
    cell: str | None


class Area(BaseModel):
    """A focus area."""

    id: int
    number: str
    title: str


class Activity(BaseModel):
    """An activity. `closed_in`: the period from which it is closed; `merged_into`: the id of the one it goes on in.

    `reopened_reason`: why it is open again, where it has been closed.
    """

    id: int
    area_id: int
    number: str
    title: str
    responsible: str
    closed_in: str | None
    closed_reason: str
    merged_into: int | None
    reopened_reason: str
    remark: str


class MilestoneTarget(BaseModel):
    """A version of what a milestone aims at; `valid_from` null is the first. `deadline`: a day, or a whole period."""

    valid_from: str | None
    amount: str | None
    text: str
    deadline: str | None
    reason: str


class MilestoneStanding(BaseModel):
    """How a milestone stands in a period, computed on read: the latest status up to it, and its light.

    `light` is the judged one where there is one, else the computed; null is no light.
    """

    period: str
    state: CellState
    words: str
    status: MilestoneStatus | None
    value: str | None
    unit: str
    light: Light | None
    judged: Light | None
    computed: Light | None
    computed_reason: str


class Milestone(BaseModel):
    """A milestone with its target versions. `standing` is null in a project without periods."""

    id: int
    activity_id: int
    number: str
    statement: str
    kind: MilestoneKind
    unit: str
    expected_from: str | None
    added_in: str | None
    retired_in: str | None
    reason: str
    targets: list[MilestoneTarget]
    standing: MilestoneStanding | None


class Report(BaseModel):
    """What was reported on a milestone in one period. With `counted_kind` the value is the sum of registrations."""

    status: MilestoneStatus | None
    value: str | None
    unit: str
    value_text: str
    numerator: str | None
    denominator: str | None
    comment: str
    judged: Light | None
    judged_reason: str
    counted_kind: str
    origin: Origin
    version: int


class Status(BaseModel):
    """A milestone in one period: what was reported then (null: nothing), and how it stands."""

    milestone_id: int
    period: str
    report: Report | None
    standing: MilestoneStanding


class StatusGiven(Given):
    """A milestone's whole status in one period: what is left out is emptied. A report left all blank is removed.

    `version`: of the report that was read; null where there was none. `counted_kind`: take the value from the sum of
    the activity's registrations of that kind. `confirmed`: doubts that are answered, code → why.
    """

    status: MilestoneStatus | None
    value: Number | None = None
    value_text: Text = ""
    numerator: Number | None = None
    denominator: Number | None = None
    comment: Text
    counted_kind: Text = ""
    version: Version | None = None
    confirmed: Confirmed = {}


class Registration(BaseModel):
    """A dated count on an activity."""

    id: int
    activity_id: int
    day: date
    kind: str
    count: int
    men: int | None
    women: int | None
    note: str
    registered_by: str
    registered_at: datetime
    version: int


class RegistrationGiven(Given):
    """A count to register."""

    day: Day
    kind: Kind
    count: Count
    men: Count | None = None
    women: Count | None = None
    note: Text = ""


class RegistrationChanged(RegistrationGiven):
    """A registration as it shall be. `version`: of the one that was read."""

    version: Version


class PeriodSum(BaseModel):
    """What was counted within a period, and in all up to its last day."""

    period: str
    within: int
    upto: int


class RegistrationSums(BaseModel):
    """One kind of registrations on an activity. `men` and `women` are null where nobody said."""

    kind: str
    registrations: int
    count: int
    men: int | None
    women: int | None
    periods: list[PeriodSum]
