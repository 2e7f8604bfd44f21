"""What a file proposes for each field, and what stands in it that no field took."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from virkning.figures.phrases import P
from virkning.figures.worded import Worded

from ..answers import Answers
from ..form import Field
from .values import Track


class Sure(Worded):
    """How sure the reading of a field is."""

    CERTAIN = "certain", P("Sikker")
    LIKELY = "likely", P("Sandsynlig")
    DOUBTFUL = "doubtful", P("Usikker")
    MISSING = "missing", P("Mangler")


#: What a field says: words, a day, a number, a yes or no, several words, tracks; None where it says nothing.
Value: TypeAlias = str | bool | date | Decimal | tuple[str, ...] | tuple[Track, ...] | None


@dataclass(frozen=True, slots=True)
class Read:
    """A field's value as read. `said`: the file's own words for it."""

    field: Field
    value: Value
    sure: Sure
    said: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Words of the file that no field took; `near` the field they stand by."""

    text: str
    near: Field | None = None


@dataclass(frozen=True, slots=True)
class DescriptionFile:
    """A filled template as read: every field, in the form's order, and what is left.

    `own`: what the fields of a file we printed say; None where the file was read by its words. `several`: it holds more
    than one filled description, and what was read is of both.
    """

    fields: dict[Field, Read]
    unread: tuple[Unread, ...]
    own: Answers | None = None
    several: bool = False

    def value(self, field: Field) -> Value:
        """What was read for a field; None where nothing was."""
        return self.fields[field].value
