"""A block of statuses or measurements is one entry, and still stands in the history of each thing it changed."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pages.reading import words, words_of
from virkning.figures.milestones import MilestoneStatus
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.actions.statuses import ReportedCell, report_many, report_status
from virkning.rooms.activities.models import Activity, Milestone, StatusReport
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.evaluations.actions.structure import move, remove_part
from virkning.rooms.results.actions.measurements import MeasuredCell, measure_many
from virkning.rooms.results.models import Measurement
from world import World

ANNA = Author.person(901, "Anna Andersen (prøve)")
BO = Author.person(902, "Bo Bentsen (prøve)")
As = Callable[[str], Client]
BLOCK = "på én gang"


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Anna reports on two milestones in one act, and on one of them Bo writes alone before."""
    AuditEntry.objects.all().delete()
    ours = world.ours
    other = Milestone.objects.create(
        activity=ours.activity, number="2", statement="Den anden", kind="yes_no", position=2
    )
    third = Milestone.objects.create(
        activity=ours.activity, number="3", statement="Den tredje", kind="yes_no", position=3
    )
    said = {"status": MilestoneStatus.YES, "value": None, "value_text": "", "numerator": None}
    for milestone in (other, third):
        report_status(
            milestone=milestone,
            period=ours.periods["2013"],
            by=BO,
            **said,
            denominator=None,
            comment="Klar.",
        )
    ours.rows |= {"other": other, "third": third}
    return world


def block(world: World, *names: str, comment: str = "Fra arket.") -> AuditEntry:
    """Anna writes a comment on each in one act."""
    ours = world.ours
    cells = []
    for name in names:
        report = StatusReport.objects.get(milestone=ours.rows[name], period=ours.periods["2013"])
        cells.append(
            ReportedCell(ours.rows[name], ours.periods["2013"], {"comment": comment}, report.version)
        )
    report_many(project=ours.project, rows=cells, by=ANNA)
    return AuditEntry.objects.filter(action="report").latest("pk")


def entries(client: Client, world: World, query: str = "") -> list[str]:
    answer = client.get(reverse("project_history", args=(world.ours.project.pk,)) + query)
    found = re.findall(r'<li class="entries__one">.*?</li>', answer.content.decode(), re.DOTALL)
    return [words_of(one) for one in found]


def of(kind: str, record: Any) -> str:
    return f"?slags={kind}&nr={record.pk}"


def test_a_block_stands_in_the_history_of_each_milestone_it_changed(world: World, as_: As) -> None:
    block(world, "other", "third")
    client, ours = as_("project manager"), world.ours
    told = entries(client, world, of("milestone", ours.rows["other"]))
    assert len(told) == 2
    assert BLOCK in told[0]
    assert "Anna Andersen" in told[0]
    assert "Kommentar før: Klar. → nu: Fra arket." in told[0]
    assert "Den anden" in told[0]
    assert "Den tredje" not in told[0], "of a block a thing's own history tells its own part"
    assert [one for one in entries(client, world, of("activity", ours.activity)) if BLOCK in one]
    assert not [one for one in entries(client, world, of("milestone", ours.milestone)) if BLOCK in one]
    assert not [one for one in entries(client, world, of("project", ours.project)) if BLOCK in one]


def test_the_whole_history_tells_every_row_folded(world: World, as_: As) -> None:
    block(world, "other", "third")
    (told,) = [one for one in entries(as_("project manager"), world) if BLOCK in one]
    assert "Vis, hvad der blev skrevet" in told
    assert "Den anden" in told
    assert "Den tredje" in told
    assert "Status · Anna" in told


@pytest.mark.parametrize(
    ("kind", "count"), [("status", 3), ("projekt", 0), ("maalinger", 0), ("milepaele", 0)]
)
def test_the_filter_counts_a_block_by_what_it_changed(world: World, as_: As, kind: str, count: int) -> None:
    block(world, "other", "third")
    assert len(entries(as_("project manager"), world, f"?slags={kind}")) == count


def test_the_filter_offers_what_only_a_block_has_changed(world: World, as_: As) -> None:
    block(world, "other")
    AuditEntry.objects.exclude(action="report").delete()
    shown = words(as_("project manager").get(reverse("project_history", args=(world.ours.project.pk,))))
    assert "Status og registreringer" in shown


def test_measurements_likewise(world: World, as_: As) -> None:
    ours = world.ours
    now = Measurement.objects.get(result=ours.result, period=ours.periods["2013"], superseded_at=None)
    name = now.series.name if now.series else None
    cell = MeasuredCell(ours.result, name, ours.periods["2013"], {"value": Decimal("77.5")}, now.pk)
    measure_many(project=ours.project, rows=[cell], by=ANNA)
    client = as_("project manager")
    (told,) = entries(client, world, of("result", ours.result))
    assert "nu: 77,5" in told
    assert len(entries(client, world, "?slags=maalinger")) == 1


def test_moving_a_neighbour_is_no_change(world: World, as_: As) -> None:
    ours = world.ours
    move(ours.rows["third"], to=0, by=BO)
    entry = AuditEntry.objects.latest("pk")
    assert f"milestone:{ours.milestone.pk}" in entry.changes["rows"], "the neighbour was given another place"
    client = as_("project manager")
    assert not [one for one in entries(client, world, of("milestone", ours.milestone)) if "flyttet" in one]
    assert [one for one in entries(client, world, of("milestone", ours.rows["third"])) if "flyttet" in one]


def test_as_many_queries_with_blocks_as_without(world: World, as_: As) -> None:
    client, where = as_("project manager"), of("milestone", world.ours.rows["other"])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            entries(client, world, where)
        return len(queries)

    entries(client, world, where)
    first = asked()
    for number in range(3):
        block(world, "other", "third", comment=f"Fra ark {number}.")
    assert asked() == first


def test_only_acts_in_the_project_are_looked_into(world: World, as_: As) -> None:
    """The database finds the project's acts by their columns before it reads what is in them."""
    entry = block(world, "other", "third")
    AuditEntry.objects.filter(pk=entry.pk).update(project_id=world.theirs.project.pk)
    client = as_("project manager")
    assert len(entries(client, world, of("milestone", world.ours.rows["other"]))) == 1


def undos(client: Client, world: World, query: str = "") -> int:
    return sum("Fortryd : " in one for one in entries(client, world, query))


def test_what_was_overwritten_is_not_offered_to_be_taken_back_whoever_is_chosen(
    world: World, as_: As
) -> None:
    """A filter hides the newer entry, not that there is one."""
    ours, client = world.ours, as_("project manager")
    report = StatusReport.objects.get(milestone=ours.rows["other"], period=ours.periods["2013"])
    for by, comment in ((ANNA, "Én."), (BO, "To.")):
        report = StatusReport.objects.get(pk=report.pk)
        report_status(
            milestone=ours.rows["other"],
            period=ours.periods["2013"],
            by=by,
            status=MilestoneStatus.YES,
            value=None,
            value_text="",
            numerator=None,
            denominator=None,
            comment=comment,
            version=report.version,
        )
    assert undos(client, world) == 1
    assert undos(client, world, "?hvem=Anna+Andersen+(prøve)") == 0
    assert undos(client, world, "?hvem=Bo+Bentsen+(prøve)") == 1


def test_nor_is_what_a_block_has_overwritten(world: World, as_: As) -> None:
    ours, client = world.ours, as_("project manager")
    report_status(
        milestone=ours.rows["other"],
        period=ours.periods["2013"],
        by=BO,
        status=MilestoneStatus.NO,
        value=None,
        value_text="",
        numerator=None,
        denominator=None,
        comment="Alligevel ikke.",
        version=1,
    )
    assert undos(client, world) == 1
    block(world, "other")
    assert undos(client, world) == 0
    assert undos(client, world, "?hvem=Bo+Bentsen+(prøve)") == 0


def test_a_block_says_nothing_of_the_project_itself(world: World, as_: As) -> None:
    writes.change(world.ours.project, by=BO, words="Omdøbt.", name="Et andet navn")
    assert undos(as_("project manager"), world) == 1
    block(world, "other")
    assert undos(as_("project manager"), world) == 1


def test_an_activity_that_went_with_its_area_is_not_offered(world: World, as_: As) -> None:
    activity = Activity.objects.get(pk=world.ours.activity.pk)
    writes.change(activity, by=BO, words="Aktiviteten er omdøbt.", title="Nyt navn")
    client = as_("project manager")
    assert undos(client, world, "?slags=activity") == 1
    remove_part(world.ours.area, by=ANNA)
    assert undos(client, world, "?slags=activity&hvem=Bo+Bentsen+(prøve)") == 0
