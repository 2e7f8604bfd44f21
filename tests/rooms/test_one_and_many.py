"""What an act on a block is called: one of something is not several."""

from decimal import Decimal

import pytest

from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.actions.statuses import ReportedCell, report_many
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.results.actions.measurements import MeasuredCell, measure_many
from virkning.rooms.results.models import Measurement
from world import World

ANNA = Author.person(901, "Anna Andersen (prøve)")


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    return world


def test_one_status(world: World) -> None:
    ours = world.ours
    report = StatusReport.objects.get(milestone=ours.milestone)
    cell = ReportedCell(ours.milestone, report.period, {"comment": "Ny."}, report.version)
    assert report_many(project=ours.project, rows=[cell], by=ANNA) == 1
    assert AuditEntry.objects.latest("pk").words == "Status er skrevet på 1 milepæl i en blok."


def test_one_measurement(world: World) -> None:
    ours = world.ours
    now = Measurement.objects.get(result=ours.result, period=ours.periods["2013"], superseded_at=None)
    name = now.series.name if now.series else None
    cell = MeasuredCell(ours.result, name, ours.periods["2013"], {"value": Decimal("77.5")}, now.pk)
    assert measure_many(project=ours.project, rows=[cell], by=ANNA) == 1
    assert AuditEntry.objects.latest("pk").words == "1 måling er skrevet i en blok."
