"""The periods of a project: seeing what uses them, adding several, removing, choosing the baseline."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.actions.periods import add_periods, remove_period, set_baseline
from virkning.rooms.programmes.models import Project, ProjectPeriod
from virkning.rooms.programmes.queries.periods import periods_of, uses_of_periods

from .projects import PeriodsField
from .ways import Form, crumbs, outline_address


class PeriodsForm(HouseForm):
    """Several periods at once."""

    periods = PeriodsField(
        label=gettext_lazy("Tilføj perioder"),
        rows=2,
        max_length=5000,
        help_text=gettext_lazy("For eksempel 2014; 2015, eller 2014 til 2016, eller 2014K1 til 2014K4."),
    )


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def project_periods(request: HttpRequest, project: Project) -> HttpResponse:
    """The periods with what uses them, and a form that adds more."""

    def save(form: PeriodsForm) -> Saved:
        add_periods(project=project, periods=form.cleaned_data["periods"], by=author_of(request))
        return Saved(reverse("project_periods", args=(project.pk,)), _("Perioderne er tilføjet."), project)

    page = FormPage(
        form=PeriodsForm,
        title=_("Perioder"),
        under=project.name,
        save=save,
        submit=_("Tilføj"),
        back=outline_address(project.pk),
        breadcrumbs=crumbs(project, (_("Perioder"), "")),
        template="structure/periods.html",
        context={"project": project, "rows": _rows(project)},
    )
    return answer_form(request, page)


def _rows(project: Project) -> list[dict[str, Any]]:
    uses = uses_of_periods(project)
    return [
        {
            "key": one.pk,
            "words": one.period.shown,
            "is_baseline": one.is_baseline,
            "uses": ", ".join(uses.get(one.pk, ())),
        }
        for one in periods_of(project)
    ]


@requires(Permission.EDIT_PROJECT, ProjectPeriod, pk="period_id", project="project_id")
@require_POST
def period_remove(request: HttpRequest, period: ProjectPeriod) -> HttpResponse:
    """Take a period away that nothing uses."""
    project_id, words = period.project_id, period.period.shown
    try:
        remove_period(period, by=author_of(request))
        messages.success(request, _("%(period)s er fjernet.") % {"period": words})
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("project_periods", project_id)


@requires(Permission.EDIT_PROJECT, ProjectPeriod, pk="period_id", project="project_id")
@require_POST
def period_baseline(request: HttpRequest, period: ProjectPeriod) -> HttpResponse:
    """Make the period the baseline."""
    set_baseline(period, by=author_of(request))
    messages.success(request, _("%(period)s er nu baseline.") % {"period": period.period.shown})
    return redirect("project_periods", period.project_id)
