"""Editing a plan in place: what stands above the table follows, and focus stays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from pages.plan_cells import BY, DAY, IN_PLACE, address_of, at, begun_plan, group_of, result_of, step_of
from pages.reading import words, words_of
from virkning.figures.planning import PlanTerm
from virkning.pages.plans.ways import part_words
from virkning.rooms.access.scope import Scope
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.goals import add_goal
from virkning.rooms.plans.actions.groups import add_group
from virkning.rooms.plans.actions.plans import create_plan
from virkning.rooms.plans.actions.results import add_result
from virkning.rooms.plans.actions.steps import add_step, retire_step
from virkning.rooms.plans.models import (
    EmploymentPlan,
    OverallGroup,
)
from virkning.rooms.plans.queries.standing import plans_seen
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


@pytest.fixture
def plan(world: World, everything: Scope) -> EmploymentPlan:
    return begun_plan(world)


@pytest.fixture
def client(as_: SignIn) -> Client:
    return as_("lead planner")


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


def test_a_number_under_two_overall_groups_is_said_once(plan: EmploymentPlan, client: Client) -> None:
    add_group(OverallGroup.objects.get(goal__plan=plan, letter="D"), number="C1", title="Andre", by=BY)
    told = words(client.get(at(plan, "plan")))
    assert "Mangler C1 Mangler et resultat eller et trin" in told
    assert "C1, C1" not in told


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "Resultat 2 mangler et trin"),
        (2, "Resultat 2 og 3 mangler et trin hver"),
        (3, "Resultat 2, 3 og 4 mangler et trin hver"),
    ],
)
def test_results_without_a_step_are_listed_in_words(
    plan: EmploymentPlan, client: Client, number: int, expected: str
) -> None:
    for place in range(1, number):
        add_result(group_of(plan), text=f"Nr. {place}", term=PlanTerm.LONG, by=BY)
    told = words(client.get(address_of(plan)))
    assert f"{expected} " in f"{told} "
    assert ("hver" in told) is (number > 1)


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
