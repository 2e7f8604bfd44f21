"""What the form of a measurement folds away, and what it calls it."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from virkning.rooms.access.scope import Scope
from virkning.rooms.results.models import Measurement, Result
from world import World

FRACTION, WORDS, LEAST = (
    "Tæller og nævner, tekst, databrud og kilde",
    "Tekst, databrud og kilde",
    "Databrud og kilde",
)


@pytest.mark.parametrize(
    ("kind", "told", "has_fraction"),
    [
        ("number", FRACTION, True),
        ("distribution", FRACTION, True),
        ("yes_no", WORDS, False),
        ("text", LEAST, False),
    ],
)
def test_only_what_is_there_is_named(
    world: World, everything: Scope, as_: Callable[[str], Client], kind: str, told: str, has_fraction: bool
) -> None:
    ours = world.ours
    Measurement.objects.filter(result=ours.result).delete()
    Result.objects.filter(pk=ours.result.pk).update(kind=kind)
    answer = as_("activity lead").get(
        reverse("report_result", args=(ours.project.pk, ours.result.pk, "2013"))
    )
    [summary] = re.findall(
        r"<summary>(.*?)</summary>", answer.content.decode().split('class="asked"')[1].split("</section>")[0]
    )
    assert summary == told
    assert any(name.startswith("numerator_") for name in fields_of(answer)) is has_fraction
