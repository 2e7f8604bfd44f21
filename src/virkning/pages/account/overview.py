"""One's own account on one page: who one is, where one belongs, how one gets in, who has looked."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from virkning.pages import secondfactor
from virkning.pages.sessions import signed_in
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.roles import IN_ORGANISATION, MEMBERSHIP_ROLES, MembershipRole
from virkning.rooms.organisations.models import Membership, OrganisationKind
from virkning.rooms.organisations.queries import feed_of, looks_at, memberships_of, tokens_of


@dataclass(frozen=True)
class Home:
    """One organisation somebody belongs to.

    `people`: the address of its people, for administrators. `tracks`: of an agency's catalogue, for its planners.
    """

    id: int
    name: str
    role: str
    description: str
    people: str
    tracks: str
    leave: str
    plans: str


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """The overview."""
    person = signed_in(request)
    homes = [
        Home(
            id=row.organisation_id,
            name=row.organisation.name,
            role=MEMBERSHIP_ROLES[MembershipRole(row.role)].name,
            description=MEMBERSHIP_ROLES[MembershipRole(row.role)].description,
            people=(
                reverse("organisation_people", args=(row.organisation_id,))
                if row.role == MembershipRole.ADMINISTRATOR
                else ""
            ),
            tracks=_tracks(row),
            leave=reverse("account_leave", args=(row.pk,)),
            plans=(
                f"{reverse('plans')}#kommune-{row.organisation_id}"
                if row.organisation.kind == OrganisationKind.MUNICIPALITY
                else ""
            ),
        )
        for row in memberships_of(person)
    ]
    context = {
        "homes": homes,
        "factor_since": secondfactor.on_since(person),
        "tokens": len(tokens_of(person)),
        "feed": feed_of(person),
        "looks": looks_at(person),
    }
    return render(request, "account/overview.html", context)


def _tracks(row: Membership) -> str:
    keeps = Permission.EDIT_PLAN in IN_ORGANISATION[MembershipRole(row.role)]
    is_agency = row.organisation.kind == OrganisationKind.AGENCY
    return reverse("track_catalogue", args=(row.organisation_id,)) if keeps and is_agency else ""
