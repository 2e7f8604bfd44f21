"""A step that counts has a result that counts: the database refuses anything else, on both engines."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from virkning.rooms.access.scope import Scope
from virkning.rooms.plans.models import PlannedResult, PlannedStep
from world import World

pytestmark = pytest.mark.django_db

GONE: dict[str, dict[str, Any]] = {
    "removed": {"removed_at": timezone.now()},
    "retired": {"retired_on": date(2013, 6, 1), "retired_reason": "Lovændring"},
}


@pytest.fixture
def result(world: World, everything: Scope) -> PlannedResult:
    found: PlannedResult = world.plans["lead"]["PlannedResult"]
    return found


@pytest.mark.parametrize("how", GONE)
def test_a_result_with_steps_stays(result: PlannedResult, how: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedResult.objects.filter(pk=result.pk).update(**GONE[how])
    PlannedStep.objects.filter(result=result).update(retired_on=date(2013, 6, 1))
    PlannedResult.objects.filter(pk=result.pk).update(**GONE[how])


@pytest.mark.parametrize("how", GONE)
def test_no_step_is_made_moved_or_brought_back_to_a_result_that_is_gone(
    result: PlannedResult, how: str
) -> None:
    step = PlannedStep.objects.get(result=result)
    PlannedStep.objects.filter(result=result).update(removed_at=timezone.now())
    PlannedResult.objects.filter(pk=result.pk).update(**GONE[how])
    other = PlannedStep.objects.get(text="Jobsøgning", result__group=result.group)
    acts = (
        lambda: PlannedStep.objects.create(result=result, text="Nyt"),
        lambda: PlannedStep.objects.filter(pk=other.pk).update(result=result),
        lambda: PlannedStep.with_removed.filter(pk=step.pk).update(removed_at=None),
    )
    for act in acts:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_a_step_is_not_without_a_result_and_its_result_is_not_deleted(result: PlannedResult) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedStep.objects.filter(result=result).update(result=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedResult._base_manager.filter(pk=result.pk)._raw_delete("default")  # type: ignore[attr-defined]
        connection.check_constraints()


def test_the_triggers_are_there() -> None:
    """A migration that makes a table anew on SQLite loses them."""
    sqlite = connection.vendor == "sqlite"
    named = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'" if sqlite else "SELECT tgname FROM pg_trigger"
    )
    with connection.cursor() as cursor:
        cursor.execute(named)
        found = {row[0] for row in cursor.fetchall()}
    assert {"step_made_needs_its_result", "step_changed_needs_its_result", "result_of_steps_stays"} <= found
