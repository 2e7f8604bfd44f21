"""Change tracks: every agency's catalogue read by all, and kept by the agency's own."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from virkning.rooms.access.permissions import Permission
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.tracks import (
    add_track,
    correct_track,
    end_track,
    move_track,
    remove_track,
    revise_track,
)
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.plans.queries.tracks import tracks

from ..door import Bearer, found
from ..kinds import Kind
from ..schemas import tracks as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Day, Limit, Offset, Page, Search, VersionAsked, page
from ..telling.tracks import track_now, track_told
from ..wording import gettext_lazy as _
from . import catalogues

router = Router(tags=["tracks"])
TRACKS = Kind(
    router=router,
    at="/change-tracks/{int:track_id}",
    model=ChangeTrack,
    lookups={"pk": "track_id"},
    told=schemas.ChangeTrack,
    now=track_now,
    sees=Permission.SEE_PLAN,
    edits=Permission.EDIT_PLAN,
)


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
    return page([track_told(one) for one in tracks(on=on, search=search)], limit, offset)


@TRACKS.make(
    "/organisations/{int:organisation_id}/change-tracks",
    Organisation,
    "api_track_catalogue",
    _("Tilføj et forandringsspor i styrelsens katalog"),
    pk="organisation_id",
)
def write_change_track(request: HttpRequest, organisation_id: int, given: schemas.TrackGiven) -> Any:
    """Add a track to the agency's catalogue."""
    return TRACKS.made(
        request, lambda agency, by: add_track(organisation=agency, by=by, **given.model_dump())
    )


@TRACKS.read("api_change_track", _("En udgave af et forandringsspor"))
def show_change_track(request: HttpRequest, track_id: int) -> Any:
    """One version of a track."""
    return track_told(found(request))


@TRACKS.change(_("Ret en udgave af et forandringsspor"))
def correct_change_track(request: HttpRequest, track_id: int, given: schemas.TrackChanged) -> Any:
    """Put right what a version says: what was written wrong, not what has changed."""
    return TRACKS.changed(request, lambda track, by: correct_track(track, by=by, **given.model_dump()))


@TRACKS.make(
    TRACKS.at + "/revise",
    ChangeTrack,
    "api_change_track_revise",
    _("Lad en ny udgave af et forandringsspor tage over"),
    pk="track_id",
)
def revise_change_track(request: HttpRequest, track_id: int, given: schemas.TrackRevised) -> Any:
    """Let a new version take over from a day; it is the one that is answered."""
    return TRACKS.made(request, lambda track, by: revise_track(track, by=by, **given.model_dump()))


@TRACKS.act("/end", "api_change_track_end", _("Afslut et forandringsspor"))
def end_change_track(request: HttpRequest, track_id: int, given: schemas.TrackEnded) -> Any:
    """Let the day be the last on which the version holds."""
    return TRACKS.changed(request, lambda track, by: end_track(track, by=by, **given.model_dump()))


@TRACKS.act("/move", "api_change_track_move", _("Flyt et forandringsspor i kataloget"))
def move_change_track(request: HttpRequest, track_id: int, given: schemas.TrackMoved) -> Any:
    """Move a track, with every version of it, one place up or down. No version is asked."""
    return TRACKS.changed(request, lambda track, by: move_track(track, up=given.up, by=by))


@TRACKS.remove(_("Fjern en udgave af et forandringsspor"))
def delete_change_track(request: HttpRequest, track_id: int, version: VersionAsked) -> Any:
    """Take one version away; a person can bring it back."""
    return TRACKS.removed(request, lambda track, by: remove_track(track, version=version, by=by))


router.add_router("", catalogues.router)
