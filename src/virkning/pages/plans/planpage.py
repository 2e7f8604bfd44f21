"""The plan's page: one goal at a time, and one group alone, as it stands in the table."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.design.markup import stage_tag
from virkning.figures.dates import date_words
from virkning.figures.planning import WORK_IN, PlanAct, PlanStage, PlanWork
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.plans.facts import PlanFacts
from virkning.rooms.plans.models import EmploymentPlan, PlanGoal, PlannedResult, TargetGroup
from virkning.rooms.plans.queries.standing import Lacking, lacking_by_goal
from virkning.rooms.plans.queries.whole import load_group, load_plan

from .rows import STAGE_LOOKS, GoalLink, GoalSchema, GroupRow, Places, goal_schema, goal_strip, group_row
from .ways import crumbs, in_place, may_write, part_in, plan_address, plan_name

#: What is next for a plan, and its word in addresses.
MOVES: dict[str, PlanAct] = {
    "vedtag": PlanAct.ADOPT,
    "aabn": PlanAct.REOPEN,
    "afslut": PlanAct.FOLLOW_UP,
    "genoptag": PlanAct.FOLLOW_UP_AGAIN,
}


@dataclass(frozen=True)
class NextMove:
    """Something that takes the plan to another stage; `primary` the one the page leads to."""

    words: str
    address: str
    primary: bool


@dataclass(frozen=True)
class PlanPage:
    """Everything the template shows beside the goal."""

    id: int
    title: str
    municipality: str
    stage: Any
    stage_under: str
    groups: int
    missing: str
    ready: bool
    moves: tuple[NextMove, ...]
    strip: tuple[GoalLink, ...]
    schema: GoalSchema | None
    is_draft: bool
    is_followed: bool
    organisation_id: int
    year: int


@requires(Permission.SEE_PLAN, EmploymentPlan, pk="plan_id")
@require_safe
def plan(request: HttpRequest, plan: EmploymentPlan) -> HttpResponse:
    """The plan under the goal the address names (`maal`), or under one of its own choice."""
    writes = may_write(plan)
    lacking = lacking_by_goal(plan)
    key = _chosen(plan, request.GET.get("maal", ""), lacking)
    facts = load_plan(plan, goal=key)
    page = plan_page(facts, key, lacking, writes=writes)
    context = {"page": page, "may_write": writes, "breadcrumbs": crumbs(plan)}
    return render(request, "plans/plan.html", context)


def _chosen(plan: EmploymentPlan, wanted: str, lacking: dict[int, Lacking]) -> int:
    """The goal that is asked for; else the first, and of a plan that is only read the first with anything under it."""
    keys = list(PlanGoal.objects.filter(plan=plan).order_by("position", "id").values_list("pk", flat=True))
    asked = next((key for key in keys if str(key) == wanted), None)
    if asked is not None or not keys:
        return asked or 0
    filled = [key for key in keys if key in lacking]
    return filled[0] if filled and plan.stage != PlanStage.DRAFT else keys[0]


def plan_page(facts: PlanFacts, key: int, lacking: dict[int, Lacking], *, writes: bool) -> PlanPage:
    """The page of the goal with that key."""
    goal = next((one for one in facts.goals if one.id == key), None)
    is_open = writes and facts.stage in WORK_IN[PlanWork.STRUCTURE]
    unready = [number for one in lacking.values() for number in one.unready]
    groups = sum(one.groups for one in lacking.values())
    return PlanPage(
        id=facts.id,
        title=_("Beskæftigelsesplan %(year)s") % {"year": facts.year},
        municipality=facts.municipality,
        stage=stage_tag(STAGE_LOOKS[facts.stage], facts.stage.shown),
        stage_under=_stage_under(facts),
        groups=groups,
        missing=", ".join(unready),
        ready=bool(groups) and not unready,
        moves=tuple(_moves(facts, ready=bool(groups) and not unready)) if writes else (),
        strip=goal_strip(facts, key, lacking),
        schema=goal_schema(goal, Places(facts.id, is_open=is_open)) if goal else None,
        is_draft=facts.stage is PlanStage.DRAFT,
        is_followed=facts.stage is not PlanStage.DRAFT,
        organisation_id=facts.organisation_id,
        year=facts.year,
    )


def _stage_under(facts: PlanFacts) -> str:
    if facts.adopted_on is None:
        return ""
    day = date_words(facts.adopted_on)
    if facts.adopted_by:
        return _("Vedtaget %(day)s af %(who)s") % {"day": day, "who": facts.adopted_by}
    return _("Vedtaget %(day)s") % {"day": day}


def _moves(facts: PlanFacts, *, ready: bool) -> list[NextMove]:
    there = {
        PlanStage.DRAFT: (("vedtag", ready),),
        PlanStage.ADOPTED: (("aabn", False), ("afslut", False)),
        PlanStage.FOLLOWED_UP: (("genoptag", False),),
    }
    return [
        NextMove(MOVES[word].shown, reverse("plan_move", args=(facts.id, word)), primary)
        for word, primary in there[facts.stage]
    ]


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
    """What the fragment of one group is drawn from. `chosen`: the part that has the focus. Four queries."""
    return {
        "row": row_of(plan, group),
        "alone": True,
        "chosen": request.GET.get("valgt", ""),
        "new_below": plan_new_below(request, plan, group),
    }


def plan_new_below(request: HttpRequest, plan: EmploymentPlan, group: TargetGroup) -> str:
    """Where one more group is added, under one that just was."""
    is_new = request.GET.get("ny", "") == "1"
    return reverse("plan_group_new", args=(plan.pk, group.overall_id)) if is_new else ""


def row_of(plan: EmploymentPlan, group: TargetGroup) -> GroupRow:
    """The group's row, open where the reader may write and the stage allows it."""
    is_open = may_write(plan) and PlanStage(plan.stage) in WORK_IN[PlanWork.STRUCTURE]
    return group_row(load_group(group), Places(plan.pk, is_open=is_open))


__all__ = ["MOVES", "in_table", "plan", "plan_group", "plan_name", "planned", "row_of"]
