"""Search: Danish letters however they are typed, over what one may see and nothing else."""

import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.db.models import F, Value
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.reading import words, words_of
from virkning.figures.folding import fold
from virkning.rooms.access.folding import Folded, holds
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Activity, Milestone
from virkning.rooms.evaluations.models import Assessment
from virkning.rooms.organisations.models import Municipality
from virkning.rooms.plans.models import MethodDescription
from virkning.rooms.programmes.models import Project
from world import World

pytestmark = pytest.mark.django_db

#: Session, person; the projects; twenty-four other kinds; the frame.
QUERIES = 28


@pytest.fixture(scope="module")
def built(built: World) -> World:
    """Two projects with words that are hard to type."""
    with system_scope("test"):
        _fill(built)
    return built


def _fill(world: World) -> None:
    ours, theirs = world.ours, world.theirs
    for rows in (ours, theirs):
        Activity.objects.create(
            project=rows.project,
            area=rows.area,
            number="1.7",
            title="Åben anonym rådgivning på Ærø",
            remark="Startede i Høje-Taastrup <b>og</b> gik så videre til de andre kommuner.",
        )
        Assessment.objects.create(
            project=rows.project,
            period=rows.periods["2013"],
            heading="Frafaldet falder",
            text="Det går fremad.",
        )
    for number in range(30):
        Milestone.objects.create(
            activity=ours.activity, number=str(number + 2), statement=f"Brobygger nr. {number}", kind="yes_no"
        )


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def found(client: Client, query: str, more: str = "") -> dict[str, list[str]]:
    """Group → its hits in words."""
    answer = client.get(f"{reverse('search')}?q={quote(query)}{more}")
    assert answer.status_code == 200
    html = answer.content.decode()
    groups = {}
    for anchor, section in re.findall(
        r'<section class="section" id="([a-z]+)"(.*?)</section>', html, re.DOTALL
    ):
        hits = re.findall(r'<li class="hits__one">(.*?)</li>', section, re.DOTALL)
        groups[anchor] = [words_of(re.sub(r"</?mark>", "", one)) for one in hits]
    return groups


@pytest.mark.parametrize(
    "typed", ["aaben", "Åben", "aben", "AABEN raadgivning", "aeroe", "aero", "Ærø rådgivning"]
)
def test_danish_letters_are_found_however_they_are_typed(world: World, typed: str) -> None:
    hits = found(signed_in(world, "project manager"), typed)
    (hit,) = hits["aktivitet"]
    assert hit.startswith("1.7 Åben anonym rådgivning på Ærø Vores projekt, Holstebro")


def test_why_it_was_found_is_told_and_marked_and_inert(world: World) -> None:
    answer = signed_in(world, "project manager").get(f"{reverse('search')}?q=hoeje+taastrup")
    html = answer.content.decode()
    assert "<mark>Høje</mark>-<mark>Taastrup</mark> &lt;b&gt;og&lt;/b&gt;" in html
    assert "Bemærkning: Startede i" in words(answer)


@pytest.mark.parametrize(
    ("query", "group"),
    [
        ("vores projekt", "projekt"),
        ("programmet", "program"),
        ("milepæl vores", "milepael"),
        ("resultat", "resultat"),
        ("omraade", "omraade"),
        ("frafaldet fremad", "vurdering"),
        ("uventet", "uventet"),
        ("skolesammenlaegning", "forklaring"),
        ("unge", "bilag"),
        ("opstart", "fase"),
        ("moed borgeren", "metode"),
        ("fast kontaktperson", "kerneelement"),
        ("klar til job", "matrixgruppe"),
        ("kursus", "trin"),
        ("vejen til job", "forandringsspor"),
        ("661", "organisation"),
        ("holstebro kommune", "organisation"),
        ("steering", "person"),
    ],
)
def test_every_kind_is_found(world: World, query: str, group: str) -> None:
    assert found(signed_in(world, "project manager"), query)[group]


def test_a_method_is_found_in_the_version_that_holds(world: World) -> None:
    client, ours = signed_in(world, "project manager"), world.ours
    assert len(found(client, "vores kontaktperson")["kerneelement"]) == 1
    with system_scope("test"), transaction.atomic():
        newer = MethodDescription.objects.create(project=ours.project, title="Metoden", number=2)
        assert "kerneelement" not in found(client, "vores kontaktperson")
        assert "metode" not in found(client, "vores borgeren")
        MethodDescription.objects.filter(pk=newer.pk).update(removed_at=timezone.now())
        assert len(found(client, "vores kontaktperson")["kerneelement"]) == 1
        transaction.set_rollback(True)


def test_words_may_stand_in_the_thing_and_in_its_projects_name(world: World) -> None:
    client = signed_in(world, "project manager")
    assert len(found(client, "holstebro aaben")["aktivitet"]) == 1
    assert "aktivitet" not in found(client, "holstebro")
    assert found(client, "skanderborg aaben") == {}


@pytest.mark.parametrize("who", ["stranger administrator", "lead colleague", "partner colleague"])
@pytest.mark.parametrize(
    "query", ["åben", "Vores", "resultat", "Programmet", "frafaldet", "brobygger", "borgeren", "klar"]
)
def test_what_one_may_not_see_is_not_found(world: World, who: str, query: str) -> None:
    told = str(found(signed_in(world, who), query))
    assert "Vores" not in told
    assert "Programmet" not in told
    assert "Brobygger" not in told


def test_people_are_those_of_ones_own_organisation(world: World) -> None:
    assert "person" not in found(signed_in(world, "stranger administrator"), "project manager")
    hits = found(signed_in(world, "lead colleague"), "project manager")["person"]
    assert hits == [f"Project manager {world.organisations['lead'].name}"]


def test_many_hits_are_five_of_a_kind_and_then_a_page_at_a_time(world: World) -> None:
    client = signed_in(world, "project manager")
    assert len(found(client, "brobygger")["milepael"]) == 5
    first = found(client, "brobygger", "&slags=milepael")
    assert list(first) == ["milepael"]
    assert len(first["milepael"]) == 25
    assert len(found(client, "brobygger", "&slags=milepael&side=2")["milepael"]) == 5
    assert "30 fund på “brobygger”" in words(client.get(f"{reverse('search')}?q=brobygger"))


@pytest.mark.parametrize(
    "query", ["", "   ", "-", "'", "%", "_", "\\", "\0", "x" * 400, "' OR 1=1 --", "<script>"]
)
@pytest.mark.parametrize("more", ["", "&slags=milepael&side=99999999", "&slags=x&side=-1"])
def test_odd_queries_are_answered(world: World, query: str, more: str) -> None:
    answer = signed_in(world, "project manager").get(f"{reverse('search')}?q={quote(query)}{more}")
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().split("<main")[1]


def test_nothing_found_says_what_to_try(world: World) -> None:
    told = words(signed_in(world, "project manager").get(f"{reverse('search')}?q=findesikke"))
    assert "Intet fundet på “findesikke”" in told
    assert "Prøv færre ord" in told


def test_every_hit_leads_to_a_page(world: World) -> None:
    client = signed_in(world, "project manager")
    for query in ("projekt", "aaben", "brobygger", "resultat", "område", "frafaldet", "holstebro"):
        html = client.get(f"{reverse('search')}?q={quote(query)}").content.decode().split("<main")[1]
        for address in re.findall(r'<p>\s*<a href="([^"#]+)', html):
            assert client.get(unescape(address)).status_code == 200, address


def test_the_number_of_queries_is_the_same_for_one_word_and_for_many(world: World) -> None:
    client = signed_in(world, "coordinator")
    client.get(f"{reverse('search')}?q=x")
    for query in ("e", "vores projekt i holstebro", "aaben"):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{reverse('search')}?q={quote(query)}")
        assert len(asked) == QUERIES, query


#: Texts the two ways of folding must agree on.
TEXTS = [
    "Ærø",
    "Åben",
    "Aabenraa",
    "Høje-Taastrup",
    "ŁÓDŹ",
    "Œuvre",
    "a\u030ar",
    "ud\u00addannelse",
    "ÆØÅ",
    "poesi",
    "Ñ",
]


def test_the_database_folds_as_python_does(everything: Any) -> None:
    for text in TEXTS:
        row = Municipality.objects.filter(pk="661").annotate(folded=Folded(Value(text)))
        assert row.get().folded == fold(text), text


def test_a_condition_on_what_is_not_there_is_not_met(everything: Any) -> None:
    project = Project.objects.create(name="Uden program", starts_on="2013-01-01", ends_on="2013-12-31")
    rows = Project.objects.filter(pk=project.pk)
    assert not rows.filter(holds(F("programme__name"), "program")).exists()
    assert rows.filter(holds(F("name"), "program")).exists()


def test_the_list_of_projects_is_searched_alike(world: World) -> None:
    client = signed_in(world, "project manager")
    with system_scope("test"):
        Project.objects.filter(pk=world.ours.project.pk).update(name="Vores projekt på Ærø")
    try:
        assert "Vores projekt på Ærø" in words(client.get(f"{reverse('project_list')}?q=aeroe"))
    finally:
        with system_scope("test"):
            Project.objects.filter(pk=world.ours.project.pk).update(name="Vores projekt")
