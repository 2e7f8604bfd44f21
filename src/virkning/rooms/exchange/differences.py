"""What an import would change: sheet by sheet, rows added, changed and removed, field by field."""

import hashlib
import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from virkning.figures.dates import Deadline
from virkning.figures.sums import decimals_of

from .book import Book, Rows
from .cells import clean
from .sheets import PROJECT, SHEETS, SheetForm


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that differs: its places before and after, the row as it will be, and the fields that differ."""

    before: int
    after: int
    row: Any
    fields: tuple[str, ...]


@dataclass(frozen=True)
class SheetDifferences:
    """One sheet's differences. `added` are places in the file's rows, `removed` places in the stored rows.

    `order` is the new order where it matters, as (place before or None, place after or None); None where it stays.
    `reordered` says that rows that were there have changed places.
    """

    form: SheetForm
    before: Rows[Any]
    after: Rows[Any]
    added: Sequence[int] = ()
    changed: Sequence[Changed] = ()
    removed: Sequence[int] = ()
    order: Sequence[tuple[int | None, int | None]] | None = None
    reordered: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.reordered)


@dataclass(frozen=True)
class Differences:
    """All sheets with differences, in the order of the workbook."""

    sheets: Mapping[str, SheetDifferences] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.sheets.values())

    @property
    def added(self) -> int:
        return sum(len(one.added) for one in self.sheets.values())

    @property
    def changed(self) -> int:
        return sum(len(one.changed) + (one.reordered and not one.changed) for one in self.sheets.values())

    @property
    def removed(self) -> int:
        return sum(len(one.removed) for one in self.sheets.values())


def differences_between(before: Book, after: Book, *, prune: bool) -> Differences:
    """What must change for `before` (stored) to become `after` (the file).

    A row the file lacks is left alone, or removed with `prune`; a sheet the file lacks changes nothing either way.
    """
    found = {}
    for form in SHEETS:
        rows_after = after.rows(form.field)
        if rows_after is not None:
            found[form.field] = _sheet(form, before.rows(form.field) or Rows([]), rows_after, prune)
    return Differences(found)


def _sheet(form: SheetForm, before: Rows[Any], after: Rows[Any], prune: bool) -> SheetDifferences:
    key_of = form.key
    places: dict[Hashable, int] = {key_of(row): index for index, row in enumerate(before.items)}
    added: list[int] = []
    changed: list[Changed] = []
    pairs: list[tuple[int, int]] = []
    absent = _absent(form, after)
    written = {row for row, _place in after.as_text}
    for index, row in enumerate(after.items):
        place = places.get(key_of(row))
        if place is None:
            added.append(index)
            continue
        pairs.append((place, index))
        old = before.items[place]
        # Equal tuples hold equal numbers; only a number written as text can still differ in its decimals.
        if (row != old or index in written) and (
            change := _changed(form, old, row, place, index, absent, after)
        ):
            changed.append(change)
    removed = _removed(before, pairs) if prune and form is not PROJECT else []
    order, reordered = _order(form, before, after, pairs, added, removed)
    return SheetDifferences(form, before, after, added, changed, removed, order, reordered)


def _removed(before: Rows[Any], pairs: Sequence[tuple[int, int]]) -> list[int]:
    met = {place for place, _index in pairs}
    return [place for place in range(len(before.items)) if place not in met]


def _absent(form: SheetForm, after: Rows[Any]) -> frozenset[str]:
    """Fields whose column the file lacks: they stay as they are. A book from the database lacks none."""
    if not after.columns:
        return frozenset()
    return frozenset(name for name in form.row._fields if name not in after.columns)


def _changed(
    form: SheetForm, old: Any, new: Any, place: int, index: int, absent: frozenset[str], after: Rows[Any]
) -> Changed | None:
    values, fields = list(new), []
    for at, name in enumerate(form.row._fields):
        if name in absent or _same(old[at], new[at], (index, at) in after.as_text):
            values[at] = old[at]
        else:
            fields.append(name)
    return Changed(place, index, form.row._make(values), tuple(fields)) if fields else None


def _same(old: Any, new: Any, as_text: bool) -> bool:
    """Numbers are the same by value; where the new one was written as text, also by its decimals.

    Texts are the same as a cell would hold them: what was typed on a page may have more spaces than a cell keeps.
    """
    if isinstance(old, Decimal) and isinstance(new, Decimal):
        return old == new and not (as_text and decimals_of(old) != decimals_of(new))
    if type(old) is str and type(new) is str:
        return new in (old, clean(old), " ".join(clean(old).split()))
    return type(old) is type(new) and bool(old == new)


def _order(
    form: SheetForm,
    before: Rows[Any],
    after: Rows[Any],
    pairs: Sequence[tuple[int, int]],
    added: Sequence[int],
    removed: Sequence[int],
) -> tuple[list[tuple[int | None, int | None]] | None, bool]:
    """The new order, group by group: the file's, with each row the file lacks after the one it stood after."""
    if form.group is None:
        return None, False
    reordered = _has_moved(form, before, after, pairs)
    if not (reordered or added):
        return None, False
    gone, by_place = set(removed), dict(pairs)
    order: list[tuple[int | None, int | None]] = []
    following: dict[int | None, list[int]] = {}
    last: int | None = None
    for place in range(len(before.items)):
        if place in by_place:
            last = place
        elif place not in gone:
            following.setdefault(last, []).append(place)
    by_index = {index: place for place, index in pairs}
    order.extend((place, None) for place in following.get(None, ()))
    for index in range(len(after.items)):
        known = by_index.get(index)
        order.append((known, index))
        if known is not None:
            order.extend((place, None) for place in following.get(known, ()))
    return order, reordered


def _has_moved(
    form: SheetForm, before: Rows[Any], after: Rows[Any], pairs: Sequence[tuple[int, int]]
) -> bool:
    """Whether two rows of one group have changed places."""
    latest: dict[Any, int] = {}
    for place, index in pairs:
        if form.group is None:
            return False
        group = form.group(after.items[index])
        if place < latest.get(group, -1):
            return True
        latest[group] = place
    return False


def as_json(differences: Differences) -> dict[str, Any]:
    """The differences for the audit entry: plain values, by the names of sheets and headers.

    Added and removed rows whole, changed rows with key and field-wise before and after.
    """
    told: dict[str, Any] = {}
    for one in differences.sheets.values():
        if one:
            told[one.form.name] = _sheet_as_json(one)
    return told


def fingerprint_of(differences: Differences) -> str:
    """The same for the same differences: says whether what is about to be done is what somebody has seen."""
    told = json.dumps(as_json(differences), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _sheet_as_json(one: SheetDifferences) -> dict[str, Any]:
    names = one.form.row._fields
    told: dict[str, Any] = {"fields": list(names)}
    if one.added:
        told["added"] = [list(map(plain, one.after.items[index])) for index in one.added]
    if one.changed:
        told["changed"] = [
            {
                "row": list(map(plain, _key_values(one.form, one.before.items[change.before]))),
                "fields": {
                    name: [
                        plain(getattr(one.before.items[change.before], name)),
                        plain(getattr(change.row, name)),
                    ]
                    for name in change.fields
                },
            }
            for change in one.changed
        ]
    if one.removed:
        told["removed"] = [list(map(plain, one.before.items[place])) for place in one.removed]
    if one.reordered:
        told["reordered"] = True
    return told


def _key_values(form: SheetForm, row: Any) -> tuple[Any, ...]:
    key = form.key(row)
    return key if isinstance(key, tuple) else (key,)


def plain(value: Any) -> Any:
    """A value as JSON holds it: decimals as written, dates as ISO, words as they are stored."""
    if value is None or type(value) is str:
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Deadline):
        return value.canonical
    return value.isoformat() if isinstance(value, date) else str(value)
