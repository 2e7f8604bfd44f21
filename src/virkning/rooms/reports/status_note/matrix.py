"""The target-group matrix in blocks: the four quadrants with their counts, and two days compared."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from virkning.documents.blocks import Block, Cell, Heading, Paragraph, Row, Run, Table, Text
from virkning.figures.dates import danish_date
from virkning.figures.matrix import Tally, count_phrase, share_phrase
from virkning.figures.periods import Period
from virkning.figures.theory import Quadrant

from ..facts.matrix import MatrixFacts, MatrixGroupFacts, change_of, tally_on
from .words import muted, paragraphs


def matrix_chapter(facts: MatrixFacts, period: Period) -> Iterator[Block]:
    """The note's chapter, as it was counted by the end of the period; none where the matrix has no groups."""
    if not facts.is_empty:
        yield Heading(_("Målgruppematrix"), level=1)
        yield from matrix_blocks(facts, period.end, described=False)


def matrix_blocks(facts: MatrixFacts, last: date, *, described: bool = True) -> Iterator[Block]:
    """The matrix as it was counted last by the day `last`, against the day before that one.

    `described`: each group's description stands with it, and all of it small, to go on one page. In Danish: documents
    are.
    """
    days = facts.days_by(last)
    day = days[-1] if days else None
    yield Paragraph(_said(facts, day))
    yield _quadrants(facts, day, described=described)
    if len(days) > 1:
        yield _compared(facts, *days[-2:], compact=described)


def _said(facts: MatrixFacts, day: date | None) -> str:
    if day is None:
        return _("Grupperne er ikke optalt endnu.")
    texts = {"day": danish_date(day), "count": tally_on(facts.groups, day).phrase.danish}
    return _("Optalt %(day)s: %(count)s i alt.") % texts


def _quadrants(facts: MatrixFacts, day: date | None, *, described: bool) -> Table:
    def cell(quadrant: Quadrant) -> Cell:
        groups = facts.within(quadrant)
        head = quadrant.danish
        if day is not None and groups:
            head = f"{head}: {_with_share(tally_on(groups, day), tally_on(facts.groups, day))}"
        lines: list[Text] = [(Run(head, bold=True),)]
        for one in groups:
            lines += _group(one, day, described=described)
        return Cell(tuple(lines if groups else [*lines, muted(_("Ingen grupper"))]))

    rows = (
        (_("Kan"), Quadrant.CAN_WILL, Quadrant.CAN_WILL_NOT),
        (_("Kan ikke"), Quadrant.CANNOT_WILL, Quadrant.CANNOT_WILL_NOT),
    )
    return Table(
        header=("", _("Vil"), _("Vil ikke")),
        rows=tuple(
            Row((Cell((side,), emphasis=True), cell(first), cell(second))) for side, first, second in rows
        ),
        widths=(0.7, 4, 4),
        caption=_("Målgruppematrix: kan og vil"),
        compact=described,
    )


def _group(facts: MatrixGroupFacts, day: date | None, *, described: bool) -> Iterator[Text]:
    runs = [Run(facts.title)]
    if day is not None:
        runs.append(Run(f": {count_phrase(facts.count_on(day)).danish.lower()}"))
    if facts.target_group:
        texts = {"number": facts.target_group, "year": str(facts.plan_year)}
        runs.append(Run(_(" (målgruppe %(number)s, plan %(year)s)") % texts, muted=True))
    yield tuple(runs)
    if described:
        yield from (muted(line) for line in paragraphs(facts.description))


def _compared(facts: MatrixFacts, first: date, last: date, *, compact: bool) -> Table:
    def row(title: str, groups: tuple[MatrixGroupFacts, ...], *, shares: bool = False) -> Row:
        before, after = tally_on(groups, first), tally_on(groups, last)
        told = (before.phrase.danish, after.phrase.danish)
        if shares:
            told = (
                _with_share(before, tally_on(facts.groups, first)),
                _with_share(after, tally_on(facts.groups, last)),
            )
        change = change_of(groups, first, last).phrase.danish
        cells = (title, *told, change[:1].upper() + change[1:])
        return Row(tuple(Cell((one,), emphasis=shares) for one in cells))

    rows: list[Row] = []
    for quadrant in Quadrant:
        groups = facts.within(quadrant)
        if groups:
            rows.append(row(quadrant.danish, groups, shares=True))
            rows += [row(one.title, (one,)) for one in groups]
    rows.append(Row(row(_("I alt"), facts.groups).cells, kind="total"))
    return Table(
        header=(_("Gruppe"), danish_date(first), danish_date(last), _("Ændring")),
        rows=tuple(rows),
        widths=(3, 2, 2, 3),
        numeric=(1, 2),
        caption=_("To dage ved siden af hinanden"),
        compact=compact,
    )


def _with_share(part: Tally, whole: Tally) -> str:
    share = share_phrase(part, whole)
    return f"{part.phrase.danish} ({share.danish})" if share is not None else part.phrase.danish
