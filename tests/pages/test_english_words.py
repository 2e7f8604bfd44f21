"""English screens say their own words in English; the log stays Danish whoever writes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pages.reading import words
from virkning.figures.rules import RULES, TargetRule
from virkning.pages.structure.views import RemovalForm
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Milestone
from virkning.rooms.audit.models import AuditEntry
from world import World

As = Callable[[str], Client]


@pytest.fixture
def world(world: World, everything: Scope, settings: Any) -> World:
    settings.LANGUAGES = [("da", "Dansk"), ("en", "English")]
    return world


def in_english(client: Client) -> Client:
    client.post("/sprog/", {"language": "en"})
    return client


def test_every_kind_of_target_has_an_english_name(world: World, as_: As) -> None:
    for rule, row in RULES.items():
        assert rule.phrase.danish == row.sheet == rule.danish
    client = in_english(as_("project manager"))
    shown = words(client.get(reverse("result_new", args=(world.ours.project.pk,))))
    assert "at least" in shown
    assert "mindst" not in shown
    with translation.override("en"):
        assert all(rule.shown != rule.danish for rule in TargetRule)


def test_a_move_is_told_in_english_and_logged_in_danish(world: World, as_: As) -> None:
    ours = world.ours
    other = Milestone.objects.create(
        activity=ours.activity, number="2", statement="Den anden", kind="yes_no", position=1
    )
    client = in_english(as_("project manager"))
    answer = client.post(
        reverse("part_move", args=(ours.project.pk,)),
        {"op": f"milepael-{other.pk}"},
        headers={"accept": "application/json"},
    )
    assert answer.json()["words"] == "The milestone 2 Den anden has been moved to place 1."
    assert AuditEntry.objects.latest("pk").words == "Milepælen 2 Den anden er flyttet til plads 1."


def test_a_removal_and_its_return_are_too(world: World, as_: As) -> None:
    ours, client = world.ours, in_english(as_("project manager"))
    removal = reverse("part_remove", args=(ours.project.pk, "milepael", ours.milestone.pk))
    told = words(client.post(removal, {"udgave": ours.milestone.version}, follow=True))
    assert "has been removed" in told
    restoring = reverse("part_restore", args=(ours.project.pk, "milepael", ours.milestone.pk))
    assert "has been brought back" in words(client.post(restoring, follow=True))
    assert "er hentet tilbage" in AuditEntry.objects.latest("pk").words
    assert AuditEntry.objects.latest("pk").words.startswith("Milepælen")


def test_a_form_made_before_anybody_asked_speaks_the_readers_language() -> None:
    with translation.override("en"):
        assert RemovalForm().fields["reason"].label == "Reason"
    with translation.override("da"):
        assert RemovalForm().fields["reason"].label == "Begrundelse"
