"""The secret address a person's calendar program fetches their deadlines from: made, made anew, closed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author

from ..models import CalendarFeed, Person
from ..secrets import fingerprint, new_secret
from .access import hold


def open_feed(person: Person, *, by: Author) -> tuple[CalendarFeed, str]:
    """Make the address, and close the one there was. Returns it and its secret, which is kept nowhere."""
    secret = new_secret()
    with transaction.atomic():
        hold(person)  # a double click makes one after the other: the last one shown is the one that works
        close_feed(person, by=by)
        words = _("%(person)s har fået en adresse til sin kalender.") % {"person": person.name}
        feed = CalendarFeed(person=person, token_hash=fingerprint(secret))
        return writes.create(feed, by=by, words=words, hide=("token_hash",)), secret


def close_feed(person: Person, *, by: Author) -> bool:
    """Close the person's address now; False where there is none. A closed one stays closed."""
    open_now = (
        CalendarFeed._base_manager.filter(person=person, revoked_at__isnull=True).order_by("pk").first()
    )
    if open_now is None:
        return False
    words = _("Adressen til kalenderen for %(person)s er lukket.") % {"person": person.name}
    writes.change(open_now, by=by, words=words, revoked_at=timezone.now())
    return True
