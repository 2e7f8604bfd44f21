"""Writing a plan's follow-up: a target group at a time, however many results a goal has."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import words
from virkning.figures.planning import PlanAct, PlanTerm, Reached
from virkning.pages.plans.followrows import hidden_words
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.plans.actions.following import Said, follow_up
from virkning.rooms.plans.actions.groups import add_group
from virkning.rooms.plans.actions.plans import create_plan, move_plan
from virkning.rooms.plans.actions.results import add_result, retire_result
from virkning.rooms.plans.actions.steps import add_step
from virkning.rooms.plans.limits import MOST_RESULTS
from virkning.rooms.plans.models import (
    EmploymentPlan,
    OverallGroup,
    PlannedResult,
    PlannedStep,
    TargetGroup,
)
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
BY = Author.system("prøve")
#: As a page of the plan: session, person, plan, its organisation, permissions, the group, its facts, the frame.
MOST = 20


@pytest.fixture
def plan(world: World, everything: Scope) -> EmploymentPlan:
    """An adopted plan of 2011: C1 and C2 under one overall group, D1 under the next, each with a result."""
    made = create_plan(organisation=world.organisations["lead"], year=2011, by=BY)
    for number in ("C1", "C2", "D1"):
        overall = OverallGroup.objects.get(goal__plan=made, letter=number[0])
        group = add_group(overall, number=number, title=f"Gruppe {number}", by=BY)
        add_step(add_result(group, text=f"Job {number}", term=PlanTerm.LONG, by=BY), text="Trin", by=BY)
    return move_plan(made, move=PlanAct.ADOPT, by=BY)


@pytest.fixture
def client(as_: SignIn) -> Client:
    return as_("lead planner")


def group_of(plan: EmploymentPlan, number: str) -> TargetGroup:
    return TargetGroup.objects.get(overall__goal__plan=plan, number=number)


def result_of(plan: EmploymentPlan, number: str) -> PlannedResult:
    return PlannedResult.objects.get(group=group_of(plan, number), text=f"Job {number}")


def form_of(plan: EmploymentPlan, number: str) -> str:
    return reverse("plan_follow_up_group", args=(plan.pk, group_of(plan, number).pk))


def say(plan: EmploymentPlan, number: str) -> dict[str, str]:
    key = result_of(plan, number).pk
    return {f"reached_{key}": "partly", f"comment_{key}": f"Halvdelen i {number}"}


def send(client: Client, address: str, **given: Any) -> Any:
    page = client.get(address)
    return client.post(address, {**fields_of(page), **given})


def test_saving_a_group_leads_to_the_next_that_lacks_it(plan: EmploymentPlan, client: Client) -> None:
    overview = reverse("plan_follow_up", args=(plan.pk,))
    page = client.get(overview)
    assert form_of(plan, "C1") in page.content.decode()
    follow_up(plan, [Said(result_of(plan, "C2"), Reached.NOT, "Ingen")], by=BY)
    assert "Gem, og gå til D1" in words(client.get(form_of(plan, "C1")))
    answer = send(client, form_of(plan, "C1"), **say(plan, "C1"))
    assert answer.url == form_of(plan, "D1")
    last = client.get(answer.url)
    assert "Opfølgningen er gemt." in words(last)
    assert "Gem opfølgningen" in words(last)
    answer = send(client, form_of(plan, "D1"), **say(plan, "D1"))
    assert answer.url.startswith(overview)
    told = words(client.get(answer.url))
    for number in ("C1", "D1"):
        assert f"Halvdelen i {number}" in told
    # Nothing was written the second time, and nothing is said of it.
    assert "Opfølgningen er gemt" not in words(client.post(form_of(plan, "D1"), {}, follow=True))


def test_a_goal_of_more_results_than_a_form_may_have_fields(plan: EmploymentPlan, client: Client) -> None:
    """The largest groups there can be, six of them: 594 results, and Django takes no more than 1,000 fields."""
    fill(plan)
    goal = group_of(plan, "C1").overall.goal_id
    results = PlannedResult.objects.filter(group__overall__goal=goal)
    assert 2 * results.count() > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    last = group_of(plan, "C9")
    address = reverse("plan_follow_up_group", args=(plan.pk, last.pk))
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        read = fields_of(client.get(address))
    assert len(queries) <= MOST
    given = {name: "wholly" if name.startswith("reached_") else value for name, value in read.items()}
    with CaptureQueriesContext(connection) as queries:
        assert client.post(address, given).status_code == 302
    assert len(queries) <= MOST + 10
    assert results.filter(group=last, reached="wholly").count() == MOST_RESULTS
    assert results.filter(reached="wholly").count() == MOST_RESULTS


def fill(plan: EmploymentPlan) -> None:
    overall = group_of(plan, "C1").overall
    groups = TargetGroup.objects.bulk_create(
        TargetGroup(overall=overall, number=f"C{number}", title="Mange", position=number)
        for number in range(4, 10)
    )
    PlannedResult.objects.bulk_create(
        PlannedResult(group=one, number=number, text=f"Nr. {number}", term="short")
        for one in groups
        for number in range(1, MOST_RESULTS + 1)
    )


def test_a_conflict_over_a_result_names_who_was_first(plan: EmploymentPlan, client: Client) -> None:
    read = fields_of(client.get(form_of(plan, "C1")))
    said = [Said(result_of(plan, "C1"), Reached.NOT, "Ingen")]
    follow_up(plan, said, by=Author.system("Nabo i kommunen"))
    late = client.post(form_of(plan, "C1"), {**read, **say(plan, "C1")})
    assert late.status_code == 409
    assert "Nabo i kommunen gemte" in words(late)
    assert "Halvdelen i C1" in late.content.decode()


@pytest.mark.parametrize("changed", ["reached", "comment"])
def test_what_is_said_of_a_result_that_retires_meanwhile_is_told(
    plan: EmploymentPlan, client: Client, changed: str
) -> None:
    result, given = result_of(plan, "C1"), say(plan, "C1")
    add_result_anyway(plan)
    page = fields_of(client.get(form_of(plan, "C1")))
    steps = dict.fromkeys(PlannedStep.objects.filter(result=result).values_list("pk", flat=True))
    retire_result(result, on=date(2011, 6, 1), reason="Ny lov", fates=steps, by=BY)
    name = f"{changed}_{result.pk}"
    late = client.post(form_of(plan, "C1"), {**page, name: given[name]})
    assert late.status_code == 422
    assert {"reached": "“Delvist opnået”", "comment": "“Halvdelen i C1”"}[changed] in words(late)
    # Nothing said, nothing lost.
    assert client.post(form_of(plan, "C1"), page).status_code == 302


def add_result_anyway(plan: EmploymentPlan) -> PlannedResult:
    """One more in C1, past what an adopted plan allows."""
    return PlannedResult.objects.create(group=group_of(plan, "C1"), number=2, text="Andet", term="short")


@pytest.mark.parametrize(
    ("move", "said"),
    [(PlanAct.REOPEN, "Planen er en kladde"), (PlanAct.FOLLOW_UP, "Planen er fulgt op og kan kun læses")],
)
def test_where_the_stage_is_closed_for_it_the_form_leads_to_the_overview(
    plan: EmploymentPlan, client: Client, move: PlanAct, said: str
) -> None:
    read = fields_of(client.get(form_of(plan, "C1")))
    why = {"reason": "Prøve"} if move is PlanAct.REOPEN else {}
    move_plan(EmploymentPlan.objects.get(pk=plan.pk), move=move, by=BY, **why)
    answer = client.get(form_of(plan, "C1"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("plan_follow_up", args=(plan.pk,)))
    assert said in words(client.get(answer.url))
    # What was typed meanwhile is shown again, with why.
    late = client.post(form_of(plan, "C1"), {**read, **say(plan, "C1")})
    assert late.status_code == 422
    assert said in words(late)
    assert "Halvdelen i C1" in late.content.decode()


@pytest.mark.parametrize(
    ("hidden", "beside", "expected"),
    [
        (0, 0, ""),
        (0, 2, ""),
        (1, 0, "Måles i 1 resultat i et projekt, du ikke kan se."),
        (1, 1, "Måles også i 1 resultat i et projekt, du ikke kan se."),
        (2, 0, "Måles i 2 resultater i projekter, du ikke kan se."),
        (3, 1, "Måles også i 3 resultater i projekter, du ikke kan se."),
    ],
)
def test_what_one_may_not_see_is_counted_beside_what_one_sees(
    hidden: int, beside: int, expected: str
) -> None:
    assert hidden_words(hidden, beside=beside) == expected
