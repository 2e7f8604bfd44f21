"""What has been written on a record since an entry: the reasons the entry cannot be taken back, told with names."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.figures.dates import date_words

from .models import AuditEntry
from .refusals import Refused


def entries_since(entry: AuditEntry, record: models.Model) -> list[AuditEntry]:
    """Every later entry that tells of the record, as what it is about or among its rows; the oldest first."""
    later = AuditEntry._base_manager.filter(Q(pk__gt=entry.pk) | Q(at__gt=entry.at)).exclude(pk=entry.pk)
    # Two questions instead of one: each has its own index.
    about = later.filter(object_kind=record._meta.model_name, object_id=record.pk)
    found = {one.pk: one for one in about.order_by("pk")}
    owner = {"project_id": entry.project_id}
    if entry.project_id is None:
        owner |= {"organisation_id": entry.organisation_id}
    if any(key is not None for key in owner.values()):
        among = later.filter(**owner, changes__rows__has_key=key_of(record))
        found |= {one.pk: one for one in among.order_by("pk")}
    return [found[key] for key in sorted(found)]


def refuse_moved(entry: AuditEntry, record: Any, *, version: int | None) -> None:
    """Raises `Refused` where the record has been changed since the entry, which left it with `version`.

    Having been given another place among its like is no change. `version` None: it was not noted, or the record has
    none; then any later entry about it counts.
    """
    if version is not None and record.version == version:
        return
    later = entries_since(entry, record)
    telling = [one for one in later if not _moves_only(one, key_of(record))]
    moves_only = len(later) - len(telling)
    if telling if version is None else record.version != version + moves_only:
        raise Refused(told(telling[-1] if telling else None))


def refuse_hanging(entry: AuditEntry, record: models.Model) -> None:
    """Raises `Refused` where anything hangs on a record the entry made: it would be lost, or hang in the air.

    What the entry wrote itself is asked about by itself: PostgreSQL does not keep the order of an entry's rows.
    """
    own = [key.partition(":") for key in entry.changes.get("rows", {})]
    for rows in _hanging_on(record):
        keys = [int(number) for kind, _colon, number in own if kind == rows.model._meta.model_name]
        for one in rows.exclude(pk__in=keys)[:1]:
            later = entries_since(entry, one)
            raise Refused(told(later[-1] if later else None))


def refuse_newer_hanging(entry: AuditEntry, record: models.Model) -> None:
    """Raises `Refused` where something has been hung, or changed, on a record the entry brought back, since then.

    What hung there before may stay: it did while the record was away. An import does not say which rows it touched.
    """
    owner = {"project_id": entry.project_id, "organisation_id": entry.organisation_id}
    if entry.project_id is not None:
        owner.pop("organisation_id")
    later = AuditEntry._base_manager.filter(**owner, pk__gt=entry.pk)
    telling: dict[str, AuditEntry] = {}
    for one in later.order_by("pk"):
        if one.action in ("import", "undo_import"):
            raise Refused(told(one))
        rows = one.changes.get("rows", {}) if isinstance(one.changes, dict) else {}
        telling |= dict.fromkeys([f"{one.object_kind}:{one.object_id}", *rows], one)
    for rows in _hanging_on(record) if telling else ():
        kind = rows.model._meta.model_name
        for key in rows.values_list("pk", flat=True):
            if f"{kind}:{key}" in telling:
                raise Refused(told(telling[f"{kind}:{key}"]))


def _hanging_on(record: models.Model) -> Iterator[Any]:
    """Records in use that point to this one, a queryset a way of pointing. For one that is deleted, all of them."""
    is_hidden_only = any(one.name == "removed_at" for one in record._meta.concrete_fields)
    for relation in record._meta.related_objects:
        model: Any = relation.related_model
        names = {one.name for one in model._meta.concrete_fields} if is_hidden_only else set()
        in_use = {f"{name}__isnull": True for name in ("removed_at", "superseded_at") if name in names}
        yield model._base_manager.filter(**{relation.field.name: record.pk}, **in_use).order_by("pk")


def told(later: AuditEntry | None) -> str:
    """Why something cannot be taken back: who has written what since, and what to do instead."""
    if later is None:
        return _(
            "Det kan ikke fortrydes: der er skrevet noget siden, som ville gå tabt. "
            "Se efter, hvad der står nu; skal det væk, så fjern det på tingens egen side."
        )
    return _(
        "Det kan ikke fortrydes: %(name)s har skrevet her siden, %(day)s (“%(words)s”), og det ville gå tabt. "
        "Se efter, hvad der står nu; skal det væk, så fjern det på tingens egen side."
    ) % {
        "name": later.author_name,
        "day": date_words(timezone.localdate(later.at)),
        "words": later.words.rstrip("."),
    }


def key_of(record: models.Model) -> str:
    """How an act on many names a record among its rows."""
    return f"{record._meta.model_name}:{record.pk}"


def _moves_only(entry: AuditEntry, key: str) -> bool:
    """Whether the entry only gave the record another place."""
    done = entry.changes.get("rows", {}).get(key, {}) if isinstance(entry.changes, dict) else {}
    return done.get("act") == "change" and set(done.get("changes", ())) == {"position"}
