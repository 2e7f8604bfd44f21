"""Programmes: their projects beside each other, as the projects' own pages judge them, for those who may see them."""

import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from pages.reading import rows, words, words_of
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import Activity, Milestone, StatusReport
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.organisations.models import Municipality, Organisation
from virkning.rooms.programmes.models import Party, Programme, Project
from virkning.rooms.reports.queries.remembered import forget
from world import World, build_project

pytestmark = pytest.mark.django_db

#: Session, person; the programme; rights (2); projects, versions, parties; owner; the open round; the frame.
WARM = 11
#: The projects to load, and ten of facts.
COLD = WARM + 11


@pytest.fixture(scope="module")
def built(built: World) -> World:
    """The programme's project in Holstebro, one on Ærø, and one in Åbenrå whose lead lets nobody of ours in."""
    with system_scope("test"):
        funder, programme = built.organisations["funder"], built.programme
        for code in ("492", "580"):
            municipality = Municipality.objects.get(code=code)
            lead = Organisation.objects.create(
                kind="municipality", name=municipality.official_name, municipality=municipality
            )
            made = build_project(f"Projekt {code}", lead, programme)
            if code == "492":
                Party.objects.create(project=made.project, organisation=funder, role="funder", position=2)
                report = StatusReport.objects.get(milestone=made.milestone)
                report.judged = "yellow"
                report.save()
    return built


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Some of these tests write behind the log's back."""
    forget()


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(world: World, query: str = "", who: str = "coordinator", name: str = "programme") -> Any:
    answer = signed_in(world, who).get(reverse(name, args=(world.programme.pk,)) + query)
    assert answer.status_code == 200
    return answer


def leads(answer: Any) -> list[str]:
    """The municipalities of the table, in order."""
    html = answer.content.decode()
    table = html[html.index('grid--programme"') :] if 'grid--programme"' in html else ""
    return [words_of(one) for one in re.findall(r'<th scope="row">(<a.*?</a>)', table, re.DOTALL)]


def test_one_sees_the_projects_one_may_and_no_others(world: World) -> None:
    assert leads(page(world)) == ["Holstebro Kommune", "Ærø Kommune"]
    assert leads(page(world, who="project manager")) == ["Holstebro Kommune"]
    assert "Aabenraa" not in words(page(world))
    stranger = signed_in(world, "stranger administrator")
    assert stranger.get(reverse("programme", args=(world.programme.pk,))).status_code == 404


def test_a_row_tells_lights_attainment_what_is_late_and_when_it_was_changed(world: World) -> None:
    (row,) = [one for one in rows(page(world), "Ærø Kommune") if "Kommune og projekt" not in one]
    assert row.startswith("Ærø Kommune Projekt 492 2013 1 gul 1 ikke nået 1 for sent")
    told = words(page(world))
    assert "I 1 af 2 projekter er mindst én milepæl rød. 0 af 2 milepæle er grønne." in told
    assert "2 indberetninger i 2 projekter" in told


def test_lights_are_told_by_shape_pattern_and_word_as_well(world: World) -> None:
    html = page(world).content.decode()
    assert "#light-red" in html
    assert "strip__part--red" in html
    assert 'id="strip-yellow"' in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=aeroe", ["Ærø Kommune"]),
        ("?q=492", ["Ærø Kommune"]),
        ("?q=projekt+holstebro", ["Holstebro Kommune"]),
        ("?farve=roed", ["Holstebro Kommune"]),
        ("?farve=gul", ["Ærø Kommune"]),
        ("?farve=groen", []),
        ("?kommune=Holstebro+Kommune", ["Holstebro Kommune"]),
        ("?kommune=Aabenraa+Kommune", []),
        ("?kun-for-sent=1", ["Holstebro Kommune", "Ærø Kommune"]),
        ("?sortering=-kommune", ["Ærø Kommune", "Holstebro Kommune"]),
        ("?sortering=milepaele", ["Holstebro Kommune", "Ærø Kommune"]),
        ("?sortering=-milepaele", ["Ærø Kommune", "Holstebro Kommune"]),
        ("?sortering=x&farve=y&periode=z&side=99&q=%00", ["Holstebro Kommune", "Ærø Kommune"]),
    ],
)
def test_choosing_and_sorting(world: World, query: str, expected: list[str]) -> None:
    assert leads(page(world, query)) == expected


@pytest.mark.parametrize("column", ["kommune", "periode", "milepaele", "resultater", "for-sent", "aendret"])
def test_every_column_sorts_both_ways(world: World, column: str) -> None:
    assert 'aria-sort="ascending"' in page(world, f"?sortering={column}").content.decode()
    assert 'aria-sort="descending"' in page(world, f"?sortering=-{column}").content.decode()


def test_a_period_can_be_chosen_and_one_that_a_project_lacks_is_told(world: World) -> None:
    # In 2012 the reported status stands by itself; in 1999 nothing is followed, which is not the same as nothing told.
    assert "2012" in rows(page(world, "?periode=2012"), "Holstebro Kommune")[0]
    assert "Følges ikke" in rows(page(world, "?periode=1999"), "Holstebro Kommune")[0]


def test_what_is_late_is_exactly_the_rows_counted(world: World) -> None:
    answer = page(world, name="programme_late")
    assert len(re.findall(r'<th scope="row">', answer.content.decode())) == 2
    only = page(world, f"?projekt={world.ours.project.pk}", name="programme_late")
    assert len(re.findall(r'<th scope="row">', only.content.decode())) == 1
    assert "Vores projekt, Holstebro" in words(only)
    assert (
        len(
            re.findall(r'<th scope="row">', page(world, "?projekt=x", name="programme_late").content.decode())
        )
        == 2
    )


def test_the_workbook_has_the_rows_of_the_page_and_no_others(world: World) -> None:
    with system_scope("test"):
        Project.objects.filter(pk=world.ours.project.pk).update(name="=1+1")
    content = page(world, "?farve=gul", name="programme_numbers").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    table = book.get_sheet_by_name("Projekter").to_python()
    assert [row[0] for row in table[1:]] == ["Ærø Kommune"]
    assert dict(zip(table[0], table[1], strict=True))["Gul"] == 1
    assert ["Farve", "Mindst én gul"] in book.get_sheet_by_name("Om tallene").to_python()
    everything = CalamineWorkbook.from_filelike(
        io.BytesIO(page(world, name="programme_numbers").content)
    ).get_sheet_by_name("Projekter")
    assert "=1+1" in [row[3] for row in everything.to_python()]


def count(world: World) -> int:
    client = signed_in(world, "coordinator")
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("programme", args=(world.programme.pk,)))
    return len(asked)


def test_the_number_of_queries_is_the_same_for_few_and_many(world: World) -> None:
    assert (count(world), count(world)) == (COLD, WARM)
    with system_scope("test"):
        for number in range(15):
            lead = Organisation.objects.create(kind="supplier", name=f"Leverandør {number}")
            made = build_project(f"Flere {number}", lead, world.programme)
            Party.objects.create(
                project=made.project, organisation=world.organisations["funder"], role="funder", position=2
            )
    assert (count(world), count(world)) == (COLD, WARM)
    assert len(leads(page(world))) == 17


def test_what_is_remembered_is_never_older_than_the_last_change(world: World) -> None:
    assert "1 gul" in rows(page(world), "Ærø Kommune")[0]
    with system_scope("test"):
        report = StatusReport.objects.get(milestone__activity__project__name="Projekt 492")
        writes.change(report, by=COMMAND_LINE, words="Farven er rettet.", judged="green")
    assert "1 grøn" in rows(page(world), "Ærø Kommune")[0]


def test_what_is_remembered_is_not_shown_to_others(world: World) -> None:
    page(world)
    assert "Ærø" not in words(page(world, who="project manager"))


def test_a_programme_without_visible_projects_says_so(world: World) -> None:
    with system_scope("test"):
        empty = Programme.objects.create(name="Tomt", owner=world.organisations["funder"])
    client = signed_in(world, "funder administrator")
    told = words(client.get(reverse("programme", args=(empty.pk,))))
    assert "Der er ingen projekter, du må se, i programmet" in told


def test_the_list_counts_what_one_sees(world: World) -> None:
    told = rows(signed_in(world, "coordinator").get(reverse("programme_list")), "Programmet")[0]
    assert told == "Programmet Styrelsen 2 3"
    empty = words(signed_in(world, "stranger administrator").get(reverse("programme_list")))
    assert "Du ser ingen programmer endnu" in empty


def test_its_owner_can_rename_it(world: World) -> None:
    client = signed_in(world, "funder administrator")
    address = reverse("programme_edit", args=(world.programme.pk,))
    assert "Ret programmet" in words(client.get(reverse("programme", args=(world.programme.pk,))))
    answer = client.post(address, {"name": "  Ungeprogrammet ", "udgave": world.programme.version})
    assert answer.status_code == 302
    with system_scope("test"):
        assert Programme.objects.get(pk=world.programme.pk).name == "Ungeprogrammet"
        entry = AuditEntry.objects.filter(object_kind="programme", action="change").get()
    assert entry.words == "Programmet Programmet hedder nu Ungeprogrammet."
    assert client.post(address, {"name": ""}).status_code == 422


def test_a_value_in_a_milestone_counts_by_the_computed_light(world: World) -> None:
    with system_scope("test"):
        activity = Activity.objects.get(project=world.ours.project)
        milestone = Milestone.objects.create(activity=activity, number="2", statement="x", kind="yes_no")
        StatusReport.objects.create(
            milestone=milestone,
            period=world.ours.periods["2013"],
            status="yes",
            value=Decimal(1),
            origin_by="x",
        )
    assert "1 grøn" in rows(page(world), "Holstebro Kommune")[0]
