"""Deliveries: received whole or not at all, read one at a time, never seen by another organisation."""

from pathlib import Path
from typing import Any

import pytest
from registerworld import Files, made_files, without_registers

from virkning.registers.store import open_register
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope, system_scope, use_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.registerruns import folders
from virkning.rooms.registerruns.actions.deliveries import (
    erase_delivery,
    give_up_lost_delivery,
    read_delivery,
    receive_delivery,
    receive_from_server,
)
from virkning.rooms.registerruns.actions.registers import (
    change_register,
    create_register,
    remove_register,
    restore_register,
)
from virkning.rooms.registerruns.folders import Sent
from virkning.rooms.registerruns.jobs import ask_for_reading
from virkning.rooms.registerruns.models import Delivery, Register
from virkning.rooms.registerruns.queries.deliveries import current_delivery, server_folders, told_report
from virkning.rooms.registerruns.queries.registers import keeping_organisations, registers_seen
from virkning.rooms.registerruns.stages import DeliveryStage, FileKind
from world import World

pytestmark = [pytest.mark.django_db]
BY = COMMAND_LINE


@pytest.fixture(scope="module")
def built(built: World, django_db_blocker: Any) -> World:
    with django_db_blocker.unblock(), system_scope("test"):
        return without_registers(built)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return made_files(tmp_path_factory.mktemp("delivered"))


@pytest.fixture(scope="session")
def others(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return made_files(tmp_path_factory.mktemp("corrected"), seed=8)


@pytest.fixture(autouse=True)
def registers_root(settings: Any, tmp_path: Path) -> Path:
    settings.REGISTERS_ROOT = tmp_path / "registers"
    return tmp_path / "registers"


@pytest.fixture
def register(world: World, everything: Scope) -> Register:
    return create_register(organisation=world.organisations["funder"], name="DREAM", by=BY)


def people_of(delivery: Delivery) -> str:
    return open_register(folders.spells_of(delivery)).fingerprint


@pytest.mark.parametrize("organisation", ["lead", "stranger"])
def test_a_municipality_keeps_no_register(world: World, everything: Scope, organisation: str) -> None:
    with pytest.raises(Refused, match="kun styrelser og evaluatorer"):
        create_register(organisation=world.organisations[organisation], name="DREAM", by=BY)


def test_two_registers_of_an_organisation_have_two_names(register: Register) -> None:
    with pytest.raises(Refused, match="har allerede et register"):
        create_register(organisation=register.organisation, name=" dream ", by=BY)
    removed = remove_register(register, by=BY)
    create_register(organisation=register.organisation, name="DREAM", by=BY)
    with pytest.raises(Refused, match="har allerede et register"):
        restore_register(removed, by=BY)


def test_a_register_changed_by_another_is_not_changed(register: Register) -> None:
    change_register(register, name="DREAM", description="Uger fra 1991", by=BY, version=1)
    with pytest.raises(Conflict):
        change_register(register, name="Andet", by=BY, version=1)


def test_a_sent_delivery_is_read_and_holds_and_its_files_go(
    register: Register, files: Files, django_capture_on_commit_callbacks: Any
) -> None:
    delivery = receive_delivery(register=register, sent=files.sent(), by=BY)
    assert [one["kind"] for one in delivery.files] == ["wide", "persons", "residence", "readiness"]
    assert (folders.root().stat().st_mode & 0o777, delivery.number) == (0o700, 1)
    with django_capture_on_commit_callbacks(execute=True):
        read_delivery(delivery=delivery, by=BY)
    assert (delivery.stage, delivery.persons, len(delivery.fingerprint)) == (DeliveryStage.READY, 1_500, 64)
    assert people_of(delivery) == delivery.fingerprint
    assert current_delivery(register) == delivery
    assert any("ikke kan læses" in str(line) for line in told_report(delivery))
    # The spells hold no person's key; the files that do are gone.
    assert sorted(one.name for one in folders.folder_of(delivery).iterdir()) == ["spells"]
    entry = AuditEntry.objects.filter(action="read_delivery").get()
    assert entry.organisation_id == register.organisation_id


def test_a_newer_delivery_takes_over_and_an_older_read_late_does_not(
    register: Register, files: Files, others: Files
) -> None:
    first = receive_delivery(register=register, sent=files.sent(), by=BY)
    second = receive_delivery(register=register, sent=others.sent(), by=BY)
    read_delivery(delivery=second, by=BY)
    read_delivery(delivery=first, by=BY)
    second.refresh_from_db()
    assert (first.stage, second.stage) == (DeliveryStage.REPLACED, DeliveryStage.READY)
    assert people_of(first) == first.fingerprint != second.fingerprint == people_of(second)


def test_a_delivery_that_cannot_be_read_leaves_the_old_one_and_says_why(
    register: Register, files: Files
) -> None:
    good = read_delivery(delivery=receive_delivery(register=register, sent=files.sent(), by=BY), by=BY)
    sent = files.sent() | {FileKind.WIDE: Sent("wide.csv", [b"nummer;uge\n1;2\n"])}
    bad = receive_delivery(register=register, sent=sent, by=BY)
    with pytest.raises(Refused):
        read_delivery(delivery=bad, by=BY)
    bad.refresh_from_db()
    assert bad.stage == DeliveryStage.FAILED
    assert bad.failure
    assert current_delivery(register) == good


def test_nothing_is_kept_of_a_sending_that_stops(register: Register, registers_root: Path) -> None:
    def stops() -> Any:
        yield b"person,y_1601\n"
        raise OSError("gone")

    sent = {FileKind.WIDE: Sent("wide.csv", stops()), FileKind.PERSONS: Sent("persons.csv", [b"x"])}
    with pytest.raises(OSError, match="gone"):
        receive_delivery(register=register, sent=sent, by=BY)
    assert not Delivery.objects.exists()
    assert not list(registers_root.glob("*/*"))


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({FileKind.WIDE: [b"x"]}, "persons"),
        ({FileKind.WIDE: [b""], FileKind.PERSONS: [b"x"]}, "wide"),
        ({FileKind.WIDE: [b"x" * 2_000_000], FileKind.PERSONS: [b"x"]}, "wide"),
    ],
)
def test_a_file_that_is_missing_empty_or_too_large_is_refused(
    register: Register, settings: Any, sent: dict[FileKind, list[bytes]], field: str
) -> None:
    settings.MAX_DELIVERY_BYTES = 1024 * 1024
    with pytest.raises(Refused) as refused:
        receive_delivery(register=register, sent={kind: Sent("f", one) for kind, one in sent.items()}, by=BY)
    assert list(refused.value.errors) == [field]


def test_a_folder_on_the_server_is_read_where_it_lies_and_nothing_outside_is(
    register: Register, files: Files, settings: Any, tmp_path: Path
) -> None:
    base = tmp_path / "leverancer"
    (base / "tom").mkdir(parents=True)
    (base / "november").symlink_to(files.written.wide.parent)  # leads out of the base
    inside = base / "oktober"
    inside.mkdir()
    for path in files.paths().values():
        (inside / path.name).write_bytes(path.read_bytes())
    settings.REGISTER_FOLDER = str(base)
    for outside in ("november", "../delivered0", str(files.written.wide.parent), "", ".", "tom"):
        with pytest.raises(Refused) as refused:
            receive_from_server(register=register, folder=outside, by=BY)
        assert list(refused.value.errors) == ["folder"]
    assert "oktober" in server_folders()
    delivery = read_delivery(delivery=receive_from_server(register=register, folder="oktober", by=BY), by=BY)
    assert delivery.stage == DeliveryStage.READY
    assert all(one["sha256"] for one in delivery.files)
    assert (inside / "wide.csv").is_file()


def test_a_reading_that_was_killed_is_given_up_and_can_be_done_again(
    register: Register, files: Files
) -> None:
    delivery = receive_delivery(register=register, sent=files.sent(), by=BY)
    Delivery.objects.filter(pk=delivery.pk).update(stage=DeliveryStage.READING, beat_at=None)
    delivery.refresh_from_db()
    assert give_up_lost_delivery(delivery).stage == DeliveryStage.FAILED
    assert read_delivery(delivery=delivery, by=BY).stage == DeliveryStage.READY
    with pytest.raises(Refused, match="er læst"):
        read_delivery(delivery=delivery, by=BY)


def test_erasing_takes_the_data_and_keeps_what_was_counted(
    register: Register, files: Files, django_capture_on_commit_callbacks: Any
) -> None:
    delivery = read_delivery(delivery=receive_delivery(register=register, sent=files.sent(), by=BY), by=BY)
    place = folders.folder_of(delivery)
    with django_capture_on_commit_callbacks(execute=True):
        erased = erase_delivery(delivery, by=BY, reason="Aftalen er udløbet.", version=delivery.version)
    assert (erased.stage, erased.folder, place.exists()) == (DeliveryStage.ERASED, "", False)


def test_a_job_reads_it_for_whoever_may(world: World, register: Register, files: Files) -> None:
    delivery = receive_delivery(register=register, sent=files.sent(), by=BY)
    planner = ask_for_reading(delivery=delivery, by=world.people["funder planner"].author)
    assert (planner.state, "adgang" in planner.error) == ("failed", True)
    job = ask_for_reading(delivery=delivery, by=world.people["funder administrator"].author)
    assert (job.state, job.error, job.outcome["delivery"]) == ("done", "", delivery.pk)


#: Who sees the register, and what they may do with it.
RIGHTS = {
    "funder administrator": {"SEE_REGISTER", "KEEP_REGISTERS", "RUN_MEASURES", "PUBLISH_RUNS"},
    "funder planner": {"SEE_REGISTER", "RUN_MEASURES"},
    "funder colleague": set(),
    "coordinator": set(),
    "evaluator administrator": set(),
    "lead administrator": set(),
    "stranger administrator": set(),
}


@pytest.mark.parametrize("persona", RIGHTS)
def test_a_register_is_seen_by_its_keepers_alone(
    world: World, register: Register, files: Files, persona: str
) -> None:
    delivery = receive_delivery(register=register, sent=files.sent(), by=BY)
    scope = Scope(person_id=world.people[persona].pk)
    with use_scope(scope):
        seen = [*Register.objects.all(), *Delivery.objects.all()]
        assert seen == ([register, delivery] if RIGHTS[persona] else [])
        given = {one.name for one in Register.objects.all() for one in one.permissions_of(scope)}
        assert given & RIGHTS["funder administrator"] == RIGHTS[persona]
        assert len(registers_seen()) == len(seen) / 2
        keeps = Permission.KEEP_REGISTERS.name in RIGHTS[persona] or persona == "evaluator administrator"
        assert bool(keeping_organisations(scope)) is keeps
