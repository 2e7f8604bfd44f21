"""A whole project's facts as bytes, and back: what a snapshot keeps of what was true when a round was closed.

The bytes are JSON, packed with gzip so that a person can unpack them without this program. What may stand in them
follows from the types of `WholeFacts` alone: every dataclass and enum that can be reached from there, and nothing else.
A field more must have a default, which older content gets when it is read; anything else is another `FORMAT`.
"""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from virkning.figures.periods import Period

from .whole import WholeFacts

#: Raised when content written before can no longer be read by adding defaults. Old content is read for ever.
FORMAT = 1


class NotFreezable(TypeError):
    """A value is not of the type its field says, or of a type that has no form in a snapshot: a mistake of ours."""


class UnreadableFacts(ValueError):
    """The content is no snapshot's facts, or of a format this version does not know."""


def freeze(whole: WholeFacts) -> bytes:
    """The facts as bytes. The same facts always give the same bytes. Raises `NotFreezable`."""
    written = {"format": FORMAT, "facts": _codec(WholeFacts).write(whole)}
    text = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


def thaw(content: bytes) -> WholeFacts:
    """The facts that were frozen. Raises `UnreadableFacts`."""
    try:
        read = json.loads(gzip.decompress(content))
    except (OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
        raise UnreadableFacts(f"the content is no frozen facts: {error}") from error
    if not isinstance(read, dict) or set(read) != {"format", "facts"}:
        raise UnreadableFacts("the content is no frozen facts: it has no format")
    if read["format"] != FORMAT:
        raise UnreadableFacts(f"the facts are of format {read['format']!r}, and this version reads {FORMAT}")
    whole: WholeFacts = _codec(WholeFacts).read(read["facts"])
    return whole


def kinds_of_facts() -> tuple[type, ...]:
    """Every dataclass and enum that can stand in frozen facts, by name."""
    found: set[type] = set()
    _collect(WholeFacts, found)
    return tuple(sorted(found, key=lambda one: (one.__module__, one.__qualname__)))


def _collect(hint: Any, found: set[type]) -> None:
    if isinstance(hint, type) and hint is not Period and hint not in found:
        if is_dataclass(hint):
            found.add(hint)
            for one in _hints(hint).values():
                _collect(one, found)
        elif issubclass(hint, Enum):
            found.add(hint)
    for part in get_args(hint):
        _collect(part, found)


@dataclass(frozen=True, slots=True)
class _Codec:
    """How values of one type are written as JSON, and read again."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


@lru_cache(maxsize=512)
def _codec(hint: Any) -> _Codec:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _maybe(hint, parts)
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:
        return _many(_codec(parts[0]))
    if origin is Mapping and parts[0] is Period:
        return _by_period(_codec(parts[1]))
    if isinstance(hint, type) and is_dataclass(hint):
        return _record(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _word(hint)
    raise NotFreezable(f"{hint} has no form in a snapshot")


def _hints(cls: type) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {one.name: hints[one.name] for one in fields(cls)}


def _record(cls: type) -> _Codec:
    """A dataclass as an object with every field by name."""
    parts = {name: _codec(hint) for name, hint in _hints(cls).items()}
    needed = {one.name for one in fields(cls) if not _has_default(one)}

    def write(value: Any) -> Any:
        if type(value) is not cls:
            raise NotFreezable(f"{value!r} is no {cls.__name__}")
        return {name: part.write(getattr(value, name)) for name, part in parts.items()}

    def read(given: Any) -> Any:
        if not isinstance(given, dict):
            raise UnreadableFacts(f"{cls.__name__}: {given!r}")
        if wrong := (needed - set(given)) | (set(given) - set(parts)):
            raise UnreadableFacts(f"{cls.__name__} has other fields: {sorted(wrong)}")
        try:
            return cls(**{name: parts[name].read(one) for name, one in given.items()})
        except UnreadableFacts:
            raise
        except ValueError as error:  # what the dataclass itself refuses
            raise UnreadableFacts(f"{cls.__name__}: {error}") from error

    return _Codec(write, read)


def _has_default(one: "Field[Any]") -> bool:
    return one.default is not MISSING or one.default_factory is not MISSING


def _word(cls: type[Enum]) -> _Codec:
    """An enum by its value."""

    def write(value: Any) -> Any:
        if type(value) is not cls:
            raise NotFreezable(f"{value!r} is no {cls.__name__}")
        return value.value

    def read(given: Any) -> Any:
        try:
            return cls(given)
        except ValueError as error:
            raise UnreadableFacts(str(error)) from error

    return _Codec(write, read)


def _maybe(hint: Any, parts: tuple[Any, ...]) -> _Codec:
    """A value or None. Of two kinds of value the JSON could not tell which it was."""
    others = [one for one in parts if one is not NoneType]
    if len(others) != 1 or len(parts) != 2:
        raise NotFreezable(f"{hint} has no form in a snapshot")
    inner = _codec(others[0])
    return _Codec(
        lambda value: None if value is None else inner.write(value),
        lambda given: None if given is None else inner.read(given),
    )


def _many(inner: _Codec) -> _Codec:
    def write(value: Any) -> Any:
        if type(value) is not tuple:
            raise NotFreezable(f"{value!r} is no tuple")
        return [inner.write(one) for one in value]

    def read(given: Any) -> Any:
        return tuple(inner.read(one) for one in _list(given))

    return _Codec(write, read)


def _by_period(inner: _Codec) -> _Codec:
    """A mapping as pairs in the order of the periods."""

    def write(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise NotFreezable(f"{value!r} is no mapping")
        return [[_PERIOD.write(key), inner.write(value[key])] for key in sorted(value)]

    def pairs(given: Any) -> Iterator[tuple[Period, Any]]:
        for pair in _list(given):
            if len(_list(pair)) != 2:
                raise UnreadableFacts(f"{pair!r} is no pair")
            yield _PERIOD.read(pair[0]), inner.read(pair[1])

    return _Codec(write, lambda given: dict(pairs(given)))


def _list(given: Any) -> list[Any]:
    if not isinstance(given, list):
        raise UnreadableFacts(f"{given!r} is no list")
    return given


def _same(cls: type) -> _Codec:
    """What JSON has itself. Not a subclass: a lazy text would be frozen in whatever language was active."""

    def write(value: Any) -> Any:
        if type(value) is not cls:
            raise NotFreezable(f"{value!r} is no {cls.__name__}")
        return value

    def read(given: Any) -> Any:
        if type(given) is not cls:
            raise UnreadableFacts(f"{given!r} is no {cls.__name__}")
        return given

    return _Codec(write, read)


def _as_text(cls: type, write: Callable[[Any], str], parse: Callable[[str], Any]) -> _Codec:
    """What is written as a text that says all of it."""

    def checked(value: Any) -> str:
        if type(value) is not cls:
            raise NotFreezable(f"{value!r} is no {cls.__name__}")
        return write(value)

    def read(given: Any) -> Any:
        if not isinstance(given, str):
            raise UnreadableFacts(f"{given!r} is no {cls.__name__}")
        try:
            return parse(given)
        except (ValueError, InvalidOperation) as error:
            raise UnreadableFacts(f"{given!r} is no {cls.__name__}") from error

    return _Codec(checked, read)


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise NotFreezable(f"{value!r} has no time zone")
    return value.astimezone(UTC).isoformat()


def _aware(written: str) -> datetime:
    read = datetime.fromisoformat(written)
    if read.tzinfo is None:
        raise ValueError(written)
    return read


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise NotFreezable(f"{value!r} is no number")
    return str(value)  # with the decimals as written


def _finite(written: str) -> Decimal:
    read = Decimal(written)
    if not read.is_finite():
        raise ValueError(written)
    return read


_PERIOD = _as_text(Period, lambda value: value.canonical, Period.parse)
_PLAIN: dict[Any, _Codec] = {
    str: _same(str),
    int: _same(int),
    bool: _same(bool),
    Decimal: _as_text(Decimal, _number, _finite),
    date: _as_text(date, date.isoformat, date.fromisoformat),
    datetime: _as_text(datetime, _moment, _aware),
    Period: _PERIOD,
}
