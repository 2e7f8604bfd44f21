"""Change tracks: every agency's catalogue."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.plans import models
from virkning.rooms.plans.queries.tracks import tracks

from ..door import Bearer, found
from ..schemas import tracks as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Day, Limit, Offset, Page, Search, page
from ..wording import gettext_lazy as _

router = Router(tags=["tracks"])


@router.get(
    "/change-tracks",
    auth=Bearer(Permission.SEE_PLAN),
    response=reads(Page[schemas.ChangeTrack]),
    url_name="api_change_tracks",
    summary=_("Styrelsernes forandringsspor"),
)
def list_change_tracks(
    request: HttpRequest, on: Day | None = None, search: Search = "", limit: Limit = 50, offset: Offset = 0
) -> Any:
    """Every version of every track, agency by agency. `on`: only those that hold that day."""
    return page([_track(one) for one in tracks(on=on, search=search)], limit, offset)


@router.get(
    "/change-tracks/{int:track_id}",
    auth=Bearer(Permission.SEE_PLAN, models.ChangeTrack, pk="track_id"),
    response=reads(schemas.ChangeTrack),
    url_name="api_change_track",
    summary=_("En udgave af et forandringsspor"),
)
def show_change_track(request: HttpRequest, track_id: int) -> schemas.ChangeTrack:
    """One version of a track."""
    return _track(found(request))


def _track(one: models.ChangeTrack) -> schemas.ChangeTrack:
    return schemas.ChangeTrack(
        id=one.pk,
        agency=schemas.Agency(id=one.organisation_id, name=one.organisation.name),
        number=one.number,
        title=one.title,
        description=one.description,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        version=one.version,
    )
