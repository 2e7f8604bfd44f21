"""What hangs on a part of a plan: shown before it goes, and never left untied."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..models import OverallGroup, PlanGoal, PlannedResult, PlannedStep, StepAlsoFor, TargetGroup

Part = PlanGoal | OverallGroup | TargetGroup
#: The parts of a plan from the top down, each with the path to its parent.
PARTS: tuple[tuple[type[Any], str], ...] = (
    (PlanGoal, "plan"),
    (OverallGroup, "goal"),
    (TargetGroup, "overall"),
    (PlannedResult, "group"),
    (PlannedStep, "result"),
)


@dataclass(frozen=True)
class HangingStep:
    """A step whose own result is to go. `also`: the other results it leads to already, which could be its own."""

    step: PlannedStep
    also: tuple[int, ...]


def steps_on(result: PlannedResult) -> list[HangingStep]:
    """The steps that count and hang on the result, in their order. Two queries."""
    rows = list(PlannedStep._base_manager.filter(result=result, **_counts()).order_by("position", "id"))
    also: dict[int, list[int]] = {}
    links = StepAlsoFor._base_manager.filter(step__in=rows, **_counts("result__"))
    for step, other in links.order_by("result__number", "id").values_list("step_id", "result_id"):
        also.setdefault(step, []).append(other)
    return [HangingStep(one, tuple(also.get(one.pk, ()))) for one in rows]


def ties_to(result: PlannedResult) -> list[PlannedStep]:
    """The steps of the group's other results that lead to this one as well: they stay, and lose the tie. One query."""
    links = StepAlsoFor._base_manager.filter(result=result, **_counts("step__"))
    ordered = links.order_by("step__result__number", "step__position", "step_id").select_related(
        "step__result"
    )
    return [one.step for one in ordered]


def others_beside(result: PlannedResult) -> list[PlannedResult]:
    """The other results of the group that count. One query."""
    rows = PlannedResult._base_manager.filter(group_id=result.group_id, **_counts()).exclude(pk=result.pk)
    return list(rows.order_by("number", "id"))


def under(part: Part) -> list[Any]:
    """Everything that stands under a goal or a group, the leaves first. At most four queries."""
    found = list(_levels_under(part))
    return [one for level in reversed(found) for one in level]


def _levels_under(part: Part) -> Iterator[Sequence[Any]]:
    at = next(place for place, (model, _path) in enumerate(PARTS) if isinstance(part, model))
    above: Sequence[Any] = [part]
    for model, path in PARTS[at + 1 :]:
        rows = model._base_manager.filter(**{f"{path}__in": above}, removed_at__isnull=True)
        above = list(rows.order_by("pk"))
        yield above


def _counts(path: str = "") -> dict[str, Any]:
    return {f"{path}removed_at__isnull": True, f"{path}retired_on__isnull": True}
