"""Employment plans: read whole; target groups, results and steps written; results followed up."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.responses import Status

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.plans import models
from virkning.rooms.plans.actions.fates import Fates
from virkning.rooms.plans.actions.following import Said, follow_up
from virkning.rooms.plans.actions.groups import add_group, change_group, remove_group
from virkning.rooms.plans.actions.results import add_result, change_result, remove_result
from virkning.rooms.plans.actions.steps import add_step, change_step, remove_step
from virkning.rooms.plans.queries.hanging import steps_on
from virkning.rooms.plans.queries.standing import Lacking, lacking_by_plan, plans_seen
from virkning.rooms.plans.queries.whole import load_plan

from ..door import Bearer, author_of, found
from ..once import Done, done_before, once
from ..problems import Stale
from ..schemas import plans as schemas
from ..schemas.outcomes import reads, writes
from ..schemas.values import KeyAsked, Limit, Offset, Page, VersionAsked, page
from ..telling.plans import (
    group_as_told,
    group_now,
    result_as_told,
    result_now,
    seen_in,
    step_now,
    told_plan,
    told_whole,
)
from ..wording import gettext_lazy as _

router = Router(tags=["plans"])
_PLAN = "/plans/{int:plan_id}"
_OVERALL = {"pk": "overall_id", "goal__plan": "plan_id"}
_GROUP = {"pk": "group_id", "overall__goal__plan": "plan_id"}
_RESULT = {"pk": "planned_id", "group__overall__goal__plan": "plan_id"}
_STEP = {"pk": "step_id", "result__group__overall__goal__plan": "plan_id"}
_AT_GROUP = _PLAN + "/groups/{int:group_id}"
_AT_RESULT = _PLAN + "/results/{int:planned_id}"
_AT_STEP = _PLAN + "/steps/{int:step_id}"


@router.get(
    "/plans",
    auth=Bearer(Permission.SEE_OWN_PAGES),
    response=reads(Page[schemas.Plan]),
    url_name="api_plans",
    summary=_("De beskæftigelsesplaner, du kan se"),
)
def list_plans(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The plans by municipality, the latest year first."""
    plans = plans_seen()
    lacking = lacking_by_plan([one.pk for one in plans])
    return page([told_plan(one, lacking.get(one.pk, Lacking())) for one in plans], limit, offset)


@router.get(
    _PLAN,
    auth=Bearer(Permission.SEE_PLAN, models.EmploymentPlan, pk="plan_id"),
    response=reads(schemas.WholePlan),
    url_name="api_plan",
    summary=_("En beskæftigelsesplan i sin helhed"),
)
def show_plan(request: HttpRequest, plan_id: int) -> schemas.WholePlan:
    """The plan with goals, groups, results and steps."""
    facts = load_plan(found(request))
    return told_whole(facts, seen_in(facts.groups()))


# Target groups


@router.post(
    _PLAN + "/overall-groups/{int:overall_id}/groups",
    auth=Bearer(Permission.EDIT_PLAN, models.OverallGroup, **_OVERALL),
    response=writes(schemas.TargetGroup, 201, current=schemas.TargetGroup),
    url_name="api_plan_groups",
    summary=_("Tilføj en målgruppe"),
)
def write_target_group(request: HttpRequest, plan_id: int, overall_id: int, given: schemas.GroupGiven) -> Any:
    """Add a target group after the others of its overall group."""
    overall: models.OverallGroup = found(request)

    def act() -> Done:
        return 201, add_group(overall, number=given.number, title=given.title, by=author_of(request)).pk

    status, key = once(request, act)
    return Status(status, group_now(key))


@router.get(
    _AT_GROUP,
    auth=Bearer(Permission.SEE_PLAN, models.TargetGroup, **_GROUP),
    response=reads(schemas.TargetGroup),
    url_name="api_plan_group",
    summary=_("En målgruppe med resultater og trin"),
)
def show_target_group(request: HttpRequest, plan_id: int, group_id: int) -> schemas.TargetGroup:
    """A target group with its results and steps, each with the version to correct it by."""
    return group_as_told(found(request))


@router.put(
    _AT_GROUP,
    auth=Bearer(Permission.EDIT_PLAN, models.TargetGroup, **_GROUP),
    response=writes(schemas.TargetGroup, 200, current=schemas.TargetGroup),
    summary=_("Ret en målgruppe"),
)
def correct_target_group(
    request: HttpRequest, plan_id: int, group_id: int, given: schemas.GroupChanged
) -> Any:
    """Give a target group another number or title."""
    group: models.TargetGroup = found(request)

    def act() -> Done:
        change_group(
            group,
            number=given.number,
            title=given.title,
            version=given.version,
            by=author_of(request),
        )
        return 200, group.pk

    _once(request, act, lambda: group_now(group_id))
    return Status(200, group_now(group_id))


@router.api_operation(
    ["DELETE"],
    _AT_GROUP,
    auth=Bearer(Permission.EDIT_PLAN, models.TargetGroup, **_GROUP).unless(done_before),
    response=writes(None, 204, current=schemas.TargetGroup),
    summary=_("Fjern en målgruppe med dens resultater og trin"),
)
def delete_target_group(request: HttpRequest, plan_id: int, group_id: int, version: VersionAsked) -> Any:
    """Take a target group away with its results and steps; a person can bring them back."""
    group = found(request)
    if isinstance(group, models.TargetGroup):
        act = _removal(group, lambda: remove_group(group, version=version, by=author_of(request)))
        _once(request, act, lambda: group_now(group_id))
    return HttpResponse(status=204)


# Results


@router.post(
    _AT_GROUP + "/results",
    auth=Bearer(Permission.EDIT_PLAN, models.TargetGroup, **_GROUP),
    response=writes(schemas.PlannedResult, 201, current=schemas.PlannedResult),
    url_name="api_planned_results",
    summary=_("Tilføj et resultat"),
)
def write_planned_result(
    request: HttpRequest, plan_id: int, group_id: int, given: schemas.ResultGiven
) -> Any:
    """Add a result after the group's others."""
    group: models.TargetGroup = found(request)

    def act() -> Done:
        return 201, add_result(group, text=given.text, term=given.term, by=author_of(request)).pk

    status, key = once(request, act)
    return Status(status, result_now(key))


@router.get(
    _AT_RESULT,
    auth=Bearer(Permission.SEE_PLAN, models.PlannedResult, **_RESULT),
    response=reads(schemas.PlannedResult),
    url_name="api_planned_result",
    summary=_("Et planlagt resultat"),
)
def show_planned_result(request: HttpRequest, plan_id: int, planned_id: int) -> schemas.PlannedResult:
    """A planned result, with the version to correct it by."""
    return result_as_told(found(request))


@router.put(
    _AT_RESULT,
    auth=Bearer(Permission.EDIT_PLAN, models.PlannedResult, **_RESULT),
    response=writes(schemas.PlannedResult, 200, current=schemas.PlannedResult),
    summary=_("Ret et planlagt resultat"),
)
def correct_planned_result(
    request: HttpRequest, plan_id: int, planned_id: int, given: schemas.ResultChanged
) -> Any:
    """Reword a result."""
    result: models.PlannedResult = found(request)

    def act() -> Done:
        change_result(result, text=given.text, term=given.term, version=given.version, by=author_of(request))
        return 200, result.pk

    _once(request, act, lambda: result_now(planned_id))
    return Status(200, result_now(planned_id))


@router.api_operation(
    ["DELETE"],
    _AT_RESULT,
    auth=Bearer(Permission.EDIT_PLAN, models.PlannedResult, **_RESULT).unless(done_before),
    response=writes(None, 204, current=schemas.PlannedResult),
    summary=_("Fjern et planlagt resultat"),
)
def delete_planned_result(
    request: HttpRequest,
    plan_id: int,
    planned_id: int,
    version: VersionAsked,
    steps_go_along: bool = False,
    steps_to: KeyAsked | None = None,
) -> Any:
    """Take a result away. What becomes of its steps must be said: `steps_go_along=true`, or `steps_to` another result.

    A step that leads to another result as well stays with that one where they do not go along.
    """
    result = found(request)
    if isinstance(result, models.PlannedResult):
        fates = _fates(result, along=steps_go_along, to=steps_to)
        act = _removal(
            result, lambda: remove_result(result, fates=fates, version=version, by=author_of(request))
        )
        _once(request, act, lambda: result_now(planned_id))
    return HttpResponse(status=204)


@router.put(
    _AT_RESULT + "/follow-up",
    auth=Bearer(Permission.EDIT_PLAN, models.PlannedResult, **_RESULT),
    response=writes(schemas.PlannedResult, 200, current=schemas.PlannedResult),
    url_name="api_planned_follow_up",
    summary=_("Skriv, hvor meget af et resultat der er opnået"),
)
def write_planned_follow_up(
    request: HttpRequest, plan_id: int, planned_id: int, given: schemas.FollowUpGiven
) -> Any:
    """Say how much of a result of an adopted plan was reached, with a comment: the whole of it."""
    result: models.PlannedResult = found(request)

    def act() -> Done:
        said = Said(result, given.reached, given.comment, given.version)
        follow_up(result.owning_plan, [said], by=author_of(request))
        return 200, result.pk

    _once(request, act, lambda: result_now(planned_id))
    return Status(200, result_now(planned_id))


# Steps


@router.post(
    _AT_GROUP + "/steps",
    auth=Bearer(Permission.EDIT_PLAN, models.TargetGroup, **_GROUP),
    response=writes(schemas.Step, 201, current=schemas.Step),
    url_name="api_plan_steps",
    summary=_("Tilføj et trin"),
)
def write_plan_step(request: HttpRequest, plan_id: int, group_id: int, given: schemas.StepGiven) -> Any:
    """Add a step to the first of the results it leads to."""
    group: models.TargetGroup = found(request)

    def act() -> Done:
        first = next(iter(given.leads_to), 0)
        own = models.PlannedResult.objects.filter(group=group, pk=first).first()
        if own is None:
            raise Refused({"leads_to": str(_("Et trin skal føre til et resultat. Vælg mindst ét."))})
        own.group = group
        return 201, add_step(own, text=given.text, leads_to=given.leads_to, by=author_of(request)).pk

    status, key = once(request, act)
    return Status(status, step_now(key))


@router.get(
    _AT_STEP,
    auth=Bearer(Permission.SEE_PLAN, models.PlannedStep, **_STEP),
    response=reads(schemas.Step),
    url_name="api_plan_step",
    summary=_("Et trin"),
)
def show_plan_step(request: HttpRequest, plan_id: int, step_id: int) -> schemas.Step:
    """A step that counts, with the version to correct it by."""
    return step_now(found(request).pk)


@router.put(
    _AT_STEP,
    auth=Bearer(Permission.EDIT_PLAN, models.PlannedStep, **_STEP),
    response=writes(schemas.Step, 200, current=schemas.Step),
    summary=_("Ret et trin"),
)
def correct_plan_step(request: HttpRequest, plan_id: int, step_id: int, given: schemas.StepChanged) -> Any:
    """Reword a step, and say which results it leads to: the whole of it."""
    step: models.PlannedStep = found(request)

    def act() -> Done:
        change_step(
            step,
            text=given.text,
            leads_to=given.leads_to,
            version=given.version,
            by=author_of(request),
        )
        return 200, step.pk

    _once(request, act, lambda: step_now(step_id))
    return Status(200, step_now(step_id))


@router.api_operation(
    ["DELETE"],
    _AT_STEP,
    auth=Bearer(Permission.EDIT_PLAN, models.PlannedStep, **_STEP).unless(done_before),
    response=writes(None, 204, current=schemas.Step),
    summary=_("Fjern et trin"),
)
def delete_plan_step(request: HttpRequest, plan_id: int, step_id: int, version: VersionAsked) -> Any:
    """Take a step away; a person can bring it back."""
    step = found(request)
    if isinstance(step, models.PlannedStep):
        act = _removal(step, lambda: remove_step(step, version=version, by=author_of(request)))
        _once(request, act, lambda: step_now(step_id))
    return HttpResponse(status=204)


def _removal(part: Any, remove: Callable[[], Any]) -> Callable[[], Done]:
    def act() -> Done:
        remove()
        return 204, part.pk

    return act


def _once(request: HttpRequest, act: Callable[[], Done], now: Callable[[], Any]) -> None:
    """Do it once. Raises `Stale` with what stands there `now` where somebody was first."""
    try:
        once(request, act)
    except Conflict as conflict:
        try:
            current = now()
        except NotVisible:
            current = None
        raise Stale(current) from conflict


def _fates(result: models.PlannedResult, *, along: bool, to: int | None) -> Fates:
    """What was said of the steps, as the action takes it; of those nothing was said of, it says so itself."""
    fates: dict[int, int | None] = {}
    for one in steps_on(result):
        if along:
            fates[one.step.pk] = None
        elif to is not None or one.also:
            fates[one.step.pk] = to if to is not None else one.also[0]
    return fates
