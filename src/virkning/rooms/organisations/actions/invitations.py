"""Letting people in by mail: invite, send again, withdraw, accept."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.access.roles import MembershipRole
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused

from ..models import Invitation, Membership, Organisation, Person
from ..secrets import fingerprint, new_secret
from .access import hold, open_access, set_password
from .people import add_membership, create_person

#: Who makes somebody who comes by an invitation: nobody is signed in yet.
BY_INVITATION = Author.system("invitation")


def invite(
    *, organisation: Organisation, email: str, name: str, role: MembershipRole, by: Author, days: int
) -> tuple[Invitation, str]:
    """Offer somebody a role. Returns the invitation and its link's secret, which is kept nowhere.

    Raises `Refused` where they belong to the organisation or are invited already.
    """
    email = Person.objects.normalize_email(email.strip())
    _refuse_twice(organisation, email)
    secret = new_secret()
    invitation = Invitation(
        organisation=organisation,
        email=email,
        name=name,
        role=role,
        token_hash=fingerprint(secret),
        invited_by=by.name,
        expires_at=timezone.now() + timedelta(days=days),
    )
    words = _("%(name)s er inviteret til %(organisation)s.") % {
        "name": name,
        "organisation": organisation.name,
    }
    try:
        with transaction.atomic():
            writes.create(invitation, by=by, words=words, hide=("token_hash",))
    except IntegrityError:  # somebody else invited them at the same moment
        _refuse_twice(organisation, email)
        raise
    return invitation, secret


def _refuse_twice(organisation: Organisation, email: str) -> None:
    members = Membership._base_manager.filter(
        organisation=organisation, person__email__iexact=email, ended_at__isnull=True
    )
    if members.exists():
        raise Refused({"email": _("%(email)s har allerede adgang i organisationen.") % {"email": email}})
    invited = Invitation._base_manager.filter(organisation=organisation, email__iexact=email)
    if invited.filter(accepted_at__isnull=True, withdrawn_at__isnull=True).exists():
        raise Refused(
            {
                "email": _(
                    "%(email)s er allerede inviteret. Find invitationen på siden med personer, og send den igen."
                )
                % {"email": email}
            }
        )


def renew_invitation(invitation: Invitation, *, by: Author, days: int) -> tuple[Invitation, str]:
    """Make a new link, good from now; the one sent before stops working. Raises `Refused` where it is closed."""
    secret = new_secret()
    with transaction.atomic():
        current = _locked(invitation.pk)
        with writes.batch(by=by, action="renew") as act:
            act.about = current
            act.words = _("Invitationen til %(name)s er sendt igen.") % {"name": current.name}
            expires_at = timezone.now() + timedelta(days=days)
            act.set(
                Invitation, [current.pk], token_hash=fingerprint(secret), expires_at=expires_at, sent_at=None
            )
        current.refresh_from_db()
    return current, secret


def withdraw_invitation(invitation: Invitation, *, by: Author) -> Invitation:
    """Take an invitation back: its link stops working. Raises `Refused` where it has been accepted."""
    with transaction.atomic():
        current = _locked(invitation.pk)
        words = _("Invitationen til %(name)s er trukket tilbage.") % {"name": current.name}
        return writes.change(current, by=by, words=words, withdrawn_at=timezone.now())


def mark_sent(invitation: Invitation) -> None:
    """The mail has left. Bookkeeping."""
    writes.touch(invitation, sent_at=timezone.now())


def accept_as_new(invitation: Invitation, *, name: str, password: str) -> Person:
    """Make the invited person, or open the closed one with that e-mail, and let them in.

    Raises `Refused` where the invitation is no longer open, or somebody with the e-mail signs in already.
    """
    with transaction.atomic():
        current = _open(invitation.pk)
        known = Person.objects.filter(email__iexact=current.email).first()
        person = hold(known) if known is not None else None
        if person is None:
            person = _newcomer(current, name=name, password=password)
        elif person.is_active:
            raise Refused(_already_in())
        else:
            open_access(person, by=BY_INVITATION, name=name)
            set_password(person, password=password, by=BY_INVITATION)
        _take(current, person)
    return person


def accept_as(invitation: Invitation, *, person: Person) -> Person:
    """Let somebody who signs in already into one more organisation.

    Raises `Refused` where the invitation is closed, or is for another e-mail.
    """
    with transaction.atomic():
        current = _open(invitation.pk)
        if current.email.casefold() != person.email.casefold():
            raise Refused(_("Invitationen gælder en anden e-mail end den, du er logget ind med."))
        if not hold(person).is_active:
            raise Refused(
                _("Din adgang er lukket imens. Åbn linket i mailen igen, og vælg en ny adgangskode.")
            )
        _take(current, person)
    return person


def _newcomer(invitation: Invitation, *, name: str, password: str) -> Person:
    try:
        with transaction.atomic():
            return create_person(email=invitation.email, name=name, password=password, by=BY_INVITATION)
    except IntegrityError as error:  # they took another organisation's invitation at the same moment
        raise Refused(_already_in()) from error


def _already_in() -> str:
    return _("Du har allerede en adgang. Log ind, og tag imod invitationen.")


def _take(invitation: Invitation, person: Person) -> None:
    organisation = invitation.organisation
    words = _("%(person)s har taget imod invitationen til %(organisation)s.") % {
        "person": person.name,
        "organisation": organisation.name,
    }
    writes.change(invitation, by=person.author, words=words, accepted_at=timezone.now())
    member = Membership._base_manager.filter(person=person, organisation=organisation, ended_at__isnull=True)
    if not member.exists():
        role = MembershipRole(invitation.role)
        add_membership(person=person, organisation=organisation, role=role, by=person.author)


def _locked(key: int) -> Invitation:
    """The invitation if it is neither accepted nor withdrawn, held until the transaction ends."""
    still = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
    found = Invitation._base_manager.select_for_update(of=("self",)).filter(still, pk=key)
    current = found.select_related("organisation").first()
    if current is None:
        raise Refused(_("Invitationen er allerede brugt eller trukket tilbage."))
    return current


def _open(key: int) -> Invitation:
    current = _locked(key)
    if not current.is_open or current.organisation.removed_at is not None:
        raise Refused(_("Invitationen er udløbet. Bed den, der inviterede dig, om at sende den igen."))
    return current
