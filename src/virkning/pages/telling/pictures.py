"""A result's chart in a note on a page: fetched when it comes into view, with and without JavaScript."""

from html import escape

from django.urls import reverse

from virkning.figures.periods import Period
from virkning.rooms.reports.status_note.results import ChartBlock

#: Room kept for a drawing until it is there, so that the text does not jump.
WIDTH, HEIGHT = 640, 320


def fetched_chart(project_id: int, period: Period, block: ChartBlock) -> str:
    """The chart's HTML, for a page and a phone. The address draws what is saved."""
    address = reverse("note_chart", args=(project_id, block.result_id))
    source = f"{address}?figur={block.number}&periode={period.canonical}"
    return (
        f'<picture><source media="(max-width: 767px)" srcset="{escape(source)}&amp;smal=1">'
        f'<img src="{escape(source)}" alt="{escape(block.chart.description)}" loading="lazy" '
        f'width="{WIDTH}" height="{HEIGHT}"></picture>'
    )
