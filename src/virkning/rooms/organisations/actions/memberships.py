"""What a person is in an organisation: another role, an end, a new beginning."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.access.roles import MEMBERSHIP_ROLES, MembershipRole
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused

from ..doors import Door, note_door
from ..models import Membership, Organisation
from ..queries import has_left
from .access import close_access, hold, open_access


def change_role(
    membership: Membership, *, role: MembershipRole, by: Author, version: int | None = None
) -> Membership:
    """Give a member another role. Raises `Refused` for the last administrator, `Conflict`."""
    words = _("%(person)s er nu %(role)s i %(organisation)s.") % {
        "person": membership.person.name,
        "role": MEMBERSHIP_ROLES[role].danish.lower(),
        "organisation": membership.organisation.name,
    }
    with transaction.atomic():
        if role is not MembershipRole.ADMINISTRATOR:
            refuse_to_lose_the_last_administrator(membership)
        return writes.change(membership, by=by, words=words, version=version, role=role)


def end_membership(membership: Membership, *, by: Author, version: int | None = None) -> Membership:
    """End a membership now, by an administrator or by the person; the last one closes the person's access too.

    What they were assigned stays with them until somebody takes it over; it shows them nothing any more.
    Raises `Refused` for the last administrator, `Conflict`.
    """
    person = membership.person
    said = {"person": person.name, "organisation": membership.organisation.name}
    if by.person_id == person.pk:
        words = _("%(person)s har forladt %(organisation)s.") % said
    else:
        words = _("%(person)s har ikke længere adgang gennem %(organisation)s.") % said
    with transaction.atomic():
        hold(person)
        refuse_to_lose_the_last_administrator(membership)
        writes.change(membership, by=by, words=words, version=version, ended_at=timezone.now())
        note_door(Door.MEMBERSHIP, membership.pk, closed=True)
        others = Membership._base_manager.filter(person=person, ended_at__isnull=True)
        if not others.exclude(pk=membership.pk).exists():
            close_access(person, by=by)
    return membership


def reopen_membership(membership: Membership, *, by: Author, version: int | None = None) -> Membership:
    """Let somebody in again in the role they had. Old sessions and keys stay closed.

    Raises `Refused` where they have access, or have left by themselves; `Conflict`.
    """
    person, organisation = membership.person, membership.organisation
    said = {"person": person.name, "organisation": organisation.name}
    active = Membership._base_manager.filter(person=person, organisation=organisation, ended_at__isnull=True)
    with transaction.atomic():
        now = hold(person)
        if active.exists():
            raise Refused(_("%(person)s har allerede adgang i %(organisation)s.") % said)
        if has_left(membership):
            left = _(
                "%(person)s har selv forladt %(organisation)s. Send en invitation, hvis adgangen skal åbnes."
            )
            raise Refused(left % said)
        words = _("%(person)s har igen adgang i %(organisation)s.") % said
        writes.change(membership, by=by, words=words, version=version, ended_at=None)
        note_door(Door.MEMBERSHIP, membership.pk, closed=False)
        if not now.is_active:
            open_access(now, by=by)
            person.is_active = True
    return membership


def refuse_to_lose_the_last_administrator(membership: Membership) -> None:
    """Somebody must be able to let others in. Waits for whoever is changing the organisation's people right now."""
    organisation = membership.organisation
    Organisation._base_manager.select_for_update().get(pk=organisation.pk)
    others = Membership._base_manager.filter(
        organisation=organisation,
        role=MembershipRole.ADMINISTRATOR,
        ended_at__isnull=True,
        person__is_active=True,
    ).exclude(pk=membership.pk)
    if membership.role == MembershipRole.ADMINISTRATOR and not others.exists():
        raise Refused(
            _(
                "%(person)s er den eneste administrator i %(organisation)s. Gør først en anden til administrator: "
                "ellers kan ingen styre, hvem der har adgang."
            )
            % {"person": membership.person.name, "organisation": organisation.name}
        )
