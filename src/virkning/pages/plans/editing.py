"""Forms on the parts of a plan, answered in place of the cell or on a page of their own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.plans.models import EmploymentPlan, InPlan, TargetGroup

from .planpage import in_table
from .ways import in_place, part_name, plan_address

#: The place of a form in a group's row: a new part, or the one with this name.
AT_RESULT, AT_STEP, AT_GROUP = "nyt-resultat", "nyt-trin", "maalgruppe"


def answer_in_group(
    request: HttpRequest, page: FormPage, group: TargetGroup, at: str, *, context: Mapping[str, Any] = {}
) -> HttpResponse:
    """The form inside the group's row, at the place `at`; without that, on its own page."""
    plan = group.owning_plan
    if not in_place(request):
        return answer_form(request, replace(page, template="plans/part.html", context=context))
    inside = {**context, "at": at, "here": request.get_full_path(), **in_table(request, plan, group)}
    return answer_form(request, replace(page, template="plans/group.html", context=inside))


def back_to(request: HttpRequest, plan: EmploymentPlan, part: InPlan, group: TargetGroup) -> str:
    """Where a saved form leads: the group's row with the focus on the part, or the plan's page at it."""
    if not in_place(request):
        return plan_address(plan, part)
    return f"{reverse('plan_group', args=(plan.pk, group.pk))}?valgt={part_name(part)}"


def saved(plan: EmploymentPlan, address: str, words: str) -> Saved:
    """What a save did; the plan is what the entry is about."""
    return Saved(address, words, plan)


def done(request: HttpRequest, plan: EmploymentPlan, act: Any, words: str, address: str) -> HttpResponse:
    """Answer a button: do the act, say so with its undo, and go to the address; or say why not."""
    try:
        act()
    except Refused as refused:
        messages.warning(request, str(refused))
    except Conflict as conflict:
        messages.warning(request, str(conflict))
    else:
        entry = latest_entry(plan)
        messages.success(request, words, extra_tags=f"undo-{entry.pk}" if entry is not None else "")
    return HttpResponseRedirect(address)


def steps_up_or_down(request: HttpRequest, place: int) -> int:
    """The place a button asks for: one up (`op`) or, else, one down."""
    return max(0, place - 1) if "op" in request.POST else place + 1
