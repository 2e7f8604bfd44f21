"""What every sheet's rows have in common when they are written: create, change, remove, and place in order."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model

from virkning.rooms.audit.writes import Batch, Conflict
from virkning.rooms.files.models import OriginKind, StoredFile
from virkning.rooms.programmes.models import Project

from ..book import Book
from ..differences import Changed, Differences, SheetDifferences
from ..queries import Kept, Stored
from ..sheets import SheetForm

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
        nothing = SheetDifferences(form, self.stored.book.rows(form.field), None)  # type: ignore[arg-type]
        return self.differences.sheets.get(form.field, nothing)

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
        }


Columns = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Written:
    """The records of a sheet that were made, beside their places in the file's rows; and those that were changed."""

    made: Sequence[tuple[int, Any]]
    changed: Sequence[tuple[Changed, Any]]


def write_records(work: Work, form: SheetForm, model: type[M], columns: Columns) -> Written:
    """Bring a sheet's records to where the file wants them. `columns` gives a record's columns for a row."""
    found, kept = work.of(form), work.kept(form)
    if found.removed:
        work.act.remove(model, [kept[place].key for place in found.removed], "")
    rows = [model(**columns(found.after.items[index])) for index in found.added]
    made = list(zip(found.added, work.act.create(model, rows), strict=True))
    changed = _change(work, found, model, columns)
    _remember(work, found, made)
    if found.order is not None:
        _place(work, found, model, dict(made))
    return Written(made, changed)


def _change(work: Work, found: SheetDifferences, model: type[M], columns: Columns) -> list[tuple[Changed, M]]:
    kept = work.kept(found.form)
    records = loaded(model, [kept[change.before] for change in found.changed])
    changed, touched, names = [], dict[int, M](), set[str]()
    for change in found.changed:
        record, values = records[kept[change.before].key], columns(change.row)
        own = columns_of(change.fields, values)
        for name in own:
            setattr(record, name, values[name])
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


def _place(work: Work, found: SheetDifferences, model: type[M], made: Mapping[int, Any]) -> None:
    """Give every record of the sheet its place within its group."""
    kept, group_of = work.kept(found.form), found.form.group
    counted: dict[Hashable, int] = {}
    wanted: dict[int, int] = {}
    for before, after in found.order or ():
        row = found.after.items[after] if after is not None else found.before.items[before or 0]
        group = group_of(row) if group_of is not None else None
        place = counted.get(group, 0)
        counted[group] = place + 1
        wanted[kept[before].key if before is not None else made[after or 0].pk] = place
    records: list[Any] = list(model._base_manager.filter(pk__in=list(wanted)).order_by("pk"))
    moved = [record for record in records if record.position != wanted[record.pk]]
    for record in moved:
        record.position = wanted[record.pk]
    work.act.update(model, moved, ["position"])


def loaded(model: type[M], kept: Sequence[Kept]) -> dict[int, M]:
    """The records by key, locked. Raises `Conflict` where one has been changed since the book was read."""
    records: dict[int, M] = {}
    versions = {one.key: one.version for one in kept}
    keys = list(versions)
    for start in range(0, len(keys), 900):
        part = keys[start : start + 900]
        records |= {one.pk: one for one in model._base_manager.select_for_update().filter(pk__in=part).order_by("pk")}
    for key, record in records.items():
        if versions[key] and getattr(record, "version", 0) != versions[key]:
            raise Conflict(record)
    return records
