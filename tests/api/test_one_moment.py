"""What takes several reads to tell is told as of one moment, and what goes between two of them is not there."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program
from virkning.api.telling import methods, plans
from virkning.rooms.access.scope import Scope
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.plans.models import PlannedResult, PlannedStep
from world import World

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]


@pytest.fixture
def at_plan(world: World) -> str:
    return f"/plans/{world.plans['lead']['EmploymentPlan'].pk}"


def test_a_part_that_goes_between_two_reads_is_not_there(
    world: World, program: Programs, at: str, at_plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    group, phase = world.plans["lead"]["TargetGroup"], world.ours.rows["MethodPhase"]
    load_group, load_method = plans.load_group, methods.load_method

    def without_parts(group: Any) -> Any:
        for model in (PlannedStep, PlannedResult):
            model._base_manager.filter(removed_at=None).update(removed_at="2013-01-01T00:00:00Z")
        return load_group(group)

    result, step = world.plans["lead"]["PlannedResult"], world.plans["lead"]["PlannedStep"]
    planner = program("lead planner")
    assert planner.get(f"{at_plan}/groups/{group.pk}").status_code == 200
    monkeypatch.setattr(plans, "load_group", without_parts)
    assert planner.get(f"{at_plan}/results/{result.pk}").status_code == 404
    PlannedResult._base_manager.update(removed_at=None)
    PlannedStep._base_manager.update(removed_at=None)
    assert planner.get(f"{at_plan}/steps/{step.pk}").status_code == 404

    def without_phases(method: Any) -> Any:
        phase._meta.model._base_manager.all().delete()
        return load_method(method)

    monkeypatch.setattr(methods, "load_method", without_phases)
    method = f"{at}/methods/{world.ours.rows['MethodDescription'].pk}"
    given = {"title": "Afklaring", "version": 1}
    assert program("project manager").put(f"{method}/phases/{phase.pk}", given).status_code == 404


@pytest.mark.parametrize(
    ("module", "load", "tell"),
    [
        (plans, "load_group", lambda world: plans.group_now(world.plans["lead"]["TargetGroup"].pk)),
        (plans, "load_group", lambda world: plans.result_now(world.plans["lead"]["PlannedResult"].pk)),
        (plans, "load_group", lambda world: plans.step_now(world.plans["lead"]["PlannedStep"].pk)),
        (plans, "lacking_by_plan", lambda world: plans.plan_now(world.plans["lead"]["EmploymentPlan"].pk)),
        (methods, "load_method", lambda world: methods.method_told(world.ours.rows["MethodDescription"])),
        (methods, "load_method", lambda world: methods.phase_now(world.ours.rows["MethodPhase"].pk)),
    ],
)
def test_several_reads_are_of_one_moment(
    world: World, everything: Scope, monkeypatch: pytest.MonkeyPatch, module: Any, load: str, tell: Any
) -> None:
    begun, inside, real = [0], [], getattr(module, load)

    class Moment:
        def __init__(self) -> None:
            self.moment = one_moment()

        def __enter__(self) -> None:
            begun[0] += 1
            self.moment.__enter__()

        def __exit__(self, *what: Any) -> None:
            begun[0] -= 1
            self.moment.__exit__(*what)

    def noted(*given: Any, **more: Any) -> Any:
        inside.append(begun[0] > 0)
        return real(*given, **more)

    monkeypatch.setattr(module, "one_moment", Moment, raising=False)
    monkeypatch.setattr(module, load, noted)
    tell(world)
    assert inside == [True]
