"""What a person may do in a project: every way in, each cut down to what the party allows."""

from dataclasses import dataclass

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import AssignmentRole, MembershipRole, PartyRole, permissions_given
from virkning.rooms.access.scope import Scope
from virkning.rooms.organisations.models import Membership

from ..models import Assignment, Party, Project


def permissions_on_project(scope: Scope, project: Project) -> frozenset[Permission]:
    """The permissions of the scope's person on the project. Two queries.

    A system (command line, job) may do everything. Mirrors `Project.visible_ids`: whoever it shows has SEE_PROJECT.
    """
    if scope.sees_everything:
        return frozenset(Permission)
    return frozenset().union(*(way.permissions for way in ways_into(scope, project)))


@dataclass(frozen=True, slots=True)
class Way:
    """One way a person has into a project: through which organisation, as what part of it, and what it gives."""

    organisation_id: int
    party: PartyRole
    permissions: frozenset[Permission]


def ways_into(scope: Scope, project: Project) -> tuple[Way, ...]:
    """Every way of the scope's person. Two queries the first time, then remembered on the project."""
    remembered: dict[Scope, tuple[Way, ...]] = project.__dict__.setdefault("_ways", {})
    if scope not in remembered:
        remembered[scope] = _ways_into(scope, project)
    return remembered[scope]


def _ways_into(scope: Scope, project: Project) -> tuple[Way, ...]:
    ways = _ways_through_organisations(scope, project)
    if not ways:
        return ()
    assigned = _assigned_roles(scope, project)
    found = []
    for organisation, membership, party in ways:
        given = permissions_given(membership, party)
        for role in assigned:
            given |= permissions_given(role, party)
        found.append(Way(organisation, party, given))
    return tuple(found)


def _ways_through_organisations(
    scope: Scope, project: Project
) -> list[tuple[int, MembershipRole, PartyRole]]:
    rows = (
        Membership._base_manager.filter(
            person_id=scope.person_id or 0,
            person__is_active=True,
            ended_at__isnull=True,
            organisation__parties__project_id=project.pk,
        )
        .order_by("pk")
        .values_list("organisation_id", "role", "organisation__parties__role")
    )
    return [(key, MembershipRole(role), PartyRole(party)) for key, role, party in rows]


def _assigned_roles(scope: Scope, project: Project) -> set[AssignmentRole]:
    direct = Assignment.of_person(scope).filter(project_id=project.pk)
    through = Assignment.of_person(scope).filter(programme_id=project.programme_id, programme__isnull=False)
    return {AssignmentRole(role) for role in (direct | through).values_list("role", flat=True)}


def parties_of(project: Project) -> list[Party]:
    """The project's parties with their organisations, lead first. One query."""
    return list(
        Party.objects.filter(project=project).select_related("organisation").order_by("position", "id")
    )
