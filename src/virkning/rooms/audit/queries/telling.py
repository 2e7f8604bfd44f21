"""Entries told field by field: names and values as people know them, instead of columns and keys."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.dates import date_words
from virkning.figures.numbers import danish_number
from virkning.figures.periods import Period
from virkning.figures.phrases import FigureError

from ..fields import WrittenDecimalField
from ..models import AuditEntry
from .rows import BLOCKS

#: Columns that keep the books and say nothing to a reader.
_BOOKKEEPING = frozenset(
    {
        *("id", "version", "position", "removed_at", "removed_by", "removed_reason", "superseded_at"),
        *(
            "superseded_by",
            "origin_kind",
            "origin_by",
            "origin_at",
            "origin_file",
            "origin_cell",
            "origin_run",
            "confirmed",
        ),
        *("reported_by", "reported_at"),
        *("project", "token_hash", "password", "last_login", "sessions_from"),
        # Keys an undo needs. By name: a list of two keys would pass for a pair of before and after.
        *("supersedes", "withdrawn", "rows", "followed"),
    }
)


@dataclass(frozen=True)
class FieldChange:
    """A field in words, before and after; blank is nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class SheetChanges:
    """What an import did in one sheet: how many rows of each sort, and the changed ones field by field."""

    sheet: str
    added: int
    removed: int
    changed_count: int
    changed: tuple[tuple[str, tuple[FieldChange, ...]], ...]
    reordered: bool


@dataclass(frozen=True)
class ToldEntry:
    """An entry with its fields in words. `made`: the fields are those a new thing began with.

    `rows`: what a block changed, record by record, with what each is called; `more`: how many are only counted.
    """

    entry: AuditEntry
    changes: tuple[FieldChange, ...] = ()
    made: bool = False
    reason: str = ""
    sheets: tuple[SheetChanges, ...] = ()
    rows: tuple[tuple[str, tuple[FieldChange, ...]], ...] = ()
    more: int = 0


_Reference = tuple[type[models.Model], Any]


#: The log's kind → fields that are not for the one who reads.
Hidden = Mapping[str, Collection[str]]


def tell(
    entries: Sequence[AuditEntry], only: Collection[str] | None = None, hidden: Hidden | None = None
) -> list[ToldEntry]:
    """The entries in words. At most one query for each kind of thing that is pointed to.

    `only`: of a block no other records than these (`kind:key`) are told.
    """
    names = _names_of(_references(entries))
    return [_tell(entry, names, only, hidden or {}) for entry in entries]


def _tell(
    entry: AuditEntry, names: Mapping[_Reference, str], only: Collection[str] | None, hidden: Hidden
) -> ToldEntry:
    changes = _without(entry.changes, hidden.get(entry.object_kind, ()))
    model = model_of(entry.object_kind)
    if entry.action in BLOCKS and isinstance(changes.get("rows"), dict):
        rows = [
            _block_row(key, done, names)
            for key, done in changes["rows"].items()
            if only is None or key in only
        ]
        return ToldEntry(entry, rows=tuple(rows[:MOST_ROWS]), more=max(0, len(rows) - MOST_ROWS))
    if isinstance(changes.get("sheets"), dict):
        return ToldEntry(entry, sheets=tuple(_sheet(name, one) for name, one in changes["sheets"].items()))
    if isinstance(changes.get("after"), dict):
        told = tuple(
            FieldChange(label, "", after)
            for field, label, value in _fields(model, changes["after"])
            if (after := _words(field, value, names))
        )
        return ToldEntry(entry, told, made=True)
    reason = changes.get("reason")
    if entry.action == "remove" and isinstance(reason, str):
        return ToldEntry(entry, reason=reason)
    pairs = {name: pair for name, pair in changes.items() if _is_pair(pair)}
    return ToldEntry(
        entry,
        tuple(
            FieldChange(label, _words(field, pair[0], names), _words(field, pair[1], names))
            for field, label, pair in _fields(model, pairs)
        ),
    )


def _without(changes: Any, hidden: Collection[str]) -> dict[str, Any]:
    """What an entry changed, without the hidden fields."""
    if not isinstance(changes, dict) or not hidden:
        return changes if isinstance(changes, dict) else {}
    told = {name: value for name, value in changes.items() if name not in hidden}
    if isinstance(told.get("after"), dict):
        told["after"] = {name: value for name, value in told["after"].items() if name not in hidden}
    return told


def _block_row(
    key: str, done: Mapping[str, Any], names: Mapping[_Reference, str]
) -> tuple[str, tuple[FieldChange, ...]]:
    pairs = {name: pair for name, pair in done.get("changes", {}).items() if _is_pair(pair)}
    told = tuple(
        FieldChange(label, _words(field, pair[0], names), _words(field, pair[1], names))
        for field, label, pair in _fields(model_of(key.partition(":")[0]), pairs)
    )
    return str(done.get("label", "")), told


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2


@lru_cache(maxsize=64)
def model_of(kind: str) -> type[models.Model] | None:
    """The model an entry's kind names; None for one that is no more."""
    for model in apps.get_models():
        if model._meta.model_name == kind and model.__module__.startswith("virkning.rooms."):
            return model
    return None


def _fields(model: type[models.Model] | None, values: Mapping[str, Any]) -> Iterator[tuple[Any, str, Any]]:
    """Field, its name in words, and what is told of it; bookkeeping is left out."""
    for name, value in values.items():
        if name.removesuffix("_id") in _BOOKKEEPING:
            continue
        field = _field(model, name)
        label = str(field.verbose_name) if field is not None else name.replace("_", " ")
        yield field, label[:1].upper() + label[1:], value


def _field(model: type[models.Model] | None, name: str) -> Any:
    if model is None:
        return None
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        pass
    try:
        return model._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return None


def _references(entries: Iterable[AuditEntry]) -> dict[type[models.Model], set[Any]]:
    """What the entries point to, by model."""
    found: dict[type[models.Model], set[Any]] = defaultdict(set)
    for entry in entries:
        changes = entry.changes if isinstance(entry.changes, dict) else {}
        after = changes.get("after")
        values = after if isinstance(after, dict) else {k: v for k, v in changes.items() if _is_pair(v)}
        for field, _label, value in _fields(model_of(entry.object_kind), values):
            if field is not None and field.is_relation and field.related_model is not None:
                found[field.related_model] |= {key for key in _keys(value) if key is not None}
    return found


def _keys(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names_of(references: Mapping[type[models.Model], set[Any]]) -> dict[_Reference, str]:
    """The names of what is pointed to, also of what has been removed since."""
    names: dict[_Reference, str] = {}
    for model, keys in references.items():
        rows = model._base_manager.filter(pk__in=[key for key in keys if isinstance(key, int | str)])
        for row in rows.order_by("pk"):
            names[model, row.pk] = _name(str(row))
    return names


def _name(text: str) -> str:
    """A period in words; anything else as it calls itself."""
    try:
        return Period.parse(text).shown
    except FigureError:
        return text


def _words(field: Any, value: Any, names: Mapping[_Reference, str]) -> str:
    if value is None or value == "":
        return ""
    if field is not None and field.is_relation:
        return names.get((field.related_model, value), _("nr. %(key)s") % {"key": value})
    choices = dict(getattr(field, "flatchoices", ()) or ())
    if value in choices:
        return str(choices[value])
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    return _plain_words(field, value)


def _plain_words(field: Any, value: Any) -> str:
    text = str(value)
    try:
        if isinstance(field, WrittenDecimalField):
            return danish_number(Decimal(text))
        if isinstance(field, models.DateTimeField):
            at = timezone.localtime(datetime.fromisoformat(text))
            return _("%(day)s kl. %(time)s") % {"day": date_words(at.date()), "time": f"{at:%H.%M}"}
        if isinstance(field, models.DateField):
            return date_words(date.fromisoformat(text))
    except (ValueError, InvalidOperation):
        return text
    return text


#: So many changed rows of a sheet are told; the rest are counted.
MOST_ROWS = 25


def _sheet(name: str, told: Mapping[str, Any]) -> SheetChanges:
    changed = told.get("changed", [])
    return SheetChanges(
        sheet=name,
        added=len(told.get("added", [])),
        removed=len(told.get("removed", [])),
        changed_count=len(changed),
        changed=tuple(_sheet_row(row) for row in changed[:MOST_ROWS]),
        reordered=bool(told.get("reordered")),
    )


def _sheet_row(row: Mapping[str, Any]) -> tuple[str, tuple[FieldChange, ...]]:
    key = " ".join(str(part) for part in row.get("row", []) if part not in (None, ""))
    fields = tuple(
        FieldChange(name, _cell(pair[0]), _cell(pair[1]))
        for name, pair in row.get("fields", {}).items()
        if _is_pair(pair)
    )
    return key, fields


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return str(value)
