"""`rounds`, `open-rounds` and `close-round`, as a person at a terminal meets them."""

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner

from virkning.cli.rounds import close_round_command, open_rounds_command, rounds_command
from virkning.figures.periods import Period
from virkning.figures.rounds import RoundDays
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.files import storage
from virkning.rooms.programmes.models import Programme
from virkning.rooms.reports.queries import remembered
from virkning.rooms.statusrounds.actions import submissions
from virkning.rooms.statusrounds.actions.rounds import plan_round
from virkning.rooms.statusrounds.models import Snapshot, StatusRound, Submission
from world import World

pytestmark = pytest.mark.django_db

DAYS = RoundDays(date(2012, 11, 1), date(2012, 11, 15), date(2012, 11, 22), date(2012, 12, 6))


def run(command: Any, *arguments: object) -> tuple[int, str, str]:
    ended = CliRunner().invoke(command, [str(one) for one in arguments])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    return ended.exit_code, ended.stdout, ended.stderr


@pytest.fixture
def planned(world: World) -> StatusRound:
    """The programme's round of 2012, planned to open on 1 November."""
    with system_scope("test"):
        return plan_round(owner=world.programme, period=Period.parse("2012"), days=DAYS, by=COMMAND_LINE)


def ours(world: World) -> StatusRound:
    assert world.ours is not None
    found: Any = world.ours.rows["StatusRound"]
    with system_scope("test"):
        return StatusRound.objects.get(pk=found.pk)


# Listing --------------------------------------------------------------------------------------------------------------


def test_rounds_are_listed_with_number_stage_and_days(world: World, planned: StatusRound) -> None:
    code, told, _ = run(rounds_command, "--project", "vores projekt")
    days = "indberettes senest 15. november 2013, lukkes senest 6. december 2013"
    assert (code, told.splitlines()) == (
        0,
        [
            f"{ours(world).pk}  2013  Åben      Vores projekt, Holstebro  {days}",
            f"{planned.pk}  2012  Planlagt  Programmet                åbner 1. november 2012",
        ],
    )
    assert len(run(rounds_command)[1].splitlines()) == 3
    # What is shown is what can be asked for.
    assert run(rounds_command, "--project", "Vores projekt, Holstebro")[1] == told


def test_a_programmes_rounds_as_json(planned: StatusRound) -> None:
    code, told, _ = run(rounds_command, "--programme", "programmet", "--json")
    [one] = json.loads(told)
    assert (code, one["round"], one["stage"]) == (0, planned.pk, "planned")
    assert (one["project"], one["programme"], one["opens_on"]) == (None, "Programmet", "2012-11-01")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--project", "Intet"), 'Der er ikke noget projekt, der hedder "Intet".\n'),
        (("--programme", "Intet"), 'Der er ikke noget program, der hedder "Intet".\n'),
        (("--programme", "A", "--project", "B"), "Vælg enten et projekt eller et program.\n"),
        (("--programme", "Dobbelt"), 'Flere programmer hedder "Dobbelt".\n'),
    ],
)
def test_a_name_nobody_knows_is_said_in_words(world: World, arguments: tuple[str, ...], said: str) -> None:
    with system_scope("test"):
        for owner in ("funder", "evaluator"):
            Programme.objects.create(name="Dobbelt", owner=world.organisations[owner])
    assert run(rounds_command, *arguments) == (1, "", said)


# Opening --------------------------------------------------------------------------------------------------------------


def test_rounds_whose_day_has_come_are_opened_once(world: World, planned: StatusRound) -> None:
    early = run(open_rounds_command, "--date", "2012-10-31")
    assert early == (0, "Ingen statusrunder skal åbnes 31. oktober 2012.\n", "")
    code, told, _ = run(open_rounds_command, "--date", "2012-11-01")
    assert code == 0
    assert told.startswith(f"{planned.pk}  2012  Åben  Programmet  indberettes senest 15. november 2012")
    with system_scope("test"):
        planned.refresh_from_db()
        entry = AuditEntry.objects.latest("id")
    assert (planned.stage, entry.author_name) == ("open", "kommandolinjen")
    assert run(open_rounds_command, "--date", "2012-11-01", "--json")[1] == "[]\n"


def test_what_nobody_opened_in_its_time_is_left_alone(planned: StatusRound) -> None:
    assert run(open_rounds_command)[1].startswith("Ingen statusrunder skal åbnes")


def test_a_day_that_is_none_is_said_in_words(db: None) -> None:
    code, told, said = run(open_rounds_command, "--date", "1/11")
    assert (code, told, said) == (1, "", "“1/11” er ikke en dag. Skriv den som 2026-01-31.\n")


# Closing --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def approved(world: World) -> StatusRound:
    """Our round, in which everything is approved, and which nobody has closed before."""
    remembered.forget()
    assert world.ours is not None
    status_round = ours(world)
    with system_scope("test"):
        Snapshot.objects.filter(round=status_round).delete()
        Submission.objects.filter(round=status_round).delete()
        for act, who in ((submissions.submit, "activity lead"), (submissions.approve, "project manager")):
            act(status_round=status_round, activity=world.ours.activity, by=world.people[who].author)
    return status_round


def test_a_round_is_closed_and_its_files_are_told(approved: StatusRound) -> None:
    code, told, _ = run(close_round_command, approved.pk)
    lines = told.splitlines()
    assert (code, lines[:2]) == (
        0,
        ["Statusrunde 2013 for Vores projekt er lukket.", "Vores projekt, udgave 1:"],
    )
    assert [one.split()[-1] for one in lines[2:]] == [file.fingerprint for file in files_of(approved)]
    for file in files_of(approved):
        assert len(storage.read(file.fingerprint)) == file.size
    again = run(close_round_command, approved.pk)
    assert (again[0], again[1]) == (1, "")
    assert again[2] == "Runden er ikke lukket.\nRunden er lukket og kan ikke lukkes.\n"


def files_of(status_round: StatusRound) -> list[Any]:
    with system_scope("test"):
        one = Snapshot.objects.select_related("facts", "word", "pdf", "workbook").get(round=status_round)
    return [one.facts, one.word, one.pdf, one.workbook]


def test_what_is_not_approved_stands_in_the_way_and_nothing_is_closed(world: World) -> None:
    remembered.forget()
    code, told, said = run(close_round_command, ours(world).pk)
    assert (code, told) == (1, "")
    assert said.startswith("Runden er ikke lukket.\n")
    assert "1.1" in said
    assert ours(world).stage == "open"


@pytest.mark.parametrize("number", ["0", "x", "9" * 30])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    code, _, said = run(close_round_command, number)
    assert code == 2
    assert "NUMMER" in said


def test_a_round_there_is_not(db: None) -> None:
    assert run(close_round_command, 999_999) == (1, "", "Der er ingen statusrunde med nummer 999999.\n")
