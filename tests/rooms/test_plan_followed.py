"""Which results of projects measure a planned one, as they are told and said again."""

import pytest
from django.utils import timezone

from virkning.figures.planning import PlanTerm
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.plans.actions.following import follow_results, may_be_followed
from virkning.rooms.plans.actions.groups import add_group
from virkning.rooms.plans.actions.plans import create_plan
from virkning.rooms.plans.actions.results import add_result
from virkning.rooms.plans.models import OverallGroup, PlannedResult, ResultFollowed, TargetGroup
from virkning.rooms.plans.queries.whole import load_group
from virkning.rooms.programmes.models import Party, Project
from virkning.rooms.results.models import Result
from world import World

pytestmark = pytest.mark.django_db

BY = Author.system("prøve")


@pytest.fixture
def planned(world: World, everything: Scope) -> PlannedResult:
    """A planned result that one of our project's measures."""
    assert world.ours
    plan = create_plan(organisation=world.organisations["lead"], year=2011, by=BY)
    overall = OverallGroup.objects.get(goal__plan=plan, letter="C")
    group = add_group(overall, number="C1", title="Unge", by=BY)
    made = add_result(group, text="Afklaret", term=PlanTerm.SHORT, by=BY)
    return follow_results(made, results=[world.ours.result.pk], by=BY)


def follows(planned: PlannedResult) -> list[int]:
    [facts] = load_group(TargetGroup.objects.get(pk=planned.group_id)).results
    return list(facts.follows)


def keys(planned: PlannedResult) -> list[int]:
    return [one.pk for one in may_be_followed(planned.owning_plan, planned)]


@pytest.mark.parametrize("what", [Result, Project])
def test_a_result_that_is_removed_measures_nothing(
    planned: PlannedResult, world: World, what: type[Result] | type[Project]
) -> None:
    assert world.ours
    assert follows(planned) == [world.ours.result.pk]
    key = world.ours.result.pk if what is Result else world.ours.project.pk
    what.objects.filter(pk=key).update(removed_at=timezone.now())
    assert follows(planned) == []
    what._base_manager.filter(pk=key).update(removed_at=None)
    assert follows(planned) == [world.ours.result.pk]


def test_what_is_told_can_be_said_again_when_the_municipality_has_left_the_project(
    planned: PlannedResult, world: World
) -> None:
    assert world.ours
    lead = world.organisations["lead"]
    Party.objects.filter(project=world.ours.project, organisation=lead).update(role="evaluator")
    assert world.ours.result not in may_be_followed(planned.owning_plan)
    assert keys(planned) == follows(planned) == [world.ours.result.pk]
    now = PlannedResult.objects.get(pk=planned.pk)
    follow_results(now, results=follows(planned), by=BY)
    assert PlannedResult.objects.get(pk=planned.pk).version == now.version
    follow_results(now, results=[], by=BY)
    assert not ResultFollowed.objects.filter(planned=planned).exists()
    assert keys(planned) == []
