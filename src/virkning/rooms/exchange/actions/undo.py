"""Undoing an import as a whole: every record as it was before, or, where something has been changed since, nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.writes import Batch, Conflict, batch
from virkning.rooms.programmes.actions.leaving import left_behind
from virkning.rooms.programmes.models import Party

from ..ledger import CHANGED, CREATED, Ledger, Step, attname, of_spans, spans_of
from ..models import WorkbookImport
from ..since import ChangedSince, changed_since
from .records import by_keys


@dataclass
class UndoRefused(Exception):
    """The import cannot be undone. `reason` says why; `changes` what has been changed since, where that is why."""

    reason: str
    changes: Sequence[ChangedSince] = ()

    def __str__(self) -> str:
        return self.reason


def undo_import(*, record: WorkbookImport, by: Author) -> WorkbookImport:
    """Put back every record the import touched, and take out those it made. Raises `UndoRefused`; then nothing is done.

    What was superseded is in use again with the origin it had. The file and the import's entry in the log stay.
    """
    try:
        with batch(by=by, action="undo_import") as act:
            here = WorkbookImport._base_manager.select_for_update().get(pk=record.pk)
            reason = cannot_be_undone(here)
            if reason:
                raise UndoRefused(reason)
            ledger = Ledger.unpacked(bytes(here.ledger))
            _lock(ledger)
            changes = changed_since(here, ledger)
            if changes:
                raise UndoRefused(_("Noget af det, indlæsningen rørte, er ændret siden."), changes)
            _refuse_leaving(ledger)
            for step in reversed(ledger.steps):
                _take_back(act, step)
            here.undone_at, here.undone_by = timezone.now(), by.name
            act.update(WorkbookImport, [here], ["undone_at", "undone_by"])
            act.about, act.project_id = here.project, here.project_id
            act.words = _("Indlæsningen af %(file)s er fortrudt.") % {"file": here.file.name}
            act.changes = {"import": here.pk, "file": here.file.name, "fingerprint": here.file.fingerprint}
    except (IntegrityError, ProtectedError, Conflict) as error:
        raise UndoRefused(_("Noget nyt i projektet bruger samme numre, perioder eller rækker.")) from error
    return here


def cannot_be_undone(record: WorkbookImport) -> str:
    """Why an import can never be undone, in a sentence; blank where it can, as far as its own row says."""
    if record.undone_at is not None:
        return _("Indlæsningen er allerede fortrudt.")
    if record.made_project:
        return _("Indlæsningen oprettede projektet. Den kan ikke fortrydes.")
    if not record.ledger:
        return _("Indlæsningen er fra før, det kunne lade sig gøre at fortryde.")
    later = WorkbookImport._base_manager.filter(
        project_id=record.project_id, pk__gt=record.pk, undone_at__isnull=True
    )
    if later.exists():
        return _("Der er indlæst et projektark siden. Kun det seneste kan fortrydes.")
    return ""


def _lock(ledger: Ledger) -> None:
    """Keep the rows the import touched or made as they are, from before they are looked at until all is put back.

    Parents before what hangs on them, as others lock them: two who wait for each other would both be stopped.
    """
    created = ledger.created()
    in_order = {model: place for place, model in enumerate(apps.get_models())}
    for model in sorted({*created, *ledger.marks}, key=in_order.__getitem__):
        touched = spans_of(sorted(ledger.marks.get(model, ([], {}))[1]))
        for condition in (*of_spans(touched), *of_spans(created.get(model, ()))):
            list(model._base_manager.select_for_update().filter(condition).order_by("pk").values_list("pk"))


def _refuse_leaving(ledger: Ledger) -> None:
    """Raises `UndoRefused` where people of a party the import brought in have got roles in the project since."""
    for condition in of_spans(ledger.created().get(Party, ())):
        parties = Party._base_manager.select_related("organisation").filter(condition).order_by("pk")
        for said in left_behind(list(parties)):
            raise UndoRefused(said)


def _take_back(act: Batch, step: Step) -> None:
    if step.kind == CREATED:
        for condition in of_spans(step.spans):
            keys = step.model._base_manager.filter(condition).order_by("pk").values_list("pk", flat=True)
            act.unlink(step.model, list(keys))
    elif step.kind == CHANGED:
        _put_back(act, step)
    else:
        names = [attname(step.model, name) for name in step.names]
        rows = [step.model(pk=row[0], **dict(zip(names, row[1:], strict=True))) for row in step.rows]
        act.create(step.model, rows)


def _put_back(act: Batch, step: Step) -> None:
    """The values the columns had; rows that had the same are written together."""
    names = [name for name in step.names if name != "version"]
    before = {row[0]: tuple(row[1:]) for row in step.rows}
    if len(set(map(repr, before.values()))) == 1:
        values = next(iter(before.values()))
        act.set(step.model, list(before), **dict(zip(names, values, strict=True)))
        return
    records = by_keys(step.model, "pk", list(before))
    for record in records:
        _assign(record, names, before[record.pk])
    act.update(step.model, records, names)


def _assign(record: Any, names: Iterable[str], values: Iterable[Any]) -> None:
    for name, value in zip(names, values, strict=True):
        setattr(record, name, value)
