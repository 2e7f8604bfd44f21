"""An action plan's challenges and actions by the API: made, changed, moved, removed."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program
from virkning.rooms.access.scope import system_scope
from virkning.rooms.plans.models import PlannedAction
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]


@pytest.fixture
def manager(program: Programs) -> Program:
    return program("project manager")


def challenge_made(manager: Program, at: str, text: str = "Ingen tid") -> dict[str, Any]:
    answer = manager.post(f"{at}/challenges", {"theme": "staff", "text": text})
    assert answer.status_code == 201
    told: dict[str, Any] = answer.json()
    return told


def test_a_challenge_gets_an_action_and_both_are_changed(manager: Program, at: str) -> None:
    challenge = challenge_made(manager, at)
    own = f"{at}/challenges/{challenge['id']}"
    given = {"text": "Lav en vagtplan", "responsible": "Jobcentret", "deadline": "2014-01-31"}
    key = {"Idempotency-Key": "handling"}
    made, again = (manager.post(f"{own}/actions", given, **key).json() for _time in range(2))
    assert (made["id"], made["challenge_id"], made["version"]) == (again["id"], challenge["id"], 1)
    assert (made["deadline"], made["overdue"], made["standing"]["period"]) == ("2014-01-31", True, "2013")
    changed = manager.put(own, {"theme": "tools", "text": "For lidt tid", "version": 1}).json()
    assert (changed["theme"], changed["version"], len(changed["actions"])) == ("tools", 2, 1)
    stale = manager.put(own, {"theme": "tools", "text": "Andet", "version": 1})
    assert (stale.status_code, stale.json()["current"]["text"]) == (409, "For lidt tid")
    action = f"{at}/actions/{made['id']}"
    told = manager.put(action, {"text": "Lav to vagtplaner", "version": 1}).json()
    assert (told["responsible"], told["deadline"], told["version"]) == ("", None, 2)
    assert manager.put(action, {"text": "Andet", "version": 1}).json()["current"]["version"] == 2
    assert manager.get(own).json()["actions"] == [manager.get(action).json()]


def test_whose_desk_an_action_lies_on_stays_and_is_not_told(world: World, manager: Program, at: str) -> None:
    key = world.ours.rows["PlannedAction"].pk
    lead = world.people["activity lead"].pk
    with system_scope("test"):
        PlannedAction.objects.filter(pk=key).update(lead_id=lead)
    told = manager.put(f"{at}/actions/{key}", {"text": "Uddan flere mentorer", "version": 1})
    assert (told.status_code, "lead" in told.json()) == (200, False)
    with system_scope("test"):
        assert PlannedAction.objects.get(pk=key).lead_id == lead


def test_they_are_moved_among_their_like_and_to_another_challenge(
    world: World, manager: Program, at: str
) -> None:
    first, other = world.ours.rows["Challenge"].pk, challenge_made(manager, at)
    assert manager.post(f"{at}/challenges/{other['id']}/place", {"to": 0}).status_code == 200
    listed = manager.get(f"{at}/action-plan").json()["items"]
    assert [one["id"] for one in listed] == [other["id"], first]
    made = manager.post(f"{at}/challenges/{other['id']}/actions", {"text": "En"}).json()
    where = f"{at}/actions/{made['id']}"
    moved = manager.put(where, {"text": "En", "challenge_id": first, "version": 1}).json()
    assert moved["challenge_id"] == first
    assert manager.post(f"{where}/place", {"to": 0}).status_code == 200
    assert manager.get(f"{at}/challenges/{first}").json()["actions"][0]["id"] == made["id"]
    theirs = {"text": "En", "challenge_id": world.theirs.rows["Challenge"].pk, "version": 2}
    assert manager.put(where, theirs).json()["errors"][0]["field"] == "challenge_id"


def test_a_challenge_goes_with_its_actions(world: World, manager: Program, at: str) -> None:
    challenge, action = world.ours.rows["Challenge"].pk, world.ours.rows["PlannedAction"].pk
    own = f"{at}/challenges/{challenge}"
    assert manager.call("DELETE", f"{own}?version=4").status_code == 409
    key = {"Idempotency-Key": "væk"}
    assert [manager.call("DELETE", f"{own}?version=1", **key).status_code for _time in range(2)] == [204, 204]
    assert manager.get(own).status_code == manager.get(f"{at}/actions/{action}").status_code == 404
    assert manager.call("DELETE", f"{at}/actions/{action}?version=1").status_code == 404


def test_an_action_goes_alone(world: World, manager: Program, at: str) -> None:
    own = f"{at}/actions/{world.ours.rows['PlannedAction'].pk}"
    assert manager.call("DELETE", f"{own}?version=2").status_code == 409
    assert manager.call("DELETE", f"{own}?version=1").status_code == 204
    assert manager.get(f"{at}/action-plan").json()["items"][0]["actions"] == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"theme": "x", "text": "y"},
        {"theme": "staff", "text": " "},
        {"theme": "staff", "text": "å" * 2001},
        {"theme": "staff", "text": "610190-1234"},
        {"theme": "staff", "text": "y", "lead": 1},
    ],
)
def test_what_is_wrong_is_refused(manager: Program, at: str, body: dict[str, Any]) -> None:
    assert manager.post(f"{at}/challenges", body).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("activity lead", 403), ("stranger administrator", 404)])
def test_only_those_who_edit_the_project_write(
    world: World, program: Programs, at: str, who: str, status: int
) -> None:
    challenge = f"{at}/challenges/{world.ours.rows['Challenge'].pk}"
    action = f"{at}/actions/{world.ours.rows['PlannedAction'].pk}"
    for verb, path, body in (
        ("POST", f"{at}/challenges", {"theme": "staff", "text": "x"}),
        ("PUT", challenge, {"theme": "staff", "text": "x", "version": 1}),
        ("POST", f"{challenge}/place", {"to": 0}),
        ("DELETE", f"{challenge}?version=1", None),
        ("POST", f"{challenge}/actions", {"text": "x"}),
        ("PUT", action, {"text": "x", "version": 1}),
        ("POST", f"{action}/place", {"to": 0}),
        ("DELETE", f"{action}?version=1", None),
    ):
        assert program(who).call(verb, path, body).status_code == status, path
