"""Interventions by the API: listed, decided, described, and taken all the way to acceptance."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.interventions.models import Element, FieldComment, Intervention, Purpose
from virkning.rooms.organisations.models import Person
from virkning.rooms.results.models import Result
from world import World

pytestmark = pytest.mark.django_db

Programs = Callable[[str], Program]
#: The token with its person and memberships (2); the project and its permissions (3).
TOKEN, IN_PROJECT = 1, 3

ANSWERS: dict[str, Any] = {
    "start_date": "2013-02-01",
    "summary": "Et forløb for unge.",
    "new_type": True,
    "hours_per_week": "12.5",
    "weeks_per_participant": "20",
    "participants_at_a_time": 15,
    "intake": "rolling",
    "target_group": "Unge",
    "selection_criteria": "Uden job",
    "ambassador_role": "Tovholder",
    "successor": "En kollega",
    "method": "Egne erfaringer",
}
LISTS: dict[str, list[dict[str, Any]]] = {
    "purposes": [{"term": "short", "text": "At møde"}, {"term": "long", "text": "At være i job"}],
    "elements": [{"text": "Samtaler"}, {"text": "Praktik"}],
    "actors": [{"kind": "Mentor", "task": "Følger med"}],
    "change-tracks": [{"number": "1", "title": "Vejen til job", "change": "Flere i job"}],
    "effects": [{"text": "Flere i praktik", "term": "short"}],
    "costs": [{"text": "Materialer", "amount": "2500.50"}],
    "sources": [{"text": "En undersøgelse"}],
}


def here(world: World) -> str:
    return f"/interventions/{world.ours.rows['Intervention'].pk}"


def decided(world: World, caller: Program, at: str, name: str = "Ny indsats") -> str:
    body = {"name": name, "municipality_id": world.organisations["lead"].pk}
    answer = caller.post(f"{at}/interventions", body)
    assert answer.status_code == 201, answer.content
    return f"/interventions/{answer.json()['id']}"


def described(world: World, caller: Program, at: str) -> str:
    where = decided(world, caller, at)
    version = caller.get(where).json()["version"]
    assert caller.put(f"{where}/answers", {**ANSWERS, "version": version}).status_code == 200
    for name, items in LISTS.items():
        answer = caller.put(f"{where}/{name}", {"items": items})
        assert answer.status_code == 200, (name, answer.content)
    return where


# Reading


def test_the_list_tells_stage_and_day(world: World, program: Programs, at: str) -> None:
    [told] = program("steering group").get(f"{at}/interventions").json()["items"]
    assert (told["stage"], told["due"], told["timing"], told["late"]) == (
        "draft",
        None,
        "submitted_in_time",
        False,
    )
    assert (told["municipality"], told["open_comments"]) == ("Holstebro Kommune", 1)
    programme = program("coordinator").get(f"/programmes/{world.programme.pk}/interventions").json()
    assert [one["id"] for one in programme["items"]] == [told["id"]]


def test_one_is_told_whole(world: World, program: Programs) -> None:
    told = program("evaluator").get(here(world)).json()
    assert told["answers"]["target_group"] == "Unge uden uddannelse"
    assert [one["text"] for one in told["elements"]] == ["Sprogmakkere"]
    assert told["actors"][0]["element_id"] == told["elements"][0]["id"]
    assert (told["costs"][0]["amount"], told["change_tracks"][0]["track_id"]) == ("2500", None)
    assert "start_date" in told["missing"]
    assert len(told["fingerprint"]) == 64
    theirs = world.theirs.rows["Intervention"].pk
    assert program("evaluator").get(f"/interventions/{theirs}").status_code == 404


def test_receipts_comments_and_files(world: World, program: Programs) -> None:
    caller = program("coordinator")
    [receipt] = caller.get(f"{here(world)}/receipts").json()["items"]
    assert (receipt["number"][:8], receipt["due"], receipt["late"]) == ("IB-2012-", "2013-04-01", False)
    [comment] = caller.get(f"{here(world)}/comments").json()["items"]
    assert (comment["field"], comment["is_reason"], comment["settled_at"]) == ("method", True, None)
    for kind, first in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert caller.get(f"{here(world)}/files/{kind}").content.startswith(first)
    assert caller.get(f"{here(world)}/files/txt").status_code == 404
    assert caller.get(f"{here(world)}/similar").json()["items"] == []


def test_reading_keeps_its_number_of_queries(
    world: World, program: Programs, at: str, django_assert_num_queries: Any
) -> None:
    caller, one = program("project manager"), world.ours.rows["Intervention"]
    expected = {
        f"{at}/interventions": 1,
        # The intervention's own project, its answers (8), its lists (7), and how it stands.
        f"/interventions/{one.pk}": 17,
        f"/interventions/{one.pk}/receipts": 2,
        f"/interventions/{one.pk}/comments": 2,
    }
    for number in range(3):
        for address, queries in expected.items():
            with django_assert_num_queries(TOKEN + IN_PROJECT + queries, info=address):
                assert caller.get(address).status_code == 200
        with system_scope("test"):
            Element.objects.create(intervention=one, text=f"Flere {number}")
            FieldComment.objects.create(intervention=one, field="name", text="Hvorfor?", written_by="Prøve")
            Intervention.objects.create(
                project=world.ours.project, municipality=world.organisations["lead"], name=f"Flere {number}"
            )


# Writing


def test_an_intervention_is_decided_corrected_moved_and_removed(
    world: World, program: Programs, at: str
) -> None:
    caller = program("project manager")
    where = decided(world, caller, at)
    told = caller.get(where).json()
    assert (told["stage"], told["name"]) == ("decided", "Ny indsats")
    body = {"name": "Andet", "municipality_id": told["municipality_id"], "start_date": "2013-11-30"}
    changed = caller.put(where, {**body, "version": told["version"]}).json()
    assert (changed["name"], changed["due"], changed["stage"]) == ("Andet", "2014-02-28", "decided")
    assert caller.put(where, {**body, "version": told["version"]}).status_code == 409
    assert caller.post(f"{where}/place", {"to": 0}).json()["position"] == 0
    version = caller.get(where).json()["version"]
    assert caller.call("DELETE", f"{where}?version={version}").status_code == 204
    assert caller.get(where).status_code == 404


def test_the_same_name_twice_and_a_municipality_that_is_no_party(
    world: World, program: Programs, at: str
) -> None:
    caller = program("project manager")
    decided(world, caller, at)
    body = {"name": "Ny indsats", "municipality_id": world.organisations["lead"].pk}
    again = caller.post(f"{at}/interventions", body)
    assert (again.status_code, again.json()["errors"][0]["field"]) == (422, "name")
    other = {**body, "municipality_id": world.organisations["stranger"].pk}
    assert caller.post(f"{at}/interventions", other).status_code == 422


def test_a_partner_decides_for_its_own_municipality_only(world: World, program: Programs, at: str) -> None:
    caller = program("partner assigned")
    own = {"name": "Vores", "municipality_id": world.organisations["partner"].pk}
    assert caller.post(f"{at}/interventions", own).status_code == 201
    theirs = {"name": "Deres", "municipality_id": world.organisations["lead"].pk}
    assert caller.post(f"{at}/interventions", theirs).status_code == 403
    assert caller.put(f"{here(world)}/answers", {"summary": "x", "version": 1}).status_code == 403


def test_answers_that_are_left_out_stay(world: World, program: Programs, at: str) -> None:
    caller = program("project manager")
    where = decided(world, caller, at)
    version = caller.get(where).json()["version"]
    body = {"summary": "Kort", "hours_per_week": "12.50", "version": version}
    told = caller.put(f"{where}/answers", body).json()["answers"]
    assert (told["summary"], told["hours_per_week"], told["name"]) == ("Kort", "12.50", "Ny indsats")
    # In another field somebody else may have written since; in the same one nobody may.
    assert caller.put(f"{where}/answers", {"successor": "Ny", "version": version}).status_code == 200
    stale = caller.put(f"{where}/answers", {"summary": "Andet", "version": version})
    assert (stale.status_code, stale.json()["current"]["answers"]["summary"]) == (409, "Kort")
    emptied = {"hours_per_week": None, "version": stale.json()["current"]["version"]}
    assert caller.put(f"{where}/answers", emptied).json()["answers"]["hours_per_week"] is None


def test_an_address_is_a_doubt_and_a_cpr_number_refused(world: World, program: Programs) -> None:
    caller = program("project manager")
    body: dict[str, Any] = {"method": "Spørg anna@gmail.com", "version": 1}
    asked = caller.put(f"{here(world)}/answers", body)
    assert (asked.status_code, asked.json()["code"]) == (422, "doubts")
    code = asked.json()["doubts"][0]["code"]
    assert caller.put(f"{here(world)}/answers", {**body, "confirmed": {code: "et firma"}}).status_code == 200
    told = caller.put(f"{here(world)}/elements", {"items": [{"text": "Spørg anna@gmail.com"}]})
    assert told.json()["doubts"][0]["field"] == "text_0"
    refused = caller.put(f"{here(world)}/elements", {"items": [{"text": "710190-1234"}]})
    assert refused.status_code == 422
    assert "710190-1234" not in refused.content.decode()


def test_a_list_is_made_what_is_given(world: World, program: Programs) -> None:
    caller = program("project manager")
    [first] = caller.get(here(world)).json()["elements"]
    items = [{"text": "Ny"}, {"id": first["id"], "version": first["version"], "text": "Rettet"}]
    told = caller.put(f"{here(world)}/elements", {"items": items}).json()
    assert [one["text"] for one in told["elements"]] == ["Ny", "Rettet"]
    assert told["elements"][1]["id"] == first["id"]
    assert caller.put(f"{here(world)}/elements", {"items": items}).status_code == 409
    actor = {"kind": "Lærer", "element_id": told["elements"][0]["id"]}
    told = caller.put(f"{here(world)}/actors", {"items": [actor]}).json()
    assert [(one["kind"], one["element_id"]) for one in told["actors"]] == [("Lærer", actor["element_id"])]
    wrong = caller.put(f"{here(world)}/actors", {"items": [{"kind": "x", "element_id": 10**9}]})
    assert wrong.json()["errors"][0]["field"] == "element_id_0"
    tracks = caller.put(f"{here(world)}/change-tracks", {"items": [{"track_id": world.track.pk}]}).json()
    assert [(one["number"], one["title"]) for one in tracks["change_tracks"]] == [("1", "Vejen til job")]
    lacking = caller.put(f"{here(world)}/effects", {"items": [{"text": " "}]})
    assert lacking.json()["errors"][0]["field"] == "text_0"
    assert caller.put(f"{here(world)}/purposes", {"items": []}).json()["purposes"] == []
    with system_scope("test"):
        assert not Purpose.objects.filter(intervention=world.ours.rows["Intervention"]).exists()


def test_the_whole_way(world: World, program: Programs, at: str) -> None:
    writer, decider = program("project manager"), program("coordinator")
    where = described(world, writer, at)
    told = writer.get(where).json()
    assert (told["stage"], told["missing"]) == ("draft", [])
    assert writer.post(f"{where}/submit", {"fingerprint": "0" * 64}).status_code == 422
    body = {"fingerprint": told["fingerprint"]}
    assert writer.post(f"{where}/submit", body).json()["stage"] == "submitted"
    assert writer.put(f"{where}/answers", {"summary": "x", "version": 9}).status_code == 422
    version = writer.get(where).json()["version"]
    assert writer.post(f"{where}/accept", {"version": version, "receipt_id": 1}).status_code == 403
    nothing = decider.post(f"{where}/return", {"version": version, "reasons": {}})
    assert (nothing.status_code, nothing.json()["errors"][0]["field"]) == (422, "reasons")
    reasons = {"version": version, "reasons": {"method": "Uddyb"}}
    assert decider.post(f"{where}/return", reasons).json()["stage"] == "returned"
    [comment] = writer.get(f"{where}/comments").json()["items"]
    settled = writer.post(f"{where}/comments/{comment['id']}/settle", {"version": comment["version"]})
    assert settled.json()["settled_by"] == "Project manager"
    opened = {"version": settled.json()["version"]}
    assert writer.post(f"{where}/comments/{comment['id']}/unsettle", opened).json()["settled_at"] is None
    asked = decider.post(f"{where}/comments", {"field": "name", "text": "Hvorfor det navn?"})
    assert (asked.status_code, asked.json()["is_reason"]) == (201, False)
    assert writer.post(f"{where}/submit", {}).json()["stage"] == "submitted"
    [receipt, _first] = decider.get(f"{where}/receipts").json()["items"]
    version = decider.get(where).json()["version"]
    accepted = decider.post(f"{where}/accept", {"version": version, "receipt_id": receipt["id"]}).json()
    assert accepted["stage"] == "running"
    assert all(one["activity_id"] for one in accepted["elements"])
    assert all(one["result_id"] for one in accepted["effects"])
    ended = writer.post(f"{where}/end", {"version": accepted["version"], "on": "2014-01-31"}).json()
    assert (ended["stage"], ended["ended_on"]) == ("ended", "2014-01-31")
    again = {"version": ended["version"], "reason": "Et hold til"}
    assert writer.post(f"{where}/reopen", again).json()["stage"] == "running"


def test_one_s_own_words_at_a_field_are_changed_and_taken_away(world: World, program: Programs) -> None:
    writer, decider, other = (
        program(one) for one in ("project manager", "coordinator", "coordinator of the project")
    )
    namesake = world.people["coordinator of the project"]
    Person.objects.filter(pk=namesake.pk).update(name=world.people["coordinator"].name)
    asked = decider.post(f"{here(world)}/comments", {"field": "name", "text": "Hvorfor?"}).json()
    where = f"{here(world)}/comments/{asked['id']}"
    body = {"text": "Hvorfor det navn?", "version": asked["version"]}
    assert writer.put(where, body).status_code == 403
    changed = decider.put(where, body)
    assert (changed.status_code, changed.json()["text"]) == (200, "Hvorfor det navn?")
    stale = decider.put(where, {**body, "text": "Andet"})
    assert (stale.status_code, stale.json()["current"]["text"]) == (409, "Hvorfor det navn?")
    version = changed.json()["version"]
    assert decider.put(where, {"text": " ", "version": version}).json()["errors"][0]["field"] == "text"
    assert decider.put(where, {"text": "710190-1234", "version": version}).status_code == 422
    assert other.put(where, {"text": "Mit", "version": version}).status_code == 422  # only one's own
    assert other.call("DELETE", f"{where}?version={version}").status_code == 422
    assert decider.call("DELETE", f"{where}?version={asked['version']}").status_code == 409
    assert writer.call("DELETE", f"{where}?version={version}").status_code == 403
    assert decider.call("DELETE", f"{where}?version={version}").status_code == 204
    assert decider.put(where, {"text": "x", "version": version}).status_code == 404
    [reason] = decider.get(f"{here(world)}/comments").json()["items"]
    answered = {"text": "x", "version": reason["version"]}
    assert decider.put(f"{here(world)}/comments/{reason['id']}", answered).status_code == 422


def test_taken_back_copied_and_tied(world: World, program: Programs, at: str) -> None:
    writer = program("project manager")
    where = described(world, writer, at)
    missing = writer.post(f"{here(world)}/submit", {})
    assert "start_date" in {one["field"] for one in missing.json()["errors"]}
    writer.post(f"{where}/submit", {})
    version = writer.get(where).json()["version"]
    assert writer.post(f"{where}/take-back", {"version": version}).json()["stage"] == "draft"
    told = writer.get(where).json()
    with system_scope("test"):
        activity = Activity.objects.filter(project=world.ours.project).earliest("pk")
        result = Result.objects.filter(project=world.ours.project).earliest("pk")
    element, effect = told["elements"][0]["id"], told["effects"][0]["id"]
    tied = writer.put(f"{where}/elements/{element}/activity", {"id": activity.pk}).json()
    assert tied["elements"][0]["activity_id"] == activity.pk
    tied = writer.put(f"{where}/effects/{effect}/result", {"id": result.pk}).json()
    assert tied["effects"][0]["result_id"] == result.pk
    key = int(where.rpartition("/")[2])
    empty = decided(world, writer, at, "Tom")
    assert writer.post(f"{empty}/copy", {"other_id": key}).json()["answers"]["summary"] == ANSWERS["summary"]
    body = {"name": "Kopi", "municipality_id": told["municipality_id"], "copied_from": key}
    copied = writer.post(f"{at}/interventions", body).json()
    assert [one["text"] for one in copied["elements"]] == ["Samtaler", "Praktik"]
    assert copied["continues_id"] == key
    theirs = world.theirs.rows["Intervention"].pk
    assert writer.post(f"{at}/interventions", {**body, "name": "X", "copied_from": theirs}).status_code == 422
