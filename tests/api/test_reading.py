"""Everything that can be read: what it says, and how many queries it takes."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Registration
from virkning.rooms.reports.queries.remembered import forget
from virkning.rooms.results.models import Measurement
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]

#: Token and, on a project, the object with the person's permissions.
TOKEN, PROJECT = 1, 3
FACTS = 10
#: A round's activities: the facts and what stands beside them. Remembered by whoever asks next.
ASKS = FACTS + 5


def addresses(world: World) -> dict[str, int]:
    """Every address that is read → how many queries it takes."""
    ours = world.ours
    at = f"/projects/{ours.project.pk}"
    milestone, result = f"{at}/milestones/{ours.milestone.pk}", f"{at}/results/{ours.result.pk}"
    activity = f"{at}/activities/{ours.activity.pk}"
    registration = ours.rows["Registration"].pk
    action = f"{at}/actions/{ours.rows['PlannedAction'].pk}"
    challenge = f"{at}/challenges/{ours.rows['Challenge'].pk}"
    status_round = f"/rounds/{ours.rows['StatusRound'].pk}"
    # An object in a project costs one more query for each step up to the project.
    in_project, of_milestone, of_registration = PROJECT + 1, PROJECT + 2, PROJECT + 2
    return {
        "/me": TOKEN + 1,
        "/programmes": TOKEN + 3,
        f"/programmes/{world.programme.pk}": TOKEN + 2 + 4 + FACTS + 1,
        "/projects": TOKEN + 2,
        at: TOKEN + PROJECT + FACTS + 1,
        f"{at}/areas": TOKEN + PROJECT + 2,
        f"{at}/activities": TOKEN + PROJECT + 2,
        activity: TOKEN + in_project,
        f"{at}/milestones": TOKEN + PROJECT + FACTS,
        milestone: TOKEN + of_milestone + FACTS,
        f"{milestone}/statuses": TOKEN + of_milestone + FACTS + 1,
        f"{milestone}/statuses/2012": TOKEN + of_milestone + FACTS + 2,
        f"{activity}/registrations": TOKEN + in_project + 2,
        f"{activity}/registrations/sums": TOKEN + in_project + 2,
        f"{activity}/registrations/{registration}": TOKEN + of_registration,
        f"{at}/results": TOKEN + PROJECT + FACTS,
        result: TOKEN + in_project + FACTS,
        f"{result}/standings": TOKEN + in_project + FACTS,
        f"{result}/measurements": TOKEN + in_project + 2,
        f"{at}/recommendations": TOKEN + PROJECT + 1,
        f"{at}/proposals": TOKEN + PROJECT + FACTS + 1,
        f"{at}/evidence": TOKEN + PROJECT + 1,
        f"{at}/unexpected-results": TOKEN + PROJECT + 1,
        f"{at}/other-explanations": TOKEN + PROJECT + 1,
        f"{at}/annexes": TOKEN + PROJECT + 1,
        f"{at}/phases": TOKEN + PROJECT + 1,
        f"{at}/assessments": TOKEN + PROJECT + 2,
        f"{at}/embeddings": TOKEN + PROJECT + 1,
        f"{at}/comments": TOKEN + PROJECT + 1,
        f"{at}/experiences": TOKEN + PROJECT + 1,
        f"{at}/benefits": TOKEN + PROJECT + 2,
        # Its periods, the plan's three and the versions; of one part itself and its way up once more.
        f"{at}/action-plan": TOKEN + PROJECT + 6,
        challenge: TOKEN + in_project + 7,
        action: TOKEN + of_milestone + 7,
        # Its periods and the plan's three; the challenge, the project and the action's statuses.
        f"{action}/statuses": TOKEN + of_milestone + 5,
        f"{action}/statuses/2013": TOKEN + of_milestone + 5,
        f"{at}/rounds": TOKEN + PROJECT + 1,
        f"/programmes/{world.programme.pk}/rounds": TOKEN + 2 + 2,
        status_round: TOKEN + in_project + 1 + 1 + ASKS,
        f"{status_round}/submissions": TOKEN + in_project + 2,
        f"{status_round}/snapshots": TOKEN + in_project + 2,
        "/change-tracks": TOKEN + 1,
        f"/change-tracks/{world.track.pk}": TOKEN + 3,
        "/national-goals": TOKEN + 2,
        **_of_plan(world),
        f"{at}/target-group-matrix/groups/{ours.rows['MatrixGroup'].pk}": TOKEN + in_project + 4,
    }


def _of_plan(world: World) -> dict[str, int]:
    """A plan's parts: each is found, asked of on its way up to the organisation, and told as it is now."""
    rows = world.plans["lead"]
    at = f"/plans/{rows['EmploymentPlan'].pk}"
    return {
        f"{at}/goals/{rows['PlanGoal'].pk}": TOKEN + 4 + 1,
        f"{at}/overall-groups/{rows['OverallGroup'].pk}": TOKEN + 5 + 1,
        # The group, its four, and the projects' results the caller sees.
        f"{at}/groups/{rows['TargetGroup'].pk}": TOKEN + 6 + 6,
        f"{at}/results/{rows['PlannedResult'].pk}": TOKEN + 7 + 6,
        f"{at}/steps/{rows['PlannedStep'].pk}": TOKEN + 8 + 5,
        # Seven of the plan, and the organisation's own Word base.
        f"{at}/files/docx": TOKEN + 3 + 7 + 1,
    }


def test_every_address_keeps_its_number_of_queries(
    world: World, program: Programs, django_assert_num_queries: Any
) -> None:
    forget()
    for address, queries in addresses(world).items():
        with django_assert_num_queries(queries, info=address):
            answer = program("project manager").get(address)
        assert answer.status_code == 200, (address, answer.content)
        assert answer["Cache-Control"] == "private, no-store"


def test_more_rows_cost_no_more_queries(
    world: World, program: Programs, django_assert_num_queries: Any
) -> None:
    forget()
    ours = world.ours
    with system_scope("test"):
        for day in range(1, 20):
            Registration.objects.create(
                activity=ours.activity, day=f"2012-05-{day:02}", kind="kontakter", count=1, registered_by="P"
            )
    for address, queries in addresses(world).items():
        with django_assert_num_queries(queries, info=address):
            program("project manager").get(address)


def test_the_holder_is_told_what_the_token_gives(program: Programs) -> None:
    told = program("project manager").get("/me").json()
    assert told["name"] == "Project manager"
    assert told["scopes"] == ["read", "write"]
    assert told["memberships"] == [{"organisation": "Holstebro Kommune", "role": "employee"}]


def test_a_list_has_a_total_and_is_cut_by_limit_and_offset(world: World, program: Programs, at: str) -> None:
    manager = program("project manager")
    whole = manager.get(f"/{at[1:]}/results/{world.ours.result.pk}/measurements").json()
    part = manager.get(f"{at}/results/{world.ours.result.pk}/measurements?limit=2&offset=1").json()
    assert whole["total"] == part["total"] == 4
    assert part["items"] == whole["items"][1:3]
    assert (part["limit"], part["offset"]) == (2, 1)


def test_a_measurement_keeps_its_decimals_and_tells_unit_and_origin(
    world: World, program: Programs, at: str
) -> None:
    path = f"{at}/results/{world.ours.result.pk}/measurements"
    told = program("project manager").get(path).json()["items"][1]
    assert (told["period"], told["value"], told["unit"]) == ("2011", "67.33", "pct.")
    assert told["origin"] == {
        "kind": "typed",
        "by": "Prøve",
        "at": "2012-01-01T00:00:00Z",
        "file": None,
        "cell": None,
    }


def test_superseded_measurements_are_told_when_asked_for(world: World, program: Programs, at: str) -> None:
    with system_scope("test"):
        Measurement.objects.filter(pk=world.ours.measurement.pk).update(
            superseded_at="2013-05-01T00:00:00Z", superseded_by="Nogen"
        )
    path = f"{at}/results/{world.ours.result.pk}/measurements"
    manager = program("project manager")
    assert manager.get(path).json()["total"] == 3
    every = manager.get(f"{path}?superseded=true").json()
    assert every["total"] == 4
    assert [one["superseded_by"] for one in every["items"]] == [None, None, None, "Nogen"]


def test_lights_come_with_their_reason_and_results_with_their_attainment(
    world: World, program: Programs, at: str
) -> None:
    manager = program("project manager")
    standing = manager.get(f"{at}/milestones?period=2013").json()["items"][0]["standing"]
    assert (standing["light"], standing["computed"], standing["state"]) == ("red", "red", "unchanged")
    assert standing["computed_reason"]
    result = manager.get(f"{at}/results?period=2013").json()["items"][0]
    assert result["standing"]["attainment"]["state"] == "not_achieved"
    assert "71,7" in result["standing"]["attainment"]["sentence"]
    assert result["standing"]["attainment"]["gap"].startswith("−3,3")
    assert result["targets"] == [
        {"valid_from": None, "rule": "at_least", "amount": "75", "deadline": None, "reason": ""}
    ]


def test_a_project_tells_its_parties_periods_and_standing(world: World, program: Programs, at: str) -> None:
    told = program("project manager").get(f"{at}?period=2012").json()
    assert {one["role"] for one in told["parties"]} == {"lead", "partner", "funder", "evaluator"}
    assert [one["period"] for one in told["periods"]] == ["2010", "2011", "2012", "2013"]
    assert "report_status" in told["may"]
    assert told["standing"]["period"] == "2012"
    assert sum(told["standing"]["milestones"].values()) == 1


def test_what_is_not_a_period_of_the_project_is_refused_or_not_there(
    world: World, program: Programs, at: str
) -> None:
    manager = program("project manager")
    assert manager.get(f"{at}?period=1999").status_code == 422
    assert manager.get(f"{at}/milestones/{world.ours.milestone.pk}/statuses/1999").status_code == 404


def test_a_list_holds_only_what_one_sees(world: World, program: Programs) -> None:
    named = [one["name"] for one in program("project manager").get("/projects").json()["items"]]
    assert named == ["Vores projekt"]
    assert program("lead colleague").get("/projects").json()["items"] == []
    assert program("lead colleague").get("/programmes").json()["items"] == []
    search = program("project manager").get("/projects?search=deres").json()
    assert search["items"] == []


def test_head_is_a_get_without_its_body(program: Programs, at: str) -> None:
    answer = program("project manager").call("HEAD", at)
    assert (answer.status_code, answer.content) == (200, b"")
