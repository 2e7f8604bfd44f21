"""The organisation's people: who has access, as what, who is invited, and one person's page."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.pages import secondfactor
from virkning.pages.authors import author_of
from virkning.pages.sessions import signed_in
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.access.roles import ASSIGNMENT_ROLES, MEMBERSHIP_ROLES, AssignmentRole, MembershipRole
from virkning.rooms.audit import writes
from virkning.rooms.organisations.models import Membership, Organisation, Person
from virkning.rooms.organisations.queries import (
    elsewhere,
    has_left,
    looks_at,
    members_of,
    pending_invitations,
)
from virkning.rooms.programmes.models import Assignment
from virkning.rooms.programmes.queries.people import assignment_counts, assignments_of

from .inviting import shown_link
from .rolewords import membership_roles


@dataclass(frozen=True)
class Member:
    """A row of the list."""

    address: str
    name: str
    title: str
    email: str
    role: str
    assignments: int
    last_sign_in: datetime | None


@dataclass(frozen=True)
class Work:
    """What a person is assigned to, in words."""

    role: str
    what: str
    kind: str


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_safe
def people(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Everybody with access through the organisation, those invited, and those whose access is closed."""
    counts = assignment_counts(organisation)
    rows = members_of(organisation)
    context = {
        "organisation": organisation,
        "members": [_member(row, counts) for row in rows if row.ended_at is None],
        "closed": [_member(row, counts) for row in rows if row.ended_at is not None],
        "invitations": pending_invitations(organisation),
        "roles": membership_roles(),
        "link": shown_link(request),
        "breadcrumbs": [(_("Indstillinger"), reverse("account")), (_("Personer"), "")],
    }
    return render(request, "people/organisation.html", context)


@requires(Permission.MANAGE_PEOPLE, Organisation, pk="organisation_id")
@require_safe
def person(request: HttpRequest, organisation: Organisation, membership_id: int) -> HttpResponse:
    """One person's page, for the organisation's administrators. Looking is noted, and told to the person."""
    membership = member_in(organisation, membership_id)
    shown = membership.person
    if shown.pk != signed_in(request).pk:
        where = _("Personer i %(organisation)s") % {"organisation": organisation.name}
        writes.looked_at(by=author_of(request), about=shown, where=where)
    factor = secondfactor.is_on(shown)
    context = {
        "organisation": organisation,
        "membership": membership,
        "person": shown,
        "own": shown.pk == signed_in(request).pk,
        "role": MEMBERSHIP_ROLES[MembershipRole(membership.role)],
        "work": work_of(shown, organisation),
        "second_factor": factor,
        "guards_elsewhere": guards_elsewhere(shown) if factor and elsewhere(shown, organisation) else "",
        "has_left": membership.ended_at is not None and has_left(membership),
        "looks": looks_at(shown),
        "breadcrumbs": crumbs(organisation, (shown.name, "")),
    }
    return render(request, "people/person.html", context)


def member_in(organisation: Organisation, membership_id: int) -> Membership:
    """The organisation's membership with this key. Raises `NotVisible`."""
    if membership_id > 2**63 - 1:
        raise NotVisible
    rows = Membership.objects.filter(organisation=organisation, pk=membership_id)
    found = rows.select_related("person", "organisation").first()
    if found is None:
        raise NotVisible
    return found


def crumbs(organisation: Organisation, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about one of the organisation's people."""
    here = reverse("organisation_people", args=(organisation.pk,))
    return [(_("Indstillinger"), reverse("account")), (_("Personer"), here), *more]


def _member(row: Membership, counts: dict[int, int]) -> Member:
    return Member(
        address=reverse("organisation_person", args=(row.organisation_id, row.pk)),
        name=row.person.name,
        title=row.person.title,
        email=row.person.email,
        role=MEMBERSHIP_ROLES[MembershipRole(row.role)].name,
        assignments=counts.get(row.person_id, 0),
        last_sign_in=row.person.last_login,
    )


def work_of(person: Person, organisation: Organisation) -> list[Work]:
    """What a person is assigned to in what the organisation takes part in."""
    return [work(one) for one in assignments_of(person, organisation)]


def guards_elsewhere(person: Person) -> str:
    """Why one organisation alone may not switch off somebody's second factor, and what to do."""
    words = _(
        "%(name)s har også adgang gennem en anden organisation, som totrinslogin beskytter. %(name)s kan logge ind "
        "med en nødkode. Er de væk, så bed driften om at slå totrinslogin fra."
    )
    return words % {"name": person.name}


def work(one: Assignment) -> Work:
    """One assignment in words."""
    role = ASSIGNMENT_ROLES[AssignmentRole(one.role)].name
    if one.project is not None:
        return Work(role, one.project.name, _("Projekt"))
    return Work(role, str(one.programme), _("Program"))
