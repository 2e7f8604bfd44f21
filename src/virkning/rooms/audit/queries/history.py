"""The log of projects: newest first, by person, by kind of thing, by days.

`projects` is always keys (or a subquery of keys) of projects the one who looks has been found to see: the log itself
does not know who may.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from ..authors import AuthorKind
from ..models import AuditEntry
from ..since import key_of
from .rows import BLOCK, BLOCKS, among, among_kinds


@dataclass(frozen=True)
class Wanted:
    """Which entries are looked for; blank is all. `things`: kinds with keys. `until` is counted in.

    An act counts as being about each of its rows; one that wrote a block is not about its project.
    """

    author: str = ""
    kinds: tuple[str, ...] = ()
    things: tuple[tuple[str, tuple[int, ...]], ...] = ()
    since: date | None = None
    until: date | None = None


def entries_in(projects: Any, wanted: Wanted | None = None) -> QuerySet[AuditEntry]:
    """The entries of the projects, newest first."""
    rows = AuditEntry._base_manager.filter(project_id__in=projects).order_by("-at", "-id")
    if wanted is None:
        return rows
    if wanted.author:
        rows = rows.filter(author_name=wanted.author)
    if wanted.kinds:
        rows = rows.filter(Q(object_kind__in=wanted.kinds) & ~BLOCK | among_kinds(wanted.kinds))
    if wanted.things:
        one_of = Q()
        for kind, keys in wanted.things:
            one_of |= Q(object_kind=kind, object_id__in=keys)
        rows = rows.filter(one_of & ~BLOCK | among(wanted.things))
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return rows


def entries_about(record: models.Model) -> QuerySet[AuditEntry]:
    """The entries about one record the one who looks has been found to see, newest first."""
    own = {"object_kind": record._meta.model_name, "object_id": record.pk}
    return AuditEntry._base_manager.filter(**own).order_by("-at", "-id")


def last_told(about: models.Model, record: models.Model) -> AuditEntry | None:
    """Of the entries about a whole, the one that left one of its records as it is now. One query.

    None where none tells: entries from before an act noted what only had its version raised. Better nobody than the
    wrong one.
    """
    key = key_of(record)
    found = entries_about(about).filter(changes__rows__has_key=key).first()
    if found is not None and found.changes["rows"][key].get("version") == getattr(record, "version", None):
        return found
    return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def news_in(projects: Any, *, since: datetime, apart_from: int | None) -> QuerySet[AuditEntry]:
    """What others have done in the projects since then, newest first; without the fields, which may be long."""
    mine = {"author_kind": AuthorKind.PERSON, "author_id": apart_from}
    return entries_in(projects).filter(at__gt=since).exclude(**mine).defer("changes")


def authors_and_kinds(project_id: int) -> tuple[list[str], set[str]]:
    """Who has done something in the project, by name; and to what kinds of thing. One query."""
    rows = (
        AuditEntry._base_manager.filter(project_id=project_id)
        .order_by("author_name", "object_kind", "action")
        .values_list("author_name", "object_kind", "action")
        .distinct()
    )
    found = list(rows)
    kinds = {kind_told(kind, action) for _author, kind, action in found}
    return list(dict.fromkeys(author for author, _kind, _action in found)), kinds - {""}


def kind_told(kind: str, action: str) -> str:
    """The kind of thing an entry is read as telling of: a block of statuses tells of status, not of the project."""
    return BLOCKS.get(action, kind) if kind == "project" else kind
