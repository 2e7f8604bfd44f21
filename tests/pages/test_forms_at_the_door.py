"""What a browser may send beside the fields of a form: characters no database holds, addresses that are none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.urls import reverse

from pages.forms_reading import fields_of
from virkning.pages.forms import views
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.actions.areas import change_area
from virkning.rooms.activities.models import FocusArea, StatusReport
from virkning.rooms.audit.models import AuditEntry, Draft
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
#: In UTF-7, which lets half a character through where UTF-8 would not.
HALF = "+2AA-"


def halves(client: Client, address: str, data: dict[str, str]) -> Any:
    """Post `data`, in which `HALF` stands for half a character."""
    body = "".join(
        f'--grænse\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in data.items()
    ).replace("grænse", "graense")
    kind = MULTIPART_CONTENT.partition(";")[0] + "; boundary=graense; charset=utf-7"
    return client.generic("POST", address, (body + "--graense--\r\n").encode("ascii"), kind)


@pytest.mark.parametrize(
    "data",
    [
        {"kladde": "x:1", "side": "/", "tekst": "a\x00b"},
        {"kladde": "x:1", "side": "/\x00", "tekst": "ab"},
        {"kladde": "x:1", "side": "/", "te\x00kst": "ab", "tekst": "ab"},
    ],
)
def test_a_draft_keeps_what_a_database_can_hold(as_: SignIn, data: dict[str, str]) -> None:
    assert as_("project manager").post(reverse("keep_draft"), data).status_code == 200
    kept = Draft._base_manager.get()
    assert (kept.values, kept.page) == ({"tekst": ["ab"]}, "/")


def test_half_characters_are_left_out_of_a_draft(as_: SignIn) -> None:
    client = as_("project manager")
    data = {"kladde": "x:1", "side": f"/{HALF}", "tekst": f"a{HALF}b", f"te{HALF}": "c"}
    assert halves(client, reverse("keep_draft"), data).status_code == 200
    assert Draft._base_manager.get().values == {"tekst": ["ab"]}
    assert halves(client, reverse("discard_draft"), {"kladde": f"x{HALF}", "side": HALF}).status_code == 302
    assert halves(client, reverse("set_language"), {"language": "da", "next": f"/{HALF}"}).status_code == 302


def test_the_page_of_a_draft_is_a_page_of_ours(as_: SignIn) -> None:
    client, sent = as_("project manager"), {"kladde": "x:1", "tekst": "ab"}
    for side in ("https://andre.example/", "//andre.example", "javascript:alert(1)", "abc"):
        client.post(reverse("keep_draft"), sent | {"side": side})
        assert Draft._base_manager.get().page == "", side


def test_names_of_fields_count_in_a_draft(as_: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    client = as_("project manager")
    monkeypatch.setattr(views, "LARGEST_DRAFT", 1000)
    names = {f"felt_{number:0100}": "" for number in range(20)}
    answer = client.post(reverse("keep_draft"), {"kladde": "x:1", "side": "/", **names})
    assert answer.status_code == 422
    assert not Draft._base_manager.exists()


@pytest.mark.parametrize("name", ["a\x00", "", "A b"])
def test_a_draft_of_no_possible_name_is_not_looked_for(as_: SignIn, name: str) -> None:
    assert as_("project manager").post(reverse("discard_draft"), {"kladde": name}).status_code == 302


@pytest.mark.parametrize(
    "side",
    [
        *("", "abc", "x y", "account_logout", "organisation_people", "\x00"),
        *(
            "//andre.example",
            "/\\andre.example",
            "https://andre.example/",
            "http://testserver//andre.example",
        ),
        *("http://[", "\n/x\nLocation: y"),
    ],
)
def test_only_a_path_of_ours_is_gone_to(as_: SignIn, side: str) -> None:
    client = as_("project manager")
    front, language = reverse("front_door"), {"language": "da", "next": side}
    for address, data in (("discard_draft", {"kladde": "a", "side": side}), ("set_language", language)):
        answer = client.post(reverse(address), data)
        assert answer.status_code == 302
        if side.startswith("\n/x"):
            assert answer["Location"] == "/xLocation:%20y"
        else:
            assert answer["Location"] == front


def test_a_path_of_ours_is_gone_to_with_its_question(as_: SignIn) -> None:
    for side in ("/projekter/?q=a&side=2", "http://testserver/projekter/?q=a&side=2"):
        answer = as_("project manager").post(reverse("discard_draft"), {"kladde": "a", "side": side})
        assert answer["Location"] == "/projekter/?q=a&side=2"


@pytest.mark.parametrize("came_from", ["abc", "account_logout", "https://andre.example/", "\x01"])
def test_an_undo_is_answered_wherever_the_browser_says_it_came_from(
    as_: SignIn, world: World, came_from: str
) -> None:
    with system_scope("test"):
        area = FocusArea.objects.get(pk=world.ours.area.pk)
        change_area(area, number="1", title="Nyt", by=world.people["project manager"].author)
    entry = AuditEntry._base_manager.order_by("-id").first()
    assert entry is not None
    answer = as_("project manager").post(
        reverse("undo_entry", args=(entry.pk,)), headers={"referer": came_from}
    )
    assert answer.status_code == 302
    assert answer["Location"] == reverse("project", args=(world.ours.project.pk,))


def report_form(world: World, year: str = "2012") -> str:
    return reverse("report_activity", args=(world.ours.project.pk, world.ours.activity.pk, year))


def reported(world: World, year: str = "2012") -> StatusReport:
    with system_scope("test"):
        return StatusReport.objects.get(milestone=world.ours.milestone, period=world.ours.periods[year])


def test_why_a_doubt_is_right_is_cleaned(as_: SignIn, world: World) -> None:
    client, pk = as_("activity lead"), world.ours.milestone.pk
    where, code = report_form(world, "2013"), f"jump-{pk}"
    data = fields_of(client.get(where)) | {f"value_{pk}": "900"}
    asked = client.post(where, data | {"bekraeft-jump-0": "1", f"bekraeft-jump-{pk}\x00": "1"})
    assert [one.code for one in asked.context["doubts"]] == [code]
    why = {f"bekraeft-{code}": "1", f"hvorfor-{code}": "a\x00b" + "c" * 600}
    assert client.post(where, data | why).status_code == 302
    (kept,) = reported(world, "2013").confirmed.items()
    assert (kept[0], kept[1]["reason"]) == ("jump", "ab" + "c" * 498)


def test_half_characters_are_left_out_of_why(as_: SignIn, world: World) -> None:
    client, pk = as_("activity lead"), world.ours.milestone.pk
    where, code = report_form(world, "2013"), f"jump-{pk}"
    data = fields_of(client.get(where)) | {f"value_{pk}": "900"}
    plain = {name: value for name, value in data.items() if "+" not in value}
    answer = halves(client, where, plain | {f"bekraeft-{code}": "1", f"hvorfor-{code}": f"a{HALF}b"})
    assert answer.status_code == 302
    assert reported(world, "2013").confirmed["jump"]["reason"] == "ab"


def test_doubts_nobody_had_cannot_be_confirmed(as_: SignIn, world: World) -> None:
    client, where, pk = as_("activity lead"), report_form(world), world.ours.milestone.pk
    invented = {
        f"bekraeft-opfundet-{pk}": "1",
        f"hvorfor-opfundet-{pk}": "x",
        f"bekraeft-\x00-{pk}": "1",
        f"bekraeft-jump-{pk}": "1",
    }
    data = fields_of(client.get(where)) | {f"value_{pk}": "21"} | invented
    assert client.post(where, data).status_code == 302
    assert reported(world).value == 21
    assert reported(world).confirmed == {}
    cell = reverse("status_cell", args=(world.ours.project.pk, world.ours.milestone.pk, "2012"))
    sent = {
        "celle": "22",
        "udgave": str(reported(world).version),
        "bekraeft-opfundet": "1",
        "bekraeft-\x00": "1",
    }
    assert client.post(cell, sent, headers={"HX-Request": "true"}).status_code == 200
    assert (reported(world).value, reported(world).confirmed) == (22, {})
