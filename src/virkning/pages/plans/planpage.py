"""The plan's page: one goal at a time, and one group alone, as it stands in the table."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from virkning.figures.planning import WORK_IN, PlanStage, PlanWork
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.plans.models import EmploymentPlan, PlanGoal, PlannedResult, TargetGroup
from virkning.rooms.plans.queries.standing import Lacking, lacking_by_goal, unfollowed
from virkning.rooms.plans.queries.whole import load_group, load_plan

from .heading import head_now, plan_head
from .rows import GroupRow, Places, goal_schema, group_row
from .ways import JUST_SAVED, crumbs, goal_key, in_place, may_write, part_in, plan_address


@requires(Permission.SEE_PLAN, EmploymentPlan, pk="plan_id")
@require_safe
def plan(request: HttpRequest, plan: EmploymentPlan) -> HttpResponse:
    """The plan under the goal the address names (`maal`), or under one of its own choice.

    `valgt`: the part that has the focus.
    """
    writes = may_write(plan)
    lacking = lacking_by_goal(plan)
    key = _chosen(plan, request.GET.get("maal", ""), lacking)
    facts = load_plan(plan, goal=key)
    goal = next((one for one in facts.goals if one.id == key), None)
    context = {
        "page": plan_head(facts, key, lacking, writes=writes, unsaid=_unsaid(plan)),
        "schema": goal_schema(goal, _places(plan)) if goal else None,
        "chosen": request.GET.get("valgt", ""),
        "breadcrumbs": crumbs(plan),
    }
    return render(request, "plans/plan.html", context)


def _unsaid(plan: EmploymentPlan) -> int:
    """How many results lack their follow-up, where it is time for it. One query, or none of a draft."""
    return 0 if plan.stage == PlanStage.DRAFT else unfollowed(plan).count()


def _chosen(plan: EmploymentPlan, wanted: str, lacking: dict[int, Lacking]) -> int:
    """The goal that is asked for; else the first, and of a plan that is only read the first with anything under it."""
    keys = list(PlanGoal.objects.filter(plan=plan).order_by("position", "id").values_list("pk", flat=True))
    asked = next((key for key in keys if str(key) == wanted), None)
    if asked is not None or not keys:
        return asked or 0
    filled = [key for key in keys if key in lacking]
    return filled[0] if filled and plan.stage != PlanStage.DRAFT else keys[0]


def _places(plan: EmploymentPlan) -> Places:
    """Open where the reader may write, and the stage allows it."""
    writes, stage = may_write(plan), PlanStage(plan.stage)
    return Places(
        plan.pk,
        is_open=writes and stage in WORK_IN[PlanWork.STRUCTURE],
        may_retire=writes and stage in WORK_IN[PlanWork.RETIRE],
    )


@requires(Permission.SEE_PLAN, EmploymentPlan, pk="plan_id")
@require_safe
def plan_group(request: HttpRequest, plan: EmploymentPlan, group_id: int) -> HttpResponse:
    """One group as it stands in the table, for a page that edits in place; else the plan's page at the group."""
    group = part_in(plan, TargetGroup, group_id)
    if not in_place(request):
        return redirect(plan_address(plan, group))
    return render(request, "plans/group.html", in_table(request, plan, group))


@requires(Permission.SEE_PLAN, EmploymentPlan, pk="plan_id")
@require_safe
def planned(request: HttpRequest, plan: EmploymentPlan, planned_id: int) -> HttpResponse:
    """A planned result where it stands: the plan's page at it, under its goal."""
    return redirect(plan_address(plan, part_in(plan, PlannedResult, planned_id)))


def in_table(request: HttpRequest, plan: EmploymentPlan, group: TargetGroup) -> dict[str, Any]:
    """What the fragment of one group is drawn from. `chosen`: the part that has the focus. Four queries.

    `head`: where something was just saved, what stands above the table, which tells of it too. Two more.
    """
    is_saved = request.GET.get(JUST_SAVED, "") == "1"
    return {
        "row": row_of(plan, group),
        "alone": True,
        "chosen": request.GET.get("valgt", ""),
        "new_below": plan_new_below(request, plan, group),
        "head": head_now(plan, goal_key(group)) if is_saved else None,
    }


def plan_new_below(request: HttpRequest, plan: EmploymentPlan, group: TargetGroup) -> str:
    """Where one more group is added, under one that just was."""
    is_new = request.GET.get("ny", "") == "1"
    return reverse("plan_group_new", args=(plan.pk, group.overall_id)) if is_new else ""


def row_of(plan: EmploymentPlan, group: TargetGroup) -> GroupRow:
    """The group's row, open where the reader may write and the stage allows it."""
    return group_row(load_group(group), _places(plan))


__all__ = ["in_table", "plan", "plan_group", "planned", "row_of"]
