"""What changes the meaning of what has been written is asked about first; said to be right, it is done and told."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import words
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Milestone, MilestoneTarget, StatusReport
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.programmes.models import Project
from virkning.rooms.results.models import Measurement, Result
from world import World

As = Callable[[str], Client]


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    return world


def at(world: World, name: str, *more: Any) -> str:
    return reverse(name, args=(world.ours.project.pk, *more))


def send(client: Client, address: str, **changed: Any) -> Any:
    """The form as it stands, with these fields changed."""
    return client.post(address, fields_of(client.get(address)) | changed)


def test_another_unit_over_measured_numbers(world: World, as_: As) -> None:
    result, client = world.ours.result, as_("project manager")
    Result.objects.filter(pk=result.pk).update(unit="pct.")
    measured = Measurement.objects.filter(result=result, superseded_at=None, value__isnull=False).count()
    assert measured
    address = at(world, "result_edit", result.pk)
    asked = send(client, address, unit="kr.")
    assert asked.status_code == 422
    assert "Enheden ændres fra “pct.” til “kr.”" in words(asked)
    assert "Intet regnes om." in words(asked)
    assert Result.objects.get(pk=result.pk).unit == "pct."
    given = fields_of(asked) | {"bekraeft-unit": "1", "hvorfor-unit": "Enheden var skrevet forkert."}
    assert client.post(address, given).status_code == 302
    assert Result.objects.get(pk=result.pk).unit == "kr."
    entry = AuditEntry.objects.latest("pk")
    assert entry.changes["hvorfor"] == ["", "Enheden var skrevet forkert."]


@pytest.mark.parametrize(
    ("before", "after"), [("pct.", "%"), ("kr", "kr."), ("", "antal"), ("pct.", "Procent")]
)
def test_another_way_of_writing_a_unit_is_none(world: World, as_: As, before: str, after: str) -> None:
    result, client = world.ours.result, as_("project manager")
    Result.objects.filter(pk=result.pk).update(unit=before)
    assert send(client, at(world, "result_edit", result.pk), unit=after).status_code == 302


def test_nothing_measured_nothing_asked(world: World, as_: As) -> None:
    result, client = world.ours.result, as_("project manager")
    Measurement.objects.filter(result=result).update(superseded_at="2020-01-01T00:00Z")
    assert send(client, at(world, "result_edit", result.pk), unit="kr.").status_code == 302


def test_a_number_to_be_answered_with_yes_or_no(world: World, as_: As) -> None:
    milestone, client = world.ours.milestone, as_("project manager")
    Milestone.objects.filter(pk=milestone.pk).update(kind="count")
    assert StatusReport.objects.filter(milestone=milestone, value__isnull=False).exists()
    address = at(world, "milestone_edit", milestone.pk)
    asked = send(client, address, kind="yes_no")
    assert asked.status_code == 422
    assert "Milepælen ændres fra antal til ja/nej." in words(asked)
    assert "der spørges ikke mere om et tal" in words(asked)
    assert "Måltallet bliver stående" in words(asked)
    assert client.post(address, fields_of(asked) | {"bekraeft-kind": "1"}).status_code == 302
    assert Milestone.objects.get(pk=milestone.pk).kind == "yes_no"


def test_with_neither_numbers_nor_target_nothing_is_asked(world: World, as_: As) -> None:
    milestone, client = world.ours.milestone, as_("project manager")
    Milestone.objects.filter(pk=milestone.pk).update(kind="count")
    StatusReport.objects.filter(milestone=milestone).update(value=None)
    MilestoneTarget.objects.filter(milestone=milestone).update(amount=None)
    assert send(client, at(world, "milestone_edit", milestone.pk), kind="yes_no").status_code == 302


def test_dates_that_leave_out_what_has_been_told(world: World, as_: As) -> None:
    client, address = as_("project manager"), at(world, "project_head")
    Project.objects.filter(pk=world.ours.project.pk).update(
        starts_on=date(2010, 1, 1), ends_on=date(2013, 12, 31)
    )
    asked = send(client, address, ends_on="31.12.2011")
    assert asked.status_code == 422
    assert "som ligger uden for de nye datoer" in words(asked)
    assert "2013" in words(asked)
    assert client.post(address, fields_of(asked) | {"bekraeft-ends_on": "1"}).status_code == 302
    # What lies outside already is not asked about again.
    assert send(client, address, ends_on="30.12.2011").status_code == 302


def test_dates_that_leave_out_nothing(world: World, as_: As) -> None:
    Project.objects.filter(pk=world.ours.project.pk).update(
        starts_on=date(2010, 1, 1), ends_on=date(2020, 12, 31)
    )
    answer = send(as_("project manager"), at(world, "project_head"), ends_on="31.12.2019")
    assert answer.status_code == 302
