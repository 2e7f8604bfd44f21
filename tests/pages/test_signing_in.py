"""Signing in and out: what is asked, what is answered, and what the demo adds."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from pages.reading import words
from virkning.rooms.organisations.models import Membership, Organisation, Person

pytestmark = pytest.mark.django_db

LOGIN, LOGOUT = "/log-ind/", "/log-af/"


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
    assert (answer.status_code, answer["Location"]) == (302, reverse("project_list"))
    assert "Anna" in words(client.get(reverse("project_list")))


def test_one_comes_back_to_the_page_one_wanted_but_never_to_another_site(person: Person) -> None:
    answer = Client().get("/projekter/")
    assert answer["Location"] == "/log-ind/?next=/projekter/"
    assert send(Client(), person.email, "kaffe-og-rugbrød", next="/was/")["Location"] == "/was/"
    elsewhere = send(Client(), person.email, "kaffe-og-rugbrød", next="https://example.com/")
    assert elsewhere["Location"] == reverse("project_list")


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
