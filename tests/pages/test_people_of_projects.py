"""A project's people: anybody who sees it reads who sees it; those who manage give and end roles within their reach."""

from typing import Any

import pytest

from pages.reading import rows, words
from virkning.rooms.organisations.models import Person
from virkning.rooms.programmes.models import Assignment
from world import World

pytestmark = pytest.mark.django_db


def at(world: World, rest: str = "") -> str:
    return f"/projekter/{world.ours.project.pk}/personer/{rest}"


def key(world: World, name: str) -> str:
    return str(world.people[name].pk)


def test_anybody_who_sees_the_project_reads_who_sees_it(
    world: World, as_: Any, django_assert_num_queries: Any
) -> None:
    client = as_("steering group")
    with django_assert_num_queries(11):
        page = client.get(at(world))
    told = words(page)
    assert "Ses af 12 personer" in told
    assert "Giv en rolle" not in told
    assert "Fjern rollen" not in told
    seen = rows(page, "Coordinator")
    assert "Coordinator Styrelsen Bevillingsgiver Koordinator i programmet" in seen
    assert "Stranger administrator" not in told


def test_the_page_does_not_cost_more_with_more_people(
    world: World, as_: Any, django_assert_num_queries: Any
) -> None:
    from virkning.rooms.organisations.models import Membership

    for number in range(20):
        person = Person.objects.create(email=f"mange{number}@example.test", name=f"Mange {number}")
        lead = world.organisations["lead"]
        Membership._base_manager.create(person=person, organisation=lead, role="employee")
        Assignment._base_manager.create(person=person, project=world.ours.project, role="steering_group")
    client = as_("steering group")
    with django_assert_num_queries(11):
        assert "Ses af 32 personer" in words(client.get(at(world)))


def test_the_leads_manager_gives_a_role_to_a_colleague_and_to_another_partys_person(
    world: World, as_: Any
) -> None:
    client = as_("project manager")
    page = words(client.get(at(world, "ny/")))
    assert "Lead colleague" in page
    assert "Partner colleague" not in page, "other parties' people are found by e-mail, never listed"
    sent = {"person": key(world, "lead colleague"), "role": "activity_lead"}
    assert client.post(at(world, "ny/"), sent).status_code == 302
    sent = {"email": "PARTNER.colleague@example.test", "role": "steering_group"}
    assert client.post(at(world, "ny/"), sent).status_code == 302
    assert len(rows(client.get(at(world)), "Partner colleague")) == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"role": "activity_lead"}, "Vælg en person på listen, eller skriv en e-mail."),
        ({"email": "nobody@example.test", "role": "activity_lead"}, "Der er ingen med den e-mail"),
        (
            {"email": "stranger.colleague@example.test", "role": "activity_lead"},
            "Der er ingen med den e-mail",
        ),
        (
            {"email": "evaluator.colleague@example.test", "role": "project_manager"},
            "Vælg en af disse: Evaluator.",
        ),
        ({"email": "coordinator.of.the.project@example.test", "role": "coordinator"}, "allerede den rolle"),
        ({"email": "partner.colleague@example.test"}, "Feltet skal udfyldes."),
        ({"email": "partner.colleague@example.test", "role": "owner"}, "Vælg en af mulighederne"),
    ],
)
def test_what_cannot_be_given_is_told_and_kept(
    world: World, as_: Any, sent: dict[str, str], said: str
) -> None:
    answer = as_("project manager").post(at(world, "ny/"), sent)
    assert answer.status_code == 422
    assert said in words(answer)
    if "email" in sent:
        assert f'value="{sent["email"]}"' in answer.content.decode()


def test_others_than_the_lead_reach_their_own_people_only(world: World, as_: Any) -> None:
    client = as_("partner administrator")
    page = client.get(at(world, "ny/"))
    assert "e-mail" not in words(page)
    assert "Lead colleague" not in words(page)
    refused = client.post(at(world, "ny/"), {"person": key(world, "lead colleague"), "role": "activity_lead"})
    assert refused.status_code == 422
    sent = {"email": "lead.colleague@example.test", "role": "activity_lead"}
    assert client.post(at(world, "ny/"), sent).status_code == 422
    sent = {"person": key(world, "partner colleague"), "role": "evaluator"}
    assert client.post(at(world, "ny/"), sent).status_code == 422
    sent = {"person": key(world, "partner colleague"), "role": "activity_lead"}
    assert client.post(at(world, "ny/"), sent).status_code == 302
    theirs = Assignment._base_manager.get(person=world.people["activity lead"])
    answer = client.post(at(world, f"{theirs.pk}/fjern/"), follow=True)
    assert "Du kan kun tage roller fra din egen organisations folk." in words(answer)
    theirs.refresh_from_db()
    assert theirs.ended_at is None


def test_a_role_is_ended_and_the_door_with_it(world: World, as_: Any) -> None:
    client, theirs = as_("lead administrator"), as_("activity lead")
    row = Assignment._base_manager.get(person=world.people["activity lead"])
    assert theirs.get(at(world)).status_code == 200
    answer = client.post(at(world, f"{row.pk}/fjern/"), follow=True)
    assert "Activity lead er ikke længere aktivitetsansvarlig i projektet." in words(answer)
    assert theirs.get(at(world)).status_code == 404
    assert client.post(at(world, f"{row.pk}/fjern/")).status_code == 404


def test_whoever_ends_their_own_way_in_is_sent_to_their_projects(world: World, as_: Any) -> None:
    client = as_("project manager")
    row = Assignment._base_manager.get(person=world.people["project manager"])
    assert client.post(at(world, f"{row.pk}/fjern/"))["Location"] == "/projekter/"


def test_another_projects_roles_are_not_there(world: World, as_: Any) -> None:
    theirs = Assignment._base_manager.create(
        person=world.people["stranger colleague"], project=world.theirs.project, role="project_manager"
    )
    client = as_("lead administrator")
    for wrong in (theirs.pk, 0, 2**64):
        assert client.post(at(world, f"{wrong}/fjern/")).status_code == 404
    through = Assignment._base_manager.get(person=world.people["coordinator"])
    assert client.post(at(world, f"{through.pk}/fjern/")).status_code == 404


def test_nothing_but_the_form_is_taken_from_what_is_posted(world: World, as_: Any) -> None:
    sent = {
        "person": key(world, "lead colleague"),
        "role": "activity_lead",
        "project": str(world.theirs.project.pk),
        "programme": "1",
        "ended_at": "2020-01-01",
    }
    as_("project manager").post(at(world, "ny/"), sent)
    made = Assignment._base_manager.get(person=world.people["lead colleague"])
    assert (made.project, made.programme, made.ended_at) == (world.ours.project, None, None)
