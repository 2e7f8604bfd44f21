"""`virkning remind`: the daily run, by a real mail server."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import timezone

from pages.smtpsink import Sink, smtp_sink
from virkning.cli import reminding
from virkning.cli.reminding import remind_command
from virkning.rooms.access.scope import Scope, system_scope, use_scope
from virkning.rooms.files import storage
from virkning.rooms.files.models import Job, JobKind, JobState, StoredFile
from virkning.rooms.interventions.actions.many import HELD, hold_files
from virkning.rooms.organisations.models import Person
from virkning.rooms.reports.queries.remembered import forget
from virkning.rooms.statusrounds.actions.rounds import Opened
from virkning.rooms.statusrounds.models import StatusRound, Submission
from world import World

pytestmark = pytest.mark.django_db

#: Seven in the morning in Copenhagen, five working days before the small world's deadline.
MORNING = datetime(2013, 11, 8, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _that_morning(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with system_scope("test"):
        Submission.objects.update(stage="")
        StatusRound.objects.filter(project=world.theirs.project).update(stage="closed")
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    forget()
    yield
    forget()


@pytest.fixture
def post_office(settings: Any) -> Iterator[Sink]:
    with smtp_sink() as sink:
        settings.MAIL_SERVER, settings.MAIL_FROM = sink.address, "virkning@example.dk"
        settings.SITE_URL = "https://virkning.example"
        yield sink


def run(*options: str) -> tuple[int, str]:
    ended = CliRunner().invoke(remind_command, options)
    return ended.exit_code, ended.output


def reminded() -> set[date | None]:
    return set(Person.objects.values_list("digest_sent_on", flat=True))


def test_the_mails_leave_once(post_office: Sink) -> None:
    assert run() == (
        0,
        "8. november 2013\n0 statusrunder er åbnet.\n2 påmindelser er sendt, og 0 kunne ikke sendes.\n",
    )
    assert sorted(to for (to,), _message in post_office.received) == [
        "activity.lead@example.test",
        "project.manager@example.test",
    ]
    for _to, message in post_office.received:
        assert message["Subject"] == "Påmindelse fra Virkning"
        assert message["Auto-Submitted"] == "auto-generated"
    assert "https://virkning.example/min-dag/" in post_office.texts[0]
    assert "https://virkning.example/konto/paamindelser/" in post_office.texts[0]
    assert run()[1].endswith("0 påmindelser er sendt, og 0 kunne ikke sendes.\n")
    assert len(post_office.received) == 2


def test_as_json(post_office: Sink) -> None:
    code, told = run("--json")
    assert code == 0
    assert json.loads(told) == {
        "date": "2013-11-08",
        "workday": True,
        "rounds_opened": 0,
        "sent": 2,
        "not_sent": 0,
    }


def test_a_dry_run_sends_and_changes_nothing(world: World, post_office: Sink) -> None:
    people = sorted((world.people["project manager"].pk, world.people["activity lead"].pk))
    code, told = run("--dry-run", "--json")
    assert code == 0
    rows = json.loads(told)["reminders"]
    assert [row["person"] for row in rows] == people
    assert rows[0] == {"person": people[0], "why": "near", "late": 0, "near": 1, "returned": 0}
    in_words = run("--dry-run")[1]
    assert f"Person {people[0]}: 0 over fristen, 1 med nær frist, 0 sendt tilbage." in in_words
    assert "2 ville blive påmindet. Intet er sendt." in in_words
    assert "@" not in in_words
    assert (post_office.received, reminded()) == ([], {None})


def test_another_day_is_only_looked_at(post_office: Sink) -> None:
    code, told = run("--date", "2013-11-14")
    assert (code, "sendes kun for i dag" in told) == (1, True)
    assert json.loads(run("--date", "2013-11-14", "--dry-run", "--json")[1])["date"] == "2013-11-14"
    assert "er ikke en hverdag" in run("--date", "2013-11-09", "--dry-run")[1]
    assert run("--date", "i morgen", "--dry-run") == (
        1,
        "“i morgen” er ikke en dag. Skriv den som 2026-01-31.\n",
    )
    assert post_office.received == []


def test_a_server_that_does_not_answer_is_told_and_costs_nobody_the_mail(settings: Any) -> None:
    settings.MAIL_SERVER = "smtp://127.0.0.1:1"
    code, told = run()
    assert (code, "Mailserveren tager ikke imod." in told) == (1, True)
    assert reminded() == {None}
    with smtp_sink() as sink:
        settings.MAIL_SERVER = sink.address
        assert run()[0] == 0
        assert len(sink.received) == 2


def test_a_server_that_refuses_an_address_is_told_and_not_asked_again(post_office: Sink) -> None:
    post_office.refuse = True
    code, told = run()
    assert (code, told.endswith("0 påmindelser er sendt, og 2 kunne ikke sendes.\n")) == (0, True)
    post_office.refuse = False
    run()
    assert post_office.received == []


def test_rounds_whose_day_has_come_are_opened(world: World, post_office: Sink) -> None:
    with system_scope("test"):
        StatusRound.objects.filter(project=world.ours.project).update(stage="planned", opened_at=None)
    assert run("--dry-run")[1].endswith("0 ville blive påmindet. Intet er sendt.\n")
    assert "1 statusrunder er åbnet.\n2 påmindelser er sendt" in run()[1]


def test_a_round_that_cannot_be_opened_keeps_nobody_from_being_reminded(
    post_office: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck(*_given: object, **_more: object) -> Opened:
        return Opened((), "Det kan ikke lade sig gøre nu.")

    monkeypatch.setattr(reminding, "open_due_rounds", stuck)
    code, told = run()
    assert (code, "Det kan ikke lade sig gøre nu." in told) == (1, True)
    assert len(post_office.received) == 2


def test_files_nobody_said_yes_to_are_deleted(
    world: World, post_office: Sink, django_capture_on_commit_callbacks: Any
) -> None:
    by = world.people["project manager"].author
    project = world.ours.project
    with use_scope(Scope(person_id=by.person_id)):
        held = hold_files(project, [("a.docx", b"710190-1234")], by=by)
        Job.objects.create(
            kind=JobKind.DESCRIPTIONS,
            person_id=by.person_id,
            words="Prøve",
            wish={"files": held},
            state=JobState.FAILED,
            asked_at=MORNING - 2 * HELD,
        )
    with django_capture_on_commit_callbacks(execute=True):
        assert run()[0] == 0
    assert not StoredFile._base_manager.filter(pk__in=held).exists()
    with pytest.raises(FileNotFoundError):
        storage.read(storage.fingerprint_of(b"710190-1234"))
