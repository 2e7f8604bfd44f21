"""The change tracks an intervention may choose among: those of its programme's owner and its project's funders."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from virkning.figures.folding import fold
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.organisations.models import OrganisationKind
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.plans.queries.tracks import in_order
from virkning.rooms.programmes.models import Project


def tracks_for(project: Project, on: date) -> list[ChangeTrack]:
    """The tracks that hold that day, agency by agency in the catalogue's order. One query."""
    funds = Q(organisation__parties__project=project, organisation__parties__role=PartyRole.FUNDER.value)
    owns = Q(organisation__programmes__projects=project)
    rows = ChangeTrack.objects.filter(
        funds | owns, organisation__kind=OrganisationKind.AGENCY, organisation__removed_at__isnull=True
    )
    found = in_order(row for row in rows.order_by("pk").distinct() if row.days.has(on))
    return sorted(found, key=lambda one: one.organisation_id)


def track_meant(number: str, title: str, among: Sequence[ChangeTrack]) -> ChangeTrack | None:
    """The track that a number and a title mean: by number where the title does not gainsay it, else by title.

    None where none, or several, could be meant: what somebody wrote is kept as it is.
    """
    numbered = [one for one in among if number and fold(one.number) == fold(number)]
    titled = [one for one in among if title and _same(one.title, title)]
    both = [one for one in numbered if one in titled]
    if both:
        found = both
    elif title and number:
        found = []
    else:
        found = numbered or titled
    return found[0] if len(found) == 1 else None


def _same(one: str, other: str) -> bool:
    return " ".join(fold(one).split()).strip(" .:") == " ".join(fold(other).split()).strip(" .:")
