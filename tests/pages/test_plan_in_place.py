"""Editing a plan in place: what stands above the table follows, focus stays, buttons know what was read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from pages.forms_reading import fields_of
from pages.reading import words, words_of
from virkning.figures.planning import PlanAct, PlanTerm
from virkning.pages.plans.ways import part_words
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.goals import add_goal
from virkning.rooms.plans.actions.groups import add_group
from virkning.rooms.plans.actions.plans import create_plan, move_plan
from virkning.rooms.plans.actions.results import add_result, change_result, retire_result
from virkning.rooms.plans.actions.steps import add_step, change_step, retire_step
from virkning.rooms.plans.models import (
    EmploymentPlan,
    OverallGroup,
    PlannedResult,
    PlannedStep,
    TargetGroup,
)
from virkning.rooms.plans.queries.standing import plans_seen
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
BY = Author.system("prøve")
IN_PLACE = {"HTTP_HX_REQUEST": "true"}
DAY = date(2011, 6, 1)


@pytest.fixture
def plan(world: World, everything: Scope) -> EmploymentPlan:
    """A draft of 2011 with C1: two results, of which the second has no step."""
    made = create_plan(organisation=world.organisations["lead"], year=2011, by=BY)
    group = add_group(OverallGroup.objects.get(goal__plan=made, letter="C"), number="C1", title="Unge", by=BY)
    first = add_result(group, text="Afklaret", term=PlanTerm.SHORT, by=BY)
    add_result(group, text="Ordinært job", term=PlanTerm.LONG, by=BY)
    add_step(first, text="Samtale", by=BY)
    add_step(first, text="Praktik", by=BY)
    return made


@pytest.fixture
def client(as_: SignIn) -> Client:
    return as_("lead planner")


def at(plan: EmploymentPlan, name: str, *more: Any) -> str:
    return reverse(name, args=(plan.pk, *more))


def group_of(plan: EmploymentPlan, number: str = "C1") -> TargetGroup:
    return TargetGroup.objects.get(overall__goal__plan=plan, number=number)


def result_of(plan: EmploymentPlan, text: str = "Afklaret") -> PlannedResult:
    return PlannedResult.objects.get(group__overall__goal__plan=plan, text=text)


def step_of(plan: EmploymentPlan, text: str = "Samtale") -> PlannedStep:
    return PlannedStep.objects.get(result__group__overall__goal__plan=plan, text=text)


def address_of(plan: EmploymentPlan) -> str:
    return f"{at(plan, 'plan')}?maal={group_of(plan).overall.goal_id}"


def add_the_last_step(plan: EmploymentPlan, client: Client) -> Any:
    given = {"text": "Jobsøgning", "leads_to": [str(result_of(plan, "Ordinært job").pk)]}
    address = at(plan, "plan_step_new", group_of(plan).pk)
    return client.post(address, given, follow=True, **IN_PLACE)


def beside(page: Any) -> str:
    """What a fragment sends for the places outside the row."""
    html = page.content.decode()
    assert html.index("<tbody") < html.index("<template>")  # a parser takes the row first, or drops it
    return html[html.index("<template>") :]


# What stands above the table


def test_what_is_missing_above_the_table_follows_a_cell(plan: EmploymentPlan, client: Client) -> None:
    assert "Mangler C1" in words(client.get(address_of(plan)))
    told = beside(add_the_last_step(plan, client))
    assert told.count('hx-swap-oob="true"') == 2
    assert 'id="plan-hoved"' in told
    assert 'id="plan-maal"' in told
    assert "Mangler Intet" in words_of(told)
    assert "Planen kan vedtages" in words_of(told)
    assert "Mål 2 Intet mangler" in words_of(told)
    chosen = told.split('aria-current="page"')[0]
    assert f"maal={group_of(plan).overall.goal_id}" in chosen[-120:]


def test_the_places_above_the_table_are_on_the_page(plan: EmploymentPlan, client: Client) -> None:
    html = client.get(address_of(plan)).content.decode()
    for name in ("plan-hoved", "plan-maal"):
        assert html.count(f'id="{name}"') == 1
    assert "hx-swap-oob" not in html


def test_only_what_was_saved_is_told_above_the_table(plan: EmploymentPlan, client: Client) -> None:
    group, result = group_of(plan), result_of(plan)
    for address in (at(plan, "planned_edit", result.pk), at(plan, "plan_group", group.pk)):
        assert "<template>" not in client.get(address, **IN_PLACE).content.decode()
    refused = client.post(at(plan, "planned_edit", result.pk), {"text": "", "term": "short"}, **IN_PLACE)
    assert "<template>" not in refused.content.decode()


def test_every_act_in_place_tells_what_stands_above(plan: EmploymentPlan, client: Client) -> None:
    overall, group = group_of(plan).overall, group_of(plan)
    acts: list[tuple[str, int, dict[str, Any]]] = [
        ("planned_new", group.pk, {"text": "Nyt", "term": "short"}),
        ("planned_edit", result_of(plan).pk, {"text": "Afklaret nu", "term": "short"}),
        ("planned_move", result_of(plan, "Ordinært job").pk, {"op": "1"}),
        ("plan_step_move", step_of(plan).pk, {"ned": "1"}),
        ("plan_step_retire", step_of(plan).pk, {}),
        ("plan_step_again", step_of(plan).pk, {}),
        ("plan_step_remove", step_of(plan).pk, {}),
        ("plan_group_new", overall.pk, {"number": "C2", "title": "Ældre"}),
    ]
    for name, key, given in acts:
        answer = client.post(at(plan, name, key), given, follow=True, **IN_PLACE)
        assert answer.status_code == 200, name
        assert beside(answer), name


def test_a_cell_holds_its_queries(plan: EmploymentPlan, client: Client) -> None:
    """Ten show a row: session, person, plan, its organisation, permissions, the group, four of what is in it.

    A form takes one or two more, for what it offers and whether its part is first or last. After a save it is two
    more than the row, for what stands above the table: the goals' names, and what is missing.
    """
    group, result, step = group_of(plan), result_of(plan), step_of(plan)
    retire_step(step_of(plan, "Praktik"), on=DAY, by=BY)
    row = at(plan, "plan_group", group.pk)
    for address, most in (
        (row, 10),
        (f"{row}?gemt=1&valgt=trin-1", 12),
        (at(plan, "planned_edit", result.pk), 12),
        (at(plan, "plan_step_edit", step.pk), 14),
    ):
        client.get(address, **IN_PLACE)
        with CaptureQueriesContext(connection) as queries:
            client.get(address, **IN_PLACE)
        assert len(queries) <= most, (address, len(queries))


# A group under another heading


def test_a_group_moved_in_place_is_shown_where_it_stands_now(plan: EmploymentPlan, client: Client) -> None:
    group = group_of(plan)
    other = OverallGroup.objects.get(goal__plan=plan, letter="G")
    given = {"number": "G1", "title": "Unge", "overall": str(other.pk)}
    answer = client.post(at(plan, "plan_group_edit", group.pk), given, **IN_PLACE)
    assert answer.status_code == 200
    assert not answer.content
    address = answer["HX-Redirect"]
    # A fragment would keep the page that is there, and the focus where it was.
    assert address == f"{at(plan, 'plan')}?maal={other.goal_id}&valgt=maalgruppe-{group.pk}"
    page = client.get(address)
    assert "Målgruppen er flyttet." in words(page)
    link = page.content.decode().split("autofocus")
    assert len(link) == 2
    assert at(plan, "plan_group_edit", group.pk) in link[0][-120:]


def test_a_group_moved_by_a_button_keeps_the_focus(plan: EmploymentPlan, client: Client) -> None:
    add_group(group_of(plan).overall, number="C2", title="Ældre", by=BY)
    answer = client.post(at(plan, "plan_group_move", group_of(plan, "C2").pk), {"op": "1"}, follow=True)
    assert answer.content.decode().count("autofocus") == 1


# What did not happen, and what cannot


def test_nothing_is_said_where_nothing_happened(plan: EmploymentPlan, client: Client) -> None:
    for name, key, given in (
        ("planned_move", result_of(plan).pk, {"op": "1"}),
        ("plan_step_move", step_of(plan).pk, {"op": "1"}),
        ("plan_group_move", group_of(plan).pk, {"ned": "1"}),
    ):
        entries = AuditEntry._base_manager.count()
        page = client.post(at(plan, name, key), given, follow=True)
        assert "flyttet" not in words(page), name
        assert AuditEntry._base_manager.count() == entries
    address = at(plan, "planned_edit", result_of(plan).pk)
    page = client.post(address, fields_of(client.get(address)), follow=True)
    assert "Resultatet er rettet" not in words(page)


def test_the_ends_of_a_list_have_no_button_past_them(plan: EmploymentPlan, client: Client) -> None:
    def ways(name: str, key: int) -> list[str]:
        told = words(client.get(at(plan, name, key), **IN_PLACE))
        return [one for one in ("Flyt op", "Flyt ned") if one in told]

    assert ways("planned_edit", result_of(plan).pk) == ["Flyt ned"]
    assert ways("planned_edit", result_of(plan, "Ordinært job").pk) == ["Flyt op"]
    assert ways("plan_step_edit", step_of(plan).pk) == ["Flyt ned"]
    assert ways("plan_step_edit", step_of(plan, "Praktik").pk) == ["Flyt op"]
    assert ways("plan_group_edit", group_of(plan).pk) == []


# Out of use, and back


def test_a_step_out_of_use_is_shown_with_a_way_back(
    plan: EmploymentPlan, client: Client, as_: SignIn
) -> None:
    step = step_of(plan)
    answer = client.post(at(plan, "plan_step_retire", step.pk), {"udgave": "1"}, follow=True, **IN_PLACE)
    again = at(plan, "plan_step_again", step.pk)
    assert "Samtale Udgået" in words(answer)
    assert again in answer.content.decode()
    assert again not in as_("lead colleague").get(address_of(plan)).content.decode()
    page = client.post(again, {"udgave": str(step_of(plan).version)}, follow=True)
    assert "Trinnet gælder igen." in words(page)
    assert step_of(plan).retired_on is None


def test_a_result_out_of_use_is_shown_with_a_way_back_at_each_stage(
    plan: EmploymentPlan, client: Client
) -> None:
    steps = dict.fromkeys(PlannedStep.objects.filter(result=result_of(plan)).values_list("pk", flat=True))
    again = at(plan, "planned_again", result_of(plan).pk)

    def retire() -> None:
        retire_result(result_of(plan), on=DAY, reason="Ny lov", fates=steps, by=BY)

    retire()
    page = client.get(address_of(plan))
    assert again in page.content.decode()
    assert at(plan, "planned_remove", result_of(plan).pk) in page.content.decode()
    assert "Resultatet gælder igen." in words(client.post(again, follow=True, **IN_PLACE))
    add_step(result_of(plan, "Ordinært job"), text="Jobsøgning", by=BY)
    move_plan(plan, move=PlanAct.ADOPT, by=BY)
    retire()
    assert again in client.get(address_of(plan)).content.decode()
    # From the follow-up it leads back there.
    html = client.get(at(plan, "plan_follow_up")).content.decode()
    there = html.split(f'action="{again}?')[1].split('"')[0].replace("&amp;", "&")
    page = client.post(f"{again}?{there}", follow=True)
    assert "Resultatet gælder igen." in words(page)
    assert page.request["PATH_INFO"] == at(plan, "plan_follow_up")
    retire()
    move_plan(EmploymentPlan.objects.get(pk=plan.pk), move=PlanAct.FOLLOW_UP, by=BY)
    for address in (address_of(plan), at(plan, "plan_follow_up")):
        assert again not in client.get(address).content.decode()


def test_a_retirement_in_days_to_come_is_refused_at_its_field(plan: EmploymentPlan, client: Client) -> None:
    address = at(plan, "planned_retire", result_of(plan, "Ordinært job").pk)
    given = {**fields_of(client.get(address)), "on": "01.01.2099", "reason": "Ny lov"}
    answer = client.post(address, given)
    assert answer.status_code == 422
    assert "Vælg i dag eller en tidligere dag" in words(answer)


def test_what_is_typed_on_a_step_that_goes_meanwhile_is_not_lost(
    plan: EmploymentPlan, client: Client
) -> None:
    address = at(plan, "plan_step_edit", step_of(plan).pk)
    read = fields_of(client.get(address))
    retire_step(step_of(plan), on=DAY, by=BY)
    late = client.post(address, {**read, "text": "Samtale hver uge"})
    assert late.status_code == 409
    assert "Samtale hver uge" in words(late) or "Samtale hver uge" in late.content.decode()
    fresh = client.post(address, {**fields_of(late), "text": "Samtale hver uge"})
    assert fresh.status_code == 422
    assert "Trinnet er udgået. Tag det i brug igen" in words(fresh)
    assert client.get(address).status_code == 404
    assert "Trinnet er udgået" in words(
        client.post(at(plan, "plan_step_move", step_of(plan).pk), {"op": "1"}, follow=True)
    )


# Two at once


@pytest.mark.parametrize("headers", [{}, IN_PLACE])
@pytest.mark.parametrize("name", ["plan_step_remove", "plan_step_retire"])
def test_a_button_does_not_take_what_somebody_has_changed(
    plan: EmploymentPlan, client: Client, name: str, headers: dict[str, str]
) -> None:
    step = step_of(plan)
    html = client.get(at(plan, "plan_step_edit", step.pk), **headers).content.decode()
    form = html.split(f'action="{at(plan, name, step.pk)}"')[1].split("</form>")[0]
    assert 'name="udgave" value="1"' in form
    change_step(step, text="Samtale hver uge", by=Author.system("Nabo i kommunen"))
    late = client.post(at(plan, name, step.pk), {"udgave": "1"}, **headers)
    assert late.status_code == 409
    assert "Nabo i kommunen har rettet det" in words(late)
    assert "Samtale hver uge" in words(late)
    assert step_of(plan, "Samtale hver uge").retired_on is None
    # Who has seen it may do it.
    answer = client.post(at(plan, name, step.pk), {"udgave": "2"}, follow=True, **headers)
    assert "Trinnet er" in words(answer)
    counting = PlannedStep.objects.filter(pk=step.pk, retired_on__isnull=True)
    assert not counting.exists()


def test_a_conflict_names_who_was_first(plan: EmploymentPlan, client: Client) -> None:
    address = at(plan, "planned_edit", result_of(plan).pk)
    read = fields_of(client.get(address))
    change_result(result_of(plan), text="Klar", term=PlanTerm.SHORT, by=Author.system("Nabo i kommunen"))
    add_goal(plan, number="5", title="Noget andet", by=Author.system("En tredje"))
    for headers in ({}, IN_PLACE):
        late = client.post(address, {**read, "text": "Min"}, **headers)
        assert late.status_code == 409
        assert "Nabo i kommunen gemte" in words(late)
        assert "En tredje" not in words(late)


# Adopting, order, languages


def test_what_is_missing_is_listed_as_the_plan_has_it(plan: EmploymentPlan, client: Client) -> None:
    overall = group_of(plan).overall
    for number in ("C2", "C10", "C3"):
        add_group(overall, number=number, title=f"Gruppe {number}", by=BY)
    ready = add_group(OverallGroup.objects.get(goal__plan=plan, letter="D"), number="C2", title="Klar", by=BY)
    add_step(add_result(ready, text="Job", term=PlanTerm.LONG, by=BY), text="Trin", by=BY)
    told = words(client.get(at(plan, "plan_move", "vedtag")))
    places = [told.index(f"{number}: Gruppe {number}") for number in ("C2", "C10", "C3")]
    assert places == sorted(places)
    assert "C2: Klar" not in told


def test_a_goal_is_called_a_goal_in_the_readers_language(plan: EmploymentPlan, client: Client) -> None:
    goal = add_goal(plan, number="5", title="Vores", by=BY)
    with translation.override("da"):
        assert part_words(goal) == "Mål 5: Vores"
    with translation.override("en"):
        assert part_words(goal) == "Goal 5: Vores"


def test_municipalities_stand_in_danish_order(plan: EmploymentPlan, client: Client, world: World) -> None:
    Organisation.objects.filter(pk=world.organisations["lead"].pk).update(name="Aabenraa Kommune")
    other = Organisation.objects.filter(kind="municipality").exclude(pk=world.organisations["lead"].pk)[0]
    Organisation.objects.filter(pk=other.pk).update(name="Ærø Kommune")
    create_plan(organisation=Organisation.objects.get(pk=other.pk), year=2011, by=BY)
    names = [one.organisation.name for one in plans_seen()]
    assert names.index("Ærø Kommune") < names.index("Aabenraa Kommune")


# History


def test_the_history_takes_back_what_nobody_has_written_on_since(
    plan: EmploymentPlan, client: Client, as_: SignIn
) -> None:
    change_result(result_of(plan), text="Klar", term=PlanTerm.SHORT, by=BY)
    change_result(result_of(plan, "Klar"), text="Helt klar", term=PlanTerm.SHORT, by=BY)
    change_step(step_of(plan), text="Samtaler", by=BY)
    latest = list(AuditEntry._base_manager.filter(object_id=plan.pk, object_kind="employmentplan")[:3])

    def offered() -> list[bool]:
        html = client.get(at(plan, "plan_history")).content.decode()
        return [f'action="/fortryd/{one.pk}/"' in html for one in latest]

    assert offered() == [True, True, False]
    assert "/fortryd/" not in as_("lead colleague").get(at(plan, "plan_history")).content.decode()
    page = client.post(f"/fortryd/{latest[1].pk}/", HTTP_REFERER=at(plan, "plan_history"), follow=True)
    assert "Det er fortrudt." in words(page)
    assert result_of(plan, "Klar")
    add_step(result_of(plan, "Ordinært job"), text="Jobsøgning", by=BY)
    move_plan(plan, move=PlanAct.ADOPT, on=timezone.localdate(), by=BY)
    assert offered() == [False, False, False]
    assert "/fortryd/" not in client.get(at(plan, "plan_history")).content.decode()
