"""Annexes: one activity in depth in one period."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from virkning.rooms.activities.actions.belonging import check_belongs
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import ProjectPeriod

from ..models import ActivityPortrait

#: The texts of an annex, in its order.
TEXTS = ("target_group", "results", "referral", "methods", "difficulties", "embedding")


def portray(
    *, activity: Activity, period: ProjectPeriod, texts: Mapping[str, str], by: Author
) -> ActivityPortrait:
    """Write the annex on an activity in a period; `texts` by their names in `TEXTS`. Raises `Refused`."""
    values = _checked(activity, period, texts)
    made = ActivityPortrait(activity=activity, **values)
    return writes.create(made, by=by, words=_("Bilaget om %(what)s er skrevet.") % _names(activity, period))


def change_portrait(
    portrait: ActivityPortrait,
    *,
    period: ProjectPeriod,
    texts: Mapping[str, str],
    by: Author,
    version: int | None = None,
) -> ActivityPortrait:
    """Correct an annex; the activity it is about stays. Raises `Refused`, `Conflict`."""
    values = _checked(portrait.activity, period, texts, itself=portrait.pk)
    words = _("Bilaget om %(what)s er rettet.") % _names(portrait.activity, period)
    return writes.change(portrait, by=by, words=words, version=version, **values)


def remove_portrait(
    portrait: ActivityPortrait, *, by: Author, version: int | None = None
) -> ActivityPortrait:
    """Take an annex away; it can be brought back. Raises `Conflict`."""
    words = _("Bilaget om %(what)s er fjernet.") % _names(portrait.activity, portrait.period)
    return writes.remove(portrait, by=by, words=words, version=version)


def _names(activity: Activity, period: ProjectPeriod) -> dict[str, str]:
    return {"what": f"{activity} ({period.period.danish})"}


def _checked(
    activity: Activity, period: ProjectPeriod, texts: Mapping[str, str], itself: int | None = None
) -> dict[str, Any]:
    check_belongs(activity.project_id, period=period)
    values: dict[str, Any] = {name: texts.get(name, "").strip() for name in TEXTS}
    if not any(values.values()):
        raise Refused({"target_group": _("Skriv mindst ét af felterne. Et tomt bilag trykkes ikke.")})
    there = ActivityPortrait.objects.filter(activity=activity, period=period).order_by("id").first()
    if there is not None and there.pk != itself:
        said = _(
            "Der er allerede et bilag om aktiviteten i den periode. Ret det, eller vælg en anden periode."
        )
        raise Refused({"period": said})
    return {"period": period, **values}
