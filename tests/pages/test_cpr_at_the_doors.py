"""A CPR number is stopped at every door before it is stored, and never told (ADR 0014). All of them are fictive."""

import importlib
import io
import logging
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import docx
import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

import virkning.pages
from exchange.books import book
from pages.forms_reading import fields_of
from pages.reading import words
from virkning.pages.forms import fields
from virkning.pages.passwords import PasswordField
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.models import FocusArea, StatusReport
from virkning.rooms.audit.models import AuditEntry, Draft
from virkning.rooms.exchange.models import WorkbookUpload
from virkning.rooms.files.models import DocumentBase, StoredFile
from virkning.rooms.results.models import Measurement
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
CPR, TOLD = "610190-1234", "610190-••••"


def stored() -> Iterator[str]:
    """Every table but that of drafts in which the number stands."""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model is Draft or not model._meta.managed:
                continue
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 - names of our own
            if any("1901234" in str(row).replace("-", "") for row in cursor.fetchall()):
                yield model._meta.label


@pytest.fixture(autouse=True)
def nothing_is_left(db: None, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever a test does at a door, the number stands in no table and no line of the log afterwards."""
    caplog.set_level(logging.DEBUG, logger="virkning")
    yield
    assert list(stored()) == []
    assert not [one for one in caplog.messages if CPR in one and not one.startswith("(")]


def refused(answer: Any) -> None:
    assert answer.status_code == 422
    told = words(answer)
    assert f"CPR-nummer ({TOLD})" in told
    assert "uden personnumre" in told


def organisation(world: World) -> int:
    return world.organisations["lead"].pk


# Forms


@pytest.mark.parametrize(
    ("field", "written"),
    [
        (fields.TextField(), f"Om {CPR}"),
        (fields.TextField(), "Om 610190\n1234"),  # kept as one line
        (fields.LongTextField(), f"Første linje\nOm {CPR}."),
        (fields.KeyField(), "6101901234"),
        (fields.EmailAddressField(), "6101901234@kommune.dk"),
        (fields.NumberField(), CPR),
        (fields.NumberField(), "6101901234"),
        (fields.DayField(), CPR),
        (fields.DeadlineField(), CPR),
    ],
)
def test_no_field_takes_one_or_repeats_it(field: forms.Field, written: str) -> None:
    with pytest.raises(ValidationError) as error:
        field.clean(written)
    assert TOLD in error.value.messages[0]
    assert "1234" not in error.value.messages[0].replace("1.234", "")


def test_a_number_with_its_dots_is_taken_and_shown_with_them() -> None:
    field = fields.NumberField()
    number = field.clean("6.101.901.234")
    assert field.clean(field.prepare_value(number)) == number


def test_every_field_of_text_is_one_of_the_houses() -> None:
    for one in pkgutil.walk_packages(virkning.pages.__path__, "virkning.pages."):
        importlib.import_module(one.name)

    def below(kind: type) -> Iterator[type]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    ours = {one for one in below(forms.CharField) if one.__module__.startswith("virkning.")}
    stops = (fields.TextField, fields.EmailAddressField, PasswordField)
    assert {one for one in ours if not issubclass(one, stops)} == set()


def test_a_form_says_so_at_the_field_and_keeps_the_rest(as_: SignIn, world: World) -> None:
    client, where = as_("project manager"), reverse("area_new", args=(world.ours.project.pk,))
    answer = client.post(where, {"number": "77", "title": f"Samtale med {CPR}"})
    refused(answer)
    assert 'value="77"' in answer.content.decode()
    assert CPR not in str(answer.context["form"].errors)
    with system_scope("test"):
        assert not FocusArea.objects.filter(number="77").exists()


def test_why_a_doubt_is_right_is_kept_without_it(as_: SignIn, world: World) -> None:
    client, ours = as_("project manager"), world.ours
    where = reverse("report_activity", args=(ours.project.pk, ours.activity.pk, "2013"))
    key = ours.milestone.pk
    data = fields_of(client.get(where)) | {f"value_{key}": "3"}
    data |= {f"bekraeft-{code}-{key}": "1" for code in ("jump", "below_five")}
    data |= {f"hvorfor-{code}-{key}": f"{CPR} er holdt op" for code in ("jump", "below_five")}
    assert client.post(where, data).status_code == 302
    with system_scope("test"):
        report = StatusReport.objects.get(milestone=ours.milestone, period=ours.periods["2013"])
    assert {one["reason"] for one in report.confirmed.values()} == {f"{TOLD} er holdt op"}


# Grids


def test_a_cell_of_a_grid(as_: SignIn, world: World) -> None:
    ours = world.ours
    where = reverse("status_cell", args=(ours.project.pk, ours.milestone.pk, "2013"))
    for written in (CPR, f"Ja ({CPR})", "6101901234", "610190\n1234"):
        answer = as_("project manager").post(where, {"celle": written}, headers={"HX-Request": "true"})
        refused(answer)


@pytest.mark.parametrize("block", [f"51\t{CPR}", "51\t6101901234", f"{CPR} Hansen\t51"])
def test_a_pasted_block(as_: SignIn, world: World, block: str) -> None:
    where = reverse("paste_values", args=(world.ours.project.pk,))
    with system_scope("test"):
        before = Measurement.objects.count()
    answer = as_("project manager").post(where, {"blok": block, "periode": "2012", "bekraeft": "1"})
    assert answer.status_code == 422
    assert TOLD in words(answer)
    with system_scope("test"):
        assert Measurement.objects.count() == before


# Uploads


@pytest.mark.parametrize(("page", "name"), [("workbook_import", "xlsx"), ("document_base", "docx")])
def test_the_name_of_a_file(as_: SignIn, world: World, page: str, name: str) -> None:
    owner = world.ours.project.pk if name == "xlsx" else organisation(world)
    file = SimpleUploadedFile(f"Samtale_{CPR}.{name}", book())
    answer = as_("lead administrator").post(reverse(page, args=(owner,)), {"file": file})
    refused(answer)
    assert CPR not in answer.content.decode()
    with system_scope("test"):
        assert not StoredFile.objects.filter(name__contains="Samtale").exists()


def test_a_workbook_is_not_kept(as_: SignIn, world: World) -> None:
    where = reverse("workbook_import", args=(world.ours.project.pk,))
    with system_scope("test"):
        before = WorkbookUpload.objects.count()
    file = SimpleUploadedFile("ark.xlsx", book({"Milepælsstatus!H2": f"Samtale med {CPR}"}))
    answer = as_("project manager").post(where, {"file": file})
    refused(answer)
    assert "Milepælsstatus!H2" in words(answer)
    assert CPR not in answer.content.decode()
    with system_scope("test"):
        assert WorkbookUpload.objects.count() == before


def test_a_word_base_is_not_kept(as_: SignIn, world: World) -> None:
    given, out = docx.Document(), io.BytesIO()
    given.add_paragraph(f"Om {CPR}")
    given.save(out)
    file = SimpleUploadedFile("skabelon.docx", out.getvalue())
    answer = as_("lead administrator").post(
        reverse("document_base", args=(organisation(world),)), {"file": file}
    )
    assert answer.status_code == 422
    assert f"CPR-nummer ({TOLD})" in words(answer)
    assert CPR not in answer.content.decode()
    with system_scope("test"):
        assert not DocumentBase.objects.exists()


# Drafts and searches


def test_a_draft_may_hold_it_until_it_is_handed_in(as_: SignIn, world: World) -> None:
    client, where = as_("project manager"), reverse("area_new", args=(world.ours.project.pk,))
    shown = client.get(where)
    data = {"number": "77", "title": f"Samtale med {CPR}"}
    sent = fields_of(shown) | data
    kept = client.post(reverse("keep_draft"), sent | {"kladde": shown.context["draft_name"], "side": where})
    assert kept.status_code == 200
    refused(client.post(where, sent))
    assert CPR in str(Draft._base_manager.get().values)  # its author's alone, to be put right
    assert client.post(where, sent | {"title": "Samtaler"}).status_code == 302
    assert not Draft._base_manager.exists()


def test_a_search_is_neither_refused_nor_kept(as_: SignIn, world: World) -> None:
    entries = AuditEntry._base_manager.count()
    for page in ("search", "project_list"):
        assert as_("project manager").get(reverse(page), {"q": CPR}).status_code == 200
    assert AuditEntry._base_manager.count() == entries
