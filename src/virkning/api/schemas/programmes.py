"""Programmes and projects."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, PlainSerializer

from virkning.figures.attainment import AttainmentState
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.reports.facts.programme import LightCounts, ProjectStanding, ResultCounts

from .values import canonical

PermissionName = Annotated[Permission, PlainSerializer(lambda one: one.value, return_type=str)]


class Lights(BaseModel):
    """Milestones by light. `none`: no colour; `missing`: nothing was reported where it was expected."""

    green: int
    yellow: int
    red: int
    none: int
    missing: int

    @classmethod
    def of(cls, counts: LightCounts) -> "Lights":
        return cls(
            green=counts.green,
            yellow=counts.yellow,
            red=counts.red,
            none=counts.none,
            missing=counts.missing,
        )


class Attainments(BaseModel):
    """Results by attainment. `untargeted`: they have no target to be held to."""

    achieved: int
    not_achieved: int
    on_course: int
    behind: int
    not_due: int
    cannot_judge: int
    untargeted: int

    @classmethod
    def of(cls, counts: ResultCounts) -> "Attainments":
        states = {state.value: counts.of(state) for state in AttainmentState}
        return cls(**states, untargeted=counts.untargeted)


class Standing(BaseModel):
    """How a project stands in a period, computed on read. `late`: what should have been reported by today."""

    period: str | None
    milestones: Lights
    results: Attainments
    late: int

    @classmethod
    def of(cls, standing: ProjectStanding) -> "Standing":
        return cls(
            period=canonical(standing.period),
            milestones=Lights.of(standing.lights),
            results=Attainments.of(standing.results),
            late=standing.late,
        )


class ProgrammeInList(BaseModel):
    """A programme, with how many of its projects one sees, in how many municipalities."""

    id: int
    name: str
    owner: str | None
    projects: int
    municipalities: int


class ProgrammeProject(BaseModel):
    """A project in its programme; its municipalities with the lead first."""

    id: int
    name: str
    municipalities: list[str]
    standing: Standing
    changed_at: datetime | None


class Programme(BaseModel):
    """A programme, and the projects in it that one sees."""

    id: int
    name: str
    owner: str | None
    projects: list[ProgrammeProject]


class ProjectInList(BaseModel):
    """A project. `last_reported_at`: when status or a measurement was last written."""

    id: int
    name: str
    programme_id: int | None
    programme: str | None
    lead: str | None
    starts_on: date
    ends_on: date
    last_reported_at: datetime | None


class Party(BaseModel):
    """An organisation's part in a project."""

    organisation: str
    role: PartyRole


class ProjectPeriod(BaseModel):
    """One of the periods a project is followed in."""

    period: str
    first_day: date
    last_day: date
    is_baseline: bool


class Project(BaseModel):
    """A project. `may`: what the token's person may do in it, whatever the token gives."""

    id: int
    name: str
    programme_id: int | None
    programme: str | None
    starts_on: date
    ends_on: date
    parties: list[Party]
    periods: list[ProjectPeriod]
    may: list[PermissionName]
    standing: Standing
