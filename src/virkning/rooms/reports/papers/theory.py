"""The theory of change by itself: Word and PDF with its links and gaps, PowerPoint, and the drawing as PNG and SVG."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _

from virkning.charts.theorydrawing import Fitted, fitted, theory_png, theory_svg
from virkning.charts.theorylayout import Point, Routed
from virkning.charts.theorymap import TheoryMap
from virkning.documents.blocks import Block, Bullets, Document, Heading, Paragraph
from virkning.documents.pdf import write_pdf
from virkning.documents.slides import ROOM, Slide, SlideArrow, SlideBox, SlideRun, write_slide
from virkning.documents.word import write_word
from virkning.figures.theory import Basis

from ..facts.project import ProjectFacts
from ..facts.theory import Theory, theory_map
from ..status_note.document import moment_of
from ..status_note.files import CONTENT_TYPES, NoteFormat, RenderedFile, file_name, map_pictures
from ..status_note.maps import MapBlock
from ..status_note.theory import theory_blocks

#: Room for the drawing on a page that stands up, and on one that lies down, in centimetres.
_UPRIGHT, _LYING = (16.8, 19.5), (25.5, 12.5)
_SIGNS = {
    "green": ("●", "2b6a00"),
    "yellow": ("▲", "7a4f00"),
    "red": ("■", "b30000"),
    "none": ("○", "595959"),
}


class TheoryFormat(StrEnum):
    """The formats it comes in; the value is the file ending."""

    WORD = "docx"
    PDF = "pdf"
    SLIDE = "pptx"
    PNG = "png"
    SVG = "svg"


_TYPES = {
    TheoryFormat.WORD: CONTENT_TYPES[NoteFormat.WORD],
    TheoryFormat.PDF: CONTENT_TYPES[NoteFormat.PDF],
    TheoryFormat.SLIDE: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    TheoryFormat.PNG: "image/png",
    TheoryFormat.SVG: "image/svg+xml",
}


def theory_file_of(facts: ProjectFacts, theory: Theory, kind: TheoryFormat, made_on: date) -> RenderedFile:
    """The file, in the language that is active: documents are Danish."""
    drawing = theory_map(theory)
    if kind in (TheoryFormat.WORD, TheoryFormat.PDF):
        content = _document(facts, theory, drawing, NoteFormat(kind.value), made_on)
    elif kind is TheoryFormat.SLIDE:
        content = write_slide(theory_slide(facts, theory, drawing, made_on))
    elif kind is TheoryFormat.PNG:
        content = theory_png(theory_svg(drawing), font_dir=settings.FONT_DIRS[0])
    else:
        content = theory_svg(drawing).encode()
    period = theory.period or facts.horizon.first
    name = _("Forandringsteori")
    told = file_name(name, period, facts.name, kind.value) if period else f"{name}.{kind.value}"
    return RenderedFile(told, content, _TYPES[kind])


def _document(
    facts: ProjectFacts, theory: Theory, drawing: TheoryMap, kind: NoteFormat, made_on: date
) -> bytes:
    lies = fitted(drawing, across=_LYING[0], down=_LYING[1]).scale
    lies_down = lies > fitted(drawing, across=_UPRIGHT[0], down=_UPRIGHT[1]).scale
    room = _LYING if lies_down else _UPRIGHT
    title = _("Forandringsteori")
    document = Document(
        title=title,
        subtitle=facts.name,
        created=moment_of(made_on),
        author=facts.lead,
        subject=facts.programme,
        header_text=f"{facts.name}, {facts.lead}",
        footer_text=title,
        landscape=lies_down,
        blocks=tuple(_blocks(theory, kind, room)),
    )
    return (
        write_word(document) if kind is NoteFormat.WORD else write_pdf(document, font_dirs=settings.FONT_DIRS)
    )


def _blocks(theory: Theory, kind: NoteFormat, room: tuple[float, float]) -> Iterator[Block]:
    for block in theory_blocks(theory):
        if isinstance(block, MapBlock):
            yield from map_pictures(block, kind, across=room[0], down=room[1])
        else:
            yield block  # type: ignore[misc]  # a theory has no charts
    if theory.gaps:
        yield Heading(_("Huller i teorien"), level=1)
        yield Bullets(tuple(f"{box.name.rstrip('.')}: {gap.danish}" for box, gap in theory.gaps))
    explained = [one for one in theory.boxes if one.explanations]
    if explained:
        yield Heading(_("Andre forklaringer"), level=1)
        for box in explained:
            yield Paragraph(box.name, style="label")
            yield Bullets(tuple(" ".join(text.split()) for text in box.explanations))


def theory_slide(facts: ProjectFacts, theory: Theory, drawing: TheoryMap, made_on: date) -> Slide:
    """The drawing as shapes at the places of its layout."""
    found = fitted(drawing, across=ROOM[2], down=ROOM[3])
    title = _("Forandringsteori: %(project)s") % {"project": facts.name}
    foot = _("Fuldt optrukne pile bygger på dokumentation, stiplede er antagelser.")
    if theory.period is not None:
        foot += " " + _("Farver og værdier fra %(period)s.") % {"period": theory.period.danish}
    return Slide(
        title=title,
        created=moment_of(made_on),
        boxes=(*_heads(found), *_slide_boxes(found)),
        arrows=tuple(_slide_arrows(theory, found)),
        foot=foot,
        author=facts.lead,
    )


def _heads(found: Fitted) -> Iterable[SlideBox]:
    scale, points = found.scale, _points(found)
    for number, (words, x, wide) in enumerate(found.place.heads):
        run = SlideRun(words, bold=True)
        yield SlideBox(
            key=f"kolonne-{number + 1}",
            x=ROOM[0] + x * scale,
            y=ROOM[1],
            width=wide * scale,
            height=40 * scale,
            lines=((run,),),
            points=points,
            alt=words,
            edge="",
        )


def _slide_boxes(found: Fitted) -> Iterable[SlideBox]:
    scale = found.scale
    for placed in found.place.boxes:
        box = placed.box
        ink = "595959" if box.muted else "1a1a1a"
        sign, colour = _SIGNS[box.light]
        told = " · ".join(part for part in (box.state, box.value) if part)
        cut = placed.lines[-1].endswith("…")
        words = " ".join(placed.lines).removeprefix(f"{box.number} ") if cut else box.title
        title = (SlideRun(f"{box.number} ", ink, bold=True), SlideRun(words, ink))
        under = ((SlideRun(f"{sign} ", colour), SlideRun(told, "595959")),) if told else ()
        yield SlideBox(
            key=box.key,
            x=ROOM[0] + placed.x * scale,
            y=ROOM[1] + placed.y * scale,
            width=placed.width * scale,
            height=placed.height * scale,
            lines=(title, *under),
            points=_points(found),
            alt=box.words,
            dashed=box.muted,
        )


def _points(found: Fitted) -> float:
    """A little smaller than drawn: PowerPoint's line is higher, and the words must stay in their box."""
    return max(4.0, round(found.points * 0.9, 1))


def _slide_arrows(theory: Theory, found: Fitted) -> Iterable[SlideArrow]:
    ways = {
        (arrow.start, arrow.end): _way(found, routed)
        for routed in found.place.arrows
        for arrow in (found.drawing.arrows[routed.arrow],)
    }
    names = {one.key: one.name for one in theory.boxes}
    for one in theory.arrows:
        texts = {"start": names[one.start], "end": names[one.end], "basis": one.basis.danish.lower()}
        alt = _("%(start)s fører til %(end)s (%(basis)s)") % texts
        dashed = one.basis is Basis.ASSUMPTION
        yield SlideArrow(one.start, one.end, alt, dashed=dashed, way=ways[one.start, one.end])


def _way(found: Fitted, routed: Routed) -> tuple[Point, ...]:
    """The way it is drawn, where it passes other boxes; none between two columns beside each other."""
    begin, end = routed.start, routed.curves[-1][2]
    is_loop = begin[0] == end[0]
    if len(routed.curves) == 1 and not is_loop:
        return ()
    points = (begin, *(point for curve in routed.curves for point in curve))
    return tuple((ROOM[0] + x * found.scale, ROOM[1] + y * found.scale) for x, y in points)
