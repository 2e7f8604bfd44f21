"""A method description in blocks: what version it is, its core elements, and the three phases side by side."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from virkning.documents.blocks import Block, Bullets, Cell, Paragraph, Row, Run, Table, Text
from virkning.figures.dates import danish_date
from virkning.figures.planning import MethodPart
from virkning.rooms.plans.methodfacts import MethodFacts, MethodPhaseFacts

from ..status_note.words import muted, paragraphs


def method_blocks(facts: MethodFacts) -> Iterator[Block]:
    """The version, in Danish: documents are."""
    yield Paragraph(_head(facts), style="note")
    if facts.core:
        yield Paragraph(_("Kerneelementer"), style="label")
        yield Bullets(tuple(one.text for one in facts.core))
    if not facts.phases:
        return
    yield Table(
        header=("", *(_phase(one) for one in facts.phases)),
        rows=tuple(
            Row((Cell((part.danish,), emphasis=True), *(_cell(one, part) for one in facts.phases)))
            for part in MethodPart
        ),
        widths=(1.1, *(3.0 for _phase_there in facts.phases)),
        caption=_("Metoden fase for fase"),
        compact=True,
    )


def _head(facts: MethodFacts) -> str:
    head = facts.head
    parts = [_("Version %(number)s.") % {"number": head.number}]
    if head.decided_on:
        parts.append(_("Besluttet %(day)s.") % {"day": danish_date(head.decided_on)})
    if head.note:
        parts.append(_("Ændret: %(note)s") % {"note": " ".join(paragraphs(head.note))})
    return " ".join(parts)


def _phase(phase: MethodPhaseFacts) -> Cell:
    lines: list[Text] = [phase.title]
    if phase.starts_on and phase.ends_on:
        lines.append(muted(f"{danish_date(phase.starts_on)} – {danish_date(phase.ends_on)}"))
    elif phase.starts_on:
        lines.append(muted(_("Fra %(day)s") % {"day": danish_date(phase.starts_on)}))
    elif phase.ends_on:
        lines.append(muted(_("Til %(day)s") % {"day": danish_date(phase.ends_on)}))
    return Cell(tuple(lines))


def _cell(phase: MethodPhaseFacts, part: MethodPart) -> Cell:
    lines: list[Text] = list(paragraphs(phase.text(part)))
    if part is MethodPart.TOOLS:
        for one in phase.tools:
            lines.append((Run(one.title), Run(f" ({one.file})", muted=True)) if one.file else one.title)
    return Cell(tuple(lines) or (muted(_("Ikke beskrevet")),))
