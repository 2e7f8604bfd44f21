"""The theory of change in the note: the drawing, and every link with what it builds on."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from virkning.documents.blocks import Cell, Heading, Paragraph, Row, Table, Text
from virkning.figures.periods import Period

from ..facts.theory import ArrowFacts, Theory, theory_map, theory_of
from ..facts.whole import WholeFacts
from .maps import MapBlock
from .results import NoteBlock
from .words import muted, paragraphs


def theory_chapter(whole: WholeFacts, period: Period) -> Iterator[NoteBlock]:
    """The chapter; none where the project has no arrows."""
    theory = theory_of(whole.project, whole.arrows, period, whole.background.explanations)
    if theory.arrows:
        yield Heading(_("Forandringsteori"), level=1)
        yield from theory_blocks(theory)


def theory_blocks(theory: Theory) -> Iterator[NoteBlock]:
    """The drawing, what its lines mean, and the links."""
    drawing = theory_map(theory)
    yield Paragraph(drawing.description)
    yield MapBlock(drawing, _caption(theory))
    yield Paragraph(
        _(
            "Fuldt optrukne pile bygger på dokumentation, stiplede er antagelser. "
            "Stiplede kasser er lukket eller udgået."
        ),
        style="note",
    )
    yield link_table(theory)


def _caption(theory: Theory) -> str:
    if theory.period is None:
        return _("Forandringsteori")
    return _("Forandringsteori med farver og værdier fra %(period)s") % {"period": theory.period.danish}


def link_table(theory: Theory) -> Table:
    """Every arrow as a row."""
    names = {one.key: one.name for one in theory.boxes}
    order = {one.key: place for place, one in enumerate(theory.boxes)}
    arrows = sorted(theory.arrows, key=lambda one: (order[one.start], order[one.end], one.id))
    return Table(
        header=(_("Fra"), _("Til"), _("Bygger på"), _("Begrundelse")),
        rows=tuple(Row((names[one.start], names[one.end], one.basis.danish, _why(one))) for one in arrows),
        widths=(2.6, 2.6, 1.6, 3.2),
        caption=_("Leddene i forandringsteorien"),
    )


def _why(arrow: ArrowFacts) -> Cell:
    lines: list[Text] = list(paragraphs(arrow.reason))
    if arrow.other_explanations.strip():
        told = " ".join(paragraphs(arrow.other_explanations))
        lines.append(muted(_("Anden forklaring: %(text)s") % {"text": told}))
    if not lines:
        lines.append(muted(_("Ikke oplyst")))
    return Cell(tuple(lines))
