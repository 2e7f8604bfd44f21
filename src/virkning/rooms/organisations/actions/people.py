"""Making people and their memberships, and what people say of themselves."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.rooms.access.roles import MEMBERSHIP_ROLES, MembershipRole
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author

from ..models import Membership, Organisation, Person


def create_person(
    *, email: str, name: str, by: Author, title: str = "", password: str | None = None
) -> Person:
    """Make a person. Without a password they cannot sign in until they have set one.

    Raises IntegrityError where the e-mail is taken.
    """
    person = Person(email=Person.objects.normalize_email(email.strip()), name=name, title=title)
    person.set_password(password)
    return writes.create(person, by=by, words=_("%(name)s er oprettet.") % {"name": name}, hide=("password",))


def add_membership(
    *, person: Person, organisation: Organisation, role: MembershipRole, by: Author
) -> Membership:
    """Give a person a role in an organisation. Raises IntegrityError where they already have one there."""
    words = _("%(person)s er knyttet til %(organisation)s som %(role)s.") % {
        "person": person.name,
        "organisation": organisation.name,
        "role": MEMBERSHIP_ROLES[role].danish.lower(),
    }
    with transaction.atomic():
        return writes.create(
            Membership(person=person, organisation=organisation, role=role), by=by, words=words
        )


def change_profile(person: Person, *, name: str, title: str, language: str, by: Author) -> Person:
    """Set what a person says of themselves."""
    words = _("%(person)s har rettet sin profil.") % {"person": name}
    return writes.change(person, by=by, words=words, name=name, title=title, language=language)


def choose_digest(person: Person, *, wanted: bool, by: Author) -> Person:
    """Whether the person is reminded by mail. Off is off: the mail that is about to be sent is not."""
    said = {"person": person.name}
    if wanted:
        words = _("%(person)s har slået daglig påmindelse på mail til.") % said
    else:
        words = _("%(person)s har slået daglig påmindelse på mail fra.") % said
    return writes.change(person, by=by, words=words, wants_digest=wanted)


def mark_seen(person: Person, *, at: datetime) -> None:
    """Everything until `at` is no longer new to the person. Bookkeeping: no entry."""
    writes.touch(person, seen_until=at)
