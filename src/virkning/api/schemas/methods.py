"""Method descriptions: the versions of a project's, and what one of them says."""

from datetime import date

from pydantic import BaseModel

from virkning.figures.planning import MethodPart


class MethodVersion(BaseModel):
    """A version by itself. `holds`: it is the newest, the one that is worked by."""

    id: int
    number: int
    title: str
    note: str
    decided_on: date | None
    holds: bool


class MethodText(BaseModel):
    """What is said of one part in a phase."""

    part: MethodPart
    text: str


class MethodToolTold(BaseModel):
    """A tool; `file` is what its file is called, blank where it has none."""

    title: str
    file: str


class MethodPhase(BaseModel):
    """A phase with every part, blank where nothing is said of it."""

    title: str
    starts_on: date | None
    ends_on: date | None
    texts: list[MethodText]
    tools: list[MethodToolTold]


class Method(MethodVersion):
    """A version whole: its core elements in their order, and its phases in theirs."""

    core_elements: list[str]
    phases: list[MethodPhase]
