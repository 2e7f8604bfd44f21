"""Who holds what in many projects at once: the answer of `rights_in_projects`, asked about everybody instead of one.

For those who must be told something without having asked: who is reminded, whose desk it lies on. Nothing of it is
shown to anybody, so it is read whoever asks.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import AssignmentRole, MembershipRole, PartyRole, permissions_given
from virkning.rooms.organisations.models import Membership

from ..models import Assignment, Party, Programme

#: project, person
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Holding:
    """What somebody may do in a project, as what they are assigned to it, and whether they administer a party."""

    permissions: frozenset[Permission]
    roles: frozenset[AssignmentRole]
    administers: bool


@dataclass(frozen=True)
class Holders:
    """Everybody who may do something in one project."""

    by_person: Mapping[int, Holding]

    def assigned(self, role: AssignmentRole, permission: Permission) -> frozenset[int]:
        """Those with the role whom it still gives the permission."""
        return frozenset(
            person
            for person, held in self.by_person.items()
            if role in held.roles and permission in held.permissions
        )

    def administrators(self, permission: Permission) -> frozenset[int]:
        """Those who have the permission as administrators of a party."""
        return frozenset(
            person
            for person, held in self.by_person.items()
            if held.administers and permission in held.permissions
        )

    def may(self, person: int | None, permission: Permission) -> bool:
        """Whether the person has the permission."""
        held = self.by_person.get(person or 0)
        return held is not None and permission in held.permissions


NOBODY_HOLDS = Holders({})


def projects_near(people: Collection[int]) -> list[int]:
    """The projects to which an organisation of one of these people is a party, whether they see them. One query."""
    mine = _memberships().filter(person_id__in=people).values("organisation_id")
    rows = Party._base_manager.filter(organisation_id__in=mine, project__removed_at__isnull=True)
    return list(rows.order_by("project_id").values_list("project_id", flat=True).distinct())


def holders_in(projects: Mapping[int, int | None]) -> dict[int, Holders]:
    """Of each project (key → its programme's): everybody who may do something in it. Two queries."""
    ways = _ways(projects)
    roles = _roles(projects)
    found: dict[int, dict[int, Holding]] = defaultdict(dict)
    for (project, person), through in ways.items():
        assigned = roles.get((project, person), frozenset())
        held = _holding(through, assigned)
        if held.permissions:
            found[project][person] = held
    return {project: Holders(found.get(project, {})) for project in projects}


def round_runners(programmes: Collection[int]) -> dict[int, frozenset[int]]:
    """Who runs the rounds of each programme: its coordinators, or where there are none its owner's administrators.

    A coordinator who has left the owning organisation coordinates nothing. Three queries.
    """
    rows = Programme._base_manager.filter(pk__in=programmes, removed_at__isnull=True, owner__isnull=False)
    owners = dict(rows.order_by("pk").values_list("pk", "owner_id"))
    members: dict[int, dict[int, str]] = defaultdict(dict)
    belongs = _memberships().filter(organisation_id__in=set(owners.values())).order_by("pk")
    for organisation, person, role in belongs.values_list("organisation_id", "person_id", "role"):
        members[organisation][person] = role
    coordinators: dict[int, set[int]] = defaultdict(set)
    assigned = Assignment._base_manager.filter(
        programme_id__in=owners, role=AssignmentRole.COORDINATOR, ended_at__isnull=True
    )
    for programme, person in assigned.order_by("pk").values_list("programme_id", "person_id"):
        if person in members[owners[programme]]:
            coordinators[programme].add(person)
    return {
        programme: frozenset(coordinators[programme])
        or frozenset(
            person for person, role in members[owner].items() if role == MembershipRole.ADMINISTRATOR
        )
        for programme, owner in owners.items()
    }


def _memberships() -> QuerySet[Membership]:
    return Membership._base_manager.filter(
        person__is_active=True, ended_at__isnull=True, organisation__removed_at__isnull=True
    )


def _ways(projects: Collection[int]) -> dict[Pair, set[tuple[MembershipRole, PartyRole]]]:
    """As what somebody's organisations take part, and what they are there."""
    rows = (
        _memberships()
        .filter(organisation__parties__project_id__in=list(projects))
        .order_by("pk")
        .values_list("organisation__parties__project_id", "person_id", "role", "organisation__parties__role")
    )
    found: dict[Pair, set[tuple[MembershipRole, PartyRole]]] = defaultdict(set)
    for project, person, role, party in rows:
        found[project, person].add((MembershipRole(role), PartyRole(party)))
    return found


def _roles(projects: Mapping[int, int | None]) -> dict[Pair, frozenset[AssignmentRole]]:
    """What people are assigned, to the projects or to their programmes."""
    inside: dict[int, list[int]] = defaultdict(list)
    for project, programme in projects.items():
        if programme is not None:
            inside[programme].append(project)
    asked = Q(project_id__in=list(projects)) | Q(programme_id__in=list(inside))
    rows = Assignment._base_manager.filter(asked, ended_at__isnull=True, programme__removed_at__isnull=True)
    found: dict[Pair, set[AssignmentRole]] = defaultdict(set)
    for person, project, programme, role in rows.order_by("pk").values_list(
        "person_id", "project_id", "programme_id", "role"
    ):
        for one in [project] if project is not None else inside[programme]:
            found[one, person].add(AssignmentRole(role))
    return {pair: frozenset(roles) for pair, roles in found.items()}


def _holding(ways: set[tuple[MembershipRole, PartyRole]], assigned: frozenset[AssignmentRole]) -> Holding:
    given: set[Permission] = set()
    for membership, party in ways:
        given |= permissions_given(membership, party)
        for role in assigned:
            given |= permissions_given(role, party)
    administers = any(membership is MembershipRole.ADMINISTRATOR for membership, _party in ways)
    return Holding(frozenset(given), assigned, administers)
