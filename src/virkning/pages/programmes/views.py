"""Programmes, one programme, what is late in it, and its numbers as a workbook."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.access.scope import current_scope
from virkning.rooms.programmes.models import Programme
from virkning.rooms.reports.queries.programme import listed_programmes, programme_projects

from .choosing import choose, chosen_in
from .latepage import late_page
from .numbersheet import programme_workbook
from .programmepage import Heading, May, programme_html
from .roundband import programme_band

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.SEE_OWN_PAGES)
@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """The programmes one sees."""
    return render(request, "programmes/list.html", {"programmes": listed_programmes()})


@requires(Permission.SEE_PROGRAMME, Programme, pk="programme_id")
@require_safe
def programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The programme's projects beside each other, as far as one sees them."""
    chosen, today = chosen_in(request.GET), timezone.localdate()
    projects = programme_projects(programme, chosen.period, today)
    owner = programme.owner.name if programme.owner else ""
    heading = Heading(programme.pk, programme.name, owner)
    given = programme.permissions_of(current_scope())
    may = May(Permission.EDIT_PROGRAMME in given, Permission.RUN_ROUNDS in given)
    band = programme_band(programme, [one.key for one in projects], current_scope(), today)
    side = request.GET.get("side", "")[:6]
    context = {
        "name": programme.name,
        "content": programme_html(heading, projects, chosen, side, today, may=may, band=band),
        "owner": owner,
        "breadcrumbs": [(_("Programmer"), reverse("programme_list")), (programme.name, "")],
    }
    return render(request, "programmes/programme.html", context)


@requires(Permission.SEE_PROGRAMME, Programme, pk="programme_id")
@require_safe
def programme_late(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What should have been reported by today."""
    context = {
        "page": late_page(programme, request.GET, timezone.localdate()),
        "programme": programme,
        "breadcrumbs": [
            (_("Programmer"), reverse("programme_list")),
            (programme.name, reverse("programme", args=(programme.pk,))),
            (_("For sent"), ""),
        ],
    }
    return render(request, "programmes/late.html", context)


@requires(Permission.SEE_PROGRAMME, Programme, pk="programme_id")
@require_safe
def programme_numbers(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The rows of the page, with the same choices, as a workbook."""
    chosen, today = chosen_in(request.GET), timezone.localdate()
    found = choose(programme_projects(programme, chosen.period, today), chosen)
    content = programme_workbook(programme, found, chosen, today)
    response = HttpResponse(content, content_type=XLSX)
    name = quote(_("Program %(name)s.xlsx") % {"name": programme.name[:100]})
    response["Content-Disposition"] = f"attachment; filename=\"program.xlsx\"; filename*=UTF-8''{name}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
