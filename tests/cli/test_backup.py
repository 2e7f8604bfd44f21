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
from virkning.cli import archive, backup, tables
from virkning.cli.archive import Manifest
from virkning.rooms.audit.models import Draft
from virkning.rooms.organisations.models import Organisation

# What a real database holds beyond the small world: a file, JSON, moments, a removed row, a draft, a sign-in.
FILLED = """
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.drafts import save_draft
from virkning.rooms.files import storage
from virkning.rooms.files.models import StoredFile
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
print(person.pk)
"""


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
        self.person_id = int(self.machine.do(FILLED))
        self.copy = folder / "copy.tar.gz"
        self.ended, self.told = self.machine.run("backup", self.copy)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Filled:
    with django_db_blocker.unblock():
        return Filled(tmp_path_factory.mktemp("drill"))


def contents(file: Path) -> dict[str, str]:
    """Part → SHA-256 of every table and file."""
    return {part.name: part.sha256 for part in archive.checked(file).parts}


@pytest.mark.slow
def test_a_copy_holds_every_row_and_file_and_says_what_is_missing(filled: Filled) -> None:
    assert filled.ended == 0, filled.told
    manifest = archive.checked(filled.copy)
    assert manifest.tables["organisations_person"].rows == 19
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
    assert archive.checked(again).last_numbers == archive.checked(filled.copy).last_numbers
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
