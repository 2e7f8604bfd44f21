"""What an import did to which records, kept so that all of it can be taken back.

The writes are noted as they are made: keys of what was created, values of what was changed or unlinked. Read
backwards they bring every record to what it was, its origin too. Creating rows costs nothing but their keys, so the
import of a large workbook is no slower. *Marks* say how the records stood right after the import; whoever is to take
it back compares them with how they stand now.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from virkning.rooms.audit.writes import Batch
from virkning.rooms.audit.writes import plain as as_told

M = TypeVar("M", bound=models.Model)
Span = tuple[int, int]

CREATED, CHANGED, UNLINKED = "created", "changed", "unlinked"
_TOGETHER = 900


@dataclass(frozen=True)
class Step:
    """One write. `spans`: keys created, from and to. `rows`: key, then the values of `names` before the write."""

    kind: str
    model: Any
    spans: Sequence[Span] = ()
    names: Sequence[str] = ()
    rows: Sequence[Sequence[Any]] = ()


@dataclass
class Ledger:
    """The writes of one import in order, and the marks: model → names of columns, and key → their values after it."""

    steps: list[Step] = field(default_factory=list)
    marks: dict[Any, tuple[list[str], dict[int, list[Any]]]] = field(default_factory=dict)

    def created(self) -> dict[Any, list[Span]]:
        """Model → keys the import created."""
        found: dict[Any, list[Span]] = {}
        for step in self.steps:
            if step.kind == CREATED:
                found.setdefault(step.model, []).extend(step.spans)
        return found

    def packed(self) -> bytes:
        """As it is kept: JSON, compressed."""
        told = {
            "steps": [
                [
                    one.kind,
                    one.model._meta.label,
                    one.spans,
                    one.names,
                    [list(map(plain, row)) for row in one.rows],
                ]
                for one in self.steps
            ],
            "marks": [
                [model._meta.label, names, [[key, *values] for key, values in rows.items()]]
                for model, (names, rows) in self.marks.items()
            ],
        }
        return zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), 3)

    @classmethod
    def unpacked(cls, kept: bytes) -> "Ledger":
        """Read what `packed` wrote; values of `rows` are the columns' own types again, marks stay plain."""
        told = json.loads(zlib.decompress(kept))
        ledger = cls()
        for kind, label, spans, names, rows in told["steps"]:
            model = apps.get_model(label)
            columns = [model._meta.get_field(name) for name in names]
            read = [
                [row[0], *(one.to_python(value) for one, value in zip(columns, row[1:], strict=True))]
                for row in rows
            ]
            ledger.steps.append(Step(kind, model, [(first, last) for first, last in spans], names, read))
        for label, names, marked in told["marks"]:
            ledger.marks[apps.get_model(label)] = (names, {row[0]: row[1:] for row in marked})
        return ledger


def plain(value: Any) -> Any:
    """A value as JSON keeps it; what a JSON column holds stays as it is."""
    return value if isinstance(value, dict | list) else as_told(value)


class NotedBatch(Batch):
    """A batch that notes in a ledger what each write would have to be taken back to."""

    def __init__(self, act: Batch) -> None:
        super().__init__(act.by)
        self.ledger = Ledger()
        self._new: dict[Any, list[Span]] = {}
        self._touched: dict[Any, set[int]] = {}

    def create(self, model: type[M], rows: Sequence[M]) -> list[M]:
        made = super().create(model, rows)
        if made:
            spans = spans_of(row.pk for row in made)
            self.ledger.steps.append(Step(CREATED, model, spans))
            self._new.setdefault(model, []).extend(spans)
        return made

    def update(self, model: type[M], rows: Sequence[M], fields: Iterable[str]) -> None:
        names = [attname(model, name) for name in fields]
        self._note(model, [row.pk for row in rows], names)
        super().update(model, rows, names)

    def set(self, model: type[M], keys: Sequence[int], **values: Any) -> None:
        self._note(model, keys, [attname(model, name) for name in values])
        super().set(model, keys, **values)

    def unlink(self, model: type[models.Model], keys: Sequence[int]) -> None:
        names = [one.attname for one in model._meta.concrete_fields if not one.primary_key]
        rows = _values(model, keys, names)
        if rows:
            self.ledger.steps.append(Step(UNLINKED, model, (), names, rows))
        super().unlink(model, keys)

    def _note(self, model: Any, keys: Sequence[int], names: Sequence[str]) -> None:
        if not keys:
            return
        self._touched.setdefault(model, set()).update(keys)
        # New records too: one may have come to point to another, and could not be taken out while it does.
        self.ledger.steps.append(Step(CHANGED, model, (), list(names), _values(model, keys, names)))

    def finished(self) -> Ledger:
        """The ledger with its marks, once everything is written."""
        for model in {*self._touched, *(one for one in self._new if not is_versioned(one))}:
            keys = set(self._touched.get(model, ()))
            names = marked_columns(model)
            if names != ["superseded_at"] and not is_versioned(model):
                keys.update(key for first, last in self._new.get(model, ()) for key in range(first, last + 1))
            rows = _values(model, sorted(keys), names)
            self.ledger.marks[model] = (names, {row[0]: list(map(plain, row[1:])) for row in rows})
        return self.ledger


def marked_columns(model: Any) -> list[str]:
    """What tells that a record has been touched: its version, its supersession, else everything in it."""
    names = [one.attname for one in model._meta.concrete_fields if not one.primary_key]
    for telling in ("version", "superseded_at"):
        if telling in names:
            return [telling]
    return names


def is_versioned(model: Any) -> bool:
    """Whether the model's records carry a version."""
    return marked_columns(model) == ["version"]


def attname(model: Any, name: str) -> str:
    """`period_id` for `period` and for `period_id`."""
    return str(model._meta.get_field(name).attname)


def spans_of(keys: Iterable[int]) -> list[Span]:
    """Keys as runs: 3, 4, 5, 9 is (3, 5), (9, 9)."""
    found: list[Span] = []
    first = last = None
    for key in keys:
        if last is not None and first is not None and key == last + 1:
            last = key
            continue
        if first is not None and last is not None:
            found.append((first, last))
        first = last = key
    if first is not None and last is not None:
        found.append((first, last))
    return found


def within(key: int | None, spans: Sequence[Span]) -> bool:
    """Whether a key lies in one of the runs."""
    return key is not None and any(first <= key <= last for first, last in spans)


def of_spans(spans: Sequence[Span], name: str = "pk", *, together: int = 100) -> Iterator[Q]:
    """The runs as conditions on a column, a hundred runs a condition."""
    for start in range(0, len(spans), together):
        part = Q()
        for first, last in spans[start : start + together]:
            part |= Q(**{f"{name}__gte": first, f"{name}__lte": last})
        yield part


def _values(model: Any, keys: Sequence[int], names: Sequence[str]) -> list[Sequence[Any]]:
    found: list[Sequence[Any]] = []
    for start in range(0, len(keys), _TOGETHER):
        rows = model._base_manager.filter(pk__in=list(keys)[start : start + _TOGETHER]).order_by("pk")
        found.extend(rows.values_list("pk", *names))
    return found


def current_values(model: Any, keys: Sequence[int], names: Sequence[str]) -> Mapping[int, list[Any]]:
    """Key → plain values of columns, as they stand now."""
    return {row[0]: list(map(plain, row[1:])) for row in _values(model, keys, names)}
