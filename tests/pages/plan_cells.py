"""A draft of a plan with one target group, as the tests of editing it in place begin, and where its parts are."""

from datetime import date
from typing import Any

from django.urls import reverse

from virkning.figures.planning import PlanTerm
from virkning.rooms.audit.authors import Author
from virkning.rooms.plans.actions.groups import add_group
from virkning.rooms.plans.actions.plans import create_plan
from virkning.rooms.plans.actions.results import add_result
from virkning.rooms.plans.actions.steps import add_step
from virkning.rooms.plans.models import (
    EmploymentPlan,
    OverallGroup,
    PlannedResult,
    PlannedStep,
    TargetGroup,
)
from world import World

BY = Author.system("prøve")
IN_PLACE = {"HTTP_HX_REQUEST": "true"}
DAY = date(2011, 6, 1)


def begun_plan(world: World) -> EmploymentPlan:
    """A draft of 2011 with C1: two results, of which the second has no step."""
    made = create_plan(organisation=world.organisations["lead"], year=2011, by=BY)
    group = add_group(OverallGroup.objects.get(goal__plan=made, letter="C"), number="C1", title="Unge", by=BY)
    first = add_result(group, text="Afklaret", term=PlanTerm.SHORT, by=BY)
    add_result(group, text="Ordinært job", term=PlanTerm.LONG, by=BY)
    add_step(first, text="Samtale", by=BY)
    add_step(first, text="Praktik", by=BY)
    return made


def at(plan: EmploymentPlan, name: str, *more: Any) -> str:
    return reverse(name, args=(plan.pk, *more))


def group_of(plan: EmploymentPlan, number: str = "C1") -> TargetGroup:
    return TargetGroup.objects.get(overall__goal__plan=plan, number=number)


def result_of(plan: EmploymentPlan, text: str = "Afklaret") -> PlannedResult:
    return PlannedResult.objects.get(group__overall__goal__plan=plan, text=text)


def step_of(plan: EmploymentPlan, text: str = "Samtale") -> PlannedStep:
    return PlannedStep.objects.get(result__group__overall__goal__plan=plan, text=text)


def address_of(plan: EmploymentPlan) -> str:
    return f"{at(plan, 'plan')}?maal={group_of(plan).overall.goal_id}"
