"""The summary of what is wrong names each field, and leads to it; the words at the field stay as they were."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from pages.reading import words_of
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Milestone
from world import World

As = Callable[[str], Client]


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    return world


def summary(html: str) -> list[tuple[str, str]]:
    """Where each line leads, and what it says."""
    (box,) = re.findall(r'id="fejl".*?</ul>', html, re.DOTALL)
    return [
        (to, words_of(said))
        for to, said in re.findall(r'<a href="#([^"]*)">(.*?)</a>', unescape(box), re.DOTALL)
    ]


def test_each_line_names_its_field_and_leads_to_it(world: World, as_: As) -> None:
    address = reverse("project_new", args=(world.organisations["lead"].pk,))
    html = (
        as_("lead administrator").post(address, {"name": "", "starts_on": "", "ends_on": ""}).content.decode()
    )
    told = summary(html)
    assert [said for _to, said in told][:3] == [
        "Projektets navn: Feltet skal udfyldes.",
        "Startdato: Feltet skal udfyldes.",
        "Slutdato: Feltet skal udfyldes.",
    ]
    for to, _said in told:
        assert f'id="{to}"' in html
    assert re.search(r'id="id_name-fejl">Feltet skal udfyldes\.<', html)


def test_a_choice_is_led_to_as_well(world: World, as_: As) -> None:
    address = reverse("result_new", args=(world.ours.project.pk,))
    given = {"number": "77", "statement": "x", "term": "aldrig", "kind": "number"}
    html = as_("project manager").post(address, given).content.decode()
    ((to, said),) = summary(html)
    assert said.startswith("Sigt: ")
    assert to
    assert f'id="{to}"' in html


def test_of_many_fields_with_one_label_it_says_whose(world: World, as_: As) -> None:
    ours = world.ours
    address = reverse("report_activity", args=(ours.project.pk, ours.activity.pk, "2013"))
    client = as_("activity lead")
    Milestone.objects.create(
        activity=ours.activity, number="2", statement="Den anden", kind="count", position=2
    )
    html = client.post(address, {f"value_{ours.milestone.pk}": "mange"}).content.decode()
    said = [said for _to, said in summary(html)]
    assert any("Milepæl i Vores projekt, Værdi: " in one for one in said)
