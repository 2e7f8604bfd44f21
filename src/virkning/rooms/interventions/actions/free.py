"""One name and start a municipality has once: the same intervention begun again another day is another."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from virkning.rooms.audit.refusals import Refused

from ..models import Intervention

_UNSAID: Any = object()


def check_free(
    intervention: Intervention,
    *,
    name: str | None = None,
    start_date: Any = _UNSAID,
    municipality: Any = None,
) -> None:
    """Raises `Refused` where another intervention has the name and start it would have."""
    wanted = (
        intervention.municipality_id if municipality is None else municipality.pk,
        intervention.name if name is None else name,
        intervention.start_date if start_date is _UNSAID else start_date,
    )
    if wanted in taken(intervention.project_id, [wanted[1]], but=intervention.pk):
        raise Refused({"name": taken_words(wanted[2])})


def taken(
    project_id: int, names: Collection[str], *, but: int | None = None
) -> Mapping[tuple[int, str, date | None], int]:
    """Municipality, name and start of each intervention of these names in the project → its key. One query."""
    rows = Intervention._base_manager.filter(
        project_id=project_id, name__in=set(names), removed_at__isnull=True
    )
    columns = ("municipality_id", "name", "start_date", "pk")
    return {(m, n, s): key for m, n, s, key in rows.order_by("pk").values_list(*columns) if key != but}


def taken_words(start: date | None) -> str:
    """What is said of a name that is taken."""
    if start is None:
        return _(
            "Kommunen har allerede en indsats med det navn. Skriv, hvornår den begynder, eller giv den et andet."
        )
    return _(
        "Kommunen har allerede en indsats med det navn og den opstartsdato. Ret den, eller vælg en anden dag."
    )
