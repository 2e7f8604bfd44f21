"""A closed round's own pages tell what stood there when it was closed, whatever has been written since."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.reading import rows, words
from virkning.rooms.access.scope import Scope, system_scope, use_scope
from virkning.rooms.activities.actions.activities import close_activity
from virkning.rooms.activities.models import Activity, Milestone, StatusReport
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.files import storage
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.reports.queries.remembered import forget
from virkning.rooms.statusrounds.actions import submissions
from virkning.rooms.statusrounds.actions.rounds import reopen_round
from virkning.rooms.statusrounds.jobs import ask_for_closing
from virkning.rooms.statusrounds.models import Snapshot, StatusRound, Submission
from virkning.rooms.statusrounds.queries import snapshots
from world import World

pytestmark = pytest.mark.django_db

As = Callable[[str], Client]
STOOD = "Sådan stod det, da runden blev lukket"
PAGES = ("round_review", "round_report")
#: At most: session, person, activity, permissions, round; snapshot; what it signed; facts; asks; approvers;
#: timeline; the frame
QUERIES = {"round_review": 30, "round_report": 26}


@pytest.fixture
def closed(world: World) -> StatusRound:
    """The round of the world's project, closed; and after that a milestone reworded and its status changed."""
    forget()
    ours = world.ours
    with system_scope("test"):
        mine = StatusRound.objects.get(project=ours.project)
        Snapshot.objects.filter(round=mine).delete()
        Submission.objects.filter(round=mine).delete()
        Milestone.objects.filter(pk=ours.milestone.pk).update(statement="Stod der dengang")
        lead, manager = world.people["activity lead"], world.people["project manager"]
        submissions.submit(status_round=mine, activity=ours.activity, by=lead.author)
        submissions.approve(status_round=mine, activity=ours.activity, by=manager.author)
        with use_scope(Scope(person_id=manager.pk)):
            job = ask_for_closing(status_round=mine, by=manager.author)
        assert job.state == "done", job.error
        Milestone.objects.filter(pk=ours.milestone.pk).update(statement="Skrevet bagefter")
        StatusReport.objects.create(
            milestone=ours.milestone, period=ours.periods["2013"], status="yes", origin_by="x"
        )
    forget()
    mine.refresh_from_db()
    return mine


def at(name: str, closed: StatusRound, activity: Activity) -> str:
    return reverse(name, args=(closed.pk, activity.pk))


@pytest.mark.parametrize("name", PAGES)
def test_a_closed_round_tells_what_stood_there(closed: StatusRound, world: World, as_: As, name: str) -> None:
    client = as_("project manager")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(at(name, closed, world.ours.activity))
    told = words(page)
    assert STOOD in told
    assert "Stod der dengang" in told
    assert "Skrevet bagefter" not in told
    with system_scope("test"):
        kept = Snapshot.objects.get(round=closed)
    for kind in ("docx", "pdf", "xlsx"):
        assert reverse("snapshot_file", args=(kept.pk, kind)) in page.content.decode()
    assert len(asked) <= QUERIES[name]


@pytest.mark.parametrize("name", PAGES)
def test_a_reopened_round_tells_what_is_true_now(
    closed: StatusRound, world: World, as_: As, name: str
) -> None:
    with system_scope("test"):
        reopen_round(closed, reason="Et tal var forkert", by=COMMAND_LINE)
    told = words(as_("lead administrator").get(at(name, closed, world.ours.activity)))
    assert STOOD not in told
    assert "Skrevet bagefter" in told


@pytest.mark.parametrize("name", PAGES)
def test_facts_that_are_lost_are_told_of(closed: StatusRound, world: World, as_: As, name: str) -> None:
    with system_scope("test"):
        storage.forget(Snapshot.objects.get(round=closed).facts.fingerprint)
    snapshots._thawed.cache_clear()
    told = words(as_("project manager").get(at(name, closed, world.ours.activity)))
    assert "kan ikke vises her. Det står i filerne." in told
    assert "Skrevet bagefter" not in told


def test_nothing_is_to_be_gone_through_in_a_closed_round(closed: StatusRound, world: World, as_: As) -> None:
    client = as_("project manager")
    told = words(client.get(at("round_review", closed, world.ours.activity)))
    assert "til gennemsyn" not in told
    assert "Ændret siden runden blev lukket" in told
    row = rows(client.get(reverse("round", args=(closed.pk,))), "1.1 Aktivitet i")[0]
    assert "Ændret siden runden blev lukket" in row
    assert "Ændret siden godkendelsen" not in row


def test_what_was_closed_afterwards_still_has_its_page(closed: StatusRound, world: World, as_: As) -> None:
    with system_scope("test"):
        here = Activity.objects.get(pk=world.ours.activity.pk)
        period = ProjectPeriod.objects.get(project=here.project, kind=closed.kind, start=closed.start)
        close_activity(here, period=period, reason="Flyttet til driften", by=COMMAND_LINE)
    client = as_("project manager")
    for name in PAGES:
        assert STOOD in words(client.get(at(name, closed, world.ours.activity)))
    assert "Aktivitet i Vores projekt" in words(client.get(reverse("round", args=(closed.pk,))))


def test_what_was_removed_afterwards_is_told_of_without_a_way_to_it(
    closed: StatusRound, world: World, as_: As
) -> None:
    with system_scope("test"):
        Activity.objects.filter(pk=world.ours.activity.pk).update(removed_at=timezone.now())
    page = as_("project manager").get(reverse("round", args=(closed.pk,)))
    row = rows(page, "1.1 Aktivitet i")[0]
    assert "Fjernet fra projektet, siden runden blev lukket" in row
    assert at("round_review", closed, world.ours.activity) not in page.content.decode()


def test_what_was_added_afterwards_was_not_asked(closed: StatusRound, world: World, as_: As) -> None:
    ours = world.ours
    with system_scope("test"):
        made = Activity.objects.create(
            project=ours.project, area=ours.area, number="1.9", title="Ny", position=9
        )
    client = as_("project manager")
    assert "1.9 Ny" not in words(client.get(reverse("round", args=(closed.pk,))))
    assert {client.get(at(name, closed, made)).status_code for name in PAGES} == {404}


def test_a_project_that_runs_at_another_time_now_still_has_its_closed_round(world: World, as_: As) -> None:
    forget()
    ours = world.ours
    with system_scope("test"):
        mine = StatusRound.objects.get(project=ours.project)
        Snapshot.objects.filter(round=mine).delete()
        StatusRound.objects.filter(pk=mine.pk).update(project=None, programme=world.programme)
        mine = StatusRound.objects.get(pk=mine.pk)
        coordinator = world.people["coordinator"]
        submissions.leave_out(status_round=mine, activity=ours.activity, reason="x", by=coordinator.author)
        with use_scope(Scope(person_id=coordinator.pk)):
            assert ask_for_closing(status_round=mine, by=coordinator.author).state == "done"
        Project.objects.filter(pk=ours.project.pk).update(
            starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1)
        )
    forget()
    client = as_("project manager")
    page = client.get(reverse("round", args=(mine.pk,)))
    with system_scope("test"):
        kept = Snapshot.objects.get(round=mine)
    assert reverse("snapshot_file", args=(kept.pk, "pdf")) in page.content.decode()
    assert STOOD in words(client.get(at("round_review", mine, ours.activity)))
