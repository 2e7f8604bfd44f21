"""Forms on the parts of a plan, answered in place of the cell or on a page of their own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from virkning.pages.addresses import CAME_FROM
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.removing import overtaken, seen_version
from virkning.pages.forms.returning import local_path
from virkning.rooms.audit.queries.history import last_told
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.plans.models import EmploymentPlan, InPlan, PlannedResult, PlannedStep, TargetGroup

from .planpage import in_table
from .ways import JUST_SAVED, in_place, part_name, plan_address

#: The place of a form in a group's row: a new part, or the one with this name.
AT_RESULT, AT_STEP, AT_GROUP = "nyt-resultat", "nyt-trin", "maalgruppe"


def answer_on(request: HttpRequest, plan: EmploymentPlan, page: FormPage) -> HttpResponse:
    """The form on its own page. A conflict names who was first: what is done in a plan is told of the plan."""
    return answer_form(request, replace(page, last_told=partial(last_told, plan)))


def answer_in_group(
    request: HttpRequest, page: FormPage, group: TargetGroup, at: str, *, context: Mapping[str, Any] = {}
) -> HttpResponse:
    """The form inside the group's row, at the place `at`; without that, on its own page."""
    plan = group.owning_plan
    if not in_place(request):
        return answer_on(request, plan, replace(page, template="plans/part.html", context=context))
    inside = {**context, "at": at, "here": request.get_full_path(), **in_table(request, plan, group)}
    answer = answer_on(request, plan, replace(page, template="plans/group.html", context=inside))
    if isinstance(answer, HttpResponseRedirect) and answer.url.startswith(f"{plan_address(plan)}?"):
        return HttpResponseClientRedirect(answer.url)  # the whole page, which has no room in a row
    return answer


class ButtonForm(HouseForm):
    """Nothing but the button."""


@dataclass(frozen=True)
class Button:
    """A button that does something at once. `removing`: it takes the part away."""

    words: str
    address: str
    act: Callable[..., Any]
    removing: bool = False


def answer_button(request: HttpRequest, part: PlannedResult | PlannedStep, button: Button) -> HttpResponse:
    """Do it, where the part still has the version the button was shown with; else say who changed it.

    It leads back to where its address says one came from.
    """
    plan = part.owning_plan
    group = part.group if isinstance(part, PlannedResult) else part.result.group
    came_from = local_path(request, request.GET.get(CAME_FROM, ""))
    act = partial(button.act, version=seen_version(request), by=author_of(request))

    def meet(conflict: Conflict) -> HttpResponse:
        return overtaken(
            request,
            conflict,
            form=came_from or back_to(request, plan, part, group),
            back=came_from or back_to(request, plan, group, group),
            last_told=partial(last_told, plan),
            removing=button.removing,
        )

    return done(request, plan, act, button.words, came_from or button.address, meet)


def back_to(request: HttpRequest, plan: EmploymentPlan, part: InPlan, group: TargetGroup) -> str:
    """Where a saved form leads: the group's row with the focus on the part, or the plan's page at it."""
    if not in_place(request):
        return plan_address(plan, part)
    return in_place_saved("plan_group", plan, group, f"valgt={part_name(part)}")


def in_place_saved(name: str, plan: EmploymentPlan, group: TargetGroup, more: str = "") -> str:
    """The address of what is shown in the group's row next, with what stands above the table told anew."""
    told = f"{reverse(name, args=(plan.pk, group.pk))}?{JUST_SAVED}=1"
    return f"{told}&{more}" if more else told


def saved(plan: EmploymentPlan, address: str, words: str) -> Saved:
    """What a save did; the plan is what the entry is about. Where nothing was written, nothing is said."""
    return Saved(address, words, plan) if latest_entry(plan) is not None else Saved(address)


def done(
    request: HttpRequest,
    plan: EmploymentPlan,
    act: Callable[[], Any],
    words: str,
    address: str,
    meet: Callable[[Conflict], HttpResponse] | None = None,
) -> HttpResponse:
    """Answer a button: do the act, say so with its undo, and go to the address; or say why not.

    `meet`: the answer where somebody was first.
    """
    try:
        act()
    except Refused as refused:
        messages.warning(request, str(refused))
    except Conflict as conflict:
        if meet is not None:
            return meet(conflict)
        messages.warning(request, str(conflict))
    else:
        entry = latest_entry(plan)
        if entry is not None:  # at the end already: nothing moved
            messages.success(request, words, extra_tags=f"undo-{entry.pk}")
    return HttpResponseRedirect(address)


def steps_up_or_down(request: HttpRequest, place: int) -> int:
    """The place a button asks for: one up (`op`) or, else, one down."""
    return max(0, place - 1) if "op" in request.POST else place + 1


def ways_to_move(address: str, keys: Sequence[int], key: int) -> dict[str, Any]:
    """The buttons that move a part among the others (`keys`, in their order): none past an end."""
    up, down = key in keys[1:], key in keys[:-1]
    return {"move": address if up or down else "", "up": up, "down": down}
