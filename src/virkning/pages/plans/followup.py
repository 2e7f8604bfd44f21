"""The follow-up: beside each planned result what the projects measured, and how much of it was reached."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from virkning.figures.planning import WORK_IN, PlanStage, PlanWork
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.plans.facts import GoalFacts, GroupFacts
from virkning.rooms.plans.models import EmploymentPlan
from virkning.rooms.plans.queries.whole import load_plan

from .followrows import FollowedRow, FollowedRows
from .measures import measures_of
from .ways import crumbs, may_write


@dataclass(frozen=True)
class FollowedGroup:
    """A target group with its results. `write`: where its follow-up is written, blank where it is not to be."""

    name: str
    title: str
    write: str
    rows: tuple[FollowedRow, ...]


@dataclass(frozen=True)
class GoalTab:
    """A goal in the strip, with how many of its results are not followed up."""

    address: str
    words: str
    chosen: bool


@requires(Permission.SEE_PLAN, EmploymentPlan, pk="plan_id")
@require_safe
def plan_follow_up(request: HttpRequest, plan: EmploymentPlan) -> HttpResponse:
    """The follow-up under the goal the address names (`maal`), or the first."""
    wanted = request.GET.get("maal", "")
    facts = load_plan(plan)
    goals = [one for one in facts.goals if any(group.results for group in one.groups())]
    goal = next((one for one in goals if str(one.id) == wanted), goals[0] if goals else None)
    context: dict[str, Any] = {
        "plan": plan,
        "title": _("Opfølgning på beskæftigelsesplan %(year)s") % {"year": plan.year},
        "goal": goal,
        "tabs": [_tab(plan, one, chosen=one is goal) for one in goals],
        "may_follow": may_write(plan) and PlanStage(plan.stage) in WORK_IN[PlanWork.FOLLOW],
        "is_draft": plan.stage == PlanStage.DRAFT,
        "breadcrumbs": crumbs(plan, (_("Opfølgning"), "")),
    }
    if goal is not None:
        writes = bool(context["may_follow"])
        rows = FollowedRows(plan, measures_of(goal.groups()), _address(plan, goal))
        context["groups"] = [_group(plan, one, rows, writes=writes) for one in goal.groups() if one.results]
        context["write"] = _first_to_write(plan, goal) if writes else ""
    return render(request, "plans/followup.html", context)


def _tab(plan: EmploymentPlan, goal: GoalFacts, *, chosen: bool) -> GoalTab:
    left = sum(one.reached is None for group in goal.groups() for one in group.counting)
    words = _("Mål %(number)s") % {"number": goal.number}
    if left:
        words = ngettext("%(goal)s (%(n)d mangler)", "%(goal)s (%(n)d mangler)", left) % {
            "goal": words,
            "n": left,
        }
    return GoalTab(_address(plan, goal), words, chosen)


def _address(plan: EmploymentPlan, goal: GoalFacts) -> str:
    return f"{reverse('plan_follow_up', args=(plan.pk,))}?maal={goal.id}"


def _first_to_write(plan: EmploymentPlan, goal: GoalFacts) -> str:
    """Where writing begins: the first group of which something is not said, else the first."""
    groups = [one for one in goal.groups() if one.counting]
    unsaid = [one for one in groups if any(result.reached is None for result in one.counting)]
    first = next(iter([*unsaid, *groups]), None)
    return reverse("plan_follow_up_group", args=(plan.pk, first.id)) if first else ""


def _group(plan: EmploymentPlan, group: GroupFacts, rows: FollowedRows, *, writes: bool) -> FollowedGroup:
    return FollowedGroup(
        name=f"maalgruppe-{group.id}",
        title=f"{group.number} {group.title}",
        write=reverse("plan_follow_up_group", args=(plan.pk, group.id)) if writes and group.counting else "",
        rows=tuple(rows.of(one) for one in group.results),
    )
