"""Who may describe which interventions: the lead's people all of a project's, a partner's their own."""

from collections.abc import Iterable

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.programmes.queries.permissions import Way


def describes(ways: Iterable[Way], municipality_id: int | None) -> bool:
    """Whether one of these ways into the project lets its person describe that municipality's interventions."""
    return any(
        Permission.DESCRIBE in way.permissions
        and (way.party is PartyRole.LEAD or way.organisation_id == municipality_id)
        for way in ways
    )
