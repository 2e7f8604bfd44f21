"""Who does something: a person, or a named system such as the command line or a job."""

from dataclasses import dataclass
from enum import StrEnum


class AuthorKind(StrEnum):
    """Whether a person or a system acted."""

    PERSON = "person"
    SYSTEM = "system"


@dataclass(frozen=True)
class Author:
    """The one who acts, as the log keeps it: kind, id (persons only) and a name in words."""

    kind: AuthorKind
    name: str
    person_id: int | None = None

    @classmethod
    def system(cls, name: str) -> "Author":
        """A named system, for example `kommandolinjen`."""
        return cls(AuthorKind.SYSTEM, name)

    @classmethod
    def person(cls, person_id: int, name: str) -> "Author":
        """A person by id and display name."""
        return cls(AuthorKind.PERSON, name, person_id)


COMMAND_LINE = Author.system("kommandolinjen")
DEMO = Author.system("demodata")
