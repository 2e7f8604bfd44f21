"""One version of a change track, with the others of the same number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.plans.queries.tracks import versions_of

from .telling import days_words, standing
from .ways import crumbs, track_address


@requires(Permission.SEE_PLAN, ChangeTrack, pk="track_id")
@require_safe
def change_track(request: HttpRequest, track: ChangeTrack) -> HttpResponse:
    """What the track is, for which days, and how it was worded before."""
    today = timezone.localdate()
    versions = versions_of(track)
    may_keep = Permission.EDIT_PLAN in track.permissions_of(current_scope())
    context = {
        "track": track,
        "days": days_words(track),
        "standing": standing(track, today),
        "versions": [
            (one.pk == track.pk, track_address(one), one.title, days_words(one), standing(one, today))
            for one in versions
        ],
        "may_keep": may_keep,
        "may_revise": may_keep and versions[-1].pk == track.pk,
        "may_end": may_keep and track.valid_to is None,
        "breadcrumbs": crumbs(f"{track.number} {track.title}"),
    }
    return render(request, "tracks/track.html", context)
