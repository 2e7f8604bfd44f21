"""Employment plans through the API: read whole, written part by part, never a step untied."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program
from virkning.figures.planning import PlanAct
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.plans.actions.plans import create_plan, move_plan
from virkning.rooms.plans.models import EmploymentPlan, OverallGroup
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]
BY = Author.system("prøve")


@pytest.fixture
def plan(world: World, everything: Scope) -> EmploymentPlan:
    return create_plan(organisation=world.organisations["lead"], year=2011, by=BY)


@pytest.fixture
def planner(program: Programs) -> Program:
    return program("lead planner")


def made(planner: Program, plan: EmploymentPlan) -> tuple[str, dict[str, Any], list[dict[str, Any]]]:
    """A target group with two results and a step that leads to the first. Address, group, results."""
    at = f"/plans/{plan.pk}"
    overall = OverallGroup.objects.get(goal__plan=plan, letter="C")
    group = planner.post(f"{at}/overall-groups/{overall.pk}/groups", {"number": "C1", "title": "Unge"}).json()
    results = [
        planner.post(f"{at}/groups/{group['id']}/results", {"text": text, "term": term}).json()
        for text, term in (("Afklaret", "short"), ("Ordinært job", "long"))
    ]
    step = {"text": "Samtale", "leads_to": [results[0]["id"]]}
    assert planner.post(f"{at}/groups/{group['id']}/steps", step).status_code == 201
    return at, group, results


def test_a_plan_is_written_and_read_whole(plan: EmploymentPlan, planner: Program) -> None:
    at, group, results = made(planner, plan)
    whole = planner.get(at).json()
    assert (whole["year"], whole["municipality"], whole["stage"]) == (2011, "661", "draft")
    assert whole["unready"] == ["C1"]
    [told] = [
        one for goal in whole["goals"] for overall in goal["overall_groups"] for one in overall["groups"]
    ]
    assert [one["label"] for one in told["steps"]] == ["1."]
    assert [one["number"] for one in told["results"]] == [1, 2]
    [listed] = [one for one in planner.get("/plans").json()["items"] if one["id"] == plan.pk]
    assert (listed["groups"], listed["unready"]) == (1, ["C1"])
    step = told["steps"][0]
    both = {"text": "Samtaler", "leads_to": [one["id"] for one in results], "version": step["version"]}
    changed = planner.put(f"{at}/steps/{step['id']}", both).json()
    assert (changed["label"], changed["leads_to"]) == ("1., 2.", [one["id"] for one in results])
    assert planner.get(f"{at}/groups/{group['id']}").json()["ready"]


def test_two_at_once_meet_in_a_conflict(plan: EmploymentPlan, planner: Program) -> None:
    at, group, results = made(planner, plan)
    first = {"text": "Borgeren er klar", "term": "short", "version": 1}
    assert planner.put(f"{at}/results/{results[0]['id']}", first).status_code == 200
    late = planner.put(f"{at}/results/{results[0]['id']}", first | {"text": "Andet"})
    assert late.status_code == 409
    assert late.json()["current"]["text"] == "Borgeren er klar"
    regrouped = {"number": "C1", "title": "Alle unge", "version": group["version"]}
    assert planner.put(f"{at}/groups/{group['id']}", regrouped).json()["title"] == "Alle unge"
    gone = planner.call("DELETE", f"{at}/groups/{group['id']}?version=1")
    assert gone.status_code == 409


def test_a_result_is_deleted_when_it_is_said_what_becomes_of_its_steps(
    plan: EmploymentPlan, planner: Program
) -> None:
    at, group, results = made(planner, plan)
    address = f"{at}/results/{results[0]['id']}?version={results[0]['version']}"
    assert planner.call("DELETE", address).status_code == 422
    assert planner.call("DELETE", f"{address}&steps_to={10**12}").status_code == 422
    assert planner.call("DELETE", f"{address}&steps_to={results[1]['id']}").status_code == 204
    [step] = planner.get(f"{at}/groups/{group['id']}").json()["steps"]
    assert step["leads_to"] == [results[1]["id"]]
    now = planner.get(f"{at}/results/{results[1]['id']}").json()
    address = f"{at}/results/{now['id']}?version={now['version']}&steps_go_along=true"
    key = {"Idempotency-Key": "fjern"}
    assert [planner.call("DELETE", address, **key).status_code for _time in range(2)] == [204, 204]
    assert planner.get(f"{at}/steps/{step['id']}").status_code == 404


def test_a_step_without_a_result_is_refused(plan: EmploymentPlan, planner: Program) -> None:
    at, group, _results = made(planner, plan)
    for keys in ([], [10**12]):
        answer = planner.post(f"{at}/groups/{group['id']}/steps", {"text": "Nyt", "leads_to": keys})
        assert answer.status_code == 422
    [step] = planner.get(f"{at}/groups/{group['id']}").json()["steps"]
    answer = planner.call("DELETE", f"{at}/steps/{step['id']}?version={step['version']}")
    assert answer.status_code == 204


def test_an_adopted_plan_is_followed_up_and_not_rewritten(plan: EmploymentPlan, planner: Program) -> None:
    at, group, results = made(planner, plan)
    planner.post(f"{at}/groups/{group['id']}/steps", {"text": "Job", "leads_to": [results[1]["id"]]})
    said = {"reached": "partly", "comment": "Halvdelen", "version": 1}
    address = f"{at}/results/{results[0]['id']}/follow-up"
    assert planner.put(address, said).status_code == 422
    move_plan(plan, move=PlanAct.ADOPT, by=BY)
    assert planner.put(address, said).json()["reached"] == "partly"
    assert planner.put(address, said).status_code == 409
    answer = planner.post(f"{at}/groups/{group['id']}/results", {"text": "Nyt", "term": "short"})
    assert answer.status_code == 422
    assert "ligger fast" in answer.json()["errors"][0]["message"]


def test_only_planners_write_and_only_the_municipality_reads(
    plan: EmploymentPlan, planner: Program, program: Programs
) -> None:
    at, group, _results = made(planner, plan)
    body = {"number": "C1", "title": "Andet", "version": 1}
    assert program("lead colleague").get(at).status_code == 200
    assert program("lead colleague").put(f"{at}/groups/{group['id']}", body).status_code == 403
    assert program("stranger administrator").get(at).status_code == 404
    assert program("stranger administrator").put(f"{at}/groups/{group['id']}", body).status_code == 404


def test_a_projects_result_one_does_not_see_is_only_counted(world: World, program: Programs) -> None:
    at = (
        f"/plans/{world.plans['lead']['EmploymentPlan'].pk}/results/{world.plans['lead']['PlannedResult'].pk}"
    )
    hidden, seen = (program(who).get(at).json() for who in ("lead planner", "lead administrator"))
    assert (hidden["follows"], hidden["hidden"]) == ([], 1)
    assert (seen["follows"], seen["hidden"]) == ([world.ours.result.pk], 0)


def test_the_number_of_queries(
    plan: EmploymentPlan, planner: Program, django_assert_num_queries: Any, world: World
) -> None:
    """Token; the plan, its organisation and the person's part in it; seven of the plan, and what is seen."""
    at = f"/plans/{world.plans['lead']['EmploymentPlan'].pk}"
    with django_assert_num_queries(1 + 2):
        planner.get("/plans")
    with django_assert_num_queries(1 + 3 + 7 + 1):
        planner.get(at)
