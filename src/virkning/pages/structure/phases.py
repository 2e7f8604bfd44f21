"""A project's phases: added, corrected, taken away."""

from collections.abc import Mapping
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
from virkning.pages.forms.fields import DayField, LongTextField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.programmes.actions.phases import add_phase, change_phase, remove_phase
from virkning.rooms.programmes.models import Phase, Project

from .ways import Form, crumbs


class PhaseForm(HouseForm):
    """A dated part of the project's course."""

    title = TextField(
        label=gettext_lazy("Titel"),
        max_length=200,
        help_text=gettext_lazy("For eksempel opstart, afprøvning eller drift."),
    )
    starts_on = DayField(label=gettext_lazy("Begynder"), help_text=gettext_lazy("En dato som 1.1.2010."))
    ends_on = DayField(
        label=gettext_lazy("Slutter"),
        required=False,
        help_text=gettext_lazy("Lad feltet stå tomt, hvis fasen er i gang."),
    )
    text = LongTextField(
        label=gettext_lazy("Hvad der skete"),
        rows=5,
        required=False,
        help_text=gettext_lazy("Står i statusnotatet under projektets forløb."),
    )

    def given(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in self.fields}


def _back(project: Project) -> str:
    return f"{reverse('background', args=(project.pk,))}#faser"


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def phase_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new phase."""

    def save(form: PhaseForm) -> Saved:
        made = add_phase(project=project, by=author_of(request), **form.given())
        return Saved(_back(project), _("Fasen er tilføjet."), made)

    page = FormPage(
        form=PhaseForm,
        title=_("Ny fase"),
        under=project.name,
        save=save,
        submit=_("Gem fasen"),
        back=_back(project),
        breadcrumbs=crumbs(project, (_("Ny fase"), "")),
        draft=f"fase-ny:{project.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, Phase, pk="phase_id", project="project_id")
@Form
def phase_edit(request: HttpRequest, phase: Phase) -> HttpResponse:
    """Correct a phase."""
    project = phase.project

    def initial(record: Phase) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in ("title", "starts_on", "ends_on", "text")}

    def save(form: PhaseForm) -> Saved:
        done = change_phase(phase, by=author_of(request), version=form.version, **form.given())
        return Saved(_back(project), _("Fasen er rettet."), done)

    page = FormPage(
        form=PhaseForm,
        title=_("Ret fasen"),
        under=project.name,
        save=save,
        initial=initial,
        record=phase,
        back=_back(project),
        breadcrumbs=crumbs(project, (_("Fase"), "")),
        draft=f"fase:{phase.pk}",
        template="structure/phase.html",
        context={"phase": phase},
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, Phase, pk="phase_id", project="project_id")
@require_POST
def phase_remove(request: HttpRequest, phase: Phase) -> HttpResponse:
    """Take a phase away."""
    entry = latest_entry(remove_phase(phase, by=author_of(request)))
    undo = f"undo-{entry.pk}" if entry is not None else ""
    messages.success(request, _("Fasen er fjernet."), extra_tags=undo)
    return redirect(_back(phase.project))
