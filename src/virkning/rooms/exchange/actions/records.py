"""What every sheet's rows have in common when they are written: create, change, remove, and place in order."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import repeat
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

from virkning.rooms.audit.writes import Batch, Conflict
from virkning.rooms.files.models import OriginKind, StoredFile
from virkning.rooms.programmes.models import Project

from ..book import Book, Rows
from ..differences import Changed, Differences, SheetDifferences
from ..sheets import SheetForm
from ..stored import Kept, Stored

M = TypeVar("M", bound=Model)


@dataclass
class Work:
    """One import under way: what is to be done, and the keys of what is there by now.

    `periods`: canonical text → key, None for blank. `keys`: sheet → row's key → the record's key.
    """

    act: Batch
    book: Book
    stored: Stored
    differences: Differences
    file: StoredFile
    now: datetime
    project: Project
    periods: dict[str, int | None]
    keys: dict[str, dict[Any, int]] = field(default_factory=dict)

    def of(self, form: SheetForm) -> SheetDifferences:
        """The differences of a sheet; none where the file lacks it."""
        found = self.differences.sheets.get(form.field)
        return found if found is not None else SheetDifferences(form, Rows([]), Rows([]))

    def kept(self, form: SheetForm) -> Sequence[Kept]:
        """The stored records of a sheet, in the order of the stored rows."""
        return self.stored.kept.get(form.field, ())

    def key(self, sheet: str, number: Hashable) -> int | None:
        """The key of the record a cell names; None for blank."""
        return self.keys[sheet][number] if number else None

    def origin(self, form: SheetForm, cell: str) -> dict[str, Any]:
        """The columns of `Traced` for a figure from this file."""
        return {
            "origin_kind": OriginKind.FILE,
            "origin_by": self.act.by.name,
            "origin_file_id": self.file.pk,
            "origin_cell": f"{form.name}!{cell}",
            "origin_at": self.now,
            "confirmed": {},
        }


Columns = Callable[[Any], dict[str, Any]]
Follows = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Written:
    """The records of a sheet that were made, beside their places in the file's rows; and those that were changed."""

    made: Sequence[tuple[int, Any]]
    changed: Sequence[tuple[Changed, Any]]


def write_records(
    work: Work, form: SheetForm, model: type[M], columns: Columns, follows: Follows | None = None
) -> Written:
    """Bring a sheet's records to where the file wants them. `columns` gives a record's columns for a row.

    `follows`: of a record that was changed, columns no sheet has that cannot stay as they were.
    """
    found, kept = work.of(form), work.kept(form)
    if found.removed:
        work.act.remove(model, [kept[place].key for place in found.removed], "")
    new_places, old_places = _places(found)
    rows = [
        model(**columns(found.after.items[index]), **({"position": new_places[index]} if new_places else {}))
        for index in found.added
    ]
    made = list(zip(found.added, work.act.create(model, rows), strict=True))
    changed = _change(work, found, model, columns, follows)
    _remember(work, found, made)
    _move(work, model, {kept[before].key: place for before, place in old_places.items()})
    return Written(made, changed)


def _change(
    work: Work, found: SheetDifferences, model: type[M], columns: Columns, follows: Follows | None
) -> list[tuple[Changed, M]]:
    kept = work.kept(found.form)
    records = loaded(model, [kept[change.before] for change in found.changed])
    changed, touched, names = [], dict[int, M](), set[str]()
    for change in found.changed:
        record, values = records[kept[change.before].key], columns(change.row)
        own = columns_of(change.fields, values)
        for name in own:
            setattr(record, name, values[name])
        for name, value in follows(record).items() if follows is not None else ():
            setattr(record, name, value)
            own.append(name)
        if own:
            touched[record.pk] = record
            names.update(own)
        changed.append((change, record))
    work.act.update(model, list(touched.values()), sorted(names))
    return changed


def columns_of(fields: Iterable[str], values: Mapping[str, Any]) -> list[str]:
    """The columns that hold a row's fields: `area` in `area_id`, `value` in `value` and `value_text`."""
    endings = ("", "_id", "_text", "_kind")
    return [f"{name}{ending}" for name in fields for ending in endings if f"{name}{ending}" in values]


def _remember(work: Work, found: SheetDifferences, made: Sequence[tuple[int, Any]]) -> None:
    gone, kept, key_of = set(found.removed), work.kept(found.form), found.form.key
    keys = {key_of(row): kept[place].key for place, row in enumerate(found.before.items) if place not in gone}
    keys |= {key_of(found.after.items[index]): record.pk for index, record in made}
    work.keys[found.form.field] = keys


def _places(found: SheetDifferences) -> tuple[dict[int, int], dict[int, int]]:
    """Every row's place within its group: of new ones by place in the file, of those that stay by place before."""
    counted: dict[Hashable, int] = {}
    new: dict[int, int] = {}
    old: dict[int, int] = {}
    for before, after in found.order or ():
        row = found.after.items[after] if after is not None else found.before.items[before or 0]
        group = found.form.group(row) if found.form.group is not None else None
        place = counted.get(group, 0)
        counted[group] = place + 1
        if before is not None:
            old[before] = place
        else:
            new[after or 0] = place
    return new, old


def _move(work: Work, model: type[M], wanted: Mapping[int, int]) -> None:
    records: list[Any] = by_keys(model, "pk", list(wanted))
    moved = [record for record in records if record.position != wanted[record.pk]]
    for record in moved:
        record.position = wanted[record.pk]
    work.act.update(model, moved, ["position"])


def of_columns(
    model: type[M], count: int, columns: Mapping[str, Sequence[Any]], usual: Mapping[str, Any]
) -> list[M]:
    """Many new records at once, from columns; `usual` holds the columns that are the same for all. The key is left out.

    Made as Django makes records again that were pickled, around `__init__`, which is most of the time of a long import.
    """
    names = [one.attname for one in model._meta.concrete_fields]
    keys = {name for name in names if name == model._meta.pk.attname}
    in_order = [
        columns[name] if name in columns else repeat(None if name in keys else usual[name], count)
        for name in names
    ]
    made = []
    for values in zip(*in_order, strict=True):
        record = model.__new__(model)
        record.__dict__.update(zip(names, values, strict=True))
        record._state = ModelState()
        made.append(record)
    return made


def by_keys(model: type[M], name: str, keys: Sequence[int]) -> list[M]:
    """The records whose column `name` is one of `keys`, locked; as many queries as the database's limit takes."""
    found: list[M] = []
    for start in range(0, len(keys), 900):
        rows = model._base_manager.select_for_update().filter(**{f"{name}__in": keys[start : start + 900]})
        found.extend(rows.order_by("pk"))
    return found


def loaded(model: type[M], kept: Sequence[Kept]) -> dict[int, M]:
    """The records by key, locked. Raises `Conflict` where one has been changed since the book was read."""
    versions = {one.key: one.version for one in kept}
    records = {one.pk: one for one in by_keys(model, "pk", list(versions))}
    for key, record in records.items():
        if versions[key] and getattr(record, "version", 0) != versions[key]:
            raise Conflict(record)
    return records
