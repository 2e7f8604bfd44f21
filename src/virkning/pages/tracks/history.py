"""What has been done to an agency's catalogue, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.figures.dates import date_words
from virkning.pages.addresses import possible
from virkning.pages.takingback import not_overtaken
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.queries.telling import FieldChange, ToldEntry, tell
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.tracks import CATALOGUE
from virkning.rooms.plans.queries.tracks import catalogue_entries

from .ways import keeping_crumbs, of_agency

ON_A_PAGE = 50
#: The page says whose catalogue it is.
_KNOWN = {"changetrack": ("organisation",)}
#: More fields than this are folded away.
_FEW = 4


@dataclass(frozen=True)
class HistoryRow:
    """One entry. `made`: its fields are those a new track began with. `undo`: where it is taken back, or blank."""

    day: str
    time: str
    words: str
    by: str
    reason: str
    fields: tuple[FieldChange, ...]
    made: bool
    folded: bool
    undo: str


@requires(Permission.EDIT_PLAN, Organisation, pk="organisation_id")
@require_safe
@of_agency
def tracks_history(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The catalogue's history, for those who keep it."""
    page = Paginator(catalogue_entries(organisation), ON_A_PAGE).get_page(request.GET.get("side", ""))
    entries = list(page.object_list)
    # Of earlier pages' entries somebody has nearly always written on since; the newest are on the first.
    undone = _to_take_back(entries) if page.number == 1 else {}
    context = {
        "organisation": organisation,
        "rows": [_row(one, undone.get(one.entry.pk, "")) for one in tell(entries, hidden=_KNOWN)],
        "page": page,
        "breadcrumbs": keeping_crumbs(organisation, _("Historik")),
    }
    return render(request, "tracks/history.html", context)


def _to_take_back(newest: Sequence[AuditEntry]) -> dict[int, str]:
    """Entry → where it is taken back: acts that nothing done since stands in the way of."""
    acts = not_overtaken(newest, lambda entry: entry.action == CATALOGUE)
    return {one.pk: possible("undo_entry", one.pk) for one in acts}


def _row(told: ToldEntry, undo: str) -> HistoryRow:
    at = timezone.localtime(told.entry.at)
    return HistoryRow(
        day=date_words(at.date()),
        time=f"{at:%H.%M}",
        words=told.entry.words,
        by=told.entry.author_name,
        reason=told.reason,
        fields=told.changes,
        made=told.made,
        folded=len(told.changes) > _FEW,
        undo=undo,
    )
