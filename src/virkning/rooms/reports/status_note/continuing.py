"""What the note says of how things go on: under each activity, and as chapters of their own."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from virkning.documents.blocks import Block, Bullets, Cell, Heading, Paragraph, Row, Run, Table, Text
from virkning.figures.continuing import Lesson
from virkning.figures.dates import danish_date
from virkning.figures.periods import Period

from ..facts.continuing import (
    BenefitTable,
    Continuing,
    EmbeddingFacts,
    ExperienceFacts,
    comment_in,
    embedding_by,
    experiences_by,
    learned,
)
from ..facts.project import ActivityFacts, ProjectFacts
from .words import joined, muted, paragraphs

#: Benefits that stand side by side on a portrait page; more become tables of their own.
WIDEST = 4


def comment_blocks(told: Continuing, activity_id: int, period: Period) -> Iterator[Block]:
    """What is told of an activity as a whole in exactly this period."""
    text = comment_in(told.comments, activity_id, period)
    if text:
        yield Paragraph(_("Samlet kommentar %(period)s") % {"period": period.danish}, style="label")
        yield from (Paragraph(line) for line in paragraphs(text))


def embedding_blocks(told: Continuing, activity_id: int, period: Period) -> Iterator[Block]:
    """How an activity goes on, in one paragraph: what was last said by the period."""
    said = embedding_by(told.embeddings, activity_id, period)
    if said is None:
        return
    parts = [said.continuation.danish]
    if said.responsible:
        parts.append(_("Ansvarlig: %(who)s") % {"who": said.responsible})
    if said.secured_until:
        parts.append(_("Penge sikret til %(day)s") % {"day": danish_date(said.secured_until)})
    if said.risk:
        parts.append(_("Risiko: %(risk)s") % {"risk": " ".join(paragraphs(said.risk))})
    if said.period != period:
        parts.append(_("Sagt i %(period)s") % {"period": said.period.danish})
    sentences = joined([*parts, ""]).rstrip()
    yield Paragraph((Run(_("Forankring: "), bold=True), Run(sentences)))


def continuing_blocks(project: ProjectFacts, told: Continuing, period: Period) -> Iterator[Block]:
    """The chapters on embedding, experiences and benefits; none where there is nothing to tell."""
    yield from _embedding_chapter(project, told, period)
    yield from _experience_chapter(experiences_by(told.experiences, period))
    yield from _benefit_chapter(told.benefits)


def _embedding_chapter(project: ProjectFacts, told: Continuing, period: Period) -> Iterator[Block]:
    rows = [
        (activity, embedding_by(told.embeddings, activity.id, period)) for activity in project.activities()
    ]
    if not any(said for _activity, said in rows):
        return
    yield Heading(_("Forankring"), level=1)
    yield Table(
        header=(
            _("Aktivitet"),
            _("Hvordan går det videre?"),
            _("Ansvarlig"),
            _("Penge sikret til"),
            _("Risiko"),
        ),
        rows=tuple(_embedding_row(activity, said, period) for activity, said in rows),
        widths=(3, 2.6, 2.2, 1.9, 2.8),
        caption=_("Hvordan aktiviteterne går videre efter projektet"),
    )


def _embedding_row(activity: ActivityFacts, said: EmbeddingFacts | None, period: Period) -> Row:
    is_closed = activity.closed_in is not None and activity.closed_in.begun_by(period)
    named: tuple[Text, ...] = (f"{activity.number} {activity.title}",)
    if is_closed:
        named += (muted(_("Lukket")),)
    if said is None:
        missing = "-" if is_closed else _("Ikke oplyst")
        return Row((Cell(named), Cell((muted(missing),)), "-", "-", "-"))
    how: list[Text] = [said.continuation.danish, *paragraphs(said.text)]
    if said.period != period:
        how.append(muted(_("Sagt i %(period)s") % {"period": said.period.danish}))
    who = said.responsible or ("" if not said.lacks_responsible else _("Ikke oplyst"))
    until: list[Text] = [danish_date(said.secured_until)] if said.secured_until else []
    until += [muted(said.money)] if said.money else []
    return Row(
        (
            Cell(named),
            Cell(tuple(how)),
            who or "-",
            Cell(tuple(until) or ("-",)),
            Cell(tuple(paragraphs(said.risk)) or ("-",)),
        )
    )


def _experience_chapter(experiences: Sequence[ExperienceFacts]) -> Iterator[Block]:
    if not experiences:
        return
    yield Heading(_("Erfaringer"), level=1)
    titles = {Lesson.GOOD: _("Gode erfaringer"), Lesson.BAD: _("Mindre gode erfaringer")}
    for lesson, title in titles.items():
        found = learned(experiences, lesson)
        if found:
            yield Heading(title, level=2)
            yield Bullets(tuple(_experience(one) for one in found))


def _experience(one: ExperienceFacts) -> Text:
    text = "\n".join(paragraphs(one.text))
    under = one.period.danish
    if one.activity:
        under = _("%(activity)s, %(period)s") % {"activity": one.activity, "period": under}
    return (Run(text), Run(f" ({under})", muted=True))


def _benefit_chapter(table: BenefitTable) -> Iterator[Block]:
    if table.is_empty:
        return
    yield Heading(_("Gevinstskema"), level=1)
    for start, end in _parts(len(table.benefits)):
        yield Table(
            header=(_("Hvem"), *table.benefits[start:end]),
            rows=tuple(
                Row((Cell((name,), emphasis=True), *(_gain(text) for text in cells[start:end])))
                for name, cells in zip(table.bodies, table.cells, strict=True)
            ),
            widths=(1.6, *[2.0] * (end - start)),
            caption=_("Hvem der får hvad ud af projektet"),
        )


def _parts(columns: int) -> Iterator[tuple[int, int]]:
    """As few tables as there can be, and alike wide: six are twice three."""
    tables = -(-columns // WIDEST)
    start = 0
    for number in range(tables):
        wide = -(-(columns - start) // (tables - number))
        yield start, start + wide
        start += wide


def _gain(text: str) -> Cell:
    return Cell(tuple(paragraphs(text)) or ("-",))
