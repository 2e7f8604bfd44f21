"""Status rounds through the API: who sees what, the four acts with their versions, and what a closing left."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from api.conftest import Program
from virkning.figures.periods import Period
from virkning.figures.rounds import RoundDays
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Activity, ActivityComment
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.files import storage
from virkning.rooms.files.models import StoredFile
from virkning.rooms.reports.queries.remembered import forget
from virkning.rooms.statusrounds.actions.rounds import plan_round
from virkning.rooms.statusrounds.models import Snapshot, StatusRound, Submission
from world import ProjectRows, World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]

DAYS = RoundDays(date(2012, 11, 1), date(2012, 11, 15), date(2012, 11, 22), date(2012, 12, 6))


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """Tests write behind the log's back."""
    forget()


@pytest.fixture
def ours(world: World) -> ProjectRows:
    assert world.ours is not None
    return world.ours


def round_of(rows: ProjectRows) -> str:
    status_round: Any = rows.rows["StatusRound"]
    return f"/rounds/{status_round.pk}"


@pytest.fixture
def here(ours: ProjectRows) -> str:
    return round_of(ours)


@pytest.fixture
def activity(ours: ProjectRows, here: str) -> str:
    """Our activity in our round, in which it stands as submitted, version 1."""
    return f"{here}/activities/{ours.activity.pk}"


@pytest.fixture
def untouched(activity: str) -> str:
    """The same where nobody has done anything."""
    with system_scope("test"):
        Submission.objects.all().delete()
    return activity


@pytest.fixture
def of_programme(world: World) -> StatusRound:
    """The programme's round of the year before, planned."""
    with system_scope("test"):
        return plan_round(
            owner=world.programme, period=Period.parse("2012"), days=DAYS, by=Author.system("prøve")
        )


# Reading --------------------------------------------------------------------------------------------------------------


def test_a_project_is_asked_by_its_own_rounds_and_its_programmes(
    program: Programs, at: str, of_programme: StatusRound
) -> None:
    told = program("project manager").get(f"{at}/rounds").json()
    assert [(one["period"], one["owner"], one["stage"]) for one in told["items"]] == [
        ("2013", "Vores projekt", "open"),
        ("2012", "Programmet", "planned"),
    ]
    mine, theirs = told["items"]
    assert (mine["programme_id"], theirs["project_id"]) == (None, None)
    assert (mine["report_by"], mine["close_by"], mine["version"]) == ("2013-11-15", "2013-12-06", 1)


def test_a_programme_tells_its_own_rounds(world: World, program: Programs, of_programme: StatusRound) -> None:
    told = program("coordinator").get(f"/programmes/{of_programme.programme_id}/rounds").json()
    assert [one["id"] for one in told["items"]] == [of_programme.pk]


def test_a_round_counts_its_activities_by_stage(program: Programs, here: str) -> None:
    told = program("project manager").get(here).json()
    assert (told["projects"], told["stage"], told["guidance"]) == (1, "open", "")
    assert "run_rounds" in told["may"]
    counted = told["activities"]
    assert (counted["submitted"], counted["approved"], counted["late"]) == (1, 0, 1)
    assert (counted["unsettled"], counted["unassessed"]) == (1, 1)


def test_a_programmes_round_counts_what_one_sees(
    world: World, program: Programs, of_programme: StatusRound
) -> None:
    path = f"/rounds/{of_programme.pk}"
    told = program("project manager").get(path).json()
    assert (told["projects"], told["activities"]["in_progress"]) == (1, 1)
    assert "run_rounds" not in told["may"]
    assert "run_rounds" in program("coordinator").get(path).json()["may"]
    assert program("stranger administrator").get(path).status_code == 404


def test_submissions_tell_stage_what_lacks_and_who(ours: ProjectRows, program: Programs, here: str) -> None:
    lead = program("activity lead")
    [told] = lead.get(f"{here}/submissions").json()["items"]
    assert (told["project"], told["number"], told["stage"]) == ("Vores projekt", "1.1", "submitted")
    assert (told["missing"], told["of"], told["version"]) == (1, 2, 1)
    assert (told["changed"], told["left_out"], told["receipt"]) == (False, False, None)
    assert told["late_since"] == "2013-11-22"


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("stage=submitted", 1),
        ("stage=approved", 0),
        ("project_id=999999", 0),
        ("stage=submitted&limit=1&offset=1", 1),
    ],
)
def test_submissions_are_chosen_by_stage_and_project(
    program: Programs, here: str, query: str, total: int
) -> None:
    assert program("project manager").get(f"{here}/submissions?{query}").json()["total"] == total


def test_one_that_is_left_out_is_in_no_stage(program: Programs, here: str) -> None:
    with system_scope("test"):
        left_out = {"excepted_at": "2013-11-20T10:00:00Z", "excepted_by": "Prøve", "excepted_reason": "Syg"}
        Submission.objects.update(**left_out)
    manager = program("project manager")
    assert manager.get(f"{here}/submissions?stage=submitted").json()["total"] == 0
    [told] = manager.get(f"{here}/submissions").json()["items"]
    assert (told["left_out"], told["left_out_by"], told["left_out_reason"]) == (True, "Prøve", "Syg")
    assert manager.get(here).json()["activities"]["left_out"] == 1


def test_a_stage_there_is_not_is_refused(program: Programs, here: str) -> None:
    assert program("project manager").get(f"{here}/submissions?stage=done").status_code == 422


def test_more_projects_and_activities_cost_no_more_queries(
    ours: ProjectRows, program: Programs, here: str, django_assert_num_queries: Any
) -> None:
    manager = program("project manager")
    manager.get(f"{here}/submissions")
    with system_scope("test"):
        for number in range(2, 30):
            Activity.objects.create(
                project=ours.project, area=ours.area, number=f"1.{number}", title="En til"
            )
    forget()
    with django_assert_num_queries(22):
        assert manager.get(f"{here}/submissions").json()["total"] == 29
    with django_assert_num_queries(7):
        manager.get(f"{here}/submissions")


# What a closing left --------------------------------------------------------------------------------------------------


@pytest.fixture
def snapshot(ours: ProjectRows, settings: Any, tmp_path: Any) -> Snapshot:
    """A snapshot whose PDF is there."""
    settings.FILES_ROOT = tmp_path
    content = b"%PDF-1.7 notat"
    with system_scope("test"):
        pdf = StoredFile.objects.create(
            name="Statusnotat 2013, Nørreå.pdf",
            fingerprint=storage.keep(content),
            size=len(content),
            content_type="application/pdf",
            stored_by="Prøve",
        )
        held: Any = ours.rows["Snapshot"]
        row = Snapshot(
            round=held.round,
            project=ours.project,
            number=2,
            closed_by="P",
            format=1,
            pdf=pdf,
            **dict.fromkeys(("facts", "word", "workbook"), held.facts),
        )
        row.save()
        return row


def test_snapshots_tell_their_files_without_the_bytes(
    program: Programs, here: str, snapshot: Snapshot
) -> None:
    told = program("project manager").get(f"{here}/snapshots").json()
    assert [one["edition"] for one in told["items"]] == [2, 1]
    files = {one["kind"]: one for one in told["items"][0]["files"]}
    assert list(files) == ["facts", "word", "pdf", "workbook"]
    assert files["facts"]["path"] is None
    assert files["pdf"] == {
        "kind": "pdf",
        "name": "Statusnotat 2013, Nørreå.pdf",
        "size": 14,
        "sha256": storage.fingerprint_of(b"%PDF-1.7 notat"),
        "content_type": "application/pdf",
        "path": f"/api/v1/snapshots/{snapshot.pk}/pdf",
    }


def test_a_file_comes_as_it_was_kept(program: Programs, snapshot: Snapshot) -> None:
    reader = program("steering group")
    answer = reader.get(f"/snapshots/{snapshot.pk}/pdf")
    assert (answer.status_code, answer.content) == (200, b"%PDF-1.7 notat")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Statusnotat%202013")
    assert answer["Cache-Control"] == "private, no-store"
    # The others' bytes are not there; the facts are not handed out; nor is anything to a stranger.
    for path in ("docx", "facts", "json.gz", "exe"):
        assert reader.get(f"/snapshots/{snapshot.pk}/{path}").json()["code"] == "not_found"
    assert program("stranger administrator").get(f"/snapshots/{snapshot.pk}/pdf").status_code == 404


def test_snapshots_of_a_programmes_round_are_those_of_projects_one_sees(
    world: World, program: Programs, of_programme: StatusRound
) -> None:
    assert world.ours is not None
    assert world.theirs is not None
    held: Any = world.ours.rows["Snapshot"]
    with system_scope("test"):
        for rows in (world.ours, world.theirs):
            files = dict.fromkeys(("facts", "word", "pdf", "workbook"), held.facts)
            Snapshot(
                round=of_programme, project=rows.project, number=1, closed_by="P", format=1, **files
            ).save()
    told = program("project manager").get(f"/rounds/{of_programme.pk}/snapshots").json()
    assert [one["project"] for one in told["items"]] == ["Vores projekt"]


# The acts -------------------------------------------------------------------------------------------------------------


def test_from_nothing_to_approved_with_the_version_read_each_time(program: Programs, untouched: str) -> None:
    lead, manager = program("activity lead"), program("project manager")
    handed = lead.post(f"{untouched}/submit", {}).json()
    assert (handed["stage"], handed["version"], handed["submitted_by"]) == ("submitted", 1, "Activity lead")
    assert handed["receipt"].startswith("I-")
    back = lead.post(f"{untouched}/take-back", {"version": 1}).json()
    assert (back["stage"], back["version"], back["receipt"]) == ("in_progress", 2, None)
    lead.post(f"{untouched}/submit", {"version": 2})
    why = {"version": 3, "reason": "Mangler tal for foråret"}
    sent = program("coordinator").post(f"{untouched}/return", why).json()
    assert (sent["stage"], sent["returned_by"]) == ("returned", "Coordinator")
    assert sent["returned_reason"] == "Mangler tal for foråret"
    lead.post(f"{untouched}/submit", {"version": 4})
    done = manager.post(f"{untouched}/approve", {"version": 5})
    assert (done.status_code, done.json()["stage"], done.json()["version"]) == (200, "approved", 6)
    assert done.json()["approved_by"] == "Project manager"
    with system_scope("test"):
        assert AuditEntry.objects.filter(object_kind="submission").count() == 6


def test_what_is_changed_after_the_approval_is_told_and_can_be_approved_again(
    ours: ProjectRows, program: Programs, untouched: str
) -> None:
    manager = program("project manager")
    program("activity lead").post(f"{untouched}/submit", {})
    manager.post(f"{untouched}/approve", {"version": 1})
    with system_scope("test"):
        ActivityComment.objects.update(text="Rettet bagefter")
    again = manager.post(f"{untouched}/approve", {"version": 1}).json()
    assert (again["code"], again["current"]["changed"]) == ("conflict", True)
    assert manager.post(f"{untouched}/approve", {"version": 2}).json()["changed"] is False


def test_whoever_sends_along_what_they_read_approves_nothing_else(program: Programs, untouched: str) -> None:
    manager = program("project manager")
    read = program("activity lead").post(f"{untouched}/submit", {}).json()["reported"]
    with system_scope("test"):
        ActivityComment.objects.update(text="Rettet imens")
    refused = manager.post(f"{untouched}/approve", {"version": 1, "reported": read})
    assert (refused.status_code, refused.json()["code"]) == (422, "refused")
    now = manager.get(untouched.partition("/activities")[0] + "/submissions").json()["items"][0]["reported"]
    assert manager.post(f"{untouched}/approve", {"version": 1, "reported": now}).status_code == 200


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("submit", {}),
        ("submit", {"version": 7}),
        ("take-back", {"version": 2}),
        ("approve", {}),
        ("return", {"reason": "Mangler", "version": 3}),
        ("return", {"reason": "Mangler"}),
    ],
)
def test_another_version_than_the_one_that_stands_is_a_conflict(
    program: Programs, activity: str, act: str, body: dict[str, Any]
) -> None:
    answer = program("project manager").post(f"{activity}/{act}", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert (answer.json()["current"]["stage"], answer.json()["current"]["version"]) == ("submitted", 1)


def test_a_version_where_nothing_stands_is_a_conflict_too(program: Programs, untouched: str) -> None:
    answer = program("project manager").post(f"{untouched}/submit", {"version": 1})
    assert (answer.status_code, answer.json()["current"]["version"]) == (409, None)


def test_the_rounds_own_rules_are_refusals_in_words(program: Programs, untouched: str) -> None:
    manager = program("project manager")
    early = manager.post(f"{untouched}/approve", {})
    assert (early.status_code, early.json()["code"]) == (422, "refused")
    manager.post(f"{untouched}/submit", {})
    own = manager.post(f"{untouched}/approve", {"version": 1})
    assert own.status_code == 422
    assert "En anden skal godkende den" in own.json()["errors"][0]["message"]
    blank = manager.post(f"{untouched}/return", {"version": 1, "reason": "  "})
    assert [one["field"] for one in blank.json()["errors"]] == ["reason"]
    with system_scope("test"):
        StatusRound.objects.update(stage="closed")
    shut = manager.post(f"{untouched}/return", {"version": 1, "reason": "For sent"})
    assert shut.status_code == 422
    assert "lukket" in shut.json()["errors"][0]["message"]


def test_an_activity_closed_before_the_period_is_refused(
    ours: ProjectRows, program: Programs, untouched: str
) -> None:
    with system_scope("test"):
        Activity.objects.filter(pk=ours.activity.pk).update(
            closed_in=ours.periods["2012"], closed_reason="Slut"
        )
    manager = program("project manager")
    answer = manager.post(f"{untouched}/submit", {})
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")
    stale = manager.post(f"{untouched}/submit", {"version": 4})
    assert (stale.status_code, stale.json()["current"]) == (409, None)


def test_a_reason_with_a_cpr_number_is_stopped(program: Programs, activity: str) -> None:
    given = {"version": 1, "reason": "Se 311299-9999, altså 711299-1234"}
    answer = program("project manager").post(f"{activity}/return", given)
    assert answer.status_code == 422
    assert {one["code"] for one in answer.json()["errors"]} == {"cpr_number"}


@pytest.mark.parametrize(
    ("who", "act", "status"),
    [
        ("steering group", "submit", 403),
        ("coordinator", "submit", 403),
        ("coordinator", "approve", 403),
        ("activity lead", "approve", 403),
        ("activity lead", "return", 403),
        ("evaluator", "return", 403),
        ("coordinator", "return", 409),
        ("activity lead", "submit", 409),
        ("lead colleague", "submit", 404),
        ("stranger assigned", "approve", 404),
    ],
)
def test_each_act_takes_its_own_permission(
    program: Programs, activity: str, who: str, act: str, status: int
) -> None:
    assert program(who).post(f"{activity}/{act}", {"reason": "X"} if act == "return" else {}).status_code == (
        status
    )


def test_round_and_activity_must_belong_together(
    world: World, ours: ProjectRows, program: Programs, here: str
) -> None:
    assert world.theirs is not None
    manager = program("project manager")
    for where in (
        f"{here}/activities/{world.theirs.activity.pk}",
        f"{round_of(world.theirs)}/activities/{ours.activity.pk}",
    ):
        for act in ("submit", "take-back", "return", "approve"):
            assert manager.post(f"{where}/{act}", {}).status_code == 404, (where, act)


def test_a_programmes_round_does_not_ask_a_project_outside_its_time(
    ours: ProjectRows, program: Programs, of_programme: StatusRound
) -> None:
    with system_scope("test"):
        StatusRound.objects.filter(pk=of_programme.pk).update(start=date(2020, 1, 1), stage="open")
    path = f"/rounds/{of_programme.pk}/activities/{ours.activity.pk}/submit"
    assert program("project manager").post(path, {}).status_code == 404


def test_a_call_sent_again_with_its_key_is_carried_out_once(program: Programs, untouched: str) -> None:
    lead = program("activity lead")
    first, second = (
        lead.post(f"{untouched}/submit", {}, **{"Idempotency-Key": "indsend-1"}) for _again in range(2)
    )
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    with system_scope("test"):
        assert AuditEntry.objects.filter(object_kind="submission").count() == 1
    other = lead.post(f"{untouched}/take-back", {"version": 1}, **{"Idempotency-Key": "indsend-1"})
    assert other.json()["code"] == "key_reused"
