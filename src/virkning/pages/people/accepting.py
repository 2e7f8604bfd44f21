"""Accepting an invitation: with the link in hand, signed in or not."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from virkning.pages.forms.fields import TextField
from virkning.pages.passwords import NewPasswordForm
from virkning.pages.secretlinks import JUST_NOW, behind_secret_link
from virkning.pages.sessions import sign_in, signed_in
from virkning.rooms.access.requirements import open_to_all
from virkning.rooms.access.roles import MEMBERSHIP_ROLES, MembershipRole
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.actions.invitations import accept_as, accept_as_new
from virkning.rooms.organisations.models import Invitation, Person
from virkning.rooms.organisations.queries import has_taken, invitation_with, person_with, taken_since


class WelcomeForm(NewPasswordForm):
    """One's name and a password."""

    name = TextField(
        label=gettext_lazy("Dit navn"), max_length=120, help_text=gettext_lazy("Dine kolleger ser det.")
    )
    field_order = ["name", "password", "again"]


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@behind_secret_link
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind an invitation's link. Looking changes nothing: mail programs look before people do."""
    invitation = invitation_with(secret)
    if invitation is None:
        return _closed(request, secret)
    known = person_with(invitation.email)
    if request.user.is_authenticated:
        return _signed_in(request, invitation, secret)
    if known is not None and known.is_active:
        return _show(request, invitation, "sign_in")
    return _newcomer(request, invitation, known, secret)


def _closed(request: HttpRequest, secret: str) -> HttpResponse:
    """The link works no more. A second click on the same button comes to where the first did."""
    if request.user.is_authenticated and has_taken(signed_in(request), secret):
        return redirect("front_door")
    if not request.user.is_authenticated and taken_since(timezone.now() - JUST_NOW, secret):
        messages.success(request, _("Invitationen er taget imod. Log ind med din e-mail og adgangskode."))
        return redirect("account_login")
    return render(request, "people/invitation_gone.html", status=404)


def _signed_in(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    """Whoever is signed in takes it, if it is for them."""
    if signed_in(request).email.casefold() != invitation.email.casefold():
        return _show(request, invitation, "another", status=422 if request.method == "POST" else 200)
    if request.method != "POST":
        return _show(request, invitation, "take")
    try:
        accept_as(invitation, person=signed_in(request))
    except Refused as refused:
        if has_taken(signed_in(request), secret):
            return redirect("front_door")
        messages.error(request, str(refused))
        return redirect("account")
    return _welcome(request, invitation)


def _newcomer(
    request: HttpRequest, invitation: Invitation, known: Person | None, secret: str
) -> HttpResponse:
    """Whoever has no access chooses a name and a password, and is let in."""
    person = known or Person(email=invitation.email, name=invitation.name)
    posted = request.POST if request.method == "POST" else None
    form = WelcomeForm(posted, person=person, initial={"name": invitation.name})
    form.fields["password"].label = _("Vælg en adgangskode")
    if posted is None or not form.is_valid():
        return _show(request, invitation, "new", form=form, status=422 if form.is_bound else 200)
    try:
        made = accept_as_new(
            invitation, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
        )
    except Refused as refused:
        if invitation_with(secret) is None:  # the first of two clicks was faster
            return _closed(request, secret)
        form.add_error(None, str(refused))
        return _show(request, invitation, "new", form=form, status=422)
    if known is not None:  # a second factor from before still stands at the door
        messages.success(request, _("Adgangen er åbnet igen. Log ind med din nye adgangskode."))
        return redirect("account_login")
    sign_in(request, made)
    return _welcome(request, invitation)


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    words = _("Velkommen. Du har nu adgang gennem %(organisation)s.")
    messages.success(request, words % {"organisation": invitation.organisation.name})
    return redirect("front_door")


def _show(
    request: HttpRequest, invitation: Invitation, state: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    role = MEMBERSHIP_ROLES[MembershipRole(invitation.role)]
    context = {"invitation": invitation, "role": role, "state": state, **more}
    return render(request, "people/invitation.html", context, status=status)
