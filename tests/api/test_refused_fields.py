"""What is refused is told of the call's own fields, not of those a form on the pages has."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program
from virkning.api.kinds import fields_of
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.plans.actions import methodparts, plannedactions
from virkning.rooms.plans.actions.challenges import remove_challenge
from virkning.rooms.plans.models import (
    Challenge,
    MethodTool,
    PlannedAction,
    PlannedResult,
    StepAlsoFor,
)
from virkning.rooms.theory.actions import matrix
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]
BY = Author.system("prøve")


@pytest.fixture
def manager(program: Programs) -> Program:
    return program("project manager")


@pytest.fixture
def planner(program: Programs) -> Program:
    return program("lead planner")


@pytest.fixture
def at_plan(world: World) -> str:
    return f"/plans/{world.plans['lead']['EmploymentPlan'].pk}"


def refused_at(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.content
    return [one["field"] for one in answer.json()["errors"]]


def test_many_fields_of_a_form_are_one_of_the_call() -> None:
    said = {"step_1": "Vælg et resultat.", "step_22": "Vælg et resultat.", "step_": "x", "on": "y", "": "z"}
    with pytest.raises(Refused) as refused, fields_of({"step_": "steps_to", "on": "day"}):
        raise Refused(said)
    assert refused.value.errors == {"steps_to": "Vælg et resultat. x", "day": "y", "": "z"}


def test_what_becomes_of_the_steps_is_told_of_steps_to(world: World, planner: Program, at_plan: str) -> None:
    result: PlannedResult = world.plans["lead"]["PlannedResult"]
    StepAlsoFor._base_manager.all().delete()
    own = f"{at_plan}/results/{result.pk}"
    assert refused_at(planner.call("DELETE", f"{own}?version={result.version}")) == ["steps_to"]
    retired = {"on": "2013-05-01", "reason": "Slut", "version": result.version}
    assert refused_at(planner.post(f"{own}/retire", retired)) == ["steps_to"]


def test_where_a_part_is_moved_is_told_of_its_key(world: World, planner: Program, at_plan: str) -> None:
    result: PlannedResult = world.plans["lead"]["PlannedResult"]
    here = {"group_id": result.group_id, "steps_go_along": True, "version": result.version}
    assert refused_at(planner.post(f"{at_plan}/results/{result.pk}/regroup", here)) == ["group_id"]


def test_what_measures_a_result_is_told_of_follows(world: World, planner: Program, at_plan: str) -> None:
    result: PlannedResult = world.plans["lead"]["PlannedResult"]
    given = {"follows": [10**12], "version": result.version}
    assert refused_at(planner.put(f"{at_plan}/results/{result.pk}/follows", given)) == ["follows"]


def test_an_overall_group_without_room_is_told_of_its_key(
    world: World, planner: Program, at_plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: Any, **_more: Any) -> None:
        raise Refused({"overall": "Der er ikke plads."})

    monkeypatch.setattr("virkning.api.routers.plangroups.change_group", full)
    group = world.plans["lead"]["TargetGroup"]
    given = {"number": "A9", "title": "Unge", "version": group.version}
    assert refused_at(planner.put(f"{at_plan}/groups/{group.pk}", given)) == ["overall_id"]


def test_a_plan_of_who_has_none_is_refused_as_a_whole(world: World, program: Programs) -> None:
    where = f"/organisations/{world.organisations['funder'].pk}/plans"
    assert refused_at(program("funder planner").post(where, {"year": 2012})) == [""]


def test_a_challenge_that_is_gone_is_told_of_its_key(
    world: World, everything: Scope, manager: Program, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    action: PlannedAction = world.ours.rows["PlannedAction"]
    other = Challenge.objects.create(project=world.ours.project, theme="tools", text="Anden", position=5)
    stands = plannedactions._stands

    def removed_meanwhile(challenge: Challenge, beside: int | None = None) -> None:
        if Challenge.objects.filter(pk=challenge.pk).exists():
            remove_challenge(Challenge.objects.get(pk=challenge.pk), by=BY)
        stands(challenge, beside=beside)

    monkeypatch.setattr(plannedactions, "_stands", removed_meanwhile)
    given = {"text": "x", "challenge_id": other.pk, "version": 1}
    assert refused_at(manager.put(f"{at}/actions/{action.pk}", given)) == ["challenge_id"]
    assert refused_at(manager.post(f"{at}/challenges/{other.pk}/actions", {"text": "x"})) == [""]


def test_a_target_group_and_a_phase_are_told_of_their_keys(
    world: World, manager: Program, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the rules refuse, where the call's own look at the key lets it through."""

    def strange(field: str) -> Callable[..., None]:
        def refuse(*_given: Any, **_more: Any) -> None:
            raise Refused({field: "Vælg noget andet."})

        return refuse

    monkeypatch.setattr(matrix, "_checked", strange("target_group"))
    given = {"title": "x", "quadrant": "can_will"}
    assert refused_at(manager.post(f"{at}/target-group-matrix/groups", given)) == ["target_group_id"]
    monkeypatch.setattr(methodparts, "check_text", strange("phase"))
    tool: MethodTool = world.ours.rows["MethodTool"]
    own = f"{at}/methods/{world.ours.rows['MethodDescription'].pk}/tools/{tool.pk}"
    moved = {"title": "x", "phase_id": tool.phase_id, "version": 1}
    assert refused_at(manager.put(own, moved)) == ["phase_id"]


def test_an_arrows_ends_are_told_of_their_keys(world: World, manager: Program, at: str) -> None:
    ours = world.ours
    twice = {"from_activity_id": ours.activity.pk, "to_result_id": ours.result.pk}
    assert refused_at(manager.post(f"{at}/arrows", twice)) == ["to_result_id"]
    assert refused_at(manager.post(f"{at}/arrows", {"to_result_id": ours.result.pk})) == ["from_result_id"]
