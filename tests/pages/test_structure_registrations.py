"""Counting on an activity: the quick row, the sums, and the way to a milestone's value."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Registration, StatusReport
from world import World


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


def sign_in(world: World, who: str = "activity lead") -> Client:
    client = Client()
    client.force_login(world.people[who])
    return client


def here(world: World, name: str = "registrations", *more: Any) -> str:
    return reverse(name, args=(world.ours.project.pk, world.ours.activity.pk, *more))


def test_a_row_is_added_summed_and_offered_as_a_value(world: World) -> None:
    client = sign_in(world)
    values = {"kind": "Deltagere", "day": "1/2-13", "count": "1.030", "men": "30", "women": "1000"}
    answer = client.post(here(world), values, follow=True)
    shown = answer.content.decode()
    assert "Det er registreret." in shown
    assert Registration.objects.get(count=1030).kind == "deltagere"  # as it is written already
    assert '<option value="deltagere">' in shown
    assert "i alt 1.042" in shown
    assert "<strong>1.042</strong>" in shown
    assert 'Ret<span class="sr-only"> 1.030 deltagere, 1. februar 2013</span>' in shown
    assert (
        f"{reverse('report_activity', args=(world.ours.project.pk, world.ours.activity.pk, '2013'))}?talt=deltagere"
        in shown
    )


def test_what_is_wrong_is_said_at_the_field(world: World) -> None:
    client = sign_in(world)
    for wrong, field in (
        ({"kind": ""}, "kind"),
        ({"day": "31.12.2150"}, "day"),
        ({"count": "1,5"}, "count"),
        ({"men": "20"}, "men"),
        ({"count": "99999999999"}, "count"),
    ):
        answer = client.post(here(world), {"kind": "møder", "day": "1.2.2013", "count": "12", **wrong})
        assert answer.status_code == 422, wrong
        assert answer.context["form"].errors[field], wrong


def test_a_row_is_corrected_removed_and_brought_back(world: World) -> None:
    client = sign_in(world)
    row = Registration.objects.get(activity=world.ours.activity)
    values = {"kind": "deltagere", "day": "1.3.2012", "count": "13"}
    client.post(
        here(world, "registration_edit", row.pk), {**values, "udgave": 1, "registered_by": "En anden"}
    )
    row.refresh_from_db()
    assert (row.count, row.registered_by) == (13, "Prøve")
    stale = client.post(here(world, "registration_edit", row.pk), {**values, "count": "14", "udgave": 1})
    assert stale.status_code == 409
    gone = client.post(here(world, "registration_remove", row.pk), follow=True)
    assert "Registreringen er fjernet." in gone.content.decode()
    assert not Registration.objects.filter(pk=row.pk).exists()
    undo = next(
        tag for tag in [str(one.extra_tags) for one in gone.context["messages"]] if tag.startswith("undo")
    )
    client.post(reverse("undo_entry", args=(undo.removeprefix("undo-"),)))
    assert Registration.objects.filter(pk=row.pk).exists()


def recased(world: World, kind: str) -> tuple[Registration, str]:
    """The registration corrected to another case only, and what the page says of it."""
    row = Registration.objects.get(activity=world.ours.activity, day=date(2012, 3, 1))
    values = {"kind": kind, "day": "1.3.2012", "count": "12", "udgave": row.version}
    answer = sign_in(world).post(here(world, "registration_edit", row.pk), values, follow=True)
    row.refresh_from_db()
    return row, answer.content.decode()


def test_the_only_one_of_a_kind_may_change_its_case(world: World) -> None:
    row, shown = recased(world, "Deltagere")
    assert row.kind == "Deltagere"
    assert "Registreringen er rettet." in shown


def test_a_kind_that_others_use_keeps_its_case_and_the_page_says_so(world: World) -> None:
    Registration.objects.create(
        activity=world.ours.activity,
        day=date(2013, 1, 1),
        kind="deltagere",
        count=1,
        registered_by="En anden",
    )
    row, shown = recased(world, "Deltagere")
    assert (row.kind, row.version) == ("deltagere", 1)
    assert "Registreringen er rettet." not in shown
    assert "Intet var ændret. Der står stadig “deltagere”" in shown


def test_a_kind_that_a_milestone_counts_keeps_its_case(world: World) -> None:
    StatusReport.objects.filter(milestone=world.ours.milestone).update(counted_kind="deltagere", value=None)
    row, _shown = recased(world, "Deltagere")
    assert row.kind == "deltagere"


def test_the_page_takes_the_same_queries_however_much_is_counted(
    world: World, django_assert_num_queries: Any
) -> None:
    client = sign_in(world)
    Registration.objects.bulk_create(
        Registration(
            activity=world.ours.activity, day=date(2012, 1, 1), kind=f"slags {number % 9}", count=number
        )
        for number in range(60)
    )
    client.get(here(world))
    with django_assert_num_queries(10):
        assert client.get(here(world)).status_code == 200
