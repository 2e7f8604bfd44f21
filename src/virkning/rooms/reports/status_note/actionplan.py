"""What the note says of the action plan: a table a theme, as it stands in the note's period."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.documents.blocks import Block, Cell, Heading, Paragraph, Row, Run, Table, Text
from virkning.figures.actionplans import ActionStanding, action_standing, is_overdue_in, looked_from
from virkning.figures.dates import danish_date
from virkning.figures.periods import Period
from virkning.figures.planning import Theme

from ..facts.actionplan import ActionPlan, ChallengeFacts, PlannedActionFacts, plan_counts
from .words import mark, muted, paragraphs

_WIDTHS = (3.2, 2.5, 1.7, 1.8, 3.1)


def action_plan_blocks(plan: ActionPlan, period: Period, today: date) -> Iterator[Block]:
    """The chapter; nothing where there is no plan."""
    if not plan.challenges:
        return
    yield Heading(_("Handleplan"), level=1)
    counts = plan_counts(plan, period, looked_from(period, today))
    told = ngettext(
        "%(told)s af %(all)s handling har status for %(period)s.",
        "%(told)s af %(all)s handlinger har status for %(period)s.",
        counts.actions,
    ) % {"told": counts.told, "all": counts.actions, "period": period.danish}
    if counts.overdue:
        words = ngettext(
            "%(n)s handling er over fristen.", "%(n)s handlinger er over fristen.", counts.overdue
        )
        told = f"{told} {words % {'n': counts.overdue}}"
    yield Paragraph(told)
    for theme in Theme:
        challenges = plan.of(theme)
        if challenges:
            yield Heading(theme.danish, level=2)
            yield _table(theme, challenges, period, today)


def _table(theme: Theme, challenges: tuple[ChallengeFacts, ...], period: Period, today: date) -> Table:
    rows: list[Row] = []
    for challenge in challenges:
        head = " ".join(paragraphs(challenge.text))
        rows.append(Row((Cell(((Run(_("Udfordring: "), muted=True), Run(head, bold=True)),)),), kind="group"))
        rows += [_row(one, period, today) for one in challenge.actions]
        if not challenge.actions:
            rows.append(Row((Cell((muted(_("Ingen handlinger endnu")),)), "-", "-", "-", "-")))
    return Table(
        header=(_("Handling"), _("Ansvarlig"), _("Frist"), _("Gennemført"), _("Kommentar")),
        rows=tuple(rows),
        widths=_WIDTHS,
        caption=_("Handlinger: %(theme)s") % {"theme": theme.danish},
    )


def _row(facts: PlannedActionFacts, period: Period, today: date) -> Row:
    stand = action_standing(facts.action, period, today)
    deadline: list[Text] = [danish_date(facts.action.deadline)] if facts.action.deadline else ["-"]
    if is_overdue_in(facts.action, period, looked_from(period, today)):
        deadline.append(muted(_("Overskredet")))
    return Row(
        (
            Cell(tuple(paragraphs(facts.text))),
            facts.responsible or "-",
            Cell(tuple(deadline)),
            Cell(tuple(_degree(stand)), light=mark(stand.light), emphasis=stand.is_told),
            Cell(tuple(_comment(stand)) or ("-",)),
        )
    )


def _degree(stand: ActionStanding) -> Iterator[Text]:
    if stand.degree is None:
        yield muted(_("Ikke oplyst"))
        return
    yield stand.degree.danish
    if stand.is_carried_on and stand.told_in is not None:
        yield muted(_("Sagt i %(period)s") % {"period": stand.told_in.danish})


def _comment(stand: ActionStanding) -> Iterator[Text]:
    yield from paragraphs(stand.comment)
    if stand.differs:
        computed = stand.computed.light
        words = computed.danish.lower() if computed else _("ingen farve")
        yield muted(_("Farven er vurderet. Beregnet: %(light)s.") % {"light": words})
