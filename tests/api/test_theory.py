"""The theory of change through the API: read, drawn, corrected and removed, with the same refusals as on the page."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program
from virkning.rooms.access.scope import system_scope
from virkning.rooms.theory.models import Arrow
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]


@pytest.fixture
def manager(program: Programs) -> Program:
    return program("project manager")


def arrows() -> int:
    with system_scope("test"):
        return Arrow.objects.count()


def test_the_boxes_tell_light_value_and_gaps(manager: Program, world: World, at: str) -> None:
    told = manager.get(f"{at}/theory?period=2013").json()
    assert told["period"] == "2013"
    stages = {box["key"]: box["stage"] for box in told["boxes"]}
    assert stages[f"aktivitet-{world.ours.activity.pk}"] == "activity"
    [result] = [
        box for box in told["boxes"] if box["id"] == world.ours.result.pk and box["stage"] != "activity"
    ]
    assert result["measured"] is True
    assert result["explanations"] == ["En skolesammenlægning"]
    assert {gap["gap"] for gap in told["gaps"]} <= {"no_long_term", "leads_nowhere", "nothing_leads"}
    assert manager.get(f"{at}/theory?period=1999").status_code == 422


def test_an_arrow_is_read_corrected_and_removed(manager: Program, world: World, at: str) -> None:
    [told] = manager.get(f"{at}/arrows").json()["items"]
    assert (told["from_activity_id"], told["to_result_id"]) == (world.ours.activity.pk, world.ours.result.pk)
    own = f"{at}/arrows/{told['id']}"
    assert manager.get(own).json() == told
    body = {"basis": "evidence", "reason": "Forskning", "version": told["version"]}
    done = manager.put(own, body)
    assert (done.status_code, done.json()["basis"], done.json()["version"]) == (200, "evidence", 2)
    stale = manager.put(own, body | {"reason": "Andet"})
    assert stale.status_code == 409
    assert stale.json()["current"]["reason"] == "Forskning"
    assert manager.call("DELETE", f"{own}?version=1").status_code == 409
    key = {"Idempotency-Key": "væk"}
    gone = [manager.call("DELETE", f"{own}?version=2", **key).status_code for _time in range(2)]
    assert gone == [204, 204]
    assert manager.get(own).status_code == 404


def test_an_arrow_is_drawn_once(manager: Program, world: World, at: str) -> None:
    before = arrows()
    body = {"from_activity_id": world.ours.activity.pk, "to_result_id": world.ours.result.pk}
    twice = manager.post(f"{at}/arrows", body)
    assert twice.status_code == 422
    own = manager.get(f"{at}/arrows").json()["items"][0]
    manager.call("DELETE", f"{at}/arrows/{own['id']}?version=1")
    answers = [manager.post(f"{at}/arrows", body, **{"Idempotency-Key": "pil"}) for _again in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["basis"] == "assumption"
    assert arrows() == before


@pytest.mark.parametrize(
    "body",
    [
        {"to_result_id": 1},
        {"from_activity_id": 9**17, "to_result_id": 9**17},
        {"from_activity_id": "1", "to_result_id": 1},
        {"from_result_id": "ours", "to_result_id": "ours"},
        {"from_activity_id": "theirs", "to_result_id": "ours"},
        {"from_activity_id": "ours", "to_result_id": "ours", "basis": "hope"},
        {"from_activity_id": "ours", "to_result_id": "ours", "reason": "010203-1234"},
        {},
    ],
)
def test_what_is_refused(manager: Program, world: World, at: str, body: dict[str, Any]) -> None:
    known = {
        ("from_activity_id", "ours"): world.ours.activity.pk,
        ("from_activity_id", "theirs"): world.theirs.activity.pk,
        ("from_result_id", "ours"): world.ours.result.pk,
        ("to_result_id", "ours"): world.ours.result.pk,
    }
    before = arrows()
    answer = manager.post(f"{at}/arrows", {name: known.get((name, one), one) for name, one in body.items()})
    assert answer.status_code == 422
    assert arrows() == before


def test_who_may(program: Programs, world: World, at: str) -> None:
    body = {"from_activity_id": world.ours.activity.pk, "to_result_id": world.ours.result.pk}
    assert program("steering group").get(f"{at}/arrows").status_code == 200
    assert program("steering group").post(f"{at}/arrows", body).status_code == 403
    assert program("stranger administrator").get(f"{at}/theory").status_code == 404
