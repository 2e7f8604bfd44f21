"""The project page's recommendations: what is to be followed up in the period, and what is recommended in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from virkning.figures.dates import date_phrase
from virkning.figures.periods import Period
from virkning.rooms.reports.facts.recommendations import RecommendationFacts, followed_up_in, given_in


@dataclass(frozen=True)
class Advice:
    """A recommendation as the page tells it in a period; `state` is blank where the period is not asked."""

    id: int
    text: str
    under: str
    state: str
    comment: str
    follow: str
    late: str


@dataclass(frozen=True)
class AdviceSection:
    """The recommendations of a period. `others` are those the period does not tell of."""

    earlier: tuple[Advice, ...]
    now: tuple[Advice, ...]
    others: tuple[Advice, ...]

    @property
    def is_empty(self) -> bool:
        """The project has none at all."""
        return not (self.earlier or self.now or self.others)


def advice_section(
    project_id: int, given: tuple[RecommendationFacts, ...], period: Period, today: date
) -> AdviceSection:
    """What the section shows in the chosen period."""
    earlier, now = followed_up_in(given, period), given_in(given, period)
    told = {one.id for one in (*earlier, *now)}

    def all_of(rows: Iterable[RecommendationFacts]) -> tuple[Advice, ...]:
        return tuple(_advice(project_id, one, period, today) for one in rows)

    return AdviceSection(all_of(earlier), all_of(now), all_of(one for one in given if one.id not in told))


def _advice(project_id: int, one: RecommendationFacts, period: Period, today: date) -> Advice:
    asked = one.period < period
    said = one.said_in(period)
    latest = said or (one.follow_ups[-1] if one.follow_ups and not asked else None)
    address = reverse("follow_up", args=(project_id, one.id))
    return Advice(
        id=one.id,
        text=one.text,
        under=_under(one),
        state=latest.state.shown if latest else (_("Ikke fulgt op") if asked else ""),
        comment=latest.comment if latest else "",
        follow=f"{address}?periode={period.canonical}" if asked else "",
        late=_("Fristen er overskredet") if one.is_late(today) else "",
    )


def _under(one: RecommendationFacts) -> str:
    """`Rettet til styregruppen. Frist 31. december 2013. Givet i 2012. Aktivitet 1.1 Mentorer.`"""
    said = [_("Rettet til %(who)s.") % {"who": one.addressee}]
    if one.deadline:
        said.append(_("Frist %(day)s.") % {"day": date_phrase(one.deadline)})
    said.append(_("Givet i %(period)s.") % {"period": one.period.shown})
    if one.activity:
        said.append(_("Aktivitet %(activity)s.") % {"activity": one.activity})
    return " ".join(said)
