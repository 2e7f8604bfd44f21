"""Change tracks."""

from datetime import date

from pydantic import BaseModel


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
