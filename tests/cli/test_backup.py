"""`virkning backup` and `virkning restore`: a drill on machines of their own, one command each way."""

import io
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.db import connection

from cli.drill import Machine
from virkning.cli import archive, backup, settling, tables
from virkning.cli.archive import Manifest
from virkning.outside import erasures
from virkning.rooms.audit.models import AuditEntry, Draft
from virkning.rooms.files import storage
from virkning.rooms.organisations.models import Invitation, Membership, Organisation, Person
from virkning.rooms.organisations.queries import authenticate_token, feed_behind
from world import PERSONAS

# What a real database holds beyond the small world: a file, JSON, moments, a removed row, a draft, a sign-in.
FILLED = """
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.drafts import save_draft
from virkning.rooms.files import storage
from virkning.rooms.files.models import StoredFile
from virkning.rooms.organisations.actions.calendars import open_feed
from virkning.rooms.organisations.actions.tokens import create_token
from virkning.rooms.organisations.models import Organisation
from world import build_world
with system_scope("test"):
    world = build_world()
    person = world.people["project manager"]
    kept = storage.keep("Æblegrød 🍏".encode())
    StoredFile.objects.create(name="a.txt", fingerprint=kept, size=1, content_type="text/plain", stored_by="P")
    save_draft(person_id=person.pk, name="status:1", page="/", values={"z": "ø", "a": [1, 2.5, None]})
    Organisation.objects.filter(name="Evaluator").update(removed_at=timezone.now(), removed_reason="prøve")
    Organisation.objects.create(kind="agency", name="Væk").delete()
    SessionStore().create()
    _token, raw = create_token(person=person, name="x", scopes=["read"], days=900, by=person.author)
    _feed, secret = open_feed(person, by=person.author)
print(person.pk, raw, secret)
"""
#: What a restore closes again, and so writes in the log: an open invitation, a key, a calendar's address.
SETTLED = {
    *("organisations_invitation", "organisations_apitoken", "organisations_calendarfeed"),
    "audit_auditentry",
}


class Filled:
    """A machine with something on it, and the copy taken of it."""

    def __init__(self, folder: Path) -> None:
        self.machine = Machine(folder / "old")
        self.machine.folder.mkdir()
        self.unused = folder / "unused.sqlite3"
        if connection.vendor == "sqlite":  # the suite's own database, fresh from its migrations
            with sqlite3.connect(self.unused) as beside:
                connection.ensure_connection()
                connection.connection.backup(beside)
            shutil.copy(self.unused, self.machine.folder / "virkning.sqlite3")
        else:
            assert self.machine.run("migrate", "-v0")[0] == 0
        number, self.token, self.feed = self.machine.do(FILLED).split()
        self.person_id = int(number)
        self.copy = folder / "copy.tar.gz"
        self.ended, self.told = self.machine.run("backup", self.copy)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Filled:
    with django_db_blocker.unblock():
        return Filled(tmp_path_factory.mktemp("drill"))


def contents(file: Path) -> dict[str, str]:
    """Part → SHA-256 of every table and file, but those a restore has written in."""
    settled = {f"tables/{table}.jsonl" for table in SETTLED}
    return {part.name: part.sha256 for part in archive.checked(file).parts if part.name not in settled}


def numbers(file: Path) -> dict[str, int]:
    """Table → the highest key it has ever given, but of the log."""
    return {
        table: last
        for table, last in archive.checked(file).last_numbers.items()
        if table != "audit_auditentry"
    }


@pytest.mark.slow
def test_a_copy_holds_every_row_and_file_and_says_what_is_missing(filled: Filled) -> None:
    assert filled.ended == 0, filled.told
    manifest = archive.checked(filled.copy)
    assert manifest.tables["organisations_person"].rows == len(PERSONAS)
    assert manifest.tables["organisations_municipality"].rows == 99  # Christiansø is none, and counts
    assert len(manifest.fingerprints) == 1
    assert manifest.lost_files == ["0" * 64]  # the small world's workbook has no bytes
    assert "0" * 64 in filled.told
    assert not set(manifest.tables) & tables.LEFT_OUT
    assert list(filled.copy.parent.glob(".virkning-*")) == []
    assert filled.copy.stat().st_mode & 0o077 == 0  # read by its owner only


@pytest.mark.slow
def test_an_empty_machine_gets_the_same_rows_and_files(once: None, filled: Filled, tmp_path: Path) -> None:
    new = Machine(tmp_path / "new")
    ended, told = new.run("restore", filled.copy)
    assert ended == 0, told
    assert "Gendannet og efterprøvet" in told
    again = tmp_path / "again.tar.gz"
    assert new.run("backup", again)[0] == 0
    assert contents(again) == contents(filled.copy)
    assert numbers(again) == numbers(filled.copy)
    ended, told = new.run("restore", filled.copy)
    assert ended == 1
    assert (
        told == "Databasen er ikke tom. Intet er ændret. Brug --replace, hvis alt i den skal erstattes.\n"
        or (
            told.endswith(
                "Databasen er ikke tom. Intet er ændret. Brug --replace, hvis alt i den skal erstattes.\n"
            )
        )
    )


@pytest.mark.slow
def test_what_was_erased_after_the_copy_is_erased_again(once: None, filled: Filled, tmp_path: Path) -> None:
    email = "project.manager@example.test"
    new = Machine(tmp_path / "new")
    new.folder.mkdir()
    shutil.copy(filled.machine.folder / "virkning.sqlite3", new.folder)
    shutil.copytree(filled.machine.folder / "files", new.folder / "files")
    assert new.run("erase-drafts", email) == (0, "1 kladder er slettet.\n")
    for name in ("virkning.sqlite3", "virkning.sqlite3-wal", "virkning.sqlite3-shm"):
        (new.folder / name).unlink(missing_ok=True)
    if filled.unused.exists():
        shutil.copy(filled.unused, new.folder / "virkning.sqlite3")
    ended, told = new.run("restore", filled.copy)
    assert ended == 0, told
    assert "1 sletninger er udført igen." in told
    assert (
        new.do("from virkning.rooms.audit.models import Draft\nprint(Draft._base_manager.count())") == "0\n"
    )


@pytest.fixture
def once() -> None:
    """What happens on SQLite machines alone need not happen twice."""
    if connection.vendor != "sqlite":
        pytest.skip("has been tried in the run on SQLite")


@pytest.fixture
def postgres() -> Iterator[str]:
    """An empty database beside the tests' own, gone afterwards."""
    if connection.vendor != "postgresql":
        pytest.skip("the suite runs on SQLite")
    import psycopg

    given = connection.settings_dict
    name = f"virkning_drill_{uuid4().hex[:12]}"
    server = {"host": given["HOST"], "port": given["PORT"] or 5432, "user": given["USER"]}
    with psycopg.connect(**server, password=given["PASSWORD"], dbname="postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        secret = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
        yield f"postgres://{server['user']}{secret}@{server['host']}:{server['port']}/{name}"
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.slow
@pytest.mark.django_db
def test_a_copy_goes_from_one_database_engine_to_the_other_and_back(
    filled: Filled, postgres: str, tmp_path: Path
) -> None:
    on_postgres = Machine(tmp_path / "postgres", postgres)
    ended, told = on_postgres.run("restore", filled.copy)
    assert ended == 0, told
    from_postgres = tmp_path / "postgres.tar.gz"
    assert on_postgres.run("backup", from_postgres)[0] == 0
    assert contents(from_postgres) == contents(filled.copy)
    assert archive.checked(from_postgres).database == "postgresql"
    ended, told = on_postgres.run("restore", from_postgres, "--replace", "--yes")
    assert ended == 0, told
    back = Machine(tmp_path / "sqlite")
    assert back.run("restore", from_postgres)[0] == 0
    made = "from virkning.rooms.organisations.models import *\nfrom virkning.rooms.access.scope import *\n"
    made += "with system_scope('t'): print(Organisation.objects.create(kind='agency', name='Ny').pk)"
    assert on_postgres.do(made) == back.do(made)  # both go on counting where the copy was


def put_back(copy: Path, *options: str) -> tuple[int, str]:
    ended = CliRunner().invoke(backup.restore_command, [str(copy), *options])
    return ended.exit_code, ended.output


@pytest.mark.slow
@pytest.mark.django_db
def test_one_that_stops_in_the_middle_has_changed_nothing(
    filled: Filled, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILES_ROOT, settings.DATA = tmp_path / "files", tmp_path
    Draft._base_manager.create(person_id=7, name="min egen")
    Organisation._base_manager.create(kind="agency", name="Den, der var her")

    def stopped(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(tables, "set_last_numbers", stopped)
        assert put_back(filled.copy, "--replace", "--yes")[0] != 0
    assert [one.name for one in Draft._base_manager.all()] == ["min egen"]
    assert [one.name for one in Organisation._base_manager.all()] == ["Den, der var her"]
    assert put_back(filled.copy)[0] == 1
    ended, told = put_back(filled.copy, "--replace", "--yes")
    assert ended == 0, told
    assert [one.name for one in Draft._base_manager.all()] == ["status:1"]
    connection.check_constraints()


@pytest.fixture
def here(tmp_path: Path, settings: Any) -> Path:
    """The suite's own database and a data folder of its own, to be restored into."""
    settings.FILES_ROOT, settings.DATA = tmp_path / "files", tmp_path
    return tmp_path


@pytest.mark.slow
@pytest.mark.django_db
def test_a_copy_opens_no_door_that_was_closed_after_it_was_taken(filled: Filled, here: Path) -> None:
    listed = here / erasures.FILE_NAME
    email = "lead.colleague@example.test"
    assert put_back(filled.copy, "--replace", "--yes")[0] == 0
    closed = Person.objects.get(email=email)
    row = Membership._base_manager.get(person=closed)
    back = Person.objects.get(email="activity.lead@example.test")
    erasures.door(listed, "membership", row.pk, closed=True)
    erasures.door(listed, "access", closed.pk, closed=True)
    erasures.door(listed, "access", back.pk, closed=True)
    erasures.door(listed, "access", back.pk, closed=False)
    erasures.door(listed, "password", filled.person_id, closed=True)
    erasures.door(listed, "access", 10**9, closed=True)  # somebody the copy does not know
    erasures.door(listed, "a door of a later version", 1, closed=True)
    ended, told = put_back(filled.copy, "--replace", "--yes")
    assert ended == 0, told
    assert "3 adgange, medlemskaber og adgangskoder er lukket igen efter slettelisten." in told
    assert "1 nøgler til API'et er lukket, og 1 åbne invitationer er trukket tilbage." in told
    assert "1 adresser til kalendere er lukket." in told
    assert "Lad hver organisations administrator se listen over personer igennem" in told
    row.refresh_from_db()
    assert row.ended_at is not None
    assert not Person.objects.get(pk=closed.pk).is_active
    assert Person.objects.get(pk=back.pk).is_active
    assert not Person.objects.get(pk=filled.person_id).has_usable_password()
    assert authenticate_token(filled.token) is None
    assert feed_behind(filled.feed) is None
    assert not Invitation._base_manager.filter(withdrawn_at__isnull=True).exists()
    by = AuditEntry._base_manager.filter(author_name="gendannelse")
    assert {*by.values_list("action", flat=True)} == {
        "change",
        "close_access",
        "password",
        "revoke_tokens",
        "withdraw_invitations",
        "close_feeds",
    }


@pytest.mark.slow
@pytest.mark.django_db
def test_a_damaged_file_is_written_anew(filled: Filled, here: Path) -> None:
    kept = storage.path_of(storage.keep("Æblegrød 🍏".encode()))
    kept.write_bytes(b"something else")
    assert put_back(filled.copy, "--replace", "--yes")[0] == 0
    assert kept.read_bytes() == "Æblegrød 🍏".encode()


@pytest.mark.slow
@pytest.mark.django_db
def test_one_stopped_before_the_erasures_is_marked_and_goes_on_where_it_was(
    filled: Filled, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = erasures.ask(here / erasures.FILE_NAME, "drafts", {"person_id": filled.person_id})
    erasures.done(here / erasures.FILE_NAME, asked)

    def stopped(*_given: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:  # the copy is from an older version, and the process is killed
        patched.setattr(backup, "_latest", list)
        patched.setattr(backup, "call_command", stopped)
        assert put_back(filled.copy, "--replace", "--yes")[0] != 0
    assert Draft._base_manager.count() == 1, "what was erased is there"
    assert settling.is_unfinished()
    copied = CliRunner().invoke(backup.backup_command, [str(here / "new.tar.gz")])
    assert (copied.exit_code, "Kør «virkning restore» igen" in copied.output) == (1, True)
    other = here / "other.tar.gz"
    manifest = archive.checked(filled.copy)
    manifest.taken_at = manifest.taken_at.replace("20", "19", 1)
    rewrite(filled.copy, other, manifest)
    ended, told = put_back(other)
    assert (ended, "Gendannelsen af en anden kopi blev afbrudt." in told) == (1, True)
    ended, told = put_back(filled.copy)
    assert ended == 0, told
    assert "blev afbrudt og gøres nu færdig" in told
    assert not Draft._base_manager.exists()
    assert authenticate_token(filled.token) is None
    assert not settling.is_unfinished()
    assert put_back(filled.copy)[0] == 1, "and then it is a database in use again"


@pytest.mark.slow
@pytest.mark.django_db
def test_an_erasure_this_version_does_not_know_stops_everything_first(filled: Filled, here: Path) -> None:
    erasures.ask(here / erasures.FILE_NAME, "dreams", {"person_id": 1})
    Draft._base_manager.create(person_id=7, name="min egen")
    ended, told = put_back(filled.copy, "--replace", "--yes")
    assert (ended, "kendes ikke i denne udgave" in told) == (1, True)
    assert [one.name for one in Draft._base_manager.all()] == ["min egen"]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("harm", ["cut", "changed", "other", "missing", "newer"])
def test_a_damaged_copy_is_refused_before_anything_is_written(
    filled: Filled, tmp_path: Path, harm: str
) -> None:
    Draft._base_manager.create(person_id=7, name="min egen")
    copy = tmp_path / "damaged.tar.gz"
    damage(filled.copy, copy, harm)
    ended, told = put_back(copy, "--replace", "--yes")
    assert ended == 1
    assert "Intet er ændret" in told or "findes ikke" in told
    assert [one.name for one in Draft._base_manager.all()] == ["min egen"]


def damage(source: Path, target: Path, harm: str) -> None:
    whole = source.read_bytes()
    if harm == "cut":
        target.write_bytes(whole[: len(whole) // 2])
    elif harm == "changed":
        target.write_bytes(whole[:3000] + bytes([whole[3000] ^ 255]) + whole[3001:])
    elif harm == "other":
        with tarfile.open(target, "w:gz") as tar:
            tar.add(__file__, "andet.py")
    elif harm == "newer":
        manifest = archive.checked(source)
        manifest.migrations.append("audit.9999_from_the_future")
        rewrite(source, target, manifest)


def rewrite(source: Path, target: Path, manifest: Manifest) -> None:
    """The same archive under another manifest."""
    content = manifest.written()
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            opened = old.extractfile(member)
            assert opened is not None
            if member.name == archive.MANIFEST:
                member.size = len(content)
                opened = io.BytesIO(content)  # type: ignore[assignment]
            new.addfile(member, opened)


def test_a_killed_backup_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "copy.tar.gz"
    target.write_bytes(b"the copy of yesterday")
    with archive.gathering(target) as parts:
        parts.add_lines("tables/a.jsonl", [b'["id"]\n', b"[1]\n"], table=True)

        def full(*_given: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(archive.os, "fsync", full)
        manifest = Manifest("2026-01-01T00:00:00+00:00", "0", "sqlite", [], {})
        with pytest.raises(OSError, match="No space"):
            parts.write(target, manifest)
    assert target.read_bytes() == b"the copy of yesterday"
    assert [one.name for one in tmp_path.iterdir()] == ["copy.tar.gz"]
