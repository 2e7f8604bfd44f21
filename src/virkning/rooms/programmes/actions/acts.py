"""An act on several records of a project or an organisation: written together, told in one entry, taken back as one.

The entry's changes hold what a reader is told as pairs (field → before and after), and under `rows` what it takes to
undo it: `kind:key` → what was done to that record, and the version it was left with.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry, Removable
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.since import key_of, refuse_hanging, refuse_moved, refuse_newer_hanging, told
from virkning.rooms.audit.writes import Batch, Conflict, plain

from ..models import Party, Project
from .leaving import refuse_leaving

M = TypeVar("M", bound=models.Model)

#: What the log calls such an act; see `take_back`.
ARRANGE = "arrange"


@dataclass
class Act:
    """One act under way. `words` and `about` tell it; `told` is what a reader sees, field by field."""

    batch: Batch
    project_id: int | None
    organisation_id: int | None = None
    words: str = ""
    about: models.Model | None = None
    told: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    _touched: dict[str, Any] = field(default_factory=dict)

    def create(self, record: M, *, tell: bool = False) -> M:
        """Insert a record; `tell` its values to readers."""
        self.batch.create(type(record), [record])
        self._note(record, act="create")
        if tell:
            columns = record._meta.concrete_fields
            self.told |= {"after": {one.name: plain(getattr(record, one.attname)) for one in columns}}
        return record

    def create_each(self, records: Sequence[M]) -> None:
        """Insert records of one kind. One query, however many."""
        if records:
            self.batch.create(type(records[0]), records)
        for record in records:
            self._note(record, act="create")

    def change(self, record: M, *, version: int | None = None, tell: bool = False, **values: Any) -> M:
        """Set columns (by attribute name: `area_id`) of a record. Raises `Conflict` with the record as it is now."""
        now = type(record)._base_manager.select_for_update().get(pk=record.pk)
        expected = getattr(record, "version", None) if version is None else version
        if getattr(now, "version", None) != expected:
            raise Conflict(now)
        changes = {
            name: [plain(getattr(now, name)), plain(value)]
            for name, value in values.items()
            if plain(getattr(now, name)) != plain(value)
        }
        for name in changes:
            setattr(record, name, values[name])
        if changes:
            self.batch.update(type(record), [record], list(changes))
            self._note(record, act="change", changes=changes)
            self.told |= changes if tell else {}
        return record

    def change_each(self, wished: Mapping[Any, Mapping[str, Any]]) -> None:
        """Set columns of many records of one kind, each its own values: record → column → value. One query.

        The records are as they stand now: whoever read them has locked them. Raises `Conflict` where one has not been.
        """
        told: dict[Any, dict[str, Any]] = {}
        for record, values in wished.items():
            differing = {
                name: value for name, value in values.items() if plain(getattr(record, name)) != plain(value)
            }
            if differing:
                told[record] = {
                    name: [plain(getattr(record, name)), plain(value)] for name, value in differing.items()
                }
                for name, value in differing.items():
                    setattr(record, name, value)
        if not told:
            return
        records = list(told)
        names = sorted({name for changes in told.values() for name in changes})
        self.batch.update(type(records[0]), records, names)
        for record, changes in told.items():
            self._note(record, act="change", changes=changes)

    def touch(self, record: models.Model) -> None:
        """Raise the version of a record whose own columns stay: what hangs on it has changed.

        It stands among the rows, with nothing changed, so that a conflict names who left it with that version.
        """
        self.batch.set(type(record), [record.pk])
        record.__dict__["version"] += 1
        self._note(record, act="change", changes={})

    def explain(self, why: str) -> None:
        """Tell readers why a person said that something that looked wrong is right; nothing where they did not."""
        if why:
            self.told["hvorfor"] = ["", why]

    def reorder(self, rows: Sequence[Any]) -> None:
        """Give the rows their places in this order. Nobody's text is lost by it, so versions are not asked."""
        moved = []
        for place, row in enumerate(rows):
            if row.position != place:
                self._note(row, act="change", changes={"position": [row.position, place]})
                row.position = place
                moved.append(row)
        if moved:
            self.batch.update(type(moved[0]), moved, ["position"])

    @contextmanager
    def renumbering(
        self, numbers: Mapping[Any, Any], column: str, *, aside: Callable[[Any], Any]
    ) -> Iterator[None]:
        """Give records of one kind numbers that are unique among them: record → number. As places: no version is asked.

        `aside` gives each a number nobody has. It holds inside the block, in which the records may be moved as well.
        """
        changing = [one for one, number in numbers.items() if getattr(one, column) != number]
        before = {one: getattr(one, column) for one in changing}
        self._write(changing, column, {one: aside(one) for one in changing})
        yield
        self._versions_of(changing)
        self._write(changing, column, numbers)
        for one in changing:
            self._note(one, act="change", changes={column: [before[one], numbers[one]]})

    def _versions_of(self, records: Sequence[Any]) -> None:
        """Give the records the versions they have now. One query, however many."""
        if not records:
            return
        rows = type(records[0])._base_manager.filter(pk__in=[one.pk for one in records]).order_by("pk")
        versions = dict(rows.values_list("pk", "version"))
        for one in records:
            one.version = versions[one.pk]

    def _write(self, records: Sequence[Any], column: str, values: Mapping[Any, Any]) -> None:
        for one in records:
            setattr(one, column, values[one])
        if records:
            self.batch.update(type(records[0]), records, [column])

    def remove(self, records: Iterable[Any], *, at: Any, reason: str = "") -> None:
        """Remove records softly. All of one act have the same `removed_at`, and so are found together again."""
        by_model: dict[type[models.Model], list[Any]] = {}
        for record in records:
            by_model.setdefault(type(record), []).append(record)
        gone = {"removed_at": at, "removed_by": self.batch.by.name, "removed_reason": reason}
        for model, found in by_model.items():
            self.batch.set(model, [one.pk for one in found], **gone)
            for one in found:
                one.__dict__.update(gone, version=one.version + 1)
                self._note(one, act="remove")

    def restore(self, records: Iterable[Any]) -> None:
        """Bring removed records back. Raises IntegrityError where a number has been taken meanwhile."""
        for record in records:
            back = {"removed_at": None, "removed_by": "", "removed_reason": ""}
            self.batch.set(type(record), [record.pk], **back)
            record.__dict__.update(back, version=record.version + 1)
            self._note(record, act="restore")

    def unlink(self, records: Iterable[Any]) -> None:
        """Delete records that hold nothing of their own. Raises ProtectedError."""
        for record in list(records):
            columns = [one.attname for one in record._meta.concrete_fields if not one.primary_key]
            self._note(record, act="unlink", values={name: plain(getattr(record, name)) for name in columns})
            self.batch.unlink(type(record), [record.pk])

    def _note(self, record: models.Model, **done: Any) -> None:
        key = key_of(record)
        self._touched[key] = record
        if done["act"] == "change" and self.rows.get(key, {}).get("act") == "change":
            done["changes"] = self.rows[key]["changes"] | done["changes"]
        elif done["act"] == "change" and key in self.rows:
            return  # made in this very act: what it began with is told already
        self.rows[key] = done

    def rows_told(self) -> dict[str, dict[str, Any]]:
        """The rows as the entry keeps them, with the version each record was left with."""
        for key, done in self.rows.items():
            version = getattr(self._touched[key], "version", None)
            if version is not None and done["act"] != "unlink":
                done["version"] = version
        return self.rows


@contextmanager
def act(
    *, by: Author, project_id: int | None = None, organisation_id: int | None = None, action: str = ARRANGE
) -> Iterator[Act]:
    """One transaction, one entry, in a project or in what an organisation owns by itself.

    Without any row nothing happened, and no entry is written.
    """
    with transaction.atomic():
        under_way = Act(Batch(by), project_id, organisation_id)
        yield under_way
        if under_way.rows:
            writes.record(
                by=by,
                action=action,
                words=under_way.words,
                about=under_way.about,
                project_id=under_way.project_id,
                organisation_id=under_way.organisation_id,
                changes={**under_way.told, "rows": under_way.rows_told()},
            )


def take_back(entry: AuditEntry, by: Author) -> None:
    """Undo an act as a whole. Raises `Refused` where something in it has moved on, and IntegrityError."""
    rows: Mapping[str, Mapping[str, Any]] = entry.changes.get("rows", {})
    owner = {"project_id": entry.project_id, "organisation_id": entry.organisation_id}
    with act(by=by, action=entry.action, **owner) as undo:
        if made_project(entry):
            _must_be_untouched(entry)
        undo.words = _("Fortrudt: %(what)s") % {"what": entry.words}
        for key, done in reversed(list(rows.items())):
            kind, _colon, number = key.partition(":")
            take_back_row(undo, entry, model_of(kind), int(number), done)
        undo.told = {name: [pair[1], pair[0]] for name, pair in entry.changes.items() if _is_pair(pair)}
        about = model_of(entry.object_kind) if entry.object_kind else None
        undo.about = about._base_manager.filter(pk=entry.object_id).first() if about else None


def made_project(entry: AuditEntry) -> bool:
    """Whether the entry tells of a project's creation."""
    rows: Mapping[str, Mapping[str, Any]] = entry.changes.get("rows", {})
    return rows.get(f"project:{entry.project_id}", {}).get("act") == "create"


def _must_be_untouched(entry: AuditEntry) -> None:
    """Raises `Refused` where anything has been written in the project since it was made: nobody could bring it back."""
    Project._base_manager.select_for_update().filter(pk=entry.project_id or 0).first()
    later = AuditEntry._base_manager.filter(project_id=entry.project_id, pk__gt=entry.pk)
    newest = later.exclude(pk=entry.pk).order_by("-pk").first()
    if newest is not None:
        raise Refused(told(newest))


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2


def take_back_row(
    undo: Act, entry: AuditEntry, model: type[models.Model], key: int, done: Mapping[str, Any]
) -> None:
    """Undo what an entry says was done to one record. Raises `Refused`, IntegrityError."""
    if done["act"] == "unlink":
        undo.create(model(**{name: _python(model, name, value) for name, value in done["values"].items()}))
        return
    record: Any = model._base_manager.select_for_update().filter(pk=key).first()
    if record is None:
        raise Refused(_already())
    if done["act"] == "change":
        _change_back(undo, record, done["changes"])
    elif done["act"] in ("create", "restore"):
        _take_out(undo, entry, record, done)
    else:
        if getattr(record, "removed_at", None) is None:
            raise Refused(_already())
        refuse_moved(entry, record, version=done.get("version"))
        undo.restore([record])


def _take_out(undo: Act, entry: AuditEntry, record: Any, done: Mapping[str, Any]) -> None:
    """What was made, or brought back, goes again, where nobody has written on it or hung anything on it since."""
    if getattr(record, "removed_at", None) is not None:
        raise Refused(_already())
    if hasattr(record, "version"):
        # From before versions were noted: what is made has the first.
        refuse_moved(entry, record, version=done.get("version", 1 if done["act"] == "create" else None))
    if done["act"] == "create":
        refuse_hanging(entry, record)
    else:
        refuse_newer_hanging(entry, record)
    if isinstance(record, Removable):
        undo.remove([record], at=timezone.now())
    else:
        if isinstance(record, Party):
            refuse_leaving([record])
        undo.unlink([record])


def _already() -> str:
    return _("Det er allerede fortrudt.")


def _change_back(undo: Act, record: Any, changes: Mapping[str, Sequence[Any]]) -> None:
    if not changes:
        undo.touch(record)  # what hangs on it changes back: whoever has read it since has read something else
        return
    for name, (_before, after) in changes.items():
        if name != "position" and plain(getattr(record, name)) != after:
            said = _(
                "“%(field)s” er ændret igen siden, så det kan ikke fortrydes uden at miste den nyere tekst."
            )
            raise Refused(said % {"field": record._meta.get_field(name).verbose_name})
    model = type(record)
    undo.change(record, **{name: _python(model, name, pair[0]) for name, pair in changes.items()})


def _python(model: type[models.Model], name: str, value: Any) -> Any:
    column: Any = model._meta.get_field(name)
    if value is None or column.is_relation:
        return value
    return column.to_python(value)


def model_of(kind: str) -> type[models.Model]:
    """The model the log's word for a kind of record means. Raises `Refused` for one that is no more."""
    for model in apps.get_models():
        if model._meta.model_name == kind and model.__module__.startswith("virkning.rooms."):
            return model
    raise Refused(_("Det kan ikke fortrydes her. Ret det i stedet på tingens egen side."))
