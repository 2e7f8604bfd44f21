"""A milestone's value as the sum of registrations: taken over, kept, let go of; and what a form may not wipe."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import words
from virkning.rooms.access.scope import Scope, system_scope
from virkning.rooms.activities.models import Activity, Milestone, Registration, StatusReport
from world import LONG_AGO, World

pytestmark = pytest.mark.django_db

As = Callable[[str], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    return world


def form_of(world: World, year: str = "2013", activity: Activity | None = None) -> str:
    about = activity or world.ours.activity
    return reverse("report_activity", args=(world.ours.project.pk, about.pk, year))


def cell_of(world: World, year: str = "2013") -> str:
    return reverse("status_cell", args=(world.ours.project.pk, world.ours.milestone.pk, year))


def report_of(about: Milestone, year: int = 2013) -> StatusReport | None:
    with system_scope("test"):
        return StatusReport.objects.filter(milestone=about, period__start__year=year).first()


def count_more(world: World, count: int, kind: str = "deltagere") -> None:
    Registration.objects.create(
        activity=world.ours.activity, day=date(2013, 2, 1), kind=kind, count=count, registered_by="En anden"
    )


def another_milestone(world: World, **given: Any) -> Milestone:
    values = {"number": "2", "statement": "Endnu en milepæl", "kind": "count"} | given
    return Milestone.objects.create(activity=world.ours.activity, **values)


def linked(world: World) -> StatusReport:
    """The milestone's value of 2013 follows the registrations, 30 in all."""
    count_more(world, 18)
    return StatusReport.objects.create(
        milestone=world.ours.milestone,
        period=world.ours.periods["2013"],
        status="under_way",
        counted_kind="deltagere",
        origin_kind="counted",
        origin_by="Prøve",
        origin_at=LONG_AGO,
    )


# --- Taking a sum over.


def test_a_sum_that_is_offered_is_saved_as_it_stands(world: World, as_: As) -> None:
    client, key = as_("activity lead"), world.ours.milestone.pk
    count_more(world, 1053)
    shown = client.get(form_of(world))
    assert "brug 1.065 deltagere" in words(shown)
    taken = f"{form_of(world)}?talt=deltagere&milepael={key}"
    shown = client.get(taken)
    fields = fields_of(shown)
    assert (fields[f"value_{key}"], fields[f"counted_{key}"]) == ("1065", "deltagere")
    assert "1.065 deltagere står nu som værdi" in words(shown)
    fields |= {f"bekraeft-jump-{key}": "1"}
    assert "Status for 1 milepæl er gemt." in words(client.post(taken, fields, follow=True))
    report = report_of(world.ours.milestone)
    assert report is not None
    assert (report.value, report.counted_kind) == (None, "deltagere")


def test_the_sum_may_grow_between_the_offer_and_the_save(world: World, as_: As) -> None:
    client, key = as_("activity lead"), world.ours.milestone.pk
    taken = f"{form_of(world)}?talt=deltagere&milepael={key}"
    fields = fields_of(client.get(taken)) | {f"bekraeft-jump-{key}": "1"}
    count_more(world, 5)
    client.post(taken, fields)
    report = report_of(world.ours.milestone)
    assert report is not None
    assert report.counted_kind == "deltagere"


def test_another_number_over_the_offer_is_that_persons_own(world: World, as_: As) -> None:
    client, key = as_("activity lead"), world.ours.milestone.pk
    taken = f"{form_of(world)}?talt=deltagere&milepael={key}"
    client.post(taken, fields_of(client.get(taken)) | {f"value_{key}": "25"})
    report = report_of(world.ours.milestone)
    assert report is not None
    assert (report.value, report.counted_kind) == (25, "")


def test_an_offered_sum_is_laid_over_a_draft(world: World, as_: As) -> None:
    client, key = as_("activity lead"), world.ours.milestone.pk
    shown = client.get(form_of(world))
    draft = fields_of(shown) | {f"comment_{key}": "Midt i en sætning", f"value_{key}": "3"}
    client.post(
        reverse("keep_draft"), draft | {"kladde": shown.context["draft_name"], "side": form_of(world)}
    )
    taken = f"{form_of(world)}?talt=deltagere&milepael={key}"
    fields = fields_of(client.get(taken))
    assert (fields[f"value_{key}"], fields[f"comment_{key}"]) == ("12", "Midt i en sætning")
    client.post(taken, fields | {f"bekraeft-jump-{key}": "1"})
    report = report_of(world.ours.milestone)
    assert report is not None
    assert (report.counted_kind, report.comment) == ("deltagere", "Midt i en sætning")


def test_without_a_milestone_the_only_count_is_meant(world: World, as_: As) -> None:
    another_milestone(world, kind="yes_no")
    fields = fields_of(as_("activity lead").get(f"{form_of(world)}?talt=deltagere"))
    assert fields[f"value_{world.ours.milestone.pk}"] == "12"


def test_with_several_counts_one_is_asked_which(world: World, as_: As) -> None:
    client, other = as_("activity lead"), another_milestone(world)
    shown = client.get(f"{form_of(world)}?talt=deltagere")
    assert "Hvilken milepæl skal have 12 deltagere som værdi?" in words(shown)
    assert f"?talt=deltagere&amp;milepael={other.pk}#milepael-{other.pk}" in shown.content.decode()
    assert fields_of(shown)[f"value_{other.pk}"] == ""


def test_without_any_count_it_says_so(world: World, as_: As) -> None:
    Milestone.objects.filter(pk=world.ours.milestone.pk).update(kind="yes_no")
    shown = words(as_("activity lead").get(f"{form_of(world)}?talt=deltagere"))
    assert "Ingen af aktivitetens milepæle er et antal i den periode" in shown


# --- Keeping the link.


def test_a_comment_does_not_let_go_of_a_sum_that_has_grown(world: World, as_: As) -> None:
    report, client, key = linked(world), as_("activity lead"), world.ours.milestone.pk
    fields = fields_of(client.get(form_of(world)))
    assert fields[f"value_{key}"] == "30"
    count_more(world, 5)
    client.post(form_of(world), fields | {f"comment_{key}": "Kun en kommentar"})
    report.refresh_from_db()
    assert (report.value, report.counted_kind, report.comment) == (None, "deltagere", "Kun en kommentar")


def test_a_form_sent_as_it_was_changes_nothing_though_the_sum_has_grown(world: World, as_: As) -> None:
    report, client = linked(world), as_("activity lead")
    fields = fields_of(client.get(form_of(world)))
    count_more(world, 5)
    assert "Intet var ændret." in words(client.post(form_of(world), fields, follow=True))
    report.refresh_from_db()
    assert (report.version, report.counted_kind) == (1, "deltagere")


def test_a_draft_from_before_shows_the_sum_of_today_and_keeps_the_link(world: World, as_: As) -> None:
    report, client, key = linked(world), as_("activity lead"), world.ours.milestone.pk
    shown = client.get(form_of(world))
    draft = fields_of(shown) | {f"comment_{key}": "Fra i går"}
    client.post(
        reverse("keep_draft"), draft | {"kladde": shown.context["draft_name"], "side": form_of(world)}
    )
    count_more(world, 5)
    fields = fields_of(client.get(form_of(world)))
    assert fields[f"value_{key}"] == "35"
    client.post(form_of(world), fields)
    report.refresh_from_db()
    assert (report.counted_kind, report.comment) == ("deltagere", "Fra i går")


def test_a_comment_can_be_saved_when_nothing_is_registered_any_more(world: World, as_: As) -> None:
    report, client, key = linked(world), as_("activity lead"), world.ours.milestone.pk
    Registration.objects.filter(activity=world.ours.activity).delete()
    fields = fields_of(client.get(form_of(world)))
    fields |= {f"comment_{key}": "Tom", f"bekraeft-jump-{key}": "1"}
    client.post(form_of(world), fields)
    report.refresh_from_db()
    assert (report.counted_kind, report.comment) == ("deltagere", "Tom")


def test_a_cell_of_the_grid_sent_as_it_was_keeps_the_link(world: World, as_: As) -> None:
    report, client = linked(world), as_("activity lead")
    answer = client.post(cell_of(world), {"celle": "På vej (30)", "udgave": "1"}, headers=HTMX)
    assert answer.status_code == 200
    report.refresh_from_db()
    assert (report.version, report.counted_kind) == (1, "deltagere")


def test_another_status_beside_the_same_sum_keeps_the_link_and_another_number_lets_go(
    world: World, as_: As
) -> None:
    report, client = linked(world), as_("activity lead")
    client.post(cell_of(world), {"celle": "Ja (30)", "udgave": "1"}, headers=HTMX)
    report.refresh_from_db()
    assert (report.status, report.counted_kind) == ("yes", "deltagere")
    client.post(cell_of(world), {"celle": "Ja (31)", "udgave": "2"}, headers=HTMX)
    report.refresh_from_db()
    assert (report.value, report.counted_kind) == (31, "")


# --- What a kind is not asked for, but has all the same.


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("count", {"numerator": Decimal(58), "denominator": Decimal(60)}),
        ("yes_no", {"value": Decimal(7)}),
        ("percent", {"value": Decimal(97), "numerator": Decimal(58), "denominator": Decimal(60)}),
    ],
)
def test_a_comment_wipes_nothing(world: World, as_: As, kind: str, columns: dict[str, Decimal]) -> None:
    client, about = as_("activity lead"), another_milestone(world, kind=kind)
    made = StatusReport.objects.create(
        milestone=about,
        period=world.ours.periods["2013"],
        origin_kind="typed",
        origin_by="Prøve",
        origin_at=LONG_AGO,
        **columns,
    )
    fields = fields_of(client.get(form_of(world)))
    for name in columns:
        assert fields[f"{name}_{about.pk}"]  # and it is seen
    client.post(form_of(world), fields | {f"comment_{about.pk}": "Kun en kommentar"})
    made.refresh_from_db()
    assert {name: getattr(made, name) for name in columns} == columns
    assert made.comment == "Kun en kommentar"


def test_words_keep_their_lines_in_the_form(world: World, as_: As) -> None:
    client, about = as_("activity lead"), another_milestone(world, kind="text")
    made = StatusReport.objects.create(
        milestone=about,
        period=world.ours.periods["2013"],
        value_text="Første linje\nAnden linje",
        origin_kind="typed",
        origin_by="Prøve",
        origin_at=LONG_AGO,
    )
    fields = fields_of(client.get(form_of(world)))
    client.post(form_of(world), fields | {f"comment_{about.pk}": "Kun en kommentar"})
    made.refresh_from_db()
    assert made.value_text == "Første linje\nAnden linje"


def test_a_conflict_says_whose_comment_it_is(world: World, as_: As) -> None:
    about = another_milestone(world)
    first, second = as_("activity lead"), as_("project manager")
    mine, theirs = fields_of(first.get(form_of(world))), fields_of(second.get(form_of(world)))
    second.post(form_of(world), theirs | {f"comment_{about.pk}": "Deres"})
    mine |= fields_of(first.get(form_of(world))) | {f"comment_{about.pk}": "Deres først"}
    second.post(form_of(world), fields_of(second.get(form_of(world))) | {f"comment_{about.pk}": "Deres så"})
    answer = first.post(form_of(world), mine)
    assert answer.status_code == 409
    assert "2. Endnu en milepæl – Kommentar" in words(answer)
