"""A note's charts on a page: those of results are fetched when they come into view, with and without JavaScript."""

from collections.abc import Callable
from html import escape

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from virkning.charts import to_svg
from virkning.figures.periods import Period
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import NotVisible, requires
from virkning.rooms.reports.facts.charts import result_charts
from virkning.rooms.reports.queries.projects import load_project
from virkning.rooms.reports.status_note.results import ChartBlock
from virkning.rooms.reports.status_note.screen import ShowChart
from virkning.rooms.results.models import Result

#: Room kept for a drawing until it is there, so that the text does not jump.
WIDTH, _HEIGHT, PHONE = 640, 320, 358


def shows_charts(project_id: int, period: Period, *, prefix: str = "notat") -> ShowChart:
    """A function that makes the HTML of a chart of the project as it is now."""

    def address(result: int) -> str:
        return f"{reverse('note_chart', args=(project_id, result))}?periode={period.canonical}"

    return shows_charts_at(address, prefix=prefix)


def shows_charts_at(address: Callable[[int], str], *, prefix: str = "notat") -> ShowChart:
    """A function that makes a chart's HTML; a result's is fetched from its `address`.

    The one of the whole project is drawn at once: it stands at the top.
    """

    def show(block: ChartBlock) -> str:
        if block.result_id is None:
            return to_svg(block.chart, prefix=prefix)
        where = address(block.result_id)
        source = f"{where}{'&' if '?' in where else '?'}figur={block.number}"
        return (
            f'<picture><source media="(max-width: 767px)" srcset="{escape(source)}&amp;smal=1">'
            f'<img src="{escape(source)}" alt="{escape(block.chart.description)}" loading="lazy" '
            f'width="{WIDTH}" height="{_HEIGHT}"></picture>'
        )

    return show


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
