"""A token gives what it says, as long as it says, and never more than its person may."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from api.conftest import Program, token_for
from virkning.rooms.access.scope import system_scope
from virkning.rooms.organisations.models import ApiToken, Membership, Person
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]


@pytest.fixture
def body() -> dict[str, Any]:
    return {"day": "2012-05-01", "kind": "kontakter", "count": 2}


@pytest.fixture
def registrations(world: World, at: str) -> str:
    return f"{at}/activities/{world.ours.activity.pk}/registrations"


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Basic dXNlcjpwYXNz",
        "Bearer vk_00000000_" + "a" * 43,
        "Bearer " + "a" * 5000,
        "Bearer vk_æøå_\x7f",
        "Bearer a b",
    ],
)
def test_without_a_token_that_is_known_nothing_is_told(db: None, at: str, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    answer = Program().get(at, **headers)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["code"] == "unauthenticated"


def test_a_session_cookie_is_no_way_in(world: World, at: str) -> None:
    client = Client()
    client.force_login(world.people["project manager"])
    assert client.get(f"/api/v1{at}").status_code == 401


def test_a_session_cookie_beside_a_token_changes_nothing(world: World, tokens: Any, at: str) -> None:
    client = Client()
    client.force_login(world.people["project manager"])
    stranger = {"Authorization": f"Bearer {tokens['stranger administrator']}"}
    assert client.get(f"/api/v1{at}", headers=stranger).status_code == 404


def test_a_reading_token_writes_nothing_and_a_writing_one_alone_reads_nothing(
    world: World, at: str, registrations: str, body: dict[str, Any]
) -> None:
    person = world.people["project manager"]
    reader, writer = Program(token_for(person, "read")), Program(token_for(person, "write"))
    assert reader.get(at).status_code == 200
    refused = reader.post(registrations, body)
    assert (refused.status_code, refused.json()["code"]) == (403, "token_scope")
    assert reader.post("/projects/0/activities/0/registrations", body).status_code == 403
    assert writer.get(at).status_code == 403
    assert writer.post(registrations, body).status_code == 201


def test_an_expired_or_revoked_token_is_unknown(world: World, at: str) -> None:
    now = timezone.now()
    for values in (
        {"created_at": now - timedelta(days=9), "expires_at": now - timedelta(seconds=1)},
        {"revoked_at": now},
    ):
        raw = token_for(world.people["project manager"], "read")
        assert Program(raw).get(at).status_code == 200
        with system_scope("test"):
            ApiToken.objects.filter(prefix=raw[:11]).update(**values)
        assert Program(raw).get(at).status_code == 401


def test_an_inactive_persons_token_is_unknown(world: World, program: Programs, at: str) -> None:
    Person.objects.filter(pk=world.people["project manager"].pk).update(is_active=False)
    assert program("project manager").get(at).status_code == 401


def test_a_membership_that_has_ended_takes_the_project_away(
    world: World, program: Programs, at: str, registrations: str, body: dict[str, Any]
) -> None:
    manager = program("project manager")
    assert manager.get(at).status_code == 200
    with system_scope("test"):
        Membership.objects.filter(person=world.people["project manager"]).update(ended_at=timezone.now())
    assert manager.get(at).status_code == 404
    assert manager.post(registrations, body).status_code == 404
    assert manager.get("/projects").json()["total"] == 0


def test_another_organisations_objects_do_not_exist(
    world: World, program: Programs, body: dict[str, Any]
) -> None:
    manager, theirs, ours = program("project manager"), world.theirs, world.ours
    for path in (
        f"/projects/{theirs.project.pk}",
        f"/projects/{theirs.project.pk}/milestones/{theirs.milestone.pk}",
        f"/projects/{ours.project.pk}/milestones/{theirs.milestone.pk}",
        f"/projects/{ours.project.pk}/results/{theirs.result.pk}/measurements",
        f"/projects/{ours.project.pk}/activities/{ours.activity.pk}"
        f"/registrations/{theirs.rows['Registration'].pk}",
        f"/projects/{ours.project.pk}/activities/{theirs.activity.pk}"
        f"/registrations/{ours.rows['Registration'].pk}",
    ):
        answer = manager.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path
    at = f"/projects/{ours.project.pk}/activities/{theirs.activity.pk}/registrations"
    assert manager.post(at, body).status_code == 404


def test_an_invisible_object_is_not_there_before_anything_of_the_body_is_read(
    program: Programs, registrations: str
) -> None:
    stranger = program("stranger administrator")
    assert stranger.post(registrations, {"wrong": 1}).status_code == 404
    evaluator = program("evaluator")
    answer = evaluator.post(registrations, {"wrong": 1})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_use_is_noted_at_most_every_ten_minutes(
    world: World, at: str, django_assert_max_num_queries: Any
) -> None:
    raw = token_for(world.people["project manager"], "read")
    rows = ApiToken._base_manager.filter(prefix=raw[:11])
    rows.update(last_used_at=timezone.now() - timedelta(minutes=11))
    Program(raw).get("/me")
    noted = rows.get().last_used_at
    assert timezone.now() - noted < timedelta(minutes=1)
    Program(raw).get("/me")
    assert rows.get().last_used_at == noted


def test_a_token_may_call_so_often_and_no_oftener(program: Programs, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 3
    manager = program("project manager")
    for _time in range(3):
        manager.get("/me")
    answer = manager.get("/me")
    # A minute may have turned between the calls.
    assert answer.status_code in {200, 429}
    if answer.status_code == 429:
        assert 1 <= int(answer["Retry-After"]) <= 60
        assert answer.json()["code"] == "too_many_calls"
    assert program("lead administrator").get("/me").status_code == 200


def test_methods_an_address_does_not_have_are_405_with_allow(program: Programs, at: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = program("project manager").call(method, at)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD"), method
        assert Program().call(method, at).status_code == 401


def test_an_address_that_is_not_there_is_404_as_json(db: None) -> None:
    for path in ("/nothing", "/projects/x", "/projects/-1", "/me/", "/projects/" + "9" * 5000):
        answer = Program().get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path


def test_a_fault_of_ours_is_told_without_data(
    program: Programs, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from virkning.api.routers import programmes

    def fail(_project: Any) -> Any:
        raise RuntimeError("hemmelig")

    monkeypatch.setattr(programmes, "load_project", fail)
    answer = program("project manager").get(at)
    assert answer.status_code == 500
    assert json.loads(answer.content)["code"] == "server_error"
    assert b"hemmelig" not in answer.content
