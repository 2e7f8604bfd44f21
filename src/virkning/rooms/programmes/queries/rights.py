"""What a person may do in each of the projects they see, in three queries however many there are."""

from collections import defaultdict

from django.db.models import Q

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import AssignmentRole, MembershipRole, PartyRole, permissions_given
from virkning.rooms.access.scope import Scope
from virkning.rooms.organisations.models import Membership

from ..models import Assignment, Programme, Project


def rights_in_projects(scope: Scope) -> dict[int, frozenset[Permission]]:
    """Project → permissions, for every project the scope sees; as `permissions_on_project` says. Three queries."""
    seen = dict(Project.objects.order_by("pk").values_list("pk", "programme_id"))
    if scope.sees_everything:
        return dict.fromkeys(seen, frozenset(Permission))
    ways = _ways(scope)
    direct, through = _roles(scope)
    return {
        project: _given(ways.get(project, set()), direct[project] | through[programme])
        for project, programme in seen.items()
    }


def programmes_run_by(scope: Scope) -> frozenset[int]:
    """The programmes whose rounds the scope's person runs; as `Programme.permissions_of` says. One query."""
    rows = Programme.objects.order_by("pk")
    if not scope.sees_everything:
        owners = Membership.active_organisations(scope, administrator=True)
        coordinates = Assignment.of_person(scope).filter(role=AssignmentRole.COORDINATOR.value)
        belongs = Q(
            owner_id__in=Membership.active_organisations(scope),
            pk__in=coordinates.filter(programme__isnull=False).values("programme_id"),
        )
        rows = rows.filter(Q(owner_id__in=owners) | belongs)
    return frozenset(rows.values_list("pk", flat=True))


def _given(
    ways: set[tuple[MembershipRole, PartyRole]], assigned: set[AssignmentRole]
) -> frozenset[Permission]:
    found: set[Permission] = set()
    for membership, party in ways:
        found |= permissions_given(membership, party)
        for role in assigned:
            found |= permissions_given(role, party)
    return frozenset(found)


def _ways(scope: Scope) -> dict[int, set[tuple[MembershipRole, PartyRole]]]:
    """Project → as what one's organisations take part in it, and what one is there."""
    rows = (
        Membership._base_manager.filter(
            person_id=scope.person_id or 0,
            person__is_active=True,
            ended_at__isnull=True,
            organisation__parties__isnull=False,
        )
        .order_by("pk")
        .values_list("organisation__parties__project_id", "role", "organisation__parties__role")
    )
    found: dict[int, set[tuple[MembershipRole, PartyRole]]] = defaultdict(set)
    for project, role, party in rows:
        found[project].add((MembershipRole(role), PartyRole(party)))
    return found


def _roles(scope: Scope) -> tuple[dict[int, set[AssignmentRole]], dict[int | None, set[AssignmentRole]]]:
    """One's roles by project, and by programme."""
    direct: dict[int, set[AssignmentRole]] = defaultdict(set)
    through: dict[int | None, set[AssignmentRole]] = defaultdict(set)
    rows = Assignment.of_person(scope).order_by("pk").values_list("project_id", "programme_id", "role")
    for project, programme, role in rows:
        if project is not None:
            direct[project].add(AssignmentRole(role))
        else:
            through[programme].add(AssignmentRole(role))
    return direct, through
