"""When an intervention is over, and when it goes on after all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.figures.interventions import Way
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import DayField, LongTextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.interventions.actions.moves import end_intervention, may_move, reopen
from virkning.rooms.interventions.form import Section
from virkning.rooms.interventions.models import Intervention

from .ways import Form, address, crumbs, section_address, under_of, with_its_project


class EndForm(HouseForm):
    """The last day."""

    on = DayField(
        label=gettext_lazy("Sluttede den"),
        help_text=gettext_lazy("Den dag, de sidste deltagere var færdige, som 30.6.2026."),
    )


class ReopenForm(HouseForm):
    """Why it goes on."""

    reason = LongTextField(
        label=gettext_lazy("Hvorfor åbnes den igen?"),
        max_length=2000,
        help_text=gettext_lazy("Læses af alle, der ser projektet, i historikken."),
    )


@requires(Permission.DESCRIBE, Intervention, pk="intervention_id")
@Form
def intervention_end(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """End it. The description lies fast; observations stay open, and feed the next one."""
    with_its_project(intervention)
    if request.method != "POST" and not may_move(intervention, Way.END, request.user.pk):
        return redirect(address(intervention.pk))

    def save(form: EndForm) -> Saved:
        end_intervention(
            intervention, by=author_of(request), on=form.cleaned_data["on"], version=form.version
        )
        words = _("Indsatsen er afsluttet. Skriv, hvad I vil gøre igen, og hvad I vil gøre anderledes.")
        return Saved(section_address(intervention.pk, Section.OBSERVATIONS), words)

    page = FormPage(
        form=EndForm,
        title=_("Afslut indsatsen"),
        under=f"{intervention.name}, {under_of(intervention)}",
        save=save,
        submit=_("Afslut indsatsen"),
        initial=lambda _record: {"on": timezone.localdate()},
        record=intervention,
        back=address(intervention.pk),
        breadcrumbs=crumbs(intervention, _("Afslut")),
    )
    return answer_form(request, page)


@requires(Permission.DESCRIBE, Intervention, pk="intervention_id")
@Form
def intervention_reopen(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """Say that it goes on after all."""
    with_its_project(intervention)
    if request.method != "POST" and not may_move(intervention, Way.REOPEN, request.user.pk):
        return redirect(address(intervention.pk))

    def save(form: ReopenForm) -> Saved:
        reopen(intervention, reason=form.cleaned_data["reason"], by=author_of(request), version=form.version)
        return Saved(address(intervention.pk), _("Indsatsen er åbnet igen."))

    page = FormPage(
        form=ReopenForm,
        title=_("Åbn indsatsen igen"),
        under=f"{intervention.name}, {under_of(intervention)}",
        save=save,
        submit=_("Åbn indsatsen igen"),
        record=intervention,
        back=address(intervention.pk),
        breadcrumbs=crumbs(intervention, _("Åbn igen")),
    )
    return answer_form(request, page)
