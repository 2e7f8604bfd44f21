"""Inviting: the form, sending again, withdrawing. The mail leaves after everything has been saved."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import EmailAddressField, SegmentsField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.letters import invitation_letter, mails_are_files, sent
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.access.roles import MEMBERSHIP_ROLES, MembershipRole
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.actions.invitations import (
    invite,
    mark_sent,
    renew_invitation,
    withdraw_invitation,
)
from virkning.rooms.organisations.models import Invitation, Organisation
from virkning.rooms.organisations.post import site_address

from .rolewords import membership_roles

#: Where the link waits for the next page, on one's own machine, where mails are files.
_LINK = "invitation_link"


class InvitationForm(HouseForm):
    """Whom to invite, and as what."""

    email = EmailAddressField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("Invitationen sendes hertil, og den er til at logge ind med."),
    )
    name = TextField(
        label=gettext_lazy("Navn"),
        max_length=120,
        help_text=gettext_lazy("Som kollegerne kender det. Personen kan selv rette det."),
    )
    role = SegmentsField(
        label=gettext_lazy("Rolle i organisationen"),
        choices=[(key.value, gettext_lazy(role.danish)) for key, role in MEMBERSHIP_ROLES.items()],
        initial=MembershipRole.EMPLOYEE.value,
        help_text=gettext_lazy(
            "Står forklaret under formularen. Roller i projekter gives på projektets side."
        ),
    )


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_http_methods(["GET", "HEAD", "POST"])
def invite_person(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Invite somebody into the organisation."""
    back = reverse("organisation_people", args=(organisation.pk,))

    def save(form: InvitationForm) -> Saved:
        given = form.cleaned_data
        invitation, secret = invite(
            organisation=organisation,
            email=given["email"],
            name=given["name"],
            role=MembershipRole(given["role"]),
            by=author_of(request),
            days=settings.INVITATION_DAYS,
        )
        send_after_commit(request, invitation, secret)
        return Saved(address=back)

    page = FormPage(
        form=InvitationForm,
        title=_("Invitér en person"),
        under=organisation.name,
        submit=_("Send invitation"),
        save=save,
        back=back,
        breadcrumbs=[(_("Personer"), back), (_("Invitér en person"), "")],
        template="people/invite.html",
        context={"roles": membership_roles(), "days": settings.INVITATION_DAYS},
    )
    return answer_form(request, page)


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_POST
def resend(request: HttpRequest, organisation: Organisation, invitation_id: int) -> HttpResponse:
    """Send a new link; the one before stops working."""
    invitation = _invitation(organisation, invitation_id)
    try:
        renewed, secret = renew_invitation(invitation, by=author_of(request), days=settings.INVITATION_DAYS)
        send_after_commit(request, renewed, secret)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("organisation_people", organisation.pk)


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_POST
def withdraw(request: HttpRequest, organisation: Organisation, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = _invitation(organisation, invitation_id)
    try:
        withdraw_invitation(invitation, by=author_of(request))
        words = _("Invitationen til %(name)s er trukket tilbage. Linket i mailen virker ikke mere.")
        messages.success(request, words % {"name": invitation.name})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("organisation_people", organisation.pk)


def send_after_commit(request: HttpRequest, invitation: Invitation, secret: str) -> None:
    """Send the mail when the invitation is safely kept, and tell the inviter whether it left."""
    transaction.on_commit(lambda: _send(request, invitation, secret))


def _send(request: HttpRequest, invitation: Invitation, secret: str) -> None:
    path = reverse("invitation", args=(secret,))
    letter = invitation_letter(to=invitation.email, path=path, days=settings.INVITATION_DAYS)
    said: dict[str, Any] = {"name": invitation.name, "email": invitation.email}
    if not sent(letter):
        words = _(
            "Mailen til %(email)s kunne ikke sendes lige nu. Invitationen er gemt: tryk “Send igen” om lidt, eller "
            "bed driften se på mailserveren."
        )
        messages.error(request, words % said)
        return
    mark_sent(invitation)
    messages.success(request, _("%(name)s er inviteret. Mailen er sendt til %(email)s.") % said)
    if mails_are_files():
        request.session[_LINK] = {"name": invitation.name, "address": site_address(path)}


def shown_link(request: HttpRequest) -> dict[str, str] | None:
    """The link of the mail just written to a file, once; None where mails are really sent."""
    if request.method != "GET":
        return None
    link: dict[str, str] | None = request.session.pop(_LINK, None)
    return link


def _invitation(organisation: Organisation, invitation_id: int) -> Invitation:
    found = None
    if invitation_id < 2**63:
        found = Invitation.objects.filter(organisation=organisation, pk=invitation_id).first()
    if found is None:
        raise NotVisible
    return found
