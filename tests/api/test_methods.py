"""The method description and the target-group matrix by the API: read, and a day's counts written."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from api.conftest import Program
from virkning.rooms.access.scope import system_scope
from virkning.rooms.plans.models import CoreElement
from virkning.rooms.theory.models import MatrixCount, MatrixGroup
from world import World

pytestmark = pytest.mark.django_db

Programs = Callable[[str], Program]
#: The token with its person and memberships (2); the project and its permissions (3).
TOKEN, IN_PROJECT = 1, 3


def day_of(at: str, day: str = "2013-01-01") -> str:
    return f"{at}/target-group-matrix/counts/{day}"


def group(world: World) -> int:
    key: int = world.ours.rows["MatrixGroup"].pk
    return key


def counted() -> list[tuple[date, int]]:
    with system_scope("test"):
        rows = MatrixCount.objects.filter(group__project__name="Vores projekt").order_by("counted_on", "id")
        return list(rows.values_list("counted_on", "count"))


# Reading


def test_the_matrix_tells_its_groups_with_their_counts(world: World, program: Programs, at: str) -> None:
    [told] = program("steering group").get(f"{at}/target-group-matrix").json()["items"]
    assert told["quadrant"] == "can_will"
    assert told["counts"] == [{"day": "2013-01-01", "count": 12, "counted_by": ""}]
    assert (told["target_group"], told["plan_year"]) == ("", None)


def test_a_day_tells_every_group_and_what_is_missing(world: World, program: Programs, at: str) -> None:
    with system_scope("test"):
        MatrixGroup.objects.create(project=world.ours.project, quadrant="cannot_will", title="Ny", position=1)
    told = program("evaluator").get(day_of(at)).json()
    assert [(one["count"], one["version"]) for one in told["counts"]] == [(12, 1), (None, None)]
    assert told["total"] == {
        "known": 12,
        "counted": 1,
        "missing": 1,
        "words": "mindst 12 (1 gruppe er ikke optalt)",
    }


@pytest.mark.parametrize("day", ["2013", "2013-13-01", "01-01-2013", "x" * 10, "20130101ab"])
def test_what_is_no_day_is_not_there(program: Programs, at: str, day: str) -> None:
    assert program("project manager").get(day_of(at, day)).status_code == 404


def test_the_method_tells_its_versions_and_one_of_them_whole(
    world: World, program: Programs, at: str
) -> None:
    caller = program("steering group")
    [version] = caller.get(f"{at}/methods").json()["items"]
    assert (version["number"], version["holds"], version["decided_on"]) == (1, True, None)
    whole = caller.get(f"{at}/methods/{version['id']}").json()
    [core] = whole["core_elements"]
    assert (core["text"], core["version"]) == ("En fast kontaktperson", 1)
    [phase] = whole["phases"]
    assert phase["texts"][0] == {"part": "core", "text": "Mød borgeren, hvor borgeren er", "version": 1}
    assert [(one["text"], one["version"]) for one in phase["texts"][1:]] == [("", None)] * 3
    [tool] = phase["tools"]
    assert (tool["title"], tool["file"], tool["phase_id"]) == ("Samtaleguide", "", phase["id"])
    theirs = world.theirs.rows["MethodDescription"].pk
    assert caller.get(f"{at}/methods/{theirs}").status_code == 404


def test_reading_keeps_its_number_of_queries(
    world: World, program: Programs, at: str, django_assert_num_queries: Any
) -> None:
    caller, method = program("project manager"), world.ours.rows["MethodDescription"]
    expected = {
        # The keys and versions beside the facts.
        f"{at}/target-group-matrix": 3,
        f"{at}/target-group-matrix/groups/{group(world)}": 5,
        day_of(at): 3,
        f"{at}/methods": 1,
        f"{at}/methods/{method.pk}": 6,
    }
    for number in range(3):
        for address, queries in expected.items():
            with django_assert_num_queries(TOKEN + IN_PROJECT + queries, info=address):
                assert caller.get(address).status_code == 200
        with system_scope("test"):
            more = MatrixGroup.objects.create(
                project=world.ours.project, quadrant="can_will", title=f"Flere {number}", position=number
            )
            MatrixCount.objects.create(group=more, counted_on=date(2013, 1, 1), count=number)
            CoreElement.objects.create(description=method, text=f"Flere {number}")


# Writing


def test_a_day_is_written_with_zero_and_who_counted(world: World, program: Programs, at: str) -> None:
    body = {"counts": [{"group_id": group(world), "count": 0}], "counted_by": "Jobcentret"}
    answer = program("project manager").put(day_of(at, "2013-07-01"), body)
    assert answer.status_code == 200
    assert answer.json()["counts"][0] | {"group_id": 0} == {
        "group_id": 0,
        "quadrant": "can_will",
        "count": 0,
        "version": 2,
    }
    assert answer.json()["counted_by"] == "Jobcentret"
    assert counted() == [(date(2013, 1, 1), 12), (date(2013, 7, 1), 0)]


def test_a_count_is_corrected_and_taken_away_by_its_version(world: World, program: Programs, at: str) -> None:
    caller = program("project manager")
    one = {"group_id": group(world), "version": 1}
    assert caller.put(day_of(at), {"counts": [{**one, "count": 13}]}).status_code == 200
    stale = caller.put(day_of(at), {"counts": [{**one, "count": 14}]})
    assert stale.status_code == 409
    assert stale.json()["current"]["counts"][0]["count"] == 13
    unread = caller.put(day_of(at), {"counts": [{"group_id": group(world), "count": 14}]})
    assert unread.status_code == 409
    gone = caller.put(day_of(at), {"counts": [{**one, "version": 2, "count": None}]})
    assert gone.json()["total"]["missing"] == 1
    assert counted() == []


def test_the_same_call_sent_again_is_carried_out_once(world: World, program: Programs, at: str) -> None:
    caller = program("project manager")
    body = {"counts": [{"group_id": group(world), "count": 13, "version": 1}]}
    for _time in range(2):
        answer = caller.put(day_of(at), body, **{"Idempotency-Key": "optaelling-1"})
        assert answer.status_code == 200
    assert answer.json()["counts"][0]["version"] == 2


@pytest.mark.parametrize(
    ("one", "status"),
    [
        ({"count": -1}, 422),
        ({"count": 10_000_001}, 422),
        ({"count": 1.5}, 422),
        ({"count": "3"}, 422),
        ({}, 422),
        ({"count": 3, "version": 0}, 422),
        ({"count": 3, "version": 2**31}, 422),
        ({"count": 3, "name": "x"}, 422),
        ({"count": 3, "group_id": 2**63}, 422),
        ({"count": 3, "group_id": 10**12}, 422),
    ],
)
def test_what_is_no_count_is_refused(
    world: World, program: Programs, at: str, one: dict[str, Any], status: int
) -> None:
    body = {"counts": [{"group_id": group(world), **one}]}
    assert program("project manager").put(day_of(at), body).status_code == status
    assert counted() == [(date(2013, 1, 1), 12)]


def test_a_group_twice_the_future_and_a_cpr_number_are_refused(
    world: World, program: Programs, at: str
) -> None:
    caller, one = program("project manager"), {"group_id": group(world), "count": 3, "version": 1}
    assert caller.put(day_of(at), {"counts": [one, one]}).status_code == 422
    assert caller.put(day_of(at, "2199-01-01"), {"counts": [one]}).status_code == 422
    cpr = caller.put(day_of(at), {"counts": [one], "counted_by": "010190-1234"})
    assert cpr.status_code == 422
    assert "CPR-nummer" in cpr.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("who", "status"), [("activity lead", 403), ("evaluator", 403), ("stranger administrator", 404)]
)
def test_only_those_who_edit_the_project_may_write(
    world: World, program: Programs, at: str, who: str, status: int
) -> None:
    body = {"counts": [{"group_id": group(world), "count": 3, "version": 1}]}
    assert program(who).put(day_of(at), body).status_code == status
