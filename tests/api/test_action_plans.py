"""Action plans through the API: read as on the page, and an action's status written once, on what was read."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.plans.models import ActionStatus, Challenge, PlannedAction
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]


@pytest.fixture
def manager(program: Programs) -> Program:
    return program("project manager")


@pytest.fixture
def action(world: World) -> PlannedAction:
    with system_scope("test"):
        return PlannedAction.objects.get(challenge__project=world.ours.project)


@pytest.fixture
def statuses(at: str, action: PlannedAction) -> str:
    return f"{at}/actions/{action.pk}/statuses"


def given(**more: Any) -> dict[str, Any]:
    return {"degree": "wholly", "comment": "", **more}


def test_the_plan_is_read_as_it_stands_in_a_period(manager: Program, at: str, action: PlannedAction) -> None:
    told = manager.get(f"{at}/action-plan?period=2013").json()
    assert told["total"] == 1
    [challenge] = told["items"]
    assert (challenge["theme"], challenge["text"]) == ("staff", "For få mentorer")
    [one] = challenge["actions"]
    assert (one["id"], one["deadline"], one["overdue"]) == (action.pk, None, False)
    standing = one["standing"]
    assert (standing["degree"], standing["told_in"], standing["light"]) == ("partly", "2013", "green")
    earlier = manager.get(f"{at}/action-plan?period=2012").json()["items"][0]["actions"][0]["standing"]
    assert (earlier["degree"], earlier["light"]) == (None, None)
    assert manager.get(f"{at}/action-plan").json()["items"][0]["actions"][0]["standing"]["period"] == "2013"
    assert manager.get(f"{at}/action-plan?period=1999").status_code == 422


def test_statuses_are_read_period_by_period(manager: Program, statuses: str) -> None:
    told = manager.get(statuses).json()
    assert [one["period"] for one in told["items"]] == ["2010", "2011", "2012", "2013"]
    assert [one["report"] is None for one in told["items"]] == [True, True, True, False]
    assert manager.get(f"{statuses}/2013").json()["report"]["version"] == 1
    assert manager.get(f"{statuses}/1999").status_code == 404


def test_a_status_is_written_on_what_was_read(manager: Program, statuses: str) -> None:
    unread = manager.put(f"{statuses}/2013", given())
    assert (unread.status_code, unread.json()["current"]["report"]["degree"]) == (409, "partly")
    told = manager.put(f"{statuses}/2013", given(version=1)).json()
    assert (told["report"]["degree"], told["report"]["by"], told["report"]["version"]) == (
        "wholly",
        "Project manager",
        2,
    )
    assert told["standing"]["light"] == "green"
    with system_scope("test"):
        assert AuditEntry.objects.order_by("-id")[0].object_kind == "actionstatus"
    emptied = manager.put(f"{statuses}/2013", {"degree": None, "comment": "", "version": 2})
    assert emptied.json()["report"] is None


def test_the_same_call_twice_writes_once(manager: Program, statuses: str) -> None:
    for _time in range(2):
        answer = manager.put(f"{statuses}/2012", given(), **{"Idempotency-Key": "en"})
        assert (answer.status_code, answer.json()["report"]["version"]) == (200, 1)


def test_judging_otherwise_takes_a_comment(manager: Program, statuses: str) -> None:
    answer = manager.put(f"{statuses}/2012", given(judged="red"))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "comment")
    assert manager.put(f"{statuses}/2012", given(judged="red", comment="Lederen er rejst")).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"degree": "x", "comment": ""},
        {"degree": "wholly", "comment": "010180-1234"},
        {"degree": "wholly", "comment": "", "version": 10**30},
        {"degree": "wholly", "comment": "å" * 40_000},
    ],
)
def test_what_is_wrong_is_refused(manager: Program, statuses: str, body: dict[str, Any]) -> None:
    assert manager.put(f"{statuses}/2012", body).status_code == 422


def test_those_who_only_read_do_not_write(program: Programs, statuses: str) -> None:
    assert program("steering group").get(f"{statuses}/2013").status_code == 200
    assert program("steering group").put(f"{statuses}/2013", given(version=1)).status_code == 403
    assert program("stranger administrator").put(f"{statuses}/2013", given(version=1)).status_code == 404


def test_an_action_that_has_gone_is_not_there(manager: Program, statuses: str, world: World) -> None:
    with system_scope("test"):
        Challenge.objects.update(removed_at="2014-01-01T00:00:00Z")
    assert manager.get(statuses).status_code == 404
    with system_scope("test"):
        before = ActionStatus.objects.count()
    assert manager.put(f"{statuses}/2012", given()).status_code == 422
    with system_scope("test"):
        assert ActionStatus.objects.count() == before
