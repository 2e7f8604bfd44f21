"""Where every figure of the note comes from."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.documents.blocks import Heading, Paragraph, Row, Table
from virkning.figures.dates import danish_date
from virkning.figures.indicators import Reading
from virkning.figures.milestones import standing
from virkning.figures.periods import Period
from virkning.figures.sentences import fraction_text
from virkning.rooms.files.models import OriginKind

from ..facts.judgements import is_there, reading_value
from ..facts.project import Origin, ProjectFacts, ResultFacts
from .results import NoteBlock


def source_blocks(project: ProjectFacts, period: Period) -> Iterator[NoteBlock]:
    """A table of every value up to the period, with who or which cell it came from, and when."""
    yield Heading(_("Kilder"), level=1)
    yield Paragraph(
        _("Hvert tal i notatet og dets oprindelse: hvem der har skrevet det, eller hvilken fil og celle.")
    )
    rows = [*_milestone_rows(project, period), *_result_rows(project, period)]
    if not rows:
        yield Paragraph(_("Der er endnu ingen tal."))
        return
    yield Table(
        header=(_("Hvad"), _("Periode"), _("Værdi"), _("Oprindelse")),
        rows=tuple(rows),
        widths=(2.6, 1.1, 1.6, 4),
        compact=True,
    )


def _milestone_rows(project: ProjectFacts, period: Period) -> Iterator[Row]:
    for activity in project.activities():
        for facts in activity.milestones:
            what = _("Milepæl %(activity)s/%(number)s") % {
                "activity": activity.number,
                "number": facts.number,
            }
            for entry in facts.milestone.entries:
                if entry.period <= period and (entry.status is not None or entry.has_value):
                    stand = standing(facts.milestone, entry.period)
                    value = f"{stand.words} ({stand.fraction})" if stand.fraction else stand.words
                    yield Row((what, entry.period.danish, value, origin_words(facts.origins[entry.period])))


def _result_rows(project: ProjectFacts, period: Period) -> Iterator[Row]:
    for facts in project.all_results():
        for one in facts.measurements:
            if one.reading.period <= period and one.reading.has_value and _is_shown(facts, one.reading):
                words = origin_words(one.origin)
                if one.source:
                    words = f"{one.source.rstrip('.')}. {words}"
                yield Row(
                    (
                        _what(facts, one.reading.series),
                        one.reading.period.danish,
                        _value(facts, one.reading),
                        words,
                    )
                )


def _is_shown(facts: ResultFacts, reading: Reading) -> bool:
    """A value after the indicator was retired, or before it was added, is in no table."""
    retired = facts.indicator.retired_in
    after = retired is not None and reading.period.starts_after(retired)
    return is_there(facts.indicator.added_in, reading.period) and not after


def _what(facts: ResultFacts, series: str) -> str:
    what = _("Resultat %(number)s") % {"number": facts.number}
    return f"{what}, {series}" if series else what


def _value(facts: ResultFacts, reading: Reading) -> str:
    value = reading_value(facts.indicator, reading)
    if reading.numerator is not None and reading.denominator is not None:
        return f"{value} ({fraction_text(reading.numerator, reading.denominator)})"
    return value


def origin_words(origin: Origin) -> str:
    """Who or which cell, and when: `Projektark holstebro.xlsx, Målinger!D14, indlæst 2. februar 2011 af …`."""
    day = danish_date(timezone.localdate(origin.at))
    if origin.kind == OriginKind.REGISTER_RUN:
        words = _("Registerkørsel %(run)s, offentliggjort %(day)s af %(by)s")
        return words % {"run": origin.cell, "day": day, "by": origin.by}
    if origin.file:
        return _("Projektark %(file)s, %(cell)s, indlæst %(day)s af %(by)s") % {
            "file": origin.file,
            "cell": origin.cell,
            "day": day,
            "by": origin.by,
        }
    return _("Indtastet af %(by)s %(day)s") % {"by": origin.by, "day": day}
