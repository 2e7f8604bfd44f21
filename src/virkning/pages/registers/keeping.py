"""Making a register, describing it, taking it away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import LongTextField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.removing import overtaken, seen_version
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.access.roles import REGISTER_KEEPERS
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.registerruns.actions.registers import change_register, create_register, remove_register
from virkning.rooms.registerruns.models import Register

from .ways import Form, crumbs, register_address


class RegisterForm(HouseForm):
    """A register: what it is called and what it is."""

    name = TextField(
        label=gettext_lazy("Navn"),
        max_length=120,
        help_text=gettext_lazy("For eksempel: DREAM, integrationsprogrammet."),
    )
    description = LongTextField(
        label=gettext_lazy("Hvad det er, og hvor det kommer fra"),
        required=False,
        help_text=gettext_lazy("Aftaler, hjemmel og hvem der leverer. Kun de, der fører registret, ser det."),
    )


@requires(Permission.KEEP_REGISTERS, Organisation, pk="organisation_id")
@Form
def register_new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A new register."""
    if organisation.kind not in REGISTER_KEEPERS:
        raise NotVisible

    def save(form: RegisterForm) -> Saved:
        made = create_register(organisation=organisation, by=author_of(request), **form.cleaned_data)
        return Saved(
            register_address(made.pk), _("Registret er oprettet. Læg den første leverance ind."), made
        )

    page = FormPage(
        form=RegisterForm,
        title=_("Nyt register"),
        under=organisation.name,
        submit=_("Opret register"),
        save=save,
        back=reverse("registers"),
        breadcrumbs=crumbs(None, (_("Nyt register"), "")),
        draft=f"register-nyt:{organisation.pk}",
    )
    return answer_form(request, page)


@requires(Permission.KEEP_REGISTERS, Register, pk="register_id")
@Form
def register_edit(request: HttpRequest, register: Register) -> HttpResponse:
    """Call or describe it otherwise."""

    def save(form: RegisterForm) -> Saved:
        done = change_register(register, by=author_of(request), version=form.version, **form.cleaned_data)
        return Saved(register_address(register.pk), _("Registret er rettet."), done)

    page = FormPage(
        form=RegisterForm,
        title=_("Ret registret"),
        under=register.name,
        save=save,
        initial=lambda record: {"name": record.name, "description": record.description},
        record=register,
        back=register_address(register.pk),
        breadcrumbs=crumbs(register, (_("Ret"), "")),
        draft=f"register:{register.pk}",
        template="registers/edit.html",
        context={"register": register},
    )
    return answer_form(request, page)


@requires(Permission.KEEP_REGISTERS, Register, pk="register_id")
@require_POST
def register_remove(request: HttpRequest, register: Register) -> HttpResponse:
    """Take it out of the lists; its data stay until they are erased."""
    try:
        removed = remove_register(register, by=author_of(request), version=seen_version(request))
    except Conflict as conflict:
        form = reverse("register_edit", args=(register.pk,))
        return overtaken(request, conflict, form=form, back=reverse("registers"))
    entry = latest_entry(removed)
    words = _("Registret %(name)s er fjernet fra listen. Dets data er her stadig.") % {"name": register.name}
    messages.success(request, words, extra_tags=f"undo-{entry.pk}" if entry else "")
    return redirect("registers")
