"""The status note on a screen: the same blocks, with every chart as the page wants to show it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone, translation

from virkning.charts.theorydrawing import theory_svg
from virkning.documents.blocks import Block, Document, Picture
from virkning.documents.html import HtmlDocument, write_html
from virkning.figures.periods import Period

from ..facts.whole import WholeFacts
from .document import activity_blocks, moment_of, note_blocks, note_title
from .files import count_charts, note_document, numbers_of
from .maps import MapBlock
from .note import activity_chapter, status_note
from .results import ChartBlock, NoteBlock

#: A drawing of a theory is made for the width of the note's paper on a screen.
MAP_PIXELS = 860

#: Makes a chart's HTML: drawn, or a link to a drawing that is fetched when it is seen.
ShowChart = Callable[[ChartBlock], str]


@dataclass(frozen=True, slots=True)
class ScreenNote:
    """A note as HTML, with its title and how many charts it has."""

    title: str
    html: HtmlDocument
    charts: int


def note_on_screen(
    whole: WholeFacts,
    period: Period,
    show: ShowChart,
    *,
    made_on: date | None = None,
) -> ScreenNote:
    """The whole note of a period, in Danish whatever language the screen is in: it is what the reader gets."""
    with translation.override("da"):
        note = status_note(whole, period, made_on or timezone.localdate())
        blocks = list(note_blocks(note))
        document = note_document(note, tuple(_shown(blocks, show)))
        return ScreenNote(note_title(note), write_html(document), count_charts(blocks))


def activity_on_screen(
    whole: WholeFacts, period: Period, activity_id: int, show: ShowChart, *, top: int = 2
) -> HtmlDocument | None:
    """One activity's section as its readers see it; None where the project has no such activity."""
    with translation.override("da"):
        chapter = activity_chapter(whole, period, activity_id)
        if chapter is None:
            return None
        blocks = tuple(_shown(activity_blocks(chapter, whole, period), show))
        document = Document(title="", created=moment_of(timezone.localdate()), blocks=blocks)
        return write_html(document, top=top, prefix=f"afsnit{activity_id}")


def _shown(blocks: Iterable[NoteBlock], show: ShowChart) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, ChartBlock):
            yield Picture(svg=show(block), png=None, alt=block.chart.description, caption=block.caption)
            yield numbers_of(block.chart)
        elif isinstance(block, MapBlock):
            drawn = theory_svg(block.drawing, width=MAP_PIXELS)
            yield Picture(svg=drawn, png=None, alt=block.drawing.description, caption=block.caption)
        else:
            yield block
