"""An agency's own catalogue: every track once with its versions, and what can be done to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from virkning.figures.catalogues import natural_key
from virkning.pages.authors import author_of
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.writes import latest_entry
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.tracks import move_track, order_by_number
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.plans.queries.tracks import tracks_of

from .telling import days_words, standing
from .ways import catalogue_address, keeping_crumbs, of_agency, track_address

ON_A_PAGE = 100


@dataclass(frozen=True)
class Edition:
    """One version of a track, in a line."""

    id: int
    address: str
    title: str
    days: str
    standing: str


@dataclass(frozen=True)
class KeptTrack:
    """A track: the version that holds (else the next, else the latest), and the others."""

    number: str
    shown: Edition
    others: tuple[Edition, ...]
    is_first: bool
    is_last: bool


@requires(Permission.EDIT_PLAN, Organisation, pk="organisation_id")
@require_safe
@of_agency
def track_catalogue(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The catalogue, for those who keep it."""
    numbers: dict[str, list[ChangeTrack]] = {}
    for one in tracks_of(organisation):
        numbers.setdefault(one.number, []).append(one)
    page: Page[str] = Paginator(list(numbers), ON_A_PAGE).get_page(request.GET.get("side", ""))
    ends = (next(iter(numbers), ""), next(reversed(numbers), ""))
    today = timezone.localdate()
    context = {
        "organisation": organisation,
        "tracks": [_kept(one, numbers[one], ends, today) for one in page.object_list],
        "page": page,
        "own_order": list(numbers) != sorted(numbers, key=natural_key),
        "breadcrumbs": keeping_crumbs(organisation),
    }
    return render(request, "tracks/catalogue.html", context)


@requires(Permission.EDIT_PLAN, ChangeTrack, pk="track_id", organisation="organisation_id")
@require_POST
def track_move(request: HttpRequest, track: ChangeTrack) -> HttpResponse:
    """Move a track up, or down where the button says so."""
    moved = move_track(track, up=request.POST.get("vej") != "ned", by=author_of(request))
    entry = latest_entry(moved)
    if entry is not None:
        messages.success(request, _("Forandringssporet er flyttet."), extra_tags=f"undo-{entry.pk}")
    back = f"{catalogue_address(track.organisation_id)}?side={_page_of(track)}#spor-{track.pk}"
    return redirect(back)


@requires(Permission.EDIT_PLAN, Organisation, pk="organisation_id")
@require_POST
@of_agency
def tracks_by_number(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Give up the order of one's own: the numbers decide."""
    about = order_by_number(organisation, by=author_of(request))
    entry = latest_entry(about) if about is not None else None
    undo = f"undo-{entry.pk}" if entry is not None else ""
    messages.success(request, _("Forandringssporene står nu efter nummer."), extra_tags=undo)
    return redirect(catalogue_address(organisation.pk))


def _page_of(track: ChangeTrack) -> int:
    """The page of the catalogue on which the track stands now."""
    numbers = list(dict.fromkeys(one.number for one in tracks_of(track.organisation)))
    return numbers.index(track.number) // ON_A_PAGE + 1 if track.number in numbers else 1


def _kept(number: str, versions: Sequence[ChangeTrack], ends: tuple[str, str], today: date) -> KeptTrack:
    shown = _in_force(versions, today)
    return KeptTrack(
        number=number,
        shown=_edition(shown, today),
        others=tuple(_edition(one, today) for one in versions if one.pk != shown.pk),
        is_first=number == ends[0],
        is_last=number == ends[1],
    )


def _in_force(versions: Sequence[ChangeTrack], today: date) -> ChangeTrack:
    holding = [one for one in versions if one.days.has(today)]
    coming = [one for one in versions if one.valid_from is not None and one.valid_from > today]
    return (holding or coming or [versions[-1]])[0]


def _edition(track: ChangeTrack, today: date) -> Edition:
    return Edition(track.pk, track_address(track), track.title, days_words(track), standing(track, today))
