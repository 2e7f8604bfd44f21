"""A pasted block and what others write meanwhile; blocks that cannot be read; the button pressed twice at once."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.reading import words
from virkning.figures.milestones import MilestoneStatus
from virkning.pages.reporting import pasting
from virkning.rooms.access.scope import system_scope
from virkning.rooms.activities.actions.statuses import report_status
from virkning.rooms.activities.models import StatusReport
from virkning.rooms.audit import answers
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.results.actions.measurements import measure
from virkning.rooms.results.models import Measurement
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


def current(world: World, year: str = "2013") -> Measurement | None:
    with system_scope("test"):
        return Measurement.objects.filter(
            result=world.ours.result, period=world.ours.periods[year], superseded_at=None
        ).first()


def write(world: World, value: str, year: str = "2013", by: str = "lead administrator") -> None:
    """Somebody else measures."""
    seen = current(world, year)
    with system_scope("test"):
        measure(
            result=world.ours.result,
            series="",
            period=world.ours.periods[year],
            value=Decimal(value),
            by=world.people[by].author,
            supersedes=seen.pk if seen else None,
        )


def at(world: World, name: str = "paste_values") -> str:
    return reverse(name, args=(world.ours.project.pk,))


def preview(client: Client, where: str, block: str, **given: str) -> dict[str, Any]:
    """The page's fields after the block is shown, with the button that saves it."""
    shown = client.post(where, {"blok": block, **given})
    assert "bekraeft" in shown.content.decode(), words(shown)
    return fields_of(shown) | {"bekraeft": "1"}


def choice(data: dict[str, Any], answer: Any) -> str:
    """The name of the one choice on the page."""
    (name,) = set(re.findall(r'name="(valg-[^"]+)"', answer.content.decode()))
    assert name not in data
    return str(name)


def test_what_somebody_wrote_after_the_preview_is_not_overwritten(as_: SignIn, world: World) -> None:
    client, where = as_("project manager"), at(world)
    data = preview(client, where, "51\t50", periode="2012")
    write(world, "99")
    answer = client.post(where, data)
    assert answer.status_code == 409
    told = words(answer)
    assert "Lead administrator skrev i cellen" in told
    assert "Da du så blokken, stod der:" in told
    assert "Din: 50" in told
    assert "Lead administrator: 99" in told
    after = [current(world, "2012"), current(world)]
    assert [one.value if one else None for one in after][1] == 99
    assert all(one.value != 51 for one in after if one)  # nothing at all is written
    settled = fields_of(answer)
    assert settled["blok"].strip() == "51\t50"  # and nothing of the block is lost
    name = choice(settled, answer)
    undecided = client.post(where, settled | {"bekraeft": "1"})
    assert undecided.status_code == 409
    assert "Vælg, hvad der skal stå i cellen." in words(undecided)
    assert "Lead administrator: 99" in words(undecided)
    done = client.post(where, fields_of(undecided) | {"bekraeft": "1", name: "deres"}, follow=True)
    assert "1 celle er skrevet." in words(done)
    assert [getattr(current(world, year), "value", None) for year in ("2012", "2013")] == [51, 99]


def test_a_cell_that_has_moved_can_be_written_over_knowingly(as_: SignIn, world: World) -> None:
    client, where = as_("project manager"), at(world)
    data = preview(client, where, "50", periode="2013")
    write(world, "99")
    answer = client.post(where, data)
    name = choice(data, answer)
    settled = fields_of(answer) | {"bekraeft": "1", name: "min"}
    write(world, "98")  # and moves once more before it is decided
    again = client.post(where, settled)
    assert again.status_code == 409
    assert "Lead administrator: 98" in words(again)
    assert client.post(where, fields_of(again) | {"bekraeft": "1", name: "min"}).status_code == 302
    now = current(world)
    assert now is not None
    assert (now.value, now.origin_by) == (50, "Project manager")


def test_a_cell_the_block_left_as_it_was_keeps_what_the_other_wrote(as_: SignIn, world: World) -> None:
    client, where = as_("project manager"), at(world)
    write(world, "50")
    data = preview(client, where, "51\t50", periode="2012")
    write(world, "99")
    answer = client.post(where, data)
    assert answer.status_code == 409
    assert re.search(r'value="deres" required checked', answer.content.decode())
    assert client.post(where, fields_of(answer) | {"bekraeft": "1"}).status_code == 302
    assert [getattr(current(world, year), "value", None) for year in ("2012", "2013")] == [51, 99]


def test_both_writing_the_same_is_no_conflict(as_: SignIn, world: World) -> None:
    client, where = as_("project manager"), at(world)
    data = preview(client, where, "50", periode="2013")
    write(world, "50")
    answer = client.post(where, data, follow=True)
    assert "Intet var ændret." in words(answer)
    now = current(world)
    assert now is not None
    assert now.origin_by == "Lead administrator"


def report(world: World, value: str, comment: str) -> None:
    with system_scope("test"):
        seen = StatusReport.objects.filter(
            milestone=world.ours.milestone, period=world.ours.periods["2012"]
        ).get()
        report_status(
            milestone=world.ours.milestone,
            period=world.ours.periods["2012"],
            by=world.people["activity lead"].author,
            status=MilestoneStatus.UNDER_WAY,
            value=Decimal(value),
            value_text="",
            numerator=None,
            denominator=None,
            comment=comment,
            version=seen.version,
        )


def test_a_status_that_has_moved_is_asked_about_and_a_new_comment_is_not(as_: SignIn, world: World) -> None:
    client, where = as_("project manager"), at(world, "paste_statuses")
    data = preview(client, where, "Ja (40)", periode="2012")
    report(world, "20", "Kun en bemærkning")
    saved = client.post(where, data)
    assert saved.status_code == 302
    with system_scope("test"):
        now = StatusReport.objects.get(milestone=world.ours.milestone, period=world.ours.periods["2012"])
    assert (now.value, now.comment) == (40, "Kun en bemærkning")
    data = preview(client, where, "Ja (41)", periode="2012")
    report(world, "30", "Og et andet tal")
    moved = client.post(where, data)
    assert moved.status_code == 409
    assert "Activity lead skrev i cellen" in words(moved)
    assert "Activity lead: På vej (30)" in words(moved)


def test_only_the_block_that_was_shown_is_written(as_: SignIn, world: World) -> None:
    client, where = as_("project manager"), at(world)
    before = current(world)
    data = preview(client, where, "50", periode="2013")
    for changed in ({"blok": "77"}, {"vist": ""}, {"vist": "x"}):
        answer = client.post(where, data | changed)
        assert answer.status_code == 422
        assert "Det er ikke den blok, du så." in words(answer)
    theirs = preview(as_("lead administrator"), where, "50", periode="2013")
    assert client.post(where, data | {"vist": theirs["vist"]}).status_code == 422  # another person's
    assert current(world) == before


def test_somebody_who_writes_in_the_very_moment_is_seen_too(
    as_: SignIn, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, where, was = as_("project manager"), at(world), pasting.settle
    data = preview(client, where, "50", periode="2013")

    def then_another_writes(*given: Any) -> Any:
        monkeypatch.setattr(pasting, "settle", was)
        found = was(*given)
        write(world, "99")
        return found

    monkeypatch.setattr(pasting, "settle", then_another_writes)
    answer = client.post(where, data)
    assert answer.status_code == 409
    assert "Lead administrator: 99" in words(answer)

    def always(**_given: Any) -> int:
        raise Conflict(world.ours.result)

    monkeypatch.setattr(pasting, "measure_many", always)
    data = preview(client, where, "50", periode="2013")
    answer = client.post(where, data)
    assert answer.status_code == 422
    assert "En anden har skrevet i nogle af cellerne imens." in words(answer)


@pytest.mark.parametrize("block", ["x" * 140_000, '"' + "x" * 140_000, "50\t" + "x" * 40_000])
@pytest.mark.parametrize("name", ["paste_values", "paste_statuses"])
def test_a_cell_too_long_is_said_of_the_block(as_: SignIn, world: World, block: str, name: str) -> None:
    answer = as_("project manager").post(at(world, name), {"blok": block})
    assert answer.status_code == 422
    assert "En af blokkens celler har mere end 32.000 tegn." in words(answer)


@pytest.mark.parametrize("field", ["blok", "raekke", "periode", "noegle", "vist"])
@pytest.mark.parametrize("name", ["paste_values", "paste_statuses"])
def test_characters_no_database_holds_are_no_error(as_: SignIn, world: World, name: str, field: str) -> None:
    client, where = as_("project manager"), at(world, name)
    data = fields_of(client.post(where, {"blok": "50", "periode": "2013"})) | {"bekraeft": "1"}
    assert client.post(where, data | {field: data[field] + "\x00"}).status_code < 500
    assert client.post(where, data | {field: "\ud800".encode(errors="surrogatepass")}).status_code < 500


def test_the_button_pressed_twice_at_once_writes_once(
    as_: SignIn, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, where = as_("project manager"), at(world)
    data = preview(client, where, "50", periode="2013")
    other = preview(client, where, "51", periode="2013") | {"noegle": data["noegle"]}
    done = client.post(where, data)
    # The second of two that are under way at once has looked for the answer before the first had one.
    seen = {"times": 0}
    was = answers.answer_to

    def first_unknown(**given: Any) -> str | None:
        seen["times"] += 1
        return None if seen["times"] == 1 else was(**given)

    monkeypatch.setattr(answers, "answer_to", first_unknown)
    other = {**other, "vist": _shown_as_now(client, where, other)}
    seen["times"] = 0
    again = client.post(where, other)
    assert (again.status_code, again["Location"]) == (302, done["Location"])
    now = current(world)
    assert now is not None
    assert now.value == 50
    with system_scope("test"):
        assert AuditEntry.objects.filter(action="measure").count() == 1


def _shown_as_now(client: Client, where: str, data: dict[str, Any]) -> str:
    """The same block, shown as the grid stands now: so that only the key is left to stop it."""
    sent = {name: value for name, value in data.items() if name not in ("bekraeft", "noegle", "vist")}
    return str(fields_of(client.post(where, sent))["vist"])


def test_pasting_takes_the_same_queries_however_many_cells_have_moved(
    as_: SignIn, world: World, django_assert_num_queries: Any
) -> None:
    client, where = as_("project manager"), at(world)
    data = preview(client, where, "51\t50", periode="2012")
    for years in (["2013"], ["2012", "2013"]):
        for year in years:
            write(world, str(60 + len(years)), year)
        with django_assert_num_queries(MOVED):
            assert client.post(where, data).status_code == 409


MOVED = 21
