"""Reads of organisations and people worth a name."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from virkning.rooms.access.ordering import InDanish
from virkning.rooms.access.roles import MEMBERSHIP_ROLES, MembershipRole
from virkning.rooms.audit import writes
from virkning.rooms.audit.models import AuditEntry, LookUp

from .models import ApiToken, CalendarFeed, Invitation, Membership, Municipality, Organisation, Person
from .secrets import fingerprint, prefix_of

DEMO_DOMAIN = "@demo.invalid"


@dataclass(frozen=True)
class DemoPerson:
    """A person one can sign in as on the demo, with who they are in words."""

    person_id: int
    name: str
    title: str
    organisation: str
    role: str


def demo_people() -> list[DemoPerson]:
    """The demo people, by organisation. One query; only ever called on the demo."""
    rows = (
        Membership._base_manager.filter(
            person__email__endswith=DEMO_DOMAIN, person__is_active=True, ended_at__isnull=True
        )
        .select_related("person", "organisation")
        .order_by("organisation__name", "id")
    )
    return [
        DemoPerson(
            row.person.pk,
            row.person.name,
            row.person.title,
            row.organisation.name,
            MEMBERSHIP_ROLES[MembershipRole(row.role)].name,
        )
        for row in rows
    ]


def municipality_matching(text: str) -> Municipality | None:
    """The municipality a person means by a code or a name, however it is spelled; None if none. One query.

    `661`, `0661`, `Holstebro`, `Holstebro Kommune` and `Høje Taastrup` (for Høje-Taastrup) are all understood.
    """
    wanted = _folded(text)
    for municipality in Municipality.objects.order_by("code"):
        known = {municipality.code, f"0{municipality.code}", municipality.name, municipality.official_name}
        if wanted in {_folded(name) for name in known}:
            return municipality
    return None


def _folded(text: str) -> str:
    folded = " ".join(text.casefold().replace("-", " ").replace("aa", "å").split())
    return folded.removesuffix(" kommune").removesuffix("s")


def organisation_of(municipality: Municipality) -> Organisation | None:
    """The municipality's organisation, if it has one yet."""
    return Organisation._base_manager.filter(municipality=municipality, removed_at__isnull=True).first()


def active_person(email: str) -> Person | None:
    """The active person with this e-mail, whatever its case."""
    return Person.objects.filter(email__iexact=email.strip(), is_active=True).first()


@dataclass(frozen=True)
class TokenHolder:
    """Whose key it is, and what it may: `read`, `write`."""

    person: Person
    scopes: frozenset[str]


#: How often "last used" is noted: a program that calls every second must not write every second.
_NOTED_EVERY = timedelta(minutes=10)


def authenticate_token(raw: str) -> TokenHolder | None:
    """The holder of an API token; None where it is unknown, expired, revoked, or its person's access is closed.

    One query; now and then one more, to note when the key was last used.
    """
    prefix, now = prefix_of(raw), timezone.now()
    found = ApiToken._base_manager.filter(prefix=prefix).select_related("person").first() if prefix else None
    if found is None or not hmac.compare_digest(found.token_hash, fingerprint(raw)):
        return None
    if found.revoked_at is not None or found.expires_at <= now or not found.person.is_active:
        return None
    if found.last_used_at is None or found.last_used_at < now - _NOTED_EVERY:
        writes.touch(found, last_used_at=now)
    return TokenHolder(found.person, frozenset(found.scopes) & {"read", "write"})


def tokens_of(person: Person) -> list[ApiToken]:
    """A person's keys that have not been closed, newest first. One query."""
    return list(
        ApiToken.objects.filter(person=person, revoked_at__isnull=True).order_by("-created_at", "-id")
    )


def feed_of(person: Person) -> CalendarFeed | None:
    """The address the person's calendar is fetched from, where there is one. One query."""
    return CalendarFeed.objects.filter(person=person, revoked_at__isnull=True).order_by("pk").first()


def feed_behind(secret: str) -> CalendarFeed | None:
    """The calendar whose address holds the secret; None where it is closed, or its person has no access any more.

    Two queries; now and then one more, to note when it was last fetched. Nobody is signed in.
    """
    rows = CalendarFeed._base_manager.filter(
        token_hash=fingerprint(secret), revoked_at__isnull=True, person__is_active=True
    )
    found = rows.select_related("person").first()
    if found is None or not _belongs_somewhere(found.person):
        return None
    now = timezone.now()
    if found.last_used_at is None or found.last_used_at < now - _NOTED_EVERY:
        writes.touch(found, last_used_at=now)
    return found


def _belongs_somewhere(person: Person) -> bool:
    """Whether the person has access through any organisation. One query."""
    rows = Membership._base_manager.filter(person=person, ended_at__isnull=True)
    return rows.filter(organisation__removed_at__isnull=True).exists()


def members_of(organisation: Organisation) -> list[Membership]:
    """Everybody with access through the organisation, and those whose access has ended, by name. One query.

    Somebody who has come back is told once, as having access.
    """
    rows = (
        Membership.objects.filter(organisation=organisation)
        .select_related("person", "organisation")
        .order_by(InDanish("person__name"), "id")
    )
    active = [row for row in rows if row.ended_at is None]
    known = {row.person_id for row in active}
    latest_end: dict[int, Membership] = {}
    for row in rows:
        if row.ended_at is not None and row.person_id not in known:
            latest_end[row.person_id] = row
    return [*active, *latest_end.values()]


def memberships_of(person: Person) -> list[Membership]:
    """The person's own memberships that have not ended. One query."""
    return list(
        Membership.objects.filter(person=person, ended_at__isnull=True)
        .select_related("organisation", "person")
        .order_by("id")
    )


def pending_invitations(organisation: Organisation) -> list[Invitation]:
    """Invitations nobody has taken or withdrawn, the expired ones too, by name. One query."""
    return list(
        Invitation.objects.filter(
            organisation=organisation, accepted_at__isnull=True, withdrawn_at__isnull=True
        ).order_by(InDanish("name"), "id")
    )


def invitation_with(secret: str) -> Invitation | None:
    """The invitation whose link holds the secret, if it can still be accepted. One query; nobody is signed in."""
    found = (
        Invitation._base_manager.filter(token_hash=fingerprint(secret), organisation__removed_at__isnull=True)
        .select_related("organisation")
        .first()
    )
    return found if found is not None and found.is_open else None


def has_taken(person: Person, secret: str) -> bool:
    """Whether it was this person who accepted the invitation whose link holds the secret. One query."""
    taken = Invitation._base_manager.filter(token_hash=fingerprint(secret), accepted_at__isnull=False)
    return taken.filter(email__iexact=person.email).exists()


def taken_since(moment: datetime, secret: str) -> bool:
    """Whether the invitation whose link holds the secret was accepted, by whomever, since then. One query."""
    return Invitation._base_manager.filter(token_hash=fingerprint(secret), accepted_at__gte=moment).exists()


def has_left(membership: Membership) -> bool:
    """Whether it was the person who ended the membership, as the log tells it last. One query."""
    told = AuditEntry._base_manager.filter(object_kind="membership", object_id=membership.pk, action="change")
    ends = told.filter(changes__has_key="ended_at").order_by("-id")
    return ends.values_list("author_id", flat=True).first() == membership.person_id


def elsewhere(person: Person, organisation: Organisation) -> bool:
    """Whether the person has access through another organisation too. One query."""
    others = Membership._base_manager.filter(
        person=person, ended_at__isnull=True, organisation__removed_at__isnull=True
    )
    return others.exclude(organisation=organisation).exists()


def person_with(email: str) -> Person | None:
    """The person with this e-mail, active or not, whatever its case. One query."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def looks_at(person: Person, *, most: int = 50) -> list[LookUp]:
    """Who has looked at a person's details, newest first. One query; whoever asks has been checked."""
    rows = LookUp._base_manager.filter(object_kind="person", object_id=person.pk)
    return list(rows.order_by("-at", "-id")[:most])
