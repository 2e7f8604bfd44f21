"""One who writes while another undoes an import or clears a file away, on PostgreSQL: nothing is lost without a word.

See `test_writers_at_once.py` for why SQLite shows this elsewhere.
"""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from exchange.books import cells, xlsx
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Activity
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.exchange.actions import undo as undoing
from virkning.rooms.exchange.actions.export import export_project
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.exchange.since import changed_since
from virkning.rooms.files import storage
from virkning.rooms.files.actions.stored import forget_files, store_file
from virkning.rooms.organisations.models import Municipality
from virkning.rooms.programmes.models import Project
from world import World, build_world

# Thorough, and so a run of its own: it empties the tables it leaves, reference data too.
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="see the module's docstring"),
]


@pytest.fixture
def world(transactional_db: None) -> World:
    for code, name in (("661", "Holstebro"), ("479", "Svendborg"), ("791", "Viborg")):
        Municipality.objects.get_or_create(
            code=code, defaults={"name": name, "official_name": f"{name} Kommune", "cvr": "12345678"}
        )
    with system_scope("test"):
        return build_world()


def beside(act: Callable[[], str]) -> tuple[threading.Thread, list[str]]:
    """Let `act` be under way beside the test, and wait until it is through or stands still; what became of it."""
    became: list[str] = []

    def run() -> None:
        try:
            with system_scope("test"):
                became.append(act())
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=1)
    return thread, became


@pytest.mark.parametrize("made_by_the_import", [False, True])
def test_what_is_written_while_an_import_is_undone_is_kept_or_told(
    world: World, monkeypatch: pytest.MonkeyPatch, made_by_the_import: bool
) -> None:
    ours = world.ours
    assert ours is not None
    under_way: list[tuple[threading.Thread, list[str]]] = []
    with system_scope("test"):
        content = _imported(ours.project, made_by_the_import)
        done = import_project(
            content=content, name="a.xlsx", by=COMMAND_LINE, may_create=False, into=ours.project
        )
        assert done.record is not None
        written_on = Activity.objects.latest("pk") if made_by_the_import else ours.activity
        version = Activity.objects.get(pk=written_on.pk).version

    def write() -> str:
        activity = Activity.objects.get(pk=written_on.pk)
        try:
            writes.change(activity, by=COMMAND_LINE, words="Rettet", version=version, remark="Bos nye tekst")
        except (Conflict, Activity.DoesNotExist):
            return "told"
        return "written"

    def looked_through(*given: Any) -> Any:
        found = changed_since(*given)
        under_way.append(beside(write))
        return found

    monkeypatch.setattr(undoing, "changed_since", looked_through)
    with system_scope("test"):
        undoing.undo_import(record=done.record, by=COMMAND_LINE)
        [(thread, became)] = under_way
        thread.join(timeout=20)
        assert became == ["told"]
        assert Activity.objects.filter(pk=written_on.pk).exists() is not made_by_the_import


def _imported(project: Project, made: bool) -> bytes:
    """A workbook that makes an activity, or corrects the one there is."""
    sheets = cells(export_project(project))
    if made:
        sheets["Aktiviteter"].append(["9", "1", "Ny", "", "", "", ""])
    else:
        sheets["Aktiviteter"][1][6] = "Fra filen"
    return xlsx(sheets)


def test_bytes_somebody_is_storing_again_are_not_forgotten(world: World) -> None:
    """One clears a file away while another stores the same content: the second has found the bytes on disk."""
    content = b"det samme"
    with system_scope("test"):
        with writes.batch(by=COMMAND_LINE, action="x") as act:
            first = store_file(name="a.txt", content=content, content_type="text/plain", act=act)
        with writes.batch(by=COMMAND_LINE, action="x") as act:
            store_file(name="b.txt", content=content, content_type="text/plain", act=act)

            def forget() -> str:
                with writes.batch(by=COMMAND_LINE, action="x") as clearing:
                    forget_files(keys=[first.pk], act=clearing)
                return "cleared"

            thread, became = beside(forget)
            assert storage.read(first.fingerprint) == content
        thread.join(timeout=20)
        assert became == ["cleared"]
        assert storage.read(first.fingerprint) == content
