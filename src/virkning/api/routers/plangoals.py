"""A plan's goals and overall target groups: the local ones are added, worded and removed; the ministry's stay."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.plans.actions.goals import add_goal, change_goal, remove_goal
from virkning.rooms.plans.actions.groups import add_overall, change_overall, remove_overall
from virkning.rooms.plans.models import EmploymentPlan, OverallGroup, PlanGoal

from ..door import found
from ..kinds import Kind
from ..schemas import plans as schemas
from ..schemas.values import VersionAsked
from ..telling.plans import goal_now, overall_now
from ..wording import gettext_lazy as _

router = Router()
GOALS = Kind(
    router=router,
    at="/plans/{int:plan_id}/goals/{int:goal_id}",
    model=PlanGoal,
    lookups={"pk": "goal_id", "plan": "plan_id"},
    told=schemas.GoalHead,
    now=goal_now,
    sees=Permission.SEE_PLAN,
    edits=Permission.EDIT_PLAN,
)
OVERALL = Kind(
    router=router,
    at="/plans/{int:plan_id}/overall-groups/{int:overall_id}",
    model=OverallGroup,
    lookups={"pk": "overall_id", "goal__plan": "plan_id"},
    told=schemas.OverallGroupHead,
    now=overall_now,
    sees=Permission.SEE_PLAN,
    edits=Permission.EDIT_PLAN,
)


@GOALS.make(
    "/plans/{int:plan_id}/goals", EmploymentPlan, "api_plan_goals", _("Tilføj et lokalt mål"), pk="plan_id"
)
def write_goal(request: HttpRequest, plan_id: int, given: schemas.GoalGiven) -> Any:
    """Add a local goal after the others."""
    return GOALS.made(request, lambda plan, by: add_goal(plan, by=by, **given.model_dump()))


@GOALS.read("api_plan_goal", _("Et mål"))
def show_goal(request: HttpRequest, plan_id: int, goal_id: int) -> Any:
    """A goal by itself, with the version to correct it by."""
    return goal_now(found(request).pk)


@GOALS.change(_("Ret et lokalt mål"))
def correct_goal(request: HttpRequest, plan_id: int, goal_id: int, given: schemas.GoalChanged) -> Any:
    """Give a local goal another number or title."""
    return GOALS.changed(request, lambda goal, by: change_goal(goal, by=by, **given.model_dump()))


@GOALS.remove(_("Fjern et lokalt mål med alt under det"))
def delete_goal(request: HttpRequest, plan_id: int, goal_id: int, version: VersionAsked) -> Any:
    """Take a local goal away with all that stands under it; a person can bring it back."""
    return GOALS.removed(request, lambda goal, by: remove_goal(goal, version=version, by=by))


@OVERALL.make(
    GOALS.at + "/overall-groups",
    PlanGoal,
    "api_plan_overall_groups",
    _("Tilføj en lokal overordnet målgruppe"),
    **GOALS.lookups,
)
def write_overall_group(
    request: HttpRequest, plan_id: int, goal_id: int, given: schemas.OverallGroupGiven
) -> Any:
    """Add a local overall target group after the goal's others."""
    return OVERALL.made(request, lambda goal, by: add_overall(goal, by=by, **given.model_dump()))


@OVERALL.read("api_plan_overall_group", _("En overordnet målgruppe"))
def show_overall_group(request: HttpRequest, plan_id: int, overall_id: int) -> Any:
    """An overall target group by itself, with the version to correct it by."""
    return overall_now(found(request).pk)


@OVERALL.change(_("Ret en lokal overordnet målgruppe"))
def correct_overall_group(
    request: HttpRequest, plan_id: int, overall_id: int, given: schemas.OverallGroupChanged
) -> Any:
    """Give a local overall target group another letter or title."""
    return OVERALL.changed(request, lambda overall, by: change_overall(overall, by=by, **given.model_dump()))


@OVERALL.remove(_("Fjern en lokal overordnet målgruppe med alt under den"))
def delete_overall_group(request: HttpRequest, plan_id: int, overall_id: int, version: VersionAsked) -> Any:
    """Take a local overall target group away with all that stands under it; a person can bring it back."""
    return OVERALL.removed(request, lambda overall, by: remove_overall(overall, version=version, by=by))
