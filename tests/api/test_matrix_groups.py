"""The groups of a target-group matrix by the API: added, corrected, moved, taken away; a count moved to its day."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]


@pytest.fixture
def manager(program: Programs) -> Program:
    return program("project manager")


@pytest.fixture
def groups(at: str) -> str:
    return f"{at}/target-group-matrix/groups"


def given(**more: Any) -> dict[str, Any]:
    return {"title": "Mangler netværk", "quadrant": "can_will_not", **more}


def test_a_group_is_added_once_and_read(manager: Program, groups: str, at: str) -> None:
    key = {"Idempotency-Key": "gruppe"}
    made, again = (manager.post(groups, given(description="Unge"), **key) for _time in range(2))
    assert (made.status_code, made.json()["id"]) == (201, again.json()["id"])
    told = manager.get(f"{groups}/{made.json()['id']}").json()
    assert (told["quadrant"], told["description"], told["version"]) == ("can_will_not", "Unge", 1)
    assert manager.get(f"{at}/target-group-matrix").json()["total"] == 2


def test_a_group_is_corrected_and_moved_on_what_was_read(world: World, manager: Program, groups: str) -> None:
    own = f"{groups}/{world.ours.rows['MatrixGroup'].pk}"
    planned = world.plans["lead"]["TargetGroup"]
    told = manager.put(own, given(target_group_id=planned.pk, version=1)).json()
    assert (told["target_group"], told["plan_year"], told["target_group_id"]) == ("A1", 2013, planned.pk)
    assert [one["count"] for one in told["counts"]] == [12]
    stale = manager.put(own, given(version=1))
    assert (stale.status_code, stale.json()["current"]["title"]) == (409, "Mangler netværk")
    moved = manager.post(f"{own}/move", {"quadrant": "cannot_will", "version": 2}).json()
    assert (moved["quadrant"], moved["version"]) == ("cannot_will", 3)
    assert manager.post(f"{own}/move", {"quadrant": "can_will", "version": 2}).status_code == 409
    loose = manager.put(own, given(version=3)).json()
    assert (loose["target_group_id"], loose["description"]) == (None, "")


def test_a_link_another_made_may_stay_and_a_strange_one_is_refused(
    world: World, manager: Program, groups: str
) -> None:
    theirs = world.plans["stranger"]["TargetGroup"].pk
    for key in (theirs, 10**12):
        refused = manager.post(groups, given(target_group_id=key))
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "target_group_id")


def test_a_group_is_taken_away_with_its_counts(world: World, manager: Program, groups: str, at: str) -> None:
    own = f"{groups}/{world.ours.rows['MatrixGroup'].pk}"
    assert manager.call("DELETE", f"{own}?version=7").status_code == 409
    key = {"Idempotency-Key": "væk"}
    assert [manager.call("DELETE", f"{own}?version=1", **key).status_code for _time in range(2)] == [204, 204]
    assert manager.get(f"{at}/target-group-matrix").json()["items"] == []
    assert manager.get(own).status_code == 404


def test_a_count_is_moved_to_the_day_it_was_made(world: World, manager: Program, at: str) -> None:
    counts = f"{at}/target-group-matrix/counts"
    one = {"group_id": world.ours.rows["MatrixGroup"].pk, "count": 12, "version": 1}
    body = {"counts": [one], "moved_from": "2013-01-01"}
    told = manager.put(f"{counts}/2013-02-01", body).json()
    assert [one["count"] for one in told["counts"]] == [12]
    assert manager.get(f"{counts}/2013-01-01").json()["counts"][0]["count"] is None
    late = manager.put(f"{counts}/2013-03-01", {**body, "moved_from": "2013-02-01"})
    assert (late.status_code, late.json()["current"]["day"]) == (409, "2013-02-01")


@pytest.mark.parametrize(
    "body",
    [
        {},
        given(title=""),
        given(title="a" * 201),
        given(quadrant="x"),
        given(description="610190-1234"),
        given(version=1),
    ],
)
def test_what_is_wrong_is_refused(manager: Program, groups: str, body: dict[str, Any]) -> None:
    assert manager.post(groups, body).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("activity lead", 403), ("stranger administrator", 404)])
def test_only_those_who_edit_the_project_write(
    world: World, program: Programs, groups: str, who: str, status: int
) -> None:
    own, caller = f"{groups}/{world.ours.rows['MatrixGroup'].pk}", program(who)
    assert caller.post(groups, given()).status_code == status
    assert caller.put(own, given(version=1)).status_code == status
    assert caller.post(f"{own}/move", {"quadrant": "can_will", "version": 1}).status_code == status
    assert caller.call("DELETE", f"{own}?version=1").status_code == status
