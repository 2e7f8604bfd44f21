"""An agency's change tracks kept by the API; the ministry's goals read."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]


@pytest.fixture
def keeper(program: Programs) -> Program:
    return program("funder planner")


@pytest.fixture
def catalogue(world: World) -> str:
    return f"/organisations/{world.organisations['funder'].pk}/change-tracks"


@pytest.fixture
def own(world: World) -> str:
    return f"/change-tracks/{world.track.pk}"


def given(**more: Any) -> dict[str, Any]:
    return {"number": "2", "title": "Fra praktik til timer", **more}


def test_a_track_is_added_once(keeper: Program, catalogue: str) -> None:
    key = {"Idempotency-Key": "spor"}
    made, again = (keeper.post(catalogue, given(), **key) for _time in range(2))
    assert (made.status_code, made.json()["id"]) == (201, again.json()["id"])
    assert (made.json()["agency"]["name"], made.json()["valid_to"]) == ("Styrelsen", None)
    taken = keeper.post(catalogue, given(title="Andet"))
    assert (taken.status_code, taken.json()["errors"][0]["field"]) == (422, "number")


def test_a_version_is_put_right_followed_and_ended(keeper: Program, own: str) -> None:
    right = keeper.put(own, given(number="1", title="Vejen til job", description="Trin", version=1)).json()
    assert (right["description"], right["version"]) == ("Trin", 2)
    stale = keeper.put(own, given(number="1", version=1))
    assert (stale.status_code, stale.json()["current"]["version"]) == (409, 2)
    body = {"title": "Vejen til varigt job", "valid_from": "2027-01-01", "version": 1}
    assert keeper.post(f"{own}/revise", body).json()["current"]["version"] == 2
    new = keeper.post(f"{own}/revise", body | {"version": 2}).json()
    assert (new["number"], new["valid_from"], keeper.get(own).json()["valid_to"]) == (
        "1",
        "2027-01-01",
        "2026-12-31",
    )
    late = f"/change-tracks/{new['id']}"
    early = keeper.post(f"{late}/end", {"on": "2026-05-01", "version": 1})
    assert (early.status_code, early.json()["errors"][0]["field"]) == (422, "on")
    ended = keeper.post(f"{late}/end", {"on": "2027-05-01", "version": 1}).json()
    assert (ended["valid_to"], ended["version"]) == ("2027-05-01", 2)
    assert keeper.call("DELETE", f"{late}?version=1").status_code == 409
    assert keeper.call("DELETE", f"{late}?version=2").status_code == 204
    assert keeper.get(late).status_code == 404


def test_the_catalogue_is_put_in_an_order_of_its_own_and_back(keeper: Program, catalogue: str) -> None:
    def numbers() -> list[str]:
        return [one["number"] for one in keeper.get("/change-tracks").json()["items"]]

    made = keeper.post(catalogue, given()).json()
    assert keeper.post(f"/change-tracks/{made['id']}/move", {"up": True}).status_code == 200
    assert numbers() == ["2", "1"]
    key = {"Idempotency-Key": "orden"}
    for _time in range(2):
        assert keeper.post(f"{catalogue}/by-number", {}, **key).status_code == 204
    assert numbers() == ["1", "2"]


def test_only_an_agency_has_a_catalogue_and_only_its_planners_keep_it(
    world: World, program: Programs, catalogue: str, own: str
) -> None:
    lead = f"/organisations/{world.organisations['lead'].pk}/change-tracks"
    assert program("lead planner").post(lead, given()).status_code == 422
    assert program("lead planner").post(catalogue, given()).status_code == 404
    assert program("funder colleague").post(catalogue, given()).status_code == 403
    for who in ("funder colleague", "lead planner"):
        assert program(who).put(own, given(version=1)).status_code == 403
        assert program(who).post(f"{own}/end", {"on": "2027-01-01", "version": 1}).status_code == 403
        assert program(who).post(f"{own}/move", {"up": True}).status_code == 403
        assert program(who).call("DELETE", f"{own}?version=1").status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {},
        given(number=""),
        given(number="1" * 21),
        given(title="a" * 201),
        given(description="610190-1234"),
        given(valid_from="2027-01-02", valid_to="2027-01-01"),
    ],
)
def test_what_is_wrong_is_refused(keeper: Program, catalogue: str, body: dict[str, Any]) -> None:
    assert keeper.post(catalogue, body).status_code == 422


def test_the_ministrys_goals_are_told_by_year(program: Programs) -> None:
    asks = program("stranger colleague")
    told = asks.get("/national-goals?year=2011").json()
    assert told["total"] == len(told["items"]) > 0
    goal = told["items"][0]
    assert goal["overall_groups"][0]["letter"] == "A"
    assert asks.get("/national-goals?year=1950").json()["items"] == []
    assert asks.get("/national-goals").status_code == 200
    for wrong in ("?year=x", "?year=1", "?aar=2011"):
        assert asks.get(f"/national-goals{wrong}").status_code == 422
