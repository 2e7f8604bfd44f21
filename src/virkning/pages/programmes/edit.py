"""Changing a programme."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.programmes.actions.programmes import change_programme
from virkning.rooms.programmes.models import Programme


class ProgrammeForm(HouseForm):
    """What a programme is called."""

    name = TextField(
        label=gettext_lazy("Navn"),
        max_length=200,
        help_text=gettext_lazy("Står på programmets side, i listen over projekter og i statusnotaterne."),
    )


@requires(Permission.EDIT_PROGRAMME, Programme, pk="programme_id")
@require_http_methods(["GET", "HEAD", "POST"])
def programme_edit(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The programme's name."""
    address = reverse("programme", args=(programme.pk,))

    def save(form: Any) -> Saved:
        done = change_programme(
            programme, by=author_of(request), version=form.version, name=form.cleaned_data["name"]
        )
        return Saved(address=address, words=_("Programmet er rettet."), about=done)

    page = FormPage(
        form=ProgrammeForm,
        title=_("Ret programmet"),
        submit=_("Gem"),
        save=save,
        initial=lambda record: {"name": record.name},
        record=programme,
        back=address,
        breadcrumbs=[
            (_("Programmer"), reverse("programme_list")),
            (programme.name, address),
            (_("Ret"), ""),
        ],
        draft=f"programme:{programme.pk}",
    )
    return answer_form(request, page)
