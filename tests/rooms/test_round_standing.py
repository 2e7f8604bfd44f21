"""What stands in the way of closing a round, told of many projects at once, and what may be remembered of it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from virkning.figures.rounds import RoundStage
from virkning.rooms.activities.models import Activity, FocusArea
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.evaluations.models import Assessment
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.queries import remembered
from virkning.rooms.statusrounds.actions.rounds import reopen_round
from virkning.rooms.statusrounds.models import Snapshot, StatusRound
from virkning.rooms.statusrounds.queries.readiness import readiness
from virkning.rooms.statusrounds.queries.standing import asks_in_projects
from world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]

TODAY = date(2014, 1, 15)


@pytest.fixture
def round_(world: World) -> StatusRound:
    """The world's round, without what an earlier closing kept."""
    remembered.forget()
    assert world.ours is not None
    found: Any = world.ours.rows["StatusRound"]
    Snapshot.objects.filter(round=found).delete()
    return StatusRound.objects.select_related("project", "programme").get(pk=found.pk)


@pytest.fixture
def of_programme(world: World, round_: StatusRound) -> StatusRound:
    assert world.ours is not None
    programme = world.ours.project.programme
    StatusRound.objects.filter(pk=round_.pk).update(project=None, programme=programme)
    round_.refresh_from_db()
    return round_


def test_an_activity_whose_area_has_been_assessed_does_not_lack_an_assessment(
    world: World, round_: StatusRound
) -> None:
    assert world.ours is not None
    Assessment.objects.filter(project=world.ours.project).delete()
    remembered.forget()
    lacking = readiness(round_, today=TODAY).warnings
    assert any("ingen vurdering" in one for one in lacking)
    Assessment.objects.create(
        project=world.ours.project, area=world.ours.area, period=world.ours.periods["2013"], text="Godt"
    )
    remembered.forget()
    assert not any("ingen vurdering" in one for one in readiness(round_, today=TODAY).warnings)


def test_no_more_is_asked_of_the_database_for_more_projects(world: World, of_programme: StatusRound) -> None:
    assert world.ours is not None
    ours = world.ours.project

    def asked() -> int:
        remembered.forget()
        with CaptureQueriesContext(connection) as told:
            readiness(of_programme, today=TODAY)
        return len(told)

    asked()  # the round's programme is looked up the first time
    before = asked()
    for number in range(4):
        one = Project.objects.create(
            name=f"Nr. {number}",
            programme=of_programme.programme,
            starts_on=ours.starts_on,
            ends_on=ours.ends_on,
        )
        area = FocusArea.objects.create(project=one, number="1", title="Område")
        Activity.objects.create(project=one, area=area, number="1.1", title="Aktivitet")
    assert asked() == before


def test_a_round_that_is_reopened_is_not_told_as_it_was_closed(
    world: World, of_programme: StatusRound
) -> None:
    """Reopening a programme's round writes nothing in its projects' logs, by which what is known is forgotten."""
    assert world.ours is not None
    key = world.ours.project.pk
    kept: Any = world.ours.rows["Snapshot"]
    signed = [{"activity": 0, "number": "9.9", "title": "Lukket siden", "stage": "approved"}]
    StatusRound.objects.filter(pk=of_programme.pk).update(stage=RoundStage.CLOSED)
    of_programme.refresh_from_db()
    Snapshot.objects.create(
        round=of_programme,
        project_id=key,
        number=1,
        closed_by="Prøve",
        format=1,
        facts=kept.facts,
        word=kept.word,
        pdf=kept.pdf,
        workbook=kept.workbook,
        signed=signed,
    )
    assert [one.number for one in asks_in_projects(of_programme, [key], TODAY)[key]] == ["9.9"]
    reopen_round(of_programme, reason="Et tal var forkert", by=COMMAND_LINE)
    assert [one.number for one in asks_in_projects(of_programme, [key], TODAY)[key]] == ["1.1"]
