"""Who the token belongs to."""

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import MembershipRole
from virkning.rooms.organisations.queries import memberships_of

from ..door import Bearer, found
from ..schemas.organisations import Holder, Membership, TokenScope
from ..schemas.outcomes import reads
from ..wording import gettext_lazy as _

router = Router(tags=["organisations"])


@router.get(
    "/me",
    auth=Bearer(Permission.SEE_OWN_PAGES),
    response=reads(Holder),
    url_name="api_me",
    summary=_("Hvem nøglen tilhører, og hvad den giver ret til"),
)
def show_holder(request: HttpRequest) -> Holder:
    """The token's person, its scopes and the person's memberships."""
    holder = found(request)
    return Holder(
        name=holder.person.name,
        scopes=sorted(TokenScope(one) for one in holder.scopes),
        memberships=[
            Membership(organisation=one.organisation.name, role=MembershipRole(one.role))
            for one in memberships_of(holder.person)
        ],
    )
