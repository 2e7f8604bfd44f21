"""Where the pages of this family lead back to, and what is said to an organisation that keeps no catalogue."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.tracks import refuse_without_catalogue
from virkning.rooms.plans.models import ChangeTrack

Crumb = tuple[str, str]
Form = require_http_methods(["GET", "HEAD", "POST"])


def of_agency(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Tell an organisation that is no agency, in words, that it has no such page."""

    @wraps(view)
    def checked(request: HttpRequest, organisation: Organisation, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            refuse_without_catalogue(organisation)
        except Refused as refused:
            context = {"why": str(refused), "breadcrumbs": crumbs(_("Intet katalog"))}
            return render(request, "tracks/none.html", context, status=404)
        return view(request, organisation, *args, **kwargs)

    return checked


def catalogue_address(organisation_id: int) -> str:
    """The page on which an agency keeps its catalogue."""
    return reverse("track_catalogue", args=(organisation_id,))


def track_address(track: ChangeTrack) -> str:
    """The page of one version."""
    return reverse("change_track", args=(track.pk,))


def crumbs(*words: str) -> list[Crumb]:
    """The way to a page under the list of all catalogues."""
    return [(_("Forandringsspor"), reverse("change_tracks")), *((one, "") for one in words)]


def keeping_crumbs(organisation: Organisation, *words: str) -> list[Crumb]:
    """The way to a page under an agency's own catalogue."""
    own = (organisation.name, catalogue_address(organisation.pk) if words else "")
    return [*crumbs(), own, *((one, "") for one in words)]
