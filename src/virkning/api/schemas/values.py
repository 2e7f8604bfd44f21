"""Values every schema shares: numbers as written, days, periods, texts; and a page of a list."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from virkning.figures.cpr import cpr_phrase
from virkning.figures.periods import Period
from virkning.rooms.exchange.cells import clean

#: As long as a comment on a page may be.
LONGEST_TEXT = 32_000
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _read_number(given: Any) -> Any:
    """A number as text, for JSON's own would lose the decimals as written. More than 15 digits the rooms refuse."""
    if given is None or isinstance(given, Decimal):
        return given
    if not isinstance(given, str) or not _NUMBER.fullmatch(given):
        raise PydanticCustomError(
            "not_a_number", _('Skriv tallet som tekst med punktum før decimaler, for eksempel "67.33".')
        )
    number = Decimal(given)
    return number if number else abs(number)


def _read_day(given: Any) -> Any:
    """A day as ISO text; not a number of seconds, which a date would also be read from."""
    try:
        if isinstance(given, str) and _DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise PydanticCustomError("not_a_day", _('Skriv dagen som "2026-01-31".'))


def _tidy(given: str) -> str:
    """The text as it is kept; a half character cannot be."""
    try:
        given.encode()
    except UnicodeEncodeError as error:
        raise PydanticCustomError("not_text", _("Teksten har tegn, der ikke kan læses.")) from error
    return clean(given)


def _one_line(given: str) -> str:
    return " ".join(given.split())


def _without_cpr(given: str) -> str:
    """The text, where no CPR number stands in it (ADR 0014)."""
    phrase = cpr_phrase(given)
    if phrase is not None:
        raise PydanticCustomError("cpr_number", "{said}", {"said": phrase.translated(_)})
    return given


def _kept(given: str) -> str:
    return _without_cpr(_tidy(given))


def _kept_line(given: str) -> str:
    # Looked through as it is kept: two lines become one.
    return _without_cpr(_one_line(_tidy(given)))


_NUMBER_SCHEMA = {"type": "string", "pattern": f"^{_NUMBER.pattern}$", "examples": ["67.33"]}
Number = Annotated[Decimal, BeforeValidator(_read_number), WithJsonSchema(_NUMBER_SCHEMA)]
Day = Annotated[date, BeforeValidator(_read_day), WithJsonSchema({"type": "string", "format": "date"})]
Text = Annotated[str, StringConstraints(strict=True, max_length=LONGEST_TEXT), AfterValidator(_kept)]
Line = Annotated[
    str,
    StringConstraints(strict=True, max_length=1000),
    AfterValidator(_kept_line),
]
#: A goal's or a target group's words, which may be as long as the ministry's own.
LongLine = Annotated[
    str,
    StringConstraints(strict=True, max_length=2000),
    AfterValidator(_kept_line),
]
Kind = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=60),
    AfterValidator(_kept_line),
]
Name = Annotated[str, StringConstraints(strict=True, max_length=200), AfterValidator(_kept_line)]
PeriodText = Annotated[str, StringConstraints(strict=True, max_length=20), AfterValidator(_without_cpr)]
Version = Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]
Key = Annotated[int, Field(strict=True, ge=1, le=2**63 - 1)]
Count = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]
Year = Annotated[int, Field(strict=True, ge=1, le=9999)]
Place = Annotated[int, Field(strict=True, ge=0, le=10_000)]
#: As they stand in a query, where every value is a text.
KeyAsked = Annotated[int, Field(ge=1, le=2**63 - 1)]
VersionAsked = Annotated[int, Field(ge=1, le=2**31 - 1)]
#: Doubts a person has said are right: code → why.
Confirmed = Annotated[
    dict[Annotated[str, StringConstraints(max_length=40)], Annotated[Line, Field(max_length=500)]],
    Field(max_length=10),
]
Limit = Annotated[int, Field(ge=1, le=200)]
Offset = Annotated[int, Field(ge=0, le=1_000_000)]
Search = Annotated[str, StringConstraints(max_length=200), AfterValidator(_tidy)]


class Given(BaseModel):
    """What a call may hold: exactly these fields. One that is not named is refused, never passed over."""

    model_config = ConfigDict(extra="forbid")


class PlaceGiven(Given):
    """Where something shall stand among its like: 0 is first, and past the last is last. No version is asked."""

    to: Place


Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    """A part of a list: `total` is how many there are in all."""

    items: list[Item]
    total: int
    limit: int
    offset: int


def page(items: Sequence[Item], limit: int, offset: int) -> Page[Item]:
    """A page of what has been read already."""
    shown = list(items[offset : offset + limit])
    return Page(items=shown, total=len(items), limit=limit, offset=offset)


Row = TypeVar("Row")


def page_of(rows: Any, limit: int, offset: int, tell: Callable[[Any], Item]) -> Page[Item]:
    """A page of an ordered queryset. Two queries."""
    found: Iterable[Any] = rows[offset : offset + limit]
    items = [tell(one) for one in found]
    return Page(items=items, total=rows.count(), limit=limit, offset=offset)


def written(number: Decimal | None) -> str | None:
    """The number as text, decimals as they were written."""
    return None if number is None else format(number, "f")


def canonical(period: Period | None) -> str | None:
    """`2013`, `2013H1`, `2013K3`, `2013-10`, `2013U07`."""
    return None if period is None else period.canonical
