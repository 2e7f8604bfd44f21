"""Planned results: added and changed in their cell, moved, retired, removed; what hangs on one is asked about first."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.figures.planning import PlanTerm
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import RecordField
from virkning.pages.forms.fields import DayField, LongTextField, SegmentsField, SelectField, TextField
from virkning.pages.forms.flow import FormPage, Saved
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.plans.actions import results as actions
from virkning.rooms.plans.limits import LONGEST_TEXT
from virkning.rooms.plans.models import EmploymentPlan, PlannedResult, TargetGroup
from virkning.rooms.plans.queries.hanging import HangingStep, others_beside, steps_on, ties_to

from .editing import (
    AT_RESULT,
    Button,
    answer_button,
    answer_in_group,
    answer_on,
    back_to,
    done,
    in_place_saved,
    saved,
    steps_up_or_down,
    ways_to_move,
)
from .ways import Form, crumbs, in_place, part_in, part_name, plan_address

#: What is chosen for a step that goes where its result goes.
ALONG = "med"


class PlannedForm(HouseForm):
    """A result."""

    text = TextField(label=gettext_lazy("Resultat"), max_length=LONGEST_TEXT)
    term = SegmentsField(
        label=gettext_lazy("Sigt"),
        choices=[(one.value, lazystr(one.phrase)) for one in PlanTerm],
        initial=PlanTerm.SHORT.value,
    )

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        return {"text": self.cleaned_data["text"], "term": PlanTerm(self.cleaned_data["term"])}


class FatesForm(HouseForm):
    """What becomes of each step that hangs on a result that goes: a field a step."""

    #: What going along means, in words.
    along = gettext_lazy("Går med resultatet")

    def __init__(self, *args: Any, result: PlannedResult, **given: Any) -> None:
        super().__init__(*args, **given)
        self.hanging = steps_on(result)
        self.others = others_beside(result)
        choices = [(ALONG, str(self.along))]
        choices += [
            (str(one.pk), _("Fører til resultat %(result)s i stedet") % {"result": one})
            for one in self.others
        ]
        for one in self.hanging:
            name = f"step_{one.step.pk}"
            self.fields[name] = SelectField(label=one.step.text, choices=choices, initial=self._first(one))
            if one.also:
                self.fields[name].help_text = _("Trinnet fører også til et andet resultat.")

    def _first(self, one: HangingStep) -> str:
        """A step that leads elsewhere as well lives on there, unless somebody says otherwise."""
        there = {other.pk for other in self.others}
        return next((str(key) for key in one.also if key in there), ALONG)

    @property
    def fates(self) -> dict[int, int | None]:
        """Step → where it leads instead, for the actions. A step that came to since is not among them."""
        chosen = {one.step.pk: self.cleaned_data[f"step_{one.step.pk}"] for one in self.hanging}
        sent = {key: value for key, value in chosen.items() if f"step_{key}" in self.data}
        return {key: None if value == ALONG else int(value) for key, value in sent.items()}


class RemoveForm(FatesForm):
    """Removing a result."""

    along = gettext_lazy("Fjernes sammen med resultatet")


class RetireForm(FatesForm):
    """Retiring a result."""

    along = gettext_lazy("Udgår sammen med resultatet")
    on = DayField(label=gettext_lazy("Udgår den"))
    reason = LongTextField(
        label=gettext_lazy("Hvorfor udgår det?"), max_length=2000, help_text=gettext_lazy("Står i planen.")
    )


class RegroupForm(FatesForm):
    """Moving a result to another target group."""

    along = gettext_lazy("Flytter med resultatet")
    group = RecordField(label=gettext_lazy("Ny målgruppe"))

    def __init__(self, *args: Any, result: PlannedResult, **given: Any) -> None:
        super().__init__(*args, result=result, **given)
        self.fields["group"].offer(groups_beside(result))  # type: ignore[attr-defined]


def groups_beside(result: PlannedResult) -> QuerySet[TargetGroup]:
    """The plan's other target groups, in its order."""
    rows = TargetGroup.objects.filter(
        overall__goal__plan=result.owning_plan,
        overall__removed_at__isnull=True,
        overall__goal__removed_at__isnull=True,
    ).exclude(pk=result.group_id)
    return rows.order_by("overall__goal__position", "overall__position", "position", "id")


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def planned_new(request: HttpRequest, plan: EmploymentPlan, group_id: int) -> HttpResponse:
    """A new result; in place the form goes on to the next one."""
    group = part_in(plan, TargetGroup, group_id)

    def save(form: PlannedForm) -> Saved:
        made = actions.add_result(group, by=author_of(request), **form.given())
        address = plan_address(plan, made)
        if in_place(request):
            address = in_place_saved("planned_new", plan, group)
        return saved(plan, address, _("Resultatet er tilføjet."))

    page = FormPage(
        form=PlannedForm,
        title=_("Nyt resultat"),
        under=str(group),
        save=save,
        submit=_("Tilføj resultatet"),
        back=plan_address(plan, group),
        breadcrumbs=crumbs(plan, (_("Nyt resultat"), "")),
        draft=f"planresultat-nyt:{group.pk}",
    )
    return answer_in_group(request, page, group, AT_RESULT)


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def planned_edit(request: HttpRequest, plan: EmploymentPlan, planned_id: int) -> HttpResponse:
    """Reword a result; from here it is moved, followed, retired and removed."""
    result = part_in(plan, PlannedResult, planned_id)

    def save(form: PlannedForm) -> Saved:
        actions.change_result(result, by=author_of(request), version=form.version, **form.given())
        return saved(plan, back_to(request, plan, result, result.group), _("Resultatet er rettet."))

    def initial(record: PlannedResult) -> Mapping[str, Any]:
        return {"text": record.text, "term": record.term}

    page = FormPage(
        form=PlannedForm,
        title=_("Ret resultatet"),
        under=str(result.group),
        save=save,
        initial=initial,
        record=result,
        back=plan_address(plan, result),
        breadcrumbs=crumbs(plan, (_("Ret resultatet"), "")),
        draft=f"planresultat:{result.pk}",
    )
    here = (plan.pk, result.pk)
    keys = [one.pk for one in actions.results_in(result.group)]
    tools = {
        **ways_to_move(reverse("planned_move", args=here), keys, result.pk),
        "group": reverse("planned_group", args=here),
        "followed": reverse("planned_followed", args=here),
        "retire": reverse("planned_retire", args=here) if result.retired_on is None else "",
        "again": reverse("planned_again", args=here) if result.retired_on is not None else "",
        "remove": reverse("planned_remove", args=here),
    }
    context = {"tools": tools, "what": str(result)}
    return answer_in_group(request, page, result.group, part_name(result), context=context)


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@require_POST
def planned_move(request: HttpRequest, plan: EmploymentPlan, planned_id: int) -> HttpResponse:
    """Move a result one place up (`op`) or down in its group."""
    result = part_in(plan, PlannedResult, planned_id)
    keys = [one.pk for one in actions.results_in(result.group)]
    to = steps_up_or_down(request, keys.index(result.pk))
    act = partial(actions.place_result, result, to=to, by=author_of(request))
    address = back_to(request, plan, result, result.group)
    return done(request, plan, act, _("Resultatet er flyttet."), address)


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def planned_remove(request: HttpRequest, plan: EmploymentPlan, planned_id: int) -> HttpResponse:
    """Ask first: what becomes of each step on it."""
    result = part_in(plan, PlannedResult, planned_id)

    def save(form: RemoveForm) -> Saved:
        actions.remove_result(result, fates=form.fates, version=form.version, by=author_of(request))
        return saved(plan, plan_address(plan, result.group), _("Resultatet er fjernet."))

    return _fates(request, plan, result, RemoveForm, _("Fjern resultatet?"), _("Fjern"), save)


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def planned_retire(request: HttpRequest, plan: EmploymentPlan, planned_id: int) -> HttpResponse:
    """Retire a result with its reason; what becomes of each step on it."""
    result = part_in(plan, PlannedResult, planned_id)

    def save(form: RetireForm) -> Saved:
        given = {"on": form.cleaned_data["on"], "reason": form.cleaned_data["reason"]}
        actions.retire_result(result, fates=form.fates, version=form.version, by=author_of(request), **given)
        return saved(plan, plan_address(plan, result), _("Resultatet er udgået."))

    return _fates(
        request,
        plan,
        result,
        RetireForm,
        _("Lad resultatet udgå?"),
        _("Lad det udgå"),
        save,
        {"on": timezone.localdate()},
        f"planresultat-udgaar:{result.pk}",
    )


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def planned_group(request: HttpRequest, plan: EmploymentPlan, planned_id: int) -> HttpResponse:
    """Move a result to another target group; what becomes of each step on it."""
    result = part_in(plan, PlannedResult, planned_id)

    def save(form: RegroupForm) -> Saved:
        group = form.cleaned_data["group"]
        moved = actions.regroup_result(
            result,
            group=part_in(plan, TargetGroup, group.pk),
            fates=form.fates,
            version=form.version,
            by=author_of(request),
        )
        return saved(plan, plan_address(plan, moved), _("Resultatet er flyttet."))

    title = _("Flyt resultatet til en anden målgruppe")
    return _fates(request, plan, result, RegroupForm, title, _("Flyt resultatet"), save)


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@require_POST
def planned_again(request: HttpRequest, plan: EmploymentPlan, planned_id: int) -> HttpResponse:
    """Take a retired result into use again, with the steps that went along."""
    result = part_in(plan, PlannedResult, planned_id)
    button = Button(
        words=_("Resultatet gælder igen."),
        address=back_to(request, plan, result, result.group),
        act=partial(actions.unretire_result, result),
    )
    return answer_button(request, result, button)


def _fates(
    request: HttpRequest,
    plan: EmploymentPlan,
    result: PlannedResult,
    form: type[FatesForm],
    title: str,
    submit: str,
    save: Any,
    initial: Mapping[str, Any] = {},
    draft: str = "",
) -> HttpResponse:
    """The page that asks about each step."""
    page = FormPage(
        form=partial(form, result=result),
        title=title,
        under=f"{result.group}: {result}",
        save=save,
        submit=submit,
        initial=initial,
        record=result,
        back=plan_address(plan, result),
        breadcrumbs=crumbs(plan, (title.rstrip("?"), "")),
        draft=draft,
        template="plans/fates.html",
        context={
            "steps": len(steps_on(result)),
            "ties": ties_to(result),
            "nowhere": form is RegroupForm and not groups_beside(result).exists(),
        },
    )
    return answer_on(request, plan, page)
