"""The switch: who reads in what language, and what stays Danish."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from pages.conftest import Site
from virkning.design.templatetags.look import moment
from virkning.figures.dates import date_phrase
from virkning.figures.periods import Period
from virkning.figures.phrases import P

BOTH = [("da", "Dansk"), ("en", "English")]


@pytest.fixture
def both(settings: Any) -> None:
    settings.LANGUAGES = BOTH


@pytest.mark.django_db
def test_nobody_is_offered_a_language_that_is_not_there(client: Client, settings: Any) -> None:
    settings.LANGUAGES = BOTH[:1]
    client.post("/sprog/", {"language": "en"})
    page = client.get("/log-ind/")
    assert page["Content-Language"] == "da"
    assert 'action="/sprog/"' not in page.content.decode()


@pytest.mark.django_db
def test_a_browser_keeps_its_choice_while_nobody_is_signed_in(client: Client, both: None) -> None:
    answer = client.post("/sprog/", {"language": "en", "next": "/log-ind/?next=/min-dag/"})
    assert (answer.status_code, answer["Location"]) == (302, "/log-ind/?next=/min-dag/")
    page = client.get("/log-ind/")
    assert '<html lang="en">' in page.content.decode()
    assert ">Dansk</button>" in page.content.decode()
    assert client.get("/log-ind/", headers={"accept-language": "de"})["Content-Language"] == "en"


@pytest.mark.django_db
def test_a_persons_choice_follows_them_to_another_browser(
    site: Site, signed_in: Callable[[str], Client], both: None
) -> None:
    signed_in("leader").post("/sprog/", {"language": "en"})
    elsewhere = signed_in("leader")
    assert '<html lang="en">' in elsewhere.get("/konto/").content.decode()
    elsewhere.post("/sprog/", {"language": "da"})
    assert '<html lang="da">' in elsewhere.get("/konto/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "back", ["https://andet.example/", "//andet.example/", "javascript:alert(1)", "", "x"]
)
def test_one_is_only_sent_back_to_our_own_pages(client: Client, both: None, back: str) -> None:
    assert client.post("/sprog/", {"language": "en", "next": back})["Location"] == "/"


@pytest.mark.django_db
def test_a_language_nobody_knows_changes_nothing(client: Client, both: None) -> None:
    answer = client.post("/sprog/", {"language": "fr"})
    assert answer.status_code == 302
    assert not answer.cookies


@pytest.mark.django_db
def test_a_phrase_is_read_in_the_readers_language_and_stored_in_danish(client: Client) -> None:
    client.get("/log-ind/")  # the site is up: phrases follow the reader
    with translation.override("en"), pytest.MonkeyPatch.context() as patched:
        patched.setattr("virkning.figures.phrases._translate", lambda text: {"Ja": "Yes"}.get(text, text))
        assert str(P("Ja")) == "Yes"
        assert P("Ja").danish == "Ja"
    assert str(date_phrase(Period.parse("2013K3").end)) == "30. september 2013"


@pytest.mark.parametrize(
    ("language", "told"), [("da", "22. november kl. 16.08"), ("en", "22 November at 16.08")]
)
def test_a_moment_is_told_in_the_readers_language(language: str, told: str) -> None:
    """A draft's, and what stands on everything two people write."""
    with translation.override(language):
        assert moment(datetime(2026, 11, 22, 15, 8, tzinfo=UTC)) == told
