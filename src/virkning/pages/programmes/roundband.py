"""The open round on a programme's page."""

from collections.abc import Sequence
from datetime import date

from virkning.pages.telling.rounds import Reader, RoundBand, round_band
from virkning.rooms.access.scope import Scope
from virkning.rooms.programmes.models import Programme
from virkning.rooms.statusrounds.queries.asks import projects_of
from virkning.rooms.statusrounds.queries.rounds import open_round_of_programme
from virkning.rooms.statusrounds.queries.standing import asks_in_projects, counts_of


def programme_band(programme: Programme, keys: Sequence[int], scope: Scope, today: date) -> RoundBand | None:
    """How far the programme's open round has come in the projects one sees; None where none is open.

    One query; two more where one is, and seventeen for the projects that have changed since last asked.
    """
    found = open_round_of_programme(programme)
    if found is None:
        return None
    found.programme = programme  # its permissions are known already
    here = set(projects_of(found).values_list("pk", flat=True)) & set(keys)
    asks = [ask for some in asks_in_projects(found, sorted(here), today).values() for ask in some]
    reader = Reader.of(found, None, scope, today)
    return round_band(found, asks, counts_of(found, asks, today), reader)
