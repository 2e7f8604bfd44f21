"""Who works on what: roles given, ended, and handed on."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.access.roles import ASSIGNMENT_ROLES, PARTY_NAMES, AssignmentRole
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author, AuthorKind
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.models import Membership, Organisation, Person

from ..models import Assignment, Programme, Project
from ..queries.people import ROLES_OF_PARTY, Reach, assignments_of, organisations_of, reach_in, to_hand_on


def assign(*, person: Person, to: Project | Programme, role: AssignmentRole, by: Author) -> Assignment:
    """Give a person a role in a project or a programme. Raises IntegrityError where they have it already."""
    words = _("%(person)s er tildelt %(what)s som %(role)s.") % {
        "person": person.name,
        "what": to.name,
        "role": ASSIGNMENT_ROLES[role].danish.lower(),
    }
    about = {"project": to} if isinstance(to, Project) else {"programme": to}
    with transaction.atomic():
        return writes.create(Assignment(person=person, role=role, **about), by=by, words=words)


def give_role(*, project: Project, person: Person, role: AssignmentRole, by: Author) -> Assignment:
    """Give a person a role in a project, within what `by` may reach and what the person's party makes sensible.

    Raises `Refused`; IntegrityError where they have the role already.
    """
    homes = organisations_of(project, person)
    if not homes or not _reach(project, by).covers(homes):
        raise Refused({"email": not_within_reach()})
    parties = sorted({party for roles in homes.values() for party in roles})
    if not any(role in ROLES_OF_PARTY[party] for party in parties):
        texts = {
            "role": ASSIGNMENT_ROLES[role].name,
            "party": ", ".join(PARTY_NAMES[party].lower() for party in parties),
            "roles": ", ".join(
                dict.fromkeys(
                    ASSIGNMENT_ROLES[one].name for party in parties for one in ROLES_OF_PARTY[party]
                )
            ),
        }
        raise Refused(
            {
                "role": _(
                    "“%(role)s” passer ikke til en person fra en part, der er %(party)s. Vælg en af disse: %(roles)s."
                )
                % texts
            }
        )
    return assign(person=person, to=project, role=role, by=by)


def not_within_reach() -> str:
    """The one answer to an unknown e-mail, to a stranger's, and to one of another party's people."""
    return _(
        "Der er ingen med den e-mail, du kan give en rolle i projektet. Se efter, om den er skrevet rigtigt, og om "
        "personen har adgang gennem en af projektets parter."
    )


def end_role(assignment: Assignment, *, by: Author) -> Assignment:
    """End a role in a project now. Raises `Refused` where the person is out of reach, `Conflict`."""
    project, person = assignment.project, assignment.person
    if project is None:
        raise Refused(_("Rollen hører til et program og ændres der."))
    reach = _reach(project, by)
    if not (reach.everybody or reach.covers(organisations_of(project, person))):
        raise Refused(_("Du kan kun tage roller fra din egen organisations folk."))
    words = _("%(person)s er ikke længere %(role)s i %(project)s.") % {
        "person": person.name,
        "role": ASSIGNMENT_ROLES[AssignmentRole(assignment.role)].danish.lower(),
        "project": project.name,
    }
    return writes.change(assignment, by=by, words=words, ended_at=timezone.now())


def take_over(*, organisation: Organisation, of: Person, to: Person, by: Author) -> int:
    """Hand all of somebody's assignments in what the organisation takes part in to another member, in one act.

    What they have through another organisation stays. What the other has already is only ended for the first.
    Returns how many were handed on. Raises `Refused`.
    """
    member = Membership._base_manager.filter(organisation=organisation, person=to, ended_at__isnull=True)
    if of.pk == to.pk or not to.is_active or not member.exists():
        raise Refused({"person": _("Vælg en anden, der har adgang gennem organisationen.")})
    with writes.batch(by=by, action="take_over") as act:
        theirs = to_hand_on(of, organisation)
        if not theirs:
            raise Refused(_("%(person)s har ingen tildelinger at overdrage.") % {"person": of.name})
        held = {_place(one) for one in assignments_of(to, organisation)}
        new = [
            Assignment(person=to, role=one.role, project=one.project, programme=one.programme)
            for one in theirs
            if _place(one) not in held
        ]
        act.set(Assignment, [one.pk for one in theirs], ended_at=timezone.now())
        made = act.create(Assignment, new)
        act.about = of
        projects = {one.project_id for one in theirs}
        act.project_id = projects.pop() if len(projects) == 1 else None
        act.words = _("%(to)s har overtaget tildelingerne fra %(of)s.") % {"to": to.name, "of": of.name}
        act.changes = {
            "ended": [one.pk for one in theirs],
            "created": [one.pk for one in made],
            "organisation": organisation.pk,
        }
    return len(theirs)


def _place(assignment: Assignment) -> tuple[int | None, int | None, str]:
    return assignment.project_id, assignment.programme_id, assignment.role


def _reach(project: Project, by: Author) -> Reach:
    if by.kind is AuthorKind.SYSTEM:
        return Reach(everybody=True, organisations=frozenset())
    return reach_in(project, Scope(person_id=by.person_id))
