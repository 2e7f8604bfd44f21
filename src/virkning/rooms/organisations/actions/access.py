"""How somebody gets in, and stops getting in: password, second factor, sessions."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author

from ..doors import Door, note_door
from ..models import ApiToken, CalendarFeed, Person


def hold(person: Person) -> Person:
    """The person as they are now, held until the transaction ends: nobody else lets them in or out meanwhile."""
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def set_password(person: Person, *, password: str, by: Author) -> Person:
    """Set a new password; every session but the one that is renewed afterwards ends. The log never holds it."""
    with writes.batch(by=by, action="password") as act:
        act.about = person
        act.words = _("%(person)s har fået ny adgangskode.") % {"person": person.name}
        _set(act, person, password=make_password(password), sessions_from=timezone.now())
        note_door(Door.PASSWORD, person.pk, closed=True)
    return person


def void_password(person: Person, *, by: Author) -> Person:
    """Nobody signs in with the password the person has now: they ask for a link and choose a new one."""
    with writes.batch(by=by, action="password") as act:
        act.about = person
        act.words = _(
            "Adgangskoden for %(person)s gælder ikke mere. En ny vælges med “Glemt adgangskoden?”."
        ) % {"person": person.name}
        _set(act, person, password=make_password(None), sessions_from=timezone.now())
        note_door(Door.PASSWORD, person.pk, closed=True)
    return person


def end_sessions(person: Person, *, by: Author) -> Person:
    """End every session of a person; the caller renews their own."""
    words = _("%(person)s er logget af alle andre steder.") % {"person": person.name}
    return writes.change(person, by=by, words=words, sessions_from=timezone.now())


def close_access(person: Person, *, by: Author) -> Person:
    """Nobody signs in as the person any more: sessions end, keys and the calendar's address are closed at once."""
    now = timezone.now()
    keys, feeds = (
        list(
            model._base_manager.filter(person=person, revoked_at__isnull=True)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        for model in (ApiToken, CalendarFeed)
    )
    with writes.batch(by=by, action="close_access") as act:
        act.about = person
        act.words = _("Adgangen er lukket for %(person)s.") % {"person": person.name}
        act.changes = {"is_active": [True, False], "api_tokens": keys, "calendar_feeds": feeds}
        _set(act, person, is_active=False, sessions_from=now)
        act.set(ApiToken, keys, revoked_at=now)
        act.set(CalendarFeed, feeds, revoked_at=now)
        note_door(Door.ACCESS, person.pk, closed=True)
    return person


def open_access(person: Person, *, by: Author, name: str = "") -> Person:
    """Let the person sign in again; `name`: what they call themselves now. Old sessions and keys stay closed."""
    called = name or person.name
    words = _("Adgangen er åbnet igen for %(person)s.") % {"person": called}
    with transaction.atomic():
        writes.change(person, by=by, words=words, is_active=True, name=called)
        note_door(Door.ACCESS, person.pk, closed=False)
    return person


def note_second_factor(person: Person, *, words: str, by: Author) -> None:
    """Keep in the log that the second factor was changed. The factor itself is written by the sign-in library."""
    with transaction.atomic():
        writes.record(by=by, action="second_factor", words=words, about=person)


def _set(act: writes.Batch, person: Person, **values: object) -> None:
    act.set(Person, [person.pk], **values)
    for name, value in values.items():
        setattr(person, name, value)
