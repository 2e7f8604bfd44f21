"""Employment plans as the API tells them."""

from collections.abc import Collection, Iterable
from typing import Any

from virkning.figures.planning import PlanStage
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.plans import models
from virkning.rooms.plans.facts import GoalFacts, GroupFacts, PlanFacts, PlannedFacts, StepFacts
from virkning.rooms.plans.queries.standing import Lacking, lacking_by_plan
from virkning.rooms.plans.queries.whole import load_group
from virkning.rooms.results.models import Result

from ..schemas import plans as schemas

#: Keys of the projects' results the caller sees.
Seen = Collection[int]


def told_plan(plan: models.EmploymentPlan, lacking: Lacking) -> schemas.Plan:
    """A plan in a list."""
    return schemas.Plan(
        id=plan.pk,
        organisation_id=plan.organisation_id,
        municipality=plan.organisation.municipality_id or "",
        year=plan.year,
        stage=PlanStage(plan.stage),
        adopted_on=plan.adopted_on,
        groups=lacking.groups,
        unready=list(lacking.unready),
        version=plan.version,
    )


def told_whole(facts: PlanFacts, seen: Seen) -> schemas.WholePlan:
    """A plan with everything in it."""
    return schemas.WholePlan(
        id=facts.id,
        organisation_id=facts.organisation_id,
        municipality=facts.code,
        year=facts.year,
        stage=facts.stage,
        adopted_on=facts.adopted_on,
        adopted_by=facts.adopted_by,
        begun_from=facts.begun_from,
        groups=len(list(facts.groups())),
        unready=[one.number for one in facts.unready],
        version=facts.version,
        goals=[_goal(one, seen) for one in facts.goals],
    )


def _goal(facts: GoalFacts, seen: Seen) -> schemas.Goal:
    return schemas.Goal(
        id=facts.id,
        number=facts.number,
        title=facts.title,
        national=facts.is_national,
        version=facts.version,
        overall_groups=[
            schemas.OverallGroup(
                id=one.id,
                letter=one.letter,
                title=one.title,
                national=one.is_national,
                version=one.version,
                groups=[told_group(group, seen) for group in one.groups],
            )
            for one in facts.overall
        ],
    )


def told_group(facts: GroupFacts, seen: Seen) -> schemas.TargetGroup:
    """A target group with its results and steps, and those that have gone out of use."""
    return schemas.TargetGroup(
        id=facts.id,
        number=facts.number,
        title=facts.title,
        ready=facts.is_ready,
        results=[told_result(one, seen) for one in facts.results],
        steps=[told_step(one, facts) for one in facts.steps],
        retired_steps=[
            schemas.RetiredStep(
                id=one.id, text=one.text, result=one.number, retired_on=one.retired_on, version=one.version
            )
            for one in facts.gone
        ],
        version=facts.version,
    )


def told_result(facts: PlannedFacts, seen: Seen) -> schemas.PlannedResult:
    """A planned result."""
    follows = [key for key in facts.follows if key in seen]
    before = facts.before
    return schemas.PlannedResult(
        id=facts.id,
        number=facts.number,
        text=facts.text,
        term=facts.term,
        retired_on=facts.retired_on,
        retired_reason=facts.retired_reason,
        reached=facts.reached,
        comment=facts.reached_comment,
        follows=follows,
        hidden=len(facts.follows) - len(follows),
        before=None
        if before is None
        else schemas.Before(
            year=before.year, text=before.text, reached=before.reached, comment=before.comment
        ),
        version=facts.version,
    )


def told_step(facts: StepFacts, group: GroupFacts) -> schemas.Step:
    """A step of the group."""
    keys = {one.number: one.id for one in group.results}
    return schemas.Step(
        id=facts.id,
        text=facts.text,
        label=facts.label,
        leads_to=[keys[number] for number in facts.leads_to],
        version=facts.version,
    )


def seen_in(groups: Iterable[GroupFacts]) -> set[int]:
    """Keys of the projects' results the caller sees, among those that measure something here. One query, or none."""
    keys = {key for group in groups for one in group.results for key in one.follows}
    if not keys:
        return set()
    return set(Result.objects.filter(pk__in=keys).order_by("id").values_list("pk", flat=True))


def plan_now(key: int) -> schemas.Plan:
    """The plan as it is now, as in a list. Raises `NotVisible`."""
    with one_moment():
        plan = _there(models.EmploymentPlan.objects.select_related("organisation").filter(pk=key).first())
        return told_plan(plan, lacking_by_plan([key]).get(key, Lacking()))


def goal_now(key: int) -> schemas.GoalHead:
    """The goal by itself. Raises `NotVisible`."""
    goal = _there(models.PlanGoal.objects.filter(pk=key).first())
    return schemas.GoalHead(
        id=goal.pk,
        number=goal.number,
        title=goal.title,
        national=goal.national_id is not None,
        version=goal.version,
    )


def overall_now(key: int) -> schemas.OverallGroupHead:
    """The overall group by itself. Raises `NotVisible`."""
    overall = _there(models.OverallGroup.objects.filter(pk=key).first())
    return schemas.OverallGroupHead(
        id=overall.pk,
        letter=overall.letter,
        title=overall.title,
        national=overall.national_id is not None,
        version=overall.version,
    )


def _there(row: Any) -> Any:
    """The row. Raises `NotVisible` where there is none."""
    if row is None:
        raise NotVisible
    return row


def group_now(key: int) -> schemas.TargetGroup:
    """The group as it is now. Seven queries at most. Raises `NotVisible`."""
    with one_moment():
        facts = load_group(_there(models.TargetGroup.objects.filter(pk=key).first()))
        return told_group(facts, seen_in([facts]))


def result_now(key: int) -> schemas.PlannedResult:
    """The result as it is now. Raises `NotVisible`."""
    with one_moment():
        row = _there(models.PlannedResult.objects.filter(pk=key).select_related("group").first())
        facts = load_group(row.group)
        result = _there(next((one for one in facts.results if one.id == key), None))
        return told_result(result, seen_in([facts]))


def step_now(key: int) -> schemas.Step:
    """The step as it is now. Raises `NotVisible`, for one that is out of use too."""
    with one_moment():
        row = _there(models.PlannedStep.objects.filter(pk=key).select_related("result__group").first())
        facts = load_group(row.result.group)
        return told_step(_there(next((one for one in facts.steps if one.id == key), None)), facts)
