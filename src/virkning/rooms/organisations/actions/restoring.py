"""After a restore: a copy knows nothing of what was closed after it was taken, so its doors are closed here."""

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author

from ..doors import Door, note_door
from ..models import ApiToken, CalendarFeed, Invitation, Membership, Person
from .access import close_access, void_password


def revoke_all_tokens(*, by: Author) -> int:
    """Close every key that is open: one revoked after the copy cannot be told from the others. Returns how many."""
    rows = ApiToken._base_manager.filter(revoked_at__isnull=True).order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    if keys:
        with writes.batch(by=by, action="revoke_tokens") as act:
            act.words = _("Alle nøgler til API'et er lukket efter en gendannelse.")
            act.changes = {"api_tokens": keys}
            act.set(ApiToken, keys, revoked_at=timezone.now())
    return len(keys)


def close_all_feeds(*, by: Author) -> int:
    """Close every calendar's address that is open, for the same reason. Returns how many."""
    rows = CalendarFeed._base_manager.filter(revoked_at__isnull=True).order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    if keys:
        with writes.batch(by=by, action="close_feeds") as act:
            act.words = _("Alle adresser til kalendere er lukket efter en gendannelse.")
            act.changes = {"calendar_feeds": keys}
            act.set(CalendarFeed, keys, revoked_at=timezone.now())
    return len(keys)


def withdraw_all_invitations(*, by: Author) -> int:
    """Withdraw every invitation nobody has taken: one withdrawn or taken after the copy is open in it."""
    rows = Invitation._base_manager.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    if keys:
        with writes.batch(by=by, action="withdraw_invitations") as act:
            act.words = _("Alle åbne invitationer er trukket tilbage efter en gendannelse.")
            act.changes = {"invitations": keys}
            act.set(Invitation, keys, withdrawn_at=timezone.now())
    return len(keys)


def close_again(door: Door, key: int, *, by: Author) -> bool:
    """Close one door that was closed after the copy was taken; False where there is nothing to close."""
    if door is Door.MEMBERSHIP:
        return _end(key, by=by)
    person = Person.objects.filter(pk=key).first()
    if person is None or (door is Door.ACCESS and not person.is_active):
        return False
    if door is Door.ACCESS:
        close_access(person, by=by)
    else:
        void_password(person, by=by)
    return True


def _end(key: int, *, by: Author) -> bool:
    rows = Membership._base_manager.filter(pk=key, ended_at__isnull=True)
    membership = rows.select_related("person", "organisation").first()
    if membership is None:
        return False
    words = _("%(person)s har ikke længere adgang gennem %(organisation)s.") % {
        "person": membership.person.name,
        "organisation": membership.organisation.name,
    }
    writes.change(membership, by=by, words=words, ended_at=timezone.now())
    note_door(Door.MEMBERSHIP, membership.pk, closed=True)
    return True
