"""The charts of results in a note on a page, drawn when they come into view."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from virkning.charts import to_svg
from virkning.pages.telling.pictures import PHONE, WIDTH
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.reports.facts.charts import result_charts
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.results.models import Result


@requires(Permission.SEE_PROJECT, Result, pk="result_id", project="project_id")
@require_safe
def note_chart(request: HttpRequest, result: Result) -> HttpResponse:
    """One of a result's charts as the note of a period has it."""
    facts = load_project(result.project)
    told = next((one for one in facts.all_results() if one.id == result.pk), None)
    wanted, chosen = request.GET.get("periode", ""), request.GET.get("figur", "1")
    periods = facts.horizon.periods
    period = (
        next((one for one in periods if one.canonical == wanted), None) if wanted else facts.latest_period()
    )
    charts = result_charts(told, facts.horizon, period) if told is not None and period is not None else ()
    number = int(chosen) if chosen.isdecimal() and len(chosen) < 4 else 0
    if not 0 < number <= len(charts):
        raise NotVisible
    width = PHONE if "smal" in request.GET else WIDTH
    drawn = to_svg(charts[number - 1], width=width)
    response = HttpResponse(drawn, content_type="image/svg+xml")
    response["X-Content-Type-Options"] = "nosniff"
    # Looked at again while one reads; what is in it may change any minute.
    response["Cache-Control"] = "private, max-age=60"
    return response
