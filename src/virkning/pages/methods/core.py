"""Core elements: what the method holds to be essential, in its order."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.removing import overtaken, seen_version
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.queries.history import last_told
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.plans.actions.methodparts import add_core, change_core, move_core, remove_core
from virkning.rooms.plans.models import CoreElement
from virkning.rooms.plans.queries.method import current_method
from virkning.rooms.programmes.models import Project

from .ways import Form, crumbs, done, method_address, not_holding

_CORE = {"pk": "core_id", "description__project": "project_id"}
_ANCHOR = "kerneelementer"


class CoreForm(HouseForm):
    """A core element."""

    text = TextField(
        label=gettext_lazy("Kerneelement"),
        max_length=300,
        help_text=gettext_lazy("Det, der skal være der, for at det er denne metode. Ét for sig."),
    )


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def core_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A new core element, after the others."""
    method = current_method(project.pk)
    if method is None:
        messages.warning(request, _("Begynd metodebeskrivelsen først."))
        return redirect(method_address(project.pk))

    def save(form: CoreForm) -> Saved:
        add_core(method=method, by=author_of(request), **form.cleaned_data)
        words = _("Kerneelementet er tilføjet.")
        return Saved(method_address(project.pk, _ANCHOR), words, entry=latest_entry(method))

    page = FormPage(
        form=CoreForm,
        title=_("Nyt kerneelement"),
        under=method.title,
        save=save,
        submit=_("Gem kerneelementet"),
        back=method_address(project.pk, _ANCHOR),
        breadcrumbs=crumbs(project, _("Kerneelement")),
        draft=f"kerneelement-nyt:{project.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PROJECT, CoreElement, **_CORE)
@Form
def core_edit(request: HttpRequest, core: CoreElement) -> HttpResponse:
    """Correct a core element."""
    return not_holding(request, core.description) or answer_form(request, _edit_page(request, core))


def _edit_page(request: HttpRequest, core: CoreElement) -> FormPage:
    method = core.description

    def save(form: CoreForm) -> Saved:
        change_core(core, version=form.version, by=author_of(request), **form.cleaned_data)
        entry = latest_entry(method)
        words = _("Kerneelementet er rettet.") if entry else _("Intet var ændret.")
        return Saved(method_address(method.project_id, _ANCHOR), words, entry=entry)

    return FormPage(
        form=CoreForm,
        title=_("Ret kerneelementet"),
        under=method.title,
        save=save,
        initial=lambda record: {"text": record.text},
        record=core,
        back=method_address(method.project_id, _ANCHOR),
        breadcrumbs=crumbs(method.project, _("Kerneelement")),
        draft=f"kerneelement:{core.pk}",
        template="methods/core.html",
        context={"core": core},
        last_told=partial(last_told, method),
    )


@requires(Permission.EDIT_PROJECT, CoreElement, **_CORE)
@require_POST
def core_move(request: HttpRequest, core: CoreElement) -> HttpResponse:
    """One place up (`op`) or down."""
    method = core.description
    try:
        move_core(core, step=-1 if "op" in request.POST else 1, by=author_of(request))
    except (Refused, Conflict):
        messages.warning(request, _("Listen er ændret imens. Se, hvordan den ser ud nu."))
        return redirect(method_address(method.project_id, _ANCHOR))
    return done(request, method, _("Rækkefølgen er ændret."), _ANCHOR)


@requires(Permission.EDIT_PROJECT, CoreElement, **_CORE)
@require_POST
def core_remove(request: HttpRequest, core: CoreElement) -> HttpResponse:
    """Take a core element away."""
    method = core.description
    elsewhere = not_holding(request, method)
    if elsewhere is not None:
        return elsewhere
    try:
        remove_core(core, by=author_of(request), version=seen_version(request))
    except Conflict as conflict:
        return overtaken(
            request,
            conflict,
            form=reverse("method_core_edit", args=(method.project_id, core.pk)),
            back=method_address(method.project_id, _ANCHOR),
            last_told=partial(last_told, method),
        )
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(method_address(method.project_id, _ANCHOR))
    return done(request, method, _("Kerneelementet er fjernet."), _ANCHOR)
