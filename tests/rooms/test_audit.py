"""The one helper through which every write goes."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import FocusArea, StatusReport
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from world import World, build_world


@pytest.fixture
def world(db: None, everything: Scope) -> World:
    return build_world()


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-id")[0]


def test_a_creation_is_told_with_its_values(world: World) -> None:
    area = FocusArea(project=world.ours.project, number="9", title="Nyt")
    writes.create(area, by=COMMAND_LINE, words="Området 9 er oprettet.")
    entry = last()
    assert entry.words == "Området 9 er oprettet."
    assert (entry.project_id, entry.object_kind, entry.object_id) == (
        world.ours.project.pk,
        "focusarea",
        area.pk,
    )
    assert entry.changes["after"]["title"] == "Nyt"
    assert (entry.author_kind, entry.author_name) == ("system", "kommandolinjen")


def test_a_failed_creation_leaves_neither_row_nor_entry(world: World) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(IntegrityError):
        writes.create(
            FocusArea(project=world.ours.project, number="1", title="Igen"), by=COMMAND_LINE, words="x"
        )
    assert AuditEntry.objects.count() == before


def test_a_change_tells_before_and_after_and_raises_the_version(world: World) -> None:
    report = StatusReport.objects.get(milestone=world.ours.milestone)
    writes.change(report, by=COMMAND_LINE, words="Ændret", version=1, value=Decimal("21.50"), comment="Flere")
    assert last().changes == {"value": ["20", "21.50"], "comment": ["", "Flere"]}
    assert StatusReport.objects.get(pk=report.pk).version == 2


def test_a_change_of_nothing_writes_nothing(world: World) -> None:
    before = AuditEntry.objects.count()
    writes.change(world.ours.area, by=COMMAND_LINE, words="Ændret", title=world.ours.area.title)
    assert AuditEntry.objects.count() == before
    assert FocusArea.objects.get(pk=world.ours.area.pk).version == 1


def test_the_second_of_two_writers_is_told_what_the_first_wrote(world: World) -> None:
    first = FocusArea.objects.get(pk=world.ours.area.pk)
    second = FocusArea.objects.get(pk=world.ours.area.pk)
    writes.change(first, by=COMMAND_LINE, words="x", version=first.version, title="Den første")
    with pytest.raises(writes.Conflict) as conflict:
        writes.change(second, by=COMMAND_LINE, words="x", version=second.version, title="Den anden")
    assert isinstance(conflict.value.current, FocusArea)
    assert conflict.value.current.title == "Den første"
    assert FocusArea.objects.get(pk=first.pk).title == "Den første"


def test_removal_is_soft_and_can_be_undone(world: World) -> None:
    area = world.ours.area
    writes.remove(area, by=COMMAND_LINE, words="Fjernet", reason="Fejl")
    assert not FocusArea.objects.filter(pk=area.pk).exists()
    assert last().changes == {"reason": "Fejl", "version": 2}
    writes.restore(area, by=COMMAND_LINE, words="Fortrudt")
    assert FocusArea.objects.filter(pk=area.pk).exists()
    assert last().action == "restore"


def test_a_removed_number_can_be_used_again_and_then_not_restored(world: World) -> None:
    writes.remove(world.ours.area, by=COMMAND_LINE, words="Fjernet")
    writes.create(FocusArea(project=world.ours.project, number="1", title="Ny"), by=COMMAND_LINE, words="x")
    with pytest.raises(IntegrityError):
        writes.restore(world.ours.area, by=COMMAND_LINE, words="Fortrudt")


def test_a_batch_is_one_entry_and_all_or_nothing(world: World) -> None:
    before = AuditEntry.objects.count()
    areas = [FocusArea(project=world.ours.project, number=str(n), title="Mange") for n in range(10, 15)]
    with writes.batch(by=COMMAND_LINE, action="import") as act:
        made = act.create(FocusArea, areas)
        act.words = "Fem områder er indlæst."
        act.project_id = world.ours.project.pk
    assert all(area.pk for area in made)
    assert AuditEntry.objects.count() == before + 1
    with pytest.raises(RuntimeError), writes.batch(by=COMMAND_LINE, action="import") as act:
        act.create(FocusArea, [FocusArea(project=world.ours.project, number="99", title="Aldrig")])
        act.words = "Aldrig"
        raise RuntimeError
    assert not FocusArea.objects.filter(number="99").exists()
    assert AuditEntry.objects.count() == before + 1


def test_a_batch_that_did_nothing_is_not_told(world: World) -> None:
    before = AuditEntry.objects.count()
    with writes.batch(by=COMMAND_LINE, action="import"):
        pass
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("written", ["71.70", "0", "-3.50", "999999999999999", "0.000000000000001", "100.0"])
def test_a_number_comes_back_as_it_was_written(world: World, written: str) -> None:
    report = StatusReport.objects.get(milestone=world.ours.milestone)
    writes.change(report, by=COMMAND_LINE, words="x", value=Decimal(written))
    assert str(StatusReport.objects.get(pk=report.pk).value) in (written, str(Decimal(written)))
    assert StatusReport.objects.get(pk=report.pk).value.as_tuple() == Decimal(written).as_tuple()


@pytest.mark.parametrize("written", ["1234567890123456", "NaN", "Infinity"])
def test_a_number_that_cannot_be_kept_is_refused(world: World, written: str) -> None:
    report = StatusReport.objects.get(milestone=world.ours.milestone)
    with pytest.raises(ValueError):
        writes.change(report, by=COMMAND_LINE, words="x", value=Decimal(written))


def test_a_number_cannot_be_compared_in_sql(world: World) -> None:
    from django.core.exceptions import FieldError

    with pytest.raises((FieldError, TypeError)):
        list(StatusReport.objects.filter(value__gt=1))
