"""An employment plan as facts: whole or one goal of it, with as many queries however large."""

from typing import Any

import pytest

from virkning.figures.planning import PlanTerm
from virkning.rooms.access.scope import Scope
from virkning.rooms.plans.models import EmploymentPlan, PlannedResult, PlannedStep, TargetGroup
from virkning.rooms.plans.queries.whole import load_plan
from world import World

pytestmark = pytest.mark.django_db

QUERIES = 7


def plan_of(world: World) -> EmploymentPlan:
    return EmploymentPlan.objects.select_related("organisation").get(
        pk=world.plans["lead"]["EmploymentPlan"].pk
    )


def test_a_plan_is_told_whole(world: World, everything: Scope, django_assert_num_queries: Any) -> None:
    plan = plan_of(world)
    with django_assert_num_queries(QUERIES):
        facts = load_plan(plan)
    (group,) = facts.groups()
    assert [(one.number, one.text, one.term) for one in group.results] == [
        (1, "Opkvalificeret", PlanTerm.SHORT),
        (2, "Ordinært job", PlanTerm.LONG),
    ]
    assert [(one.label, one.text) for one in group.steps] == [("1., 2.a", "Kursus"), ("2.b", "Jobsøgning")]
    assert (facts.code, facts.year, facts.unready) == ("661", 2013, ())


def test_as_many_queries_for_a_large_plan(
    world: World, everything: Scope, django_assert_num_queries: Any
) -> None:
    overall = world.plans["lead"]["OverallGroup"]
    for nth in range(2, 6):
        group = TargetGroup.objects.create(overall=overall, number=f"A{nth}", title="Flere")
        for number in range(1, 4):
            result = PlannedResult.objects.create(group=group, number=number, text="Mere", term="short")
            PlannedStep.objects.create(result=result, text="Skridt")
    plan = plan_of(world)
    with django_assert_num_queries(QUERIES):
        assert len(list(load_plan(plan).groups())) == 5


def test_a_group_without_a_result_or_a_step_is_not_ready(world: World, everything: Scope) -> None:
    overall = world.plans["lead"]["OverallGroup"]
    TargetGroup.objects.create(overall=overall, number="A2", title="Tom", position=1)
    second = TargetGroup.objects.create(overall=overall, number="A3", title="Uden trin", position=2)
    PlannedResult.objects.create(group=second, number=1, text="Job", term="long")
    assert [one.number for one in load_plan(plan_of(world)).unready] == ["A2", "A3"]


def test_one_goal_alone(world: World, everything: Scope) -> None:
    goal = world.plans["lead"]["PlanGoal"]
    assert len(list(load_plan(plan_of(world), goal=goal.pk).groups())) == 1
    assert list(load_plan(plan_of(world), goal=0).groups()) == []
