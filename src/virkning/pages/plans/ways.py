"""Where the pages of this family are, how they lead back, and how a part is found in its plan."""

from typing import Any, TypeVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.access.scope import current_scope
from virkning.rooms.plans.models import (
    EmploymentPlan,
    InPlan,
    OverallGroup,
    PlanGoal,
    PlannedResult,
    PlannedStep,
    TargetGroup,
)

Crumb = tuple[str, str]
Form = require_http_methods(["GET", "HEAD", "POST"])
P = TypeVar("P", bound=InPlan)

#: In the address of a fragment: it is asked for because something was just saved.
JUST_SAVED = "gemt"
_LARGEST_KEY = 2**63 - 1
#: A kind of part → its word in anchors.
_NAMES: dict[type[Any], str] = {
    PlanGoal: "maal",
    OverallGroup: "overordnet",
    TargetGroup: "maalgruppe",
    PlannedResult: "resultat",
    PlannedStep: "trin",
}


def part_in(plan: EmploymentPlan, model: type[P], key: int) -> P:
    """The part of the plan with this key, its way up to the plan at hand. Raises `NotVisible`. One query."""
    above = model.plan_path.split("__")
    kind: Any = model
    rows = kind.objects.filter(**{"pk": min(key, _LARGEST_KEY), model.plan_path: plan})
    for place in range(1, len(above) + 1):
        rows = rows.filter(**{"__".join([*above[:place], "removed_at__isnull"]): True})
    found = rows.select_related("__".join(above[:-1])).first() if above[:-1] else rows.first()
    if found is None:
        raise NotVisible
    owner: Any = found
    for step in above[:-1]:
        owner = getattr(owner, step)
    setattr(owner, above[-1], plan)
    answer: P = found
    return answer


def may_write(plan: EmploymentPlan) -> bool:
    """Whether the reader may write the plan at all; its stage may still be closed for it."""
    return Permission.EDIT_PLAN in plan.permissions_of(current_scope())


def in_place(request: HttpRequest) -> bool:
    """Whether only the part of the page that is being edited is asked for."""
    return bool(getattr(request, "htmx", False))


def part_name(part: InPlan) -> str:
    """`resultat-12`: how a part is named in anchors."""
    return f"{_NAMES[type(part)]}-{part.pk}"


def plan_address(plan: EmploymentPlan, part: InPlan | None = None) -> str:
    """The plan's page, at the part, under its goal."""
    address = reverse("plan", args=(plan.pk,))
    if part is None:
        return address
    return f"{address}?maal={goal_key(part)}#{part_name(part)}"


def focused_address(plan: EmploymentPlan, part: InPlan) -> str:
    """The plan's page with the focus on the part. With a fragment in it browsers would leave the focus where it was."""
    return f"{reverse('plan', args=(plan.pk,))}?maal={goal_key(part)}&valgt={part_name(part)}"


def goal_key(part: Any) -> int:
    """The key of the goal the part stands under."""
    while not isinstance(part, PlanGoal):
        part = getattr(part, part.plan_path.split("__")[0])
    return int(part.pk)


def part_words(part: InPlan) -> str:
    """What a part is called on a page, in the reader's language."""
    if isinstance(part, PlanGoal):
        return _("Mål %(number)s: %(title)s") % {"number": part.number, "title": part.title}
    return str(part)


def plan_name(plan: EmploymentPlan) -> str:
    """`Beskæftigelsesplan 2011`, in the reader's language."""
    return _("Beskæftigelsesplan %(year)s") % {"year": plan.year}


def crumbs(plan: EmploymentPlan, *more: Crumb) -> list[Crumb]:
    """The way to the plan, or to a page under it."""
    name = f"{plan_name(plan)}, {plan.organisation.name}"
    return [(_("Planer"), reverse("plans")), (name, plan_address(plan) if more else ""), *more]
