"""The front door, the accessibility statement, the gallery, and the pages for when something is wrong."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from pages.reading import words
from virkning.pages.site import views

pytestmark = pytest.mark.django_db

Signed = Callable[[str], Client]


def test_the_front_door_leads_to_sign_in_or_to_my_day(site: Any, signed_in: Signed) -> None:
    assert Client().get("/")["Location"] == "/log-ind/"
    assert signed_in("leader").get("/")["Location"] == "/min-dag/"


def test_the_accessibility_statement_is_open_and_linked_from_every_page(site: Any, signed_in: Signed) -> None:
    told = words(Client().get("/was/"))
    for needed in ("Digitaliseringsstyrelsen", "WCAG 2.1", "Sådan er det testet", "Klage"):
        assert needed in told
    for address in ("/log-ind/", "/projekter/", "/findes-ikke/"):
        assert 'href="/was/"' in signed_in("leader").get(address).content.decode() or address == "/log-ind/"


def test_the_gallery_shows_every_light_and_stage(site: Any, signed_in: Signed) -> None:
    answer = signed_in("leader").get(reverse("component_gallery"))
    html = answer.content.decode()
    for light in ("green", "yellow", "red", "none", "missing"):
        assert html.count(f"#light-{light}") >= 2
    for stage in ("not_begun", "under_way", "handed_in", "approved", "closed"):
        assert f"#stage-{stage}" in html


def test_an_unknown_address_is_told_in_the_frame() -> None:
    answer = Client().get("/findes-ikke/")
    assert answer.status_code == 404
    assert "Siden findes ikke" in words(answer)


def test_a_form_without_its_token_is_told_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/log-ind/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "Siden har været åben for længe" in words(answer)


def test_a_refused_action_says_what_was_refused(rf: RequestFactory) -> None:
    assert "Du må ikke gøre dette" in words(views.forbidden(rf.get("/")))
    assert "Forespørgslen kunne ikke forstås" in words(views.bad_request(rf.get("/")))


def test_the_page_for_our_own_faults_needs_no_database(
    rf: RequestFactory, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        answer = views.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Der er sket en fejl hos os" in words(answer)


def test_a_page_without_data_takes_one_query_for_the_frame(
    site: Any, signed_in: Signed, django_assert_num_queries: Any
) -> None:
    client = signed_in("leader")
    with django_assert_num_queries(3):  # session, person, membership
        client.get("/was/")


def test_the_policy_allows_nothing_inline(site: Any, signed_in: Signed) -> None:
    policy = signed_in("leader").get("/projekter/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
