"""Writing the follow-up, a target group at a time: a goal may have more results than one form may have fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from virkning.figures.planning import PlanWork
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.flow import FormPage, Saved
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.plans.actions.arranging import check_stage
from virkning.rooms.plans.actions.following import follow_up
from virkning.rooms.plans.facts import GroupFacts
from virkning.rooms.plans.models import EmploymentPlan, PlannedResult, TargetGroup
from virkning.rooms.plans.queries.whole import load_group

from .editing import answer_on, saved
from .followform import FollowUpForm
from .followrows import FollowedRow, FollowedRows
from .measures import measures_of
from .ways import Form, crumbs, goal_key, part_in, plan_name


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_follow_up_group(request: HttpRequest, plan: EmploymentPlan, group_id: int) -> HttpResponse:
    """Write how much of each result of a group was reached; then on to the next group that lacks it."""
    group = part_in(plan, TargetGroup, group_id)
    overview = f"{reverse('plan_follow_up', args=(plan.pk,))}?maal={goal_key(group)}"
    back = f"{overview}#maalgruppe-{group.pk}"
    if request.method != "POST":  # what was typed while somebody took the plan on is shown again, with why
        try:
            check_stage(plan, PlanWork.FOLLOW)
        except Refused as closed:
            messages.warning(request, str(closed))
            return redirect(back)
    facts, after = load_group(group), _next(group)
    on = reverse("plan_follow_up_group", args=(plan.pk, after.pk)) if after else back

    def save(form: FollowUpForm) -> Saved:
        rows = PlannedResult.objects.filter(group=group).select_related("group__overall__goal__plan")
        planned = {one.pk: one for one in rows.order_by("pk")}
        follow_up(plan, form.said(planned), by=author_of(request))
        return saved(plan, on, _("Opfølgningen er gemt."))

    page = FormPage(
        form=partial(FollowUpForm, group=facts),
        title=_("Opfølgning på målgruppe %(number)s") % {"number": group.number},
        under=f"{plan_name(plan)}, {plan.organisation.name}",
        save=save,
        submit=_("Gem, og gå til %(group)s") % {"group": after.number} if after else _("Gem opfølgningen"),
        initial=lambda _record: _begin_with(load_group(group)),
        back=back,
        breadcrumbs=crumbs(
            plan, (_("Opfølgning"), overview), (_("Målgruppe %(number)s") % {"number": group.number}, "")
        ),
        draft=f"plan-opfoelgning-gruppe:{group.pk}",
        template="plans/followup_form.html",
        context={"rows_of": _Rows(facts, FollowedRows(plan, measures_of([facts]), back)), "group": facts},
    )
    return answer_on(request, plan, page)


@dataclass(frozen=True)
class _Rows:
    """The rows with their fields, made when the template has the form in hand."""

    group: GroupFacts
    rows: FollowedRows

    def of(self, form: HouseForm) -> tuple[FollowedRow, ...]:
        """Those that count."""
        return tuple(self.rows.of(one, form) for one in self.group.counting)


def _next(group: TargetGroup) -> TargetGroup | None:
    """The first group after this one under the goal of which something is not said. One query."""
    unsaid = PlannedResult.objects.filter(group=OuterRef("pk"), retired_on__isnull=True, reached="")
    rows = TargetGroup.objects.filter(
        Exists(unsaid), overall__goal=goal_key(group), overall__removed_at__isnull=True
    )
    place = (group.overall.position, group.overall_id, group.position, group.pk)
    for one in rows.select_related("overall").order_by("overall__position", "overall_id", "position", "id"):
        if (one.overall.position, one.overall_id, one.position, one.pk) > place:
            return one
    return None


def _begin_with(group: GroupFacts) -> Mapping[str, Any]:
    values: dict[str, Any] = {}
    for one in group.counting:
        values |= {
            f"reached_{one.id}": one.reached.value if one.reached else "",
            f"comment_{one.id}": one.reached_comment,
        }
    return {**values, "seen": ";".join(f"{one.id}:{one.version}" for one in group.counting)}
