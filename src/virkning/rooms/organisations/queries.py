"""Reads of organisations and people worth a name."""

from dataclasses import dataclass

from virkning.rooms.access.roles import MEMBERSHIP_ROLES, MembershipRole

from .models import Membership, Municipality, Organisation, Person

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
