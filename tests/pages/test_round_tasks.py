"""My day in a round: what the round asks, of whom, once; and each number opens exactly its rows."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.reading import words, words_of
from virkning.figures.periods import Period
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Activity, Milestone
from virkning.rooms.audit.authors import Author
from virkning.rooms.evaluations.models import Proposal
from virkning.rooms.programmes.models import Party, Project
from virkning.rooms.reports.queries.remembered import forget
from virkning.rooms.statusrounds.actions import rounds, submissions
from virkning.rooms.statusrounds.models import StatusRound, Submission
from world import PERSONAS, World

pytestmark = pytest.mark.django_db

SYSTEM = Author.system("prøve")
SECTIONS = ("for-sent", "skal-afleveres", "venter")
#: As `test_my_day`, and with rounds under way what stands beside facts.
MOST_QUERIES = 31 + 4


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """These tests write behind the log's back."""
    forget()


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """The project's round asks about a milestone nothing is told of; today is before its deadlines."""
    Submission.objects.all().delete()
    Proposal.objects.all().delete()
    Milestone.objects.create(activity=world.ours.activity, number="2", statement="Milepæl 2", kind="yes_no")
    days(world, -5, 5, 10, 20)
    return world


def days(world: World, *steps: int) -> None:
    names = ("opens_on", "report_by", "approve_by", "close_by")
    found = {
        name: timezone.localdate() + timedelta(days=step) for name, step in zip(names, steps, strict=True)
    }
    StatusRound.objects.filter(project=world.ours.project).update(**found)
    forget()


def the_round(world: World) -> StatusRound:
    return StatusRound.objects.get(project=world.ours.project)


def day(world: World, who: str) -> Any:
    client = Client()
    client.force_login(world.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(reverse("my_day"))
    assert answer.status_code == 200
    return answer


def rows_of(answer: Any, anchor: str) -> list[str]:
    html = answer.content.decode()
    found = re.search(rf'<section class="section" id="{anchor}".*?</section>', html, re.DOTALL)
    return [words_of(row) for row in re.findall(r"<tr>.*?</tr>", found[0], re.DOTALL)][1:] if found else []


def numbers(answer: Any) -> dict[str, int]:
    pattern = r'href="#([a-z-]+)"><span class="numbers__count">(\d+)<'
    return {anchor: int(count) for anchor, count in re.findall(pattern, answer.content.decode())}


def submit(world: World, who: str = "activity lead") -> Submission:
    here = Activity.objects.get(pk=world.ours.activity.pk)
    return submissions.submit(status_round=the_round(world), activity=here, by=world.people[who].author)


def test_the_round_asks_once_instead_of_each_missing_status(world: World) -> None:
    answer = day(world, "project manager")
    (row,) = rows_of(answer, "skal-afleveres")
    assert row.startswith("1.1 Aktivitet i Vores projekt, status 2013 2 af 3 mangler.")
    assert row.endswith(("I gang", "Ikke begyndt"))
    assert rows_of(answer, "for-sent") == []


def test_what_is_handed_in_waits_for_somebody_else(world: World) -> None:
    submit(world)
    assert rows_of(day(world, "activity lead"), "skal-afleveres") == []
    (row,) = rows_of(day(world, "project manager"), "venter")
    assert row.startswith("Godkend 1.1 Aktivitet i Vores projekt Indsendt i dag kl.")
    assert "af Activity lead." in row
    assert "1 godkendelse" in words(day(world, "lead administrator"))


def test_ones_own_does_not_wait_for_oneself(world: World) -> None:
    submit(world, "project manager")
    assert rows_of(day(world, "project manager"), "venter") == []
    assert len(rows_of(day(world, "lead administrator"), "venter")) == 1


def test_what_was_returned_waits_with_its_reason(world: World) -> None:
    one = submit(world)
    submissions.send_back(status_round=one.round, activity=one.activity, reason="Se igen", by=SYSTEM)
    (row,) = rows_of(day(world, "activity lead"), "venter")
    assert row.startswith("Ret 1.1 Aktivitet i Vores projekt, status 2013 Sendt tilbage af")
    assert "Se igen" in row


def test_whoever_runs_the_round_is_told_when_it_can_be_closed(world: World) -> None:
    one = submit(world)
    submissions.approve(status_round=one.round, activity=one.activity, by=SYSTEM)
    for who in ("project manager", "lead administrator"):
        (row,) = rows_of(day(world, who), "venter")
        assert row.startswith("Luk statusrunde 2013 Alt er godkendt eller undtaget."), who
    assert rows_of(day(world, "activity lead"), "venter") == []


def test_a_planned_round_whose_day_has_come_waits_to_be_opened(world: World) -> None:
    days(world, 0, 5, 10, 20)
    StatusRound.objects.filter(pk=the_round(world).pk).update(stage="planned")
    rows = rows_of(day(world, "project manager"), "venter")
    assert [row.split(" Runden")[0] for row in rows] == ["Åbn statusrunde 2013"]


def test_a_deadline_that_has_passed_is_late(world: World) -> None:
    days(world, -20, -5, 5, 10)
    (row,) = rows_of(day(world, "activity lead"), "for-sent")
    assert "for sent" in row


def test_what_waits_past_its_day_is_counted_as_late_and_only_there(world: World) -> None:
    one = submit(world)
    days(world, -20, -10, -5, 10)
    answer = day(world, "project manager")
    (row,) = rows_of(answer, "for-sent")
    assert row.startswith("Godkend 1.1 Aktivitet i Vores projekt")
    assert rows_of(answer, "venter") == []
    assert numbers(answer)["for-sent"] == 1
    assert "intet er forsinket" not in words(answer)
    submissions.approve(status_round=one.round, activity=one.activity, by=SYSTEM)
    days(world, -20, -10, -5, -1)
    (row,) = rows_of(day(world, "project manager"), "for-sent")
    assert row.startswith("Luk statusrunde 2013")


def test_a_round_that_should_have_been_opened_is_late(world: World) -> None:
    days(world, -3, 5, 10, 20)
    StatusRound.objects.filter(pk=the_round(world).pk).update(stage="planned")
    answer = day(world, "project manager")
    assert any(row.startswith("Åbn statusrunde 2013") for row in rows_of(answer, "for-sent"))
    assert rows_of(answer, "venter") == []


def test_an_activity_that_has_a_lead_is_asked_of_its_lead_and_of_who_leads_the_project(world: World) -> None:
    Activity.objects.filter(pk=world.ours.activity.pk).update(lead=world.people["steering group"])
    forget()
    assert len(rows_of(day(world, "project manager"), "skal-afleveres")) == 1
    assert rows_of(day(world, "activity lead"), "skal-afleveres") == []
    Activity.objects.filter(pk=world.ours.activity.pk).update(lead=world.people["activity lead"])
    forget()
    assert len(rows_of(day(world, "activity lead"), "skal-afleveres")) == 1


def test_what_is_left_out_is_asked_of_nobody(world: World) -> None:
    submissions.leave_out(
        status_round=the_round(world),
        activity=Activity.objects.get(pk=world.ours.activity.pk),
        reason="Ikke begyndt",
        by=SYSTEM,
    )
    answer = day(world, "activity lead")
    assert all(rows_of(answer, anchor) == [] for anchor in SECTIONS)


@pytest.mark.parametrize("who", PERSONAS)
def test_each_number_opens_exactly_the_rows_it_counts(world: World, who: str) -> None:
    for step in (submit, None):
        answer = day(world, who)
        counted = numbers(answer)
        for anchor in SECTIONS:
            assert len(rows_of(answer, anchor)) == counted.get(anchor, 0), anchor
        if step is not None:
            step(world)


def test_the_round_stands_at_the_side_with_a_way_to_each_stage(world: World) -> None:
    submit(world)
    html = day(world, "steering group").content.decode()
    assert f'href="{reverse("round", args=(the_round(world).pk,))}?vis=indsendt#aktiviteter"' in html
    assert "Vores projekt, Holstebro. Lukkes" in words_of(html)


def test_the_number_of_queries_is_the_same_for_one_round_and_for_many(world: World) -> None:
    client = Client()
    client.force_login(
        world.people["lead administrator"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    client.get(reverse("my_day"))
    first = queries(client)
    for number in range(8):
        project = Project.objects.create(
            name=f"Projekt {number}", starts_on="2012-01-01", ends_on="2013-12-31"
        )
        Party.objects.create(project=project, organisation=world.organisations["lead"], role="lead")
        project.refresh_from_db()
        made = rounds.plan_round(owner=project, period=Period.parse("2013"), by=SYSTEM)
        rounds.open_round(made, by=SYSTEM)
    assert queries(client) == first
    assert first <= MOST_QUERIES


def queries(client: Client) -> int:
    forget()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("my_day")).status_code == 200
    return len(asked)
