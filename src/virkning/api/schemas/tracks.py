"""What all plans build on: change tracks, and the ministry's goals."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from .values import Day, Given, Line, Name, Text, Version


class Agency(BaseModel):
    """The agency that keeps the catalogue."""

    id: int
    name: str


class ChangeTrack(BaseModel):
    """One version of a change track. `valid_from` null: from the first; `valid_to` null: until further notice."""

    id: int
    agency: Agency
    number: str
    title: str
    description: str
    valid_from: date | None
    valid_to: date | None
    version: int


class NationalGroup(BaseModel):
    """An overall target group of one of the ministry's goals. `valid_to` null: until further notice."""

    letter: str
    title: str
    valid_from: date
    valid_to: date | None


class NationalGoal(BaseModel):
    """One of the ministry's goals. `valid_to` null: until further notice."""

    number: str
    title: str
    valid_from: date
    valid_to: date | None
    overall_groups: list[NationalGroup]


Number = Annotated[Line, Field(max_length=20)]


class TrackGiven(Given):
    """A track with a number nobody has. `valid_from` null: from the first; `valid_to` null: until further notice."""

    number: Number
    title: Name
    description: Text = ""
    valid_from: Day | None = None
    valid_to: Day | None = None


class TrackChanged(TrackGiven):
    """A version put right; what is left out is emptied. Another number is given to all its versions.

    `version`: of the one that was read.
    """

    version: Version


class TrackRevised(Given):
    """What takes over from a day; the version before ends the day before. `version`: of that one, as it was read."""

    title: Name
    description: Text = ""
    valid_from: Day
    valid_to: Day | None = None
    version: Version


class TrackEnded(Given):
    """The last day a version holds. `version`: of the one that was read."""

    on: Day
    version: Version


class TrackMoved(Given):
    """Whether a track shall go one place up in the catalogue, or down."""

    up: bool
