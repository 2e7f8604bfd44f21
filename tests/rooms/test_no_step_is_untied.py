"""Deleting, moving, retiring, restoring, undoing, in every order of three and with two at once: no step is untied."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from virkning.figures.planning import PlanTerm
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.plans.actions.groups import add_group, remove_group
from virkning.rooms.plans.actions.plans import create_plan
from virkning.rooms.plans.actions.results import (
    add_result,
    regroup_result,
    remove_result,
    retire_result,
    unretire_result,
)
from virkning.rooms.plans.actions.steps import add_step, change_step, remove_step
from virkning.rooms.plans.actions.undo import take_back_in_plan
from virkning.rooms.plans.models import (
    EmploymentPlan,
    OverallGroup,
    PlannedResult,
    PlannedStep,
    StepAlsoFor,
    TargetGroup,
)
from virkning.rooms.plans.queries.hanging import steps_on
from virkning.rooms.plans.queries.whole import load_plan
from world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BY = Author.system("prøve")
DAY = date(2011, 6, 1)


@dataclass
class Small:
    """Two groups; two results in the first, with a step of each and one that leads to both."""

    plan: EmploymentPlan
    groups: tuple[TargetGroup, TargetGroup]
    results: tuple[PlannedResult, PlannedResult]
    shared: PlannedStep
    begun: int

    def result(self, place: int) -> PlannedResult:
        return PlannedResult._base_manager.select_related("group__overall__goal__plan").get(
            pk=self.results[place].pk
        )

    def entries(self) -> list[AuditEntry]:
        rows = AuditEntry._base_manager.filter(object_id=self.plan.pk, pk__gt=self.begun)
        return list(rows.order_by("pk"))


@pytest.fixture
def small(world: World, everything: Scope) -> Small:
    plan = create_plan(organisation=world.organisations["lead"], year=2011, by=BY)
    overall = OverallGroup.objects.get(goal__plan=plan, letter="A")
    groups = tuple(add_group(overall, number=number, title="Gruppe", by=BY) for number in ("A1", "A2"))
    results = tuple(add_result(groups[0], text=text, term=PlanTerm.LONG, by=BY) for text in ("Et", "To"))
    for result in results:
        add_step(result, text=f"Trin til {result.text}", by=BY)
    shared = add_step(results[0], text="Til begge", leads_to=[results[1].pk], by=BY)
    last = AuditEntry._base_manager.order_by("-pk")[0].pk
    return Small(plan, groups, results, shared, last)  # type: ignore[arg-type]


def along(result: PlannedResult) -> dict[int, int | None]:
    return {one.step.pk: None for one in steps_on(result)}


def apart(small: Small, result: PlannedResult) -> dict[int, int | None]:
    """Every step to the other result, wherever that is now."""
    [other] = [one.pk for one in small.results if one.pk != result.pk]
    return {one.step.pk: other for one in steps_on(result)}


def lead_to_both(small: Small, _version: int | None) -> None:
    step = PlannedStep._base_manager.get(pk=small.shared.pk)
    change_step(step, text=step.text, leads_to=[one.pk for one in small.results], by=BY)


def undo(small: Small, place: int) -> None:
    take_back_in_plan(small.entries()[place], BY)


def gone_group(small: Small, _version: int | None) -> None:
    remove_group(TargetGroup._base_manager.get(pk=small.groups[1].pk), by=BY)


Op = Callable[[Small, int | None], Any]
#: `version`: of the first result, as somebody read it; None: as it is.
OPS: dict[str, Op] = {
    "remove with its steps": lambda small, version: remove_result(
        small.result(0), fates=along(small.result(0)), version=version, by=BY
    ),
    "remove, steps to the other": lambda small, version: remove_result(
        small.result(0), fates=apart(small, small.result(0)), version=version, by=BY
    ),
    "remove the other": lambda small, _version: remove_result(
        small.result(1), fates=along(small.result(1)), by=BY
    ),
    "move to the other group": lambda small, version: regroup_result(
        small.result(0), group=small.groups[1], fates=along(small.result(0)), version=version, by=BY
    ),
    "retire with its steps": lambda small, version: retire_result(
        small.result(0), on=DAY, reason="Lov", fates=along(small.result(0)), version=version, by=BY
    ),
    "retire the other, steps to the first": lambda small, _version: retire_result(
        small.result(1), on=DAY, reason="Lov", fates=apart(small, small.result(1)), by=BY
    ),
    "restore": lambda small, version: unretire_result(small.result(0), version=version, by=BY),
    "lead to both": lead_to_both,
    "remove the shared step": lambda small, _version: remove_step(
        PlannedStep._base_manager.get(pk=small.shared.pk), by=BY
    ),
    "remove the other group": gone_group,
    "undo the last": lambda small, _version: undo(small, -1),
    "undo the first": lambda small, _version: undo(small, 0),
}


def nothing_is_untied(small: Small, done: tuple[str, ...]) -> None:
    """Asked of every row there is, whatever a page would show of it."""
    for step in PlannedStep._base_manager.filter(removed_at=None, retired_on=None).select_related("result"):
        assert step.result.removed_at is None, (done, step)
        assert step.result.retired_on is None, (done, step)
    for result in PlannedResult._base_manager.filter(removed_at=None).select_related("group"):
        assert result.group.removed_at is None, (done, result)
    for link in StepAlsoFor._base_manager.select_related("step__result", "result"):
        assert link.step.result.group_id == link.result.group_id, (done, link)
        assert link.step.result_id != link.result_id, (done, link)
    for group in load_plan(small.plan).groups():
        numbers = [one.number for one in group.results]
        assert numbers == list(range(1, len(numbers) + 1)), (done, numbers)
        told = {one.number for one in group.counting}
        assert all(set(step.leads_to) <= told for step in group.steps), (done, group)


def try_it(small: Small, name: str, version: int | None = None) -> bool:
    with suppress(Refused, Conflict, IntegrityError, IndexError), transaction.atomic():
        OPS[name](small, version)
        return True
    return False


def orders(small: Small, left: int, done: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every order, each beginning tried once: what followed is rolled back."""
    for name in OPS:
        point = transaction.savepoint()
        if try_it(small, name):
            nothing_is_untied(small, (*done, name))
            yield (*done, name)
            if left > 1:
                yield from orders(small, left - 1, (*done, name))
        transaction.savepoint_rollback(point)


def test_no_order_of_three_leaves_a_step_untied(small: Small) -> None:
    tried = list(orders(small, 3))
    threes = [one for one in tried if len(one) == 3]
    assert {name for one in threes for name in one} == set(OPS)
    assert len(threes) > 200


def test_two_at_once_never_leave_a_step_untied(small: Small) -> None:
    """The second read the result before the first wrote: refused, or as sound as if it had come alone."""
    read, both = small.result(0).version, 0
    for first in OPS:
        for second in OPS:
            point = transaction.savepoint()
            if try_it(small, first, read):
                both += try_it(small, second, read)
                nothing_is_untied(small, (first, second))
            transaction.savepoint_rollback(point)
    assert both
