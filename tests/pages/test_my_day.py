"""My day: each number opens exactly its rows, for everybody, in the same number of queries."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.reading import words, words_of
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope, system_scope, use_scope
from virkning.rooms.activities.models import Activity, Milestone, StatusReport
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.evaluations.models import Proposal
from virkning.rooms.organisations.models import Membership, Person
from virkning.rooms.programmes.models import Party, Project, ProjectPeriod
from virkning.rooms.programmes.queries.permissions import permissions_on_project
from virkning.rooms.programmes.queries.rights import rights_in_projects
from virkning.rooms.reports.queries.remembered import forget
from virkning.rooms.statusrounds.models import StatusRound
from world import PERSONAS, World

pytestmark = pytest.mark.django_db

#: Session, person; rights (3), headings (2), versions, projects and facts (11); news: count, rows, headings (2),
#: places (one a kind of thing); the mark of what has been seen; the frame; the rounds under way; proposals;
#: actions with deadlines; interventions to be described; municipalities whose plans one reads.
MOST_QUERIES = 31

SECTIONS = {"for-sent": "tr", "skal-afleveres": "tr", "venter": "tr", "nyt": "li"}


@pytest.fixture(scope="module")
def built(built: World) -> World:
    """Two projects in which things are missing: what each persona is asked for differs by what they may.

    No round is open here: what rounds ask is `test_round_tasks`' matter.
    """
    with system_scope("test"):
        StatusRound.objects.update(stage="closed")
        Proposal.objects.all().delete()
        for number in range(2, 5):
            Milestone.objects.create(
                activity=built.ours.activity, number=str(number), statement=f"Milepæl {number}", kind="yes_no"
            )
    return built


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """These tests write behind the log's back."""
    forget()


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def day(client: Client, query: str = "") -> Any:
    answer = client.get(reverse("my_day") + query)
    assert answer.status_code == 200
    return answer


def numbers(answer: Any) -> dict[str, int]:
    """The four numbers by what they count."""
    html = answer.content.decode()
    block = html[html.index('class="numbers') : html.index("columns--day")]
    found = re.findall(r'numbers__count">(\d+)</span> <span class="numbers__words">([^<]+)<', block)
    return {label: int(count) for count, label in found}


def anchors(answer: Any) -> dict[str, int]:
    """The numbers that are links, by the section they open."""
    pattern = r'href="#([a-z-]+)"><span class="numbers__count">(\d+)<'
    return {anchor: int(count) for anchor, count in re.findall(pattern, answer.content.decode())}


def rows_of(answer: Any, anchor: str) -> list[str]:
    html = answer.content.decode()
    found = re.search(rf'<section class="section" id="{anchor}".*?</section>', html, re.DOTALL)
    if found is None:
        return []
    if SECTIONS[anchor] == "li":
        return re.findall(r'<li class="news__one">.*?</li>', found[0], re.DOTALL)
    body = found[0][found[0].index("<tbody>") :]
    return re.findall(r"<tr>.*?</tr>", body, re.DOTALL)


def all_rows(client: Client, anchor: str) -> int:
    """Over all pages of the section."""
    found, number = 0, 1
    while rows := rows_of(page := day(client, f"?{anchor}={number}"), anchor):
        found += len(rows)
        if f"{anchor}={number + 1}#" not in page.content.decode():
            break
        number += 1
    return found


def test_an_employee_finds_the_municipalitys_plans_without_any_project(world: World) -> None:
    with system_scope("test"):
        person = Person.objects.create(email="ny@eksempel.dk", name="Ny")
        Membership.objects.create(person=person, organisation=world.organisations["lead"], role="employee")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    told = words(day(client))
    assert "Du er ikke tildelt nogen projekter endnu" in told
    assert "Kommunens beskæftigelsesplaner kræver ingen tildeling. Se planerne" in told
    assert "Beskæftigelsesplaner, Holstebro Kommune" in told


def test_the_menu_leads_to_the_plans(world: World) -> None:
    page = signed_in(world, "steering group").get(reverse("plans")).content.decode()
    assert re.search(rf'href="{reverse("plans")}"[^>]*aria-current="page"', page)


@pytest.mark.parametrize("who", PERSONAS)
def test_each_number_opens_exactly_the_rows_it_counts(world: World, who: str) -> None:
    client = signed_in(world, who)
    answer = day(client)
    counted = anchors(answer)
    for anchor in SECTIONS:
        assert len(rows_of(answer, anchor)) == counted.get(anchor, 0), anchor
    assert sorted(numbers(answer).values()) == sorted([*counted.values(), *[0] * (4 - len(counted))])


def test_fifty_stand_on_a_page_and_the_number_counts_them_all(world: World) -> None:
    with system_scope("test"):
        for number in range(2, 62):
            activity = Activity.objects.create(
                project=world.ours.project, area=world.ours.area, number=f"1.{number}", title=f"Nr. {number}"
            )
            Milestone.objects.create(activity=activity, number="1", statement="x", kind="yes_no")
    client = signed_in(world, "project manager")
    answer = day(client)
    assert anchors(answer)["for-sent"] == 61
    assert len(rows_of(answer, "for-sent")) == 50
    assert all_rows(client, "for-sent") == 61


def test_who_reports_is_asked_for_statuses_and_who_assesses_for_assessments(world: World) -> None:
    manager, evaluator = (signed_in(world, who) for who in ("project manager", "evaluator"))
    late = words_of(rows_of(day(manager), "for-sent")[0])
    assert late.startswith("1.1 Aktivitet i Vores projekt, status 2013 Alle 4 milepæle mangler.")
    assert "31. december 2013 over" in late
    assert "venter" not in anchors(day(manager))
    asked = [words_of(row) for row in rows_of(day(evaluator), "venter")]
    assert [row.split(" Der er ")[0] for row in asked] == ["Vurdér resultat 1: Resultat i Vores projekt"]
    assert "for-sent" not in anchors(day(evaluator))


def test_what_has_been_told_is_not_asked_for_again(world: World) -> None:
    client = signed_in(world, "activity lead")
    with system_scope("test"):
        for milestone in Milestone.objects.filter(activity=world.ours.activity):
            StatusReport.objects.create(
                milestone=milestone, period=world.ours.periods["2013"], status="no", origin_by="x"
            )
    answer = day(client)
    assert "for-sent" not in anchors(answer)
    assert "Intet venter på dig" in words(answer)


def test_ones_own_projects_are_one_click_away_whether_anything_is_asked_or_not(world: World) -> None:
    address = reverse("project", args=(world.ours.project.pk,))
    for who in ("project manager", "activity lead", "steering group"):
        assert f'href="{address}"' in day(signed_in(world, who)).content.decode(), who
    assert address not in day(signed_in(world, "stranger administrator")).content.decode()


def test_a_late_row_leads_to_where_it_is_done(world: World) -> None:
    """Two clicks at most: the number is on the page one begins on, and the row is the link."""
    client = signed_in(world, "project manager")
    row = rows_of(day(client), "for-sent")[0]
    address = re.search(r'href="([^"#]+)', row)
    assert address is not None
    assert client.get(address[1].replace("&amp;", "&")).status_code == 200


def test_news_are_what_others_did_since_one_was_here_and_are_still_there_on_a_second_look(
    world: World,
) -> None:
    person = world.people["steering group"]
    with system_scope("test"):
        person.seen_until = timezone.now() - timedelta(days=1)
        person.save()
        common = {"action": "x", "object_kind": "activity", "object_id": world.ours.activity.pk}
        ours, theirs = ({**common, "project_id": one.project.pk} for one in (world.ours, world.theirs))
        by = {"author_kind": "person", "author_id": 1, "author_name": "Anna"}
        AuditEntry.objects.all().delete()
        AuditEntry.objects.create(**ours, **by, words="Status for 2013 er skrevet.")
        AuditEntry.objects.create(**ours, **(by | {"author_id": person.pk}), words="Min egen.")
        AuditEntry.objects.create(**theirs, **by, words="I et andet projekt.")
        old = datetime(2020, 1, 1, tzinfo=UTC)
        AuditEntry.objects.create(**ours, **by, words="For længe siden.", at=old)
    client = signed_in(world, "steering group")
    for _look in range(2):
        (row,) = rows_of(day(client), "nyt")
        assert "Status for 2013 er skrevet." in row
        assert reverse("activity", args=(world.ours.project.pk, world.ours.activity.pk)) in row
    person.refresh_from_db()
    assert person.seen_until > timezone.now() - timedelta(minutes=1)
    assert rows_of(day(signed_in(world, "steering group")), "nyt") == []


@pytest.mark.parametrize("who", PERSONAS)
def test_rights_over_many_projects_are_those_of_each(world: World, who: str) -> None:
    with use_scope(Scope(person_id=world.people[who].pk)) as scope:
        rights = rights_in_projects(scope)
        for project in Project.objects.all():
            assert rights[project.pk] == permissions_on_project(scope, project)
            assert Permission.SEE_PROJECT in rights[project.pk]
        assert len(rights) == Project.objects.count()


def queries(client: Client) -> int:
    forget()
    with CaptureQueriesContext(connection) as asked:
        day(client)
    return len(asked)


def test_the_number_of_queries_is_the_same_for_one_project_and_for_many(world: World) -> None:
    client = signed_in(world, "lead administrator")
    day(client)
    first = queries(client)
    with system_scope("test"):
        for number in range(20):
            project = Project.objects.create(
                name=f"Projekt {number}", starts_on=date(2012, 1, 1), ends_on=date(2013, 12, 31)
            )
            Party.objects.create(project=project, organisation=world.organisations["lead"], role="lead")
            ProjectPeriod.objects.create(project=project, kind="year", start=date(2013, 1, 1))
    assert queries(client) == first
    assert first <= MOST_QUERIES
