"""An organisation's people: inviting, roles, closing and opening, handing on; and what an outsider gets of it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from pages.reading import rows, words
from pages.smtpsink import Sink, smtp_sink
from virkning.pages.people import accepting, inviting
from virkning.rooms.audit.models import AuditEntry, LookUp
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.models import Invitation, Membership, Person
from virkning.rooms.programmes.models import Assignment
from world import World

pytestmark = pytest.mark.django_db
PASSWORD = "kaffe-og-rugbrød"


@pytest.fixture
def post_office(settings: Any) -> Iterator[Sink]:
    with smtp_sink() as sink:
        settings.MAIL_SERVER, settings.MAIL_FROM = sink.address, "virkning@example.dk"
        yield sink


def home(world: World, rest: str = "personer/") -> str:
    return f"/organisationer/{world.organisations['lead'].pk}/{rest}"


def member(world: World, name: str, rest: str = "") -> str:
    return home(world, f"personer/{membership(world, name).pk}/{rest}")


def membership(world: World, name: str) -> Membership:
    return Membership._base_manager.get(person=world.people[name], organisation=world.organisations["lead"])


def link_in(sink: Sink) -> str:
    found = re.search(r"http://\S+(/invitation/\S+/)", sink.texts[-1])
    assert found is not None
    return found.group(1)


NEW = {"email": "kommende@example.test", "name": "Kommende Kollega", "role": "employee"}


@pytest.fixture(autouse=True)
def committed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's own transaction never commits: what waits for that is done where it is asked for."""
    monkeypatch.setattr(inviting.transaction, "on_commit", lambda act, **_how: act())


def invite(client: Client, world: World, **given: str) -> Any:
    return client.post(home(world, "personer/inviter/"), {**NEW, **given})


def test_the_list_tells_who_has_access(world: World, as_: Any, django_assert_num_queries: Any) -> None:
    client = as_("lead administrator")
    with django_assert_num_queries(8):
        page = client.get(home(world))
    assert page.status_code == 200
    assert rows(page, "Project manager") == [
        "Project manager project.manager@example.test Medarbejder 1 Aldrig"
    ]
    told = words(page)
    assert "Ny ny@example.test Medarbejder Mailen er ikke sendt" in told
    assert "Ser alle organisationens projekter og styrer, hvem der har adgang." in told


def test_an_invitation_is_sent_accepted_once_and_lets_in(world: World, as_: Any, post_office: Sink) -> None:
    client = as_("lead administrator")
    answer = invite(client, world)
    assert (answer.status_code, answer["Location"]) == (302, home(world))
    assert "Mailen er sendt til kommende@example.test" in words(client.get(home(world)))
    ((to, _message),) = post_office.received
    assert to == ["kommende@example.test"]
    for personal in ("Kommende", "Kollega", "Holstebro", "Lead"):
        assert personal not in post_office.texts[0], "a mail holds a link and nothing personal"
    link, newcomer = link_in(post_office), Client()
    assert newcomer.head(link).status_code == 200
    assert "Holstebro Kommune giver dig adgang som medarbejder." in words(newcomer.get(link))
    refused = newcomer.post(link, {"name": "Kommende Kollega", "password": "kort", "again": "kort"})
    assert refused.status_code == 422
    assert "mindst 12 tegn" in words(refused)
    taken = newcomer.post(link, {"name": "Ny Kollega", "password": PASSWORD, "again": PASSWORD})
    assert taken.status_code == 302
    assert "Ny Kollega, Holstebro Kommune" in words(newcomer.get("/konto/"))
    assert newcomer.post(link).status_code == 302, "a second click comes to the same place"
    assert Client().post("/log-ind/", {"login": NEW["email"], "password": PASSWORD}).status_code == 302


def test_whoever_clicks_twice_is_told_that_all_went_well_for_a_while(
    world: World, as_: Any, post_office: Sink
) -> None:
    invite(as_("lead administrator"), world)
    link, sent = link_in(post_office), {"name": "Ny Kollega", "password": PASSWORD, "again": PASSWORD}
    assert Client().post(link, sent).status_code == 302
    again = Client().post(link, sent, follow=True)
    assert again.redirect_chain == [("/log-ind/", 302)]
    assert "Invitationen er taget imod. Log ind med din e-mail og adgangskode." in words(again)
    assert NEW["email"] not in words(again)
    assert Person.objects.filter(email=NEW["email"]).count() == 1
    assert as_("stranger colleague").get(link).status_code == 404, "nothing is said to somebody else"
    Invitation._base_manager.filter(email=NEW["email"]).update(
        accepted_at=timezone.now() - timedelta(minutes=11)
    )
    assert Client().get(link).status_code == Client().post(link, sent).status_code == 404


def test_the_slower_of_two_clicks_is_told_the_same(
    world: World, as_: Any, post_office: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite(as_("lead administrator"), world)
    link, sent = link_in(post_office), {"name": "Ny Kollega", "password": PASSWORD, "again": PASSWORD}

    def slower(*_given: object, **_more: object) -> None:
        monkeypatch.undo()
        assert Client().post(link, sent).status_code == 302
        raise Refused("Invitationen er allerede brugt eller trukket tilbage.")

    monkeypatch.setattr(accepting, "accept_as_new", slower)
    assert Client().post(link, sent)["Location"] == "/log-ind/"


def test_a_link_with_a_secret_is_passed_on_to_nobody(world: World, as_: Any, post_office: Sink) -> None:
    invite(as_("lead administrator"), world)
    answer = Client().get(link_in(post_office))
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer.headers["Cache-Control"]


def test_passwords_that_differ_are_told_at_the_second(world: World, as_: Any, post_office: Sink) -> None:
    invite(as_("lead administrator"), world)
    answer = Client().post(
        link_in(post_office), {"name": "A", "password": PASSWORD, "again": "noget-helt-andet"}
    )
    assert answer.status_code == 422
    assert "De to adgangskoder er ikke ens." in words(answer)
    assert PASSWORD not in answer.content.decode()


def test_a_mail_that_did_not_leave_is_told_and_can_be_sent_again(
    world: World, as_: Any, post_office: Sink
) -> None:
    client, post_office.refuse = as_("lead administrator"), True
    invite(client, world)
    told = words(client.get(home(world)))
    assert "Mailen til kommende@example.test kunne ikke sendes lige nu. Invitationen er gemt" in told
    assert "Kommende Kollega kommende@example.test Medarbejder Mailen er ikke sendt" in told
    post_office.refuse = False
    invitation = Invitation._base_manager.get(email=NEW["email"])
    client.post(home(world, f"invitationer/{invitation.pk}/send/"))
    assert "Sendt, virker til" in words(client.get(home(world)))
    assert Client().get(link_in(post_office)).status_code == 200


def test_a_withdrawn_invitation_leads_nowhere(world: World, as_: Any, post_office: Sink) -> None:
    client = as_("lead administrator")
    invite(client, world)
    invitation = Invitation._base_manager.get(email=NEW["email"])
    client.post(home(world, f"invitationer/{invitation.pk}/traek-tilbage/"))
    gone = Client().get(link_in(post_office))
    assert gone.status_code == 404
    assert "Invitationen gælder ikke længere" in words(gone)


def test_without_a_mail_server_the_link_is_shown_to_the_inviter_once(
    world: World, as_: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MAIL_SERVER, settings.MAIL_FOLDER = "", tmp_path / "mail"
    client = as_("lead administrator")
    invite(client, world)
    assert len(list((tmp_path / "mail").iterdir())) == 1
    assert "/invitation/" in words(client.get(home(world)))
    assert "/invitation/" not in words(client.get(home(world)))


def test_somebody_with_an_access_signs_in_and_takes_it(world: World, as_: Any, post_office: Sink) -> None:
    person = world.people["stranger colleague"]
    invite(as_("lead administrator"), world, email=person.email)
    link = link_in(post_office)
    assert f"/log-ind/?next={link}" in Client().get(link).content.decode()
    wrong = as_("partner colleague")
    assert "til en anden e-mail" in words(wrong.get(link))
    assert wrong.post(link).status_code == 422
    right = as_("stranger colleague")
    assert "Tag imod" in words(right.get(link))
    assert right.post(link).status_code == 302
    assert "Holstebro Kommune" in words(right.get("/konto/"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"email": "ikke en mail"}, "Skriv den som navn@kommune.dk."),
        ({"email": "lead.colleague@example.test"}, "har allerede adgang i organisationen."),
        ({"email": "NY@example.test"}, "er allerede inviteret."),
        ({"role": "owner"}, "Vælg en af mulighederne"),
        ({"name": ""}, "Feltet skal udfyldes."),
    ],
)
def test_what_is_wrong_with_an_invitation_is_told_and_kept(
    world: World, as_: Any, given: dict[str, str], said: str
) -> None:
    answer = as_("lead administrator").post(home(world, "personer/inviter/"), {**NEW, **given})
    assert answer.status_code == 422
    assert said in words(answer)
    if "name" not in given:
        assert 'value="Kommende Kollega"' in answer.content.decode()


def test_nothing_but_the_form_is_taken_from_what_is_posted(world: World, as_: Any, post_office: Sink) -> None:
    stranger = world.organisations["stranger"]
    extra = {
        "organisation": str(stranger.pk),
        "organisation_id": str(stranger.pk),
        "accepted_at": "2020-01-01",
    }
    invite(as_("lead administrator"), world, **extra)
    made = Invitation._base_manager.get(email=NEW["email"])
    assert (made.organisation, made.accepted_at) == (world.organisations["lead"], None)
    link = link_in(post_office)
    posted = {
        "name": "N",
        "password": PASSWORD,
        "again": PASSWORD,
        "role": "administrator",
        "email": "x@y.dk",
    }
    Client().post(link, posted)
    person = Person.objects.get(email=NEW["email"])
    assert Membership._base_manager.get(person=person).role == "employee"


def test_one_persons_page_is_told_to_the_person(
    world: World, as_: Any, django_assert_num_queries: Any
) -> None:
    client = as_("lead administrator")
    where = member(world, "project manager")
    with django_assert_num_queries(10):
        page = client.get(where)
    told = words(page)
    assert "Projektleder – Vores projekt" in told
    look = LookUp._base_manager.get()
    assert (look.object_id, look.author_name) == (world.people["project manager"].pk, "Lead administrator")
    own = words(as_("project manager").get("/konto/"))
    assert "Lead administrator (Personer i Holstebro Kommune)" in own
    client.get(member(world, "lead administrator"))
    assert LookUp._base_manager.count() == 1, "looking at oneself is no look"


def test_another_organisations_member_is_not_there(world: World, as_: Any) -> None:
    theirs = Membership._base_manager.get(person=world.people["partner colleague"])
    client = as_("lead administrator")
    for rest in ("", "rolle/", "luk/", "overdrag/"):
        assert client.get(home(world, f"personer/{theirs.pk}/{rest}")).status_code == 404
    assert client.post(home(world, f"personer/{theirs.pk}/luk/")).status_code == 404
    assert client.post(home(world, f"personer/{2**64}/aabn/")).status_code == 404


def test_a_role_is_changed_and_two_administrators_at_once_meet(world: World, as_: Any) -> None:
    client, where = as_("lead administrator"), member(world, "lead colleague", "rolle/")
    version = membership(world, "lead colleague").version
    sent = {"role": "administrator", "udgave": str(version)}
    assert client.post(where, sent).status_code == 302
    assert membership(world, "lead colleague").role == "administrator"
    assert client.post(where, {"role": "employee", "udgave": str(version)}).status_code == 409


def test_the_last_administrator_is_told_what_to_do_first(world: World, as_: Any) -> None:
    client = as_("lead administrator")
    for rest, sent in (("luk/", {}), ("rolle/", {"role": "employee"})):
        answer = client.post(member(world, "lead administrator", rest), sent)
        assert answer.status_code == 422
        assert "er den eneste administrator" in words(answer)


def test_closing_says_what_ends_and_ends_it_at_once(world: World, as_: Any) -> None:
    client, theirs = as_("lead administrator"), as_("project manager")
    project = f"/projekter/{world.ours.project.pk}/"
    assert theirs.get(project).status_code == 200
    where = member(world, "project manager", "luk/")
    told = words(client.get(where))
    assert "1 tildeling står tilbage, til en anden overtager den." in told
    assert "logges af overalt" in told
    assert client.post(where).status_code == 302
    assert theirs.get(project)["Location"].startswith("/log-ind/")
    page = words(client.get(home(world)))
    assert "Adgangen er lukket Project manager" in page
    client.post(member(world, "project manager", "aabn/"))
    assert theirs.get(project).status_code == 302, "the old session stays closed"
    assert as_("project manager").get(project).status_code == 200


def test_whoever_has_left_is_invited_and_not_let_in_by_a_click(world: World, as_: Any) -> None:
    row, client = membership(world, "lead colleague"), as_("lead administrator")
    as_("lead colleague").post(f"/konto/forlad/{row.pk}/")
    told = words(client.get(member(world, "lead colleague")))
    assert "Åbn adgangen igen" not in told
    assert "Personen har selv forladt organisationen. Send en invitation" in told
    answer = client.post(member(world, "lead colleague", "aabn/"), follow=True)
    assert "har selv forladt Holstebro Kommune" in words(answer)
    row.refresh_from_db()
    assert row.ended_at is not None


def test_what_somebody_does_for_another_organisation_is_not_offered(world: World, as_: Any) -> None:
    person = world.people["coordinator of the project"]
    row = Membership._base_manager.create(
        person=person, organisation=world.organisations["lead"], role="employee"
    )
    told = words(as_("lead administrator").get(home(world, f"personer/{row.pk}/overdrag/")))
    assert "0 tildelinger overdrages" in told
    assert "Roller, personen har gennem en anden organisation, bliver hos personen." in told


def test_everything_is_handed_on_in_one_act(world: World, as_: Any) -> None:
    client, to = as_("lead administrator"), world.people["lead colleague"]
    where = member(world, "project manager", "overdrag/")
    assert "Projektleder – Vores projekt" in words(client.get(where))
    refused = client.post(where, {"person": str(world.people["partner colleague"].pk)})
    assert refused.status_code == 422
    before = AuditEntry._base_manager.count()
    assert client.post(where, {"person": str(to.pk)}).status_code == 302
    assert AuditEntry._base_manager.count() == before + 1
    assert Assignment._base_manager.get(person=to, ended_at__isnull=True).role == "project_manager"


def test_the_list_does_not_cost_more_with_more_people(
    world: World, as_: Any, django_assert_num_queries: Any
) -> None:
    lead = world.organisations["lead"]
    for number in range(20):
        person = Person.objects.create(email=f"mange{number}@example.test", name=f"Mange {number}")
        Membership._base_manager.create(person=person, organisation=lead, role="employee")
        Assignment._base_manager.create(person=person, project=world.ours.project, role="activity_lead")
    client = as_("lead administrator")
    with django_assert_num_queries(8):
        assert "Mange 19" in words(client.get(home(world)))
