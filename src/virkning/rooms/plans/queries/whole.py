"""An employment plan loaded whole, as facts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from virkning.figures.planning import PlanStage, PlanTerm, Reached

from ..facts import (
    Before,
    GoalFacts,
    GroupFacts,
    OverallFacts,
    PlanFacts,
    PlannedFacts,
    RetiredStep,
    StepFacts,
    labelled,
)
from ..models import (
    EmploymentPlan,
    OverallGroup,
    PlanGoal,
    PlannedResult,
    PlannedStep,
    ResultFollowed,
    StepAlsoFor,
    TargetGroup,
)


def load_plan(plan: EmploymentPlan, *, goal: int | None = None) -> PlanFacts:
    """The plan as facts; with `goal` only what stands under that goal, the others by name alone.

    Seven queries, however large the plan.
    """
    here: dict[str, Any] = {"goal__plan": plan} if goal is None else {"goal": goal, "goal__plan": plan}
    under = {f"overall__{name}": value for name, value in here.items()}
    in_group = {f"group__{name}": value for name, value in under.items()}
    steps, gone, along = _steps(in_group)
    results = _results(in_group)
    groups: dict[int, list[GroupFacts]] = defaultdict(list)
    for group in TargetGroup.objects.filter(**under).order_by("position", "id"):
        key = group.pk
        groups[group.overall_id].append(_group(group, results[key], steps[key], gone[key], along[key]))
    overall: dict[int, list[OverallFacts]] = defaultdict(list)
    for one in OverallGroup.objects.filter(**here).order_by("position", "id"):
        overall[one.goal_id].append(
            OverallFacts(
                letter=one.letter,
                title=one.title,
                groups=tuple(groups[one.pk]),
                is_national=one.national_id is not None,
                id=one.pk,
                version=one.version,
            )
        )
    return _whole(plan, _goals(plan, overall))


def load_heads(plan: EmploymentPlan) -> PlanFacts:
    """The plan with its goals by name alone. One query."""
    return _whole(plan, _goals(plan, {}))


def _goals(plan: EmploymentPlan, overall: Mapping[int, Sequence[OverallFacts]]) -> tuple[GoalFacts, ...]:
    return tuple(
        GoalFacts(
            number=one.number,
            title=one.title,
            overall=tuple(overall.get(one.pk, ())),
            is_national=one.national_id is not None,
            id=one.pk,
            version=one.version,
        )
        for one in PlanGoal.objects.filter(plan=plan).order_by("position", "id")
    )


def load_group(group: TargetGroup) -> GroupFacts:
    """One target group as facts. Four queries."""
    within = {"group": group.pk}
    results, (steps, gone, along) = _results(within), _steps(within)
    return _group(group, results[group.pk], steps[group.pk], gone[group.pk], along[group.pk])


def _group(
    group: TargetGroup,
    results: Sequence[PlannedFacts],
    steps: tuple[StepFacts, ...],
    gone: Sequence[RetiredStep],
    along: Sequence[RetiredStep],
) -> GroupFacts:
    return GroupFacts(
        number=group.number,
        title=group.title,
        results=tuple(results),
        steps=steps,
        gone=tuple(gone),
        along=tuple(along),
        id=group.pk,
        version=group.version,
    )


def _whole(plan: EmploymentPlan, goals: tuple[GoalFacts, ...]) -> PlanFacts:
    organisation = plan.organisation
    return PlanFacts(
        municipality=organisation.name,
        code=organisation.municipality_id or "",
        year=plan.year,
        goals=goals,
        stage=PlanStage(plan.stage),
        adopted_on=plan.adopted_on,
        adopted_by=plan.adopted_by,
        begun_from=plan.carried_from_id,
        id=plan.pk,
        version=plan.version,
        organisation_id=organisation.pk,
    )


def _results(within: Mapping[str, Any]) -> dict[int, list[PlannedFacts]]:
    """Group → its results. Two queries."""
    rows = PlannedResult.objects.filter(**within).order_by("number", "id")
    rows = rows.select_related("carried_from__group__overall__goal__plan")
    follows: dict[int, list[int]] = defaultdict(list)
    links = ResultFollowed.objects.filter(**{f"planned__{name}": value for name, value in within.items()})
    # One that is removed measures nothing: it is no result "in a project you cannot see" either.
    links = links.filter(result__removed_at__isnull=True, result__project__removed_at__isnull=True)
    for planned, result in links.order_by("id").values_list("planned_id", "result_id"):
        follows[planned].append(result)
    found: dict[int, list[PlannedFacts]] = defaultdict(list)
    for one in rows:
        found[one.group_id].append(
            PlannedFacts(
                number=one.number,
                text=one.text,
                term=PlanTerm(one.term),
                retired_on=one.retired_on,
                retired_reason=one.retired_reason,
                reached=Reached(one.reached) if one.reached else None,
                reached_comment=one.reached_comment,
                follows=tuple(follows[one.pk]),
                before=_before(one.carried_from),
                id=one.pk,
                version=one.version,
            )
        )
    return found


def _before(last: PlannedResult | None) -> Before | None:
    if last is None:
        return None
    reached = Reached(last.reached) if last.reached else None
    return Before(last.owning_plan.year, last.text, reached, last.reached_comment)


def _steps(
    within: Mapping[str, Any],
) -> tuple[dict[int, tuple[StepFacts, ...]], dict[int, list[RetiredStep]], dict[int, list[RetiredStep]]]:
    """Group → its steps that count, in the order of the print; those out of use though their result counts; the others.

    Two queries. Where the result is out of use too, its steps come back with it, or after it.
    """
    of_result = {f"result__{name}": value for name, value in within.items()}
    also: dict[int, list[int]] = defaultdict(list)
    links = StepAlsoFor.objects.filter(**{f"step__{name}": value for name, value in of_result.items()})
    links = links.filter(result__removed_at__isnull=True, result__retired_on__isnull=True)
    for step, number in links.order_by("result__number", "id").values_list("step_id", "result__number"):
        also[step].append(number)
    told: dict[int, list[tuple[str, tuple[int, ...], int, int]]] = defaultdict(list)
    gone: dict[int, list[RetiredStep]] = defaultdict(list)
    along: dict[int, list[RetiredStep]] = defaultdict(list)
    there = Q(result__removed_at__isnull=True)
    rows = PlannedStep.objects.filter(there | Q(retired_on__isnull=True), **of_result)
    columns = (
        "id",
        "version",
        "text",
        "retired_on",
        "result__number",
        "result__group_id",
        "result__retired_on",
    )
    for key, version, text, day, number, group, with_result in rows.order_by(
        "result__number", "position", "id"
    ).values_list(*columns):
        if day is None:
            told[group].append((text, (number, *also[key]), key, version))
        else:
            out = gone if with_result is None else along
            out[group].append(RetiredStep(text, number, day, key, version))
    return defaultdict(tuple, {group: labelled(some) for group, some in told.items()}), gone, along
