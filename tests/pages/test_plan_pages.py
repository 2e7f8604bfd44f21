"""Employment plans on pages: read by all in the municipality, written in place or on pages, adopted, followed up."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.forms_reading import fields_of
from pages.reading import rows, words
from virkning.figures.planning import PlanAct, PlanTerm, Reached
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.models import Membership
from virkning.rooms.plans.actions.following import Said, follow_results, follow_up
from virkning.rooms.plans.actions.groups import add_group
from virkning.rooms.plans.actions.plans import create_plan, move_plan
from virkning.rooms.plans.actions.results import add_result
from virkning.rooms.plans.actions.steps import add_step
from virkning.rooms.plans.models import (
    EmploymentPlan,
    OverallGroup,
    PlanGoal,
    PlannedResult,
    PlannedStep,
    ResultFollowed,
    StepAlsoFor,
    TargetGroup,
)
from virkning.rooms.results.actions.measurements import measure
from virkning.rooms.results.models import Measurement, Result, Series
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
BY = Author.system("prøve")
IN_PLACE = {"HTTP_HX_REQUEST": "true"}
#: Session, person, plan, its organisation, permissions, what is missing, seven of the plan, the frame, messages.
MOST = 20


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


@pytest.fixture
def plan(world: World) -> EmploymentPlan:
    """A draft of 2011 with C1: two results, of which the second has no step."""
    made = create_plan(organisation=world.organisations["lead"], year=2011, by=BY)
    group = add_group(OverallGroup.objects.get(goal__plan=made, letter="C"), number="C1", title="Unge", by=BY)
    first = add_result(group, text="Afklaret", term=PlanTerm.SHORT, by=BY)
    add_result(group, text="Ordinært job", term=PlanTerm.LONG, by=BY)
    add_step(first, text="Samtale", by=BY)
    return made


@pytest.fixture
def client(as_: SignIn) -> Client:
    return as_("lead planner")


def at(plan: EmploymentPlan, name: str, *more: Any) -> str:
    return reverse(name, args=(plan.pk, *more))


def group_of(plan: EmploymentPlan, number: str = "C1") -> TargetGroup:
    return TargetGroup.objects.get(overall__goal__plan=plan, number=number)


def result_of(plan: EmploymentPlan, text: str) -> PlannedResult:
    return PlannedResult.objects.get(group__overall__goal__plan=plan, text=text)


def step_of(plan: EmploymentPlan, text: str = "Samtale") -> PlannedStep:
    return PlannedStep.objects.get(result__group__overall__goal__plan=plan, text=text)


def goal_of(plan: EmploymentPlan, number: str = "2") -> PlanGoal:
    return PlanGoal.objects.get(plan=plan, number=number)


def send(client: Client, address: str, **given: Any) -> Any:
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, {**fields_of(page), **given})


def adopt(plan: EmploymentPlan) -> EmploymentPlan:
    add_step(result_of(plan, "Ordinært job"), text="Jobsøgning", by=BY)
    return move_plan(plan, move=PlanAct.ADOPT, on=date(2010, 12, 15), by=BY)


def undo_of(page: Any) -> str:
    return "/fortryd/" + page.content.decode().split('action="/fortryd/')[-1].split('"')[0]


# The list


def test_the_list_tells_each_plan_and_who_may_begin_one(plan: EmploymentPlan, as_: SignIn) -> None:
    page = as_("lead colleague").get(reverse("plans"))
    [row] = rows(page, "2011")
    assert "Kladde" in row
    assert "C1 mangler noget" in row
    assert "Ny plan" not in words(page)
    assert "Ny plan" in words(as_("lead planner").get(reverse("plans")))


def test_who_belongs_nowhere_with_plans_is_told_what_they_are(world: World, as_: SignIn) -> None:
    assert "Der er ingen planer, du kan se" in words(as_("funder colleague").get(reverse("plans")))
    EmploymentPlan.objects.filter(organisation=world.organisations["lead"]).update(removed_at=timezone.now())
    assert "Kommunen har ingen planer endnu" in words(as_("lead planner").get(reverse("plans")))


def test_lists_take_the_same_queries_however_many_plans(
    plan: EmploymentPlan, client: Client, world: World
) -> None:
    counts = set()
    for year in (2020, 2021, 2022):
        create_plan(organisation=world.organisations["lead"], year=year, by=BY)
        client.get(reverse("plans"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("plans"))
        counts.add(len(queries))
    assert len(counts) == 1
    assert counts.pop() <= MOST


# Making one


def test_a_plan_is_begun_and_carried_on(plan: EmploymentPlan, client: Client) -> None:
    address = reverse("plan_new", args=(plan.organisation_id,))
    again = send(client, address, year="2011", carried_from="")
    assert again.status_code == 422
    assert "Kommunen har allerede en plan for det år" in words(again)
    for year in ("1066", "2011,5", "", "9" * 400):
        assert send(client, address, year=year, carried_from="").status_code == 422
    page = client.get(send(client, address, year="2012", carried_from=str(plan.pk)).url)
    assert "Beskæftigelsesplan 2012" in words(page)
    made = EmploymentPlan.objects.get(year=2012)
    assert PlannedResult.objects.filter(group__overall__goal__plan=made).count() == 2
    client.post(undo_of(page))
    assert not EmploymentPlan.objects.filter(year=2012).exists()


def test_a_plan_is_removed_and_brought_back(plan: EmploymentPlan, client: Client) -> None:
    page = client.get(send(client, at(plan, "plan_remove")).url)
    assert client.get(at(plan, "plan")).status_code == 404
    assert client.get(at(plan, "planned_edit", result_of(plan, "Afklaret").pk)).status_code == 404
    client.post(undo_of(page))
    assert client.get(at(plan, "plan")).status_code == 200


# The plan's page


def test_the_page_shows_one_goal_in_three_columns(plan: EmploymentPlan, client: Client) -> None:
    page = client.get(f"{at(plan, 'plan')}?maal={goal_of(plan).pk}")
    [row] = [one for one in rows(page, "Afklaret") if "C1" in one]
    assert "1. Afklaret kort sigt" in row
    assert "2. Ordinært job lang sigt" in row
    assert "1. Samtale" in row
    assert "Resultat 2 mangler et trin" in row
    assert "A. Jobklare" not in words(page)
    assert "A. Jobklare" in words(client.get(at(plan, "plan")))


@pytest.mark.parametrize("odd", ["x", "0", "9" * 30, "-1", "²", "\x00"])
def test_a_goal_there_is_not_shows_the_first(plan: EmploymentPlan, client: Client, odd: str) -> None:
    page = client.get(at(plan, "plan"), {"maal": odd})
    assert page.status_code == 200
    assert "A. Jobklare" in words(page)


def test_a_reader_sees_no_way_to_write(plan: EmploymentPlan, as_: SignIn) -> None:
    page = as_("lead colleague").get(f"{at(plan, 'plan')}?maal={goal_of(plan).pk}")
    html = page.content.decode()
    assert "hx-get" not in html
    assert "Vedtag planen" not in html
    assert "Mangler" in words(page)


def test_a_large_plan_holds_its_queries(plan: EmploymentPlan, client: Client) -> None:
    """12 overall groups × 8 groups × 5 results × 6 steps, all under one goal."""
    fill(goal_of(plan))
    address = f"{at(plan, 'plan')}?maal={goal_of(plan).pk}"
    group = TargetGroup.objects.filter(overall__goal__plan=plan, number="M3").get()
    result = PlannedResult.objects.filter(group=group)[0]
    step = PlannedStep.objects.filter(result=result)[0]
    pages = {
        address: {},
        at(plan, "plan"): {},
        at(plan, "plan_follow_up"): {},
        at(plan, "plan_history"): {},
        at(plan, "plan_move", "vedtag"): {},
        at(plan, "planned_edit", result.pk): IN_PLACE,
        at(plan, "plan_step_edit", step.pk): IN_PLACE,
        at(plan, "plan_group", group.pk): IN_PLACE,
        at(plan, "planned_new", group.pk): IN_PLACE,
        at(plan, "planned_remove", result.pk): {},
    }
    for one, headers in pages.items():
        client.get(one, **headers)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(one, **headers)
        assert page.status_code == 200
        assert len(queries) <= MOST, (one, len(queries))
    assert client.get(address).content.decode().count('class="plan-row"') == 97


def fill(goal: PlanGoal) -> None:
    overall = OverallGroup.objects.bulk_create(
        OverallGroup(goal=goal, letter=letter, title="Gruppe", position=place)
        for place, letter in enumerate("KLMNOPQRSTUV", 10)
    )
    groups = TargetGroup.objects.bulk_create(
        TargetGroup(overall=one, number=f"{one.letter}{n}", title="Målgruppe", position=n)
        for one in overall
        for n in range(1, 9)
    )
    results = PlannedResult.objects.bulk_create(
        PlannedResult(group=one, number=n, text=f"Resultat {n}", term="short")
        for one in groups
        for n in range(1, 6)
    )
    PlannedStep.objects.bulk_create(
        PlannedStep(result=one, text=f"Trin {n}", position=n) for one in results for n in range(6)
    )


# Writing in place, and on pages without it


def test_editing_a_cell_returns_its_group_alone(plan: EmploymentPlan, client: Client) -> None:
    result = result_of(plan, "Afklaret")
    address = at(plan, "planned_edit", result.pk)
    inside = client.get(address, **IN_PLACE).content.decode()
    assert inside.count("<tbody") == 1
    assert "<html" not in inside
    assert 'class="plan-form"' in inside
    given = {"text": "Borgeren er afklaret", "term": "short", "udgave": "1"}
    answer = client.post(address, given, follow=True, **IN_PLACE)
    html = answer.content.decode()
    assert "<html" not in html
    assert "Borgeren er afklaret" in html
    assert "Resultatet er rettet." in words(answer)
    assert "autofocus" in html.split("Borgeren er afklaret")[0][-200:]


def test_enter_goes_on_to_the_next(plan: EmploymentPlan, client: Client) -> None:
    group = group_of(plan)
    answer = client.post(
        at(plan, "planned_new", group.pk), {"text": "Nyt", "term": "short"}, follow=True, **IN_PLACE
    )
    assert "Nyt" in words(answer)
    assert 'class="plan-form"' in answer.content.decode()
    answer = client.post(
        at(plan, "plan_step_new", group.pk),
        {"text": "Kursus", "leads_to": [str(result_of(plan, "Ordinært job").pk)]},
        follow=True,
        **IN_PLACE,
    )
    assert "2. Kursus" in words(answer)
    checked = answer.content.decode().split("checked")[0]
    assert f'value="{result_of(plan, "Nyt").pk}"' in checked[-80:]
    overall = group.overall
    answer = client.post(
        at(plan, "plan_group_new", overall.pk), {"number": "C2", "title": "Ældre"}, follow=True, **IN_PLACE
    )
    html = answer.content.decode()
    assert "C2 Ældre" in words(answer)
    assert 'class="plan-form"' in html
    assert html.count("<tbody") == 2


def test_an_error_in_place_keeps_what_was_typed(plan: EmploymentPlan, client: Client) -> None:
    address = at(plan, "planned_new", group_of(plan).pk)
    for text in ("", "x" * 501, "Ring til 010190-1234"):
        answer = client.post(address, {"text": text, "term": "short"}, **IN_PLACE)
        assert answer.status_code == 422
        assert "<html" not in answer.content.decode()
    assert PlannedResult.objects.filter(group=group_of(plan)).count() == 2


def test_somebody_elses_words_are_not_written_over(plan: EmploymentPlan, client: Client) -> None:
    address = at(plan, "planned_edit", result_of(plan, "Afklaret").pk)
    read = fields_of(client.get(address))
    send(client, address, text="Den andens")
    for headers in ({}, IN_PLACE):
        late = client.post(address, {**read, "text": "Min"}, **headers)
        assert late.status_code == 409
        assert "Din Min" in words(late)
        assert "Den andens" in words(late)
    assert result_of(plan, "Den andens")


def test_without_javascript_everything_is_a_page(plan: EmploymentPlan, client: Client) -> None:
    group = group_of(plan)
    send(client, at(plan, "plan_goal_new"), title="Vores eget mål")
    goal = goal_of(plan, "5")
    send(client, at(plan, "plan_goal_edit", goal.pk), title="Vores mål")
    send(client, at(plan, "plan_overall_new", goal.pk), title="Unge i gang")
    overall = OverallGroup.objects.get(goal=goal)
    assert overall.letter == "K"
    send(client, at(plan, "plan_overall_edit", overall.pk), title="Unge på vej")
    send(client, at(plan, "plan_group_new", overall.pk), title="Unge forældre")
    other = group_of(plan, "K1")
    send(client, at(plan, "plan_group_edit", other.pk), title="Unge mødre")
    page = client.get(send(client, at(plan, "planned_new", other.pk), text="Uddannelse", term="long").url)
    assert "Uddannelse lang sigt" in words(page)
    send(client, at(plan, "plan_step_new", other.pk), text="Vejledning")
    step = step_of(plan, "Vejledning")
    send(client, at(plan, "plan_step_edit", step.pk), text="God vejledning")
    for name, key in (("planned_move", result_of(plan, "Ordinært job").pk), ("plan_group_move", group.pk)):
        client.post(at(plan, name, key), {"op": "1"})
    assert result_of(plan, "Ordinært job").number == 1
    client.post(at(plan, "plan_step_move", step.pk), {"ned": "1"})
    for name, key in (
        ("plan_group_remove", other.pk),
        ("plan_overall_remove", overall.pk),
        ("plan_goal_remove", goal.pk),
    ):
        page = client.get(at(plan, name, key))
        assert page.status_code == 200, name
    page = client.get(at(plan, "plan_group_remove", other.pk))
    assert "Resultat 1. Uddannelse" in words(page)
    assert "Trin: God vejledning" in words(page)
    page = client.get(send(client, at(plan, "plan_goal_remove", goal.pk)).url)
    assert not TargetGroup.objects.filter(pk=other.pk).exists()
    client.post(undo_of(page))
    assert TargetGroup.objects.filter(pk=other.pk).exists()


def test_the_ministrys_goal_is_not_changed_by_an_address(plan: EmploymentPlan, client: Client) -> None:
    answer = send(client, at(plan, "plan_goal_edit", goal_of(plan).pk), title="Vores ord")
    assert answer.status_code == 422
    assert "sat af ministeriet" in words(answer)


def test_numbers_and_letters_are_used_once(plan: EmploymentPlan, client: Client) -> None:
    overall = group_of(plan).overall
    again = send(client, at(plan, "plan_group_new", overall.pk), number="C1", title="Igen")
    assert again.status_code == 422
    assert "Nummeret er allerede brugt" in words(again)
    again = send(client, at(plan, "plan_overall_new", goal_of(plan).pk), letter="C", title="Igen")
    assert "Bogstavet er allerede brugt" in words(again)


def test_another_municipalitys_parts_are_not_in_this_plan(
    plan: EmploymentPlan, client: Client, world: World
) -> None:
    for name, kind in (
        ("planned_edit", "PlannedResult"),
        ("plan_step_edit", "PlannedStep"),
        ("plan_group", "TargetGroup"),
        ("plan_goal_edit", "PlanGoal"),
    ):
        for owner in ("stranger", "lead"):
            assert client.get(at(plan, name, world.plans[owner][kind].pk)).status_code == 404
        assert client.get(at(plan, name, 10**40)).status_code == 404


# What hangs on a result


def test_removing_a_result_asks_about_each_step(plan: EmploymentPlan, client: Client) -> None:
    first, second = result_of(plan, "Afklaret"), result_of(plan, "Ordinært job")
    address = at(plan, "planned_remove", first.pk)
    assert "Der hænger 1 trin på resultatet" in words(client.get(address))
    page = client.get(send(client, address, **{f"step_{step_of(plan).pk}": str(second.pk)}).url)
    assert step_of(plan).result_id == second.pk
    client.post(undo_of(page))
    assert step_of(plan).result_id == first.pk


def test_a_step_that_came_meanwhile_is_asked_about_too(plan: EmploymentPlan, client: Client) -> None:
    first = result_of(plan, "Afklaret")
    address = at(plan, "planned_remove", first.pk)
    read = fields_of(client.get(address))
    late = add_step(first, text="Lige tilføjet", by=BY)
    answer = client.post(address, read)
    assert answer.status_code == 422
    assert "Lige tilføjet" in words(answer)
    assert PlannedStep.objects.filter(pk=late.pk).exists()


def test_a_step_that_leads_elsewhere_is_proposed_to_live_on_there(
    plan: EmploymentPlan, client: Client
) -> None:
    first, second = result_of(plan, "Afklaret"), result_of(plan, "Ordinært job")
    StepAlsoFor.objects.create(step=step_of(plan), result=second)
    assert fields_of(client.get(at(plan, "planned_remove", first.pk)))[f"step_{step_of(plan).pk}"] == str(
        second.pk
    )


def test_a_result_retires_and_moves(plan: EmploymentPlan, client: Client) -> None:
    first = result_of(plan, "Afklaret")
    other = add_group(group_of(plan).overall, number="C2", title="Andre", by=BY)
    send(client, at(plan, "planned_group", first.pk), group=str(other.pk))
    assert step_of(plan).result.group_id == other.pk
    assert send(client, at(plan, "planned_retire", first.pk), reason="").status_code == 422
    page = client.get(send(client, at(plan, "planned_retire", first.pk), reason="Ny lov").url)
    assert "Ny lov" in words(page)
    assert client.get(at(plan, "plan_step_edit", step_of(plan).pk)).status_code == 404
    client.post(at(plan, "planned_again", first.pk))
    assert step_of(plan).retired_on is None


def test_steps_go_by_a_button_and_come_back(plan: EmploymentPlan, client: Client) -> None:
    step = step_of(plan)
    answer = client.post(at(plan, "plan_step_remove", step.pk), follow=True, **IN_PLACE)
    assert "Trinnet er fjernet." in words(answer)
    client.post(undo_of(answer))
    answer = client.post(at(plan, "plan_step_retire", step.pk), follow=True)
    assert "Trinnet er udgået." in words(answer)
    client.post(undo_of(answer))
    assert step_of(plan).retired_on is None


# Stages


def test_adopting_is_stopped_by_what_is_missing_which_is_named(plan: EmploymentPlan, client: Client) -> None:
    address = at(plan, "plan_move", "vedtag")
    assert "C1: Unge" in words(client.get(address))
    answer = send(client, address)
    assert answer.status_code == 422
    assert "Planen kan ikke vedtages: C1 mangler" in words(answer)
    add_step(result_of(plan, "Ordinært job"), text="Jobsøgning", by=BY)
    page = client.get(send(client, address, adopted_by="Byrådet").url)
    assert "af Byrådet" in words(page)
    assert "hx-get" not in page.content.decode()
    late = send(client, at(plan, "planned_edit", result_of(plan, "Afklaret").pk), text="Andet")
    assert late.status_code == 422
    assert "ligger fast" in words(late)


def test_a_plan_is_opened_again_with_a_reason(plan: EmploymentPlan, client: Client) -> None:
    adopt(plan)
    assert send(client, at(plan, "plan_move", "aabn"), reason=" ").status_code == 422
    assert "2 resultater er ikke fulgt op" in words(client.get(at(plan, "plan_move", "afslut")))
    send(client, at(plan, "plan_move", "afslut"), anyway="on")
    late = send(client, at(plan, "planned_retire", result_of(plan, "Afklaret").pk), reason="Lov")
    assert "kan kun læses" in words(late)
    send(client, at(plan, "plan_move", "genoptag"), reason="Tal kom til")
    page = client.get(send(client, at(plan, "plan_move", "aabn"), reason="Ny lov").url)
    assert "Kladde" in words(page)
    assert "gøres" in words(client.get(at(plan, "plan_move", "aabn")))
    assert client.get(at(plan, "plan_move", "andet")).status_code == 404


# The follow-up


@pytest.fixture
def followed(plan: EmploymentPlan, world: World) -> PlannedResult:
    """An adopted plan whose first result is measured in our project, and the planner administers."""
    adopt(plan)
    planned = result_of(plan, "Afklaret")
    follow_results(planned, results=[world.ours.result.pk], by=BY)
    return result_of(plan, "Afklaret")


def test_what_a_project_measures_is_told_without_being_entered_again(
    plan: EmploymentPlan, followed: PlannedResult, as_: SignIn, world: World
) -> None:
    client, address = as_("lead administrator"), at(plan, "plan_follow_up")
    [row] = rows(client.get(address), "1. Afklaret")
    assert "Resultat i Vores projekt" in row
    assert "71,7 pct." in row
    assert "Gul" in row or "Rød" in row
    assert "Målet er ikke nået" in row
    measure_in_round(world, "80")
    [row] = rows(client.get(address), "1. Afklaret")
    assert "80 pct." in row
    assert "Målet er nået" in row
    assert "Grøn" in row


def measure_in_round(world: World, value: str) -> None:
    """As the form of a status round writes it."""
    series = Series.objects.get(result=world.ours.result)
    there = Measurement.objects.get(series=series, period=world.ours.periods["2013"], superseded_at=None)
    measure(
        result=world.ours.result,
        period=world.ours.periods["2013"],
        series=series.name,
        value=Decimal(value),
        by=BY,
        supersedes=there.pk,
    )


def test_of_what_a_reader_may_not_see_only_the_count_is_told(
    plan: EmploymentPlan, followed: PlannedResult, as_: SignIn, world: World
) -> None:
    page = as_("lead planner").get(at(plan, "plan_follow_up"))
    assert "Måles i 1 resultat i et projekt, du ikke kan se." in words(page)
    assert "Vores projekt" not in words(page)
    client = as_("lead planner")
    send(client, at(plan, "planned_followed", followed.pk))
    assert ResultFollowed.objects.filter(planned=followed).count() == 1


def test_links_are_chosen_among_ones_own_projects(
    plan: EmploymentPlan, followed: PlannedResult, as_: SignIn, world: World
) -> None:
    client, address = as_("lead administrator"), at(plan, "planned_followed", followed.pk)
    page = client.get(address)
    assert "Vores projekt: 1 Resultat i Vores projekt" in words(page)
    assert "Deres projekt" not in words(page)
    assert send(client, address, results=[str(world.theirs.result.pk)]).status_code == 422
    page = client.get(send(client, address, results=[]).url)
    assert "Måles ikke i et projekt" in words(page)
    client.post(undo_of(page))
    assert ResultFollowed.objects.filter(planned=followed).count() == 1


def test_how_much_was_reached_is_written_group_by_group(
    plan: EmploymentPlan, followed: PlannedResult, as_: SignIn
) -> None:
    client = as_("lead administrator")
    address = at(plan, "plan_follow_up_group", group_of(plan).pk)
    page = client.get(address)
    assert "71,7 pct." in words(page)
    other = result_of(plan, "Ordinært job")
    given = {f"reached_{followed.pk}": "partly", f"comment_{followed.pk}": "Halvdelen"}
    page = client.get(send(client, address, **given).url)
    [row] = rows(page, "1. Afklaret")
    assert "Delvist opnået Halvdelen" in row
    assert "Mål 2 (1 mangler)" in words(page)
    # What somebody else wrote meanwhile of another result stays.
    read = fields_of(client.get(address))
    follow_up(plan, [Said(other, Reached.NOT, "Ingen")], by=BY)
    client.post(address, {**read, f"comment_{followed.pk}": "To tredjedele"})
    assert result_of(plan, "Ordinært job").reached == "not"
    assert result_of(plan, "Afklaret").reached_comment == "To tredjedele"
    # Of the same one it is a conflict, with both texts.
    late = client.post(address, {**read, f"comment_{followed.pk}": "Alle", "noegle": ""})
    assert late.status_code == 409
    assert "To tredjedele" in words(late)
    assert "Alle" in words(late)


def test_what_was_written_of_a_result_that_retires_meanwhile_is_told(
    plan: EmploymentPlan, followed: PlannedResult, as_: SignIn
) -> None:
    client = as_("lead administrator")
    address = at(plan, "plan_follow_up_group", group_of(plan).pk)
    read = fields_of(client.get(address))
    PlannedStep.objects.filter(result=followed).update(retired_on=date(2013, 6, 1))
    PlannedResult.objects.filter(pk=followed.pk).update(retired_on=date(2013, 6, 1), retired_reason="Ny lov")
    answer = client.post(address, {**read, f"comment_{followed.pk}": "Halvdelen blev klar"})
    assert answer.status_code == 422
    assert "“Halvdelen blev klar”" in words(answer)


def test_a_follow_up_form_of_odd_values_is_refused(
    plan: EmploymentPlan, followed: PlannedResult, as_: SignIn
) -> None:
    client = as_("lead administrator")
    address = at(plan, "plan_follow_up_group", group_of(plan).pk)
    for given in (
        {f"reached_{followed.pk}": "helt"},
        {f"comment_{followed.pk}": "x" * 40_000},
        {f"comment_{followed.pk}": "010190-1234"},
    ):
        assert send(client, address, **given).status_code == 422
    odd = {"seen": ";;:;x:y;" + "9" * 30 + ":1", f"reached_{followed.pk}": "not"}
    assert send(client, address, **odd).status_code in (302, 409)
    assert client.post(address, {}).status_code in (302, 422)


def test_the_follow_up_takes_the_same_queries_however_much_is_followed(
    plan: EmploymentPlan, followed: PlannedResult, as_: SignIn, world: World
) -> None:
    client, counts = as_("lead administrator"), set()
    for number in range(2, 5):
        more = Result.objects.create(
            project=world.ours.project, number=str(number), statement="Flere", term="short", kind="number"
        )
        ResultFollowed.objects.create(planned=followed, result=more)
        client.get(at(plan, "plan_follow_up"))
        with CaptureQueriesContext(connection) as queries:
            client.get(at(plan, "plan_follow_up"))
        counts.add(len(queries))
    # The plan's page, and the ten of a project's facts.
    assert len(counts) == 1
    assert counts.pop() <= MOST + 10


# Search


def test_the_search_finds_planned_results_of_ones_own_municipality(
    plan: EmploymentPlan, as_: SignIn, client: Client
) -> None:
    told = words(client.get(reverse("search"), {"q": "afklaret"}))
    assert "Resultater i beskæftigelsesplaner" in told
    assert "Afklaret" in told
    address = reverse("planned", args=(plan.pk, result_of(plan, "Afklaret").pk))
    page = client.get(address, follow=True)
    assert page.redirect_chain[0][0].endswith(f"#resultat-{result_of(plan, 'Afklaret').pk}")
    assert "C1 Unge" in words(page)
    stranger = words(as_("stranger administrator").get(reverse("search"), {"q": "afklaret"}))
    assert "Resultater i beskæftigelsesplaner" not in stranger


# History


def test_the_history_tells_every_act_in_the_plan(plan: EmploymentPlan, as_: SignIn) -> None:
    send(
        as_("lead planner"), at(plan, "planned_edit", result_of(plan, "Afklaret").pk), text="Borgeren er klar"
    )
    page = as_("lead colleague").get(at(plan, "plan_history"))
    told = words(page)
    assert "Resultatet “Afklaret” i målgruppe C1 er rettet." in told
    assert "Beskæftigelsesplan 2011 er oprettet." in told
    assert "Lead planner" in told


def test_a_closed_membership_sees_nothing(plan: EmploymentPlan, as_: SignIn, world: World) -> None:
    Membership.objects.filter(person=world.people["lead planner"]).update(ended_at="2013-01-01T00:00Z")
    assert as_("lead planner").get(at(plan, "plan")).status_code == 404
