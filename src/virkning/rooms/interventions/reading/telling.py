"""A file's fields as one JSON object: the keys other people's scripts read.

Missing is null, days are ISO, numbers are numbers.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ..form import ASKED, Answer, Field
from .proposal import DescriptionFile, Value
from .values import Track, says_more

_SHORT = (Answer.DATE, Answer.NUMBER)
_TEXTS = (Field.ACTIVITIES, Field.ACTORS)


def file_told(file: DescriptionFile) -> Mapping[str, Any]:
    """`municipality`, `name`, `start_date` … in the form's order, and `unread`."""
    told: dict[str, Any] = {field.value: _told(field, file.value(field)) for field in Field}
    # The specific change expected of a track has a field here, and no key in the object.
    tracks = file.value(Field.CHANGE_TRACKS)
    changes = [one.change for one in tracks if isinstance(one, Track)] if isinstance(tracks, tuple) else []
    unread = [one for one in (*changes, *(rest.text for rest in file.unread)) if one]
    told["unread"] = [*unread, *(one for one in _remarks(file) if one not in unread)]
    return told


def _remarks(file: DescriptionFile) -> Iterator[str]:
    """What stands beside numbers and days: a page shows it with them, the object has no other room for it."""
    for field, read in file.fields.items():
        if ASKED[field].answer in _SHORT and read.value is not None and says_more(read.said):
            yield read.said


def _told(field: Field, value: Value) -> Any:
    if value is None:
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if ASKED[field].answer is Answer.TRACKS and isinstance(value, tuple):
        return [_track(one) for one in value if isinstance(one, Track)]
    if isinstance(value, tuple):
        return [str(one) for one in value] if field in _TEXTS else "\n".join(map(str, value))
    return value


def _track(one: Track) -> dict[str, Any]:
    number: int | str | None = int(one.number) if one.number.isdecimal() else one.number or None
    return {"number": number, "title": one.title or None}
