"""Who does something: a person, or a named system such as the command line or a job."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """Whether a person or a system acted."""

    PERSON = "person"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """The one who acts, as the log keeps it: kind, id (persons only) and a name in words."""

    kind: ActorKind
    name: str
    person_id: int | None = None

    @classmethod
    def system(cls, name: str) -> "Actor":
        """A named system, for example `kommandolinjen`."""
        return cls(ActorKind.SYSTEM, name)

    @classmethod
    def person(cls, person_id: int, name: str) -> "Actor":
        """A person by id and display name."""
        return cls(ActorKind.PERSON, name, person_id)


COMMAND_LINE = Actor.system("kommandolinjen")
DEMO = Actor.system("demodata")
