"""Every agency's change tracks: searched, those that hold now or all of them, agency by agency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.plans.queries.tracks import catalogues_kept, tracks

from .telling import days_words, standing
from .ways import catalogue_address, track_address

ON_A_PAGE = 100
EVERY = "alle"


@dataclass(frozen=True)
class TrackRow:
    """A version in the list; `standing` is blank for one that holds now."""

    address: str
    number: str
    title: str
    description: str
    days: str
    standing: str


@dataclass(frozen=True)
class AgencyRows:
    """One agency's rows; `keep` is where the reader keeps them, blank for others."""

    anchor: str
    name: str
    keep: str
    rows: tuple[TrackRow, ...]


@dataclass(frozen=True)
class Listed:
    """Everything the template shows. `any_at_all`: some agency has a track, found by the search or not."""

    agencies: tuple[AgencyRows, ...]
    page: Page[ChangeTrack]
    search: str
    every: bool
    query: str
    now_address: str
    every_address: str
    any_at_all: bool
    starts: tuple[Organisation, ...]


@requires(Permission.SEE_PLAN)
@require_safe
def change_tracks(request: HttpRequest) -> HttpResponse:
    """The list. `?q=` searches, `?gaelder=alle` shows those that have ended or are to come as well."""
    listed = list_tracks(
        search=request.GET.get("q", ""),
        every=request.GET.get("gaelder") == EVERY,
        number=request.GET.get("side", ""),
    )
    return render(request, "tracks/list.html", {"list": listed})


def list_tracks(*, search: str, every: bool, number: str) -> Listed:
    """The page of the list. Two queries; one more where the search finds nothing."""
    search = " ".join(search.replace("\0", " ").split())[:100]
    today = timezone.localdate()
    found = tracks(on=None if every else today, search=search)
    kept = catalogues_kept(current_scope())
    page = Paginator(found, ON_A_PAGE).get_page(number)
    shown = list(page.object_list)
    narrowed = bool(search) or not every
    return Listed(
        agencies=tuple(_by_agency(shown, today, {one.pk for one in kept})),
        page=page,
        search=search,
        every=every,
        query=_query(search, every),
        now_address=f"?{_query(search, False)}",
        every_address=f"?{_query(search, True)}",
        any_at_all=bool(shown) or (narrowed and ChangeTrack.objects.order_by().exists()),
        starts=tuple(kept),
    )


def _by_agency(shown: Sequence[ChangeTrack], today: date, kept: set[int]) -> list[AgencyRows]:
    return [
        AgencyRows(
            anchor=f"styrelse-{agency.pk}",
            name=agency.name,
            keep=catalogue_address(agency.pk) if agency.pk in kept else "",
            rows=tuple(_row(one, today) for one in own),
        )
        for agency, own in groupby(shown, key=lambda one: one.organisation)
    ]


def _row(track: ChangeTrack, today: date) -> TrackRow:
    return TrackRow(
        address=track_address(track),
        number=track.number,
        title=track.title,
        description=track.description,
        days=days_words(track),
        standing=standing(track, today),
    )


def _query(search: str, every: bool) -> str:
    """The address' parameters before the page's number, ending in `&`."""
    chosen = {"q": search, "gaelder": EVERY if every else ""}
    words = urlencode({key: value for key, value in chosen.items() if value})
    return f"{words}&" if words else ""
