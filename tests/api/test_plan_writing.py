"""A plan as a whole and its parts through the API: begun, arranged, retired, tied, moved on, handed out, removed."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program
from virkning.rooms.access.scope import Scope, system_scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.plans.actions.plans import create_plan
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


@pytest.fixture
def at(plan: EmploymentPlan) -> str:
    return f"/plans/{plan.pk}"


def group_made(planner: Program, at: str, number: str = "C1") -> dict[str, Any]:
    """A target group with two results, the first with a step."""
    plan_id = int(at.rsplit("/", 1)[1])
    overall = OverallGroup.objects.get(goal__plan=plan_id, letter="C")
    made = planner.post(f"{at}/overall-groups/{overall.pk}/groups", {"number": number, "title": "Unge"})
    group = made.json()
    for text, term in (("Afklaret", "short"), ("Ordinært job", "long")):
        planner.post(f"{at}/groups/{group['id']}/results", {"text": text, "term": term})
    group = planner.get(f"{at}/groups/{group['id']}").json()
    first = {"text": "Samtale", "leads_to": [group["results"][0]["id"]]}
    assert planner.post(f"{at}/groups/{group['id']}/steps", first).status_code == 201
    told: dict[str, Any] = planner.get(f"{at}/groups/{group['id']}").json()
    return told


# The plan as a whole


def test_a_plan_is_begun_once_and_carried_on(world: World, everything: Scope, planner: Program) -> None:
    where = f"/organisations/{world.organisations['lead'].pk}/plans"
    key = {"Idempotency-Key": "ny"}
    first, again = (planner.post(where, {"year": 2011}, **key) for _time in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    assert (first.json()["stage"], first.json()["municipality"]) == ("draft", "661")
    taken = planner.post(where, {"year": 2011})
    assert (taken.status_code, taken.json()["current"]) == (409, None)
    group_made(planner, f"/plans/{first.json()['id']}")
    carried = planner.post(where, {"year": 2012, "carried_from": first.json()["id"]}).json()
    assert (carried["year"], carried["groups"]) == (2012, 1)
    assert planner.get(f"/plans/{carried['id']}").json()["begun_from"] == first.json()["id"]
    theirs = world.plans["stranger"]["EmploymentPlan"].pk
    refused = planner.post(where, {"year": 2014, "carried_from": theirs})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "carried_from")
    assert planner.post(where, {"year": 1815}).json()["errors"][0]["field"] == "year"


def test_a_plan_goes_from_stage_to_stage_on_what_was_read(planner: Program, at: str) -> None:
    move = f"{at}/move"
    empty = planner.post(move, {"move": "adopt", "version": 1})
    assert (empty.status_code, "målgrupper" in empty.json()["errors"][0]["message"]) == (422, True)
    group = group_made(planner, at)
    planner.post(f"{at}/groups/{group['id']}/steps", {"text": "Job", "leads_to": [group["results"][1]["id"]]})
    adopted = planner.post(
        move, {"move": "adopt", "on": "2010-12-01", "adopted_by": "Rådet", "version": 1}
    ).json()
    assert (adopted["stage"], adopted["adopted_on"], adopted["version"]) == ("adopted", "2010-12-01", 2)
    stale = planner.post(move, {"move": "reopen", "reason": "Nyt", "version": 1})
    assert (stale.status_code, stale.json()["current"]["stage"]) == (409, "adopted")
    without = planner.post(move, {"move": "reopen", "version": 2})
    assert (without.status_code, without.json()["errors"][0]["field"]) == (422, "reason")
    assert planner.post(move, {"move": "follow_up", "version": 2}).json()["stage"] == "followed_up"
    again = {"move": "follow_up_again", "reason": "Et tal manglede", "version": 3}
    assert planner.post(move, again).json()["stage"] == "adopted"
    reopened = planner.post(move, {"move": "reopen", "reason": "Nyt mål", "version": 4}).json()
    assert (reopened["stage"], reopened["adopted_on"]) == ("draft", None)


def test_a_draft_is_removed_and_the_call_sent_again_is_answered_alike(planner: Program, at: str) -> None:
    assert planner.call("DELETE", f"{at}?version=9").status_code == 409
    key = {"Idempotency-Key": "fjern"}
    assert [planner.call("DELETE", f"{at}?version=1", **key).status_code for _time in range(2)] == [204, 204]
    assert planner.get(at).status_code == 404
    with system_scope("test"):
        assert AuditEntry.objects.order_by("-id")[0].author_name == "Lead planner"


@pytest.mark.parametrize(("kind", "begins"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_a_plan_is_handed_out_as_a_file(planner: Program, at: str, kind: str, begins: bytes) -> None:
    answer = planner.get(f"{at}/files/{kind}")
    assert answer.content.startswith(begins)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert f".{kind}" in answer["Content-Disposition"]
    assert planner.get(f"{at}/files/xlsx").status_code == 404


# Goals and overall groups


def test_local_goals_and_overall_groups_are_the_municipalitys_own(planner: Program, at: str) -> None:
    goal = planner.post(f"{at}/goals", {"number": "9", "title": "Flere i fritidsjob"}).json()
    where = f"{at}/goals/{goal['id']}"
    assert (goal["national"], goal["version"]) == (False, 1)
    overall = planner.post(f"{where}/overall-groups", {"letter": "Q", "title": "Unge"}).json()
    there = f"{at}/overall-groups/{overall['id']}"
    changed = {"number": "9", "title": "Flere unge i fritidsjob", "version": 1}
    assert planner.put(where, changed).json()["version"] == 2
    assert planner.put(where, changed).json()["current"]["title"] == "Flere unge i fritidsjob"
    lettered = {"letter": "R", "title": "Unge under 18", "version": 1}
    assert planner.put(there, lettered).json()["letter"] == "R"
    assert (planner.get(where).json()["version"], planner.get(there).json()["version"]) == (2, 2)
    taken = planner.post(f"{at}/goals", {"number": "9", "title": "Igen"})
    assert taken.status_code == 409
    assert planner.call("DELETE", f"{there}?version=2").status_code == 204
    assert planner.call("DELETE", f"{where}?version=2").status_code == 204
    assert planner.get(where).status_code == 404


def test_the_ministrys_goals_stay_as_they_are(planner: Program, at: str) -> None:
    goal = planner.get(at).json()["goals"][0]
    assert goal["national"]
    where = f"{at}/goals/{goal['id']}"
    given = {"number": "1", "title": "Andet", "version": goal["version"]}
    assert "ministeriet" in planner.put(where, given).json()["errors"][0]["message"]
    assert planner.call("DELETE", f"{where}?version={goal['version']}").status_code == 422


# Places, other groups, out of use and into it again


def test_parts_are_given_their_places(planner: Program, at: str) -> None:
    first, second = group_made(planner, at, "C1"), group_made(planner, at, "C2")
    moved = planner.post(f"{at}/groups/{second['id']}/place", {"to": 0}).json()
    assert moved["number"] == "C1"
    last = planner.post(f"{at}/results/{first['results'][0]['id']}/place", {"to": 9}).json()
    assert last["number"] == 2
    more = {"text": "Besøg", "leads_to": [first["results"][0]["id"]]}
    step = planner.post(f"{at}/groups/{first['id']}/steps", more).json()
    assert planner.post(f"{at}/steps/{step['id']}/place", {"to": 0}).json()["label"] == "2.a"


def test_a_group_and_a_result_are_moved_elsewhere_in_the_plan(
    planner: Program, at: str, world: World
) -> None:
    first, second = group_made(planner, at, "C1"), group_made(planner, at, "C2")
    result = first["results"][0]
    where = f"{at}/results/{result['id']}/regroup"
    body = {"group_id": second["id"], "version": result["version"]}
    assert [one["field"] for one in planner.post(where, body).json()["errors"]] == ["steps_to"]
    theirs = {**body, "group_id": world.plans["lead"]["TargetGroup"].pk}
    assert planner.post(where, theirs).json()["errors"][0]["field"] == "group_id"
    assert planner.post(where, body | {"steps_go_along": True}).json()["number"] == 3
    assert len(planner.get(f"{at}/groups/{second['id']}").json()["steps"]) == 2
    goals = planner.get(at).json()["goals"]
    other = next(one for goal in goals for one in goal["overall_groups"] if one["letter"] != "C")
    now = planner.get(f"{at}/groups/{first['id']}").json()
    given = {"number": "X1", "title": "Unge", "overall_id": other["id"], "version": now["version"]}
    assert planner.put(f"{at}/groups/{first['id']}", given).status_code == 200
    there = [
        one["groups"]
        for goal in planner.get(at).json()["goals"]
        for one in goal["overall_groups"]
        if one["id"] == other["id"]
    ]
    assert [one["id"] for one in there[0]] == [first["id"]]
    strange = given | {"overall_id": world.plans["lead"]["OverallGroup"].pk, "version": now["version"] + 1}
    refused = planner.put(f"{at}/groups/{first['id']}", strange)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "overall_id")


def test_a_result_goes_out_of_use_with_its_steps_and_comes_back(planner: Program, at: str) -> None:
    group = group_made(planner, at)
    result = group["results"][0]
    where = f"{at}/results/{result['id']}"
    body = {"on": "2011-05-01", "reason": "Loven er ændret", "version": result["version"]}
    assert planner.post(f"{where}/retire", body).status_code == 422
    retired = planner.post(f"{where}/retire", body | {"steps_go_along": True}).json()
    assert (retired["retired_on"], retired["retired_reason"]) == ("2011-05-01", "Loven er ændret")
    assert planner.get(f"{at}/groups/{group['id']}").json()["steps"] == []
    twice = planner.post(f"{where}/retire", body)
    assert (twice.status_code, twice.json()["current"]["retired_on"]) == (409, "2011-05-01")
    back = planner.post(f"{where}/unretire", {"version": retired["version"]}).json()
    assert (back["retired_on"], back["retired_reason"]) == (None, "")
    assert len(planner.get(f"{at}/groups/{group['id']}").json()["steps"]) == 1


def test_a_step_goes_out_of_use_and_comes_back(planner: Program, at: str) -> None:
    [step] = group_made(planner, at)["steps"]
    where = f"{at}/steps/{step['id']}"
    group = planner.post(f"{where}/retire", {"on": "2011-05-01", "version": step["version"]}).json()
    [gone] = group["retired_steps"]
    assert (group["steps"], gone["id"], gone["retired_on"]) == ([], step["id"], "2011-05-01")
    assert planner.get(where).status_code == 404
    assert planner.post(f"{where}/retire", {"on": "2011-05-01", "version": 1}).status_code == 409
    assert planner.post(f"{where}/unretire", {"version": gone["version"]}).json()["label"] == "1."
    assert planner.get(at).json()["goals"] != []


def test_projects_results_are_tied_to_a_planned_one(world: World, program: Programs) -> None:
    planned = world.plans["lead"]["PlannedResult"]
    where = f"/plans/{world.plans['lead']['EmploymentPlan'].pk}/results/{planned.pk}/follows"
    writer, blind = program("lead administrator"), program("lead planner")
    untied = writer.put(where, {"follows": [], "version": 1}).json()
    assert (untied["follows"], untied["version"]) == ([], 2)
    ours, theirs = world.ours.result.pk, world.theirs.result.pk
    stale = writer.put(where, {"follows": [ours], "version": 1})
    assert (stale.status_code, stale.json()["current"]["version"]) == (409, 2)
    assert writer.put(where, {"follows": [theirs], "version": 2}).status_code == 422
    assert blind.put(where, {"follows": [ours], "version": 2}).status_code == 422
    assert writer.put(where, {"follows": [ours], "version": 2}).json()["follows"] == [ours]
    # Somebody who does not see it neither tells nor unties it.
    told = blind.put(where, {"follows": [], "version": 3}).json()
    assert (told["follows"], told["hidden"], told["version"]) == ([], 1, 3)


def test_what_is_said_too_long_at_the_follow_up_is_told_of_the_field(world: World, planner: Program) -> None:
    planned = world.plans["lead"]["PlannedResult"]
    where = f"/plans/{world.plans['lead']['EmploymentPlan'].pk}/results/{planned.pk}/follow-up"
    answer = planner.put(where, {"comment": "å" * 5000, "version": 1})
    assert [one["field"] for one in answer.json()["errors"]] == ["comment"]


# Who may, and what it costs


def writings(world: World) -> list[tuple[str, str, dict[str, Any]]]:
    rows = world.plans["lead"]
    at = f"/plans/{rows['EmploymentPlan'].pk}"
    result, step = f"{at}/results/{rows['PlannedResult'].pk}", f"{at}/steps/{rows['PlannedStep'].pk}"
    read = {"version": 1}
    return [
        ("POST", f"/organisations/{world.organisations['lead'].pk}/plans", {"year": 2020}),
        ("POST", f"{at}/move", {"move": "adopt", **read}),
        ("POST", f"{at}/goals", {"number": "8", "title": "x"}),
        ("PUT", f"{at}/goals/{rows['PlanGoal'].pk}", {"number": "8", "title": "x", **read}),
        ("POST", f"{at}/goals/{rows['PlanGoal'].pk}/overall-groups", {"letter": "Z", "title": "x"}),
        ("PUT", f"{at}/overall-groups/{rows['OverallGroup'].pk}", {"letter": "Z", "title": "x", **read}),
        ("POST", f"{at}/groups/{rows['TargetGroup'].pk}/place", {"to": 0}),
        ("POST", f"{result}/place", {"to": 1}),
        ("POST", f"{result}/regroup", {"group_id": 1, **read}),
        ("POST", f"{result}/retire", {"on": "2013-01-01", "reason": "x", **read}),
        ("POST", f"{result}/unretire", read),
        ("PUT", f"{result}/follows", {"follows": [], **read}),
        ("POST", f"{step}/place", {"to": 0}),
        ("POST", f"{step}/retire", {"on": "2013-01-01", **read}),
        ("POST", f"{step}/unretire", read),
    ]


def test_only_planners_write_and_only_the_municipality_knows(world: World, program: Programs) -> None:
    for method, path, body in writings(world):
        assert program("lead colleague").call(method, path, body).status_code == 403, path
        assert program("stranger administrator").call(method, path, body).status_code == 404, path


def test_a_body_takes_its_own_fields_and_no_cpr_number(world: World, planner: Program) -> None:
    for method, path, body in writings(world):
        assert planner.call(method, path, {**body, "more": 1}).json()["code"] == "invalid", path
    texts = {"title": "Om 610190-1234", "number": "8", "version": 1}
    told = planner.put(writings(world)[3][1], texts).json()
    assert (told["errors"][0]["field"], told["errors"][0]["code"]) == ("title", "cpr_number")


def test_the_number_of_queries(planner: Program, world: World, django_assert_num_queries: Any) -> None:
    """Token; the part, its way up to the organisation, the person's part in it; and the part once more."""
    rows = world.plans["lead"]
    at = f"/plans/{rows['EmploymentPlan'].pk}"
    with django_assert_num_queries(1 + 4 + 1):
        planner.get(f"{at}/goals/{rows['PlanGoal'].pk}")
    with django_assert_num_queries(1 + 5 + 1):
        planner.get(f"{at}/overall-groups/{rows['OverallGroup'].pk}")
