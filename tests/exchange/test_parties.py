"""The workbook lists the municipalities: they alone are its own among a project's parties, and nobody goes unseen."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from exchange.books import cells, xlsx
from pages.reading import words
from virkning.figures.periods import Period
from virkning.rooms.access.roles import AssignmentRole, PartyRole
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.exchange.actions.export import export_project
from virkning.rooms.exchange.actions.imports import ImportOutcome, import_new_project, import_project
from virkning.rooms.exchange.actions.previews import preview_import
from virkning.rooms.exchange.actions.undo import UndoRefused, undo_import
from virkning.rooms.exchange.findings import BookRefused
from virkning.rooms.files.models import StoredFile
from virkning.rooms.organisations.models import Municipality, Organisation
from virkning.rooms.programmes.actions.parties import add_party
from virkning.rooms.programmes.actions.projects import Head, create_project
from virkning.rooms.programmes.models import Assignment, Party, Project
from world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]

PARTNER_ROLES = "kan ikke fjernes, så længe dens folk har roller i projektet: Partner assigned"


def edited(project: Project, line: int, value: str) -> bytes:
    """The project's own workbook with another value in a line of the sheet Projekt."""
    sheets = cells(export_project(project))
    sheets["Projekt"][line][1] = value
    return xlsx(sheets)


def take_in(project: Project, content: bytes) -> ImportOutcome:
    return import_project(content=content, name="a.xlsx", by=COMMAND_LINE, may_create=False, into=project)


def parties_of(project: Project) -> list[str]:
    return [str(one) for one in Party.objects.filter(project=project).order_by("position", "pk")]


def free_partner(world: World) -> None:
    Assignment.objects.filter(person=world.people["partner assigned"]).delete()


def test_a_partner_that_is_no_municipality_stays(world: World) -> None:
    project = world.ours.project
    supplier = Organisation.objects.create(kind="supplier", name="Leverandør A/S")
    add_party(project=project, organisation=supplier, role=PartyRole.PARTNER, by=COMMAND_LINE)
    free_partner(world)
    take_in(project, edited(project, 1, "Vores projekt"))
    done = take_in(project, edited(project, 4, "02.01.2010"))
    assert done.differences
    assert "Leverandør A/S (Partner)" in parties_of(project)
    take_in(project, edited(project, 2, "Holstebro"))
    assert "Leverandør A/S (Partner)" in parties_of(project)
    assert "Svendborg Kommune (Partner)" not in parties_of(project)


def test_a_municipality_whose_people_have_roles_cannot_be_left_out(world: World) -> None:
    project = world.ours.project
    content = edited(project, 2, "Holstebro")
    file = StoredFile.objects.latest("pk")
    with pytest.raises(BookRefused, match=PARTNER_ROLES) as refused:
        preview_import(content=content, by=COMMAND_LINE, into=project, file=file)
    assert str(refused.value).startswith("Projekt!B3: Svendborg Kommune kan ikke fjernes")
    with pytest.raises(BookRefused, match=PARTNER_ROLES):
        take_in(project, content)
    assert "Svendborg Kommune (Partner)" in parties_of(project)


def test_who_enters_and_who_leaves_is_told_before_and_after(world: World) -> None:
    project = world.ours.project
    free_partner(world)
    content = edited(project, 2, "Holstebro;Viborg")
    told = ("Viborg bliver part i projektet.", "Svendborg er ikke længere part i projektet.")
    file = StoredFile.objects.latest("pk")
    assert preview_import(content=content, by=COMMAND_LINE, into=project, file=file).parties == told
    take_in(project, content)
    entry = AuditEntry.objects.filter(action="import").latest("pk")
    assert entry.words.endswith(" ".join(told))
    assert entry.changes["parties"] == list(told)


def test_the_page_shows_who_enters_and_who_leaves(world: World) -> None:
    project = world.ours.project
    free_partner(world)
    client = Client()
    client.force_login(
        world.people["project manager"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    file = SimpleUploadedFile("a.xlsx", edited(project, 2, "Holstebro"))
    page = client.post(reverse("workbook_import", args=(project.pk,)), {"file": file}, follow=True)
    assert "Filen ændrer, hvem der er med i projektet Svendborg er ikke længere part i projektet." in words(
        page
    )


def test_an_import_is_not_undone_under_the_people_of_a_party_it_brought_in(world: World) -> None:
    project = world.ours.project
    done = take_in(project, edited(project, 2, "Holstebro;Svendborg;Viborg"))
    assert done.record is not None
    assigned = Assignment.objects.create(
        person=world.people["stranger colleague"], project=project, role=AssignmentRole.STEERING_GROUP
    )
    # Assigned before Viborg was a party: it is their people too that the undo would leave behind.
    with pytest.raises(UndoRefused, match=r"Viborg Kommune kan ikke fjernes.*Stranger colleague"):
        undo_import(record=done.record, by=COMMAND_LINE)
    Assignment.objects.filter(
        person__in=[assigned.person, world.people["stranger assigned"]], project=project
    ).delete()
    undo_import(record=done.record, by=COMMAND_LINE)
    assert "Viborg Kommune (Partner)" not in parties_of(project)


# A project that another organisation leads ----------------------------------------------------------------------------


def agency_project(world: World, *codes: str) -> Project:
    return create_project(
        organisation=world.organisations["funder"],
        head=Head("Styrelsens eget", date(2020, 1, 1), date(2022, 1, 1)),
        periods=[Period.parse("2020")],
        baseline=Period.parse("2020"),
        partners=list(Municipality.objects.filter(code__in=codes)),
        by=COMMAND_LINE,
    )


@pytest.mark.parametrize("codes", [(), ("479",), ("479", "791")])
def test_the_export_of_a_project_an_agency_leads_changes_nothing(
    world: World, codes: tuple[str, ...]
) -> None:
    project = agency_project(world, *codes)
    before = parties_of(project)
    done = take_in(project, export_project(project))
    assert (done.project, bool(done.differences)) == (project, False)
    again = take_in(project, edited(project, 4, "02.01.2020"))
    assert again.differences
    assert parties_of(project) == before
    assert export_project(Project.objects.get(pk=project.pk)) == export_project(again.project)


def test_its_partners_come_and_go_and_its_lead_stays(world: World) -> None:
    project = agency_project(world, "479")
    take_in(project, edited(project, 2, "Viborg;Holstebro"))
    assert parties_of(project) == [
        "Styrelsen (Ansvarlig)",
        "Viborg Kommune (Partner)",
        "Holstebro Kommune (Partner)",
    ]


@pytest.mark.parametrize(
    ("line", "value", "expected"),
    [
        (1, "Et andet", 'Projekt!B2: filen er om et andet projekt: "Et andet" er ikke "Styrelsens eget"'),
        (2, "Atlantis", 'Projekt!B3: "Atlantis" er ikke en dansk kommune.'),
    ],
)
def test_what_is_wrong_with_its_file_is_said_truthfully(
    world: World, line: int, value: str, expected: str
) -> None:
    project = agency_project(world, "479")
    with pytest.raises(BookRefused) as refused:
        take_in(project, edited(project, line, value))
    assert str(refused.value) == expected


def test_a_municipalitys_project_must_still_name_its_municipality(world: World) -> None:
    with pytest.raises(BookRefused, match="Projekt!B3: Kommune skal udfyldes"):
        take_in(world.ours.project, edited(world.ours.project, 2, ""))


def test_the_command_line_makes_no_second_project_of_it(world: World) -> None:
    content = export_project(agency_project(world, "479"))
    with pytest.raises(BookRefused, match="har Styrelsen som ansvarlig, som ikke er en kommune"):
        import_project(content=content, name="a.xlsx", by=COMMAND_LINE, may_create=True)


def test_an_agency_makes_no_project_from_a_workbook(world: World, everything: Scope) -> None:
    content: Any = edited(world.ours.project, 1, "Et nyt")
    with pytest.raises(BookRefused, match=r"Styrelsen er ikke en kommune\. Opret projektet her i Virkning"):
        import_new_project(
            content=content, name="a.xlsx", by=COMMAND_LINE, lead=world.organisations["funder"]
        )
