"""Acts on employment plans: what they write, what they refuse, at which stage, and how they are taken back."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from virkning.figures.planning import PlanAct, PlanStage, PlanTerm, Reached
from virkning.rooms.access.scope import Scope, use_scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.plans.actions.carrying import carry_plan
from virkning.rooms.plans.actions.following import Said, follow_results, follow_up, may_be_followed
from virkning.rooms.plans.actions.goals import add_goal, change_goal, remove_goal
from virkning.rooms.plans.actions.groups import (
    add_group,
    add_overall,
    change_group,
    change_overall,
    place_group,
    remove_group,
    remove_overall,
)
from virkning.rooms.plans.actions.plans import create_plan, move_plan, remove_plan
from virkning.rooms.plans.actions.results import (
    add_result,
    change_result,
    place_result,
    regroup_result,
    remove_result,
    retire_result,
    unretire_result,
)
from virkning.rooms.plans.actions.steps import (
    add_step,
    change_step,
    place_step,
    remove_step,
    retire_step,
    unretire_step,
)
from virkning.rooms.plans.actions.undo import take_back_in_plan
from virkning.rooms.plans.models import (
    EmploymentPlan,
    NationalGoal,
    OverallGroup,
    PlanGoal,
    PlannedResult,
    ResultFollowed,
    StepAlsoFor,
    TargetGroup,
)
from virkning.rooms.plans.queries.standing import lacking_by_goal, lacking_by_plan
from virkning.rooms.plans.queries.whole import load_group, load_plan
from world import World

pytestmark = pytest.mark.django_db

BY = Author.system("prøve")
SHORT, LONG = PlanTerm.SHORT, PlanTerm.LONG
DAY = date(2011, 6, 1)


@pytest.fixture
def plan(world: World, everything: Scope) -> EmploymentPlan:
    """A draft of 2011 with the goals of that year."""
    return create_plan(organisation=world.organisations["lead"], year=2011, by=BY)


@pytest.fixture
def group(plan: EmploymentPlan) -> TargetGroup:
    """C1 with two results: the first with a step of its own and one that leads to both."""
    overall = OverallGroup.objects.get(goal__plan=plan, letter="C")
    made = add_group(overall, number="C1", title="Personer med psykiske lidelser", by=BY)
    first = add_result(made, text="Borgeren er afklaret", term=SHORT, by=BY)
    second = add_result(made, text="Ordinært job", term=LONG, by=BY)
    add_step(first, text="Samtale", by=BY)
    add_step(first, text="Praktik", leads_to=[second.pk], by=BY)
    add_step(second, text="Jobsøgning", by=BY)
    return made


def undo(plan: EmploymentPlan) -> None:
    """Take the latest entry about the plan back."""
    take_back_in_plan(AuditEntry._base_manager.filter(object_id=plan.pk).order_by("-pk")[0], BY)


def told(group: TargetGroup) -> list[tuple[int, str, list[str]]]:
    facts = load_group(group)
    return [
        (one.number, one.text, [f"{step.label} {step.text}" for step in facts.steps_to(one)])
        for one in facts.results
        if one.counts
    ]


def result_of(group: TargetGroup, number: int) -> PlannedResult:
    return PlannedResult.objects.get(group=group, number=number)


# The plan


def test_a_plan_begins_with_the_goals_of_its_year(plan: EmploymentPlan) -> None:
    facts = load_plan(plan)
    assert [one.number for one in facts.goals] == ["1", "2", "3", "4"]
    assert [one.letter for goal in facts.goals for one in goal.overall] == list("ABCDEFGHIJ")
    assert all(goal.is_national for goal in facts.goals)
    entry = AuditEntry._base_manager.get(object_kind="employmentplan", object_id=plan.pk)
    assert entry.organisation_id == plan.organisation_id
    assert entry.words == "Beskæftigelsesplan 2011 er oprettet."


def test_goals_that_have_ended_by_the_year_are_not_taken(world: World, everything: Scope) -> None:
    NationalGoal.objects.filter(number="4").update(valid_to=date(2011, 12, 31))
    plan = create_plan(organisation=world.organisations["lead"], year=2012, by=BY)
    assert [one.number for one in load_plan(plan).goals] == ["1", "2", "3"]


def test_only_a_municipality_has_a_plan_and_one_a_year(plan: EmploymentPlan, world: World) -> None:
    with pytest.raises(Refused):
        create_plan(organisation=world.organisations["funder"], year=2011, by=BY)
    with pytest.raises(Refused):
        create_plan(organisation=world.organisations["lead"], year=1066, by=BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        create_plan(organisation=world.organisations["lead"], year=2011, by=BY)


def test_a_plan_that_was_made_or_removed_is_taken_back_whole(plan: EmploymentPlan) -> None:
    undo(plan)
    assert not EmploymentPlan.objects.filter(pk=plan.pk).exists()
    undo(plan)
    remove_plan(EmploymentPlan.objects.get(pk=plan.pk), by=BY)
    assert not EmploymentPlan.objects.filter(pk=plan.pk).exists()
    undo(plan)
    assert EmploymentPlan.objects.filter(pk=plan.pk).exists()


def test_a_plan_somebody_has_written_in_is_not_taken_back(plan: EmploymentPlan) -> None:
    made = AuditEntry._base_manager.filter(object_id=plan.pk).order_by("-pk")[0]
    add_goal(plan, number="5", title="Vores eget", by=BY)
    with pytest.raises(Refused):
        take_back_in_plan(made, BY)


def test_what_is_missing_stops_adoption_and_is_named(plan: EmploymentPlan, group: TargetGroup) -> None:
    add_group(OverallGroup.objects.get(goal__plan=plan, letter="F"), number="F1", title="Unge", by=BY)
    with pytest.raises(Refused, match="F1 mangler"):
        move_plan(plan, move=PlanAct.ADOPT, by=BY)
    plan.refresh_from_db()
    assert plan.stage == PlanStage.DRAFT


def test_an_empty_plan_is_not_adopted(plan: EmploymentPlan) -> None:
    with pytest.raises(Refused, match="ingen målgrupper"):
        move_plan(plan, move=PlanAct.ADOPT, by=BY)


def test_the_stages_in_their_order(plan: EmploymentPlan, group: TargetGroup) -> None:
    with pytest.raises(Refused):
        move_plan(plan, move=PlanAct.FOLLOW_UP, by=BY)
    adopted = move_plan(plan, move=PlanAct.ADOPT, on=DAY, adopted_by="Byrådet", version=1, by=BY)
    assert (adopted.adopted_on, adopted.adopted_by) == (DAY, "Byrådet")
    with pytest.raises(Conflict):
        move_plan(adopted, move=PlanAct.REOPEN, reason="x", version=1, by=BY)
    with pytest.raises(Refused):
        undo(plan)
    with pytest.raises(Refused):
        move_plan(adopted, move=PlanAct.REOPEN, by=BY)
    followed = move_plan(adopted, move=PlanAct.FOLLOW_UP, by=BY)
    assert followed.followed_up_by == "prøve"
    again = move_plan(followed, move=PlanAct.FOLLOW_UP_AGAIN, reason="Tal kom til", by=BY)
    draft = move_plan(again, move=PlanAct.REOPEN, reason="Ny lov", by=BY)
    assert (draft.stage, draft.adopted_on, draft.reopened_reason) == (PlanStage.DRAFT, None, "Ny lov")


# Each act at the wrong stage

STRUCTURE: dict[str, Any] = {
    "goal": lambda plan, _group: add_goal(plan, number="5", title="Nyt", by=BY),
    "group": lambda _plan, group: add_group(group.overall, number="C9", title="Nyt", by=BY),
    "result": lambda _plan, group: add_result(group, text="Nyt", term=SHORT, by=BY),
    "step": lambda _plan, group: add_step(result_of(group, 1), text="Nyt", by=BY),
    "remove": lambda _plan, group: remove_group(group, by=BY),
    "undo": lambda plan, _group: undo_before_adoption(plan),
}


def undo_before_adoption(plan: EmploymentPlan) -> None:
    rows = AuditEntry._base_manager.filter(object_id=plan.pk, changes__work="structure")
    take_back_in_plan(rows.order_by("-pk")[0], BY)


@pytest.mark.parametrize("what", STRUCTURE)
def test_an_adopted_plan_keeps_its_words(plan: EmploymentPlan, group: TargetGroup, what: str) -> None:
    move_plan(plan, move=PlanAct.ADOPT, by=BY)
    with pytest.raises(Refused, match="ligger fast"):
        STRUCTURE[what](plan, group)


def test_what_may_be_done_to_an_adopted_plan(plan: EmploymentPlan, group: TargetGroup, world: World) -> None:
    planned = result_of(group, 2)
    with pytest.raises(Refused, match="kladde"):
        follow_up(plan, [Said(planned, Reached.PARTLY, "")], by=BY)
    move_plan(plan, move=PlanAct.ADOPT, by=BY)
    follow_results(planned, results=[world.ours.result.pk], by=BY)
    follow_up(plan, [Said(planned, Reached.PARTLY, "Halvdelen", version=2)], by=BY)
    [step] = [one for one in load_group(group).steps if one.text == "Jobsøgning"]
    retire_result(planned, on=DAY, reason="Lovændring", fates={step.id: None}, by=BY)
    undo(plan)
    assert len(told(group)) == 2
    moved = move_plan(EmploymentPlan.objects.get(pk=plan.pk), move=PlanAct.FOLLOW_UP, by=BY)
    for act in (
        lambda: follow_up(moved, [Said(planned, Reached.NOT, "")], by=BY),
        lambda: retire_result(planned, on=DAY, reason="x", fates={step.id: None}, by=BY),
        lambda: follow_results(planned, results=[], by=BY),
    ):
        with pytest.raises(Refused, match="kan kun læses"):
            act()


# Goals and groups


def test_the_ministrys_goals_are_not_the_municipalitys_to_change(plan: EmploymentPlan) -> None:
    goal = PlanGoal.objects.get(plan=plan, number="1")
    overall = OverallGroup.objects.get(goal=goal, letter="A")
    for act in (
        lambda: change_goal(goal, number="1", title="Andet", by=BY),
        lambda: remove_goal(goal, by=BY),
        lambda: change_overall(overall, letter="A", title="Andet", by=BY),
        lambda: remove_overall(overall, by=BY),
    ):
        with pytest.raises(Refused, match="ministeriet"):
            act()


def test_local_goals_are(plan: EmploymentPlan) -> None:
    goal = add_goal(plan, number="5", title="Flere i uddannelse", by=BY)
    goal = change_goal(goal, number="5", title="Flere unge i uddannelse", version=1, by=BY)
    overall = add_overall(goal, letter="K", title="Unge", by=BY)
    overall = change_overall(overall, letter="K", title="Alle unge", by=BY)
    add_step(
        add_result(add_group(overall, number="K1", title="Unge", by=BY), text="Uddannelse", term=LONG, by=BY),
        text="Vejledning",
        by=BY,
    )
    remove_goal(goal, by=BY)
    assert [one.number for one in load_plan(plan).goals] == ["1", "2", "3", "4"]
    undo(plan)
    [group] = load_plan(plan).goals[-1].overall[0].groups
    assert group.is_ready
    with pytest.raises(IntegrityError), transaction.atomic():
        add_goal(plan, number="5", title="Et til", by=BY)


def test_groups_are_numbered_by_their_places_while_nobody_says_otherwise(plan: EmploymentPlan) -> None:
    overall = OverallGroup.objects.get(goal__plan=plan, letter="A")
    for number, title in (("A1", "Med uddannelse"), ("A2", "Ufaglærte"), ("A3", "Seniorer")):
        add_group(overall, number=number, title=title, by=BY)
    last = TargetGroup.objects.get(overall=overall, number="A3")
    place_group(last, to=0, by=BY)
    listed = TargetGroup.objects.filter(overall=overall).order_by("position")
    assert list(listed.values_list("number", "title")) == [
        ("A1", "Seniorer"),
        ("A2", "Med uddannelse"),
        ("A3", "Ufaglærte"),
    ]
    undo(plan)
    assert list(listed.values_list("title", flat=True)) == ["Med uddannelse", "Ufaglærte", "Seniorer"]
    assert list(listed.values_list("number", flat=True)) == ["A1", "A2", "A3"]
    change_group(last, number="A1b", title="Seniorer", by=BY)
    place_group(last, to=0, by=BY)
    assert list(listed.values_list("number", flat=True)) == ["A1b", "A1", "A2"]


def test_a_group_moves_with_all_that_is_in_it(plan: EmploymentPlan, group: TargetGroup) -> None:
    other = OverallGroup.objects.get(goal__plan=plan, letter="D")
    change_group(group, number="D1", title=group.title, overall=other, by=BY)
    group = TargetGroup.objects.get(pk=group.pk)
    assert group.overall_id == other.pk
    assert len(told(group)) == 2


def test_a_part_of_another_plan_is_refused(plan: EmploymentPlan, group: TargetGroup, world: World) -> None:
    strange = world.plans["stranger"]["TargetGroup"]
    with pytest.raises(Refused):
        regroup_result(result_of(group, 1), group=strange, by=BY)
    with pytest.raises(Refused):
        change_group(group, number="C1", title="x", overall=world.plans["stranger"]["OverallGroup"], by=BY)


# Results


def test_results_are_numbered_by_their_places(plan: EmploymentPlan, group: TargetGroup) -> None:
    add_result(group, text="Borgeren er jobklar", term=SHORT, at=2, by=BY)
    assert [one[1] for one in told(group)] == ["Borgeren er afklaret", "Borgeren er jobklar", "Ordinært job"]
    place_result(result_of(group, 3), to=0, by=BY)
    assert told(group)[0] == (1, "Ordinært job", ["1.a Jobsøgning", "1.b, 2.b Praktik"])
    undo(plan)
    assert [one[1] for one in told(group)][-1] == "Ordinært job"


def test_a_result_is_reworded_with_its_version(group: TargetGroup) -> None:
    first = result_of(group, 1)
    change_result(first, text="  Borgeren   er klar ", term=LONG, version=1, by=BY)
    assert result_of(group, 1).text == "Borgeren er klar"
    with pytest.raises(Conflict):
        change_result(first, text="Andet", term=LONG, version=1, by=BY)
    for text in ("", "  ", "x" * 501):
        with pytest.raises(Refused):
            change_result(first, text=text, term=LONG, by=BY)


def test_a_result_with_steps_goes_only_when_each_is_asked_about(group: TargetGroup) -> None:
    first = result_of(group, 1)
    for act in (
        lambda: remove_result(first, by=BY),
        lambda: retire_result(first, on=DAY, reason="Lov", by=BY),
        lambda: regroup_result(
            first, group=add_group(group.overall, number="C2", title="Andre", by=BY), by=BY
        ),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert len(refused.value.errors) == 2
    assert len(told(group)) == 2


def test_a_step_that_also_leads_elsewhere_lives_on_there(plan: EmploymentPlan, group: TargetGroup) -> None:
    first, second = result_of(group, 1), result_of(group, 2)
    samtale, praktik = load_group(group).steps[:2]
    remove_result(first, fates={samtale.id: None, praktik.id: second.pk}, by=BY)
    assert told(group) == [(1, "Ordinært job", ["1.a Jobsøgning", "1.b Praktik"])]
    assert not StepAlsoFor.objects.filter(step_id=praktik.id).exists()
    undo(plan)
    assert told(group) == [
        (1, "Borgeren er afklaret", ["1.a Samtale", "1.b, 2.a Praktik"]),
        (2, "Ordinært job", ["1.b, 2.a Praktik", "2.b Jobsøgning"]),
    ]


def test_a_step_is_not_moved_to_a_result_of_another_group_or_that_goes(group: TargetGroup) -> None:
    first = result_of(group, 1)
    other = add_result(
        add_group(group.overall, number="C2", title="Andre", by=BY), text="Job", term=LONG, by=BY
    )
    samtale, praktik = load_group(group).steps[:2]
    for to in (other.pk, first.pk, 10**12):
        with pytest.raises(Refused) as refused:
            remove_result(first, fates={samtale.id: to, praktik.id: None}, by=BY)
        assert list(refused.value.errors) == [f"step_{samtale.id}"]


def test_a_result_moves_with_the_steps_that_go_along(plan: EmploymentPlan, group: TargetGroup) -> None:
    there = add_group(group.overall, number="C2", title="Andre", by=BY)
    first, second = result_of(group, 1), result_of(group, 2)
    samtale, praktik = load_group(group).steps[:2]
    regroup_result(first, group=there, fates={samtale.id: second.pk, praktik.id: None}, by=BY)
    assert told(group) == [(1, "Ordinært job", ["1.a Jobsøgning", "1.b Samtale"])]
    assert told(there) == [(1, "Borgeren er afklaret", ["1. Praktik"])]
    undo(plan)
    assert [one[0] for one in told(group)] == [1, 2]
    assert told(there) == []
    assert told(group)[1][2] == ["1.b, 2.a Praktik", "2.b Jobsøgning"]


def test_a_retired_result_stays_with_its_reason(plan: EmploymentPlan, group: TargetGroup) -> None:
    second = result_of(group, 2)
    [step] = [one for one in load_group(group).steps if one.text == "Jobsøgning"]
    with pytest.raises(Refused):
        retire_result(second, on=DAY, reason=" ", fates={step.id: None}, by=BY)
    retire_result(second, on=DAY, reason="Lovændring", fates={step.id: None}, by=BY)
    facts = load_group(group)
    assert [(one.number, one.counts, one.retired_reason) for one in facts.results] == [
        (1, True, ""),
        (2, False, "Lovændring"),
    ]
    assert [one.label for one in facts.steps] == ["1.a", "1.b"]
    with pytest.raises(Refused, match="allerede udgået"):
        retire_result(second, on=DAY, reason="Igen", by=BY)
    unretire_result(result_of(group, 2), by=BY)
    assert len(told(group)[1][2]) == 2


# Steps


def test_what_a_step_leads_to(group: TargetGroup) -> None:
    first, second = result_of(group, 1), result_of(group, 2)
    [samtale] = [one for one in first.steps.all() if one.text == "Samtale"]
    change_step(samtale, text="Samtale", leads_to=[first.pk, second.pk], version=1, by=BY)
    with pytest.raises(Conflict):
        change_step(samtale, text="Andet", version=1, by=BY)
    change_step(samtale, text="Samtaler", leads_to=[second.pk], by=BY)
    samtale.refresh_from_db()
    assert (samtale.result_id, samtale.also_for.count()) == (second.pk, 0)
    for keys in ([], [10**12]):
        with pytest.raises(Refused):
            change_step(samtale, text="Samtaler", leads_to=keys, by=BY)


def test_steps_change_places_and_go(plan: EmploymentPlan, group: TargetGroup) -> None:
    first = result_of(group, 1)
    samtale, praktik = first.steps.order_by("position")
    place_step(praktik, to=0, by=BY)
    assert [one.text for one in load_group(group).steps][:2] == ["Praktik", "Samtale"]
    undo(plan)
    retire_step(samtale, on=DAY, by=BY)
    assert [one.text for one in load_group(group).steps][:1] == ["Praktik"]
    samtale.refresh_from_db()
    remove_step(praktik, by=BY)
    retire_result(first, on=DAY, reason="Lov", by=BY)
    with pytest.raises(Refused):
        unretire_step(samtale, by=BY)
    with pytest.raises(Refused):
        add_step(first, text="Nyt", by=BY)


def test_nothing_is_hung_on_what_somebody_has_removed_meanwhile(group: TargetGroup) -> None:
    """Two at once: the second read the page before the first removed what it writes on."""
    first, steps = result_of(group, 1), load_group(group).steps
    stale = PlannedResult.objects.get(pk=first.pk)
    remove_result(first, fates={one.id: None for one in steps}, by=BY)
    with pytest.raises(Refused, match="fjernet imens"):
        add_step(stale, text="For sent", by=BY)
    with pytest.raises(Conflict):
        remove_result(stale, fates={}, version=1, by=BY)
    second = result_of(group, 1)
    read = PlannedResult.objects.get(pk=second.pk)
    add_step(second, text="Lige tilføjet", by=BY)
    fates = {one.id: None for one in steps}
    with pytest.raises(Refused, match="Lige tilføjet"):
        remove_result(read, fates=fates, version=read.version, by=BY)


# Next year, and following up


def test_next_years_plan_goes_on_from_this_one(
    plan: EmploymentPlan, group: TargetGroup, world: World
) -> None:
    goal = add_goal(plan, number="5", title="Vores eget", by=BY)
    add_overall(goal, letter="K", title="Unge", by=BY)
    extra = add_result(group, text="Udgår", term=SHORT, by=BY)
    retire_result(extra, on=DAY, reason="Lov", by=BY)
    move_plan(plan, move=PlanAct.ADOPT, by=BY)
    second = result_of(group, 2)
    follow_results(second, results=[world.ours.result.pk], by=BY)
    follow_up(plan, [Said(second, Reached.WHOLLY, "Alle")], by=BY)
    NationalGoal.objects.filter(number="2").update(valid_to=date(2011, 12, 31))
    made = carry_plan(EmploymentPlan.objects.get(pk=plan.pk), year=2012, by=BY)
    facts = load_plan(made)
    assert [(one.number, one.is_national) for one in facts.goals] == [
        ("1", True),
        ("3", True),
        ("4", True),
        ("2", False),
        ("5", False),
    ]
    [carried] = list(facts.groups())
    assert [(one.number, one.text) for one in carried.results] == [
        (1, "Borgeren er afklaret"),
        (2, "Ordinært job"),
    ]
    assert [(one.label, one.text) for one in carried.steps] == [
        ("1.a", "Samtale"),
        ("1.b, 2.a", "Praktik"),
        ("2.b", "Jobsøgning"),
    ]
    before = carried.results[1].before
    assert before is not None
    assert (before.year, before.reached, before.comment) == (2011, Reached.WHOLLY, "Alle")
    assert carried.results[1].follows == (world.ours.result.pk,)
    assert facts.begun_from == plan.pk
    with pytest.raises(Refused):
        carry_plan(made, year=2012, by=BY)
    undo(made)
    assert not EmploymentPlan.objects.filter(pk=made.pk).exists()


def test_links_to_what_one_does_not_see_stay(plan: EmploymentPlan, group: TargetGroup, world: World) -> None:
    planned = result_of(group, 1)
    follow_results(planned, results=[world.ours.result.pk], by=BY)
    with pytest.raises(Refused):
        follow_results(planned, results=[world.theirs.result.pk], by=BY)
    with use_scope(Scope(person_id=world.people["lead planner"].pk)):
        assert may_be_followed(plan) == []
        follow_results(planned, results=[], by=BY)
        with pytest.raises(Refused):
            follow_results(planned, results=[world.ours.result.pk], by=BY)
    with use_scope(Scope(person_id=world.people["lead administrator"].pk)):
        assert may_be_followed(plan) == [world.ours.result]
    assert ResultFollowed.objects.filter(planned=planned).count() == 1


def test_a_follow_up_of_something_changed_meanwhile_is_a_conflict(
    plan: EmploymentPlan, group: TargetGroup
) -> None:
    move_plan(plan, move=PlanAct.ADOPT, by=BY)
    planned = result_of(group, 1)
    assert follow_up(plan, [Said(planned, Reached.NOT, "", version=1)], by=BY)
    assert not follow_up(plan, [Said(result_of(group, 1), Reached.NOT, "")], by=BY)
    with pytest.raises(Conflict):
        follow_up(plan, [Said(planned, Reached.PARTLY, "", version=1)], by=BY)
    with pytest.raises(Refused):
        follow_up(plan, [Said(planned, None, "x" * 4001)], by=BY)


# What is missing, counted in the database as the facts say it


def test_what_is_missing_is_counted_as_the_facts_say(plan: EmploymentPlan, group: TargetGroup) -> None:
    overall = group.overall
    add_group(overall, number="C2", title="Uden resultat", by=BY)
    third = add_group(overall, number="C3", title="Uden trin", by=BY)
    lone = add_result(third, text="Job", term=LONG, by=BY)
    fourth = add_group(overall, number="C4", title="Kun et fælles trin", by=BY)
    one, two = (add_result(fourth, text=text, term=LONG, by=BY) for text in ("Et", "To"))
    shared = add_step(one, text="Fælles", leads_to=[two.pk], by=BY)

    def agree() -> tuple[str, ...]:
        facts = load_plan(plan)
        by_goal = lacking_by_goal(plan)
        found = tuple(
            number for one in facts.goals if one.id in by_goal for number in by_goal[one.id].unready
        )
        assert found == tuple(one.number for one in facts.unready)
        assert lacking_by_plan([plan.pk])[plan.pk].unready == found
        return found

    assert agree() == ("C2", "C3")
    change_step(shared, text="Fælles", leads_to=[one.pk], by=BY)
    retire_result(lone, on=DAY, reason="Lov", by=BY)
    assert agree() == ("C2", "C3", "C4")
    remove_overall_locally = add_overall(overall.goal, letter="Z", title="Lokal", by=BY)
    add_group(remove_overall_locally, number="Z1", title="Tom", by=BY)
    assert agree() == ("C2", "C3", "C4", "Z1")
    remove_overall(remove_overall_locally, by=BY)
    assert agree() == ("C2", "C3", "C4")
