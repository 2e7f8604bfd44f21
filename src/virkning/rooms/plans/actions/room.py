"""Whether there is room in a plan for what comes: asked by every act that adds, moves or brings back something."""

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from virkning.rooms.audit.refusals import Refused

from ..limits import MOST_GROUPS, MOST_RESULTS, MOST_STEPS
from ..models import EmploymentPlan, OverallGroup, PlannedResult, TargetGroup


def refuse_full_of_groups(there: int, coming: int, *, field: str = "") -> None:
    """Raises `Refused`, at the field, where an overall group has no room for so many more."""
    said = _("En overordnet målgruppe kan højst have %(most)d målgrupper.")
    _refuse_full(there, coming, MOST_GROUPS, said, field)


def refuse_full_of_results(there: int, coming: int, *, field: str = "") -> None:
    """Raises `Refused`, at the field, where a target group has no room for so many more results, retired ones too."""
    _refuse_full(there, coming, MOST_RESULTS, _("En målgruppe kan højst have %(most)d resultater."), field)


def refuse_full_of_steps(there: int, coming: int) -> None:
    """Raises `Refused` where a result has no room for so many more steps that count."""
    _refuse_full(there, coming, MOST_STEPS, _("Et resultat kan højst have %(most)d trin."))


def refuse_many(count: int, most: int, where: str) -> None:
    """Raises `Refused`, with the place in words, where there is more than there is room for."""
    if count > most:
        said = _("%(where)s: Der er %(count)d, og der er plads til %(most)d.")
        raise Refused(said % {"where": where, "count": count, "most": most})


def refuse_overfull(plan: EmploymentPlan) -> None:
    """Raises `Refused` where the plan holds more than there is room for: a file counts only what is in it.

    Three queries.
    """
    live: dict[str, Any] = {"removed_at__isnull": True}
    overall = _over(OverallGroup, MOST_GROUPS, "target_groups", goal__plan=plan, **live)
    if overall is not None:
        refuse_many(overall.n, MOST_GROUPS, _("Overordnet målgruppe %(letter)s") % {"letter": overall.letter})
    group = _over(TargetGroup, MOST_RESULTS, "results", overall__goal__plan=plan, **live)
    if group is not None:
        refuse_many(group.n, MOST_RESULTS, _("Målgruppe %(number)s") % {"number": group.number})
    counting = {**live, "retired_on__isnull": True}
    of_plan = {"group__overall__goal__plan": plan, **live}
    result = _over(PlannedResult, MOST_STEPS, "steps", counts=counting, **of_plan)
    if result is not None:
        place = _("Målgruppe %(number)s, resultat %(result)s")
        where = place % {"number": result.group.number, "result": result.number}
        refuse_many(result.n, MOST_STEPS, where)


def _over(model: Any, most: int, below: str, *, counts: dict[str, Any] | None = None, **own: Any) -> Any:
    """The first record with more below it than there is room for, or None. One query."""
    used = Q(
        **{f"{below}__{name}": value for name, value in (counts or {"removed_at__isnull": True}).items()}
    )
    rows = model._base_manager.filter(**own).annotate(n=Count(below, filter=used))
    return rows.filter(n__gt=most).order_by("pk").first()


def _refuse_full(there: int, coming: int, most: int, said: str, field: str = "") -> None:
    if coming and there + coming > most:
        told = said % {"most": most}
        raise Refused({field: told} if field else told)
