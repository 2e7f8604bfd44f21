"""Who takes part in a programme: its municipalities, and the organisations that may run measures for it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from virkning.figures.collation import danish_key
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.access.scope import Scope
from virkning.rooms.organisations.models import Membership, Municipality, Organisation
from virkning.rooms.programmes.models import Party, Programme


@dataclass(frozen=True)
class Place:
    """A municipality by code, with what it is called for short."""

    code: str
    name: str


def municipalities_of(programme: Programme) -> list[Place]:
    """The municipalities that lead or are partners in the programme's projects, each once, by name. One query.

    Whoever asks: the programme's counts are of all of them.
    """
    rows = (
        Party._base_manager.filter(
            project__programme=programme,
            project__removed_at__isnull=True,
            organisation__removed_at__isnull=True,
            organisation__municipality__isnull=False,
            role__in=[PartyRole.LEAD, PartyRole.PARTNER],
        )
        .order_by("organisation__municipality_id")
        .values_list("organisation__municipality_id", "organisation__municipality__name")
        .distinct()
    )
    return sorted((Place(code, name) for code, name in rows), key=lambda one: danish_key(one.name))


def places(codes: Collection[str]) -> dict[str, Place]:
    """Code → municipality. One query."""
    rows = Municipality.objects.filter(code__in=list(codes)).order_by("code")
    return {code: Place(code, name) for code, name in rows.values_list("code", "name")}


def own_codes(scope: Scope) -> frozenset[str]:
    """Codes of the municipalities the scope's person belongs to. One query."""
    mine = Membership.active_organisations(scope)
    rows = Organisation._base_manager.filter(pk__in=mine, municipality__isnull=False).order_by("pk")
    return frozenset(rows.values_list("municipality_id", flat=True))


def programmes_for(organisation: Organisation) -> QuerySet[Programme]:
    """The programmes an agency or evaluator may run measures for: it owns, funds or evaluates them. One query."""
    part = Party._base_manager.filter(
        organisation=organisation,
        project__removed_at__isnull=True,
        project__programme__isnull=False,
        role__in=[PartyRole.FUNDER, PartyRole.EVALUATOR],
    )
    rows = Programme._base_manager.filter(removed_at__isnull=True)
    return rows.filter(Q(owner=organisation) | Q(pk__in=part.values("project__programme_id"))).order_by(
        "name", "id"
    )
