"""What stands behind the note's judgements: the project's phases, unexpected results, other explanations, annexes.

People are told of by role only; what was noted of an interview is not among the facts.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from virkning.documents.blocks import Block, Cell, Heading, PageBreak, Paragraph, Row, Run, Table
from virkning.figures.continuing import EvidenceKind
from virkning.figures.dates import danish_date
from virkning.figures.periods import Period

from ..facts.evidence import (
    Background,
    EvidenceFacts,
    ExplanationFacts,
    PhaseFacts,
    PortraitFacts,
    UnexpectedFacts,
    evidence_in,
    phases_by,
    portraits_in,
)
from .words import muted, paragraphs


def phase_blocks(background: Background, period: Period) -> Iterator[Block]:
    """The project's course as it was when the period ended; nothing where nobody has told it."""
    phases = phases_by(background.phases, period)
    if not phases:
        return
    yield Heading(_("Projektets forløb"), level=1)
    yield Table(
        header=(_("Fase"), _("Tid"), _("Hvad der skete")),
        rows=tuple(
            Row((Cell((one.title,), emphasis=True), span_words(one), Cell(tuple(paragraphs(one.text)))))
            for one in phases
        ),
        widths=(2.2, 2.4, 5),
    )


def span_words(phase: PhaseFacts) -> str:
    """`1. januar 2010 – 31. marts 2011`, `fra 1. januar 2010`."""
    starts = _unbroken(phase.starts_on)
    if phase.ends_on is None:
        return _("Fra %(day)s") % {"day": starts}
    return starts if phase.ends_on == phase.starts_on else f"{starts} – {_unbroken(phase.ends_on)}"


def _unbroken(day: date) -> str:
    """A day that stays on its line: the columns for days are narrow."""
    return danish_date(day).replace(" ", "\N{NO-BREAK SPACE}")


def unexpected_blocks(unexpected: Sequence[UnexpectedFacts], period: Period) -> Iterator[Block]:
    """Unexpected results under a small heading."""
    if unexpected:
        yield Paragraph(_("Uventede resultater %(period)s") % {"period": period.danish}, style="label")
    for one in unexpected:
        yield from _said(f"{one.surprise.danish}: ", one.text)


def explanation_blocks(
    explanations: Sequence[ExplanationFacts], period: Period, *, number: str = ""
) -> Iterator[Block]:
    """What else may lie behind a result; an earlier period's says when. `number`: where no sentence has named it."""
    for one in explanations:
        head = _("Anden forklaring: ")
        if one.period != period:
            head = _("Anden forklaring (%(period)s): ") % {"period": one.period.danish}
        yield from _said(
            f"{_('Resultat %(number)s.') % {'number': number}} {head}" if number else head, one.text
        )


def see_annex(background: Background, activity_id: int, period: Period) -> Iterator[Block]:
    """Where the activity is told of in depth."""
    for number, one in enumerate(portraits_in(background.portraits, period), start=1):
        if one.activity_id == activity_id:
            yield Paragraph(_("Aktiviteten er beskrevet nærmere i bilag %(number)s.") % {"number": number})


def annex_blocks(background: Background, period: Period) -> Iterator[Block]:
    """An annex for each activity told of in depth, then one that lists who has been asked and what has been read."""
    portraits, evidence = portraits_in(background.portraits, period), evidence_in(background.evidence, period)
    if portraits or evidence:
        yield PageBreak()
    for number, one in enumerate(portraits, start=1):
        yield Heading(_("Bilag %(number)s: %(what)s") % {"number": number, "what": one.activity}, level=1)
        yield from _portrait(one)
    if evidence:
        yield from _evidence(evidence, len(portraits) + 1)


def _portrait(one: PortraitFacts) -> Iterator[Block]:
    for title, text in portrait_parts(one):
        # No headings: six of them an annex would fill the table of contents.
        yield Paragraph(title, style="label")
        yield from (Paragraph(line) for line in paragraphs(text))


def portrait_parts(one: PortraitFacts) -> Iterator[tuple[str, str]]:
    """The parts that hold something, by their titles, in the annex's order."""
    parts = (
        (_("Målgruppe"), one.target_group),
        (_("Resultater"), one.results),
        (_("Henvisning"), one.referral),
        (_("Metoder"), one.methods),
        (_("Vanskeligheder"), one.difficulties),
        (_("Forankring"), one.embedding),
    )
    return ((title, text) for title, text in parts if text)


def _evidence(evidence: Sequence[EvidenceFacts], number: int) -> Iterator[Block]:
    files = [one for one in evidence if one.kind is EvidenceKind.FILE]
    asked = [one for one in evidence if one.kind is not EvidenceKind.FILE]
    what = _("Interview og spørgeskemaer")
    if files:
        what = _("Interview, spørgeskemaer og dokumenter") if asked else _("Dokumenter")
    yield Heading(_("Bilag %(number)s: %(what)s") % {"number": number, "what": what}, level=1)
    if asked:
        yield _asked(asked)
    if files:
        if asked:
            yield Paragraph(_("Dokumenter"), style="label")
        yield Table(
            header=(_("Dokument"), _("Aktivitet"), _("Dato")),
            rows=tuple(Row((one.role, _about(one), _day(one))) for one in files),
            widths=(4, 3.4, 2),
        )


def _asked(asked: Sequence[EvidenceFacts]) -> Table:
    """Interviews first, then questionnaires, each as they came; a group heading where there are both."""
    rows: list[Row] = []
    groups = ((EvidenceKind.INTERVIEW, _("Interview")), (EvidenceKind.QUESTIONNAIRE, _("Spørgeskemaer")))
    both = len({one.kind for one in asked}) > 1
    for kind, title in groups:
        found = [one for one in asked if one.kind is kind]
        if found and both:
            rows.append(Row((title,), kind="group"))
        rows += [
            Row((one.role, _about(one), _day(one), one.method or _kind(one, both), _people(one)))
            for one in found
        ]
    return Table(
        header=(_("Rolle"), _("Aktivitet"), _("Dato"), _("Metode"), _("Antal")),
        rows=tuple(rows),
        widths=(2.7, 2.7, 2.3, 2.2, 0.9),
        numeric=(4,),
    )


def _kind(one: EvidenceFacts, told: bool) -> Cell | str:
    return Cell((muted("–"),)) if told else one.kind.danish


def _about(one: EvidenceFacts) -> str:
    return one.activity or _("Hele projektet")


def _day(one: EvidenceFacts) -> Cell | str:
    return _unbroken(one.held_on) if one.held_on else Cell((muted("–"),))


def _people(one: EvidenceFacts) -> Cell | str:
    return str(one.people) if one.people is not None else Cell((muted("–"),))


def _said(head: str, text: str) -> Iterator[Block]:
    first, *others = paragraphs(text) or [""]
    yield Paragraph((Run(head, bold=True), Run(first)))
    yield from (Paragraph(line) for line in others)
