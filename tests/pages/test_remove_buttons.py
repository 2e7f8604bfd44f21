"""The button beside a form that takes away what the form is of: never what somebody else has written meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import words
from virkning.pages.methods import core, editing, tools
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.plans.actions.method import new_version, save_method
from virkning.rooms.plans.models import ChangeTrack, CoreElement, MethodDescription, MethodTool
from virkning.rooms.plans.queries.tracks import tracks_of
from virkning.rooms.theory.models import Arrow, MatrixGroup
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
#: The kind, where it is edited and removed, one of its fields, and who may.
BUTTONS = [
    (MatrixGroup, "matrix_group", "title", "project manager"),
    (CoreElement, "method_core", "text", "project manager"),
    (MethodTool, "method_tool", "title", "project manager"),
    (Arrow, "arrow", "reason", "project manager"),
    (ChangeTrack, "track", "title", "funder planner"),
]


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def found(world: World, kind: Any) -> Any:
    if kind is ChangeTrack:
        return tracks_of(world.organisations["funder"])[0]
    if kind is Arrow:
        return Arrow.objects.get(project=world.ours.project)
    return world.ours.rows[kind.__name__]


def addresses(world: World, kind: Any, name: str) -> tuple[str, str]:
    """Of the form, and of the button beside it."""
    owner = world.organisations["funder"] if kind is ChangeTrack else world.ours.project
    key = found(world, kind).pk
    return reverse(f"{name}_edit", args=(owner.pk, key)), reverse(f"{name}_remove", args=(owner.pk, key))


def stands(kind: Any, key: int) -> bool:
    gone = {} if kind is Arrow else {"removed_at": None}
    return bool(kind._base_manager.filter(pk=key, **gone).exists())


def address_of_form(page: Any) -> str:
    """Where a browser sends the page's form: where it says, else to the page's own address."""
    html = page.content.decode()
    tag = html[html.index('<form class="house-form') :].split(">", 1)[0]
    return str(tag.split('action="')[1].split('"')[0] or page.request["PATH_INFO"])


@pytest.mark.parametrize(("kind", "name", "field", "who"), BUTTONS)
def test_what_another_has_corrected_is_not_removed_unread(
    world: World, as_: SignIn, kind: Any, name: str, field: str, who: str
) -> None:
    client, key = as_(who), found(world, kind).pk
    form, button = addresses(world, kind, name)
    begun = fields_of(client.get(form))
    client.post(form, {**begun, field: "Rettet"})
    met = client.post(button, {"udgave": begun["udgave"]}, follow=True)
    assert fields_of(met)[field] == "Rettet"
    said = f"Det er ikke fjernet, for {who.capitalize()} har"
    assert said in words(met)
    assert "siden du så det." in words(met)
    client.post(button, {"udgave": fields_of(met)["udgave"]})
    assert not stands(kind, key)


@pytest.mark.parametrize(("kind", "name", "field", "who"), BUTTONS)
def test_saving_the_form_one_meets_saves_and_removes_nothing(
    world: World, as_: SignIn, kind: Any, name: str, field: str, who: str
) -> None:
    client, key = as_(who), found(world, kind).pk
    form, button = addresses(world, kind, name)
    begun = fields_of(client.get(form))
    client.post(form, {**begun, field: "Rettet"})
    met = client.post(button, {"udgave": begun["udgave"]}, follow=True)
    client.post(address_of_form(met), {**fields_of(met), field: "Rettet igen"})
    assert stands(kind, key)
    assert getattr(kind._base_manager.get(pk=key), field) == "Rettet igen"


def test_the_one_who_corrected_it_is_named_not_who_wrote_last_elsewhere(world: World, as_: SignIn) -> None:
    client, (form, button) = as_("project manager"), addresses(world, CoreElement, "method_core")
    mine, theirs = fields_of(client.get(form)), fields_of(client.get(form))
    client.post(form, {**theirs, "text": "Rettet"})
    method: MethodDescription = MethodDescription.objects.get(pk=world.ours.rows["MethodDescription"].pk)
    head = {"title": "Ny titel", "note": method.note, "decided_on": method.decided_on}
    save_method(method, head=head, by=COMMAND_LINE)
    asked = client.post(form, {**mine, "text": "Mit"})
    assert asked.status_code == 409
    assert "Project manager gemte" in words(asked)
    met = client.post(button, {"udgave": mine["udgave"]}, follow=True)
    assert "Det er ikke fjernet, for Project manager har" in words(met)


@pytest.mark.parametrize(
    ("family", "kind", "name"),
    [
        (core, CoreElement, "method_core_remove"),
        (tools, MethodTool, "method_tool_remove"),
        (editing, MethodDescription, "method_version_remove"),
    ],
)
def test_a_version_made_meanwhile_is_told_in_words(
    world: World, as_: SignIn, monkeypatch: pytest.MonkeyPatch, family: Any, kind: Any, name: str
) -> None:
    """Between the page's look and the act another makes a new version: the old one is written in no longer."""
    one, method = world.ours.rows[kind.__name__], world.ours.rows["MethodDescription"]
    new_version(MethodDescription.objects.get(pk=method.pk), note="Ny", by=COMMAND_LINE)
    monkeypatch.setattr(family, "not_holding", lambda *_given: None)
    told = as_("project manager").post(reverse(name, args=(world.ours.project.pk, one.pk)), follow=True)
    assert "Det er ikke den version, der gælder." in words(told)
    assert stands(kind, one.pk)
