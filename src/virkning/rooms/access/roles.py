"""Roles as described data: what each gives, and what a party's place in a project lets its people use.

A person's permissions on a project are, over every way they have into it, the role's permissions cut down to what the
party allows (`PARTY_LIMITS`): a project manager lent by a partner reads, because partners' people read.
"""

from dataclasses import dataclass
from enum import StrEnum

from .permissions import Permission

_READ = frozenset({Permission.SEE_PROJECT, Permission.EXPORT_PROJECT})
_EVERYTHING = frozenset(Permission) - {Permission.SEE_OWN_PAGES}


class MembershipRole(StrEnum):
    """What a person is in an organisation."""

    ADMINISTRATOR = "administrator"
    EMPLOYEE = "employee"


class PartyRole(StrEnum):
    """An organisation's part in a project."""

    LEAD = "lead"
    PARTNER = "partner"
    FUNDER = "funder"
    EVALUATOR = "evaluator"


class AssignmentRole(StrEnum):
    """What a person does in a project or a programme."""

    PROJECT_MANAGER = "project_manager"
    ACTIVITY_LEAD = "activity_lead"
    STEERING_GROUP = "steering_group"
    COORDINATOR = "coordinator"
    EVALUATOR = "evaluator"


@dataclass(frozen=True)
class Role:
    """A role in words, with the permissions it gives."""

    name: str
    description: str
    permissions: frozenset[Permission]


MEMBERSHIP_ROLES: dict[MembershipRole, Role] = {
    MembershipRole.ADMINISTRATOR: Role(
        "Administrator", "Ser alle organisationens projekter og styrer, hvem der har adgang.", _EVERYTHING
    ),
    MembershipRole.EMPLOYEE: Role(
        "Medarbejder", "Ser kun de projekter og programmer, personen er tildelt.", frozenset()
    ),
}

ASSIGNMENT_ROLES: dict[AssignmentRole, Role] = {
    AssignmentRole.PROJECT_MANAGER: Role(
        "Projektleder", "Svarer for projektet og kan rette alt i det.", _EVERYTHING - {Permission.ASSESS}
    ),
    AssignmentRole.ACTIVITY_LEAD: Role(
        "Aktivitetsansvarlig", "Skriver status for sine aktiviteter.", _READ | {Permission.REPORT_STATUS}
    ),
    AssignmentRole.STEERING_GROUP: Role("Styregruppe", "Følger projektet og læser det hele.", _READ),
    AssignmentRole.COORDINATOR: Role(
        "Koordinator", "Styrelsens kontakt: følger projektet og læser det hele.", _READ
    ),
    AssignmentRole.EVALUATOR: Role(
        "Evaluator", "Skriver vurderinger og sætter farver.", _READ | {Permission.ASSESS}
    ),
}

PARTY_NAMES: dict[PartyRole, str] = {
    PartyRole.LEAD: "Ansvarlig",
    PartyRole.PARTNER: "Partner",
    PartyRole.FUNDER: "Bevillingsgiver",
    PartyRole.EVALUATOR: "Evaluator",
}

PARTY_LIMITS: dict[PartyRole, frozenset[Permission]] = {
    PartyRole.LEAD: _EVERYTHING - {Permission.ASSESS},
    PartyRole.PARTNER: _READ,
    PartyRole.FUNDER: _READ,
    PartyRole.EVALUATOR: _READ | {Permission.ASSESS},
}


def permissions_given(role: MembershipRole | AssignmentRole, through: PartyRole) -> frozenset[Permission]:
    """The permissions a role gives when its holder belongs to a party with the role `through`."""
    described = MEMBERSHIP_ROLES[role] if isinstance(role, MembershipRole) else ASSIGNMENT_ROLES[role]
    return described.permissions & PARTY_LIMITS[through]
