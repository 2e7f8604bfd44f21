"""Registers with their deliveries and runs, what is published of them, and a programme's goals."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from .values import Given, Line, Text, Version

RegisterName = Annotated[Line, Field(min_length=1, max_length=120)]
Place = Literal["project", "municipality", "country"]


class Register(BaseModel):
    """A register an agency or evaluator keeps. `current_delivery` null: nothing has been read."""

    id: int
    organisation_id: int
    name: str
    description: str
    current_delivery: int | None
    version: int


class RegisterGiven(Given):
    """A register: what it is called, what it is and where it comes from."""

    name: RegisterName
    description: Text = ""


class RegisterChanged(RegisterGiven):
    """A register put right. `version`: of the one that was read."""

    version: Version


class Delivery(BaseModel):
    """What was received at one time. `weeks`: first and last of each run of delivered weeks, as `y_1640`."""

    id: int
    register_id: int
    number: int
    stage: str
    received_at: datetime
    received_by: str
    fingerprint: str
    persons: int | None
    weeks: list[list[str]]
    failure: str
    version: int


class DeliveryTold(Delivery):
    """A delivery with its data report, line by line in Danish."""

    report: list[str]


class DeliveryGiven(Given):
    """A folder on the server that holds a delivery. It is read at once, by a job."""

    folder: Annotated[Line, Field(min_length=1, max_length=500)]


class Publication(BaseModel):
    """Whom a run is shown to: `all` shows every municipality to all, `own` each its own."""

    id: int
    run_id: int
    programme_id: int
    measure: str
    reach: Literal["all", "own"]
    published_at: datetime
    version: int


class PublicationGiven(Given):
    """Whom a run is to be shown to."""

    reach: Literal["all", "own"]


class Run(BaseModel):
    """A measure, with those it shares a whole with, counted on a delivery."""

    id: int
    register_id: int
    delivery_id: int
    programme_id: int
    measure: str
    title: str
    measures: dict[str, str]
    code_lists: dict[str, str]
    fingerprint: str
    engine: str
    periods: list[str]
    municipalities: list[str]
    stage: str
    started_at: datetime
    finished_at: datetime | None
    failure: str
    published: list[Publication]


class GoalInList(BaseModel):
    """A measure that is published in a programme. `part_of`: the measure it is a part of, null for a whole."""

    measure: str
    title: str
    part_of: str | None
    run_id: int
    published_at: datetime


class GoalFigure(BaseModel):
    """A period's figure. Hidden where few people are behind it: `suppressed`, and then no number at all."""

    period: str
    numerator: int | None
    denominator: int | None
    share: str | None
    suppressed: bool


class GoalPlace(BaseModel):
    """A municipality by its code, or `landet` or `projekt`."""

    municipality: str
    name: str
    own: bool
    figures: list[GoalFigure]


class MeasuredGoal(BaseModel):
    """A measure as it is published, with the sentence the page begins with. `group`: blank for everybody."""

    measure: str
    title: str
    programme_id: int
    run_id: int
    fingerprint: str
    definition: str
    group: str
    groups: list[str]
    periods: list[str]
    sentence: str
    country: GoalPlace
    project: GoalPlace
    municipalities: list[GoalPlace]


class MeasureLink(BaseModel):
    """A result's series that follows a measure: each run that is published to all supersedes its measurements."""

    id: int
    result_id: int
    series: str
    measure: str
    place: Place
    municipality: str
    group: str
    version: int


class MeasureLinkGiven(Given):
    """What a series is to follow. `municipality`: its code, where the place is one of the project's."""

    measure: Annotated[Line, Field(min_length=1, max_length=80)]
    place: Place
    municipality: Annotated[Line, Field(max_length=3)] = ""
    series: Annotated[Line, Field(max_length=200)] = ""
    group: Annotated[Line, Field(max_length=60)] = ""
