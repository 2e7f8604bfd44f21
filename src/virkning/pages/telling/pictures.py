"""A result's charts in a note on a page: fetched when they come into view, with and without JavaScript."""

from collections.abc import Callable
from html import escape

from django.urls import reverse

from virkning.charts import to_svg
from virkning.figures.periods import Period
from virkning.rooms.reports.status_note.results import ChartBlock
from virkning.rooms.reports.status_note.screen import ShowChart

#: Room kept for a drawing until it is there, so that the text does not jump; and how wide it is on a phone.
WIDTH, HEIGHT, PHONE = 640, 320, 358


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
        source = escape(f"{where}{'&' if '?' in where else '?'}figur={block.number}")
        return (
            f'<picture><source media="(max-width: 767px)" srcset="{source}&amp;smal=1">'
            f'<img src="{source}" alt="{escape(block.chart.description)}" loading="lazy" '
            f'width="{WIDTH}" height="{HEIGHT}"></picture>'
        )

    return show
