"""A plan's history: what was done, and what of it can be taken back."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from pages.plan_cells import BY, at, begun_plan, group_of, result_of, step_of
from pages.reading import words
from virkning.figures.planning import PlanAct, PlanTerm
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.plans.actions.groups import add_group
from virkning.rooms.plans.actions.plans import move_plan
from virkning.rooms.plans.actions.results import add_result, change_result, remove_result
from virkning.rooms.plans.actions.steps import add_step, change_step
from virkning.rooms.plans.actions.undo import take_back_in_plan
from virkning.rooms.plans.models import EmploymentPlan
from world import World

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


@pytest.fixture
def plan(world: World, everything: Scope) -> EmploymentPlan:
    return begun_plan(world)


@pytest.fixture
def client(as_: SignIn) -> Client:
    return as_("lead planner")


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


def entries_of(plan: EmploymentPlan) -> list[AuditEntry]:
    """The plan's, the newest first."""
    rows = AuditEntry._base_manager.filter(object_id=plan.pk, object_kind="employmentplan")
    return list(rows.order_by("-at", "-pk"))


def offered(plan: EmploymentPlan, client: Client) -> set[int]:
    """Entries the history offers to take back."""
    client.get(at(plan, "plan_history"))  # what was just done is told once, with an undo of its own
    html = client.get(at(plan, "plan_history")).content.decode()
    return {one.pk for one in entries_of(plan) if f'action="/fortryd/{one.pk}/"' in html}


def can_be_taken_back(entry: AuditEntry) -> bool:
    try:
        with transaction.atomic():
            take_back_in_plan(entry, BY)
            transaction.set_rollback(True)
    except (Refused, IntegrityError):
        return False
    return True


def test_what_something_was_hung_on_since_is_not_offered(plan: EmploymentPlan, client: Client) -> None:
    overall = group_of(plan).overall
    group = add_group(overall, number="C2", title="Ældre", by=BY)
    made = entries_of(plan)[0]
    assert made.pk in offered(plan, client)
    result = add_result(group, text="Klar", term=PlanTerm.SHORT, by=BY)
    assert made.pk not in offered(plan, client)
    assert not can_be_taken_back(made)
    # What hung on it is gone again.
    remove_result(result, by=BY)
    assert made.pk in offered(plan, client)
    assert can_be_taken_back(made)


@pytest.mark.parametrize("is_old", [False, True])
def test_what_was_let_go_and_stands_there_again_is_not_offered(
    plan: EmploymentPlan, client: Client, *, is_old: bool
) -> None:
    """`is_old`: entries from before an act noted what only had its version raised."""
    first, second = result_of(plan).pk, result_of(plan, "Ordinært job").pk
    for leads_to in ([first, second], [first], [first, second]):
        change_step(step_of(plan), text="Samtale", leads_to=leads_to, by=BY)
    again, let_go, _linked = entries_of(plan)[:3]
    for entry in (again, let_go) if is_old else ():
        rows = {key: done for key, done in entry.changes["rows"].items() if done.get("changes") != {}}
        assert len(rows) == 1
        AuditEntry._base_manager.filter(pk=entry.pk).update(changes={**entry.changes, "rows": rows})
    assert again.pk in offered(plan, client)
    assert let_go.pk not in offered(plan, client)
    take_back_in_plan(AuditEntry._base_manager.get(pk=again.pk), BY)
    assert offered(plan, client) <= {one.pk for one in entries_of(plan) if can_be_taken_back(one)}


def test_all_that_is_offered_can_be_taken_back(plan: EmploymentPlan, client: Client) -> None:
    group = add_group(group_of(plan).overall, number="C2", title="Ældre", by=BY)
    result = add_result(group, text="Klar", term=PlanTerm.SHORT, by=BY)
    add_step(result, text="Besøg", by=BY)
    change_step(step_of(plan, "Besøg"), text="Besøg hjemme", by=BY)
    change_result(result_of(plan), text="Helt klar", term=PlanTerm.SHORT, by=BY)
    told = offered(plan, client)
    assert told
    assert told == {one.pk for one in entries_of(plan) if can_be_taken_back(one)} & told
