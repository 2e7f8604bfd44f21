"""The user guide on a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires

from .guide import guide


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def user_guide(request: HttpRequest) -> HttpResponse:
    """Every section; the footer of each page leads to its own."""
    return render(request, "help/guide.html", {"guide": guide()})
