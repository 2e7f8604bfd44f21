"""The method description by the API: begun, written in cell by cell, carried on in a new version, taken away."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program
from virkning.rooms.access.scope import system_scope
from virkning.rooms.plans.models import MethodDescription
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]


@pytest.fixture
def manager(program: Programs) -> Program:
    return program("project manager")


@pytest.fixture
def method(world: World, at: str) -> str:
    return f"{at}/methods/{world.ours.rows['MethodDescription'].pk}"


def read(manager: Program, method: str) -> dict[str, Any]:
    told: dict[str, Any] = manager.get(method).json()
    return told


def test_a_method_is_begun_where_there_is_none(manager: Program, at: str) -> None:
    given = {"title": "Mentor fra første dag"}
    refused = manager.post(f"{at}/methods", given)
    assert (refused.status_code, "allerede" in refused.json()["errors"][0]["message"]) == (422, True)
    with system_scope("test"):
        MethodDescription.objects.update(removed_at="2013-01-01T00:00:00Z")
    key = {"Idempotency-Key": "begynd"}
    made, again = (manager.post(f"{at}/methods", given, **key) for _time in range(2))
    assert (made.status_code, made.json()["id"]) == (201, again.json()["id"])
    assert [one["title"] for one in made.json()["phases"]] == ["Fase 1", "Fase 2", "Fase 3"]
    assert made.json()["holds"]


def test_its_name_and_its_phases_are_corrected_on_what_was_read(manager: Program, method: str) -> None:
    given = {"title": "Mentorer", "note": "Ny", "decided_on": "2013-05-01", "version": 1}
    told = manager.put(method, given).json()
    assert (told["title"], told["decided_on"], told["version"]) == ("Mentorer", "2013-05-01", 2)
    stale = manager.put(method, given | {"title": "Andet"})
    assert (stale.status_code, stale.json()["current"]["title"]) == (409, "Mentorer")
    where = f"{method}/phases/{told['phases'][0]['id']}"
    days = {"title": "Begyndelsen", "starts_on": "2013-02-01", "ends_on": "2013-01-01", "version": 1}
    assert manager.put(where, days).json()["errors"][0]["field"] == "ends_on"
    phase = manager.put(where, days | {"ends_on": "2013-03-01"}).json()
    assert (phase["title"], phase["ends_on"], phase["version"]) == ("Begyndelsen", "2013-03-01", 2)
    assert manager.put(where, days | {"ends_on": None}).status_code == 409


def test_a_cell_is_written_on_what_stood_there(manager: Program, method: str) -> None:
    [phase] = read(manager, method)["phases"]
    where = f"{method}/phases/{phase['id']}/texts"
    unread = manager.put(f"{where}/core", {"text": "Noget andet"})
    assert (unread.status_code, unread.json()["current"]["texts"][0]["version"]) == (409, 1)
    told = manager.put(f"{where}/core", {"text": "Noget andet", "version": 1}).json()
    assert told["texts"][0] == {"part": "core", "text": "Noget andet", "version": 2}
    first = manager.put(f"{where}/roles", {"text": "Mentoren aftaler"}).json()
    assert first["texts"][2] == {"part": "roles", "text": "Mentoren aftaler", "version": 1}
    assert manager.put(f"{where}/kerne", {"text": "x"}).status_code == 404


def test_core_elements_are_added_moved_and_taken_away(manager: Program, method: str) -> None:
    where = f"{method}/core-elements"
    made = manager.post(where, {"text": "Møder hver uge"}).json()
    own = f"{where}/{made['id']}"
    changed = manager.put(own, {"text": "Møder hver uge i et år", "version": 1}).json()
    assert changed["version"] == 2
    assert manager.post(f"{own}/place", {"to": 0}).status_code == 200
    assert read(manager, method)["core_elements"][0]["id"] == made["id"]
    now = read(manager, method)["core_elements"][0]["version"]
    stale = manager.call("DELETE", f"{own}?version=1")
    assert (stale.status_code, stale.json()["current"]["version"]) == (409, now)
    key = {"Idempotency-Key": "væk"}
    gone = [manager.call("DELETE", f"{own}?version={now}", **key).status_code for _time in range(2)]
    assert gone == [204, 204]
    assert len(read(manager, method)["core_elements"]) == 1


def test_tools_are_added_without_a_file_renamed_and_taken_away(
    world: World, manager: Program, method: str
) -> None:
    phase = read(manager, method)["phases"][0]["id"]
    made = manager.post(f"{method}/phases/{phase}/tools", {"title": "Logbog"}).json()
    assert (made["file"], made["phase_id"]) == ("", phase)
    own = f"{method}/tools/{made['id']}"
    told = manager.put(own, {"title": "Fælles logbog", "phase_id": phase, "version": 1}).json()
    assert (told["title"], told["version"]) == ("Fælles logbog", 2)
    theirs = {"title": "x", "phase_id": world.theirs.rows["MethodPhase"].pk, "version": 2}
    assert manager.put(own, theirs).json()["errors"][0]["field"] == "phase_id"
    assert manager.call("DELETE", f"{own}?version=1").status_code == 409
    assert manager.call("DELETE", f"{own}?version=2").status_code == 204


def test_only_the_newest_version_is_written_in(manager: Program, at: str, method: str) -> None:
    given = {"note": "Flere møder", "decided_on": "2013-09-01", "version": 1}
    made = manager.post(f"{method}/new-version", given).json()
    assert (made["number"], made["title"], made["holds"]) == (2, "Metoden", True)
    assert made["phases"][0]["texts"][0]["text"] == "Mød borgeren, hvor borgeren er"
    again = manager.post(f"{method}/new-version", given)
    assert again.status_code == 422
    assert manager.put(method, {"title": "Gammel", "version": 1}).status_code == 422
    core = read(manager, method)["core_elements"][0]
    own = f"{method}/core-elements/{core['id']}"
    assert manager.put(own, {"text": "x", "version": core["version"]}).status_code == 422
    assert manager.call("DELETE", f"{at}/methods/{made['id']}?version=1").status_code == 204
    assert read(manager, method)["holds"]


@pytest.mark.parametrize(
    "given",
    [
        {"title": "", "version": 1},
        {"title": "a" * 201, "version": 1},
        {"title": "Om 610190-1234", "version": 1},
        {"title": "x", "note": "a" * 2001, "version": 1},
        {"title": "x", "decided_on": "1.5.2013", "version": 1},
        {"title": "x"},
    ],
)
def test_what_is_wrong_is_refused(manager: Program, method: str, given: dict[str, Any]) -> None:
    assert manager.put(method, given).status_code == 422
    assert read(manager, method)["version"] == 1


@pytest.mark.parametrize(
    ("who", "status"), [("activity lead", 403), ("evaluator", 403), ("stranger administrator", 404)]
)
def test_only_those_who_edit_the_project_write(
    world: World, program: Programs, at: str, method: str, who: str, status: int
) -> None:
    rows, caller = world.ours.rows, program(who)
    phase, core = f"{method}/phases/{rows['MethodPhase'].pk}", f"{method}/core-elements"
    for verb, path, body in (
        ("POST", f"{at}/methods", {"title": "x"}),
        ("PUT", method, {"title": "x", "version": 1}),
        ("POST", f"{method}/new-version", {"note": "x", "version": 1}),
        ("DELETE", f"{method}?version=1", None),
        ("PUT", phase, {"title": "x", "version": 1}),
        ("PUT", f"{phase}/texts/core", {"text": "x", "version": 1}),
        ("POST", f"{phase}/tools", {"title": "x"}),
        ("POST", core, {"text": "x"}),
        ("DELETE", f"{core}/{rows['CoreElement'].pk}?version=1", None),
    ):
        assert caller.call(verb, path, body).status_code == status, path
