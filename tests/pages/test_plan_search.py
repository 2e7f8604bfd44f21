"""What of plans and change tracks the search finds: what is shown somewhere, by its own words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.plan_cells import BY, DAY, begun_plan, result_of, step_of
from pages.reading import words
from virkning.rooms.access.scope import Scope
from virkning.rooms.plans.actions.results import retire_result, unretire_result
from virkning.rooms.plans.actions.steps import retire_step
from virkning.rooms.plans.models import EmploymentPlan, PlannedStep
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


@pytest.fixture
def plan(world: World, everything: Scope) -> EmploymentPlan:
    return begun_plan(world)


def search(client: Client, asked: str) -> Any:
    return client.get(reverse("search"), {"q": asked})


def test_steps_are_found_where_they_are_shown(plan: EmploymentPlan, as_: SignIn) -> None:
    """One that went with its result is shown nowhere until both come back."""
    client, result = as_("lead planner"), result_of(plan)
    address = reverse("planned", args=(plan.pk, result.pk))

    def finds() -> bool:
        return address in search(client, "samtale").content.decode()

    assert finds()
    steps = dict.fromkeys(PlannedStep.objects.filter(result=result).values_list("pk", flat=True))
    retire_result(result, on=DAY, reason="Ny lov", fates=steps, by=BY)
    assert not finds()
    unretire_result(result_of(plan), by=BY)
    retire_step(step_of(plan), on=DAY, by=BY)
    assert finds()


def test_an_agencys_name_does_not_find_all_its_tracks(world: World, as_: SignIn) -> None:
    assert world.track
    client, agency = as_("lead planner"), world.organisations["funder"]
    assert "Forandringsspor" in words(search(client, world.track.title))
    assert agency.name in words(search(client, world.track.title))
    address = reverse("change_track", args=(world.track.pk,))
    assert address in search(client, world.track.title).content.decode()
    assert address not in search(client, agency.name).content.decode()
