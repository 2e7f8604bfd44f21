"""Steps: added and changed in their cell, with the results they lead to; moved, retired, removed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import RecordsField
from virkning.pages.forms.fields import TextField
from virkning.pages.forms.flow import FormPage, Saved
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.plans.actions import steps as actions
from virkning.rooms.plans.limits import LONGEST_TEXT
from virkning.rooms.plans.models import EmploymentPlan, PlannedResult, PlannedStep, StepAlsoFor, TargetGroup
from virkning.rooms.plans.queries.whole import load_group

from .editing import (
    AT_STEP,
    Button,
    answer_button,
    answer_in_group,
    back_to,
    done,
    in_place_saved,
    saved,
    steps_up_or_down,
    ways_to_move,
)
from .ways import Form, crumbs, in_place, part_in, part_name, plan_address


class StepForm(HouseForm):
    """A step and the results it leads to."""

    text = TextField(label=gettext_lazy("Trin"), max_length=LONGEST_TEXT)
    leads_to = RecordsField(label=gettext_lazy("Fører til"), required=False)

    def __init__(self, *args: Any, group: TargetGroup, **given: Any) -> None:
        super().__init__(*args, **given)
        self.group = group
        rows = PlannedResult.objects.filter(group=group, retired_on__isnull=True).order_by("number", "id")
        self.fields["leads_to"].offer(rows)  # type: ignore[attr-defined]

    @property
    def results(self) -> list[PlannedResult]:
        """The results chosen. Raises `Refused` for none."""
        chosen: list[PlannedResult] = self.cleaned_data["leads_to"]
        if not chosen:
            raise Refused({"leads_to": _("Et trin skal føre til et resultat. Vælg mindst ét.")})
        for one in chosen:
            one.group = self.group
        return chosen


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_step_new(request: HttpRequest, plan: EmploymentPlan, group_id: int) -> HttpResponse:
    """A new step; in place the form goes on to the next one. First it asks for what has none yet."""
    group = part_in(plan, TargetGroup, group_id)

    def save(form: StepForm) -> Saved:
        first, *others = form.results
        made = actions.add_step(
            first,
            text=form.cleaned_data["text"],
            leads_to=[one.pk for one in others],
            by=author_of(request),
        )
        address = plan_address(plan, made)
        if in_place(request):
            address = in_place_saved("plan_step_new", plan, group, f"resultat={first.pk}")
        return saved(plan, address, _("Trinnet er tilføjet."))

    page = FormPage(
        form=partial(StepForm, group=group),
        title=_("Nyt trin"),
        under=str(group),
        save=save,
        submit=_("Tilføj trinnet"),
        initial={"leads_to": _proposed(group, request.GET.get("resultat", ""))},
        back=plan_address(plan, group),
        breadcrumbs=crumbs(plan, (_("Nyt trin"), "")),
        draft=f"plantrin-nyt:{group.pk}",
    )
    return answer_in_group(request, page, group, AT_STEP)


def _proposed(group: TargetGroup, wanted: str) -> list[str]:
    """The result a new step most likely leads to: the first without one, else the one just worked on, else the last."""
    facts = load_group(group)
    first = next(iter(facts.without_steps), None)
    if first is not None:
        return [str(first.id)]
    if any(str(one.id) == wanted for one in facts.counting):
        return [wanted]
    return [str(one.id) for one in facts.counting[-1:]]


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_step_edit(request: HttpRequest, plan: EmploymentPlan, step_id: int) -> HttpResponse:
    """Reword a step, and say which results it leads to; from here it is moved, retired and removed."""
    step = part_in(plan, PlannedStep, step_id)
    if step.retired_on is not None and request.method != "POST":
        raise NotVisible  # what was typed while somebody took it out of use is shown again, with why it is not saved
    group = step.result.group

    def save(form: StepForm) -> Saved:
        actions.change_step(
            step,
            text=form.cleaned_data["text"],
            leads_to=[one.pk for one in form.results],
            version=form.version,
            by=author_of(request),
        )
        return saved(plan, back_to(request, plan, step, group), _("Trinnet er rettet."))

    def initial(record: PlannedStep) -> Mapping[str, Any]:
        also = StepAlsoFor.objects.filter(
            step=record, result__removed_at__isnull=True, result__retired_on__isnull=True
        )
        keys = [record.result_id, *also.order_by("result__number", "id").values_list("result_id", flat=True)]
        return {"text": record.text, "leads_to": [str(one) for one in keys]}

    page = FormPage(
        form=partial(StepForm, group=group),
        title=_("Ret trinnet"),
        under=str(group),
        save=save,
        initial=initial,
        record=step,
        back=plan_address(plan, step),
        breadcrumbs=crumbs(plan, (_("Ret trinnet"), "")),
        draft=f"plantrin:{step.pk}",
    )
    here = (plan.pk, step.pk)
    tools = {
        **ways_to_move(reverse("plan_step_move", args=here), _siblings(step), step.pk),
        "retire_now": reverse("plan_step_retire", args=here),
        "remove_now": reverse("plan_step_remove", args=here),
    }
    return answer_in_group(request, page, group, part_name(step), context={"tools": tools})


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@require_POST
def plan_step_move(request: HttpRequest, plan: EmploymentPlan, step_id: int) -> HttpResponse:
    """Move a step one place up (`op`) or down among those of its result."""
    step = part_in(plan, PlannedStep, step_id)
    keys = _siblings(step)
    to = steps_up_or_down(request, keys.index(step.pk) if step.pk in keys else 0)
    act = partial(actions.place_step, step, to=to, by=author_of(request))
    return done(request, plan, act, _("Trinnet er flyttet."), back_to(request, plan, step, step.result.group))


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@require_POST
def plan_step_retire(request: HttpRequest, plan: EmploymentPlan, step_id: int) -> HttpResponse:
    """Let a step go out of use today."""
    step = part_in(plan, PlannedStep, step_id)
    button = Button(
        words=_("Trinnet er udgået."),
        address=back_to(request, plan, step, step.result.group),
        act=partial(actions.retire_step, step, on=timezone.localdate()),
    )
    return answer_button(request, step, button)


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@require_POST
def plan_step_again(request: HttpRequest, plan: EmploymentPlan, step_id: int) -> HttpResponse:
    """Take a step into use again."""
    step = part_in(plan, PlannedStep, step_id)
    button = Button(
        words=_("Trinnet gælder igen."),
        address=back_to(request, plan, step, step.result.group),
        act=partial(actions.unretire_step, step),
    )
    return answer_button(request, step, button)


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@require_POST
def plan_step_remove(request: HttpRequest, plan: EmploymentPlan, step_id: int) -> HttpResponse:
    """Remove a step."""
    step = part_in(plan, PlannedStep, step_id)
    group = step.result.group
    button = Button(
        words=_("Trinnet er fjernet."),
        address=back_to(request, plan, group, group),
        act=partial(actions.remove_step, step),
        removing=True,
    )
    return answer_button(request, step, button)


def _siblings(step: PlannedStep) -> list[int]:
    """The keys of the steps of its result that count, in their order. One query."""
    rows = PlannedStep.objects.filter(result=step.result_id, retired_on__isnull=True)
    return list(rows.order_by("position", "id").values_list("pk", flat=True))
