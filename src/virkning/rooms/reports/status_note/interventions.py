"""What the note says of the interventions: where each stands, and what was seen at its start, midway and at its end."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.documents.blocks import Block, Cell, Heading, Paragraph, Row, Run, Table, Text
from virkning.figures.actionplans import looked_from
from virkning.figures.dates import danish_date
from virkning.figures.interventions import InterventionStage, shown_stage
from virkning.figures.periods import Period

from ..facts.interventions import InterventionFacts, interventions_in
from .words import muted, paragraphs

_WIDTHS = (3.2, 1.7, 1.8, 5.6)


def intervention_blocks(
    interventions: tuple[InterventionFacts, ...], period: Period, today: date
) -> Iterator[Block]:
    """The chapter; nothing where the period tells of none."""
    told = interventions_in(interventions, period)
    if not told:
        return
    yield Heading(_("Indsatser"), level=1)
    day = looked_from(period, today)
    running = sum(shown_stage(one.stage, one.start, day) is InterventionStage.RUNNING for one in told)
    words = ngettext(
        "%(n)s indsats, heraf %(running)s i gang.", "%(n)s indsatser, heraf %(running)s i gang.", len(told)
    )
    yield Paragraph(words % {"n": len(told), "running": running})
    yield Table(
        header=(_("Indsats"), _("Opstart"), _("Trin"), _("Observationer")),
        rows=tuple(_row(one, day) for one in told),
        widths=_WIDTHS,
        caption=_("Indsatser i %(period)s") % {"period": period.danish},
    )


def _row(one: InterventionFacts, day: date) -> Row:
    stage: list[Text] = [shown_stage(one.stage, one.start, day).danish]
    if one.ended_on is not None:
        stage.append(muted(danish_date(one.ended_on)))
    return Row(
        (
            Cell(((Run(one.name, bold=True),), muted(one.municipality))),
            danish_date(one.start) if one.start else "-",
            Cell(tuple(stage)),
            Cell(tuple(_observations(one)) or ("-",)),
        )
    )


def _observations(one: InterventionFacts) -> Iterator[Text]:
    """One paragraph each, begun by when it was seen."""
    for label, text in (
        (_("I begyndelsen: "), one.observations_start),
        (_("Midtvejs: "), one.observations_middle),
        (_("Ved slutningen: "), one.observations_end),
    ):
        if text:
            first, *rest = paragraphs(text)
            yield (Run(label, muted=True), Run(first))
            yield from rest
