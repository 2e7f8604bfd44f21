"""The note's chapter of recommendations: what became of the earlier ones, and what is recommended now."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from virkning.documents.blocks import Block, Cell, Heading, Row, Run, Table, Text
from virkning.figures.dates import danish_date
from virkning.figures.periods import Period

from ..facts.recommendations import RecommendationFacts, followed_up_in, given_in
from .words import muted, paragraphs


def recommendation_blocks(given: tuple[RecommendationFacts, ...], period: Period) -> Iterator[Block]:
    """Nothing where the period tells of no recommendation."""
    earlier, now = followed_up_in(given, period), given_in(given, period)
    if not earlier and not now:
        return
    yield Heading(_("Anbefalinger"), level=1)
    if earlier:
        yield Heading(_("Opfølgning på tidligere anbefalinger"), level=2)
        yield _table(earlier, _("Hvad der er sket"), lambda one: _became(one, period), with_period=True)
    if now:
        yield Heading(_("Anbefalinger %(period)s") % {"period": period.danish}, level=2)
        yield _table(now, _("Frist"), _deadline, with_period=False)


Told = Callable[[RecommendationFacts], tuple[Text, ...]]


def _table(rows: tuple[RecommendationFacts, ...], last: str, told: Told, *, with_period: bool) -> Table:
    return Table(
        header=(_("Anbefaling"), _("Rettet til"), last),
        rows=tuple(Row((Cell(_said(one, with_period)), one.addressee, Cell(told(one)))) for one in rows),
        widths=(5, 2, 3),
    )


def _said(one: RecommendationFacts, with_period: bool) -> tuple[Text, ...]:
    under = [_("Givet i %(period)s.") % {"period": one.period.danish}] if with_period else []
    if one.activity:
        under.append(_("Aktivitet %(activity)s.") % {"activity": one.activity})
    return (*paragraphs(one.text), *((muted(" ".join(under)),) if under else ()))


def _deadline(one: RecommendationFacts) -> tuple[Text, ...]:
    return (danish_date(one.deadline) if one.deadline else muted(_("Ingen frist")),)


def _became(one: RecommendationFacts, period: Period) -> tuple[Text, ...]:
    said = one.said_in(period)
    if said is None:
        return (muted(_("Der er ikke fulgt op i %(period)s.") % {"period": period.danish}),)
    return ((Run(said.state.danish, bold=True),), *paragraphs(said.comment))
