"""Buttons in a plan: they know what was read, do nothing twice, and bring back what went out of use."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from pages.forms_reading import fields_of
from pages.plan_cells import BY, DAY, IN_PLACE, address_of, at, begun_plan, group_of, result_of, step_of
from pages.reading import words
from virkning.figures.planning import PlanAct, PlanTerm
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.plans.actions import steps as actions
from virkning.rooms.plans.actions.goals import add_goal
from virkning.rooms.plans.actions.plans import move_plan
from virkning.rooms.plans.actions.results import change_result, retire_result
from virkning.rooms.plans.actions.steps import add_step, change_step, remove_step, retire_step
from virkning.rooms.plans.models import (
    EmploymentPlan,
    PlannedStep,
)
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


@pytest.fixture
def plan(world: World, everything: Scope) -> EmploymentPlan:
    return begun_plan(world)


@pytest.fixture
def client(as_: SignIn) -> Client:
    return as_("lead planner")


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
    late = client.post(at(plan, name, step.pk), {"udgave": "1"}, follow=True, **headers)
    said = "Det er ikke fjernet" if name == "plan_step_remove" else "Det er ikke sket"
    assert f"{said}, for Nabo i kommunen har ændret det, siden du så det." in words(late)
    assert "Samtale hver uge" in words(late)
    # The form that is drawn is of its own address: nothing typed in it goes to the button's.
    assert at(plan, name, step.pk) not in late.content.decode()
    assert step_of(plan, "Samtale hver uge").retired_on is None
    # Who has seen it may do it.
    answer = client.post(at(plan, name, step.pk), {"udgave": "2"}, follow=True, **headers)
    assert "Trinnet er" in words(answer)
    counting = PlannedStep.objects.filter(pk=step.pk, retired_on__isnull=True)
    assert not counting.exists()


@pytest.mark.parametrize("headers", [{}, IN_PLACE])
def test_what_somebody_else_has_done_already_is_said_once(
    plan: EmploymentPlan, client: Client, headers: dict[str, str]
) -> None:
    step = step_of(plan)
    retire, again = (at(plan, name, step.pk) for name in ("plan_step_retire", "plan_step_again"))
    retire_step(step, on=DAY, by=Author.system("Nabo i kommunen"))
    told = client.post(retire, {"udgave": str(step_of(plan).version)}, follow=True, **headers)
    assert "Det er allerede udgået." in words(told)
    client.post(again, {"udgave": str(step_of(plan).version)}, follow=True, **headers)
    told = client.post(again, {"udgave": str(step_of(plan).version)}, follow=True, **headers)
    assert "Det gælder allerede." in words(told)


@pytest.mark.parametrize("headers", [{}, IN_PLACE])
def test_a_step_somebody_has_removed_is_said_to_be_gone(
    plan: EmploymentPlan, client: Client, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes between the page's reading of it and the act's."""

    def gone(part: PlannedStep, **_given: Any) -> None:
        raise Conflict(remove_step(part, by=BY))

    monkeypatch.setattr(actions, "remove_step", gone)
    told = client.post(at(plan, "plan_step_remove", step_of(plan).pk), follow=True, **headers)
    assert "Det er allerede fjernet." in words(told)


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
