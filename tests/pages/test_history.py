"""The history of a project: in words, of this project only, by person, kind and days."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.reading import words, words_of
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Milestone, StatusReport
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.exchange.actions.imports import import_project
from world import World, build_world

pytestmark = pytest.mark.django_db

ANNA = Author.person(901, "Anna Andersen (prøve)")
BO = Author.person(902, "Bo Bentsen (prøve)")


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """A project in which a few things have been done through the one way of writing."""
    with system_scope("test"):
        built = build_world()
        AuditEntry.objects.all().delete()
        ours = built.ours
        report = StatusReport.objects.get(milestone=ours.milestone)
        writes.change(
            report,
            by=ANNA,
            words="Status for 1.1 er rettet.",
            status="yes",
            value=Decimal("41.50"),
            judged="green",
        )
        writes.change(ours.activity, by=BO, words="Aktiviteten er lukket.", closed_in=ours.periods["2013"])
        extra = Milestone(activity=ours.activity, number="9", statement="Ny <b>milepæl</b>", kind="yes_no")
        writes.create(extra, by=BO, words="Milepæl 9 er tilføjet.")
        writes.remove(extra, by=BO, words="Milepæl 9 er fjernet.", reason="Kom med ved en fejl.")
        writes.change(built.theirs.activity, by=BO, words="I et andet projekt.", title="x")
    return built


def history(world: World, query: str = "", who: str = "project manager") -> Any:
    client = Client()
    client.force_login(world.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(reverse("project_history", args=(world.ours.project.pk,)) + query)
    assert answer.status_code == 200
    return answer


def entries(answer: Any) -> list[str]:
    found = re.findall(r'<li class="entries__one">.*?</li>', answer.content.decode(), re.DOTALL)
    return [words_of(one) for one in found]


def test_newest_first_in_words_and_of_this_project_only(world: World) -> None:
    told = entries(history(world))
    expected = ["Milepæl 9 er fjernet.", "Milepæl 9 er tilføjet.", "Aktiviteten er lukket.", "Status for 1.1"]
    assert [start for one, start in zip(told, expected, strict=True) if start in one] == expected
    assert "andet projekt" not in words(history(world))


def test_fields_have_danish_names_and_values_before_and_after(world: World) -> None:
    told = entries(history(world))
    assert "Status før: På vej → nu: Ja" in told[3]
    assert "Værdi før: 20 → nu: 41,50" in told[3]
    assert "Farve før: intet → nu: Grøn" in told[3]
    assert "Lukket i før: intet → nu: 2013" in told[2]
    assert "Begrundelse: Kom med ved en fejl." in told[0]


def test_a_new_things_fields_are_folded_and_inert(world: World) -> None:
    html = history(world).content.decode()
    assert "Vis de 4 felter, der blev udfyldt" in html
    assert "Ny &lt;b&gt;milepæl&lt;/b&gt;" in html
    assert "<b>milepæl" not in html


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?hvem=Anna+Andersen+(prøve)", 1),
        ("?hvem=Bo+Bentsen+(prøve)", 3),
        ("?slags=milepaele", 2),
        ("?slags=status", 1),
        ("?slags=activity", 1),
        ("?slags=milepaele&hvem=Anna+Andersen+(prøve)", 0),
        ("?slags=findes-ikke", 4),
        ("?fra=1.1.2000&til=2/1-2001", 0),
        ("?fra=1.1.2000", 4),
        ("?til=31.12.2000", 0),
        ("?fra=i+g%C3%A5r", 4),
        ("?nr=1", 4),
        ("?slags=milestone&nr=99999999999999999", 0),
        ("?side=99", 4),
    ],
)
def test_choosing(world: World, query: str, count: int) -> None:
    assert len(entries(history(world, query))) == count


def test_a_day_that_cannot_be_read_is_told(world: World) -> None:
    assert "Dagen kan ikke læses" in words(history(world, "?fra=i+morgen"))


def test_days_are_danish_days(world: World) -> None:
    """Half past midnight in Denmark is the evening before in Greenwich."""
    with system_scope("test"):
        midnight = datetime(2014, 7, 1, 22, 30, tzinfo=UTC)
        AuditEntry.objects.update(at=midnight)
    assert len(entries(history(world, "?fra=2.7.2014&til=2.7.2014"))) == 4
    assert entries(history(world, "?fra=1.7.2014&til=1.7.2014")) == []
    assert "2. juli 2014" in words(history(world))


def test_one_things_own_history_holds_what_belongs_to_it(world: World) -> None:
    own = entries(history(world, f"?slags=milestone&nr={world.ours.milestone.pk}"))
    assert len(own) == 1
    assert "Status for 1.1 er rettet." in own[0]
    assert len(entries(history(world, f"?slags=activity&nr={world.ours.activity.pk}"))) == 4


def test_another_projects_thing_tells_nothing(world: World) -> None:
    assert entries(history(world, f"?slags=activity&nr={world.theirs.activity.pk}")) == []


def test_what_was_last_done_can_be_taken_back_by_those_who_may(world: World) -> None:
    html = history(world).content.decode()
    assert html.count("entries__undo") == 2
    assert "entries__undo" not in history(world, who="steering group").content.decode()
    # The status was reported and judged in one, which takes both: see test_undo.py for each by itself.
    assert "entries__undo" not in history(world, who="activity lead").content.decode()


def test_an_import_tells_its_sheets_folded(world: World, site_file: bytes) -> None:
    with system_scope("test"):
        done = import_project(content=site_file, name="ark.xlsx", by=ANNA, may_create=True)
        entry = AuditEntry.objects.filter(project_id=done.project.pk, action="import").get()
        AuditEntry.objects.filter(pk=entry.pk).update(project_id=world.ours.project.pk)
    (row,) = [one for one in entries(history(world)) if "Vis, hvad projektarket ændrede" in one]
    assert re.search(r"Milepæle \d+ rækker tilføjet", row)


@pytest.fixture
def site_file() -> bytes:
    """A workbook of the demo."""
    from importlib.resources import files

    return files("virkning.demo").joinpath("vejen-til-job.xlsx").read_bytes()


def queries(world: World) -> int:
    with CaptureQueriesContext(connection) as asked:
        history(world)
    return len(asked)


def test_the_number_of_queries_does_not_grow_and_thirty_stand_on_a_page(world: World) -> None:
    first = queries(world)
    with system_scope("test"):
        for entry in list(AuditEntry.objects.filter(project_id=world.ours.project.pk)):
            for number in range(20):
                entry.pk = None
                entry.at = timezone.now() - timedelta(days=number)
                entry.save(force_insert=True)
    assert queries(world) == first
    assert len(entries(history(world))) == 30


def test_who_does_not_see_the_project_does_not_see_its_history(world: World) -> None:
    for who in ("stranger administrator", "lead colleague"):
        client = Client()
        client.force_login(world.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(reverse("project_history", args=(world.ours.project.pk,))).status_code == 404


@pytest.fixture(autouse=True)
def rolled_back(db: None) -> Iterator[None]:
    with transaction.atomic():
        yield
