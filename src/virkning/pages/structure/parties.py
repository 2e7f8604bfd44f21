"""Who takes part in a project: seeing, adding, removing. The lead is changed by an act of its own."""

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
from virkning.pages.forms.fields import SegmentsField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.roles import PARTY_NAMES, PartyRole
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.actions.organisations import municipality_organisation
from virkning.rooms.organisations.models import Municipality, Organisation
from virkning.rooms.programmes.actions.parties import add_party, remove_party
from virkning.rooms.programmes.models import Party, Project
from virkning.rooms.programmes.queries.partners import municipalities_matching, organisation_named
from virkning.rooms.programmes.queries.permissions import parties_of

from .ways import Form, crumbs, outline_address

_OTHERS = [
    (role.value, gettext_lazy(PARTY_NAMES.danish(role))) for role in PartyRole if role is not PartyRole.LEAD
]


class PartyForm(HouseForm):
    """Which organisation, and what it is in the project."""

    organisation = TextField(
        label=gettext_lazy("Kommune eller organisation"),
        max_length=120,
        help_text=gettext_lazy(
            "Kommunens navn eller kode, eller hele navnet på en anden organisation i Virkning."
        ),
    )
    role = SegmentsField(
        label=gettext_lazy("Part som"),
        choices=_OTHERS,
        initial=PartyRole.PARTNER.value,
        help_text=gettext_lazy(
            "Partnere og bevillingsgivere læser. Evaluatorer læser og skriver vurderinger."
        ),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["organisation"].widget.attrs["list"] = "kommuner"


@requires(Permission.EDIT_PROJECT, Project, pk="project_id")
@Form
def project_parties(request: HttpRequest, project: Project) -> HttpResponse:
    """The parties, and a form that adds one."""

    def save(form: PartyForm) -> Saved:
        organisation = _organisation(form.cleaned_data["organisation"], request)
        role = PartyRole(form.cleaned_data["role"])
        party = add_party(project=project, organisation=organisation, role=role, by=author_of(request))
        words = _("%(organisation)s er nu part i projektet.") % {"organisation": party.organisation.name}
        return Saved(reverse("project_parties", args=(project.pk,)), words)

    page = FormPage(
        form=PartyForm,
        title=_("Parter"),
        under=project.name,
        save=save,
        submit=_("Tilføj part"),
        back=outline_address(project.pk),
        breadcrumbs=crumbs(project, (_("Parter"), "")),
        template="structure/parties.html",
        context={
            "project": project,
            "rows": [_row(one) for one in parties_of(project)],
            "municipalities": Municipality.objects.order_by("name").values_list("name", flat=True),
        },
    )
    return answer_form(request, page)


def _row(party: Party) -> dict[str, Any]:
    return {
        "key": party.pk,
        "organisation": party.organisation.name,
        "role": PARTY_NAMES[PartyRole(party.role)],
        "is_lead": party.role == PartyRole.LEAD,
    }


def _organisation(written: str, request: HttpRequest) -> Organisation:
    """The organisation a person means. A municipality is made where it is not here yet; nothing else is."""
    municipality = municipalities_matching([written]).get(written)
    if municipality is not None:
        return municipality_organisation(municipality=municipality, by=author_of(request))
    found = organisation_named(written)
    if found is None:
        said = _("Der er ingen kommune eller organisation, der hedder “%(name)s”. Skriv hele navnet.")
        raise Refused({"organisation": said % {"name": written}})
    return found


@requires(Permission.EDIT_PROJECT, Party, pk="party_id", project="project_id")
@require_POST
def party_remove(request: HttpRequest, party: Party) -> HttpResponse:
    """End an organisation's part, where nothing hangs on it."""
    name, project_id = party.organisation.name, party.project_id
    try:
        remove_party(party, by=author_of(request))
        messages.success(request, _("%(organisation)s er ikke længere part.") % {"organisation": name})
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("project_parties", project_id)
