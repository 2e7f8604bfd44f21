"""Finding the organisation a person means when they add a party to a project."""

from collections.abc import Iterable

from virkning.rooms.organisations.models import Municipality, Organisation
from virkning.rooms.organisations.queries import municipality_matching

#: There are 99 municipalities; a list longer than this is something else.
MOST = 120


def municipalities_matching(names: Iterable[str]) -> dict[str, Municipality]:
    """Each written name or code with the municipality it means; unknown ones are left out. One query a name."""
    found = {}
    for name in list(dict.fromkeys(names))[:MOST]:
        municipality = municipality_matching(name) if len(name) <= 80 else None
        if municipality is not None:
            found[name] = municipality
    return found


def organisation_named(text: str) -> Organisation | None:
    """The organisation with exactly that name, whatever its case.

    Not scoped: whoever adds a party knows its whole name already, and nothing else of the organisation is shown.
    """
    rows = Organisation._base_manager.filter(name__iexact=text.strip(), removed_at__isnull=True)
    return rows.order_by("id").first()
