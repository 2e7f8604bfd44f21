"""Embedding: how an activity goes on after the project, said period by period."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.figures.continuing import Continuation
from virkning.rooms.activities.actions.belonging import check_belongs
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.programmes.models import ProjectPeriod

from ..models import Embedding


def say_embedding(
    *,
    activity: Activity,
    period: ProjectPeriod,
    continuation: Continuation | None,
    by: Author,
    responsible: str = "",
    secured_until: date | None = None,
    money: str = "",
    risk: str = "",
    text: str = "",
    confirmed: Mapping[str, str] = {},
    version: int | None = None,
) -> Embedding | None:
    """Say how an activity goes on, as it stands in a period; saying it again corrects, and all blank takes it away.

    `version` is that of what stood there when it was read, None or 0 where nothing did. `confirmed`: doubts
    (`figures.continuing.embedding_doubts`) a person has said are right, code → why. Returns what was said (a removed
    one with `removed_at`), or None where there was nothing and nothing was written. Raises `Refused`, `Conflict`.
    """
    check_belongs(activity.project_id, period=period)
    values: dict[str, Any] = {
        "responsible": " ".join(responsible.split()),
        "secured_until": secured_until,
        "money": " ".join(money.split()),
        "risk": risk.strip(),
        "text": text.strip(),
    }
    if continuation is None and any(values.values()):
        raise Refused({"continuation": _("Vælg, hvordan det går videre. Det kan også være “Ikke afgjort”.")})
    with transaction.atomic():
        # Two who begin at once meet here, and not in a constraint.
        Activity._base_manager.select_for_update().get(pk=activity.pk)
        standing = Embedding.objects.filter(activity=activity, period=period).first()
        if standing is None and version:
            raise Conflict(_gone(activity, period))
        if standing is not None and standing.version != version:
            raise Conflict(standing)
        if continuation is None:
            return remove_embedding(standing, by=by, version=version) if standing is not None else None
        words = _words(activity, period, continuation, confirmed, is_new=standing is None)
        values["continuation"] = continuation.value
        if standing is None:
            return writes.create(Embedding(activity=activity, period=period, **values), by=by, words=words)
        return writes.change(standing, by=by, words=words, version=version, **values)


def remove_embedding(embedding: Embedding, *, by: Author, version: int | None = None) -> Embedding:
    """Take away what was said in one period; it can be brought back. Raises `Conflict`."""
    words = _("Forankringen af aktivitet %(activity)s i %(period)s er fjernet.") % {
        "activity": embedding.activity.number,
        "period": embedding.period.period.danish,
    }
    return writes.remove(embedding, by=by, words=words, version=version)


def _words(
    activity: Activity,
    period: ProjectPeriod,
    continuation: Continuation,
    confirmed: Mapping[str, str],
    *,
    is_new: bool,
) -> str:
    words = _("Forankringen af aktivitet %(activity)s i %(period)s er rettet: %(how)s.")
    if is_new:
        words = _("Forankringen af aktivitet %(activity)s i %(period)s er skrevet: %(how)s.")
    words %= {"activity": activity.number, "period": period.period.danish, "how": continuation.danish}
    why = confirmed.get("money_ended", "").rstrip(".")
    return f"{words} {_('Begrundelse: %(why)s.') % {'why': why}}" if why else words


def _gone(activity: Activity, period: ProjectPeriod) -> Embedding:
    """What is there now is nothing, and beginning anew is what is left."""
    gone = Embedding(activity=activity, period=period)
    gone.__dict__["version"] = None
    return gone
