"""The result tables, what is computed about each result under them, and its chart."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from virkning.charts import Chart
from virkning.documents.blocks import Block, Cell, Paragraph, Row, Run, Table, Text
from virkning.figures.indicators import Term, version_in
from virkning.figures.periods import Period

from ..facts.judgements import CellState, ResultCell
from ..facts.project import ResultFacts
from .background import explanation_blocks
from .maps import MapBlock
from .note import ResultRow, ResultTable
from .proposals import proposal_blocks
from .words import assessment_blocks, mark, muted, paragraphs

RETIRED_CELL = "-"


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart that has not been drawn yet: `files` draws it as the wanted document needs it.

    `result_id`, `number`: whose chart it is, and which of its charts from 1; None for one of the whole project.
    """

    chart: Chart
    caption: str
    result_id: int | None = None
    number: int = 1


NoteBlock = Block | ChartBlock | MapBlock


def term_words(term: Term) -> str:
    """The head of the first column, by term."""
    return {
        Term.SHORT: _("Forventede resultater på kort sigt"),
        Term.MEDIUM: _("Forventede resultater på mellemlangt sigt"),
        Term.LONG: _("Forventede resultater på langt sigt"),
    }[term]


def result_blocks(
    tables: tuple[ResultTable, ...], period: Period, *, applies_to: str = ""
) -> Iterator[NoteBlock]:
    """Each table, the sentences under it with other explanations, then charts and assessments result by result."""
    for table in tables:
        yield _table(table, applies_to, period)
        for row in table.rows:
            if row.attainment is not None:
                yield _sentence(row)
            number = row.facts.number if row.attainment is None else ""
            yield from explanation_blocks(row.explanations, period, number=number)
            yield from proposal_blocks(row.proposals, row.facts)
        for row in table.rows:
            yield from _charts(row)
            heading = _("Vurdering %(period)s af resultat %(number)s") % {
                "period": period.danish,
                "number": row.facts.number,
            }
            yield from assessment_blocks(row.assessments, heading)


def _table(table: ResultTable, applies_to: str, period: Period) -> Table:
    head = term_words(table.term) + (f" ({applies_to})" if applies_to else "")
    header = [head]
    if table.baseline is not None:
        header.append(_("Baseline (%(period)s)") % {"period": table.baseline.danish})
    header += [period.danish for period in table.columns]
    with_baseline = slice(None) if table.baseline is not None else slice(1, None)
    rows = tuple(
        Row((_first(row, period), *(_cell(row.facts, one) for one in row.cells[with_baseline])))
        for row in table.rows
    )
    others = len(header) - 1
    return Table(header=tuple(header), rows=rows, widths=(3.4, *((2.2,) * others)), compact=others > 4)


def _first(row: ResultRow, period: Period) -> Cell:
    facts = row.facts
    lines: list[Text] = [f"{facts.number}. {facts.statement_in(period)}"]
    lines += [muted(line) for line in _about(row, period) if line]
    return Cell(tuple(lines))


def _about(row: ResultRow, period: Period) -> Iterator[str]:
    facts, indicator = row.facts, row.facts.indicator
    if row.target is not None:
        series = f" ({indicator.target_series})" if indicator.target_series else ""
        yield _("Mål: %(target)s") % {"target": row.target} + series
    yield from _revised(facts, period)
    yield from _redefined(facts, period)
    if facts.own_baseline and indicator.baseline_period is not None:
        yield _("Baseline: %(period)s") % {"period": indicator.baseline_period.danish}
    if indicator.added_in is not None:
        reason = "" if indicator.retired_in is not None else facts.reason
        words = _("Tilføjet i %(period)s") % {"period": indicator.added_in.danish}
        yield f"{words}: {reason}" if reason else words
    if len(facts.activity_numbers) > 1:
        yield _("Gælder aktivitet %(numbers)s") % {"numbers": _listed(facts.activity_numbers)}


def _revised(facts: ResultFacts, period: Period) -> Iterator[str]:
    """Deadline and change of the version in force in the note's period."""
    version = version_in(facts.indicator.targets, period)
    if version is None:
        return
    if version.deadline is not None:
        yield _("Frist: %(deadline)s") % {"deadline": version.deadline.danish}
    if version.valid_from is not None:
        words = _("Målet er ændret fra %(period)s") % {"period": version.valid_from.danish}
        yield f"{words}: {version.reason}" if version.reason else words


def _redefined(facts: ResultFacts, period: Period) -> Iterator[str]:
    """Since when it is understood as it is in the note's period, and how it was worded; why stands at the break."""
    for one in facts.indicator.redefined:
        if one.valid_from.begun_by(period):
            told = _("Omdefineret fra %(period)s.") % {"period": one.valid_from.danish}
            if one.before.strip() and one.before.strip() != one.after.strip():
                told += " " + _("Før: %(before)s") % {"before": one.before}
            yield told


def _listed(numbers: tuple[str, ...]) -> str:
    *others, last = numbers
    return _("%(first)s og %(last)s") % {"first": ", ".join(others), "last": last} if others else last


def _cell(facts: ResultFacts, cell: ResultCell | None) -> Cell:
    if cell is None or cell.state is CellState.NOT_ADDED:
        return Cell()
    if cell.state is CellState.RETIRED:
        return Cell((RETIRED_CELL,), muted=True)
    if cell.state is CellState.NOT_MEASURED:
        return Cell((_("Måles ikke"),), muted=True)
    lines: list[Text] = []
    for value in cell.values:
        reading = facts.indicator.reading(value.series, cell.period)
        computed = value.fraction and reading is not None and reading.number is None
        lines.append(f"{value.words} ({value.fraction})" if computed else value.words)
    for one in cell.differences:
        head = _("Forskel (%(series)s)") % {"series": one.series} if one.series else _("Forskel")
        lines.append(f"{head}: {one.value}")
    for text in cell.texts:
        lines += paragraphs(text)
    lines += [_("Databrud: %(reason)s") % {"reason": reason} for reason in cell.breaks]
    if cell.retires_here:
        lines.append(_retirement(facts))
    return Cell(tuple(lines), light=mark(cell.light))


def _retirement(facts: ResultFacts) -> str:
    words = (
        _("Indikatoren udgår: %(reason)s") % {"reason": facts.reason}
        if facts.reason
        else _("Indikatoren udgår")
    )
    if facts.replaced_by:
        stop = "" if words.endswith(".") else "."
        words += stop + " " + _("Erstattes af resultat %(number)s.") % {"number": facts.replaced_by}
    return words


def _sentence(row: ResultRow) -> Paragraph:
    head = _("Resultat %(number)s.") % {"number": row.facts.number}
    said = str(row.attainment.sentence) if row.attainment else ""
    return Paragraph((Run(f"{head} ", bold=True), Run(said)))


def _charts(row: ResultRow) -> Iterator[ChartBlock]:
    for number, chart in enumerate(row.charts, start=1):
        caption = _("Resultat %(number)s. %(title)s") % {"number": row.facts.number, "title": chart.title}
        yield ChartBlock(chart, caption, row.facts.id, number)
