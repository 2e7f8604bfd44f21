"""Beginning a plan from the ministry's goals or from an earlier plan, and removing one."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.choosing import RecordField
from virkning.pages.forms.fields import YearField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.carrying import carry_plan
from virkning.rooms.plans.actions.plans import create_plan, remove_plan
from virkning.rooms.plans.models import EmploymentPlan

from .editing import ButtonForm, saved
from .ways import Form, crumbs, plan_address, plan_name


class PlanForm(HouseForm):
    """Which year, and what it begins from."""

    year = YearField(
        label=gettext_lazy("År"),
        help_text=gettext_lazy("Planen får de mål, ministeriet har sat for året."),
    )
    carried_from = RecordField(
        label=gettext_lazy("Begynd fra"),
        required=False,
        help_text=gettext_lazy(
            "En tidligere plan følger med i sin helhed: målgrupper, resultater og trin. Ved hvert resultat står der, "
            "hvad der blev nået."
        ),
    )

    def __init__(self, *args: Any, plans: list[EmploymentPlan], **given: Any) -> None:
        super().__init__(*args, **given)
        none = _("En tom plan med ministeriets mål")
        self.fields["carried_from"].offer(plans, plan_name, none)  # type: ignore[attr-defined]


@requires(Permission.EDIT_PLAN, Organisation, pk="organisation_id")
@Form
def plan_new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A new plan of the municipality."""
    there = list(EmploymentPlan.objects.filter(organisation=organisation).order_by("-year", "id"))

    def save(form: PlanForm) -> Saved:
        before, year = form.cleaned_data["carried_from"], int(form.cleaned_data["year"])
        if before is None:
            made = create_plan(organisation=organisation, year=year, by=author_of(request))
        else:
            made = carry_plan(before, year=year, by=author_of(request))
        return saved(made, plan_address(made), _("Planen er oprettet."))

    latest = there[0] if there else None
    page = FormPage(
        form=partial(PlanForm, plans=there),
        title=_("Ny beskæftigelsesplan"),
        under=organisation.name,
        save=save,
        submit=_("Opret planen"),
        initial={
            "year": latest.year + 1 if latest else timezone.localdate().year,
            "carried_from": str(latest.pk) if latest else "",
        },
        back=reverse("plans"),
        breadcrumbs=[(_("Planer"), reverse("plans")), (_("Ny plan"), "")],
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PLAN, EmploymentPlan, pk="plan_id")
@Form
def plan_remove(request: HttpRequest, plan: EmploymentPlan) -> HttpResponse:
    """Ask first, then remove a draft with all that is in it."""

    def save(form: ButtonForm) -> Saved:
        remove_plan(plan, version=form.version, by=author_of(request))
        return saved(plan, reverse("plans"), _("Planen er fjernet."))

    page = FormPage(
        form=ButtonForm,
        title=_("Fjern %(plan)s?") % {"plan": plan_name(plan)},
        under=plan.organisation.name,
        save=save,
        submit=_("Fjern planen"),
        record=plan,
        back=plan_address(plan),
        breadcrumbs=crumbs(plan, (_("Fjern"), "")),
        template="plans/remove.html",
        context={"whole": True},
    )
    return answer_form(request, page)
