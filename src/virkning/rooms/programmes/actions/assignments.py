"""Who works on what."""

from django.utils.translation import gettext as _

from virkning.rooms.access.roles import ASSIGNMENT_ROLES, AssignmentRole
from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.models import Person

from ..models import Assignment, Programme, Project


def assign(*, person: Person, to: Project | Programme, role: AssignmentRole, by: Author) -> Assignment:
    """Give a person a role in a project or a programme. Raises IntegrityError where they have it already."""
    words = _("%(person)s er tildelt %(what)s som %(role)s.") % {
        "person": person.name,
        "what": to.name,
        "role": ASSIGNMENT_ROLES[role].name.lower(),
    }
    about = {"project": to} if isinstance(to, Project) else {"programme": to}
    return writes.create(Assignment(person=person, role=role, **about), by=by, words=words)
