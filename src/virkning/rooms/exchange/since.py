"""What has been changed since an import, among the records it touched: the reasons it cannot be undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.dates import date_words
from virkning.rooms.audit.models import AuditEntry

from .ledger import CHANGED, Ledger, current_values, is_versioned, marked_columns, of_spans, within
from .models import WorkbookImport

#: More are counted, not listed.
MOST_LISTED = 20


@dataclass(frozen=True)
class ChangedSince:
    """A record that is no longer as the import left it: what it is, and who changed it when, where the log says so."""

    what: str
    words: str


def changed_since(record: WorkbookImport, ledger: Ledger) -> list[ChangedSince]:
    """Every record the import made, changed or removed that has moved since; and others' records that hang on them."""
    moved: dict[tuple[Any, int], None] = {}
    for model, key in (*_marked(ledger), *_created(ledger), *_hanging(ledger)):
        moved.setdefault((model, key))
    return _told(record, list(moved))


def _marked(ledger: Ledger) -> Iterable[tuple[Any, int]]:
    for model, (names, rows) in ledger.marks.items():
        now = current_values(model, list(rows), names)
        for key, values in rows.items():
            if now.get(key) != values:
                yield model, key


def _created(ledger: Ledger) -> Iterable[tuple[Any, int]]:
    """Records the import made and left at that: still in their first version, and in use."""
    for model, spans in ledger.created().items():
        known = ledger.marks.get(model, ([], {}))[1]
        if is_versioned(model):
            untouched: dict[str, Any] = {"version": 1}
        elif marked_columns(model) == ["superseded_at"]:
            untouched = {"superseded_at": None}
        else:
            continue
        for condition in of_spans(spans):
            rows = model._base_manager.filter(condition).exclude(**untouched).order_by("pk")
            yield from ((model, key) for key in rows.values_list("pk", flat=True) if key not in known)


def _hanging(ledger: Ledger) -> Iterable[tuple[Any, int]]:
    """Records the import did not make, which point to one it made and so would hang loose."""
    created = ledger.created()
    pointing = _changed_columns(ledger)
    for model, spans in created.items():
        for relation in model._meta.get_fields(include_hidden=True):
            if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
                continue
            other, column = relation.related_model, relation.field.attname
            ours = pointing.get((other, column), set())
            for condition in of_spans(spans, relation.field.name):
                found = other._base_manager.filter(condition).order_by("pk").values_list("pk", flat=True)
                for key in found:
                    if not within(key, created.get(other, ())) and key not in ours:
                        yield other, key


def _changed_columns(ledger: Ledger) -> dict[tuple[Any, str], set[int]]:
    """(model, column) → records the import itself made point there; they are put back too."""
    found: dict[tuple[Any, str], set[int]] = {}
    for step in ledger.steps:
        if step.kind == CHANGED:
            for name in step.names:
                found.setdefault((step.model, name), set()).update(row[0] for row in step.rows)
    return found


def _told(record: WorkbookImport, moved: Sequence[tuple[Any, int]]) -> list[ChangedSince]:
    listed = moved[:MOST_LISTED]
    told = [_one(record, model, key) for model, key in listed]
    if len(moved) > MOST_LISTED:
        told.append(ChangedSince(_("og %(count)s til") % {"count": len(moved) - MOST_LISTED}, ""))
    return told


def _one(record: WorkbookImport, model: Any, key: int) -> ChangedSince:
    row = model._base_manager.filter(pk=key).first()
    kind = str(model._meta.model_name)
    what = f"{_KINDS.get(kind, str(model._meta.verbose_name))}: {row}" if row is not None else _gone(kind)
    # The project has been checked by the caller; the log is read past the reader's own entries.
    entry = (
        AuditEntry._base_manager.filter(object_kind=kind, object_id=key, at__gt=record.imported_at)
        .order_by("-at", "-id")
        .first()
    )
    if entry is None:
        return ChangedSince(what, "")
    texts = {
        "name": entry.author_name,
        "day": date_words(timezone.localdate(entry.at)),
        "words": entry.words,
    }
    return ChangedSince(what, _("%(words)s %(name)s, %(day)s") % texts)


def _gone(kind: str) -> str:
    return _("%(kind)s er der ikke længere") % {"kind": _KINDS.get(kind, kind)}


_KINDS = {
    "project": "Projekt",
    "party": "Part",
    "projectperiod": "Periode",
    "focusarea": "Område",
    "activity": "Aktivitet",
    "milestone": "Milepæl",
    "milestonetarget": "Måltal for milepæl",
    "statusreport": "Status",
    "result": "Resultat",
    "resultactivity": "Resultatets aktivitet",
    "series": "Serie",
    "targetversion": "Måltal for resultat",
    "measurement": "Måling",
    "assessment": "Vurdering",
}
