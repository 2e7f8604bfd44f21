"""Who works on a project, who sees it and by which way, and who may give whom a role in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from virkning.rooms.access.ordering import InDanish
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import (
    ASSIGNMENT_ROLES,
    MEMBERSHIP_ROLES,
    PARTY_NAMES,
    AssignmentRole,
    MembershipRole,
    PartyRole,
    permissions_given,
)
from virkning.rooms.access.scope import Scope
from virkning.rooms.organisations.models import Membership, Organisation, Person

from ..models import Assignment, Party, Project

#: Which roles in a project make sense for the people of which party: a coordinator is the funder's contact.
ROLES_OF_PARTY: dict[PartyRole, tuple[AssignmentRole, ...]] = {
    PartyRole.LEAD: (
        AssignmentRole.PROJECT_MANAGER,
        AssignmentRole.ACTIVITY_LEAD,
        AssignmentRole.AMBASSADOR,
        AssignmentRole.STEERING_GROUP,
    ),
    PartyRole.PARTNER: (
        AssignmentRole.PROJECT_MANAGER,
        AssignmentRole.ACTIVITY_LEAD,
        AssignmentRole.AMBASSADOR,
        AssignmentRole.STEERING_GROUP,
    ),
    PartyRole.FUNDER: (AssignmentRole.COORDINATOR, AssignmentRole.STEERING_GROUP),
    PartyRole.EVALUATOR: (AssignmentRole.EVALUATOR,),
}


@dataclass(frozen=True)
class Onlooker:
    """Somebody who sees a project: through which organisation, as what in it, and by which ways, in words."""

    person_id: int
    person: str
    organisation: str
    party: str
    role: str
    ways: tuple[str, ...]


@dataclass(frozen=True)
class Assigned:
    """Somebody with a role in the project itself. `sees`: whether it still shows them the project."""

    assignment_id: int
    person_id: int
    person: str
    title: str
    organisation: str
    role: AssignmentRole
    role_words: str
    sees: bool
    may_end: bool


@dataclass(frozen=True)
class Reach:
    """Whom somebody may give roles in a project: everybody of its parties, or their own organisations' people."""

    everybody: bool
    organisations: frozenset[int]

    def covers(self, organisations: Iterable[int]) -> bool:
        """Whether somebody who belongs to these organisations is within reach."""
        return self.everybody or bool(self.organisations & set(organisations))


def who_sees(project: Project) -> list[Onlooker]:
    """Everybody who sees the project, by organisation and name. Three queries. Mirrors `Project.visible_ids`."""
    parties = _party_roles(project)
    given: dict[int, list[Assignment]] = {}
    for one in _assignments(project):
        given.setdefault(one.person_id, []).append(one)
    members = _members(project).select_related("person", "organisation")
    seen = []
    for row in members.order_by(InDanish("organisation__name"), InDanish("person__name"), "id"):
        role = MembershipRole(row.role)
        ways = _ways(role, given.get(row.person_id, ()))
        if ways:
            party = ", ".join(PARTY_NAMES[one] for one in parties[row.organisation_id])
            words = MEMBERSHIP_ROLES[role].name
            seen.append(
                Onlooker(row.person_id, row.person.name, row.organisation.name, party, words, tuple(ways))
            )
    return seen


def who_may(project: Project, permission: Permission) -> list[str]:
    """The names of those who have a permission in the project: the assigned first, then by organisation and name.

    Three queries.
    """
    parties = _party_roles(project)
    given: dict[int, set[AssignmentRole]] = {}
    for one in _assignments(project):
        given.setdefault(one.person_id, set()).add(AssignmentRole(one.role))
    members = _members(project).select_related("person")
    assigned: dict[int, str] = {}
    others: dict[int, str] = {}
    for row in members.order_by(InDanish("organisation__name"), InDanish("person__name"), "id"):
        through = parties[row.organisation_id]
        roles = given.get(row.person_id, ())
        if any(permission in permissions_given(role, party) for role in roles for party in through):
            assigned[row.person_id] = row.person.name
        elif any(permission in permissions_given(MembershipRole(row.role), party) for party in through):
            others[row.person_id] = row.person.name
    return list((assigned | {key: name for key, name in others.items() if key not in assigned}).values())


def count_who_sees(project: Project) -> int:
    """How many people see the project. One query."""
    assigned = Q(person_id__in=_assignments(project).values("person_id"))
    seen = _members(project).filter(Q(role=MembershipRole.ADMINISTRATOR) | assigned)
    return int(seen.order_by().values("person_id").distinct().count())


def assigned_people(project: Project, reach: Reach | None = None) -> list[Assigned]:
    """The roles in the project itself, by role and name. Two queries. `reach`: whose roles may be ended."""
    homes: dict[int, list[tuple[int, str]]] = {}
    members = (
        _members(project).order_by("pk").values_list("person_id", "organisation_id", "organisation__name")
    )
    for person_id, organisation_id, name in members:
        homes.setdefault(person_id, []).append((organisation_id, name))
    rows = (
        Assignment._base_manager.filter(project=project, ended_at__isnull=True)
        .select_related("person")
        .order_by(InDanish("person__name"), "id")
    )
    order = list(AssignmentRole)
    told = []
    for row in sorted(rows, key=lambda row: order.index(AssignmentRole(row.role))):
        role, own = AssignmentRole(row.role), homes.get(row.person_id, [])
        within = reach is not None and (reach.everybody or reach.covers(key for key, _name in own))
        names = ", ".join(name for _key, name in own)
        person = row.person
        words = ASSIGNMENT_ROLES[role].name
        told.append(
            Assigned(row.pk, person.pk, person.name, person.title, names, role, words, bool(own), within)
        )
    return told


def reach_in(project: Project, scope: Scope) -> Reach:
    """Whom the scope's person may give and take roles. Three queries.

    The lead's people who manage may reach everybody of the project's parties, others their own organisation's.
    """
    if scope.sees_everything:
        return Reach(everybody=True, organisations=frozenset())
    roles: list[MembershipRole | AssignmentRole] = [
        AssignmentRole(role)
        for role in _assignments(project)
        .filter(person_id=scope.person_id or 0)
        .values_list("role", flat=True)
    ]
    parties, managed = _party_roles(project), set()
    ways = _members(project).filter(person_id=scope.person_id or 0).order_by("pk")
    for organisation_id, membership in ways.values_list("organisation_id", "role"):
        held = [MembershipRole(membership), *roles]
        managed |= {
            (organisation_id, party)
            for party in parties[organisation_id]
            if any(Permission.MANAGE_PEOPLE in permissions_given(one, party) for one in held)
        }
    everybody = any(party is PartyRole.LEAD for _key, party in managed)
    return Reach(everybody, frozenset(key for key, _party in managed))


def people_within(project: Project, reach: Reach) -> list[Person]:
    """The people of the organisations within somebody's own reach, by name. One query.

    The lead's managers find other parties' people by their e-mail; a list would show who works elsewhere.
    """
    members = _members(project).filter(organisation_id__in=reach.organisations)
    people = Person.objects.filter(pk__in=members.values("person_id"))
    return list(people.order_by(InDanish("name"), "id"))


def organisations_of(project: Project, person: Person) -> dict[int, frozenset[PartyRole]]:
    """The parties to the project whose organisation the person belongs to. Two queries."""
    parties = _party_roles(project)
    members = _members(project).filter(person=person).order_by("pk")
    return {key: frozenset(parties[key]) for key in members.values_list("organisation_id", flat=True)}


def assignments_through(organisation: Organisation) -> Q:
    """Assignments in what the organisation takes part in or owns: what its administrators may know and hand on."""
    own = Party._base_manager.filter(organisation=organisation)
    in_programme = Project._base_manager.filter(pk__in=own.values("project_id"), programme__isnull=False)
    return (
        Q(project__in=own.values("project_id"), project__removed_at__isnull=True)
        | Q(programme__owner=organisation)
        | Q(programme__in=in_programme.values("programme_id"))
    )


def assignments_of(person: Person, organisation: Organisation) -> list[Assignment]:
    """The person's assignments in what the organisation takes part in. One query; whoever asks has been checked."""
    rows = Assignment._base_manager.filter(assignments_through(organisation), ended_at__isnull=True)
    rows = rows.filter(person=person).select_related("project", "programme")
    return list(rows.order_by("project_id", "programme_id", "role", "id"))


def to_hand_on(person: Person, organisation: Organisation) -> list[Assignment]:
    """The person's assignments that are the organisation's to hand on: not those they have through another.

    Somebody who belongs to two organisations keeps what the other owns, and the roles that the other's part makes
    sensible, unless this one leads the project. Two queries; one more for somebody who belongs elsewhere too.
    """
    rows = assignments_of(person, organisation)
    others = set(
        Membership._base_manager.filter(
            person=person, ended_at__isnull=True, organisation__removed_at__isnull=True
        )
        .exclude(organisation=organisation)
        .order_by("pk")
        .values_list("organisation_id", flat=True)
    )
    if not others or not rows:
        return rows
    parties = _parties_around(rows, others | {organisation.pk})
    return [one for one in rows if _is_through(organisation.pk, one, others, parties)]


def _parties_around(rows: Iterable[Assignment], organisations: Iterable[int]) -> list[Party]:
    """These organisations' parts in the assignments' projects, and in the projects of their programmes."""
    projects = Q(project__in=[one.project_id for one in rows if one.project_id is not None])
    programmes = Q(project__programme__in=[one.programme_id for one in rows if one.programme_id is not None])
    found = Party._base_manager.filter(projects | programmes, organisation_id__in=list(organisations))
    return list(found.filter(project__removed_at__isnull=True).select_related("project").order_by("id"))


def _is_through(home: int, one: Assignment, others: set[int], parties: Iterable[Party]) -> bool:
    """Whether the assignment is held through `home` rather than through one of the others."""
    owner = one.programme.owner_id if one.programme is not None else None
    if owner is not None and (owner == home or owner in others):
        return owner == home
    around = [
        row
        for row in parties
        if (
            row.project_id == one.project_id
            if one.programme is None
            else row.project.programme_id == one.programme_id
        )
    ]
    fits = {
        (row.organisation_id, PartyRole(row.role))
        for row in around
        if AssignmentRole(one.role) in ROLES_OF_PARTY[PartyRole(row.role)]
    }
    return (home, PartyRole.LEAD) in fits or not any(key != home for key, _role in fits)


def assignment_counts(organisation: Organisation) -> dict[int, int]:
    """Person → how many assignments they have in what the organisation takes part in. One query."""
    rows = Assignment._base_manager.filter(assignments_through(organisation), ended_at__isnull=True)
    counted: dict[int, int] = {}
    for person_id in rows.order_by("pk").values_list("person_id", flat=True):
        counted[person_id] = counted.get(person_id, 0) + 1
    return counted


def _members(project: Project) -> Any:
    """Memberships that count in the project: of its parties' organisations, active, of active people."""
    parties = Party._base_manager.filter(project=project)
    return Membership._base_manager.filter(
        organisation_id__in=parties.values("organisation_id"),
        organisation__removed_at__isnull=True,
        ended_at__isnull=True,
        person__is_active=True,
    )


def _party_roles(project: Project) -> dict[int, list[PartyRole]]:
    roles: dict[int, list[PartyRole]] = {}
    rows = Party._base_manager.filter(project=project).order_by("position", "id")
    for organisation_id, role in rows.values_list("organisation_id", "role"):
        roles.setdefault(organisation_id, []).append(PartyRole(role))
    return roles


def _assignments(project: Project) -> Any:
    """Assignments that show the project to somebody who belongs to a party: direct, or through its programme."""
    through = Q(
        programme_id=project.programme_id, programme__isnull=False, programme__removed_at__isnull=True
    )
    rows = Assignment._base_manager.filter(Q(project=project) | through, ended_at__isnull=True)
    return rows.order_by("project_id", "id")


def _ways(role: MembershipRole, given: Iterable[Assignment]) -> list[str]:
    ways = []
    for one in given:
        words = {"role": ASSIGNMENT_ROLES[AssignmentRole(one.role)].name}
        if one.project_id is not None:
            ways.append(_("%(role)s i projektet") % words)
        else:
            ways.append(_("%(role)s i programmet") % words)
    if role is MembershipRole.ADMINISTRATOR:
        ways.append(_("Administrator i organisationen"))
    return ways
