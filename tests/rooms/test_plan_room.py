"""How much a plan holds, however something comes there: typed, moved, brought back, or by a file."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from plans_examples import group as group_facts
from virkning.figures.planning import PlanTerm
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.plans.actions import room
from virkning.rooms.plans.actions.groups import add_group, change_group
from virkning.rooms.plans.actions.importing import import_plan
from virkning.rooms.plans.actions.plans import create_plan
from virkning.rooms.plans.actions.results import add_result, regroup_result, remove_result, retire_result
from virkning.rooms.plans.actions.steps import add_step, change_step, retire_step, unretire_step
from virkning.rooms.plans.facts import GoalFacts, OverallFacts
from virkning.rooms.plans.models import (
    EmploymentPlan,
    OverallGroup,
    PlannedResult,
    PlannedStep,
    TargetGroup,
)
from world import World

pytestmark = pytest.mark.django_db

BY = Author.system("prøve")
DAY = date(2011, 6, 1)
SHORT = PlanTerm.SHORT


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of everything."""
    for name in ("MOST_GROUPS", "MOST_RESULTS", "MOST_STEPS"):
        monkeypatch.setattr(room, name, 2)


@pytest.fixture
def plan(world: World, everything: Scope) -> EmploymentPlan:
    """C1 with two results, the first with two steps and the second with one; D1 and D2."""
    made = create_plan(organisation=world.organisations["lead"], year=2011, by=BY)
    groups = {}
    for number in ("C1", "D1", "D2"):
        overall = OverallGroup.objects.get(goal__plan=made, letter=number[0])
        groups[number] = add_group(overall, number=number, title=f"Gruppe {number}", by=BY)
    first = add_result(groups["C1"], text="Fuldt", term=SHORT, by=BY)
    second = add_result(groups["C1"], text="Plads til et", term=SHORT, by=BY)
    for result, text in ((first, "Et"), (first, "To"), (second, "Tre")):
        add_step(result, text=text, by=BY)
    return made


def group_of(plan: EmploymentPlan, number: str) -> TargetGroup:
    return TargetGroup.objects.get(overall__goal__plan=plan, number=number)


def result_of(plan: EmploymentPlan, text: str) -> PlannedResult:
    return PlannedResult.objects.get(group__overall__goal__plan=plan, text=text)


def step_of(plan: EmploymentPlan, text: str) -> PlannedStep:
    return PlannedStep.objects.get(result__group__overall__goal__plan=plan, text=text)


def refused(act: Callable[[], Any], words: str, field: str = "") -> None:
    with pytest.raises(Refused, match=words) as error:
        act()
    assert list(error.value.errors) == [field]


def test_what_is_moved_needs_room_as_what_is_added_does(plan: EmploymentPlan) -> None:
    c1, d1 = group_of(plan, "C1"), group_of(plan, "D1")
    overall = d1.overall
    refused(lambda: add_group(overall, number="D3", title="Flere", by=BY), "højst have 2 målgrupper")
    moved: dict[str, Any] = {"number": "D3", "title": "Gruppe C1", "overall": overall}
    refused(lambda: change_group(c1, **moved, by=BY), "højst have 2 målgrupper", "overall")
    refused(lambda: add_result(c1, text="Flere", term=SHORT, by=BY), "højst have 2 resultater")
    other = add_result(d1, text="Andet", term=SHORT, by=BY)
    refused(lambda: regroup_result(other, group=c1, by=BY), "højst have 2 resultater", "group")
    # Reworded where it stands, it takes no more room than it does.
    change_group(d1, number="D1", title="Omdøbt", overall=overall, by=BY)


def test_a_step_is_not_moved_to_a_result_that_is_full(plan: EmploymentPlan) -> None:
    full, other, step = result_of(plan, "Fuldt"), result_of(plan, "Plads til et"), step_of(plan, "Tre")
    refused(lambda: change_step(step, text="Tre", leads_to=[full.pk], by=BY), "højst have 2 trin")
    fates = {step.pk: full.pk}
    for act in (
        lambda: remove_result(other, fates=fates, by=BY),
        lambda: retire_result(other, on=DAY, reason="Lov", fates=fates, by=BY),
        lambda: regroup_result(other, group=group_of(plan, "D1"), fates=fates, by=BY),
    ):
        refused(act, "højst have 2 trin")
    assert PlannedStep.objects.filter(result=full).count() == 2
    # One leaves, and there is room.
    change_step(step_of(plan, "Et"), text="Et", leads_to=[other.pk], by=BY)
    change_step(step, text="Tre", leads_to=[full.pk], by=BY)


def test_a_step_comes_back_into_use_where_there_is_room(plan: EmploymentPlan) -> None:
    retire_step(step_of(plan, "Et"), on=DAY, by=BY)
    add_step(result_of(plan, "Fuldt"), text="Fire", by=BY)
    refused(lambda: unretire_step(step_of(plan, "Et"), by=BY), "højst have 2 trin")


def test_a_file_is_counted_with_what_the_plan_has_already(plan: EmploymentPlan, world: World) -> None:
    def goal(number: str, *results: tuple[str, PlanTerm], steps: Any = ()) -> GoalFacts:
        above = group_of(plan, "C1").overall
        groups = (group_facts(number, f"Gruppe {number}", list(results), list(steps)),)
        return GoalFacts(above.goal.number, above.goal.title, (OverallFacts("C", above.title, groups),))

    def import_of(goals: GoalFacts, **given: Any) -> Any:
        return import_plan(organisation=world.organisations["lead"], year=2011, goals=[goals], by=BY, **given)

    results = [("Fuldt", SHORT), ("Plads til et", SHORT)]
    more = goal("C1", *results, steps=[("Et", (2,)), ("To", (2,))])
    refused(lambda: import_of(more), "Målgruppe C1, resultat 2: Der er 3, og der er plads til 2")
    # What goes at the same time makes room.
    import_of(more, prune=True)
    assert result_of(plan, "Plads til et").steps.filter(removed_at=None).count() == 2
    import_of(goal("C2", ("Nyt", SHORT)))
    refused(
        lambda: import_of(goal("C3", ("Nyt", SHORT))), "Overordnet målgruppe C: Der er 3, og der er plads"
    )


def test_a_file_leaves_a_retired_result_where_it_is(plan: EmploymentPlan, world: World) -> None:
    result = result_of(plan, "Fuldt")
    along = dict.fromkeys(result.steps.values_list("pk", flat=True))
    retire_result(result, on=DAY, reason="Lov", fates=along, by=BY)
    above = result.group.overall
    results = [("Plads til et", SHORT), ("Nyt", SHORT)]
    overall = OverallFacts("C", above.title, (group_facts("C1", "Gruppe C1", results),))
    goals = [GoalFacts(above.goal.number, above.goal.title, (overall,))]
    lead = world.organisations["lead"]
    refused(
        lambda: import_plan(organisation=lead, year=2011, goals=goals, by=BY),
        "Målgruppe C1: Der er 3, og der er plads til 2",
    )
