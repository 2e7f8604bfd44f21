"""The target groups of employment plans a group of the matrix may be linked to."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from virkning.rooms.access.ordering import InDanish
from virkning.rooms.plans.models import TargetGroup
from virkning.rooms.programmes.models import Party, Project

_PATH = "overall__goal__plan"
_LONGEST = 90


@dataclass(frozen=True)
class OfferedGroup:
    """A target group that can be chosen, and what it is called among the others."""

    record: TargetGroup

    words: str

    @property
    def pk(self) -> int:
        """The group's key."""
        return int(self.record.pk)


def target_groups_for(project: Project, linked: int | None = None) -> list[OfferedGroup]:
    """Of the plans of the project's municipalities that one may see, the newest year first.

    `linked`: the key of the one a group is linked to, which is always offered. Where it is not among those one may
    see, its number and year are told, and no more.
    Two queries at most.
    """
    organisations = Party._base_manager.filter(project=project).order_by().values("organisation_id")
    there = {f"{_PATH}__organisation__in": organisations, f"{_PATH}__removed_at": None}
    there |= {"overall__removed_at": None, "overall__goal__removed_at": None}
    rows: Any = TargetGroup.objects.filter(**there).select_related(f"{_PATH}__organisation")
    order = (
        f"-{_PATH}__year",
        InDanish(f"{_PATH}__organisation__name"),
        "overall__goal__position",
        "overall__position",
    )
    offered = [OfferedGroup(one, _words(one)) for one in rows.order_by(*order, "position", "id")]
    if linked is not None and linked not in {one.pk for one in offered}:
        strange = TargetGroup._base_manager.filter(pk=linked).select_related(_PATH).first()
        if strange is not None:
            texts = {"number": strange.number, "year": strange.owning_plan.year}
            offered.insert(0, OfferedGroup(strange, _("%(number)s i planen for %(year)s") % texts))
    return offered


def _words(group: TargetGroup) -> str:
    plan = group.owning_plan
    title = " ".join(group.title.split())
    title = title if len(title) <= _LONGEST else f"{title[:_LONGEST].rstrip()} …"
    return f"{plan.year} · {plan.organisation.name} · {group.number} {title}"
