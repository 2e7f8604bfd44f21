"""The note's blocks in the order that is a contract."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.documents.blocks import Contents, Heading, Paragraph
from virkning.figures.periods import Period

from ..facts.evidence import unexpected_in, unexpected_of_the_whole
from ..facts.project import ResultFacts
from ..facts.whole import WholeFacts
from .actionplan import action_plan_blocks
from .background import annex_blocks, phase_blocks, see_annex, unexpected_blocks
from .continuing import comment_blocks, continuing_blocks, embedding_blocks
from .interventions import intervention_blocks
from .matrix import matrix_chapter
from .milestones import milestone_table
from .note import ActivityChapter, AreaChapter, StatusNote
from .recommendations import recommendation_blocks
from .results import NoteBlock, result_blocks
from .sources import source_blocks
from .summary import front_blocks, summary_blocks
from .theory import theory_chapter
from .words import assessment_blocks, paragraphs


def note_title(note: StatusNote) -> str:
    """`Statusnotat 2013`."""
    return _("Statusnotat %(period)s") % {"period": note.period.danish}


def note_blocks(note: StatusNote) -> Iterator[NoteBlock]:
    """Front, summary, a chapter an area, the whole project's results, recommendations, sources."""
    yield from front_blocks(note)
    yield Contents()
    yield from summary_blocks(note)
    yield from phase_blocks(note.whole.background, note.period)
    yield from matrix_chapter(note.whole.matrix, note.period)
    yield from theory_chapter(note.whole, note.period)
    for area in note.areas:
        yield from _area_blocks(area, note)
    yield from _project_blocks(note)
    yield from intervention_blocks(note.whole.interventions, note.period, note.made_on)
    yield from recommendation_blocks(note.whole.recommendations, note.period)
    yield from action_plan_blocks(note.whole.action_plan, note.period, note.made_on)
    yield from continuing_blocks(note.project, note.whole.continuing, note.period)
    yield from annex_blocks(note.whole.background, note.period)
    yield from source_blocks(note.project, note.period)


def _area_blocks(area: AreaChapter, note: StatusNote) -> Iterator[NoteBlock]:
    yield Heading(f"{area.facts.number} {area.facts.title}", level=1, numbered=True)
    for activity in area.activities:
        yield from activity_blocks(activity, note.whole, note.period)
    if area.tables:
        yield Heading(_("Resultater for hele området"), level=2)
        yield from result_blocks(area.tables, note.period, applies_to=_("gælder alle aktiviteter"))
    yield from assessment_blocks(area.assessments, _("Vurdering %(period)s") % {"period": note.period.danish})


def activity_blocks(activity: ActivityChapter, whole: WholeFacts, period: Period) -> Iterator[NoteBlock]:
    """One activity's section."""
    facts = activity.facts
    heading = _("%(number)s Status for %(title)s") % {"number": facts.number, "title": facts.title}
    if activity.is_closed:
        heading += " " + _("(NB: Aktiviteten er lukket)")
    yield Heading(heading, level=2, numbered=True)
    yield from _life(activity, whole, period)
    yield from (Paragraph(text) for text in paragraphs(facts.remark))
    yield from see_annex(whole.background, facts.id, period)
    if activity.milestones:
        yield milestone_table(activity.milestones, period)
    yield from result_blocks(activity.tables, period)
    yield from (Paragraph(_shared(one), style="note") for one in activity.shared)
    if not (activity.milestones or activity.tables or activity.shared):
        yield Paragraph(_("Aktiviteten har endnu hverken milepæle eller resultater."), style="note")
    yield from comment_blocks(whole.continuing, facts.id, period)
    yield from embedding_blocks(whole.continuing, facts.id, period)
    yield from unexpected_blocks(unexpected_in(whole.background.unexpected, period, facts.id), period)
    yield from assessment_blocks(activity.assessments, _("Vurdering %(period)s") % {"period": period.danish})


def _life(activity: ActivityChapter, whole: WholeFacts, period: Period) -> Iterator[Paragraph]:
    """That it was closed, merged into another, opened again, or has taken others in; each with its reason."""
    facts = activity.facts
    if activity.is_closed:
        reason = paragraphs(facts.closed_reason)
        if facts.merged_into and facts.closed_in is not None:
            texts = {"into": facts.merged_into, "period": facts.closed_in.danish}
            merged = _("Lagt sammen med %(into)s i %(period)s.") % texts
            reason = [" ".join([merged, *reason[:1]]), *reason[1:]]
        yield from (Paragraph(text) for text in reason)
    elif facts.reopened_reason and facts.closed_in is None:
        yield Paragraph(_("Aktiviteten er åbnet igen: %(reason)s") % {"reason": facts.reopened_reason})
    for one in whole.project.activities():
        if one.merged_into_id == facts.id and one.closed_in is not None and one.closed_in.begun_by(period):
            texts = {"other": f"{one.number} {one.title}", "period": one.closed_in.danish}
            yield Paragraph(_("%(other)s er lagt sammen med denne aktivitet i %(period)s.") % texts)


def _shared(facts: ResultFacts) -> str:
    return _("Resultat %(number)s (%(statement)s) gælder også denne aktivitet; se afsnit %(first)s.") % {
        "number": facts.number,
        "statement": facts.statement.rstrip("."),
        "first": facts.activity_numbers[0],
    }


def _project_blocks(note: StatusNote) -> Iterator[NoteBlock]:
    activities = {one.id for one in note.project.activities()}
    unexpected = unexpected_of_the_whole(note.whole.background.unexpected, note.period, activities)
    if not note.tables and not note.assessments and not unexpected:
        return
    yield Heading(_("Resultater for hele projektet"), level=1)
    yield from result_blocks(note.tables, note.period, applies_to=_("gælder hele projektet"))
    yield from unexpected_blocks(unexpected, note.period)
    yield from assessment_blocks(note.assessments, _("Vurdering %(period)s") % {"period": note.period.danish})


def moment_of(day: date) -> datetime:
    """The document's one clock: midnight in Copenhagen on the day it was made."""
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())
