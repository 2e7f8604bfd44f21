"""Recommendations on pages: given by the evaluator, followed up by the project, read by all, printed in the note."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import words
from virkning.figures.periods import Period
from virkning.rooms.access.scope import Scope
from virkning.rooms.evaluations.models import FollowUp, Recommendation
from virkning.rooms.reports.queries.whole import load_whole
from virkning.rooms.reports.status_note.document import note_blocks
from virkning.rooms.reports.status_note.note import status_note
from world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def of(world: World) -> Recommendation:
    return Recommendation.objects.get(pk=world.ours.rows["Recommendation"].pk)


def at(world: World, name: str, *more: Any) -> str:
    return reverse(name, args=(world.ours.project.pk, *more))


def send(client: Client, address: str, **given: str) -> Any:
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**fields_of(page), **given})


def test_an_evaluator_gives_one_and_it_stands_on_the_project_page(
    world: World, as_: Callable[[str], Client]
) -> None:
    client = as_("evaluator")
    answer = send(
        client,
        at(world, "recommendation_new") + "?periode=2013",
        text="Beskriv metoden",
        addressee="Tovholderen",
        deadline="1/6-14",
    )
    assert answer.status_code == 302
    made = Recommendation.objects.get(text="Beskriv metoden")
    assert (made.period, made.deadline) == (world.ours.periods["2013"], date(2014, 6, 1))
    told = words(client.get(at(world, "project") + "?periode=2013"))
    assert "Beskriv metoden" in told
    assert "Rettet til Tovholderen. Frist 1. juni 2014. Givet i 2013." in told


def test_the_project_follows_up_and_the_note_prints_both(world: World, as_: Callable[[str], Client]) -> None:
    client, key = as_("project manager"), of(world).pk
    answer = send(
        client,
        at(world, "follow_up", key) + "?periode=2013",
        state="done",
        comment="Styregruppen har gjort det",
    )
    assert answer.status_code == 302
    assert FollowUp.objects.get(recommendation=key).state == "done"
    project = world.ours.project
    note = status_note(load_whole(project), Period.parse("2013"), date(2014, 1, 1), charts=False)
    printed = repr(list(note_blocks(note)))
    assert "Opfølgning på tidligere anbefalinger" in printed
    assert "Styregruppen har gjort det" in printed
    page = words(client.get(at(world, "note") + "?periode=2013"))
    assert "Opfølgning på tidligere anbefalinger" in page


def test_a_rejection_without_a_reason_keeps_what_was_chosen(
    world: World, as_: Callable[[str], Client]
) -> None:
    answer = send(
        as_("activity lead"),
        at(world, "follow_up", of(world).pk) + "?periode=2013",
        state="rejected",
        comment=" ",
    )
    assert answer.status_code == 422
    assert "Skriv, hvorfor anbefalingen er afvist." in words(answer)
    assert 'value="rejected"' in answer.content.decode()


def test_two_who_follow_up_at_once_see_both_texts(world: World, as_: Callable[[str], Client]) -> None:
    address = at(world, "follow_up", of(world).pk) + "?periode=2013"
    first, second = as_("project manager"), as_("activity lead")
    page = fields_of(second.get(address))
    assert send(first, address, state="done", comment="Min tekst").status_code == 302
    answer = second.post(address, {**page, "state": "rejected", "comment": "Din tekst"})
    assert answer.status_code == 409
    assert "Min tekst" in words(answer)
    assert "Din tekst" in answer.content.decode()


@pytest.mark.parametrize("wanted", ["2012", "2011", "2099", "x", "%00"])
def test_a_period_that_cannot_be_followed_up_in_is_not_found(
    world: World, as_: Callable[[str], Client], wanted: str
) -> None:
    address = at(world, "follow_up", of(world).pk) + f"?periode={wanted}"
    assert as_("project manager").get(address).status_code == 404


def test_removing_one_is_undone_with_a_click(world: World, as_: Callable[[str], Client]) -> None:
    client = as_("evaluator")
    page = client.post(at(world, "recommendation_remove", of(world).pk), follow=True)
    assert "Anbefalingen er fjernet." in words(page)
    assert not Recommendation.objects.filter(pk=world.ours.rows["Recommendation"].pk).exists()
    undo = page.content.decode().split('action="/fortryd/')[1].split('"')[0]
    client.post(f"/fortryd/{undo}", follow=True)
    assert of(world).removed_at is None


def test_whoever_sees_the_project_reads_them_and_only_the_right_ones_act(
    world: World, as_: Callable[[str], Client]
) -> None:
    page = as_("steering group").get(at(world, "project") + "?periode=2013")
    assert "Anbefaling i Vores projekt" in words(page)
    assert "Følg op" not in words(page)
    assert "Giv en anbefaling" not in words(page)


def test_whoever_may_not_is_told_in_words_what_it_takes(world: World, as_: Callable[[str], Client]) -> None:
    answer = as_("steering group").get(at(world, "recommendation_new"))
    assert answer.status_code == 403
    assert "ikke lov til at skrive vurderinger og sætte farver." in words(answer)
