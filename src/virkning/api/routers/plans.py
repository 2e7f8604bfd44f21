"""Employment plans: listed, begun, read whole, moved to their next stage, handed out as files, removed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.carrying import carry_plan
from virkning.rooms.plans.actions.plans import create_plan, move_plan, remove_plan
from virkning.rooms.plans.models import EmploymentPlan
from virkning.rooms.plans.printing import PlanFormat, printed_plan
from virkning.rooms.plans.queries.standing import Lacking, lacking_by_plan, plans_seen
from virkning.rooms.plans.queries.whole import load_plan

from ..door import Bearer, found
from ..files import A_FILE, as_file
from ..kinds import Kind, fields_of, named
from ..schemas import plans as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Limit, Offset, Page, VersionAsked, page
from ..telling.plans import plan_now, seen_in, told_plan, told_whole
from ..wording import gettext_lazy as _
from . import plangoals, plangroups, planresults, plansteps

router = Router(tags=["plans"])
PLANS = Kind(
    router=router,
    at="/plans/{int:plan_id}",
    model=EmploymentPlan,
    lookups={"pk": "plan_id"},
    told=schemas.Plan,
    now=plan_now,
    sees=Permission.SEE_PLAN,
    edits=Permission.EDIT_PLAN,
)


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


@PLANS.make(
    "/organisations/{int:organisation_id}/plans",
    Organisation,
    "api_organisation_plans",
    _("Begynd en beskæftigelsesplan"),
    pk="organisation_id",
)
def write_plan(request: HttpRequest, organisation_id: int, given: schemas.PlanGiven) -> Any:
    """Begin a municipality's plan with the ministry's goals of the year, or with all of an earlier plan as well."""

    def begin(organisation: Organisation, by: Author) -> EmploymentPlan:
        if given.carried_from is None:
            with fields_of({"organisation": ""}):  # the address names it
                return create_plan(organisation=organisation, year=given.year, by=by)
        before = named(EmploymentPlan, given.carried_from, "carried_from", organisation=organisation)
        return carry_plan(before, year=given.year, by=by)

    return PLANS.made(request, begin)


@router.get(
    PLANS.at,
    auth=Bearer(Permission.SEE_PLAN, EmploymentPlan, pk="plan_id"),
    response=reads(schemas.WholePlan),
    url_name="api_plan",
    summary=_("En beskæftigelsesplan i sin helhed"),
)
def show_plan(request: HttpRequest, plan_id: int) -> schemas.WholePlan:
    """The plan with goals, groups, results and steps."""
    with one_moment():
        facts = load_plan(found(request))
        return told_whole(facts, seen_in(facts.groups()))


@PLANS.act("/move", "api_plan_move", _("Vedtag en plan, følg den op, eller åbn den igen"))
def move_plan_on(request: HttpRequest, plan_id: int, given: schemas.MoveGiven) -> Any:
    """Take the plan to its next stage: adopt it, end its follow-up, or open it again with a reason."""
    values = given.model_dump(exclude={"version"})
    return PLANS.changed(request, lambda plan, by: move_plan(plan, version=given.version, by=by, **values))


@PLANS.remove(_("Fjern en plan, der er en kladde"))
def delete_plan(request: HttpRequest, plan_id: int, version: VersionAsked) -> Any:
    """Take a draft away with all that is in it; a person can bring it back."""
    return PLANS.removed(request, lambda plan, by: remove_plan(plan, version=version, by=by))


@router.get(
    PLANS.at + "/files/{kind}",
    auth=Bearer(Permission.SEE_PLAN, EmploymentPlan, pk="plan_id"),
    response=reads(None),
    url_name="api_plan_file",
    summary=_("En beskæftigelsesplan som fil: docx eller pdf"),
    openapi_extra=A_FILE,
)
def download_plan(request: HttpRequest, plan_id: int, kind: str) -> HttpResponse:
    """The plan's five schemas, in Danish. `kind`: docx, which can be written on and read back, or pdf."""
    if kind not in set(PlanFormat):
        raise NotVisible
    made = printed_plan(found(request), PlanFormat(kind))
    return as_file(made.content, made.name)


for _part in (plangoals, plangroups, planresults, plansteps):
    router.add_router("", _part.router)
