"""Signing in and out: what is asked, what is answered, and what the demo adds."""

import re
from collections.abc import Iterator
from threading import enumerate as enumerate_threads
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from pages.reading import words
from pages.smtpsink import Sink, smtp_sink
from virkning.rooms.organisations.models import Membership, Organisation, Person

pytestmark = pytest.mark.django_db

LOGIN, LOGOUT, FORGOTTEN = "/log-ind/", "/log-af/", "/log-ind/glemt/"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def person() -> Person:
    made = Person(email="anna@example.test", name="Anna")
    made.set_password("kaffe-og-rugbrød")
    made.save()
    return made


def send(client: Client, email: str, password: str, **extra: str) -> Any:
    return client.post(LOGIN, {"login": email, "password": password, **extra})


def test_the_right_words_open_the_door_whatever_the_letters_case(person: Person) -> None:
    client = Client()
    answer = send(client, "ANNA@example.test", "kaffe-og-rugbrød")
    assert (answer.status_code, answer["Location"]) == (302, reverse("my_day"))
    assert "Anna" in words(client.get(reverse("project_list")))


def test_one_comes_back_to_the_page_one_wanted_but_never_to_another_site(person: Person) -> None:
    answer = Client().get("/projekter/")
    assert answer["Location"] == "/log-ind/?next=/projekter/"
    assert send(Client(), person.email, "kaffe-og-rugbrød", next="/was/")["Location"] == "/was/"
    elsewhere = send(Client(), person.email, "kaffe-og-rugbrød", next="https://example.com/")
    assert elsewhere["Location"] == reverse("my_day")


@pytest.mark.parametrize("email", ["anna@example.test", "nobody@example.test"])
def test_a_wrong_password_and_an_unknown_person_get_the_same_advice(person: Person, email: str) -> None:
    answer = send(Client(), email, "forkert-forkert")
    told = words(answer)
    assert answer.status_code == 200
    assert (
        "Ret 1 fejl E-mail og adgangskode passer ikke sammen. Se efter, om begge er skrevet rigtigt" in told
    )
    html = answer.content.decode()
    assert f'value="{email}"' in html
    assert "forkert-forkert" not in html


def test_a_closed_access_gets_the_same_advice_though_the_password_is_right(person: Person) -> None:
    wrong = words(send(Client(), person.email, "forkert-forkert"))
    person.is_active = False
    person.save()
    answer = send(Client(), person.email, "kaffe-og-rugbrød")
    assert (answer.status_code, words(answer)) == (200, wrong)


def test_an_empty_form_names_both_fields_and_links_to_them(person: Person) -> None:
    html = send(Client(), "", "").content.decode()
    for name in ("id_login", "id_password"):
        assert f'href="#{name}"' in html
        assert f'aria-describedby="{name}-fejl"' in html


def test_fields_say_what_a_browser_may_fill_in() -> None:
    html = Client().get(LOGIN).content.decode()
    assert 'autocomplete="email"' in html or 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html


def test_too_many_attempts_are_stopped_with_advice(person: Person) -> None:
    client = Client()
    for _attempt in range(5):
        send(client, person.email, "forkert-forkert")
    told = words(send(client, person.email, "kaffe-og-rugbrød"))
    assert "Der er prøvet for mange gange. Vent fem minutter" in told


def test_a_flood_from_one_place_gets_a_page_in_our_frame() -> None:
    client = Client()
    answers = [send(client, "", "") for _attempt in range(31)]
    assert answers[-1].status_code == 429
    assert "For mange forsøg på kort tid" in words(answers[-1])
    assert "Tilgængelighedserklæring" in words(answers[-1])


def test_signing_out_needs_a_post(person: Person) -> None:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = client.get(LOGOUT)
    assert "Du er stadig logget ind." in words(asked)
    assert client.get("/projekter/").status_code == 200
    assert client.post(LOGOUT).status_code == 302
    assert client.get("/projekter/").status_code == 302


def test_demo_people_exist_only_on_the_demo(settings: Any) -> None:
    made = Person.objects.create(email="chef@demo.invalid", name="Chef")
    home = Organisation._base_manager.create(kind="agency", name="Styrelsen")
    Membership._base_manager.create(person=made, organisation=home, role="administrator")
    assert Client().post(f"/log-ind/demo/{made.pk}/").status_code == 404
    assert "Chef" not in words(Client().get(LOGIN))
    settings.DEMO = True
    told = words(Client().get(LOGIN))
    assert "Prøv som en af demopersonerne" in told
    assert "Chef" in told
    client = Client()
    assert client.post(f"/log-ind/demo/{made.pk}/").status_code == 302
    assert "Chef, Styrelsen" in words(client.get("/projekter/"))


def test_nobody_can_sign_in_as_a_real_person_on_the_demo(settings: Any, person: Person) -> None:
    settings.DEMO = True
    assert Client().post(f"/log-ind/demo/{person.pk}/").status_code == 404


@pytest.fixture
def post_office(settings: Any) -> Iterator[Sink]:
    with smtp_sink() as sink:
        settings.MAIL_SERVER, settings.MAIL_FROM = sink.address, "virkning@example.dk"
        yield sink


def ask_for_link(email: str) -> Any:
    """Ask, and wait for the mail that leaves beside the answer."""
    answer = Client().post(FORGOTTEN, {"email": email})
    for thread in enumerate_threads():
        if thread.name == "mail":
            thread.join()
    return answer


def link_in(sink: Sink) -> str:
    found = re.search(r"http://\S+(/log-ind/glemt/\S+/)", sink.texts[-1])
    assert found is not None
    return found.group(1)


class TestForgotten:
    new = {"password": "en-helt-anden-sætning", "again": "en-helt-anden-sætning"}

    def test_the_answer_is_the_same_whoever_asks(self, person: Person, post_office: Sink) -> None:
        known, unknown = ask_for_link("ANNA@example.test"), ask_for_link("nobody@example.test")
        assert known.status_code == unknown.status_code == 302
        assert known["Location"] == unknown["Location"] == "/log-ind/glemt/sendt/"
        assert "Har e-mailen en adgang til Virkning" in words(Client().get(known["Location"]))
        ((to, _message),) = post_office.received
        assert to == ["anna@example.test"]
        assert "Anna" not in post_office.texts[0]

    def test_the_link_opens_once_and_ends_every_session(self, person: Person, post_office: Sink) -> None:
        elsewhere = Client()
        send(elsewhere, person.email, "kaffe-og-rugbrød")
        ask_for_link(person.email)
        link, client = link_in(post_office), Client()
        assert client.head(link).status_code == 200
        assert client.post(link, {"password": "kort", "again": "kort"}).status_code == 422
        answer = client.post(link, self.new, follow=True)
        assert "Adgangskoden er ændret. Log ind med den nye." in words(answer)
        cache.clear()  # the minutes in which a second click is told that all went well are over
        assert client.get(link).status_code == client.post(link, self.new).status_code == 404
        assert elsewhere.get("/konto/").status_code == 302
        assert send(Client(), person.email, "kaffe-og-rugbrød").status_code == 200
        assert send(Client(), person.email, self.new["password"]).status_code == 302

    def test_whoever_clicks_twice_is_told_that_all_went_well(self, person: Person, post_office: Sink) -> None:
        ask_for_link(person.email)
        link = link_in(post_office)
        first, again = (Client().post(link, self.new, follow=True) for _click in range(2))
        assert words(first) == words(again)
        assert "Adgangskoden er ændret. Log ind med den nye." in words(again)
        another = Client().post(link, {"password": "noget-helt-tredje", "again": "noget-helt-tredje"})
        assert another.status_code == 302
        person.refresh_from_db()
        assert person.check_password(self.new["password"]), "the second click changes nothing"

    def test_whoever_has_tried_too_often_gets_in_with_the_new_one(
        self, person: Person, post_office: Sink
    ) -> None:
        for _attempt in range(6):
            send(Client(), person.email, "forkert-forkert")
        ask_for_link(person.email)
        Client().post(link_in(post_office), self.new)
        assert send(Client(), person.email, self.new["password"]).status_code == 302

    def test_a_link_grows_old_and_does_not_survive_signing_in(
        self, person: Person, post_office: Sink, settings: Any
    ) -> None:
        ask_for_link(person.email)
        link = link_in(post_office)
        settings.PASSWORD_RESET_TIMEOUT = -1
        gone = Client().get(link)
        assert gone.status_code == 404
        assert "Linket virker ikke længere" in words(gone)
        settings.PASSWORD_RESET_TIMEOUT = 3600
        assert Client().get(link).status_code == 200
        send(Client(), person.email, "kaffe-og-rugbrød")
        assert Client().get(link).status_code == 404

    @pytest.mark.parametrize(
        "path", ["x/y", "MQ/y", "LTE/y", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5/y", "%00/y", "w6Y/y"]
    )
    def test_a_made_up_link_leads_nowhere(self, person: Person, path: str) -> None:
        assert Client().get(f"{FORGOTTEN}{path}/").status_code == 404

    def test_a_closed_access_is_sent_nothing(self, person: Person, post_office: Sink) -> None:
        person.is_active = False
        person.save()
        assert ask_for_link(person.email).status_code == 302
        assert post_office.received == []

    def test_asking_is_limited_alike_for_everybody(self, person: Person, post_office: Sink) -> None:
        for email in (person.email, "nobody@example.test"):
            answers = [ask_for_link(email).status_code for _attempt in range(4)]
            assert answers == [302, 302, 302, 429]
        assert len(post_office.received) == 3

    def test_what_is_no_email_is_told(self) -> None:
        answer = ask_for_link("anna")
        assert answer.status_code == 422
        assert "Skriv den som navn@kommune.dk." in words(answer)


def test_sign_in_leads_to_the_forgotten_password() -> None:
    assert f'href="{FORGOTTEN}"' in Client().get(LOGIN).content.decode()
