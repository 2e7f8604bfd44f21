"""The ministry's goals on a page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.reading import words
from rooms.test_national_goals import NEXT
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.plans.actions.national import load_goals
from world import World

pytestmark = pytest.mark.django_db


def test_everybody_signed_in_reads_them_by_year(
    world: World, everything: Scope, as_: Callable[[str], Client], django_assert_num_queries: Any
) -> None:
    load_goals(NEXT, by=COMMAND_LINE)
    client = as_("stranger colleague")
    # Session, person, years, goals, groups, the frame.
    with django_assert_num_queries(6):
        told = words(client.get(reverse("national_goals") + "?aar=2013"))
    assert "Flere i job" in told
    assert "L. Uddannelsesparate fra 2013" in told
    before = words(client.get(reverse("national_goals") + "?aar=2012"))
    assert "Flere i job" not in before
    load_goals(
        "number;goal;letter;group;valid_from;valid_to\n9;Midt i året;P;Nye modtagere;2013-07-01;\n",
        by=COMMAND_LINE,
    )
    assert "Midt i året" not in words(client.get(reverse("national_goals") + "?aar=2013"))
    assert "Midt i året" in words(client.get(reverse("national_goals") + "?aar=2014"))
    assert "D. Sygedagpengemodtagere (alle matchgrupper) 2010–2012" in before
    assert "Der er ingen mål for 1999" in words(client.get(reverse("national_goals") + "?aar=1999"))
    for strange in ("", "0000", "9" * 40_000, "\0", "²²²²"):
        assert client.get(reverse("national_goals"), {"aar": strange}).status_code == 200
    assert Client().get(reverse("national_goals")).status_code == 302
