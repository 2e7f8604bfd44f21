"""Accepting a description: what it makes in the project, told beforehand, and then made in one act."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.interventions import Way
from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.interventions.actions.accepting import Making, what_it_makes
from virkning.rooms.interventions.actions.moves import accept, may_move
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.interventions.queries.listing import open_comments

from .head import head_of, latest_receipt
from .reasons import pending_reasons
from .sendingback import moved_words
from .ways import Form, programme_of_crumbs, review_address, under_of, with_its_project


class AcceptForm(HouseForm):
    """Nothing to fill in: which receipt was read."""

    receipt = TextField(label="", required=False, widget=forms.HiddenInput, max_length=18)


@requires(Permission.DECIDE_DESCRIPTION, Intervention, pk="intervention_id")
@Form
def intervention_accept(request: HttpRequest, intervention: Intervention) -> HttpResponse:
    """What will be made, what is still open, and the button. What is handed in meanwhile is not accepted unread."""
    with_its_project(intervention)
    if request.method != "POST" and not may_move(intervention, Way.ACCEPT, request.user.pk):
        return redirect(review_address(intervention.pk))
    receipt = latest_receipt(intervention)
    making = what_it_makes(intervention)

    def save(form: AcceptForm) -> Saved:
        read = form.cleaned_data["receipt"]
        key = int(read) if read.isascii() and read.isdecimal() else 0
        try:
            accept(intervention, by=author_of(request), receipt=key, version=form.version)
        except Conflict as conflict:
            raise Refused(moved_words(conflict)) from conflict
        return Saved(review_address(intervention.pk), _accepted_words(making), about=intervention)

    page = FormPage(
        form=AcceptForm,
        title=_("Godkend beskrivelsen"),
        under=f"{intervention.name}, {under_of(intervention)}",
        save=save,
        submit=_("Godkend"),
        initial={"receipt": str(receipt.pk) if receipt is not None else ""},
        record=intervention,
        back=review_address(intervention.pk),
        breadcrumbs=programme_of_crumbs(intervention, _("Godkend")),
        template="interventions/accept.html",
        context={
            "intervention": intervention,
            "head": head_of(intervention, receipt, timezone.localdate()),
            "making": making,
            "open": len(open_comments(intervention)),
            "unsent": len(pending_reasons(intervention, int(request.user.pk or 0))),
            "review": review_address(intervention.pk),
        },
    )
    return answer_form(request, page)


def _accepted_words(making: Making) -> str:
    """`Beskrivelsen er godkendt. 3 aktiviteter med milepæle og 2 resultater er oprettet i projektet.`"""
    if not making.activities and not making.results:
        return _("Beskrivelsen er godkendt.")
    words: dict[str, Any] = {
        "activities": ngettext(
            "%(n)d aktivitet med en milepæl", "%(n)d aktiviteter med milepæle", len(making.activities)
        )
        % {"n": len(making.activities)},
        "results": ngettext("%(n)d resultat", "%(n)d resultater", len(making.results))
        % {"n": len(making.results)},
    }
    return _("Beskrivelsen er godkendt. I projektet er oprettet %(activities)s og %(results)s.") % words
