"""The search, as the box in the header opens it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope

from .searchpage import found_page


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What the words find, kind by kind; one kind a page at a time."""
    asked = request.GET
    page = found_page(current_scope(), asked.get("q", ""), asked.get("slags", ""), asked.get("side", ""))
    return render(request, "finding/search.html", {"found": page, "search_text": page.query})
