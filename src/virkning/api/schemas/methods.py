"""Method descriptions: the versions of a project's, and what one of them says."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from virkning.figures.planning import MethodPart

from .values import Day, Given, Key, Line, Name, Text, Version


class MethodVersion(BaseModel):
    """A version by itself. `holds`: it is the newest, the one that is worked by and the only one written in."""

    id: int
    number: int
    title: str
    note: str
    decided_on: date | None
    holds: bool


class MethodText(BaseModel):
    """What is said of one part in a phase. `version`: to correct it by; null where nothing ever was said."""

    part: MethodPart
    text: str
    version: int | None


class MethodToolTold(BaseModel):
    """A tool; `file` is what its file is called, blank where it has none."""

    id: int
    phase_id: int
    title: str
    file: str
    version: int


class MethodPhase(BaseModel):
    """A phase with every part, blank where nothing is said of it."""

    id: int
    title: str
    starts_on: date | None
    ends_on: date | None
    texts: list[MethodText]
    tools: list[MethodToolTold]
    version: int


class CoreElement(BaseModel):
    """Something the method holds to be essential."""

    id: int
    text: str
    version: int


class Method(MethodVersion):
    """A version whole: its core elements in their order, and its phases in theirs. `version`: of its name and note."""

    core_elements: list[CoreElement]
    phases: list[MethodPhase]
    version: int


#: As much as the forms on the pages take.
Note = Annotated[Text, Field(max_length=2000)]
Said = Annotated[Text, Field(max_length=4000)]
Essential = Annotated[Line, Field(max_length=300)]
PhaseName = Annotated[Line, Field(max_length=120)]


class MethodGiven(Given):
    """A method description to be: what it is called, and when it was decided."""

    title: Name
    note: Note = ""
    decided_on: Day | None = None


class MethodChanged(MethodGiven):
    """What the version that holds is called; what is left out is emptied. `version`: of the one that was read."""

    version: Version


class MethodContinued(Given):
    """A new version with everything in the one that holds. `note`: what is changed; `title` null: as before.

    `version`: of the one that was read.
    """

    note: Note
    title: Name | None = None
    decided_on: Day | None = None
    version: Version


class MethodPhaseGiven(Given):
    """A phase as it shall be; what is left out is emptied. `version`: of the one that was read."""

    title: PhaseName
    starts_on: Day | None = None
    ends_on: Day | None = None
    version: Version


class MethodTextGiven(Given):
    """What shall be said of a part in a phase; blank is nothing. `version`: as it was read, null where none was."""

    text: Said
    version: Version | None = None


class CoreGiven(Given):
    """A core element to be, after the others."""

    text: Essential


class CoreChanged(CoreGiven):
    """A core element as it shall be. `version`: of the one that was read."""

    version: Version


class ToolGiven(Given):
    """A tool to be, without a file."""

    title: Name


class ToolChanged(ToolGiven):
    """A tool as it shall be; its file stays. `phase_id`: where it is used. `version`: of the one that was read."""

    phase_id: Key
    version: Version
