"""The rounds one sees, and one of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.statusrounds.models import StatusRound

from .choosing import chosen_in
from .listpage import round_list
from .roundpage import round_page
from .ways import crumbs


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds one sees, those under way first."""
    return render(request, "rounds/list.html", {"list": round_list(request.GET, timezone.localdate())})


@requires(Permission.SEE_ROUND, StatusRound, pk="round_id")
@require_safe
def status_round(request: HttpRequest, status_round: StatusRound) -> HttpResponse:
    """One round: how far it has come, what is to be done, and what has been done by whom."""
    chosen, today = chosen_in(request.GET), timezone.localdate()
    page = round_page(status_round, chosen, request.GET, current_scope(), today)
    context = {"page": page, "owner": page.organisation, "breadcrumbs": crumbs(status_round)}
    return render(request, "rounds/round.html", context)
