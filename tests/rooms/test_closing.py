"""Closing a round: when it can be done, what it leaves, and that two at once close it once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from virkning.figures.periods import Period
from virkning.figures.rounds import RoundStage
from virkning.rooms.access.scope import Scope, use_scope
from virkning.rooms.activities.actions.statuses import report_status
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, NeverChanged, batch
from virkning.rooms.files import storage
from virkning.rooms.files.models import Job, JobKind, JobState, StoredFile
from virkning.rooms.organisations.models import Person
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.queries import remembered
from virkning.rooms.statusrounds import jobs
from virkning.rooms.statusrounds.actions import freezing, submissions
from virkning.rooms.statusrounds.actions.closing import close_round
from virkning.rooms.statusrounds.actions.rounds import reopen_round
from virkning.rooms.statusrounds.jobs import ask_for_closing
from virkning.rooms.statusrounds.models import Snapshot, StatusRound, Submission
from virkning.rooms.statusrounds.queries.readiness import closable, readiness
from virkning.rooms.statusrounds.queries.snapshots import frozen_note, kept_notes, thawed
from world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]

YEAR = Period.parse("2013")


@pytest.fixture
def round_(world: World) -> StatusRound:
    """The world's round as it is when nobody has closed it before."""
    remembered.forget()
    assert world.ours is not None
    found: Any = world.ours.rows["StatusRound"]
    Snapshot.objects.filter(round=found).delete()
    return StatusRound.objects.get(pk=found.pk)


@pytest.fixture
def closer(world: World) -> Person:
    return world.people["project manager"]


@pytest.fixture
def approved(world: World, round_: StatusRound) -> StatusRound:
    """Everything in it is approved."""
    approve(world, round_)
    return round_


def approve(world: World, round_: StatusRound) -> None:
    assert world.ours is not None
    activity = world.ours.activity
    Submission.objects.filter(round=round_).delete()
    submissions.submit(status_round=round_, activity=activity, by=world.people["activity lead"].author)
    submissions.approve(status_round=round_, activity=activity, by=world.people["project manager"].author)


def close(round_: StatusRound, by: Person) -> Job:
    with use_scope(Scope(person_id=by.pk)):
        return ask_for_closing(status_round=round_, by=by.author)


def report(world: World, comment: str) -> None:
    """Something is reported in the period."""
    assert world.ours is not None
    report_status(
        milestone=world.ours.milestone,
        period=world.ours.periods["2013"],
        by=COMMAND_LINE,
        status=None,
        value=None,
        value_text="",
        numerator=None,
        denominator=None,
        comment=comment,
        version=None,
    )


# When it can be done --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "may"),
    [
        (RoundStage.PLANNED, False),
        (RoundStage.OPEN, True),
        (RoundStage.CLOSED, False),
        (RoundStage.REOPENED, True),
    ],
)
def test_a_round_is_closed_from_these_stages(approved: StatusRound, stage: RoundStage, may: bool) -> None:
    StatusRound.objects.filter(pk=approved.pk).update(stage=stage, reopened_reason="Rettelse")
    reasons = closable(StatusRound.objects.get(pk=approved.pk))
    assert (reasons == []) is may
    if not may:
        assert reasons == [f"Runden er {stage.danish.lower()} og kan ikke lukkes."]


def returned(world: World, round_: StatusRound) -> None:
    assert world.ours is not None
    by = world.people["coordinator"].author
    submissions.send_back(status_round=round_, activity=world.ours.activity, reason="Mangler tal", by=by)


def changed(world: World, _round: StatusRound) -> None:
    report(world, "Skrevet efter godkendelsen")


def left_out(world: World, round_: StatusRound) -> None:
    assert world.ours is not None
    returned(world, round_)
    by = world.people["project manager"].author
    submissions.leave_out(
        status_round=round_, activity=world.ours.activity, reason="Kom aldrig i gang", by=by
    )


@pytest.mark.parametrize(
    ("act", "stage"),
    [(returned, "returneret"), (changed, "ændret efter godkendelsen"), (left_out, ""), (None, "")],
)
def test_what_is_neither_approved_nor_left_out_stands_in_the_way(
    world: World, approved: StatusRound, act: Callable[[World, StatusRound], None] | None, stage: str
) -> None:
    if act is not None:
        act(world, approved)
    reasons = closable(approved)
    if not stage:
        assert reasons == []
        return
    assert reasons == [f"1.1 Aktivitet i Vores projekt er ikke godkendt ({stage})."]
    with pytest.raises(Refused, match="ikke godkendt"):
        ask_for_closing(status_round=approved, by=world.people["project manager"].author)
    assert not Job.objects.exists()


def test_a_programmes_round_names_projects_and_counts_those_one_does_not_see(
    world: World, round_: StatusRound
) -> None:
    StatusRound.objects.filter(pk=round_.pk).update(project=None, programme=world.programme)
    mine = StatusRound.objects.select_related("programme").get(pk=round_.pk)
    assert closable(mine) == ["1.1 Aktivitet i Vores projekt er ikke godkendt (indsendt)."]
    assert world.theirs is not None
    project = Project.objects.get(pk=world.theirs.project.pk)
    writes.change(project, by=COMMAND_LINE, words="Flyttet.", programme=world.programme)
    assert closable(mine) == [
        "Deres projekt: 1.1 Aktivitet i Deres projekt er ikke godkendt (i gang).",
        "Vores projekt: 1.1 Aktivitet i Vores projekt er ikke godkendt (indsendt).",
    ]
    with use_scope(Scope(person_id=world.people["coordinator"].pk)):
        assert closable(mine) == [
            "Vores projekt: 1.1 Aktivitet i Vores projekt er ikke godkendt (indsendt).",
            "1 aktivitet i projekter, du ikke ser, er ikke godkendt.",
        ]


def test_what_a_reader_will_miss_is_told_and_stops_nobody(world: World, approved: StatusRound) -> None:
    assert world.ours is not None
    followed: Any = world.ours.rows["FollowUp"]
    type(followed).objects.filter(pk=followed.pk).delete()
    told = readiness(approved, today=timezone.localdate())
    assert told.reasons == ()
    assert told.warnings == ("1 aktivitet har ingen vurdering: 1.1.", "1 anbefaling er ikke fulgt op.")


# What it leaves -------------------------------------------------------------------------------------------------------


def test_a_closed_round_has_a_snapshot_with_facts_and_files(
    world: World, approved: StatusRound, closer: Person
) -> None:
    assert world.ours is not None
    job = close(approved, closer)
    assert (job.state, job.error, job.done, job.total) == (JobState.DONE, "", 4, 4)
    now = StatusRound.objects.get(pk=approved.pk)
    assert (now.stage, now.closed_by, now.version) == (RoundStage.CLOSED, closer.name, approved.version + 1)
    assert now.closed_at is not None
    snapshot = frozen_note(world.ours.project, YEAR)
    assert snapshot is not None
    assert (snapshot.number, snapshot.format, snapshot.closed_by) == (1, 1, closer.name)
    assert storage.read(snapshot.word.fingerprint)[:2] == b"PK"
    assert storage.read(snapshot.pdf.fingerprint)[:5] == b"%PDF-"
    assert snapshot.workbook.name == "Projektark 2013 - Vores projekt.xlsx"
    assert thawed(snapshot).project.name == "Vores projekt"
    (signed,) = snapshot.signed
    assert (signed["title"], signed["stage"]) == ("Aktivitet i Vores projekt", "approved")
    assert (signed["submitted_by"], signed["approved_by"]) == ("Activity lead", "Project manager")
    assert kept_notes(world.ours.project).periods == {YEAR}
    entry = AuditEntry.objects.get(object_kind="statusround", action="close")
    assert entry.project_id == world.ours.project.pk
    assert entry.words == "Statusrunde 2013 er lukket. Statusnotat og projektark er gemt, som de var."
    assert entry.changes["pdf"] == snapshot.pdf.fingerprint


def test_a_programmes_closing_is_told_in_every_project(world: World, round_: StatusRound) -> None:
    assert world.ours is not None
    StatusRound.objects.filter(pk=round_.pk).update(project=None, programme=world.programme)
    mine = StatusRound.objects.select_related("programme").get(pk=round_.pk)
    approve(world, mine)
    assert close(mine, world.people["coordinator"]).state == JobState.DONE
    words = AuditEntry.objects.filter(action="close").order_by("id").values_list("project_id", "words")
    assert list(words) == [
        (
            world.ours.project.pk,
            "Statusrunde 2013 er lukket. Statusnotat og projektark er gemt, som de var.",
        ),
        (
            None,
            "Statusrunde 2013 er lukket for 1 projekt. Statusnotat og projektark er gemt, som de var.",
        ),
    ]


def test_a_reopened_round_tells_what_is_true_now_and_its_next_closing_is_another_edition(
    world: World, approved: StatusRound, closer: Person
) -> None:
    assert world.ours is not None
    project = world.ours.project
    close(approved, closer)
    first = frozen_note(project, YEAR)
    assert first is not None
    again = reopen_round(
        StatusRound.objects.get(pk=approved.pk), reason="Et tal var forkert", by=COMMAND_LINE
    )
    assert frozen_note(project, YEAR) is None
    assert kept_notes(project).is_reopened(YEAR)
    report(world, "Rettet")
    by = world.people["project manager"].author
    submissions.leave_out(status_round=again, activity=world.ours.activity, reason="Er set igennem", by=by)
    assert close(again, closer).state == JobState.DONE
    second = frozen_note(project, YEAR)
    assert second is not None
    assert (second.number, first.number) == (2, 1)
    assert second.facts.fingerprint != first.facts.fingerprint
    assert Snapshot.objects.get(pk=first.pk).facts_id == first.facts_id


def test_who_may_no_longer_close_it_does_not(world: World, approved: StatusRound) -> None:
    by = world.people["lead colleague"]
    job = close(approved, by)
    assert job.state == JobState.FAILED
    assert job.error == "Du har ikke længere adgang til at lukke runden."
    assert not Snapshot.objects.filter(round=approved).exists()


# What moves meanwhile -------------------------------------------------------------------------------------------------


def frozen_and_rendered(round_: StatusRound) -> dict[str, Any]:
    frozen = freezing.freeze_round(round_, begun=lambda _count: None, told=lambda _done: None)
    rendered = list(freezing.render_round(frozen, round_.period, told=lambda _done: None, alive=lambda: None))
    return {"frozen": frozen, "rendered": rendered}


def guidance(_world: World, round_: StatusRound) -> None:
    writes.change(round_, by=COMMAND_LINE, words="Rettet.", guidance="Ny")


def approved_again(world: World, round_: StatusRound) -> None:
    assert world.ours is not None
    changed(world, round_)
    by = world.people["project manager"].author
    submissions.approve(status_round=round_, activity=world.ours.activity, by=by)


def renamed(world: World, _round: StatusRound) -> None:
    """Something no activity reports: it is as it was at the moment, and stands in nobody's way."""
    assert world.ours is not None
    project = Project.objects.get(pk=world.ours.project.pk)
    writes.change(project, by=COMMAND_LINE, words="Omdøbt.", name="Nyt navn")


def gone(world: World, _round: StatusRound) -> None:
    """A file made meanwhile is deleted as another's."""
    for one in sorted(storage.path_of("0" * 64).parents[2].rglob("*")):
        if one.is_file():
            one.unlink()


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (guidance, "Runden selv er ændret imens."),
        (returned, "er ikke godkendt (returneret)."),
        (changed, "er ikke godkendt (ændret efter godkendelsen)."),
        (approved_again, "Det indberettede i Vores projekt er ændret imens."),
        (gone, "En af filerne er forsvundet imens. Prøv igen."),
        (renamed, ""),
    ],
)
def test_what_moves_between_freezing_and_closing(
    world: World, approved: StatusRound, act: Callable[[World, StatusRound], None], words: str
) -> None:
    made = frozen_and_rendered(approved)
    act(world, approved)
    before = StatusRound.objects.filter(pk=approved.pk).values().get()
    if not words:
        assert len(close_round(approved, by=COMMAND_LINE, **made)) == 1
        return
    files = StoredFile.objects.count()
    with pytest.raises(Refused) as refused:
        close_round(approved, by=COMMAND_LINE, **made)
    assert words in str(refused.value)
    assert StatusRound.objects.filter(pk=approved.pk).values().get() == before
    assert (Snapshot.objects.filter(round=approved).count(), StoredFile.objects.count()) == (0, files)


def test_projects_that_come_and_go_meanwhile_are_named(world: World, round_: StatusRound) -> None:
    assert world.ours is not None
    assert world.theirs is not None
    StatusRound.objects.filter(pk=round_.pk).update(project=None, programme=world.programme)
    mine = StatusRound.objects.get(pk=round_.pk)
    approve(world, mine)
    made = frozen_and_rendered(mine)
    for key, programme in ((world.theirs.project.pk, world.programme), (world.ours.project.pk, None)):
        project = Project.objects.get(pk=key)
        writes.change(project, by=COMMAND_LINE, words="Flyttet.", programme=programme)
    with pytest.raises(Refused) as refused:
        close_round(mine, by=COMMAND_LINE, **made)
    assert "Projektet Deres projekt er kommet med i runden." in str(refused.value)
    assert "Projektet Vores projekt er ikke længere med i runden." in str(refused.value)


def test_of_two_closings_one_wins_and_the_other_is_told(
    world: World, approved: StatusRound, closer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second begins while the first is making its notes, and ends before it."""
    made = freezing.whole_note_file
    states = []

    def meanwhile(*given: Any, **more: Any) -> Any:
        if not states:
            states.append("")
            second = Job.objects.create(
                kind=JobKind.ROUND,
                person=closer,
                words="Lukning",
                wish={"round": approved.pk, "version": approved.version},
            )
            jobs.close_status_round.func(job_id=second.pk)
            second.refresh_from_db()
            states[0] = second.state
        return made(*given, **more)

    monkeypatch.setattr(freezing, "whole_note_file", meanwhile)
    first = close(approved, closer)
    assert states == [JobState.DONE]
    assert first.state == JobState.FAILED
    assert first.error == "Project manager har lukket runden imens."
    assert Snapshot.objects.filter(round=approved).count() == 1


def test_asking_twice_is_asking_once(
    world: World, approved: StatusRound, closer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "start_closing_job", lambda _key: None)
    first = close(approved, closer)
    assert close(approved, closer) == first
    with pytest.raises(Refused, match="Project manager er ved at lukke runden"):
        close(approved, world.people["lead administrator"])
    Job.objects.filter(pk=first.pk).update(state=JobState.FAILED)
    assert close(approved, closer) != first


def test_a_round_seen_in_another_version_is_not_closed(approved: StatusRound, closer: Person) -> None:
    with pytest.raises(Conflict):
        ask_for_closing(status_round=approved, by=closer.author, version=approved.version - 1)


# Never changed --------------------------------------------------------------------------------------------------------


def test_the_database_refuses_to_change_a_snapshot(world: World) -> None:
    assert world.ours is not None
    one: Any = world.ours.rows["Snapshot"]
    for values in ({"number": 2}, {"closed_by": "En anden"}, {"taken_at": timezone.now()}):
        with pytest.raises(IntegrityError, match="a snapshot never changes"), transaction.atomic():
            Snapshot._base_manager.filter(pk=one.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE statusrounds_snapshot SET word_id = pdf_id")


def test_the_write_helper_refuses_too(world: World) -> None:
    assert world.ours is not None
    one: Any = world.ours.rows["Snapshot"]
    acts: list[Callable[[], object]] = [
        lambda: writes.change(one, by=COMMAND_LINE, words="x", number=3),
        lambda: writes.touch(one, number=3),
        lambda: writes.remove(one, by=COMMAND_LINE, words="x"),
    ]
    for act in acts:
        with pytest.raises(NeverChanged):
            act()
    with batch(by=COMMAND_LINE, action="x") as many:
        for do in (
            lambda: many.update(Snapshot, [one], ["number"]),
            lambda: many.set(Snapshot, [one.pk], number=3),
            lambda: many.unlink(Snapshot, [one.pk]),
        ):
            with pytest.raises(NeverChanged):
                do()


def test_notes_carry_the_day_of_the_moment_that_was_frozen(
    approved: StatusRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen = freezing.freeze_round(approved, begun=lambda _count: None, told=lambda _done: None)
    late = replace(frozen, taken_at=datetime(2013, 12, 1, 23, 30, tzinfo=UTC))  # the 2nd in Copenhagen
    made, days = freezing.whole_note_file, []

    def told(whole: Any, period: Period, kind: Any, made_on: date, **more: Any) -> Any:
        days.append(made_on)
        return made(whole, period, kind, made_on, **more)

    monkeypatch.setattr(freezing, "whole_note_file", told)
    list(freezing.render_round(late, approved.period, told=lambda _done: None, alive=lambda: None))
    assert days == [date(2013, 12, 2)] * 2
