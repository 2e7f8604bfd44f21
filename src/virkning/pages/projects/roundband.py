"""The open round on a project's page: its band, and each activity's stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from virkning.pages.telling.rounds import Reader, RoundBand, ask_tag, round_band
from virkning.rooms.access.scope import Scope
from virkning.rooms.programmes.models import Project
from virkning.rooms.reports.facts.project import ProjectFacts
from virkning.rooms.statusrounds.queries.asks import asks_in
from virkning.rooms.statusrounds.queries.rounds import open_round
from virkning.rooms.statusrounds.queries.standing import counts_of


@dataclass(frozen=True)
class RoundHere:
    """The open round as a project's page tells it: `stages` by activity, under `head`."""

    band: RoundBand
    head: str
    stages: Mapping[int, SafeString]


def round_here(project: Project, facts: ProjectFacts, scope: Scope, today: date) -> RoundHere | None:
    """The round in which the project reports now; None where there is none. One query, and four where there is one."""
    found = open_round(project)
    if found is None:
        return None
    if found.project_id is not None:
        found.project = project  # its permissions are known already
    asks = asks_in(found, facts)
    reader = Reader.of(found, project, scope, today)
    band = round_band(found, asks, counts_of(found, asks, today), reader, project.pk)
    stages = {one.activity_id: ask_tag(one) for one in asks}
    return RoundHere(band, _("Runde %(period)s") % {"period": found.period.shown}, stages)
