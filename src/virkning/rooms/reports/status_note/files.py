"""The status note as a file: charts drawn as the format needs them, blocks handed to the writer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from virkning.charts import Chart, LightsByArea, LineChart, table_of, to_png, to_svg
from virkning.charts.theorydrawing import parts_for, theory_png
from virkning.documents.blocks import Block, Document, Picture, Row, Table
from virkning.documents.pdf import write_pdf
from virkning.documents.word import write_word_anyway
from virkning.figures.periods import Period
from virkning.rooms.files.bases import base_failed
from virkning.rooms.programmes.models import Project

from ..facts.project import ProjectFacts
from ..facts.whole import WholeFacts
from ..queries.whole import load_whole
from .base import base_of_lead
from .document import moment_of, note_blocks, note_title
from .maps import MapBlock
from .note import StatusNote, status_note
from .results import ChartBlock, NoteBlock

CHART_PIXELS = 640
CHART_CM = 16.0
#: So high a drawing leaves room for its caption and for the heading before it.
MAP_CM = 20.0


class NoteFormat(StrEnum):
    """The formats a note comes in; the value is the file ending."""

    WORD = "docx"
    PDF = "pdf"


CONTENT_TYPES = {
    NoteFormat.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    NoteFormat.PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A finished file: what it is called, what it holds, what type it is."""

    name: str
    content: bytes
    content_type: str


#: Told before the first chart, and after each one: how many are drawn, of how many.
Told = Callable[[int, int], None]


def status_note_file(
    project: Project,
    period: Period,
    kind: NoteFormat,
    *,
    made_on: date | None = None,
    told: Told | None = None,
) -> RenderedFile:
    """A project's status note for one of its periods, in Danish whatever language the screen is in.

    Word looks as the lead organisation's own base says, where it has one.
    """
    whole = load_whole(project)
    base = base_of_lead(project) if kind is NoteFormat.WORD else None
    with translation.override("da"):
        return whole_note_file(whole, period, kind, made_on or timezone.localdate(), base=base, told=told)


def whole_note_file(
    whole: WholeFacts,
    period: Period,
    kind: NoteFormat,
    made_on: date,
    *,
    base: bytes | None = None,
    told: Told | None = None,
) -> RenderedFile:
    """The note of facts already at hand; nothing is read. In the language that is active: documents are Danish."""
    note = status_note(whole, period, made_on)
    return RenderedFile(
        name=note_file_name(whole.project, period, kind),
        content=write_note(note, kind, base=base, told=told),
        content_type=CONTENT_TYPES[kind],
    )


def note_file_name(project: ProjectFacts, period: Period, kind: NoteFormat) -> str:
    """`Statusnotat 2013 - Partnerskab om ungestrategier.docx`, without what file systems refuse."""
    return file_name(_("Statusnotat"), period, project.name, kind.value)


def file_name(what: str, period: Period, project: str, ending: str) -> str:
    """`Projektark 2013 - Partnerskab om ungestrategier.xlsx`, for whatever is made of a project for a period."""
    name = "".join(" " if letter in '\\/:*?"<>|' else letter for letter in project)
    return f"{what} {period.canonical} - {' '.join(name.split())[:80]}.{ending}"


def write_note(
    note: StatusNote, kind: NoteFormat, *, base: bytes | None = None, told: Told | None = None
) -> bytes:
    """The note written out; `base` is a .docx to write it into (Word only). One that fails is told of in the note."""
    blocks = list(note_blocks(note))
    document = note_document(note, tuple(drawn(blocks, kind, told)))
    match kind:
        case NoteFormat.WORD:
            return write_word_anyway(document, base=base, notice=base_failed())
        case NoteFormat.PDF:
            return write_pdf(document, font_dirs=settings.FONT_DIRS)
        case _:
            assert_never(kind)


def note_document(note: StatusNote, blocks: tuple[Block, ...]) -> Document:
    """The document a note's blocks make."""
    return Document(
        title=note_title(note),
        subtitle=note.project.name,
        created=moment_of(note.made_on),
        author=note.project.lead,
        subject=note.project.programme,
        header_text=f"{note.project.name}, {note.project.lead}",
        footer_text=note_title(note),
        blocks=blocks,
    )


def count_charts(blocks: Sequence[NoteBlock]) -> int:
    """How many drawings a note takes: they are what takes the time."""
    return sum(isinstance(block, ChartBlock) for block in blocks)


def drawn(blocks: Sequence[NoteBlock], kind: NoteFormat, told: Told | None = None) -> Iterator[Block]:
    """The blocks with every chart drawn for the format, and its numbers in a table under it."""
    done, total = 0, count_charts(blocks)
    if told is not None:
        told(done, total)
    for block in blocks:
        if isinstance(block, ChartBlock):
            yield _picture(block, kind)
            yield numbers_of(block.chart)
            done += 1
            if told is not None:
                told(done, total)
        elif isinstance(block, MapBlock):
            yield from map_pictures(block, kind)
        else:
            yield block


def map_pictures(
    block: MapBlock, kind: NoteFormat, *, across: float = CHART_CM, down: float = MAP_CM
) -> Iterator[Picture]:
    """A drawing of a theory, its words as large as the room allows; a large one in parts."""
    parts = parts_for(block.drawing, across=across, down=down)
    alt = f"{block.drawing.title}. {block.drawing.description}"
    for number, part in enumerate(parts, start=1):
        caption = block.caption
        if len(parts) > 1:
            texts = {"caption": caption, "number": number, "all": len(parts)}
            caption = _("%(caption)s (del %(number)d af %(all)d)") % texts
        if kind is NoteFormat.PDF:
            yield Picture(part.svg, None, alt, caption, part.width_cm)
        else:
            png = theory_png(part.svg, font_dir=settings.FONT_DIRS[0])
            yield Picture(None, png, alt, caption, part.width_cm)


def _picture(block: ChartBlock, kind: NoteFormat) -> Picture:
    fonts: Path = settings.FONT_DIRS[0]
    if kind is NoteFormat.PDF:
        svg = to_svg(block.chart, width=CHART_PIXELS, font_dir=fonts)
        return Picture(
            svg=svg, png=None, alt=block.chart.description, caption=block.caption, width_cm=CHART_CM
        )
    png = to_png(block.chart, width=CHART_PIXELS, font_dir=fonts)
    return Picture(svg=None, png=png, alt=block.chart.description, caption=block.caption, width_cm=CHART_CM)


def numbers_of(chart: Chart) -> Table:
    """The chart's data; a column is right-aligned where it holds numbers, and the first has room for names."""
    header, rows = table_of(chart)
    wordy = isinstance(chart, LineChart) and bool(chart.breaks)
    numbers = range(1, len(header) - 1 if wordy else len(header))
    first = 3.0 if isinstance(chart, LightsByArea) else 1.4
    return Table(
        header=tuple(header),
        rows=tuple(Row(tuple(row)) for row in rows),
        widths=(first, *(1.0 for _number in numbers), *((3.0,) if wordy else ())),
        numeric=tuple(numbers),
        compact=True,
    )
