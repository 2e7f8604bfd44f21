"""The action plan on pages: read by all, put together by those who edit, its statuses written by those who report."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.forms_reading import fields_of
from pages.reading import rows, words, words_of
from virkning.figures.periods import Period
from virkning.figures.rounds import RoundDays
from virkning.pages.account import feed
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.plans.models import ActionStatus, Challenge, PlannedAction
from virkning.rooms.programmes.models import Party, Project, ProjectPeriod
from virkning.rooms.reports.queries.remembered import forget
from virkning.rooms.reports.queries.whole import load_whole
from virkning.rooms.reports.status_note.document import note_blocks
from virkning.rooms.reports.status_note.note import status_note
from virkning.rooms.statusrounds.actions.rounds import open_round, plan_round
from virkning.rooms.statusrounds.models import StatusRound
from virkning.rooms.statusrounds.queries.desks import DutyKind
from virkning.rooms.statusrounds.queries.readiness import closable, readiness
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
#: Session, person, project, its permissions (2), the plan (3), periods, leads, the frame.
QUERIES = 11
#: The same with the form's statuses, its draft, and the periods once more.
FORM_QUERIES = 13


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


@pytest.fixture
def action(world: World) -> PlannedAction:
    """The project's one action; in 2013 it is partly carried out."""
    return PlannedAction.objects.get(challenge__project=world.ours.project)


def at(world: World, name: str, *more: Any) -> str:
    return reverse(name, args=(world.ours.project.pk, *more))


def send(client: Client, address: str, **given: str) -> Any:
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**fields_of(page), **given})


def undo_of(page: Any) -> str:
    """Of the latest act."""
    return "/fortryd/" + page.content.decode().split('action="/fortryd/')[-1].split('"')[0]


def bare_project(world: World, name: str = "Uden plan") -> Project:
    made = Project.objects.create(name=name, starts_on="2010-01-01", ends_on="2013-12-31")
    Party.objects.create(project=made, organisation=world.organisations["lead"], role="lead")
    return made


def overdue(action: PlannedAction, days: int = 12) -> None:
    """Due so many days ago, in a project that runs."""
    this_year = date(timezone.localdate().year, 1, 1)
    ProjectPeriod.objects.get_or_create(project=action.challenge.project, kind="year", start=this_year)
    PlannedAction.objects.filter(pk=action.pk).update(deadline=timezone.localdate() - timedelta(days=days))


# The plan


def test_the_plan_tells_every_action_in_every_period(world: World, as_: SignIn) -> None:
    page = as_("steering group").get(at(world, "action_plan"))
    [row] = rows(page, "Uddan mentorer")
    assert "Delvist gennemført" in row
    assert "ingen frist" in row
    told = words(page)
    assert "Udfordring: For få mentorer" in told
    assert "Helt gennemført 0 af 1" in told
    assert "Rediger handleplanen" not in told
    assert "Skriv status" not in told


def test_those_who_may_are_offered_to_write(world: World, as_: SignIn) -> None:
    told = words(as_("project manager").get(at(world, "action_plan")))
    assert "Skriv status for 2013" in told
    assert "Rediger handleplanen" in told
    told = words(as_("activity lead").get(at(world, "action_plan")))
    assert "Skriv status for 2013" in told
    assert "Rediger handleplanen" not in told


def test_four_periods_stand_side_by_side_and_all_where_asked(world: World, as_: SignIn) -> None:
    for year in (2014, 2015):
        ProjectPeriod.objects.create(project=world.ours.project, kind="year", start=date(year, 1, 1))
    client = as_("steering group")
    page = client.get(at(world, "action_plan"))
    assert "2011" not in heads(page)
    assert heads(page)[-4:] == ["2012", "2013", "2014", "2015"]
    assert "Tabellen viser 4 af 6 perioder." in words(page)
    everything = client.get(at(world, "action_plan") + "?perioder=alle&periode=2011")
    assert heads(everything)[-6:] == ["2010", "2011", "2012", "2013", "2014", "2015"]
    assert "Vis kun de seneste perioder" in words(everything)


def heads(page: Any) -> list[str]:
    head = page.content.decode().split("<thead>")[1].split("</thead>")[0]
    return words_of(head).split()


def test_a_period_that_has_not_begun_expects_nothing(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    ActionStatus.objects.all().delete()
    later = timezone.localdate().year + 1
    ProjectPeriod.objects.create(project=world.ours.project, kind="year", start=date(later, 1, 1))
    [row] = rows(as_("steering group").get(at(world, "action_plan") + f"?periode={later}"), "Uddan mentorer")
    assert "Ikke forventet endnu" in row
    assert "Ingen status" in row
    [row] = rows(as_("steering group").get(at(world, "action_plan") + "?periode=2013"), "Uddan mentorer")
    assert row.count("Mangler") == 1


def test_only_the_period_looked_at_asks_for_a_status(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    """From when an action was there nobody knows: earlier periods say what is the case, and demand nothing."""
    PlannedAction.objects.create(challenge=action.challenge, text="Begyndt i dag")
    [row] = rows(as_("steering group").get(at(world, "action_plan") + "?periode=2013"), "Begyndt i dag")
    assert row.count("Mangler") == 1
    assert "Ingen status" in row


def test_a_plan_to_come_speaks_of_periods_and_not_of_quarters(world: World, as_: SignIn) -> None:
    Challenge.objects.all().delete()
    told = words(as_("project manager").get(at(world, "action_plan")))
    assert "I hver periode skriver I" in told
    assert "kvartal" not in told


def test_what_is_over_its_deadline_is_said_and_found(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    overdue(action, 400)
    PlannedAction.objects.create(challenge=action.challenge, text="Noget andet", responsible="Jobcentret")
    client = as_("steering group")
    page = client.get(at(world, "action_plan"))
    assert "over 1 år for sent" in rows(page, "Uddan mentorer")[0]
    assert "Over fristen 1 handling" in words(page)
    shown = client.get(at(world, "action_plan") + "?vis=over-fristen")
    assert rows(shown, "Uddan mentorer")
    assert not rows(shown, "Noget andet")
    assert "1 af 2 handlinger" in words(shown)
    by_unit = client.get(at(world, "action_plan") + "?ansvarlig=Jobcentret")
    assert rows(by_unit, "Noget andet")
    assert not rows(by_unit, "Uddan mentorer")
    missing = client.get(at(world, "action_plan") + "?vis=mangler-status&periode=2013")
    assert rows(missing, "Noget andet")
    assert not rows(missing, "Uddan mentorer")
    none = words(client.get(at(world, "action_plan") + "?tema=tools"))
    assert "Ingen handlinger passer til det valgte" in none


def test_what_falls_due_after_the_period_is_late_neither_on_the_page_nor_in_the_note(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    """The last period has ended, and nobody has said anything since: it is looked at from its own last day."""
    PlannedAction.objects.filter(pk=action.pk).update(deadline=date(2014, 6, 1))
    client = as_("steering group")
    assert "Over fristen Ingen" in words(client.get(at(world, "action_plan") + "?periode=2013"))
    assert "for sent" not in words(client.get(at(world, "planned_action", action.pk) + "?periode=2013"))
    PlannedAction.objects.filter(pk=action.pk).update(deadline=date(2013, 6, 1))
    assert "Over fristen 1 handling" in words(client.get(at(world, "action_plan") + "?periode=2013"))


def test_an_earlier_period_tells_what_was_over_its_deadline_then(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    overdue(action)
    PlannedAction.objects.filter(pk=action.pk).update(deadline=date(2012, 6, 1))
    ActionStatus.objects.filter(action=action).update(degree="wholly")
    client, plan = as_("steering group"), at(world, "action_plan")
    now, then = client.get(plan), client.get(plan + "?periode=2012")
    assert "Over fristen Ingen" in words(now)
    assert "Helt gennemført 1 af 1" in words(now)
    assert "Over fristen 1 handling" in words(then)
    assert "Helt gennemført 0 af 1" in words(then)
    assert "for sent" in rows(then, "Uddan mentorer")[0]
    assert rows(client.get(plan + "?periode=2012&vis=over-fristen"), "Uddan mentorer")
    own = at(world, "planned_action", action.pk)
    assert "for sent" in words(client.get(own + "?periode=2012"))
    assert "for sent" not in words(client.get(own))


def test_a_judged_light_stands_over_the_computed_one(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    ActionStatus.objects.update(light="red", comment="Lederen er rejst")
    page = as_("steering group").get(at(world, "action_plan"))
    assert "Rød Beregnet: Grøn" in rows(page, "Uddan mentorer")[0]


@pytest.mark.parametrize(
    "query", ["?periode=x&perioder=y", "?tema=%00&vis=1&ansvarlig=<b>", "?periode=" + "9" * 40_000]
)
def test_odd_questions_show_the_plan(world: World, as_: SignIn, query: str) -> None:
    page = as_("steering group").get(at(world, "action_plan") + query)
    assert page.status_code == 200
    assert rows(page, "Uddan mentorer")


def test_without_a_plan_the_five_themes_are_offered(world: World, as_: SignIn) -> None:
    bare = bare_project(world)
    page = as_("lead administrator").get(reverse("action_plan", args=(bare.pk,)))
    told = words(page)
    assert "Projektet har ingen handleplan endnu" in told
    for theme in ("Organisation", "Medarbejdere", "Redskaber", "Samarbejdspartnere", "Ledelse"):
        assert theme in told
    assert page.content.decode().count("?tema=") == 5


def test_without_periods_the_plan_says_so(world: World, as_: SignIn) -> None:
    bare = bare_project(world)
    Challenge.objects.create(project=bare, theme="tools", text="Noget")
    told = words(as_("lead administrator").get(reverse("action_plan", args=(bare.pk,))))
    assert "Projektet har ingen perioder endnu" in told


def test_the_page_takes_the_same_queries_however_much_there_is(
    world: World, as_: SignIn, action: PlannedAction, django_assert_num_queries: Any
) -> None:
    client, ours = as_("project manager"), world.ours
    for number in range(4):
        for name, queries in (("action_plan", QUERIES), ("action_plan_status", FORM_QUERIES)):
            address = at(world, name, *(["2013"] if name == "action_plan_status" else []))
            client.get(address)
            with django_assert_num_queries(queries):
                client.get(address)
        challenge = Challenge.objects.create(project=ours.project, theme="tools", text=f"Nr. {number}")
        for text in ("Et", "To"):
            made = PlannedAction.objects.create(
                challenge=challenge, text=text, lead=world.people["activity lead"]
            )
            ActionStatus.objects.create(action=made, period=ours.periods["2012"], degree="none")


# Putting it together


def test_a_challenge_and_an_action_are_made_and_undone(world: World, as_: SignIn) -> None:
    client = as_("project manager")
    answer = send(client, at(world, "challenge_new") + "?tema=partners", text="Hvem skal man ringe til?")
    made = Challenge.objects.get(text="Hvem skal man ringe til?")
    assert (answer.status_code, made.theme) == (302, "partners")
    answer = send(
        client,
        at(world, "planned_action_new", made.pk),
        text="Ét telefonnummer",
        responsible="Virksomhedsservice",
        deadline="1/2-26",
        lead=str(world.people["activity lead"].pk),
    )
    action = PlannedAction.objects.get(text="Ét telefonnummer")
    assert (action.deadline, action.lead) == (date(2026, 2, 1), world.people["activity lead"])
    page = client.get(answer.url)
    assert "Virksomhedsservice, Activity lead, frist 1. februar 2026" in words(page)
    client.post(undo_of(page))
    assert not PlannedAction.objects.filter(text="Ét telefonnummer").exists()


def test_an_action_cannot_lie_with_somebody_outside_the_project(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    stranger = str(world.people["stranger administrator"].pk)
    answer = send(as_("project manager"), at(world, "planned_action_edit", action.pk), lead=stranger)
    assert answer.status_code == 422
    assert "Vælg en af mulighederne på listen." in words(answer)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("challenge_new", {"text": ""}, "Feltet skal udfyldes."),
        ("challenge_new", {"text": "x", "theme": "nej"}, "Vælg en af mulighederne på listen."),
        ("challenge_new", {"text": "å" * 40_000}, "Teksten er for lang"),
        ("challenge_new", {"text": "Borger 010180-1234"}, "CPR-nummer"),
        ("planned_action_new", {"text": "x", "deadline": "99999999999999"}, "dato"),
        ("planned_action_new", {"text": "x", "challenge": "9" * 30}, "Vælg en af mulighederne på listen."),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    world: World, as_: SignIn, action: PlannedAction, name: str, given: dict[str, str], said: str
) -> None:
    more = [action.challenge_id] if name == "planned_action_new" else []
    answer = send(as_("project manager"), at(world, name, *more), **given)
    assert answer.status_code == 422
    assert said in words(answer)


def test_two_on_the_same_action_meet(world: World, as_: SignIn, action: PlannedAction) -> None:
    client, address = as_("project manager"), at(world, "planned_action_edit", action.pk)
    page = client.get(address)
    send(client, address, text="Først")
    answer = client.post(address, {**fields_of(page), "text": "Senere"})
    assert answer.status_code == 409
    assert "Først" in words(answer)
    assert PlannedAction.objects.get(pk=action.pk).text == "Først"


def test_moving_with_the_buttons_and_with_the_keyboard(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    other = PlannedAction.objects.create(challenge=action.challenge, text="Efter", position=1)
    client, move = as_("project manager"), at(world, "action_plan_move")
    answer = client.post(move, {"op": f"handling-{other.pk}"})
    assert answer.url.endswith(f"#handling-{other.pk}")
    assert order(action) == ["Efter", "Uddan mentorer"]
    told = client.post(
        move, {"flyt": f"handling-{other.pk}", "til": "1"}, headers={"Accept": "application/json"}
    )
    assert told.json() == {"words": "Handlingen er nu flyttet til plads 2."}
    assert order(action) == ["Uddan mentorer", "Efter"]
    page = client.get(at(world, "action_plan_outline"))
    client.post(undo_of(page))
    assert len(order(action)) == 2


def order(action: PlannedAction) -> list[str]:
    rows = PlannedAction.objects.filter(challenge=action.challenge).order_by("position", "id")
    return list(rows.values_list("text", flat=True))


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 422),
        ({"op": "x"}, 404),
        ({"op": "handling-9" + "9" * 30}, 404),
        ({"op": "handling-999999"}, 404),
        ({"flyt": "{own}", "til": "²"}, 422),
    ],
)
def test_odd_moves_are_answered(
    world: World, as_: SignIn, action: PlannedAction, given: dict[str, str], status: int
) -> None:
    given = {name: value.replace("{own}", f"handling-{action.pk}") for name, value in given.items()}
    assert as_("project manager").post(at(world, "action_plan_move"), given).status_code == status


def test_another_projects_parts_are_not_moved(world: World, as_: SignIn) -> None:
    theirs = PlannedAction.objects.get(challenge__project=world.theirs.project)
    answer = as_("project manager").post(at(world, "action_plan_move"), {"op": f"handling-{theirs.pk}"})
    assert answer.status_code == 404


def test_removing_asks_first_and_is_undone(world: World, as_: SignIn, action: PlannedAction) -> None:
    client, address = as_("project manager"), at(world, "challenge_remove", action.challenge_id)
    assert "De her handlinger hører til og fjernes også: Uddan mentorer" in words(client.get(address))
    answer = send(client, address, reason="Løst")
    page = client.get(answer.url)
    assert "Uddan mentorer" not in words(page)
    client.post(undo_of(page))
    assert "Uddan mentorer" in words(client.get(at(world, "action_plan")))


@pytest.mark.parametrize("kind", ["challenge", "planned_action"])
def test_what_another_has_corrected_is_not_removed_unread(
    world: World, as_: SignIn, action: PlannedAction, kind: str
) -> None:
    key = action.challenge_id if kind == "challenge" else action.pk
    client, address = as_("project manager"), at(world, f"{kind}_remove", key)
    begun = fields_of(client.get(address))
    send(client, at(world, f"{kind}_edit", key), text="Rettet")
    met = client.post(address, begun)
    assert met.status_code == 409
    client.post(address, fields_of(met))
    assert not PlannedAction.objects.filter(pk=action.pk, challenge__removed_at=None).exists()


def test_what_is_removed_stands_on_the_outline_and_is_brought_back(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    client, restore = as_("project manager"), at(world, "action_plan_restore")
    send(client, at(world, "planned_action_remove", action.pk), reason="Gjort")
    outline = client.get(at(world, "action_plan_outline"))
    assert "Handling: Uddan mentorer" in rows(outline, "Gjort")[0]
    send(client, at(world, "challenge_remove", action.challenge_id))
    refused = client.get(client.post(restore, {"hent": f"handling-{action.pk}"}).url)
    assert "Udfordringen er også fjernet. Hent den tilbage først." in words(refused)
    for name in (f"udfordring-{action.challenge_id}", f"handling-{action.pk}"):
        assert client.post(restore, {"hent": name}).url.endswith(f"#{name}")
    told = words(client.get(at(world, "action_plan_outline")))
    assert "Fjernet" not in told
    assert "Uddan mentorer" in told
    theirs = Challenge.objects.get(project=world.theirs.project)
    for odd in ("", "x-1", "handling-²", f"handling-{10**30}", f"udfordring-{theirs.pk}"):
        assert client.post(restore, {"hent": odd}).status_code == 404


# Status


def test_status_of_all_actions_is_written_on_one_form(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    other = PlannedAction.objects.create(challenge=action.challenge, text="Noget andet")
    client, address = as_("activity lead"), at(world, "action_plan_status", "2013")
    given = {f"degree_{action.pk}": "wholly", f"degree_{other.pk}": "none", f"comment_{other.pk}": "Venter"}
    answer = send(client, address, **given)
    assert answer.status_code == 302
    page = client.get(answer.url)
    assert "Status for 2 handlinger er gemt." in words(page)
    assert "Helt gennemført" in rows(page, "Uddan mentorer")[0]
    assert ActionStatus.objects.get(action=other).comment == "Venter"
    client.post(undo_of(page))
    assert ActionStatus.objects.get(action=action).degree == "partly"
    assert not ActionStatus.objects.filter(action=other).exists()


def test_only_what_was_changed_is_written(world: World, as_: SignIn, action: PlannedAction) -> None:
    other = PlannedAction.objects.create(challenge=action.challenge, text="Noget andet")
    client, address = as_("project manager"), at(world, "action_plan_status", "2013")
    page = client.get(address)
    send(client, address, **{f"degree_{action.pk}": "wholly"})
    # Whoever changes another action meets no conflict, and loses nothing of the first.
    answer = client.post(address, {**fields_of(page), f"degree_{other.pk}": "partly"})
    assert answer.status_code == 302
    assert ActionStatus.objects.get(action=action).degree == "wholly"
    assert "Intet var ændret." in words(client.get(send(client, address).url))


def test_two_on_the_same_status_meet(world: World, as_: SignIn, action: PlannedAction) -> None:
    client, address = as_("project manager"), at(world, "action_plan_status", "2013")
    page = client.get(address)
    send(client, address, **{f"degree_{action.pk}": "wholly"})
    answer = client.post(address, {**fields_of(page), f"degree_{action.pk}": "none"})
    assert answer.status_code == 409
    assert ActionStatus.objects.get(action=action).degree == "wholly"
    again = client.post(address, {**fields_of(answer), f"degree_{action.pk}": "none"})
    assert again.status_code == 302
    assert ActionStatus.objects.get(action=action).degree == "none"


def test_judging_otherwise_asks_for_a_comment(world: World, as_: SignIn, action: PlannedAction) -> None:
    client, address = as_("project manager"), at(world, "action_plan_status", "2013")
    answer = send(client, address, **{f"light_{action.pk}": "red"})
    assert answer.status_code == 422
    assert "Farven er sat til rød, men beregnet til grøn. Skriv hvorfor." in words(answer)
    answer = client.post(address, {**fields_of(answer), f"comment_{action.pk}": "Lederen er rejst"})
    assert answer.status_code == 302


def test_last_time_stands_beside_and_is_fetched(world: World, as_: SignIn, action: PlannedAction) -> None:
    ActionStatus.objects.update(period=world.ours.periods["2012"], comment="To af fire")
    client, address = as_("project manager"), at(world, "action_plan_status", "2013")
    page = client.get(address)
    assert "Status 2012 Delvist gennemført" in words(page)
    laid = client.post(address, {**fields_of(page), "hent": "alt"})
    given = fields_of(laid)
    assert (given[f"degree_{action.pk}"], given[f"comment_{action.pk}"]) == ("partly", "To af fire")
    assert not ActionStatus.objects.filter(period=world.ours.periods["2013"]).exists()
    given = {name: value for name, value in given.items() if name != "hent"}
    assert client.post(address, given).status_code == 302
    assert ActionStatus.objects.get(period=world.ours.periods["2013"]).comment == "To af fire"


def test_fetching_all_leaves_what_is_typed_and_fetching_one_takes_its_place(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    ActionStatus.objects.update(period=world.ours.periods["2012"], comment="To af fire")
    client, address = as_("project manager"), at(world, "action_plan_status", "2013")
    typed = {**fields_of(client.get(address)), f"degree_{action.pk}": "none"}
    assert fields_of(client.post(address, {**typed, "hent": "alt"}))[f"degree_{action.pk}"] == "none"
    one = {**typed, "hent": str(action.pk)}
    assert fields_of(client.post(address, one))[f"degree_{action.pk}"] == "partly"
    assert client.post(address, {**typed, "hent": "²"}).status_code == 200


def test_words_about_an_action_that_is_gone_are_told(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    client, address = as_("project manager"), at(world, "action_plan_status", "2013")
    PlannedAction.objects.create(challenge=action.challenge, text="Noget andet")
    page = client.get(address)
    PlannedAction.objects.filter(pk=action.pk).update(removed_at=timezone.now())
    answer = client.post(address, {**fields_of(page), f"comment_{action.pk}": "Skrevet forgæves"})
    assert answer.status_code == 422
    assert "Skrevet forgæves" in words(answer)


def test_the_lights_follow_what_is_typed(world: World, as_: SignIn, action: PlannedAction) -> None:
    PlannedAction.objects.update(deadline=date(2013, 6, 1))
    client, address = as_("project manager"), at(world, "action_plan_lights", "2013")
    assert "Rød" in words(client.post(address, {}))
    assert "Grøn" in words(client.post(address, {f"degree_{action.pk}": "wholly"}))
    assert client.post(address, {f"degree_{action.pk}": "x"}).status_code == 200


@pytest.mark.parametrize("period", ["1999", "x", "2013K9"])
def test_a_period_the_project_lacks_is_not_there(world: World, as_: SignIn, period: str) -> None:
    assert as_("project manager").get(at(world, "action_plan_status", period)).status_code == 404


def test_a_plan_without_actions_says_so_on_the_form(world: World, as_: SignIn, action: PlannedAction) -> None:
    PlannedAction.objects.update(removed_at=timezone.now())
    page = as_("project manager").get(at(world, "action_plan_status", "2013"))
    assert "Handleplanen har ingen handlinger endnu" in words(page)


# One action


def test_an_action_tells_its_history(world: World, as_: SignIn, action: PlannedAction) -> None:
    ActionStatus.objects.create(
        action=action,
        period=world.ours.periods["2011"],
        degree="none",
        comment="Ikke begyndt",
        reported_by="Anna",
    )
    page = as_("steering group").get(at(world, "planned_action", action.pk))
    assert "Delvist gennemført" in rows(page, "2013")[0]
    [first] = rows(page, "2011")
    assert "Ikke begyndt" in first
    assert "Anna" in first
    assert "Skriv status" not in words(page)
    assert "Skriv status for 2013" in words(
        as_("project manager").get(at(world, "planned_action", action.pk))
    )


def test_an_action_that_has_gone_with_its_challenge_is_not_there(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    Challenge.objects.update(removed_at=timezone.now())
    assert as_("project manager").get(at(world, "planned_action", action.pk)).status_code == 404


# Where it is met


def test_the_project_leads_to_it(world: World, as_: SignIn) -> None:
    page = as_("steering group").get(reverse("project", args=(world.ours.project.pk,)))
    assert at(world, "action_plan") in page.content.decode()


def test_my_day_tells_what_is_late_to_whom_it_lies_with(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    overdue(action)
    assert "Handling: Uddan mentorer" in words(as_("project manager").get(reverse("my_day")))
    assert "Handling: Uddan mentorer" not in words(as_("activity lead").get(reverse("my_day")))
    PlannedAction.objects.update(lead=world.people["activity lead"])
    page = as_("activity lead").get(reverse("my_day"))
    [row] = rows(page, "Handling: Uddan mentorer")
    assert "Ikke helt gennemført" in row
    assert at(world, "planned_action", action.pk) in page.content.decode()
    assert "Handling: Uddan mentorer" not in words(as_("project manager").get(reverse("my_day")))


def test_the_search_finds_challenges_and_actions(world: World, as_: SignIn, action: PlannedAction) -> None:
    client = as_("steering group")
    page = client.get(reverse("search") + "?q=mentorer")
    told = words(page)
    assert "Handleplaners udfordringer" in told
    assert "Handleplaners handlinger" in told
    assert at(world, "planned_action", action.pk) in page.content.decode()
    theirs = PlannedAction.objects.get(challenge__project=world.theirs.project)
    assert f"handlinger/{theirs.pk}/" not in page.content.decode()


def test_the_history_tells_of_the_plan(world: World, as_: SignIn, action: PlannedAction) -> None:
    client = as_("project manager")
    send(client, at(world, "action_plan_status", "2013"), **{f"degree_{action.pk}": "wholly"})
    page = client.get(at(world, "project_history") + "?slags=handleplan")
    assert "Status for 2013 på handlingen “Uddan mentorer” er skrevet." in words(page)
    assert "Delvist gennemført" in words(page)
    own = client.get(at(world, "project_history") + f"?slags=plannedaction&nr={action.pk}")
    assert "Status for 2013 på handlingen" in words(own)


def test_my_day_takes_the_same_queries_for_few_and_many_late_actions(
    world: World, as_: SignIn, action: PlannedAction
) -> None:
    client = as_("lead administrator")
    overdue(action)
    client.get(reverse("my_day"))
    first = queries(client)
    for number in range(5):
        project = bare_project(world, f"Nr. {number}")
        challenge = Challenge.objects.create(project=project, theme="tools", text="Noget")
        for text in ("Et", "To"):
            made = PlannedAction.objects.create(challenge=challenge, text=text)
            overdue(made)
    assert "Handling: To" in words(client.get(reverse("my_day")))
    assert queries(client) == first


def queries(client: Client) -> int:
    forget()
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("my_day"))
    return len(asked)


def test_a_calendar_has_a_neutral_title_for_every_kind() -> None:
    assert set(feed._TITLES) == set(DutyKind)
    assert str(feed._TITLES[DutyKind.CARRY_OUT]) == "Virkning: frist for en handling"


# In a round


@pytest.fixture
def asked(world: World) -> StatusRound:
    """A round of 2013 that asks the project now."""
    days = RoundDays(date(2013, 11, 1), date(2100, 11, 15), date(2100, 11, 22), date(2100, 12, 6))
    made = plan_round(owner=world.ours.project, period=Period.parse("2012"), by=COMMAND_LINE, days=days)
    return open_round(made, by=COMMAND_LINE)


def test_the_round_tells_of_the_plan_and_leads_to_its_form(
    world: World, as_: SignIn, asked: StatusRound, action: PlannedAction
) -> None:
    form = at(world, "action_plan_status", "2012")
    page = as_("project manager").get(reverse("round", args=(asked.pk,)))
    assert "0 af 1 handling har status" in words(page)
    assert "Uden status i perioden: Uddan mentorer" in words(page)
    assert form in page.content.decode()
    read = as_("steering group").get(reverse("round", args=(asked.pk,)))
    assert "0 af 1 handling har status" in words(read)
    assert form not in read.content.decode()
    report = as_("activity lead").get(reverse("round_report", args=(asked.pk, world.ours.activity.pk)))
    assert "Handleplan: 0 af 1 handling har status." in words(report)
    assert form in report.content.decode()
    send(as_("project manager"), form, **{f"degree_{action.pk}": "partly"})
    assert "1 af 1 handling har status" in words(
        as_("project manager").get(reverse("round", args=(asked.pk,)))
    )


def test_a_round_says_nothing_of_a_plan_that_is_not_there(
    world: World, as_: SignIn, asked: StatusRound
) -> None:
    PlannedAction.objects.update(removed_at=timezone.now())
    told = words(as_("project manager").get(reverse("round", args=(asked.pk,))))
    assert "Handleplan" not in told


def test_closing_warns_of_actions_without_a_status_and_is_not_stopped_by_them(
    world: World, asked: StatusRound, action: PlannedAction
) -> None:
    said = "1 handling i handleplanen har ingen status."
    assert said in readiness(asked, today=timezone.localdate()).warnings
    assert said not in closable(asked)
    forget()
    ActionStatus.objects.create(action=action, period=world.ours.periods["2012"], degree="partly")
    assert said not in readiness(asked, today=timezone.localdate()).warnings


def test_the_frozen_facts_hold_the_plan(world: World, action: PlannedAction) -> None:
    whole = load_whole(world.ours.project)
    assert [one.text for one in whole.action_plan.actions()] == ["Uddan mentorer"]
    note = status_note(whole, Period.parse("2013"), date(2014, 1, 1), charts=False)
    assert "Udfordring: " in repr(list(note_blocks(note)))
