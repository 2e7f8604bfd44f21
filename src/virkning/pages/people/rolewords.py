"""Roles explained in words, with what each lets a person do."""

from collections.abc import Iterable
from dataclasses import dataclass

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import (
    ASSIGNMENT_ROLES,
    IN_ORGANISATION,
    MEMBERSHIP_ROLES,
    PARTY_NAMES,
    AssignmentRole,
    PartyRole,
    Role,
    permissions_given,
)
from virkning.rooms.programmes.queries.people import ROLES_OF_PARTY


@dataclass(frozen=True)
class ExplainedRole:
    """A role as a page tells it. `allows`: one line each."""

    name: str
    description: str
    allows: tuple[str, ...]


def membership_roles() -> list[ExplainedRole]:
    """The roles in an organisation, with what they may do with the organisation itself."""
    return [
        _explained(described, described.permissions | IN_ORGANISATION[role])
        for role, described in MEMBERSHIP_ROLES.items()
    ]


def project_roles(parties: Iterable[PartyRole]) -> list[tuple[str, list[ExplainedRole]]]:
    """By party: the roles its people can have in a project, and what each gives them there."""
    return [
        (
            PARTY_NAMES[party],
            [
                _explained(ASSIGNMENT_ROLES[role], permissions_given(role, party))
                for role in ROLES_OF_PARTY[party]
            ],
        )
        for party in parties
    ]


def choices_of(roles: Iterable[AssignmentRole]) -> list[tuple[str, str]]:
    """Roles in a project as choices, in their own order."""
    wanted = set(roles)
    return [(role.value, ASSIGNMENT_ROLES[role].name) for role in AssignmentRole if role in wanted]


def _explained(role: Role, permissions: frozenset[Permission]) -> ExplainedRole:
    ordered = tuple(one.words for one in Permission if one in permissions)
    return ExplainedRole(role.name, role.description, ordered)
