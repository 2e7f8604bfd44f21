"""A result's series on its form: buttons, the short cuts' address, who may, and what follows the order."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.results.models import Result, Series
from world import World


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """With two more series of our result, looked at through a system's eyes."""
    for place, name in enumerate(("Mænd", "<b>Kvinder</b>"), start=1):
        Series.objects.create(result=world.ours.result, name=name, position=place, is_target=place == 1)
    return world


@pytest.fixture
def client(world: World, as_: Callable[[str], Client]) -> Client:
    return as_("project manager")


def form(world: World) -> str:
    return reverse("result_edit", args=(world.ours.project.pk, world.ours.result.pk))


def where(world: World) -> str:
    return reverse("part_move", args=(world.ours.project.pk,))


def named(world: World, name: str) -> str:
    return f"serie-{Series.objects.get(result=world.ours.result, name=name).pk}"


def shown(client: Client, world: World) -> list[str]:
    html = client.get(form(world)).content.decode()
    keys = re.findall(r'data-part="serie-(\d+)"', html)
    return [Series.objects.get(pk=key).name for key in keys]


def test_the_form_shows_them_in_order_with_buttons(client: Client, world: World) -> None:
    html = client.get(form(world)).content.decode()
    assert shown(client, world) == ["", "Mænd", "<b>Kvinder</b>"]
    assert "Seriernes rækkefølge" in html
    assert "structure.js" in html
    assert "Uden navn" in html
    assert "Målet gælder den" in html
    assert "&lt;b&gt;Kvinder" in html
    assert "<b>Kvinder" not in html
    assert html.count("data-up") == html.count("data-down") == html.count("data-handle") == 3


def test_one_series_needs_no_order(client: Client, world: World) -> None:
    Series.objects.filter(result=world.ours.result).exclude(name="").delete()
    html = client.get(form(world)).content.decode()
    assert "Seriernes rækkefølge" not in html
    assert "structure.js" not in html


def test_buttons_short_cuts_and_undo(client: Client, world: World) -> None:
    kvinder = named(world, "<b>Kvinder</b>")
    answer = client.post(where(world), {"op": kvinder})
    assert answer["Location"] == f"{form(world)}#{kvinder}"
    assert shown(client, world) == ["", "<b>Kvinder</b>", "Mænd"]
    entry = AuditEntry.objects.order_by("-id")[0]
    client.post(reverse("undo_entry", args=(entry.pk,)))
    assert shown(client, world) == ["", "Mænd", "<b>Kvinder</b>"]
    client.post(where(world), {"ned": named(world, "")})
    assert shown(client, world) == ["Mænd", "", "<b>Kvinder</b>"]
    told = client.post(
        where(world), {"flyt": kvinder, "til": "0"}, headers={"accept": "application/json"}
    ).json()
    assert told["words"] == "Serien <b>Kvinder</b> i resultat 1 er nu flyttet til plads 1."
    assert shown(client, world) == ["<b>Kvinder</b>", "Mænd", ""]


def test_after_a_move_the_page_offers_to_undo_it(client: Client, world: World) -> None:
    html = client.post(where(world), {"ned": named(world, "Mænd")}, follow=True).content.decode()
    entry = AuditEntry.objects.order_by("-id")[0]
    assert reverse("undo_entry", args=(entry.pk,)) in html


def test_what_is_not_there_to_be_moved(client: Client, world: World) -> None:
    theirs = Series.objects.get(result=world.theirs.result)
    for wrong in (f"serie-{theirs.pk}", "serie-x", "serie-0", "serie-99999999999999999"):
        assert client.post(where(world), {"op": wrong}).status_code == 404
    name = named(world, "Mænd")
    assert client.post(where(world), {"flyt": name, "til": "-1"}).status_code == 422
    Result.objects.filter(pk=world.ours.result.pk).update(removed_at="2020-01-01T00:00Z", removed_by="Ole")
    assert client.post(where(world), {"op": name}).status_code == 404


def test_a_series_is_not_removed_or_fetched_like_a_part(client: Client, world: World) -> None:
    key = int(named(world, "Mænd").removeprefix("serie-"))
    for name in ("part_remove", "part_restore"):
        address = reverse(name, args=(world.ours.project.pk, "serie", key))
        assert client.post(address, {}).status_code == 404
    assert Series.objects.filter(pk=key).exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("lead administrator", 302),
        ("activity lead", 403),
        ("steering group", 403),
        ("coordinator", 403),
        ("evaluator", 403),
        ("lead colleague", 404),
        ("stranger administrator", 404),
    ],
)
def test_who_may(world: World, as_: Callable[[str], Client], who: str, status: int) -> None:
    assert as_(who).post(where(world), {"op": named(world, "Mænd")}).status_code == status


def test_entry_and_pages_follow(client: Client, world: World, as_: Callable[[str], Client]) -> None:
    client.post(where(world), {"flyt": named(world, "Mænd"), "til": "0"})
    address = reverse("report_result", args=(world.ours.project.pk, world.ours.result.pk, "2013"))
    asked = [name for name in fields_of(client.get(address)) if name.startswith("value_")]
    keys = list(
        Series.objects.filter(result=world.ours.result).order_by("position").values_list("pk", flat=True)
    )
    assert asked == [f"value_{key}" for key in (*keys, "new")]
    assert Series.objects.get(pk=keys[0]).name == "Mænd"


@pytest.mark.parametrize("many", [0, 30])
def test_the_form_takes_the_same_queries_however_many_series(
    client: Client, world: World, many: int, django_assert_num_queries: Any
) -> None:
    for place in range(many):
        Series.objects.create(result=world.ours.result, name=f"Serie {place}", position=place + 3)
    client.get(form(world))
    with django_assert_num_queries(QUERIES):
        assert client.get(form(world)).status_code == 200


#: As many as before there was anything to put in order and before the form led to its history, and one for the
#: redefinitions.
QUERIES = 17
