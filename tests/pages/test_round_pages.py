"""Rounds on pages: found, opened, looked through, approved, returned, left out, closed; each by those who may."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.forms_reading import fields_of
from pages.reading import rows, words
from virkning.figures.periods import Period
from virkning.figures.rounds import RoundDays
from virkning.rooms.access.scope import Scope
from virkning.rooms.activities.models import Activity, Milestone, StatusReport
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.organisations.models import Municipality, Organisation
from virkning.rooms.programmes.models import Party, StatusCalendar
from virkning.rooms.reports.queries.remembered import forget
from virkning.rooms.statusrounds.actions import rounds, submissions
from virkning.rooms.statusrounds.models import StatusRound, Submission
from world import World, build_project

pytestmark = pytest.mark.django_db

As = Callable[[str], Client]
SYSTEM = Author.system("prøve")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """These tests write behind the log's back."""
    forget()


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """The project's round is open, with days around today; nothing has been handed in."""
    Submission.objects.all().delete()
    today = timezone.localdate()
    StatusRound.objects.filter(project=world.ours.project).update(
        opens_on=today - timedelta(days=10),
        report_by=today + timedelta(days=10),
        approve_by=today + timedelta(days=20),
        close_by=today + timedelta(days=30),
    )
    return world


def the_round(world: World) -> StatusRound:
    return StatusRound.objects.get(project=world.ours.project)


def activity(world: World, number: int = 1) -> Activity:
    """The project's first activity, or one more like it."""
    if number == 1:
        return Activity.objects.get(pk=world.ours.activity.pk)
    ours = world.ours
    made = Activity.objects.create(
        project=ours.project, area=ours.area, number=f"1.{number}", title=f"Nr. {number}", position=number
    )
    Milestone.objects.create(activity=made, number="1", statement="Er i gang", kind="yes_no")
    return made


def hand_in(world: World, what: Activity, who: str = "activity lead") -> Submission:
    by = world.people[who].author
    return submissions.submit(status_round=the_round(world), activity=what, by=by)


def at(world: World, name: str, *more: Any) -> str:
    return reverse(name, args=(the_round(world).pk, *more))


def send(client: Client, address: str, **given: str) -> Any:
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**fields_of(page), **given})


# the list


def test_the_list_says_how_far_each_round_is(world: World, as_: As) -> None:
    hand_in(world, activity(world))
    told = words(as_("steering group").get(reverse("rounds")))
    assert "Åbne runder" in told
    assert "Statusrunde 2013 , Vores projekt" in told
    assert "1 af 1 aktivitet er indsendt eller godkendt" in told
    assert "Deres projekt" not in told


def test_an_empty_list_says_what_to_do(world: World, as_: As) -> None:
    StatusRound.objects.update(removed_at=timezone.now())
    told = words(as_("project manager").get(reverse("rounds")))
    assert "Der er ingen statusrunder endnu" in told
    assert "Statuskalender" in told


def test_a_round_one_does_not_see_does_not_exist(world: World, as_: As) -> None:
    theirs = StatusRound.objects.get(project=world.theirs.project)
    client = as_("project manager")
    assert client.get(reverse("round", args=(theirs.pk,))).status_code == 404
    mixed = reverse("round_review", args=(the_round(world).pk, world.theirs.activity.pk))
    assert client.get(mixed).status_code == 404
    other = reverse("round_review", args=(theirs.pk, world.ours.activity.pk))
    assert client.get(other).status_code == 404


# handing in, approving, returning


def test_another_person_approves_what_was_handed_in(world: World, as_: As) -> None:
    one = hand_in(world, activity(world), "project manager")
    address = at(world, "round_approve", one.activity_id)
    own = as_("project manager").post(address, {"udgave": one.version}, follow=True)
    assert "Du har selv indsendt 1.1 Aktivitet i Vores projekt. En anden skal godkende den." in words(own)
    done = as_("lead administrator").post(address, {"udgave": one.version}, follow=True)
    assert "er godkendt. Der er ikke flere til godkendelse." in words(done)
    one.refresh_from_db()
    assert (one.stage, one.approved_by) == ("approved", "Lead administrator")


@pytest.mark.parametrize("many", [False, True])
def test_figures_changed_while_they_were_read_are_not_approved(world: World, as_: As, *, many: bool) -> None:
    one = hand_in(world, activity(world))
    client = as_("project manager")
    if many:
        page = client.get(at(world, "round")).content.decode()
        sent = {"aktivitet": re.findall(r'name="aktivitet" value="([^"]+)"', page)}
        address = at(world, "round_approve_many", world.ours.project.pk)
    else:
        page = client.get(at(world, "round_review", one.activity_id)).content.decode()
        sent = {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[:1] for name in ("udgave", "laest")}
        address = at(world, "round_approve", one.activity_id)
    given = {"milestone": world.ours.milestone, "period": world.ours.periods["2013"]}
    StatusReport.objects.update_or_create(**given, defaults={"comment": "Skrevet imens", "origin_by": "x"})
    forget()
    assert "er ændret, siden du så den" in words(client.post(address, sent, follow=True))
    one.refresh_from_db()
    assert one.stage == "submitted"


def test_ones_own_has_no_check_box_and_no_button(world: World, as_: As) -> None:
    one = hand_in(world, activity(world), "project manager")
    client = as_("project manager")
    assert 'name="aktivitet"' not in client.get(at(world, "round")).content.decode()
    page = client.get(at(world, "round_review", one.activity_id))
    assert "Du har selv indsendt den. En anden skal godkende den." in words(page)
    assert at(world, "round_approve", one.activity_id) not in page.content.decode()


def test_several_are_approved_at_once_each_as_it_was_seen(world: World, as_: As) -> None:
    first, second = hand_in(world, activity(world)), hand_in(world, activity(world, 2))
    client = as_("project manager")
    html = client.get(at(world, "round")).content.decode()
    for one in (first, second):
        assert f'value="{one.activity_id}:{one.version}:' in html
    address = at(world, "round_approve_many", world.ours.project.pk)
    key = html.split('name="noegle" value="')[1].split('"')[0]
    sent = {"aktivitet": [f"{one.activity_id}:{one.version}" for one in (first, second)], "noegle": key}
    assert "2 aktiviteter er godkendt." in words(client.post(address, sent, follow=True))
    told = AuditEntry.objects.filter(object_kind="submission", words__contains="er godkendt").count()
    # A double click: answered as before, and nothing is written twice.
    assert client.post(address, sent).status_code == 302
    assert AuditEntry.objects.filter(words__contains="er godkendt").count() == told == 2


def test_of_two_who_approve_at_once_the_second_is_told_and_none_of_theirs_is_approved(
    world: World, as_: As
) -> None:
    first, second = hand_in(world, activity(world)), hand_in(world, activity(world, 2))
    sent = {"aktivitet": [f"{one.activity_id}:{one.version}" for one in (second, first)]}
    submissions.send_back(status_round=the_round(world), activity=first.activity, reason="Se igen", by=SYSTEM)
    address = at(world, "round_approve_many", world.ours.project.pk)
    told = words(as_("project manager").post(address, sent, follow=True))
    assert "kan ikke lade sig gøre" in told or "er ændret, siden du så den" in told
    second.refresh_from_db()
    assert second.stage == "submitted"


@pytest.mark.parametrize("sent", [[], ["x"], ["1"], ["1:x"], [":"], ["9" * 30 + ":1"], ["0:0"]])
def test_choosing_nothing_that_is_there_is_said(world: World, as_: As, sent: list[str]) -> None:
    address = at(world, "round_approve_many", world.ours.project.pk)
    page = as_("project manager").post(address, {"aktivitet": sent}, follow=True)
    assert "Vælg mindst én aktivitet." in words(page)


def test_a_return_is_explained_and_read_by_the_one_who_handed_in(world: World, as_: As) -> None:
    one = hand_in(world, activity(world))
    client, address = as_("coordinator of the project"), at(world, "round_return", one.activity_id)
    empty = send(client, address, reason=" ")
    assert empty.status_code == 422
    assert send(client, address, reason="Skriv, hvor tallet kommer fra").status_code == 302
    told = words(as_("activity lead").get(at(world, "round")))
    assert "Returneret" in told
    assert "Skriv, hvor tallet kommer fra" in told


def test_a_return_of_what_somebody_has_just_approved_meets_a_conflict_with_the_text_kept(
    world: World, as_: As
) -> None:
    one = hand_in(world, activity(world))
    client, address = as_("coordinator of the project"), at(world, "round_return", one.activity_id)
    page = fields_of(client.get(address))
    submissions.approve(status_round=the_round(world), activity=one.activity, by=SYSTEM)
    answer = client.post(address, {**page, "reason": "Min begrundelse"})
    assert answer.status_code == 409
    assert "Min begrundelse" in answer.content.decode()


def test_a_coordinator_returns_and_does_not_approve(world: World, as_: As) -> None:
    one = hand_in(world, activity(world))
    client = as_("coordinator of the project")
    html = client.get(at(world, "round_review", one.activity_id)).content.decode()
    assert at(world, "round_return", one.activity_id) in html
    assert at(world, "round_approve", one.activity_id) not in html
    answer = client.post(at(world, "round_approve", one.activity_id), {"udgave": one.version})
    assert answer.status_code == 403
    assert "godkende det, andre har indsendt" in words(answer)


def test_a_move_the_stage_does_not_allow_is_refused_in_words(world: World, as_: As) -> None:
    what = activity(world)
    page = as_("project manager").post(at(world, "round_approve", what.pk), {"udgave": "0"}, follow=True)
    assert "er i gang nu, så det kan ikke lade sig gøre." in words(page)
    StatusRound.objects.update(stage="closed")
    closed = send(as_("project manager"), at(world, "round_leave_out", what.pk), reason="x")
    assert closed.status_code == 422
    assert "runden er lukket" in words(closed)


def test_one_left_out_stands_with_its_reason_and_is_asked_again_with_a_click(world: World, as_: As) -> None:
    what, client = activity(world), as_("project manager")
    assert (
        send(client, at(world, "round_leave_out", what.pk), reason="Kom for sent i gang").status_code == 302
    )
    page = client.get(at(world, "round"))
    (row,) = rows(page, "1.1 Aktivitet i Vores projekt")
    assert "Undtaget" in row
    assert "Kom for sent i gang" in row
    html = page.content.decode()
    undo = html.split('action="/fortryd/')[1].split('"')[0]
    assert "Det er fortrudt." in words(client.post(f"/fortryd/{undo}", follow=True))
    assert Submission.objects.get(activity=what).excepted_at is None
    # And what has been taken back cannot be taken back twice.
    assert "Det er fortrudt." not in words(client.post(f"/fortryd/{undo}", follow=True))


def test_what_was_changed_after_approval_says_so_and_is_approved_again(world: World, as_: As) -> None:
    one = hand_in(world, activity(world))
    submissions.approve(status_round=the_round(world), activity=one.activity, by=SYSTEM)
    StatusReport.objects.create(
        milestone=world.ours.milestone, period=world.ours.periods["2013"], status="yes", origin_by="x"
    )
    page = as_("project manager").get(at(world, "round"))
    assert "Ændret siden godkendelsen" in words(page)
    assert "Godkend 1 indsendt" in words(page)


# the order of work


def test_the_next_one_to_approve_comes_by_itself(world: World, as_: As) -> None:
    first, second = hand_in(world, activity(world)), hand_in(world, activity(world, 2))
    client = as_("project manager")
    told = words(client.get(at(world, "round_review", first.activity_id)))
    assert "2 til gennemsyn" in told
    assert "Næste: 1.2 Nr. 2" in told
    answer = client.post(at(world, "round_approve", first.activity_id), {"udgave": first.version})
    assert answer["Location"] == at(world, "round_review", second.activity_id)


SHOWN = [
    ("", 3),
    ("indsendt", 1),
    ("til-godkendelse", 1),
    ("mangler", 2),
    ("for-sent", 2),
    ("uden-vurdering", 3),
    ("undtaget", 0),
    ("aendret", 0),
    ("noget-andet", 3),
]


@pytest.mark.parametrize(("shown", "count"), SHOWN)
def test_each_choice_shows_exactly_its_rows(world: World, as_: As, shown: str, count: int) -> None:
    hand_in(world, activity(world))
    for number in (2, 3):
        activity(world, number)
    yesterday = timezone.localdate() - timedelta(days=1)
    StatusRound.objects.filter(project=world.ours.project).update(report_by=yesterday)
    page = as_("project manager").get(f"{at(world, 'round')}?vis={shown}")
    assert f"{count} af 3 aktiviteter" in words(page)
    assert page.content.decode().count('data-label="Mangler"') == count


@pytest.mark.parametrize(
    "query", ["sortering=-trin", "sortering=frist", "q=nr.+2", "projekt=99", "side=x", "q=%00"]
)
def test_whatever_the_address_asks_for_the_page_answers(world: World, as_: As, query: str) -> None:
    activity(world, 2)
    assert as_("steering group").get(f"{at(world, 'round')}?{query}").status_code == 200


def test_whoever_follows_from_outside_sees_what_is_late_first(world: World, as_: As) -> None:
    hand_in(world, activity(world))
    activity(world, 2)
    yesterday = timezone.localdate() - timedelta(days=1)
    StatusRound.objects.filter(project=world.ours.project).update(report_by=yesterday)
    html = as_("coordinator of the project").get(at(world, "round")).content.decode()
    assert html.index("1.2 Nr. 2") < html.index("1.1 Aktivitet i")
    inside = as_("project manager").get(at(world, "round")).content.decode()
    assert inside.index("1.1 Aktivitet i") < inside.index("1.2 Nr. 2")


def test_the_reporter_sees_who_approves_and_the_evaluator_what_lacks_an_assessment(
    world: World, as_: As
) -> None:
    told = words(as_("activity lead").get(at(world, "round")))
    assert "af Project manager og Lead administrator" in told
    row = rows(as_("evaluator").get(at(world, "round")), "1.1 Aktivitet i")[0]
    assert row.endswith("Vurder 1.1 Aktivitet i Vores projekt")


def test_the_timeline_tells_who_did_what_newest_first(world: World, as_: As) -> None:
    one = hand_in(world, activity(world))
    submissions.approve(status_round=the_round(world), activity=one.activity, by=SYSTEM)
    html = as_("steering group").get(at(world, "round")).content.decode()
    line = html[html.index('id="tidslinje"') :]
    assert line.index("er godkendt i statusrunde 2013") < line.index("er indsendt i statusrunde 2013")
    assert "Activity lead" in line


def test_those_chosen_to_approve_are_approved_by_the_main_button(world: World, as_: As) -> None:
    hand_in(world, activity(world))
    button = 'button-primary" type="submit">Godkend de valgte'
    client = as_("project manager")
    assert button in client.get(f"{at(world, 'round')}?vis=til-godkendelse").content.decode()
    assert button not in client.get(at(world, "round")).content.decode(), "the band has the main act there"


def test_whoever_assesses_can_give_a_recommendation_from_the_review(world: World, as_: As) -> None:
    review = at(world, "round_review", activity(world).pk)
    link = reverse("recommendation_new", args=(world.ours.project.pk,)) + "?periode=2013"
    assert link in as_("evaluator").get(review).content.decode()
    assert link not in as_("activity lead").get(review).content.decode()


# running


def test_a_planned_round_is_opened_and_a_removed_one_comes_back(world: World, as_: As) -> None:
    client, made = as_("project manager"), planned(world)
    page = reverse("round", args=(made.pk,))
    assert "Åbn runden nu" in words(client.get(page))
    told = client.post(reverse("round_remove", args=(made.pk,)), {"udgave": made.version}, follow=True)
    assert "Runden er fjernet." in words(told)
    assert client.get(page).status_code == 404
    undo = told.content.decode().split('action="/fortryd/')[1].split('"')[0]
    client.post(f"/fortryd/{undo}", follow=True)
    made.refresh_from_db()
    assert made.removed_at is None
    stale = client.post(reverse("round_open", args=(made.pk,)), {"udgave": 1}, follow=True)
    assert "En anden har ændret det imens." in words(stale)
    client.post(reverse("round_open", args=(made.pk,)), {"udgave": made.version})
    made.refresh_from_db()
    assert made.stage == "open"
    refused = client.post(reverse("round_remove", args=(made.pk,)), {"udgave": made.version}, follow=True)
    assert "Runden har været åben og kan ikke fjernes." in words(refused)


def planned(world: World, period: str = "2012") -> StatusRound:
    return rounds.plan_round(owner=world.ours.project, period=Period.parse(period), by=SYSTEM)


def test_days_out_of_order_are_told_at_the_field(world: World, as_: As) -> None:
    answer = send(as_("project manager"), at(world, "round_edit"), approve_by="1/1-20")
    assert answer.status_code == 422
    assert "Der skal godkendes, efter at der er indberettet." in words(answer)


def test_a_closed_round_is_reopened_with_a_reason(world: World, as_: As) -> None:
    StatusRound.objects.filter(pk=the_round(world).pk).update(stage="closed", closed_by="Prøve")
    client = as_("project manager")
    assert send(client, at(world, "round_reopen"), reason="").status_code == 422
    assert send(client, at(world, "round_reopen"), reason="Et tal var forkert").status_code == 302
    told = words(client.get(at(world, "round")))
    assert "Runden er genåbnet" in told
    assert "Et tal var forkert" in told


def test_closing_says_what_stands_in_the_way(world: World, as_: As) -> None:
    client = as_("project manager")
    page = client.get(at(world, "round_close"))
    assert "Runden kan ikke lukkes endnu" in words(page)
    assert "1.1 Aktivitet i Vores projekt er ikke godkendt (i gang)." in words(page)
    html = page.content.decode()
    assert f'href="{at(world, "round_review", world.ours.activity.pk)}"' in html
    left = f"{at(world, 'round')}?vis=ikke-godkendt"
    assert f'href="{left}#aktiviteter"' in html
    assert "1 af 1 aktivitet" in words(client.get(left))
    one = hand_in(world, activity(world))
    submissions.approve(status_round=the_round(world), activity=one.activity, by=SYSTEM)
    assert "Luk runden" in words(client.get(at(world, "round")))
    ready = client.get(at(world, "round_close"))
    assert "Når runden lukkes, gemmes statusnotatet" in words(ready)


# the calendar


def test_the_coming_rounds_are_shown_before_anything_is_kept(world: World, as_: As) -> None:
    client, address = as_("project manager"), reverse("project_calendar", args=(world.ours.project.pk,))
    page = client.get(address)
    typed = fields_of(page) | {"rhythm": "half_yearly", "opens_after": "-20", "vis": "1"}
    shown = client.post(address, typed)
    assert shown.status_code == 200
    assert "1. halvår 2011" in words(shown)
    assert not StatusCalendar.objects.exists()
    again = fields_of(shown)
    assert (again["rhythm"], again["opens_after"]) == ("half_yearly", "-20")
    assert client.post(address, again).status_code == 302
    assert StatusCalendar.objects.get().rhythm == "half_yearly"


def test_showing_the_days_keeps_what_was_read_and_what_was_ticked(world: World, as_: As) -> None:
    client, address = as_("project manager"), reverse("project_calendar", args=(world.ours.project.pk,))
    send(client, address)
    page = client.get(address)
    send(as_("lead administrator"), address, report_within="33")
    shown = client.post(address, fields_of(page) | {"periods": ["2012"], "opens_after": "2", "vis": "1"})
    begun = fields_of(shown)
    assert begun["periods"] == "2012"
    answer = client.post(address, begun)
    assert answer.status_code == 409
    assert fields_of(answer)["report_within"] == "33"


def test_the_calendar_is_kept_and_the_chosen_rounds_are_planned(world: World, as_: As) -> None:
    client, address = as_("project manager"), reverse("project_calendar", args=(world.ours.project.pk,))
    answer = send(client, address, periods=["2011", "2012"])  # type: ignore[arg-type]
    assert answer.status_code == 302
    assert StatusCalendar.objects.get().rhythm == "yearly"
    made = StatusRound.objects.filter(project=world.ours.project, stage="planned")
    assert sorted(one.period.canonical for one in made) == ["2011", "2012"]
    assert made.get(start=date(2011, 1, 1)).opens_on == date(2012, 1, 2)
    again = send(client, address, rhythm="quarterly", periods="2011")
    assert again.status_code == 422
    assert "Perioderne passer ikke til det, der er valgt." in words(again)


def test_of_two_who_make_the_first_calendar_the_second_sees_what_the_first_wrote(
    world: World, as_: As
) -> None:
    client, address = as_("project manager"), reverse("project_calendar", args=(world.ours.project.pk,))
    page = fields_of(client.get(address))
    assert send(client, address, rhythm="quarterly").status_code == 302
    answer = as_("lead administrator").post(address, {**page, "report_within": "20"})
    assert answer.status_code == 409
    kept = StatusCalendar.objects.get()
    assert (kept.rhythm, kept.report_within) == ("quarterly", 15)
    assert as_("lead administrator").post(address, fields_of(answer)).status_code == 302
    kept.refresh_from_db()
    assert (kept.rhythm, kept.report_within) == ("quarterly", 20)


def test_the_calendar_lists_the_rounds_each_with_its_stage(world: World, as_: As) -> None:
    page = as_("project manager").get(reverse("project_calendar", args=(world.ours.project.pk,)))
    assert "2013 Åben" in words(page)
    assert "#stage-under_way" in page.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"report_within": "-1"}, {"opens_after": "9999"}, {"close_within": "tre"}, {"rhythm": "x"}]
)
def test_what_cannot_be_a_calendar_is_told_at_the_field(world: World, as_: As, wrong: dict[str, str]) -> None:
    address = reverse("project_calendar", args=(world.ours.project.pk,))
    assert send(as_("project manager"), address, **wrong).status_code == 422


@pytest.mark.parametrize("query", ["rytme=x", "aabner=zzz", "indberet=99999999999999", "luk=-", "rytme="])
def test_whatever_an_address_proposes_the_calendar_answers(world: World, as_: As, query: str) -> None:
    address = reverse("project_calendar", args=(world.ours.project.pk,))
    assert as_("project manager").get(f"{address}?{query}").status_code == 200


def test_a_round_of_any_period_is_planned_by_its_name(world: World, as_: As) -> None:
    client, address = as_("project manager"), reverse("project_round_new", args=(world.ours.project.pk,))
    assert send(client, address, period="hvornår").status_code == 422
    taken = send(client, address, period="2013")
    assert "Der er allerede en statusrunde for 2013." in words(taken)
    assert send(client, address, period="2012K3").status_code == 302
    assert StatusRound.objects.get(kind="quarter").stage == "planned"


# a programme's round


def neighbours(world: World, codes: tuple[str, ...], seen: bool = True) -> None:
    """More projects of the programme; the funder takes part where they are to be seen."""
    for code in codes:
        municipality = Municipality.objects.get(code=code)
        lead = Organisation.objects.create(
            kind="municipality", name=municipality.official_name, municipality=municipality
        )
        made = build_project(f"Projekt {code}", lead, world.programme)
        StatusRound.objects.filter(project=made.project).update(removed_at=timezone.now())
        if seen:
            Party.objects.create(
                project=made.project, organisation=world.organisations["funder"], role="funder", position=2
            )


def of_the_programme(world: World) -> StatusRound:
    today = timezone.localdate()
    days = RoundDays(*(today + timedelta(days=n) for n in (-5, 5, 10, 15)))
    made = rounds.plan_round(owner=world.programme, period=Period.parse("2012"), by=SYSTEM, days=days)
    return rounds.open_round(made, by=SYSTEM)


def test_a_programmes_round_has_a_row_a_project_and_unfolds_one(world: World, as_: As) -> None:
    neighbours(world, ("492",))
    neighbours(world, ("580",), seen=False)
    address = reverse("round", args=(of_the_programme(world).pk,))
    page = as_("coordinator").get(address)
    told = words(page)
    assert "2 af 2 projekter" in told
    assert "Aabenraa" not in told
    assert "Projekt 580" not in told
    one = as_("coordinator").get(f"{address}?projekt={world.ours.project.pk}")
    assert "Aktiviteter i Vores projekt" in words(one)
    hidden = as_("coordinator").get(f"{address}?projekt={world.theirs.project.pk}")
    assert "2 af 2 projekter" in words(hidden)


def test_a_programmes_round_says_which_project_it_tells_of(world: World, as_: As) -> None:
    neighbours(world, ("492",))
    made = of_the_programme(world)
    submissions.submit(status_round=made, activity=activity(world), by=world.people["activity lead"].author)
    address, name = reverse("round", args=(made.pk,)), "Vores projekt, Holstebro"
    html = as_("coordinator").get(address).content.decode()
    line = html[html.index('id="tidslinje"') :]
    assert f"Activity lead · {name}" in line
    assert f"{name} · {world.programme}" not in html, "the whole round is of no one project"
    unfolded = words(as_("coordinator").get(f"{address}?projekt={world.ours.project.pk}"))
    own = words(as_("project manager").get(address))
    for told in (unfolded, own):
        assert f"{name} · {world.programme}" in told
        assert f"Runden er åben i {name}: 1 af 1" in told


def test_what_stands_in_the_way_of_a_programmes_round_is_shown_where_it_is(world: World, as_: As) -> None:
    neighbours(world, ("492",))
    made = of_the_programme(world)
    client, address = as_("coordinator"), reverse("round", args=(made.pk,))
    page = reverse("round_close", args=(made.pk,))
    assert f'href="{address}?vis=ikke-godkendt#aktiviteter"' in client.get(page).content.decode()
    other = Activity.objects.exclude(project=world.ours.project).get(project__name="Projekt 492")
    submissions.leave_out(status_round=made, activity=other, reason="Ikke begyndt", by=SYSTEM)
    forget()
    one = f"{address}?projekt={world.ours.project.pk}&amp;vis=ikke-godkendt#aktiviteter"
    assert f'href="{one}"' in client.get(page).content.decode()


def test_an_activitys_status_is_written_in_the_round_that_asks_it(world: World, as_: As) -> None:
    page = reverse("activity", args=(world.ours.project.pk, activity(world).pk)) + "?periode=2013"
    form = at(world, "round_report", world.ours.activity.pk)
    assert f'href="{form}"' in as_("activity lead").get(page).content.decode()
    StatusRound.objects.update(stage="closed")
    beside = reverse("report_activity", args=(world.ours.project.pk, world.ours.activity.pk, "2013"))
    closed = as_("activity lead").get(page).content.decode()
    assert f'href="{beside}"' in closed
    assert form not in closed


def test_a_project_manager_sees_their_own_activities_in_a_programmes_round(world: World, as_: As) -> None:
    neighbours(world, ("492",))
    made = of_the_programme(world)
    told = words(as_("project manager").get(reverse("round", args=(made.pk,))))
    assert "1.1 Aktivitet i Vores projekt" in told
    assert "Projekt 492" not in told
    assert "Ret frister og vejledning" not in told
    submissions.submit(status_round=made, activity=activity(world), by=world.people["activity lead"].author)
    page = as_("project manager").get(reverse("round", args=(made.pk,)))
    assert "Godkend 1 indsendt" in words(page)


# queries


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


#: Session, person; the round, its project, permissions (2); the projects, headings (2), versions, whose it is, who
#: approves (3), the action plan (4), timeline (2), files; the frame.
#: Cold: the projects, facts (10) and what stands beside them (4).
WARM = 22
COLD = WARM + 15


def test_the_number_of_queries_is_the_same_for_2_and_20_activities(world: World, as_: As) -> None:
    client, address = as_("project manager"), at(world, "round")
    counted = []
    for number in (2, 20):
        for one in range(Activity.objects.filter(project=world.ours.project).count() + 1, number + 1):
            hand_in(world, activity(world, one))
        forget()
        counted.append((queries(client, address), queries(client, address)))
    assert counted == [(COLD, WARM)] * 2


def test_the_number_of_queries_is_the_same_for_few_and_many_projects(world: World, as_: As) -> None:
    neighbours(world, ("492",))
    address = reverse("round", args=(of_the_programme(world).pk,))
    client = as_("coordinator")
    forget()
    first = (queries(client, address), queries(client, address))
    neighbours(world, ("580", "751", "851", "461"))
    forget()
    assert (queries(client, address), queries(client, address)) == first


def test_the_list_takes_the_same_queries_however_many_rounds(world: World, as_: As) -> None:
    client = as_("project manager")
    forget()
    first = queries(client, reverse("rounds"))
    for period in ("2011", "2012", "2012K3"):
        rounds.open_round(planned(world, period), by=SYSTEM)
    forget()
    assert queries(client, reverse("rounds")) == first


def test_an_assessment_begun_in_the_round_leads_back_to_it(world: World, as_: As) -> None:
    client, here = as_("evaluator"), at(world, "round_review", activity(world).pk)
    ways = re.findall(r'href="([^"]*vurderinger/ny/[^"]*)"', client.get(here).content.decode())
    assert len(ways) == 1
    answer = send(client, ways[0].replace("&amp;", "&"), text="Det går.")
    assert (answer.status_code, answer["Location"]) == (302, here)


@pytest.mark.parametrize("wanted", ["https://et-andet.sted/", "//et-andet.sted", "javascript:alert(1)", "x"])
def test_a_form_leads_to_no_other_site(world: World, as_: As, wanted: str) -> None:
    client = as_("evaluator")
    address = reverse("assessment_new", args=(world.ours.project.pk,)) + "?" + urlencode({"fra": wanted})
    answer = send(client, address, text="Det går.")
    assert answer["Location"].startswith(reverse("project", args=(world.ours.project.pk,)))
