"""What somebody new to plans stumbled over: text that must not go, numbers, ties, and what is left at the end."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pages.forms_reading import fields_of
from pages.plan_cells import BY, DAY, IN_PLACE, at, begun_plan, group_of, result_of
from pages.reading import words
from virkning.figures.planning import PlanAct, PlanStage, Reached
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import Draft
from virkning.rooms.plans.actions.following import Said, follow_up
from virkning.rooms.plans.actions.groups import add_group
from virkning.rooms.plans.actions.plans import move_plan
from virkning.rooms.plans.actions.results import retire_result
from virkning.rooms.plans.actions.steps import add_step
from virkning.rooms.plans.models import EmploymentPlan, PlannedResult, PlannedStep, TargetGroup
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


@pytest.fixture
def plan(world: World, everything: Scope) -> EmploymentPlan:
    return begun_plan(world)


@pytest.fixture
def client(as_: SignIn) -> Client:
    return as_("lead planner")


def send(client: Client, address: str, **values: Any) -> Any:
    return client.post(address, {**fields_of(client.get(address)), **values})


def keep(client: Client, form: str, **values: Any) -> None:
    """As the browser keeps a draft of the form while somebody types."""
    read = fields_of(client.get(form))
    name = client.get(form).content.decode().split('data-draft="')[1].split('"')[0]
    sent = {**read, **values, "kladde": name, "side": form}
    assert client.post(reverse("keep_draft"), sent).status_code == 200


# Nothing typed is lost


@pytest.mark.parametrize("headers", [{}, IN_PLACE], ids=["page", "in place"])
def test_a_result_half_written_comes_back(
    plan: EmploymentPlan, client: Client, headers: dict[str, Any]
) -> None:
    for form in (
        at(plan, "planned_edit", result_of(plan).pk),
        at(plan, "planned_new", group_of(plan).pk),
        at(plan, "plan_step_new", group_of(plan).pk),
    ):
        keep(client, form, text="Halvt skrevet")
        page = client.get(form, **headers)
        assert "Halvt skrevet" in page.content.decode()
        assert "Her er din kladde" in words(page)
    form = at(plan, "planned_edit", result_of(plan).pk)
    given = {**fields_of(client.get(form)), "text": "Helt skrevet"}
    client.post(form, given, **headers)
    assert result_of(plan, "Helt skrevet")
    assert Draft._base_manager.count() == 2


@pytest.mark.parametrize(
    ("name", "of", "field"),
    [
        ("plan_goal_new", None, "title"),
        ("plan_group_new", "overall", "title"),
        ("plan_overall_new", "goal", "title"),
        ("plan_group_edit", "group", "title"),
        ("planned_retire", "result", "reason"),
    ],
)
def test_the_other_forms_of_a_plan_keep_drafts_too(
    plan: EmploymentPlan, client: Client, name: str, of: str | None, field: str
) -> None:
    group = group_of(plan)
    keys = {
        "group": group.pk,
        "overall": group.overall_id,
        "goal": group.overall.goal_id,
        "result": result_of(plan).pk,
    }
    form = at(plan, name, *([keys[of]] if of else []))
    keep(client, form, **{field: "Halvt skrevet"})
    assert "Halvt skrevet" in client.get(form).content.decode()


def test_what_is_wrong_is_kept_by_the_browser_at_once(plan: EmploymentPlan, client: Client) -> None:
    form = at(plan, "planned_new", group_of(plan).pk)
    assert "data-draft-unsaved" not in client.get(form, **IN_PLACE).content.decode()
    answer = client.post(form, {"text": "", "term": "short"}, **IN_PLACE)
    assert "data-draft-unsaved" in answer.content.decode()


def test_what_is_too_long_is_said_and_not_cut(plan: EmploymentPlan, client: Client) -> None:
    form = at(plan, "planned_new", group_of(plan).pk)
    assert "maxlength" not in client.get(form, **IN_PLACE).content.decode()
    answer = client.post(form, {"text": "x" * 700, "term": "short"}, **IN_PLACE)
    assert "Teksten er for lang: 700 tegn, der er plads til 500." in words(answer)
    assert "x" * 700 in answer.content.decode()


def test_signed_out_in_place_is_an_answer_of_its_own(plan: EmploymentPlan) -> None:
    form = at(plan, "planned_edit", result_of(plan).pk)
    for answer in (Client().get(form, **IN_PLACE), Client().post(form, {"text": "Min"}, **IN_PLACE)):
        assert answer.status_code == 401  # answers.js says so at the form, and what was typed stays
        assert answer.content == b""
    assert Client().get(form).status_code == 302


def test_every_page_holds_the_words_for_what_did_not_go_through(plan: EmploymentPlan, client: Client) -> None:
    html = client.get(at(plan, "plan")).content.decode()
    assert html.count("<template data-unanswered") == 1
    assert "Det er ikke gemt. Det, du skrev, står her endnu." in html


# What hangs on a result


@pytest.mark.parametrize("name", ["planned_remove", "planned_retire", "planned_group"])
def test_a_step_that_also_leads_there_is_told(plan: EmploymentPlan, client: Client, name: str) -> None:
    job = result_of(plan, "Ordinært job")
    add_step(result_of(plan), text="Kontaktforløb", leads_to=[job.pk], by=BY)
    add_step(job, text="Kursus", by=BY)
    add_group(group_of(plan).overall, number="C2", title="Andre", by=BY)
    told = words(client.get(at(plan, name, job.pk)))
    assert "Der hænger 1 trin på resultatet." in told
    assert "1 trin hører til et andet resultat og fører også til dette." in told
    assert "Kontaktforløb (resultat 1)" in told


def test_steps_that_went_with_their_result_are_shown_with_it(plan: EmploymentPlan, client: Client) -> None:
    first = result_of(plan)
    fates = {step.pk: None for step in PlannedStep.objects.filter(result=first)}
    retire_result(first, on=DAY, reason="Ny lov", fates=fates, by=BY)
    page = client.get(f"{at(plan, 'plan')}?maal={group_of(plan).overall.goal_id}")
    assert "Samtale Udgået 1. juni 2011 med resultat 1" in words(page)
    again = [reverse("plan_step_again", args=(plan.pk, key)) for key in fates]
    assert not any(one in page.content.decode() for one in again)  # they come back with it


def test_with_one_group_there_is_nowhere_to_move_to(plan: EmploymentPlan, client: Client) -> None:
    form = at(plan, "planned_group", result_of(plan).pk)
    told = words(client.get(form))
    assert "Der er ingen anden målgruppe at flytte til" in told
    assert "Flyt resultatet</button>" not in client.get(form).content.decode()
    add_group(group_of(plan).overall, number="C2", title="Andre", by=BY)
    assert "Der er ingen anden" not in words(client.get(form))


# Numbers and years


def test_a_number_begins_with_its_letter(plan: EmploymentPlan, client: Client) -> None:
    group = group_of(plan)
    edit, new = at(plan, "plan_group_edit", group.pk), at(plan, "plan_group_new", group.overall_id)
    for form in (edit, new):
        answer = send(client, form, number="ZZ9 9", title="Andre")
        assert answer.status_code == 422
        assert "overordnede målgruppes bogstav, for eksempel C1." in words(answer)
    assert send(client, edit, title="Unge under 25").status_code == 302
    TargetGroup.objects.filter(pk=group.pk).update(number="7")  # as another municipality's form had it
    assert send(client, edit, title="Unge under 30").status_code == 302


@pytest.mark.parametrize("odd", ["abc", "12", "1.234", "20 26"])
def test_a_year_is_four_digits(world: World, client: Client, odd: str, everything: Scope) -> None:
    form = reverse("plan_new", args=(world.organisations["lead"].pk,))
    told = words(send(client, form, year=odd))
    assert "Skriv et årstal med fire cifre, for eksempel 2026." in told


# The end


def adopted(plan: EmploymentPlan) -> PlannedResult:
    job = result_of(plan, "Ordinært job")
    add_step(job, text="Kursus", by=BY)
    move_plan(plan, move=PlanAct.ADOPT, on=DAY, by=BY)
    plan.refresh_from_db()
    return job


def test_ending_without_a_follow_up_is_asked_about(plan: EmploymentPlan, client: Client) -> None:
    job = adopted(plan)
    form = at(plan, "plan_move", "afslut")
    told = words(client.get(form))
    assert "2 resultater er ikke fulgt op." in told
    assert "C1: 2. Ordinært job" in told
    assert send(client, form).status_code == 422
    plan.refresh_from_db()
    assert plan.stage == PlanStage.ADOPTED
    follow_up(plan, [Said(one, Reached.WHOLLY, "") for one in (job, result_of(plan))], by=BY)
    assert "Afslut alligevel" not in words(client.get(form))
    send(client, form)
    plan.refresh_from_db()
    assert plan.stage == PlanStage.FOLLOWED_UP


def test_it_ends_all_the_same_where_that_is_meant(plan: EmploymentPlan, client: Client) -> None:
    adopted(plan)
    send(client, at(plan, "plan_move", "afslut"), anyway="on")
    plan.refresh_from_db()
    assert plan.stage == PlanStage.FOLLOWED_UP


def test_an_adopted_plan_leads_to_its_follow_up_first(plan: EmploymentPlan, client: Client) -> None:
    adopted(plan)
    page = client.get(at(plan, "plan"))
    assert "Mangler Opfølgning på 2 resultater" in words(page)
    assert "Næste Skriv opfølgningen Afslut opfølgningen" in words(page)


def test_leaving_a_form_and_taking_back_have_words_of_their_own(plan: EmploymentPlan, client: Client) -> None:
    told = words(client.get(at(plan, "planned_edit", result_of(plan).pk), **IN_PLACE))
    assert "Annuller" in told
    assert "Fortryd" not in told


def test_a_print_says_that_it_is_one_goal(plan: EmploymentPlan, client: Client) -> None:
    assert "alene. Hele planen er i filen fra “PDF”" in words(client.get(at(plan, "plan")))
