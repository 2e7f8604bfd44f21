"""What can be written: by the same actions as on the pages, once, on what was read, and with doubts answered."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Registration, StatusReport
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.results.models import Measurement, Redefinition
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]


@pytest.fixture
def manager(program: Programs) -> Program:
    return program("project manager")


@pytest.fixture
def status(world: World, at: str) -> str:
    return f"{at}/milestones/{world.ours.milestone.pk}/statuses"


@pytest.fixture
def measurements(world: World, at: str) -> str:
    return f"{at}/results/{world.ours.result.pk}/measurements"


@pytest.fixture
def registrations(world: World, at: str) -> str:
    return f"{at}/activities/{world.ours.activity.pk}/registrations"


def latest_entry() -> AuditEntry:
    with system_scope("test"):
        return AuditEntry.objects.order_by("-id")[0]


# status


def test_a_status_is_written_with_its_origin_and_its_entry(manager: Program, status: str) -> None:
    answer = manager.put(f"{status}/2013", {"status": "yes", "value": "41.0", "comment": "Nået"})
    assert answer.status_code == 200
    told = answer.json()
    assert (told["report"]["value"], told["report"]["version"]) == ("41.0", 1)
    assert told["report"]["origin"]["kind"] == "typed"
    assert told["report"]["origin"]["by"] == "Project manager"
    assert told["standing"]["light"] == "green"
    assert (latest_entry().author_name, latest_entry().object_kind) == ("Project manager", "statusreport")


def test_a_status_somebody_else_has_written_is_a_conflict_with_what_stands_there(
    manager: Program, status: str
) -> None:
    answer = manager.put(f"{status}/2012", {"status": "yes", "value": "40", "comment": ""})
    assert answer.status_code == 409
    told = answer.json()
    assert told["code"] == "conflict"
    assert (told["current"]["report"]["value"], told["current"]["report"]["version"]) == ("20", 1)
    again = {"status": "yes", "value": "40", "comment": "", "version": 1}
    assert manager.put(f"{status}/2012", again).json()["report"]["version"] == 2
    gone = manager.put(f"{status}/2011", {"status": "no", "comment": "", "version": 3})
    assert (gone.status_code, gone.json()["current"]["report"]) == (409, None)


def test_a_status_left_all_blank_is_removed_and_the_judged_light_stays_with_the_evaluator(
    manager: Program, status: str
) -> None:
    answer = manager.put(f"{status}/2012", {"status": None, "comment": "", "version": 1})
    assert (answer.status_code, answer.json()["report"]) == (200, None)
    refused = manager.put(f"{status}/2012", {"status": None, "comment": "", "judged": "green"})
    assert refused.status_code == 422
    assert [one["field"] for one in refused.json()["errors"]] == ["judged"]


def test_doubts_are_answered_by_name_or_nothing_is_written(manager: Program, status: str) -> None:
    body = {"status": "under_way", "value": "3", "comment": ""}
    answer = manager.put(f"{status}/2013", body)
    assert answer.status_code == 422
    told = answer.json()
    assert told["code"] == "doubts"
    assert {one["code"] for one in told["doubts"]} == {"jump", "below_five"}
    assert {one["field"] for one in told["doubts"]} == {"value"}
    half = manager.put(f"{status}/2013", body | {"confirmed": {"jump": "Talt om"}})
    assert [one["code"] for one in half.json()["doubts"]] == ["below_five"]
    answers = {"jump": "Talt om", "below_five": "Kun møder", "made_up": "x"}
    done = manager.put(f"{status}/2013", body | {"confirmed": answers})
    assert done.status_code == 200
    with system_scope("test"):
        report = StatusReport.objects.get(milestone_id=done.json()["milestone_id"], period__start__year=2013)
    assert set(report.confirmed) == {"jump", "below_five"}
    assert report.confirmed["jump"]["by"] == "Project manager"


def test_a_counted_status_takes_its_value_from_the_registrations(manager: Program, status: str) -> None:
    body = {"status": "under_way", "comment": "", "counted_kind": "deltagere", "confirmed": {"jump": ""}}
    told = manager.put(f"{status}/2013", body).json()
    assert (told["report"]["value"], told["report"]["counted_kind"]) == ("12", "deltagere")
    assert told["report"]["origin"]["kind"] == "counted"


def test_the_rooms_refusals_come_field_by_field(manager: Program, status: str, registrations: str) -> None:
    answer = manager.put(f"{status}/2013", {"status": "yes", "value_text": "ord", "comment": ""})
    assert answer.status_code == 422
    assert answer.json()["code"] == "refused"
    assert [one["field"] for one in answer.json()["errors"]] == ["value_text"]
    body = {"day": "2012-01-31", "kind": "x", "count": 3, "men": 2, "women": 2}
    answer = manager.post(registrations, body)
    assert [one["field"] for one in answer.json()["errors"]] == ["men"]


def test_a_milestone_that_is_not_there_in_the_period_takes_nothing(
    world: World, manager: Program, status: str, measurements: str
) -> None:
    periods = world.ours.periods
    with system_scope("test"):
        type(world.ours.milestone).objects.filter(pk=world.ours.milestone.pk).update(
            retired_in=periods["2011"]
        )
        type(world.ours.result).objects.filter(pk=world.ours.result.pk).update(added_in=periods["2013"])
    answer = manager.put(f"{status}/2013", {"status": "yes", "comment": ""})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "period")
    answer = manager.post(measurements, {"period": "2011", "value": "1"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "period")


# measurements


def test_a_measurement_supersedes_the_one_that_was_read(
    world: World, manager: Program, measurements: str
) -> None:
    with system_scope("test"):
        Redefinition.objects.all().delete()  # nothing is a jump from what was measured otherwise
    answers = {"confirmed": {"jump": "Rettet i registret"}}
    blind = manager.post(measurements, {"period": "2013", "value": "72.50"} | answers)
    assert blind.status_code == 409
    seen = blind.json()["current"]
    assert (seen["id"], seen["value"]) == (world.ours.measurement.pk, "71.7")
    body = {"period": "2013", "value": "72.50", "source": "Jobcentret", "supersedes": seen["id"]}
    done = manager.post(measurements, body | answers)
    assert done.status_code == 201
    assert (done.json()["value"], done.json()["confirmed"]) == ("72.50", ["jump"])
    with system_scope("test"):
        before = Measurement.objects.get(pk=seen["id"])
    assert (before.superseded_by, before.value) == ("Project manager", world.ours.measurement.value)
    assert manager.post(measurements, body | answers).status_code == 409


def test_a_measurement_left_blank_is_withdrawn(world: World, manager: Program, measurements: str) -> None:
    done = manager.post(measurements, {"period": "2013", "supersedes": world.ours.measurement.pk})
    assert done.status_code == 200
    assert done.json()["superseded_at"]
    assert manager.get(measurements).json()["total"] == 3
    nothing = manager.post(measurements, {"period": "2013", "series": None})
    assert (nothing.status_code, nothing.json()) == (200, None)


def test_a_series_nobody_has_measured_is_a_doubt(manager: Program, measurements: str) -> None:
    body = {"period": "2013", "series": "Mænd", "value": "70"}
    answer = manager.post(measurements, body)
    assert [one["code"] for one in answer.json()["doubts"]] == ["new_series"]
    done = manager.post(measurements, body | {"confirmed": {"new_series": ""}})
    assert (done.status_code, done.json()["series"], done.json()["confirmed"]) == (201, "Mænd", [])
    note = manager.post(measurements, {"period": "2012", "series": None, "text": "Ledighed i området"})
    assert (note.status_code, note.json()["series"]) == (201, None)


# registrations


def test_a_registration_is_made_corrected_and_taken_away(manager: Program, registrations: str) -> None:
    made = manager.post(registrations, {"day": "2012-02-29", "kind": "Deltagere", "count": 7, "men": 3})
    assert made.status_code == 201
    told = made.json()
    assert (told["kind"], told["version"], told["registered_by"]) == ("deltagere", 1, "Project manager")
    one = f"{registrations}/{told['id']}"
    body = {"day": "2012-02-29", "kind": "deltagere", "count": 8, "version": 1}
    assert manager.put(one, body).json()["count"] == 8
    late = manager.put(one, body | {"count": 9})
    assert (late.status_code, late.json()["current"]["count"]) == (409, 8)
    assert manager.call("DELETE", f"{one}?version=1").status_code == 409
    assert manager.call("DELETE", f"{one}?version=2").status_code == 204
    assert manager.get(one).status_code == 404


def test_sums_are_told_by_kind_and_period(manager: Program, registrations: str) -> None:
    told = manager.get(f"{registrations}/sums").json()["items"][0]
    assert (told["kind"], told["count"], told["men"]) == ("deltagere", 12, None)
    assert [(one["period"], one["within"], one["upto"]) for one in told["periods"]][2:] == [
        ("2012", 12, 12),
        ("2013", 0, 12),
    ]


# once


def test_fifty_identical_calls_with_a_key_make_one_record(manager: Program, registrations: str) -> None:
    body = {"day": "2012-05-01", "kind": "kontakter", "count": 2}
    key = {"Idempotency-Key": "8f7a"}
    answers = [manager.post(registrations, body, **key) for _time in range(50)]
    assert {one.status_code for one in answers} == {201}
    assert len({one.json()["id"] for one in answers}) == 1
    with system_scope("test"):
        assert Registration.objects.filter(kind="kontakter").count() == 1
    other = manager.post(registrations, body | {"count": 3}, **key)
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert manager.post(registrations, body, **{"Idempotency-Key": "9"}).json()["id"] > 0


def test_taking_away_again_with_the_same_key_is_told_as_the_first_time(
    program: Programs, manager: Program, world: World, registrations: str
) -> None:
    one = f"{registrations}/{world.ours.rows['Registration'].pk}?version=1"
    key = {"Idempotency-Key": "væk"}
    assert [manager.call("DELETE", one, **key).status_code for _call in range(3)] == [204] * 3
    assert latest_entry().action == "remove"
    assert manager.call("DELETE", one).status_code == 404
    assert manager.call("DELETE", one, **{"Idempotency-Key": "en anden"}).status_code == 404
    assert program("activity lead").call("DELETE", one, **key).status_code == 404
    assert program("stranger administrator").call("DELETE", one, **key).status_code == 404
    reused = manager.call("DELETE", one.replace("=1", "=2"), **key)
    assert (reused.status_code, reused.json()["code"]) == (422, "key_reused")


def test_a_key_belongs_to_its_person_and_a_refused_call_may_be_sent_again(
    program: Programs, manager: Program, measurements: str, registrations: str
) -> None:
    key = {"Idempotency-Key": "a" * 200}
    body = {"day": "2012-05-01", "kind": "kontakter", "count": 2}
    first = manager.post(registrations, body, **key).json()["id"]
    second = program("lead administrator").post(registrations, body, **key).json()["id"]
    assert first != second
    other = {"Idempotency-Key": "b"}
    call = {"period": "2013", "series": "Mænd", "value": "70"}
    assert manager.post(measurements, call, **other).status_code == 422
    assert manager.post(measurements, call, **other).status_code == 422
    too_long = {"Idempotency-Key": "c" * 201}
    assert manager.post(registrations, body, **too_long).status_code == 422


def test_a_replayed_measurement_tells_the_one_it_made(
    world: World, manager: Program, measurements: str
) -> None:
    body = {"period": "2013", "value": "72", "supersedes": world.ours.measurement.pk}
    body["confirmed"] = {"jump": ""}
    key = {"Idempotency-Key": "m"}
    first = manager.post(measurements, body, **key)
    again = manager.post(measurements, body, **key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()


# mass assignment


@pytest.mark.parametrize(
    "extra",
    ["owner", "organisation", "project", "project_id", "role", "id", "origin", "origin_by", "registered_by",
     "superseded_at", "judged", "person", "removed_at"],
)  # fmt: skip
def test_fields_that_are_not_the_callers_are_refused(
    manager: Program, status: str, measurements: str, registrations: str, extra: str
) -> None:
    calls: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("PUT", f"{status}/2013", {"status": "yes", "comment": ""}),
        ("POST", measurements, {"period": "2011", "series": None, "text": "Ord"}),
        ("POST", registrations, {"day": "2012-05-01", "kind": "kontakter", "count": 2}),
    )
    before = latest_entry().pk
    for method, path, body in calls:
        answer = manager.call(method, path, body | {extra: 1})
        assert answer.status_code == 422, path
        assert answer.json()["errors"][0] == {
            "field": extra,
            "code": "extra_forbidden",
            "message": "Feltet findes ikke her, eller kan ikke skrives. Fjern det.",
        }
    assert latest_entry().pk == before


def test_a_new_registration_has_no_version_to_set(manager: Program, registrations: str) -> None:
    body = {"day": "2012-05-01", "kind": "kontakter", "count": 2, "version": 7}
    assert manager.post(registrations, body).status_code == 422
