"""Plans in lists: which there are, how far each has come, and under which goals something is missing."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from virkning.rooms.access.ordering import InDanish
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import IN_ORGANISATION
from virkning.rooms.access.scope import current_scope
from virkning.rooms.organisations.models import Membership, Organisation, OrganisationKind

from ..models import EmploymentPlan, PlannedResult, PlannedStep, StepAlsoFor, TargetGroup


@dataclass(frozen=True, slots=True)
class Lacking:
    """The target groups of a goal or a plan: how many, and those that lack a result or a step, in the plan's order.

    `unready`: their numbers; `keys`: the groups themselves, for a number may stand under several overall groups.
    """

    groups: int = 0
    unready: tuple[str, ...] = ()
    keys: tuple[int, ...] = ()


def plans_seen() -> list[EmploymentPlan]:
    """The plans the scope sees, by municipality, the latest year first. One query."""
    rows = EmploymentPlan.objects.select_related("organisation")
    return list(rows.order_by(InDanish("organisation__name"), "organisation_id", "-year", "id"))


def lacking_by_goal(plan: EmploymentPlan) -> dict[int, Lacking]:
    """What is missing under each goal of a plan that has any group. As `PlanFacts.unready` says it. One query."""
    return _lacking(Q(overall__goal__plan=plan), "overall__goal_id")


def lacking_by_plan(plans: Collection[int]) -> dict[int, Lacking]:
    """The same of whole plans, by their keys. One query."""
    return _lacking(Q(overall__goal__plan__in=plans), "overall__goal__plan_id")


def _lacking(where: Q, by: str) -> dict[int, Lacking]:
    counts = {"removed_at__isnull": True, "retired_on__isnull": True}
    own = PlannedStep._base_manager.filter(result=OuterRef("pk"), **counts)
    also = StepAlsoFor._base_manager.filter(
        result=OuterRef("pk"), step__removed_at__isnull=True, step__retired_on__isnull=True
    )
    # A step whose own result is out of use does not count: the database holds that there is none.
    results = PlannedResult._base_manager.filter(group=OuterRef("pk"), **counts)
    rows = (
        TargetGroup.objects.filter(where)
        .filter(overall__removed_at__isnull=True, overall__goal__removed_at__isnull=True)
        .annotate(of=F(by), has=Exists(results), lacks=Exists(results.filter(~Exists(own), ~Exists(also))))
        .order_by("overall__goal__position", "overall__position", "position", "id")
        .values_list("of", "pk", "number", "has", "lacks")
    )
    groups: dict[int, int] = defaultdict(int)
    unready: dict[int, dict[int, str]] = defaultdict(dict)
    for of, group, number, has, lacks in rows:
        groups[of] += 1
        if not has or lacks:
            unready[of][group] = number
    return {of: Lacking(n, tuple(unready[of].values()), tuple(unready[of])) for of, n in groups.items()}


def unfollowed(plan: EmploymentPlan) -> QuerySet[PlannedResult]:
    """The plan's results that count and are not followed up, in the plan's order."""
    above = ("group", "group__overall", "group__overall__goal")
    there = {f"{one}__removed_at__isnull": True for one in above}
    rows = PlannedResult.objects.filter(
        group__overall__goal__plan=plan, reached="", retired_on__isnull=True, **there
    )
    return rows.order_by(
        "group__overall__goal__position", "group__overall__position", "group__position", "number", "id"
    )


def writable_municipalities() -> list[Organisation]:
    """The municipalities whose plans the scope's person writes. One query."""
    return _own_municipalities(Permission.EDIT_PLAN)


def readable_municipalities() -> list[Organisation]:
    """The municipalities whose plans the scope's person reads by belonging there. One query."""
    return _own_municipalities(Permission.SEE_PLAN)


def _own_municipalities(permission: Permission) -> list[Organisation]:
    roles = [role for role, may in IN_ORGANISATION.items() if permission in may]
    mine = Membership.objects.filter(
        person_id=current_scope().person_id or 0,
        ended_at__isnull=True,
        role__in=roles,
        organisation__kind=OrganisationKind.MUNICIPALITY,
        organisation__removed_at__isnull=True,
    )
    rows = mine.select_related("organisation").order_by(InDanish("organisation__name"), "organisation_id")
    return [one.organisation for one in rows]
